import type { ComponentChildren, JSX } from "preact";
import { useAddress } from "../state/address";
import { say, words } from "../text/language";
import { type Cell, csv, fileName, give, xlsx } from "./files";
import "./table.css";

export interface Column<Row> {
  /** In the address, where the table is sorted by it. */
  key: string;
  title: string;
  /** What it is sorted by, and what stands in files. */
  cell: (row: Row) => Cell;
  /** What the page shows; its cell, where nothing else is said. */
  show?: (row: Row) => ComponentChildren;
  /** Names what the row is about. */
  heads?: boolean;
}

interface TableProps<Row> {
  /** Tells tables of one view apart in the address. */
  name: string;
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey?: (row: Row) => string;
}

const own = {
  sortBy: words("เรียงตาม {column}", "Sort by {column}"),
  csv: words("ดาวน์โหลด CSV", "Download CSV"),
  xlsx: words("ดาวน์โหลด XLSX", "Download XLSX"),
  of: words("{action}: {caption}", "{action}: {caption}"),
};

/** A table with sortable columns, which goes into a spreadsheet. On a phone each row is a card. */
export function Table<Row>(props: TableProps<Row>): JSX.Element {
  const { name, caption, columns, rows, rowKey } = props;
  const address = useAddress();
  const [table, key, direction] = (address.get("sort") ?? "").split(".");
  const by = table === name ? columns.find((column) => column.key === key) : undefined;
  const down = direction === "down";
  const shown = by ? [...rows].sort((a, b) => compare(by.cell(a), by.cell(b)) * (down ? -1 : 1)) : rows;
  const sort = (column: Column<Row>): void => {
    const next = column.key !== by?.key ? `${name}.${column.key}` : down ? null : `${name}.${column.key}.down`;
    address.set({ sort: next }, true);
  };
  return (
    <div class="table">
      <div class="within" role="region" aria-label={caption} tabIndex={0}>
      <table role="table">
        <caption>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                aria-sort={column !== by ? undefined : down ? "descending" : "ascending"}
              >
                <button type="button" title={say(own.sortBy, { column: column.title })} onClick={() => sort(column)}>
                  {column.title}
                  <span aria-hidden="true">{column !== by ? "" : down ? " ▼" : " ▲"}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((row, index) => (
            <tr key={rowKey?.(row) ?? index} role="row">
              {columns.map((column) => {
                const content = column.show ? column.show(row) : column.cell(row);
                const title = <span class="title" aria-hidden="true">{column.title}</span>;
                return column.heads ? (
                  <th key={column.key} role="rowheader" scope="row">
                    {title}
                    {content}
                  </th>
                ) : (
                  <td key={column.key} role="cell">
                    {title}
                    {content}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      </div>
      <Downloads caption={caption} head={columns.map((column) => column.title)} rows={shown.map((row) => columns.map((column) => column.cell(row)))} />
    </div>
  );
}

interface DownloadsProps {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** Buttons that give a table as a file. */
export function Downloads({ caption, head, rows }: DownloadsProps): JSX.Element {
  const sheet = { head, rows };
  return (
    <p class="actions">
      <button
        type="button"
        aria-label={say(own.of, { action: say(own.csv), caption })}
        onClick={() => give(csv(sheet), fileName(caption, "csv"))}
      >
        {say(own.csv)}
      </button>{" "}
      <button
        type="button"
        aria-label={say(own.of, { action: say(own.xlsx), caption })}
        onClick={() => void xlsx(sheet).then((file) => give(file, fileName(caption, "xlsx")))}
      >
        {say(own.xlsx)}
      </button>
    </p>
  );
}

/** Numbers by size, texts as Thai dictionaries have them; what is empty comes last. */
function compare(a: Cell, b: Cell): number {
  if (a === null || a === "") return b === null || b === "" ? 0 : 1;
  if (b === null || b === "") return -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), ["th", "en"]);
}
