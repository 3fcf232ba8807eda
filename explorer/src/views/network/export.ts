// What leaves the page: the picture as SVG and PNG, the list as CSV and XLSX.
import { csv, type Sheet, workbook } from "../../parts/files";
import { kindOf } from "../../text/kinds";
import { nameOf, say } from "../../text/language";
import { paperColours } from "./colours";
import { measureBy } from "./labels";
import type { Look } from "./look";
import { CLUSTER, type Mark, type Picture } from "./model";
import { paint, type Page } from "./paint";
import { canvasSurface, svgRoot, svgSurface, xmlText } from "./surfaces";
import { tieOf } from "./ties";
import { own } from "./words";

const SHARP = 2;

/** The whole sheet as an SVG: picture, legend, date and revision. */
export function svgOf(picture: Picture, look: Look, sheet: Page): SVGElement {
  const colours = paperColours();
  const root = svgRoot(sheet.width, sheet.height, sheet.title, colours.ground);
  paint(svgSurface(root), picture, look, colours, sheet, measureBy(context2d(1, 1)));
  return root;
}

export function svgFile(picture: Picture, look: Look, sheet: Page): Blob {
  const root = svgOf(picture, look, sheet);
  root.setAttribute("width", String(sheet.width));
  root.setAttribute("height", String(sheet.height));
  const text = new XMLSerializer().serializeToString(root);
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: "image/svg+xml" });
}

export async function pngFile(picture: Picture, look: Look, sheet: Page): Promise<Blob> {
  await document.fonts.ready;
  const colours = paperColours();
  const context = context2d(sheet.width * SHARP, sheet.height * SHARP);
  context.scale(SHARP, SHARP);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, sheet.width, sheet.height);
  paint(canvasSurface(context), picture, look, colours, sheet, measureBy(context2d(1, 1)));
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

/** All marks, as a table. */
function marksTable(picture: Picture): Sheet {
  return {
    head: [
      own.columnId,
      own.columnName,
      own.columnKind,
      own.columnCluster,
      own.columnTies,
      own.columnSynthetic,
    ].map((one) => say(one)),
    rows: picture.marks.map((mark) => {
      const cluster = picture.clusterOf.get(mark.cluster ?? "");
      return [mark.id, nameOf(mark), kindName(mark), cluster ? nameOf(cluster) : "", mark.degree, yesNo(mark)];
    }),
  };
}

/** All lines, as a table. */
function linesTable(picture: Picture): Sheet {
  return {
    head: [
      own.columnId,
      own.columnFrom,
      own.columnType,
      own.columnId,
      own.columnTo,
      own.columnCount,
      own.columnSynthetic,
    ].map((one) => say(one)),
    rows: picture.lines.flatMap((line) => {
      const [from, to] = [picture.marks[line.source], picture.marks[line.target]];
      if (!from || !to) return [];
      return [[from.id, nameOf(from), say(tieOf(line.type)), to.id, nameOf(to), line.count, yesNo(line)]];
    }),
  };
}

const kindName = (mark: Mark): string => say(mark.kind === CLUSTER ? own.cluster : kindOf(mark.kind));
const yesNo = ({ synthetic }: { synthetic: boolean }): string => say(synthetic ? own.yes : own.no);

export const csvOf = (picture: Picture): Blob => csv(marksTable(picture));

/** A workbook of two sheets: marks, and lines. */
export const xlsxOf = (picture: Picture): Promise<Blob> =>
  workbook([
    { title: say(own.sheetMarks), ...clean(marksTable(picture)) },
    { title: say(own.sheetLines), ...clean(linesTable(picture)) },
  ]);

const clean = ({ head, rows }: Sheet): Sheet => ({
  head,
  rows: rows.map((row) => row.map((cell) => (typeof cell === "string" ? xmlText(cell) : cell))),
});
