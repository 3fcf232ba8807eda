import { key } from "../state/settings";
import { language } from "../text/language";

/** A document as the build leaves it; its text is there only while one develops. */
interface Reference {
  id: string;
  text?: string;
}

/** A document with the types of its answer and of its variables. */
export interface Document<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result;
}

interface ErrorBody {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string };
}

/** What the API, or the way to it, has refused. */
export class ApiError extends Error {
  /** A stable code, such as BAD_ID; AWAY where the service cannot be reached. */
  readonly code: string;
  readonly status: number;

  constructor(message: string, code: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const GRAPHQL = "application/graphql-response+json";

export function headers(): Record<string, string> {
  return {
    accept: GRAPHQL,
    "accept-language": language.value,
    ...(key.value ? { "x-api-key": key.value } : {}),
  };
}

/** Asks one operation, by GET: the browser keeps the answer, and asks whether it still holds. */
export async function ask<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await send(document as Reference, variables, signal);
  const body = (await json(response)) as { data?: Result; errors?: ErrorBody[] };
  const [error] = body.errors ?? [];
  if (error) throw new ApiError(error.message, error.extensions?.code ?? "", response.status);
  if (!body.data) throw new ApiError(response.statusText, "", response.status);
  return body.data;
}

function send(document: Reference, variables: unknown, signal?: AbortSignal): Promise<Response> {
  const named = document.text
    ? new URLSearchParams({ query: document.text })
    : new URLSearchParams({ documentId: document.id });
  named.set("variables", JSON.stringify(variables));
  return reach(`/graphql?${named}`, { headers: headers(), ...(signal ? { signal } : {}) });
}

/** Sends a request. Where nobody answers, that is an error like any other, with a code of its own. */
export async function reach(address: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("", "AWAY", 0);
  }
}

export async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ApiError(response.statusText, "", response.status);
  }
}
