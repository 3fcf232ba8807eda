import { signal } from "@preact/signals";
import { createParser } from "eventsource-parser";
import { headers, reach } from "./client";
import { graphql } from "./graphql";

/** The revision that the last change has brought while the page was open; null before any. */
export const revision = signal<number | null>(null);

const CHANGED = graphql(`
  subscription Changed {
    changed { revision }
  }
`);

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** Follows what changes, as long as the page is open; comes back where the connection ends. */
export async function follow(): Promise<never> {
  let wait = FIRST_WAIT;
  for (;;) {
    const heard = await listen().catch(() => false);
    wait = heard ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Reads one stream to its end; whether anything came. */
async function listen(): Promise<boolean> {
  const { id, text } = CHANGED as unknown as { id: string; text?: string };
  const response = await reach("/graphql", {
    method: "POST",
    headers: { ...headers(), accept: "text/event-stream", "content-type": "application/json" },
    body: JSON.stringify(text ? { query: text } : { documentId: id }),
  });
  if (!response.ok || !response.body) return false;
  let heard = false;
  const parser = createParser({
    onEvent(event) {
      const told = revisionOf(event.data);
      if (told !== null) revision.value = told;
      heard = true;
    },
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parser.feed(part.value);
  }
  return heard;
}

function revisionOf(text: string): number | null {
  const event = text ? (JSON.parse(text) as { data?: { changed?: { revision?: number } } }) : {};
  return event.data?.changed?.revision ?? null;
}
