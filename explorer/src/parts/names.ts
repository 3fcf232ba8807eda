import { graphql } from "../api/graphql";
import { useAnswer } from "../api/useAnswer";
import type { RecordRef } from "./records";

const NAMES = graphql(`
  query Names($ids: [ID!]!) {
    nodes(ids: $ids, includeSynthetic: true) { id ... on Record { nameTh nameEn synthetic } }
  }
`);

const MOST = 100;

/** The records of ids, for their names. */
export function useNames(ids: readonly string[]): Map<string, RecordRef> {
  const answer = useAnswer(NAMES, ids.length > 0 ? { ids: [...new Set(ids)].slice(0, MOST) } : null);
  const records = (answer.data?.nodes ?? []).filter((node) => node !== null && "nameTh" in node);
  return new Map(records.map((record) => [record.id, record]));
}
