import { EventSourceParserStream } from "eventsource-parser/stream";
import { headers } from "../api/client";

interface Parameters {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}

interface Options {
  headers?: Record<string, string>;
}

/** Sends what is written, with the key of this tab; events are read as they come. */
export async function fetcher(parameters: Parameters, options?: Options): Promise<AsyncIterable<unknown> | unknown> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      ...headers(),
      accept: "application/graphql-response+json, text/event-stream;q=0.9",
      "content-type": "application/json",
      ...options?.headers,
    },
    body: JSON.stringify(parameters),
  });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  return isStream && response.body ? events(response.body) : response.json();
}

async function* events(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<unknown> {
  const stream = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = stream.getReader();
  try {
    for (let event = await reader.read(); !event.done; event = await reader.read()) {
      if (event.value.data) yield JSON.parse(event.value.data);
    }
  } finally {
    await reader.cancel();
  }
}
