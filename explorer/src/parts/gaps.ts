import { graphql } from "../api/graphql";

/** What a view selects of a gap: what it is about, why it is one, and who is nearest to closing it. */
export const GapParts = graphql(`
  fragment GapParts on Gap @_unmask {
    why
    node { __typename id nameTh nameEn synthetic }
    nearest { agency { id nameTh nameEn synthetic } }
  }
`);
