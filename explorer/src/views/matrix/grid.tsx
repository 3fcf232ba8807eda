import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { type RecordRef, SyntheticMark } from "../../parts/records";
import { nameOf, number, say } from "../../text/language";
import { own } from "./words";

interface GridProps {
  label: string;
  corner: string;
  rows: readonly RecordRef[];
  columns: readonly RecordRef[];
  /** How much there is of two; null for one and the same. */
  count: (row: RecordRef, column: RecordRef) => number | null;
  chosen: string | null;
  onChoose: (row: RecordRef, column: RecordRef) => void;
}

const SHADES = 5;

/** A grid as ARIA describes it: one stop of the tab key, arrows within. */
export function Grid(props: GridProps): JSX.Element {
  const { label, corner, rows, columns, count, chosen, onChoose } = props;
  const [[row, column], setActive] = useState<readonly [number, number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const most = Math.max(1, ...rows.flatMap((one) => columns.map((other) => count(one, other) ?? 0)));

  const move = (event: KeyboardEvent): void => {
    const next = target(event, row, column, rows.length, columns.length);
    if (!next) return;
    event.preventDefault();
    setActive(next);
    table.current?.querySelector<HTMLElement>(`[data-place="${next.join(" ")}"]`)?.focus();
  };

  return (
    <div class="grid" role="region" aria-label={label}>
      <table role="grid" aria-label={label} ref={table} onKeyDown={move}>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((one) => (
              <th key={one.id} scope="col">
                <Name record={one} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one, y) => (
            <tr key={one.id}>
              <th scope="row">
                <Name record={one} />
              </th>
              {columns.map((other, x) => {
                const value = count(one, other);
                const names = { row: nameOf(one), column: nameOf(other) };
                const isChosen = chosen === cellOf(one, other);
                const choose = (): void => {
                  setActive([y, x]);
                  if (value !== null) onChoose(one, other);
                };
                return (
                  <td
                    key={other.id}
                    role="gridcell"
                    class={value === null ? "itself" : value === 0 ? "gap" : `shade-${Math.ceil((value / most) * SHADES)}`}
                    data-place={`${y} ${x}`}
                    tabIndex={y === row && x === column ? 0 : -1}
                    aria-selected={isChosen}
                    aria-label={
                      value === null ? say(own.itself, names) : say(value === 0 ? own.gap : own.cell, { ...names, n: value })
                    }
                    onClick={choose}
                    onKeyDown={(event) => {
                      if (event.key !== "Enter" && event.key !== " ") return;
                      event.preventDefault();
                      choose();
                    }}
                  >
                    {value === null ? "" : value === 0 ? "○" : number(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A cell, as the address has it. */
export const cellOf = (row: RecordRef, column: RecordRef): string => `${row.id}~${column.id}`;

function Name({ record }: { record: RecordRef }): JSX.Element {
  return (
    <>
      <bdi>{nameOf(record)}</bdi>
      {record.synthetic && <SyntheticMark />}
    </>
  );
}

/** Where a key leads, as the grid pattern has it. */
function target(
  { key, ctrlKey }: KeyboardEvent,
  row: number,
  column: number,
  rows: number,
  columns: number,
): readonly [number, number] | null {
  const [down, right] = [rows - 1, columns - 1];
  if (key === "ArrowDown") return [Math.min(row + 1, down), column];
  if (key === "ArrowUp") return [Math.max(row - 1, 0), column];
  if (key === "ArrowRight") return [row, Math.min(column + 1, right)];
  if (key === "ArrowLeft") return [row, Math.max(column - 1, 0)];
  if (key === "Home") return [ctrlKey ? 0 : row, 0];
  if (key === "End") return [ctrlKey ? down : row, right];
  if (key === "PageDown") return [down, column];
  if (key === "PageUp") return [0, column];
  return null;
}
