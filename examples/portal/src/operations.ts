// All that the portal asks. The types of the answers are made from these by `npm run generate`.
import { graphql } from "./generated/index.js";

export const NetworkPage = graphql(`
  query NetworkPage($network: ID!, $after: String) {
    network(id: $network) {
      id
      nameTh
      nameEn
      synthetic
      agencies(first: 10, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          nameTh
          nameEn
          synthetic
        }
      }
    }
  }
`);

export const PartnersPage = graphql(`
  query PartnersPage($agency: ID!) {
    collaborators(agency: $agency, first: 5) {
      note
      asOf
      revision
      agency {
        ...Names
        networks(first: 5) {
          nodes {
            ...Names
          }
        }
      }
      candidates {
        rank
        alreadyTied
        agency {
          ...Names
        }
        reasons {
          share
          summary
          evidence {
            ...Source
          }
        }
      }
    }
  }

  fragment Names on Record {
    id
    nameTh
    nameEn
    synthetic
  }

  fragment Source on Evidence {
    id
    synthetic
    source {
      nameTh
    }
  }
`);
