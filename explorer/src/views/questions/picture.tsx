import type { JSX } from "preact";
import type { RecordRef } from "../../parts/records";
import { nameOf, say } from "../../text/language";
import type { Tie, Ties } from "./ties";
import { own } from "./words";

interface Place {
  record: RecordRef;
  x: number;
  y: number;
  /** Where its name begins: after the mark, before it, or in its middle. */
  anchor: "start" | "middle" | "end";
}

const WIDTH = 900;
const ROW = 34;
const MARGIN = 24;
const LONGEST = 26;
/** So great a share of ties may run within a column. */
const MOST_WITHIN = 0.2;

/** Who is tied to whom, small; the table says the same in words. */
export function Picture({ ties: { ties, all } }: { ties: Ties }): JSX.Element | null {
  if (ties.length === 0) return null;
  const layers = layersOf(ties);
  const { places, height } = layers ? inColumns(layers) : inRound(ties);
  const names = [...places.values()].slice(0, 8).map(({ record }) => nameOf(record)).join(", ");
  return (
    <figure class="ties">
      <div class="within" role="region" aria-label={say(own.picture)} tabIndex={0}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={say(own.pictureLabel, { names })}>
        {ties.map(({ a, b, weight }) => {
          const [from, to] = [places.get(a.id), places.get(b.id)];
          return (
            from &&
            to && (
              <line key={`${a.id} ${b.id}`} x1={from.x} y1={from.y} x2={to.x} y2={to.y} stroke-width={1 + 3 * weight} />
            )
          );
        })}
        {[...places.values()].map((place) => (
          <Mark key={place.record.id} place={place} />
        ))}
      </svg>
      </div>
      {all > ties.length && <figcaption class="quiet">{say(own.pictureCut, { n: ties.length, all })}</figcaption>}
    </figure>
  );
}

function Mark({ place: { record, x, y, anchor } }: { place: Place }): JSX.Element {
  const name = nameOf(record);
  const shift = anchor === "start" ? 11 : anchor === "end" ? -11 : 0;
  return (
    <g>
      <title>{name}</title>
      <circle cx={x} cy={y} r="6" class={record.synthetic ? "invented" : ""} />
      <text x={x + shift} y={y + (anchor === "middle" ? -12 : 5)} text-anchor={anchor}>
        {shortened(name)}
      </text>
    </g>
  );
}

/** Cut between letters as people count them: a Thai vowel goes with its consonant. */
function shortened(name: string): string {
  const letters = [...new Intl.Segmenter("th", { granularity: "grapheme" }).segment(name)].map((one) => one.segment);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : name;
}

type Layers = RecordRef[][];

/** Steps away from where ties begin; null where they go round, or too far to stand in columns. */
function layersOf(ties: readonly Tie[]): Layers | null {
  const targets = new Set(ties.map(({ b }) => b.id));
  const starts = ties.map(({ a }) => a).filter((one) => !targets.has(one.id));
  const depth = new Map(starts.map((one) => [one.id, 0]));
  for (let again = true; again; ) {
    again = false;
    for (const { a, b } of ties) {
      const from = depth.get(a.id);
      if (from === undefined || depth.has(b.id)) continue;
      depth.set(b.id, from + 1);
      again = true;
    }
  }
  const records = new Map(ties.flatMap(({ a, b }) => [[a.id, a], [b.id, b]] as const));
  const last = Math.max(...depth.values(), 0);
  if (depth.size < records.size || last === 0 || last > 6) return null;
  const within = ties.filter(({ a, b }) => depth.get(a.id) === depth.get(b.id)).length;
  if (within > MOST_WITHIN * ties.length) return null;
  return Array.from({ length: last + 1 }, (_, at) => [...records.values()].filter((one) => depth.get(one.id) === at));
}

function inColumns(layers: Layers): { places: Map<string, Place>; height: number } {
  const tallest = Math.max(...layers.map((layer) => layer.length));
  const height = Math.max(tallest * ROW, 90) + MARGIN;
  const isWide = layers.length > 2;
  const step = isWide ? (WIDTH - 2 * 110) / (layers.length - 1) : WIDTH - 2 * 280;
  const start = isWide ? 110 : 280;
  const places = layers.flatMap((layer, at) =>
    layer.map((record, index): [string, Place] => {
      const y = MARGIN / 2 + ((index + 0.5) * (height - MARGIN)) / layer.length;
      const anchor = isWide ? "middle" : at === 0 ? "end" : "start";
      // Names above the marks of neighbouring columns stand at two heights.
      return [record.id, { record, x: start + at * step, y: isWide && at % 2 === 1 ? y + 16 : y, anchor }];
    }),
  );
  return { places: new Map(places), height: isWide ? height + 24 : height };
}

function inRound(ties: readonly Tie[]): { places: Map<string, Place>; height: number } {
  const records = [...new Map(ties.flatMap(({ a, b }) => [[a.id, a], [b.id, b]] as const)).values()];
  const height = Math.max(260, Math.min(760, records.length * 22));
  const places = records.map((record, index): [string, Place] => {
    const angle = ((index + 0.5) / records.length) * 2 * Math.PI - Math.PI / 2;
    const x = WIDTH / 2 + (WIDTH / 2 - 270) * Math.cos(angle);
    const y = height / 2 + (height / 2 - 30) * Math.sin(angle);
    return [record.id, { record, x, y, anchor: Math.cos(angle) < 0 ? "end" : "start" }];
  });
  return { places: new Map(places), height };
}
