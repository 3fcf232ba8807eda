import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { useAnswer } from "../../api/useAnswer";
import { Failure, Loading, Nothing } from "../../parts/states";
import { nameOf, say } from "../../text/language";
import { Canvas, type Theatre, useTheatre } from "./canvas";
import { type Choices, clusterRecord, TABS, type Tab, toggled, useChoices, USUAL_KINDS } from "./choices";
import { Chosen } from "./chosen";
import { LAYOUT, type Layout, PATH } from "./documents";
import { Filters, useNames } from "./filters";
import { type Gaps, useGaps } from "./gaps";
import { GapList } from "./gaplist";
import { Legend, MEASURE_WORDS } from "./legend";
import { MarkList } from "./list";
import type { Look } from "./look";
import { Adjacency } from "./matrix";
import { CLUSTER, linesBetween, type Picture, pictureOf } from "./model";
import "./network.css";
import { SHEET, type Page } from "./paint";
import { alongPath, isOrganisation, type PathData, PathView } from "./path";
import { Printed } from "./printed";
import { SharePicture } from "./share";
import { inWords } from "./slider";
import { useAround } from "./around";
import { own } from "./words";

const MOST_BROKERS = 5;

/** The picture of the network, and the same in words beside it. */
export default function Network(): JSX.Element {
  const choices = useChoices();
  const nameById = useNames(choices);
  const { picture, answer } = usePicture(choices);
  const theatre = useTheatre();
  const title = choices.center ? say(own.centerTitle, { name: nameById(choices.center) }) : say(own.title);
  return (
    <article class={choices.embedded ? "network embedded-picture" : "network"}>
      <h1>{title}</h1>
      {choices.badDay && (
        <p class="failure" role="alert">
          {say(own.badDay, { day: choices.badDay })}
        </p>
      )}
      {!choices.embedded && <Filters choices={choices} nameById={nameById} />}
      {answer.error && <Failure error={answer.error} again={answer.again} />}
      {!picture && answer.loading && <Loading />}
      {picture && picture.marks.length === 0 && !answer.error && <Nothing>{say(own.empty)}</Nothing>}
      {picture && picture.marks.length > 0 && (
        <Seen
          theatre={theatre}
          choices={choices}
          picture={picture}
          nameById={nameById}
          title={title}
          loading={answer.loading}
        />
      )}
    </article>
  );
}

/** The picture that the address names; the one before stays until the next has come. */
function usePicture(choices: Choices) {
  const { scope, area, networks, issues, center, kinds, clusters, open, measure, types, collapse, expand, most } = choices;
  const some = (list: string[]): string[] | null => (list.length > 0 ? list : null);
  const answer = useAnswer(LAYOUT, {
    ...scope,
    includeSynthetic: scope.includeSynthetic,
    area,
    networks: some(networks),
    issues: some(issues),
    kinds: some(kinds) ?? (center ? null : USUAL_KINDS),
    center,
    clusters,
    open: some(open),
    measure,
    first: most,
  });
  const last = useRef<Layout | null>(null);
  if (answer.data) last.current = answer.data.layout;
  const base = last.current;
  const around = useAround(choices, expand);
  const shown = JSON.stringify([types, collapse]);
  const picture = useMemo(
    () => (base ? pictureOf(base, around.layouts, { types, collapse }) : null),
    [base, around.layouts, shown],
  );
  return { picture, answer: { ...answer, error: answer.error ?? around.error } };
}

interface SeenProps {
  theatre: Theatre;
  choices: Choices;
  picture: Picture;
  title: string;
  loading: boolean;
  nameById(id: string): string;
}

function Seen({ theatre, choices, picture, title, loading, nameById }: SeenProps): JSX.Element {
  const { address, chosen, path, scope } = choices;
  const [near, setNear] = useState<number | null>(null);
  const networks = picture.clusters.map((cluster) => cluster.id).filter((id) => id.startsWith("network:"));
  // What is not there is asked for when what is there can be seen.
  const [there, setThere] = useState(false);
  const gaps = useGaps(scope, choices.area, choices.networks, there ? networks : null);
  const [from, to] = path;
  const linked = from && to && isOrganisation(from) && isOrganisation(to) ? { ...scope, from, to } : null;
  const pathAnswer = useAnswer(PATH, linked);
  const look = useLook(choices, picture, near, gaps, path.length > 0 ? pathAnswer.data : null);
  const still = useMemo(() => ({ ...look, near: null }), [look.chosen, look.lines, look.path, look.gaps, look.missing, look.brokers]);
  const sheet = useSheet(choices, picture, title);

  const pick = (id: string): void => {
    if (path.length === 1 && choices.tab === "path" && isOrganisation(id) && path[0] !== id) {
      address.set({ path: [...path, id] });
    } else address.set({ chosen: id, ...(choices.tab === "path" ? { tab: null } : {}) });
  };
  const pickAt = (at: number): void => {
    const mark = picture.marks[at];
    if (!mark) return;
    if (mark.kind === CLUSTER) address.set({ open: toggled(choices.open, mark.id), chosen: mark.id });
    else pick(mark.id);
  };
  const pickPair = (a: string, b: string): void => address.set({ chosen: [a, b], tab: null });
  const events = {
    onMark: pickAt,
    onLine: (at: number) => {
      const line = picture.lines[at];
      const [source, target] = line ? [picture.marks[line.source], picture.marks[line.target]] : [];
      if (source && target) pickPair(source.id, target.id);
    },
    onGround: () => chosen.length > 0 && address.set({ chosen: null }),
    onNear: setNear,
  };
  const shared = { picture, choices, chosen, onMark: pick, onLine: pickPair, onNear: setNear };
  return (
    <div class="network-body" aria-busy={loading}>
      <section class="picture-part" aria-label={say(own.picture)}>
        {picture.totals.matching > picture.marks.length && (
          <p class="quiet">
            {say(own.tooMany, { n: picture.marks.length, all: picture.totals.matching })}
          </p>
        )}
        <OpenClusters choices={choices} picture={picture} nameById={nameById} />
        <Canvas
          theatre={theatre}
          picture={picture}
          look={look}
          events={events}
          onWhy={(at) => {
            pickAt(at);
            showWhy();
          }}
          onOpen={(at) => {
            const mark = picture.marks[at];
            if (!mark) return;
            if (mark.kind === CLUSTER) address.set({ open: toggled(choices.open, mark.id) });
            else address.set({ expand: toggled(choices.expand, mark.id) });
          }}
          onBack={() => address.set({ chosen: null })}
          onThere={() => setThere(true)}
        />
        <p class="quiet picture-foot">
          {sheet.subtitle} · {say(own.counts, { marks: picture.marks.length, lines: picture.lines.length, all: picture.totals.matching })}
          {picture.marks.some((mark) => mark.synthetic) && ` · ${say(own.legendSynthetic)}`}
          {picture.basis.syntheticLeftOut && ` · ${say(own.syntheticOut)}`}
        </p>
        <div class="actions">{!choices.embedded && <SharePicture picture={picture} look={still} sheet={sheet} />}</div>
      </section>
      <Printed picture={picture} look={still} sheet={sheet} />
      {!choices.embedded && (
        <section class="beside" aria-labelledby="beside-title">
          <h2 class="unseen" id="beside-title">
            {say(own.beside)}
          </h2>
          <Tabs choices={choices} />
          <div role="tabpanel" id="beside-panel" aria-labelledby={`tab-${choices.tab}`} tabIndex={-1}>
            {choices.tab === "why" && <Chosen picture={picture} choices={choices} />}
            {choices.tab === "list" && <MarkList {...shared} gaps={gaps.gaps} />}
            {choices.tab === "matrix" && <Adjacency {...shared} />}
            {choices.tab === "gaps" && <GapList picture={picture} found={gaps} onMark={pick} onNear={setNear} />}
            {choices.tab === "path" && <PathView choices={choices} answer={pathAnswer} nameById={nameById} />}
            {choices.tab === "legend" && (
              <Legend picture={picture} choices={choices} gaps={gaps.gaps.length} onMark={pick} />
            )}
          </div>
        </section>
      )}
    </div>
  );
}

/** Clusters that are open, each with a button that closes it. */
function OpenClusters({ choices, picture, nameById }: Pick<SeenProps, "choices" | "picture" | "nameById">): JSX.Element {
  const { address, open } = choices;
  const nameOfCluster = (id: string): string => {
    const cluster = picture.clusterOf.get(id);
    return cluster ? nameOf(cluster) : nameById(clusterRecord(id));
  };
  return (
    <p class="open-clusters">
      {open.map((id) => (
        <button key={id} type="button" onClick={() => address.set({ open: toggled(open, id) })}>
          {say(own.closeCluster, { name: nameOfCluster(id) })}
        </button>
      ))}
    </p>
  );
}

/** Brings the answer to "why?" to whoever asked by keyboard. */
function showWhy(): void {
  requestAnimationFrame(() => document.getElementById("beside-panel")?.focus());
}

function useLook(choices: Choices, picture: Picture, near: number | null, gaps: Gaps, path: PathData | null): Look {
  const { chosen, measure } = choices;
  const [first, second] = chosen.map((id) => picture.byId.get(id));
  const brokers = useMemo(
    () =>
      measure === "BROKERAGE"
        ? [...picture.marks]
            .filter((mark) => mark.size > 0)
            .sort((a, b) => b.size - a.size)
            .slice(0, MOST_BROKERS)
            .map((mark) => mark.id)
        : [],
    [picture, measure],
  );
  const lines = useMemo(
    () => new Set(first && second ? linesBetween(picture, first, second).map((line) => line.at) : []),
    [picture, first, second],
  );
  const along = useMemo(() => alongPath(path), [path]);
  const missing = choices.tab === "gaps";
  const at = first && chosen.length === 1 ? first.at : null;
  return useMemo(
    () => ({ chosen: at, near, lines, path: along, gaps: gaps.gaps, missing, brokers }),
    [at, near, lines, along, gaps.gaps, missing, brokers],
  );
}

function useSheet(choices: Choices, picture: Picture, title: string): Page {
  const { basis } = picture;
  const subtitle = say(own.revisionOn, { revision: String(basis.revision), day: inWords(basis.asOf) });
  const clusters = choices.clusters === "OFFICIAL" ? own.official : own.cooperation;
  const measure = MEASURE_WORDS[choices.measure];
  return useMemo(
    () => ({ ...SHEET, title, subtitle, clusters, measure }),
    [title, subtitle, clusters, measure],
  );
}

const TAB_WORDS = {
  why: own.why,
  list: own.list,
  matrix: own.matrix,
  gaps: own.gaps,
  path: own.path,
  legend: own.legend,
};

/** Tabs as ARIA describes them: arrow keys choose. */
function Tabs({ choices }: { choices: Choices }): JSX.Element {
  const choose = (tab: Tab): void => choices.address.set({ tab: tab === "why" ? null : tab }, true);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = TABS[(TABS.indexOf(choices.tab) + step + TABS.length) % TABS.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" class="tabs" aria-label={say(own.beside)} onKeyDown={onKeyDown}>
      {TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-selected={tab === choices.tab}
          aria-controls="beside-panel"
          tabIndex={tab === choices.tab ? 0 : -1}
          onClick={() => choose(tab)}
        >
          {say(TAB_WORDS[tab])}
        </button>
      ))}
    </div>
  );
}
