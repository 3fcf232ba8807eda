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
const NAMES = ["ground", "raised", "ink", "quiet", "line", "accent", "wrong", "mark"] as const;

/** The colours that an element has. */
export function coloursOf(element: Element): Colours {
  const probe = element.appendChild(document.createElement("span"));
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return hex(getComputedStyle(probe).color);
  };
  const named = Object.fromEntries(NAMES.map((name) => [name, colour(name)])) as Record<(typeof NAMES)[number], string>;
  const parts = Array.from({ length: PARTS }, (_, at) => colour(`part-${at}`));
  probe.remove();
  return { ...named, parts };
}

/** Colours on paper, which is white, whatever the page looks like. */
export function paperColours(): Colours {
  const sheet = document.body.appendChild(document.createElement("div"));
  sheet.style.colorScheme = "light";
  const colours = coloursOf(sheet);
  sheet.remove();
  return { ...colours, ground: colours.raised };
}

/** A colour as the browser computes it, rgb(11, 92, 86), as #0b5c56. */
const hex = (computed: string): string =>
  `#${(computed.match(/\d+/g) ?? []).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;

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
