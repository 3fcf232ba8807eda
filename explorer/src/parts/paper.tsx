import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { graphql } from "../api/graphql";
import { useAnswer } from "../api/useAnswer";
import { useScope } from "../state/address";
import { day, say, words } from "../text/language";

const META = graphql(`
  query Revision {
    meta { revision }
  }
`);

const PAPER_WAIT = 500;

const own = {
  printed: words("พิมพ์เมื่อ {day}", "Printed {day}"),
  asOf: words("ข้อมูล ณ วันที่ {day}", "As of {day}"),
  revision: words("ฉบับข้อมูลที่ {revision}", "Revision {revision}"),
  sources: words("แหล่งที่มา", "Sources"),
};

/** The sources of the evidence on the page, in the order in which they are named. */
const sources = signal<readonly string[]>([]);
const isOnPaper = signal(false);

/**
 * What stands on paper alone: date, revision, address, and the sources as numbered endnotes. Evidence
 * says which source is its own in data-source; the number is put beside it before anybody prints.
 */
export function Paper(): JSX.Element {
  useEffect(() => {
    const paper = matchMedia("print");
    const turned = (): void => (paper.matches ? prepare() : restore());
    window.addEventListener("beforeprint", prepare);
    window.addEventListener("afterprint", restore);
    paper.addEventListener("change", turned);
    // Notes are numbered as views come and change, since nothing may be late when printing begins.
    const watcher = new MutationObserver(() => numberSources());
    const main = document.getElementById("content");
    if (main) watcher.observe(main, { childList: true, subtree: true });
    numberSources();
    return () => {
      watcher.disconnect();
      window.removeEventListener("beforeprint", prepare);
      window.removeEventListener("afterprint", restore);
      paper.removeEventListener("change", turned);
    };
  }, []);
  return (
    <aside class="paper" aria-label={say(own.sources)}>
      <Imprint />
      {sources.value.length > 0 && (
        <>
          <h2>{say(own.sources)}</h2>
          <ol>
            {sources.value.map((source) => (
              <li key={source}>
                <bdi>{source}</bdi>
              </li>
            ))}
          </ol>
        </>
      )}
    </aside>
  );
}

function Imprint(): JSX.Element {
  const { asOf } = useScope();
  const answer = useAnswer(META, useIdle() ? {} : null);
  const today = new Date().toISOString();
  return (
    <p>
      {asOf && `${say(own.asOf, { day: day(asOf) })} · `}
      {answer.data && `${say(own.revision, { revision: String(answer.data.meta.revision) })} · `}
      {say(own.printed, { day: day(today) })}
      <br />
      <span class="url">{readable(location.href)}</span>
    </p>
  );
}

/** Whether all that can be seen has had its turn: paper has time. */
function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIdle(true), PAPER_WAIT);
    return () => clearTimeout(timer);
  }, []);
  return isIdle;
}

/** Thai as people read it, where the address is valid. */
function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

function numberSources(): void {
  const named = [...document.querySelectorAll<HTMLElement>("#content [data-source]")];
  const all = [...new Set(named.map((one) => one.dataset.source ?? ""))];
  for (const one of named) one.dataset.note = String(all.indexOf(one.dataset.source ?? "") + 1);
  if (all.join("\n") !== sources.value.join("\n")) sources.value = all;
}

const opened: HTMLDetailsElement[] = [];

/** On paper nothing can be opened: all is. */
function prepare(): void {
  if (isOnPaper.value) return;
  isOnPaper.value = true;
  for (const one of document.querySelectorAll<HTMLDetailsElement>("#content details:not([open])")) {
    one.open = true;
    opened.push(one);
  }
}

function restore(): void {
  isOnPaper.value = false;
  for (const one of opened.splice(0)) one.open = false;
}
