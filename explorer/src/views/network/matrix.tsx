import type { JSX } from "preact";
import { useId, useMemo, useRef, useState } from "preact/hooks";
import { kindOf } from "../../text/kinds";
import { nameOf, say } from "../../text/language";
import { linesBetween, type Mark, type Picture } from "./model";
import { own } from "./words";

const MOST = 24;

const STEPS: Record<string, [number, number]> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

interface MatrixProps {
  picture: Picture;
  chosen: readonly string[];
  onLine(a: string, b: string): void;
  onMark(id: string): void;
  onNear(at: number | null): void;
}

/** Who is tied to whom, as a grid that arrow keys walk on. */
export function Adjacency({ picture, chosen, onLine, onMark, onNear }: MatrixProps): JSX.Element {
  const kinds = [...new Set(picture.marks.map((mark) => mark.kind))];
  const [wanted, setWanted] = useState("Agency");
  const kind = kinds.includes(wanted) ? wanted : (kinds[0] ?? "");
  const marks = useMemo(() => largest(picture, kind, chosen), [picture, kind, chosen.join()]);
  return (
    <div class="adjacency">
      <label>
        {say(own.matrixKind)}
        <select value={kind} onChange={(event) => setWanted(event.currentTarget.value)}>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {one === "Cluster" ? say(own.cluster) : say(kindOf(one))}
            </option>
          ))}
        </select>
      </label>
      <Grid picture={picture} marks={marks} chosen={chosen} onLine={onLine} onMark={onMark} onNear={onNear} />
    </div>
  );
}

/** The largest marks of a kind, and those that are chosen. */
function largest(picture: Picture, kind: string, chosen: readonly string[]): Mark[] {
  const picked = chosen.flatMap((id) => picture.byId.get(id) ?? []);
  const order = picture.marks
    .filter((mark) => mark.kind === kind && !picked.includes(mark))
    .sort((a, b) => b.size - a.size || b.ties.length - a.ties.length);
  return [...picked, ...order].slice(0, MOST);
}

function Grid({ picture, marks, chosen, onLine, onMark, onNear }: MatrixProps & { marks: Mark[] }): JSX.Element {
  const [[row, column], setHere] = useState<[number, number]>([0, 0]);
  const id = useId();
  const table = useRef<HTMLTableElement>(null);
  const last = marks.length;
  const go = (down: number, across: number): void => {
    const next: [number, number] = [clamp(down, last), clamp(across, last)];
    setHere(next);
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-cell="${next.join()}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step) go(row + step[0], column + step[1]);
    else if (event.key === "Home") go(row, 0);
    else if (event.key === "End") go(row, last);
    else return;
    event.preventDefault();
  };
  const cell = (down: number, across: number) => ({
    "data-cell": `${down},${across}`,
    tabIndex: down === Math.min(row, last) && across === Math.min(column, last) ? 0 : -1,
    onFocus: () => {
      setHere([down, across]);
      onNear((marks[down - 1] ?? marks[across - 1])?.at ?? null);
    },
  });
  return (
    <>
    <p id={id} class="quiet">
      {say(own.matrixCaption, { n: marks.length })}
    </p>
    <div class="scroll">
      <table ref={table} role="grid" aria-label={say(own.matrix)} aria-describedby={id} onKeyDown={onKeyDown} onFocusOut={() => onNear(null)}>
        <thead>
          <tr>
            <th scope="col" {...cell(0, 0)}>
              {say(own.columnName)}
            </th>
            {marks.map((mark, at) => (
              <th key={mark.id} scope="col" aria-label={nameOf(mark)} title={nameOf(mark)} {...cell(0, at + 1)}>
                {at + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {marks.map((mark, down) => (
            <tr key={mark.id} class={chosen.includes(mark.id) ? "chosen" : undefined}>
              <th scope="row">
                <button type="button" class="mark-name" {...cell(down + 1, 0)} onClick={() => onMark(mark.id)}>
                  {down + 1}. <bdi>{nameOf(mark)}</bdi>
                </button>
              </th>
              {marks.map((other, across) => {
                const count = linesBetween(picture, mark, other).reduce((sum, line) => sum + line.count, 0);
                return (
                  <td key={other.id} class={count > 0 ? "tied" : undefined} {...(count > 0 ? {} : cell(down + 1, across + 1))}>
                    {count > 0 && (
                      <button
                        type="button"
                        aria-label={say(own.cell, { a: nameOf(mark), b: nameOf(other), n: count })}
                        {...cell(down + 1, across + 1)}
                        onClick={() => onLine(mark.id, other.id)}
                      >
                        {count}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    </>
  );
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));
