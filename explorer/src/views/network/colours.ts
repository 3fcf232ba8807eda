/** Colours of the page, as its style sheet has them at this moment. */
export interface Colours {
  ground: string;
  raised: string;
  ink: string;
  quiet: string;
  line: string;
  accent: string;
  wrong: string;
  mark: string;
  parts: string[];
}

const PARTS = 10;

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: value("ground"),
    raised: value("raised"),
    ink: value("ink"),
    quiet: value("quiet"),
    line: value("line"),
    accent: value("accent"),
    wrong: value("wrong"),
    mark: value("mark"),
    parts: Array.from({ length: PARTS }, (_, at) => value(`part-${at}`)),
  };
}

/** Colours on paper, whatever the page looks like. */
export const PAPER: Colours = {
  ground: "#ffffff",
  raised: "#ffffff",
  ink: "#1c2321",
  quiet: "#55605c",
  line: "#d5d9d4",
  accent: "#0b5c56",
  wrong: "#9f1d1d",
  mark: "#fdf0d2",
  parts: [
    "#0b5c56",
    "#a2540f",
    "#4b5cb0",
    "#8a2f62",
    "#4d7c0f",
    "#0369a1",
    "#7c5d00",
    "#6d6875",
    "#9f1d1d",
    "#3f6212",
  ],
};

/** A colour for each id: mostly the same whatever else is shown, and different as long as there are some left. */
export function colourPlaces(ids: readonly string[]): number[] {
  const taken = new Set<number>();
  return ids.map((id) => {
    let place = hash(id) % PARTS;
    for (let step = 0; step < PARTS && taken.has(place); step++) place = (place + 1) % PARTS;
    taken.add(place);
    if (taken.size === PARTS) taken.clear();
    return place;
  });
}

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}
