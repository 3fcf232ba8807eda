import type { Colours } from "./colours";
import type { Gap } from "./gaps";
import type { Line, Mark, Picture } from "./model";
import { neighboursOf } from "./model";
import { FAMILIES } from "./ties";

/** What stands out of a picture at the moment. */
export interface Look {
  /** Place of the mark that is chosen. */
  chosen: number | null;
  /** Place of the mark that the pointer or the keyboard is on. */
  near: number | null;
  /** Places of the lines that are chosen. */
  lines: ReadonlySet<number>;
  /** Ids along a path. */
  path: readonly string[];
  gaps: readonly Gap[];
  /** Whether all lines that are not there are drawn; else only those of the mark that is looked at. */
  missing: boolean;
  brokers: readonly string[];
}

export const NO_LOOK: Look = { chosen: null, near: null, lines: new Set(), path: [], gaps: [], missing: false, brokers: [] };

/** Marks and lines that stand out; the others are dimmed. Null: nothing is dimmed. */
export interface Emphasis {
  marks: ReadonlySet<number>;
  lines: ReadonlySet<number>;
}

export function emphasisOf(picture: Picture, look: Look): Emphasis | null {
  const near = look.near ?? look.chosen;
  if (near !== null) return around(picture, near);
  if (look.lines.size > 0) return ofLines(picture, look.lines);
  if (look.path.length > 1) return ofPath(picture, look.path);
  return null;
}

function around(picture: Picture, at: number): Emphasis | null {
  const mark = picture.marks[at];
  if (!mark) return null;
  return {
    marks: new Set([at, ...neighboursOf(picture, mark).map((one) => one.at)]),
    lines: new Set(mark.ties),
  };
}

function ofLines(picture: Picture, lines: ReadonlySet<number>): Emphasis {
  const ends = [...lines].flatMap((at) => {
    const line = picture.lines[at];
    return line ? [line.source, line.target] : [];
  });
  return { marks: new Set(ends), lines };
}

function ofPath(picture: Picture, path: readonly string[]): Emphasis {
  const marks = new Set(path.flatMap((id) => picture.byId.get(id)?.at ?? []));
  const lines = picture.lines.filter((line) => marks.has(line.source) && marks.has(line.target));
  return { marks, lines: new Set(lines.map((line) => line.at)) };
}

/** The colour of a mark: of its cluster, or none's. */
export function colourOf(picture: Picture, mark: Mark, colours: Colours): string {
  const cluster = mark.cluster === null ? undefined : picture.clusterOf.get(mark.cluster);
  const own = mark.kind === "Agency" || mark.kind === "Network" || mark.kind === "Cluster";
  return (own && cluster && colours.parts[cluster.colour]) || colours.quiet;
}

export function lineColour(line: Pick<Line, "family">, colours: Colours): string {
  if (line.family === "wishes") return colours.accent;
  if (line.family === "work") return mixed(colours.ink, colours.ground, 0.35);
  return mixed(colours.quiet, colours.ground, 0.62);
}

export const lineWidth = (line: Pick<Line, "family" | "count">): number =>
  FAMILIES[line.family].width + Math.min(4, Math.log2(Math.max(1, line.count)));

const cache = new Map<string, string>();

/** A colour with so much of another one in it, both as #rrggbb. */
export function mixed(colour: string, other: string, share: number): string {
  const key = `${colour}${other}${share}`;
  let known = cache.get(key);
  if (known === undefined) {
    const [a, b] = [rgb(colour), rgb(other)];
    const parts = a.map((part, at) => Math.round(part + ((b[at] ?? 0) - part) * share));
    known = `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    cache.set(key, known);
  }
  return known;
}

export function rgb(colour: string): [number, number, number] {
  const number = Number.parseInt(colour.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** The lines that are not there and are to be drawn: from a network to an issue that it is missing from. */
export function missingLines(picture: Picture, look: Look): [Mark, Mark][] {
  const at = look.near ?? look.chosen;
  return look.gaps.flatMap(({ id, network }): [Mark, Mark][] => {
    const [from, to] = [picture.byId.get(network ?? ""), picture.byId.get(id)];
    if (!from || !to) return [];
    return look.missing || from.at === at || to.at === at ? [[from, to]] : [];
  });
}
