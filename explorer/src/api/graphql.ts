import type { initGraphQLTada } from "gql.tada";
import type { introspection } from "./schema-env";

interface Setup {
  introspection: introspection;
  scalars: { Date: string; DateTime: string; JSON: unknown };
}

/** Types a document. The build puts a reference in place of the call: see plugins/documents.ts. */
export const graphql = (() => {
  throw new Error("a document was not replaced by the build");
}) as unknown as ReturnType<typeof initGraphQLTada<Setup>>;

export type { ResultOf, VariablesOf } from "gql.tada";
