// Labels are drawn by the browser's own shaping of text, so that vowels and tones of Thai stand
// where they belong; and only where they lie on nothing that is written already.
import { nameOf, type Named } from "../../text/language";

export const FONT = '"Noto Sans Thai", system-ui, sans-serif';

const LONGEST = 30;
const LINE = 1.55; // of the size: marks of Thai stand above and below
const GAP = 4;

const letters = new Intl.Segmenter("th", { granularity: "grapheme" });

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Label extends Box {
  text: string;
  size: number;
  bold: boolean;
}

/** What is to be labelled: where it is, and how much it takes. */
export interface Labelled {
  x: number;
  y: number;
  radius: number;
  text: string;
  size: number;
  bold?: boolean;
  /** It is written even where it lies on something. */
  always?: boolean;
}

/** A name that is short enough to stand beside a mark; its direction is its own. */
export function shortName(record: Named, longest = LONGEST): string {
  const name = nameOf(record).replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\n\r\t]/gu, " ");
  const parts = name.length > longest ? [...letters.segment(name)].map((one) => one.segment) : [];
  const short = parts.length > longest ? `${parts.slice(0, longest - 1).join("").trimEnd()}…` : name;
  return `\u2068${short}\u2069`;
}

export type Measure = (text: string, size: number, bold: boolean) => number;

/** Measures text by a canvas, each text once. */
export function measureBy(context: CanvasRenderingContext2D): Measure {
  const known = new Map<string, number>();
  return (text, size, bold) => {
    const key = `${size} ${bold} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = fontOf(size, bold);
      width = context.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };
}

export const fontOf = (size: number, bold: boolean): string => `${bold ? 700 : 400} ${size}px ${FONT}`;

/** Labels in the order of their weight, each on the first side that is free of labels and of these marks; those without any are left out. */
export function placed(
  wanted: Iterable<Labelled>,
  measure: Measure,
  frame: { width: number; height: number },
  most: number,
  marks: readonly Box[],
): Label[] {
  const labels: Label[] = [];
  for (const one of wanted) {
    if (labels.length >= most) break;
    const bold = one.bold ?? false;
    const width = measure(one.text, one.size, bold);
    const boxes = sides(one, width, one.size * LINE);
    const free = boxes.find(
      (box) => inside(box, frame) && ![labels, marks].some((all) => all.some((other) => touch(box, other))),
    );
    const box = free ?? (one.always ? boxes[0] : undefined);
    if (box) labels.push({ ...box, text: one.text, size: one.size, bold });
  }
  return labels;
}

/** What a mark covers. */
export const boxOf = ({ x, y, radius }: { x: number; y: number; radius: number }): Box => ({
  x: x - radius,
  y: y - radius,
  width: 2 * radius,
  height: 2 * radius,
});

function sides({ x, y, radius }: Labelled, width: number, height: number): Box[] {
  const beside = radius + GAP;
  const size = { width, height };
  return [
    { x: x + beside, y: y - height / 2, ...size },
    { x: x - beside - width, y: y - height / 2, ...size },
    { x: x - width / 2, y: y + radius + 1, ...size },
    { x: x - width / 2, y: y - radius - height - 1, ...size },
  ];
}

const touch = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width + 2 && b.x < a.x + a.width + 2 && a.y < b.y + b.height && b.y < a.y + a.height;

const inside = (box: Box, { width, height }: { width: number; height: number }): boolean =>
  box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
