import { graphql, type ResultOf } from "../../api/graphql";
import { EvidenceParts } from "../../parts/evidence";
import { GapParts } from "../../parts/gaps";

/** What is drawn, and no more. */
export const LAYOUT = graphql(`
  query Picture(
    $area: ID, $networks: [ID!], $issues: [ID!], $kinds: [String!], $center: ID, $clusters: Clustering!, $open: [ID!]
    $measure: MarkMeasure!, $first: Int!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean
  ) {
    layout(
      area: $area, networks: $networks, issues: $issues, kinds: $kinds, center: $center, clusters: $clusters, open: $open
      measure: $measure, first: $first, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic
    ) {
      basis { asOf revision includeSynthetic syntheticLeftOut }
      marks { id kind nameTh nameEn synthetic x y size cluster degree count }
      lines { id source target type count synthetic }
      clusters { id nameTh nameEn count x y radius }
      truncated
      totals { nodes edges matching }
    }
  }
`);

export type Layout = ResultOf<typeof LAYOUT>["layout"];

/** Names of what the address names. */
export const NAMED = graphql(`
  query NamedInPicture($ids: [ID!]!) {
    nodes(ids: $ids, includeSynthetic: true) { id ... on Record { __typename nameTh nameEn synthetic } }
  }
`);

export const GAPS = graphql(`
  query GapsInPicture(
    $area: ID, $network: ID, $first: Int!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean
  ) {
    gaps(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      list(kinds: [PROBLEM_WITHOUT_WORK], area: $area, network: $network, first: $first, nearest: 1) {
        totalCount
        nodes { ...GapParts }
      }
    }
    structure(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      isolated(kinds: [ISOLATED], area: $area, network: $network, first: $first, nearest: 1) {
        totalCount
        nodes {
          agency { __typename id nameTh nameEn synthetic }
          why
          nearest { agency { id nameTh nameEn synthetic } }
        }
      }
    }
  }
`, [GapParts]);

/** Issues that one network is missing from. */
export const MISSING = graphql(`
  query MissingInPicture($network: ID!, $first: Int!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    gaps(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      list(kinds: [ISSUE_MISSING_FROM_NETWORK], network: $network, first: $first, nearest: 1) {
        totalCount
        nodes { ...GapParts }
      }
    }
  }
`, [GapParts]);

export const PATH = graphql(`
  query PathInPicture($from: ID!, $to: ID!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    linkage(from: $from, to: $to, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      from { id nameTh nameEn synthetic }
      to { id nameTh nameEn synthetic }
      reasons { component share summary nodes { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      path {
        length
        steps {
          from { id nameTh nameEn synthetic }
          to { id nameTh nameEn synthetic }
          kinds
          through { id nameTh nameEn synthetic }
          evidence { ...EvidenceParts }
        }
      }
    }
  }
`, [EvidenceParts]);
