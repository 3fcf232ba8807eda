import { colourPlaces } from "./colours";
import type { Layout } from "./documents";
import { type Family, familyOf } from "./ties";

type Drawn = Layout["marks"][number];

export const CLUSTER = "Cluster";

export interface Mark extends Omit<Drawn, "cluster"> {
  at: number;
  /** Id of its cluster. */
  cluster: string | null;
  /** In pixels, where the whole picture is seen. */
  radius: number;
  /** Places of its lines in the picture. */
  ties: number[];
}

export interface Line {
  at: number;
  id: string | null;
  source: number;
  target: number;
  type: string;
  family: Family;
  count: number;
  synthetic: boolean;
  /** Which of the lines between the same two marks it is: 0, 1, -1, 2, … */
  lane: number;
}

export interface Cluster {
  id: string;
  nameTh: string;
  nameEn: string | null;
  count: number;
  x: number;
  y: number;
  radius: number;
  /** Place of its colour among those of the page. */
  colour: number;
}

/** What is seen: marks, lines, clusters, and how they hang together. */
export interface Picture {
  marks: Mark[];
  lines: Line[];
  clusters: Cluster[];
  clusterOf: Map<string, Cluster>;
  byId: Map<string, Mark>;
  totals: Layout["totals"];
  truncated: boolean;
  basis: Layout["basis"];
  /** Lines that the choice of types hides. */
  hidden: number;
}

export interface Shown {
  /** Only lines of these types; all, where none are named. */
  types: readonly string[];
  /** Ids of marks whose neighbours that hang on them alone are folded away. */
  collapse: readonly string[];
}

/** The picture of one answer, and of others that add what lies around some of its marks. */
export function pictureOf(base: Layout, added: readonly Layout[], shown: Shown): Picture {
  const all = merged(base, added);
  const lines = all.lines.filter((line) => shown.types.length === 0 || shown.types.includes(line.type));
  const hidden = all.lines.length - lines.length;
  const kept = unfolded(all.marks, lines, new Set(shown.collapse));
  const clusters = clustersOf([base, ...added]);
  const marks = kept.map((mark, at): Mark => ({ ...mark, at, radius: radiusOf(mark), ties: [] }));
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const drawn = numbered(lines, byId);
  return {
    marks,
    lines: drawn,
    clusters,
    clusterOf: new Map(clusters.map((cluster) => [cluster.id, cluster])),
    byId,
    totals: base.totals,
    truncated: base.truncated || added.some((one) => one.truncated),
    basis: base.basis,
    hidden,
  };
}

type Loose = Omit<Mark, "at" | "radius" | "ties">;

interface LooseLine extends Omit<Line, "at" | "source" | "target" | "family" | "lane"> {
  source: string;
  target: string;
}

/** Marks and lines of all answers, each once: a mark has the same place in all of them. */
function merged(base: Layout, added: readonly Layout[]): { marks: Loose[]; lines: LooseLine[] } {
  const marks = new Map<string, Loose>();
  const lines = new Map<string, LooseLine>();
  for (const layout of [base, ...added]) {
    for (const mark of layout.marks) {
      const cluster = mark.cluster === null ? null : (layout.clusters[mark.cluster]?.id ?? null);
      if (!marks.has(mark.id)) marks.set(mark.id, { ...mark, cluster });
    }
    for (const { id, type, count, synthetic, ...ends } of layout.lines) {
      const source = layout.marks[ends.source]?.id;
      const target = layout.marks[ends.target]?.id;
      if (source === undefined || target === undefined || source === target) continue;
      const key = `${source} ${target} ${type}`;
      if (!lines.has(key)) lines.set(key, { id, source, target, type, count, synthetic });
    }
  }
  return { marks: [...marks.values()], lines: [...lines.values()] };
}

/** Marks without those that hang on a folded mark alone. */
function unfolded(marks: Loose[], lines: LooseLine[], folded: ReadonlySet<string>): Loose[] {
  if (folded.size === 0) return marks;
  const neighbours = new Map<string, Set<string>>();
  const note = (one: string, other: string): void => {
    const known = neighbours.get(one);
    if (known) known.add(other);
    else neighbours.set(one, new Set([other]));
  };
  for (const { source, target } of lines) {
    note(source, target);
    note(target, source);
  }
  return marks.filter(({ id }) => {
    const near = neighbours.get(id);
    return folded.has(id) || !near || ![...near].every((other) => folded.has(other));
  });
}

function numbered(lines: LooseLine[], byId: Map<string, Mark>): Line[] {
  const drawn: Line[] = [];
  const between = new Map<string, number>();
  for (const line of lines) {
    const source = byId.get(line.source);
    const target = byId.get(line.target);
    if (!source || !target) continue;
    const pair = source.at < target.at ? `${source.at} ${target.at}` : `${target.at} ${source.at}`;
    const number = between.get(pair) ?? 0;
    between.set(pair, number + 1);
    // A lane lies to the same side whichever way the line leads.
    const side = (number % 2 === 1 ? (number + 1) / 2 : -number / 2) * (source.at < target.at ? 1 : -1);
    const at = drawn.length;
    source.ties.push(at);
    target.ties.push(at);
    drawn.push({ ...line, at, source: source.at, target: target.at, family: familyOf(line.type), lane: side });
  }
  return drawn;
}

function clustersOf(layouts: readonly Layout[]): Cluster[] {
  const known = new Map(layouts.flatMap((layout) => layout.clusters).map((one) => [one.id, one]));
  const clusters = [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const places = colourPlaces(clusters.map((one) => one.id));
  return clusters.map((one, at) => ({ ...one, colour: places[at] ?? 0 }));
}

const SMALLEST = 4;
const GROWTH = 12;

function radiusOf(mark: Loose): number {
  if (mark.kind === CLUSTER) return 10 + Math.min(26, 1.5 * Math.sqrt(mark.count));
  return SMALLEST + GROWTH * Math.sqrt(mark.size) + (mark.kind === "Network" ? 4 : 0);
}

const isHead = (mark: Mark): boolean => mark.kind === "Network" || mark.kind === CLUSTER;

/** Marks that no label may lie on: those that the others gather around. */
export const heads = (picture: Picture): Mark[] => picture.marks.filter(isHead).slice(0, MOST_HEADS);

/** Marks in the order in which they are to have a label: those that the others gather around, then the largest. */
export const byWeight = (picture: Picture): Mark[] =>
  [...picture.marks].sort((a, b) => Number(isHead(b)) - Number(isHead(a)) || b.radius - a.radius);

const MOST_HEADS = 100;

/** The mark at the other end of a line. */
export const otherEnd = (line: Line, mark: number): number =>
  line.source === mark ? line.target : line.source;

/** A mark's neighbours, each once. */
export function neighboursOf(picture: Picture, mark: Mark): Mark[] {
  const ends = new Set(mark.ties.flatMap((at) => endOf(picture, at, mark)));
  return [...ends].flatMap((at) => picture.marks[at] ?? []);
}

function endOf(picture: Picture, at: number, mark: Mark): number[] {
  const line = picture.lines[at];
  return line ? [otherEnd(line, mark.at)] : [];
}

/** Lines between two marks. */
export function linesBetween(picture: Picture, a: Mark, b: Mark): Line[] {
  return a.ties.flatMap((at) => {
    const line = picture.lines[at];
    return line && otherEnd(line, a.at) === b.at ? [line] : [];
  });
}
