// Tables as files: CSV that Excel reads as UTF-8, and XLSX whose cells are texts and numbers.

export type Cell = string | number | null;

/** A table: its head, and its rows. */
export interface Sheet {
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

const BYTE_ORDER_MARK = "\ufeff";
/** What a spreadsheet would take for a formula, however it is indented. */
const FORMULA = /^[\s\u0000-\u001f]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
const LONGEST_CELL = 32_767; // Excel's bound

/** A text that no spreadsheet runs: an apostrophe stands before what begins like a formula. */
export const defused = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const quoted = (cell: Cell): string =>
  typeof cell === "number" ? String(cell) : `"${defused(cell ?? "").replaceAll('"', '""')}"`;

export function csv({ head, rows }: Sheet): Blob {
  const lines = [head, ...rows].map((row) => row.map(quoted).join(","));
  return new Blob([BYTE_ORDER_MARK, lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
}

export async function xlsx({ head, rows }: Sheet): Promise<Blob> {
  const { default: write } = await import("write-excel-file/browser");
  return write(cells({ head, rows }), { columns: widths(head) }).toBlob();
}

/** A workbook of several sheets. */
export async function workbook(sheets: readonly (Sheet & { title: string })[]): Promise<Blob> {
  const { default: write } = await import("write-excel-file/browser");
  return write(
    sheets.map(({ title, ...sheet }) => ({ sheet: title, data: cells(sheet), columns: widths(sheet.head) })),
  ).toBlob();
}

function cells({ head, rows }: Sheet) {
  const cell = (value: Cell) =>
    typeof value === "number"
      ? { type: Number, value }
      : { type: String, value: (value ?? "").slice(0, LONGEST_CELL), wrap: true };
  const title = (value: string) => ({ type: String, value, fontWeight: "bold" as const });
  return [head.map(title), ...rows.map((row) => row.map(cell))];
}

const widths = (head: readonly string[]) =>
  head.map((text) => ({ width: Math.min(60, Math.max(14, text.length + 4)) }));

/** Gives a file to whoever sits before the page. */
export function give(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A name for a file, of a title in any script. */
export const fileName = (title: string, ending: string): string =>
  `${title.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80) || "phakhi"}.${ending}`;
