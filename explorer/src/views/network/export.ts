// What leaves the page: the picture as SVG and PNG, the list as CSV and XLSX.
import { kindOf } from "../../text/kinds";
import { nameOf, say, type Words } from "../../text/language";
import { PAPER } from "./colours";
import { measureBy } from "./labels";
import type { Look } from "./look";
import type { Mark, Picture } from "./model";
import { paint, type Sheet } from "./paint";
import { canvasSurface, svgRoot, svgSurface, xmlText } from "./surfaces";
import { tieOf } from "./ties";
import { own } from "./words";

const SHARP = 2;

/** The whole sheet as an SVG: picture, legend, date and revision. */
export function svgOf(picture: Picture, look: Look, sheet: Sheet): SVGElement {
  const root = svgRoot(sheet.width, sheet.height, sheet.title, PAPER.ground);
  paint(svgSurface(root), picture, look, PAPER, sheet, measureBy(context2d(1, 1)));
  return root;
}

export function svgFile(picture: Picture, look: Look, sheet: Sheet): Blob {
  const root = svgOf(picture, look, sheet);
  root.setAttribute("width", String(sheet.width));
  root.setAttribute("height", String(sheet.height));
  const text = new XMLSerializer().serializeToString(root);
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: "image/svg+xml" });
}

export async function pngFile(picture: Picture, look: Look, sheet: Sheet): Promise<Blob> {
  await document.fonts.ready;
  const context = context2d(sheet.width * SHARP, sheet.height * SHARP);
  context.scale(SHARP, SHARP);
  context.fillStyle = PAPER.ground;
  context.fillRect(0, 0, sheet.width, sheet.height);
  paint(canvasSurface(context), picture, look, PAPER, sheet, measureBy(context2d(1, 1)));
  const blob = await new Promise<Blob | null>((resolve) => context.canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("no picture");
  return blob;
}

function context2d(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  return context;
}

type Cell = string | number;

interface Table {
  title: Words;
  head: Words[];
  rows: Cell[][];
}

const kindName = (mark: Mark): string => say(mark.kind === "Cluster" ? own.cluster : kindOf(mark.kind));
const yesNo = (value: boolean): string => say(value ? own.yes : own.no);

function marksTable(picture: Picture): Table {
  const rows = picture.marks.map((mark): Cell[] => {
    const cluster = picture.clusterOf.get(mark.cluster ?? "");
    return [mark.id, nameOf(mark), kindName(mark), cluster ? nameOf(cluster) : "", mark.degree, yesNo(mark.synthetic)];
  });
  return {
    title: own.sheetMarks,
    head: [own.columnId, own.columnName, own.columnKind, own.columnCluster, own.columnTies, own.columnSynthetic],
    rows,
  };
}

function linesTable(picture: Picture): Table {
  const rows = picture.lines.flatMap((line): Cell[][] => {
    const [from, to] = [picture.marks[line.source], picture.marks[line.target]];
    if (!from || !to) return [];
    const tie = say(tieOf(line.type));
    return [[from.id, nameOf(from), tie, to.id, nameOf(to), line.count, yesNo(line.synthetic)]];
  });
  return {
    title: own.sheetLines,
    head: [
      own.columnId,
      own.columnFrom,
      own.columnType,
      own.columnId,
      own.columnTo,
      own.columnCount,
      own.columnSynthetic,
    ],
    rows,
  };
}

const FORMULA = /^[\s\u0000]*[=+\-@\t\r|%]/u;

/** A cell of CSV that no program takes for a formula. */
export function csvCell(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\n\r;]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Marks, an empty line, then lines; with the sign by which spreadsheets know UTF-8. */
export function csvFile(picture: Picture): Blob {
  const tables = [marksTable(picture), linesTable(picture)];
  const text = tables
    .map(({ head, rows }) => [head.map((one) => say(one)), ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n"))
    .join("\r\n\r\n");
  return new Blob([`\ufeff${text}\r\n`], { type: "text/csv;charset=utf-8" });
}

/** A workbook of two sheets; all text is text, never a formula. */
export async function xlsxFile(picture: Picture): Promise<Blob> {
  const { default: write } = await import("write-excel-file/browser");
  const sheets = [marksTable(picture), linesTable(picture)].map(({ title, head, rows }) => ({
    sheet: say(title),
    data: [
      head.map((one) => ({ value: say(one), fontWeight: "bold" as const })),
      ...rows.map((row) =>
        row.map((cell) =>
          typeof cell === "number" ? { value: cell, type: Number } : { value: xmlText(cell), type: String },
        ),
      ),
    ],
  }));
  return write(sheets).toBlob();
}

/** Hands a file over to the reader. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
