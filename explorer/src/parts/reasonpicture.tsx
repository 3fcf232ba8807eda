import type { JSX } from "preact";
import { language, nameOf } from "../text/language";
import type { ReasonRef } from "./reasons";
import type { RecordRef } from "./records";

const WIDTH = 420;
const ROW = 26;
const MARGIN = 14;
const LEFT = 12;
const MIDDLE = 150;
const RIGHT = WIDTH - 12;
const MOST = 6;
const LONGEST = 30;

interface ReasonPictureProps {
  reasons: readonly ReasonRef[];
}

/**
 * What stands between the asker (left) and a candidate (right), a line a reason. It is drawn for the
 * eye alone: the list of reasons says the same in words.
 */
export function ReasonPicture({ reasons }: ReasonPictureProps): JSX.Element | null {
  const between = rowsOf(reasons);
  if (between.length === 0) return null;
  const height = between.length * ROW + MARGIN;
  const middle = height / 2;
  return (
    <svg class="reason-picture" viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
      {between.map(({ record, part }, index) => {
        const y = MARGIN + index * ROW + 4;
        return (
          <g key={record.id} class={`line-${part}`}>
            <path d={curve(LEFT, middle, MIDDLE - 10, y)} />
            <path d={curve(RIGHT, middle, RIGHT - 70, y)} />
            <path d={`M${MIDDLE - 10} ${y}H${RIGHT - 70}`} class="base" />
            <circle class={`part-${part}`} cx={MIDDLE - 10} cy={y} r="5" />
            <text x={MIDDLE} y={y - 5.5}>
              {shortened(nameOf(record))}
            </text>
          </g>
        );
      })}
      <circle class="asker" cx={LEFT} cy={middle} r="9" />
      <circle class="candidate" cx={RIGHT} cy={middle} r="9" />
    </svg>
  );
}

const curve = (x: number, y: number, toX: number, toY: number): string => {
  const half = (x + toX) / 2;
  return `M${x} ${y}C${half} ${y} ${half} ${toY} ${toX} ${toY}`;
};

/** Each record once, with the first reason that names it. */
function rowsOf(reasons: readonly ReasonRef[]): { record: RecordRef; part: number }[] {
  const rows = new Map<string, { record: RecordRef; part: number }>();
  reasons.forEach((reason, part) => {
    for (const record of reason.nodes) {
      if (!rows.has(record.id)) rows.set(record.id, { record, part });
    }
  });
  return [...rows.values()].slice(0, MOST);
}

/** The beginning of a name; no vowel or tone is parted from its letter. */
function shortened(name: string): string {
  const letters = [...new Intl.Segmenter(language.value).segment(name)];
  if (letters.length <= LONGEST) return name;
  return `${letters.slice(0, LONGEST).map((one) => one.segment).join("")}…`;
}
