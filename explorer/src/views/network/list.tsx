import type { JSX } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { SyntheticMark } from "../../parts/records";
import { kindOf } from "../../text/kinds";
import { nameOf, say } from "../../text/language";
import type { Gap } from "./gaps";
import { type Mark, otherEnd, type Picture } from "./model";
import { tieOf } from "./ties";
import { own } from "./words";

const PAGE = 60;

interface ListProps {
  picture: Picture;
  gaps: readonly Gap[];
  chosen: readonly string[];
  onMark(id: string): void;
  onLine(a: string, b: string): void;
  onNear(at: number | null): void;
}

/** The marks of the picture, the largest first, each with its lines: the same as the picture, in words. */
export function MarkList({ picture, gaps, chosen, onMark, onLine, onNear }: ListProps): JSX.Element {
  const id = useId();
  const [sought, setSought] = useState("");
  const [most, setMost] = useState(PAGE);
  const order = useMemo(() => sorted(picture, sought), [picture, sought]);
  const gapped = new Set(gaps.map((gap) => gap.id));
  const first = chosen.length === 1 ? picture.byId.get(chosen[0] ?? "") : undefined;
  const rows = withFirst(order.slice(0, most), first);
  return (
    <div class="mark-list">
      <label for={id}>
        {say(own.listFilter)}
        <input id={id} type="search" maxLength={200} value={sought} onInput={(event) => setSought(event.currentTarget.value)} />
      </label>
      <p class="quiet" role="status">
        {say(own.listShown, { n: rows.length, all: picture.marks.length })}
      </p>
      <ul class="plain" onFocusOut={() => onNear(null)} onPointerLeave={() => onNear(null)}>
        {rows.map((mark) => (
          <Row
            key={mark.id}
            picture={picture}
            mark={mark}
            gap={gapped.has(mark.id)}
            chosen={chosen}
            onMark={onMark}
            onLine={onLine}
            onNear={onNear}
          />
        ))}
      </ul>
      {order.length > most && (
        <button type="button" onClick={() => setMost(most + PAGE)}>
          {say(own.moreMarks, { n: Math.min(PAGE, order.length - most) })}
        </button>
      )}
    </div>
  );
}

function sorted(picture: Picture, sought: string): Mark[] {
  const text = sought.trim().toLocaleLowerCase();
  const names = (mark: Mark): string => `${mark.nameTh} ${mark.nameEn ?? ""}`.toLocaleLowerCase();
  return picture.marks
    .filter((mark) => !text || names(mark).includes(text))
    .sort((a, b) => b.size - a.size || b.ties.length - a.ties.length || (a.id < b.id ? -1 : 1));
}

const withFirst = (marks: Mark[], first: Mark | undefined): Mark[] =>
  !first || marks.includes(first) ? marks : [first, ...marks];

interface RowProps extends Omit<ListProps, "gaps"> {
  mark: Mark;
  gap: boolean;
}

function Row({ picture, mark, gap, chosen, onMark, onLine, onNear }: RowProps): JSX.Element {
  const id = useId();
  const here = chosen.length === 1 && chosen[0] === mark.id;
  const [opened, setOpened] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (here && row.current) bringIntoPanel(row.current);
  }, [here]);
  const open = opened || here;
  return (
    <li ref={row} class={here ? "chosen" : undefined} onPointerEnter={() => onNear(mark.at)}>
      <div class="mark-row">
        <button
          type="button"
          class="mark-name"
          aria-pressed={here}
          onFocus={() => onNear(mark.at)}
          onClick={() => onMark(mark.id)}
        >
          <bdi>{nameOf(mark)}</bdi>
        </button>
        <button
          type="button"
          class="mark-ties"
          aria-expanded={open}
          aria-controls={open ? `${id}-ties` : undefined}
          aria-label={say(own.tiesOf, { name: nameOf(mark) })}
          onClick={() => setOpened(!open)}
        >
          {say(own.ties, { n: mark.ties.length })} <span aria-hidden="true">{open ? "▾" : "▸"}</span>
        </button>
      </div>
      <p class="kind">
        {mark.kind === "Cluster" ? `${say(own.cluster)} · ${say(own.records, { n: mark.count })}` : say(kindOf(mark.kind))}
        {mark.synthetic && <SyntheticMark />}
        {gap && <span class="gap-sign">! {say(own.gaps)}</span>}
      </p>
      {open && <Ties id={`${id}-ties`} picture={picture} mark={mark} onLine={onLine} />}
    </li>
  );
}

/** Scrolls the panel, and never the page: the picture stays in view. */
function bringIntoPanel(row: HTMLElement): void {
  const panel = row.closest<HTMLElement>('[role="tabpanel"]');
  if (!panel || panel.scrollHeight <= panel.clientHeight) return;
  const [inner, outer] = [row.getBoundingClientRect(), panel.getBoundingClientRect()];
  if (inner.top < outer.top || inner.top > outer.bottom - 60) panel.scrollTop += inner.top - outer.top - 20;
}

interface TiesProps {
  id: string;
  picture: Picture;
  mark: Mark;
  onLine(a: string, b: string): void;
}

/** The lines of a mark, each of which answers why. */
function Ties({ id, picture, mark, onLine }: TiesProps): JSX.Element {
  const ties = mark.ties.flatMap((at) => {
    const line = picture.lines[at];
    const other = line && picture.marks[otherEnd(line, mark.at)];
    return line && other ? [{ line, other }] : [];
  });
  return (
    <ul id={id} class="plain ties" aria-label={say(own.tiesOf, { name: nameOf(mark) })}>
      {ties.length === 0 && <li class="nothing">{say(own.noTies)}</li>}
      {ties.map(({ line, other }) => {
        const type = say(tieOf(line.type, line.target === mark.at));
        return (
          <li key={line.at}>
            <span class="quiet">
              {type}
              {line.count > 1 && ` (${line.count})`}
            </span>{" "}
            <button
              type="button"
              class="mark-name"
              aria-label={say(own.whyTie, { type, name: nameOf(other) })}
              onClick={() => onLine(mark.id, other.id)}
            >
              <bdi>{nameOf(other)}</bdi>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
