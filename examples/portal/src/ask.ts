// Asks Phakhi. A document is sent by its SHA-256, so that GET requests stay short and can be cached;
// a service that does not know it yet is sent the text, once.
import type { TypedDocumentString } from "./generated/graphql.js";
import manifest from "./generated/persisted-documents.json" with { type: "json" };

const DOCUMENTS: Record<string, string> = manifest;

const URL_OF_PHAKHI = process.env["PHAKHI_URL"] ?? "http://127.0.0.1:8000/graphql";
const KEY = process.env["PHAKHI_KEY"];

interface Problem {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; retryable?: boolean };
}

interface Answer<Result> {
  data?: Result | null;
  errors?: Problem[];
}

/** What the service refused or could not answer. */
export class PhakhiError extends Error {
  readonly codes: string[];

  constructor(problems: Problem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.codes = problems.map((problem) => problem.extensions.code);
  }
}

/** The answer to an operation, typed by its document. */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  language: "th" | "en" = "th",
): Promise<Result> {
  const id = String(document.__meta__?.["hash"]);
  const persistedQuery = { version: 1, sha256Hash: id.replace("sha256:", "") };
  const extensions = { persistedQuery };
  const headers: Record<string, string> = {
    accept: "application/graphql-response+json",
    "accept-language": language,
    ...(KEY === undefined ? {} : { authorization: `Bearer ${KEY}` }),
  };
  const parameters = new URLSearchParams({
    variables: JSON.stringify(variables),
    extensions: JSON.stringify(extensions),
  });
  const found = await fetch(`${URL_OF_PHAKHI}?${parameters}`, { headers });
  let answer = (await found.json()) as Answer<Result>;
  if (answer.errors?.[0]?.extensions.code === "PERSISTED_QUERY_NOT_FOUND") {
    const sent = await fetch(URL_OF_PHAKHI, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ query: DOCUMENTS[id], variables, extensions }),
    });
    answer = (await sent.json()) as Answer<Result>;
  }
  if (answer.errors !== undefined || answer.data == null) {
    throw new PhakhiError(answer.errors ?? []);
  }
  return answer.data;
}
