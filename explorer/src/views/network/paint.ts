// Paints a picture and its legend onto a surface: an SVG to keep or to print, or a canvas for a PNG.
import { kindOf } from "../../text/kinds";
import { nameOf, say, type Words } from "../../text/language";
import type { Colours } from "./colours";
import { boxOf, type Labelled, type Measure, placed, shortName } from "./labels";
import { colourOf, lineColour, lineWidth, type Look, missingLines, mixed } from "./look";
import { byWeight, heads, type Line, type Mark, type Picture } from "./model";
import { corners, shapeOf } from "./shapes";
import { FAMILIES, type Family } from "./ties";
import { own } from "./words";

export interface Stroke {
  colour: string;
  width: number;
  dash?: number;
}

export interface Surface {
  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void;
  circle(x: number, y: number, radius: number, fill: string | null, stroke?: Stroke): void;
  polygon(points: [number, number][], fill: string, stroke?: Stroke): void;
  /** Paints what belongs to something that has a name. */
  named(name: string, paint: (surface: Surface) => void): void;
  text(text: string, x: number, y: number, size: number, bold: boolean, colour: string, halo: string | null): void;
}

export interface Page {
  width: number;
  height: number;
  title: string;
  /** Below the title: date and revision. */
  subtitle: string;
  /** What the colours and sizes mean. */
  clusters: Words;
  measure: Words;
}

/** A sheet for screens: the legend stands beside the picture. */
export const SHEET = { width: 1400, height: 1130 };

/** A sheet of A4, upright: the legend stands below the picture, in columns. */
export const PAPER_SHEET = { width: 900, height: 1190 };

const SIDE = 300;
const TOP = 84;
const EDGE = 30;
const ROW = 24;
const MOST_LABELS = 220;

/** Paints the whole sheet. */
export function paint(surface: Surface, picture: Picture, look: Look, colours: Colours, sheet: Page, measure: Measure): void {
  surface.text(sheet.title, EDGE, 36, 24, true, colours.ink, null);
  surface.text(sheet.subtitle, EDGE, 64, 14, false, colours.quiet, null);
  const beside = sheet.width > sheet.height;
  const wide = sheet.width - 2 * EDGE - (beside ? SIDE : 0);
  const frame = { x: EDGE, y: TOP, size: Math.min(wide, sheet.height - TOP - EDGE) };
  paintPicture(surface, picture, look, colours, frame, measure);
  const below = { x: EDGE, y: TOP + frame.size + EDGE };
  paintLegend(surface, picture, look, colours, sheet, beside ? { x: frame.x + frame.size + EDGE, y: TOP + 20 } : below);
}

export interface Frame {
  x: number;
  y: number;
  size: number;
}

interface Spot {
  x: number;
  y: number;
  radius: number;
}

/** Paints the picture into a square. */
export function paintPicture(
  surface: Surface,
  picture: Picture,
  look: Look,
  colours: Colours,
  frame: Frame,
  measure: Measure,
): void {
  const inner = frame.size - 40;
  const spots = picture.marks.map((mark): Spot => ({
    x: frame.x + 20 + mark.x * inner,
    y: frame.y + 20 + mark.y * inner,
    radius: mark.radius,
  }));
  for (const cluster of picture.clusters) {
    const fill = mixed(colours.parts[cluster.colour] ?? colours.quiet, colours.ground, 0.9);
    const [x, y] = [frame.x + 20 + cluster.x * inner, frame.y + 20 + cluster.y * inner];
    if (cluster.radius > 0) surface.circle(x, y, cluster.radius * inner, fill);
  }
  for (const line of picture.lines) paintLine(surface, line, spots, colours);
  paintMissing(surface, picture, look, colours, spots);
  for (const mark of picture.marks) {
    surface.named(nameOf(mark), (inner) =>
      paintMark(inner, mark, spots[mark.at], colourOf(picture, mark, colours), colours),
    );
  }
  paintRings(surface, picture, look, colours, spots);
  paintLabels(surface, picture, colours, frame, spots, measure);
}

function paintLine(surface: Surface, line: Line, spots: Spot[], colours: Colours): void {
  const [from, to] = [spots[line.source], spots[line.target]];
  if (!from || !to) return;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [(-(to.y - from.y) / length) * line.lane * 4, ((to.x - from.x) / length) * line.lane * 4];
  surface.line(from.x + x, from.y + y, to.x + x, to.y + y, strokeOf(line, colours));
}

const strokeOf = (line: Pick<Line, "family" | "count">, colours: Colours): Stroke => ({
  colour: lineColour(line, colours),
  width: lineWidth(line),
  dash: FAMILIES[line.family].dash,
});

function paintMissing(surface: Surface, picture: Picture, look: Look, colours: Colours, spots: Spot[]): void {
  for (const [network, issue] of missingLines(picture, look)) {
    const [from, to] = [spots[network.at], spots[issue.at]];
    if (from && to) surface.line(from.x, from.y, to.x, to.y, { colour: colours.wrong, width: 1.4, dash: 3 });
  }
}

const spotOf = (picture: Picture, spots: Spot[], id: string): Spot | undefined =>
  spots[picture.byId.get(id)?.at ?? -1];

function paintMark(surface: Surface, mark: Pick<Mark, "kind" | "synthetic">, spot: Spot | undefined, colour: string, colours: Colours): void {
  if (!spot) return;
  const { x, y, radius } = spot;
  const shape = shapeOf(mark.kind);
  const rim = Math.max(1.5, radius * 0.2);
  const fill = mark.synthetic ? mixed(colour, colours.ground, 0.72) : colour;
  const stroke = { colour, width: rim };
  if (shape.sides === 0) surface.circle(x, y, radius - rim / 2, fill, stroke);
  else surface.polygon(corners(shape, x, y, radius * 1.18 - rim / 2), fill, stroke);
  if (mark.kind === "Cluster") surface.circle(x, y, radius * 0.68, null, { colour: colours.ground, width: rim });
}

function paintRings(surface: Surface, picture: Picture, look: Look, colours: Colours, spots: Spot[]): void {
  const ring = (id: string, colour: string, away: number, dash: number): void => {
    const spot = spotOf(picture, spots, id);
    if (spot) surface.circle(spot.x, spot.y, spot.radius + away, null, { colour, width: 2, dash });
  };
  for (const id of look.brokers) ring(id, colours.accent, 3, 6);
  for (const id of look.path) ring(id, colours.accent, 4, 0);
  const chosen = look.chosen === null ? undefined : picture.marks[look.chosen];
  if (chosen) ring(chosen.id, colours.ink, 5, 0);
  for (const { id } of look.gaps) {
    ring(id, colours.wrong, 3.5, 3);
    const spot = spotOf(picture, spots, id);
    if (spot) paintSign(surface, spot, colours);
  }
}

function paintSign(surface: Surface, { x, y, radius }: Spot, colours: Colours): void {
  const away = (radius + 5) * Math.SQRT1_2;
  surface.circle(x + away, y - away, 6, colours.wrong);
  surface.text("!", x + away - 1.6, y - away + 3.6, 10, true, colours.ground, null);
}

function paintLabels(
  surface: Surface,
  picture: Picture,
  colours: Colours,
  frame: Frame,
  spots: Spot[],
  measure: Measure,
): void {
  const wanted = byWeight(picture).flatMap((mark): Labelled[] => {
    const spot = spots[mark.at];
    const bold = mark.kind === "Network" || mark.kind === "Cluster";
    return spot ? [{ ...spot, text: shortName(mark), size: bold ? 14 : 11, bold }] : [];
  });
  const marks = heads(picture).flatMap((mark) => spots[mark.at] ?? []).map(boxOf);
  const limits = { width: frame.x + frame.size, height: frame.y + frame.size };
  for (const { text, x, y, height, size, bold } of placed(wanted, measure, limits, MOST_LABELS, marks)) {
    surface.text(text, x, y + height / 2 + size * 0.35, size, bold, colours.ink, colours.ground);
  }
}

/** What everything means, beside the picture. */
function paintLegend(
  surface: Surface,
  picture: Picture,
  look: Look,
  colours: Colours,
  sheet: Page,
  from: { x: number; y: number },
): void {
  let left = from.x;
  let y = from.y;
  const turn = (rows: number): void => {
    if (y + rows * ROW <= sheet.height - EDGE / 2) return;
    left += SIDE;
    y = from.y;
  };
  const heading = (text: string): void => {
    turn(2);
    surface.text(text, left, y, 14, true, colours.ink, null);
    y += ROW;
  };
  const row = (text: string, sign: (x: number, y: number) => void): void => {
    turn(1);
    sign(left + 10, y - 5);
    surface.text(text, left + 30, y, 13, false, colours.ink, null);
    y += ROW;
  };
  heading(say(own.legendColours, { what: say(sheet.clusters) }));
  for (const cluster of picture.clusters.slice(0, 12)) {
    const colour = colours.parts[cluster.colour] ?? colours.quiet;
    row(`${shortName(cluster, 34)} (${cluster.count})`, (x, at) => surface.circle(x, at, 7, colour));
  }
  y += 8;
  heading(say(own.legendShapes));
  for (const kind of new Set(picture.marks.map((mark) => mark.kind))) {
    const text = kind === "Cluster" ? say(own.cluster) : say(kindOf(kind));
    row(text, (x, at) => paintMark(surface, { kind, synthetic: false }, { x, y: at, radius: 7 }, colours.quiet, colours));
  }
  if (picture.marks.some((mark) => mark.synthetic)) {
    row(say(own.legendSynthetic), (x, at) =>
      paintMark(surface, { kind: "Agency", synthetic: true }, { x, y: at, radius: 7 }, colours.quiet, colours),
    );
  }
  y += 8;
  heading(say(own.legendSize, { what: say(sheet.measure) }));
  row(say(own.legendSizeSmall), (x, at) => surface.circle(x, at, 4, colours.quiet));
  row(say(own.legendSizeLarge), (x, at) => surface.circle(x, at, 9, colours.quiet));
  y += 8;
  heading(say(own.legendLines));
  for (const family of new Set(picture.lines.map((line) => line.family))) {
    row(say(FAMILIES[family].words), (x, at) => paintSample(surface, family, x, at, colours));
  }
  if (look.gaps.length > 0) {
    row(say(own.gaps), (x, at) => {
      surface.circle(x, at, 8, null, { colour: colours.wrong, width: 2, dash: 3 });
      paintSign(surface, { x, y: at, radius: 4 }, colours);
    });
  }
  y += 8;
  for (const text of leftOut(picture)) {
    turn(1);
    surface.text(text, left, y, 12, false, colours.quiet, null);
    y += ROW;
  }
}

function paintSample(surface: Surface, family: Family, x: number, y: number, colours: Colours): void {
  surface.line(x - 12, y, x + 12, y, strokeOf({ family, count: 1 }, colours));
}

/** How much is shown, and what is not. */
export function leftOut(picture: Picture): string[] {
  const { totals, marks, lines, hidden, truncated } = picture;
  return [
    say(own.counts, { marks: marks.length, lines: lines.length, all: totals.matching }),
    ...(hidden > 0 ? [say(own.linesHidden, { n: hidden })] : []),
    ...(truncated ? [say(own.legendCut)] : []),
    ...(picture.basis.syntheticLeftOut ? [say(own.syntheticOut)] : []),
  ];
}
