// Reads an answer by its shape alone: what is a record, a sentence, a list of rows, a tie.
import catalogue, { type Field } from "virtual:questions";
import type { EvidenceRef } from "../../parts/evidence";
import type { Cell } from "../../parts/files";
import type { ReasonRef } from "../../parts/reasons";
import type { RecordRef } from "../../parts/records";
import { KINDS, kindOf } from "../../text/kinds";
import { day, moment, nameOf, number, percent, say } from "../../text/language";
import { own } from "./words";

export type Value = unknown;
export type Item = Record<string, Value>;

/** One answer of a question: a question may ask several at once. */
export interface Section {
  /** The field that answers. */
  name: string;
  field: Field;
  /** What it answers; null where what it is about is not recorded. */
  value: Item | Item[] | null;
}

const PLUMBING = new Set(["basis", "pageInfo", "__typename", "id"]);
/** What a mark of a picture repeats of its record. */
const OF_RECORD = new Set(["nameTh", "nameEn", "synthetic"]);
const SENTENCES = new Set(["why", "summary", "note", "explanation"]);

export const fieldsOf = (type: string): Record<string, Field> => catalogue.fields[type] ?? {};

export const isItem = (value: Value): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const itemsOf = (value: Value): Item[] | null =>
  Array.isArray(value) && value.every(isItem) ? value : null;

export const isRecord = (value: Value): value is Item & RecordRef =>
  isItem(value) && typeof value.id === "string" && typeof value.nameTh === "string" && !isNode(value);

/** A mark of a picture has a name, too, but its record stands in it. */
const isNode = (value: Item): boolean => "node" in value && "degree" in value;

export const recordsOf = (value: Value): (Item & RecordRef)[] | null => {
  const items = itemsOf(value);
  return items && items.length > 0 && items.every(isRecord) ? (items as (Item & RecordRef)[]) : null;
};

export const isEvidence = (value: Value): value is Item & EvidenceRef => isItem(value) && "phrase" in value && "saidBy" in value;

export const evidenceOf = (value: Value): EvidenceRef[] | null => {
  const items = itemsOf(value);
  return items && items.length > 0 && items.every(isEvidence) ? (items as unknown as EvidenceRef[]) : null;
};

export const reasonsOf = (value: Value): ReasonRef[] | null => {
  const items = itemsOf(value);
  const whole = items && items.length > 0 && items.every((one) => "component" in one && "share" in one && "summary" in one);
  return whole ? (items as unknown as ReasonRef[]) : null;
};

export const rangeOf = (value: Value): string | null => {
  if (!isItem(value) || typeof value.from !== "number" || typeof value.to !== "number") return null;
  return value.from === value.to ? number(value.from) : say(own.range, { from: value.from, to: value.to });
};

/** The answers in a response: groups of questions are looked into. */
export function sectionsOf(data: Item, type = "Query"): Section[] {
  return Object.entries(data).flatMap(([name, value]) => {
    const field = fieldsOf(type)[name];
    if (!field) return [];
    const isGroup = type === "Query" && isItem(value) && !("basis" in value) && Object.keys(fieldsOf(field.type)).every((key) => key !== "basis");
    if (isGroup) return sectionsOf(value, field.type);
    return [{ name, field, value: isItem(value) ? named(value) : (itemsOf(value) ?? null) }];
  });
}

/** A picture names the ends of its lines by ids alone: here they are the records. */
function named(value: Item): Item {
  const [nodes, edges] = [itemsOf(value.nodes), itemsOf(value.edges)];
  if (!nodes?.every(isNode) || !edges) return value;
  const records = new Map(nodes.map((node) => [node.id, node.node]));
  const end = (id: Value): Value => records.get(id) ?? id;
  return { ...value, edges: edges.map((edge) => ({ ...edge, source: end(edge.source), target: end(edge.target) })) };
}

export function basisOf({ value }: Section): Item | null {
  const holder = Array.isArray(value) ? value[0] : value;
  return isItem(holder) && isItem(holder.basis) ? holder.basis : null;
}

/** The fields of a value that say something, in the order of the question. */
export function shownOf(value: Item, type: string): [string, Field, Value][] {
  const fields = fieldsOf(type);
  return Object.entries(value).flatMap(([name, one]) => {
    const field = fields[name];
    if (!field || PLUMBING.has(name) || isCountOfList(name, value) || (isNode(value) && OF_RECORD.has(name))) return [];
    return [[name, field, one] as [string, Field, Value]];
  });
}

/** becauseCount beside because: it is said with the list. */
const isCountOfList = (name: string, value: Item): boolean =>
  name.endsWith("Count") && Array.isArray(value[listOfCount(name, value)]);

const listOfCount = (name: string, value: Item): string => {
  const stem = name.slice(0, -"Count".length);
  return [stem, `${stem}s`, `${stem}ren`, `${stem.replace(/y$/, "ie")}s`].find((one) => one in value) ?? stem;
};

/** How many there are of a list, where it is longer than what was sent. */
export function wholeCount(name: string, value: Item): number | null {
  const counted = Object.entries(value).find(([other]) => other.endsWith("Count") && listOfCount(other, value) === name);
  const list = value[name];
  return counted && typeof counted[1] === "number" && Array.isArray(list) && counted[1] > list.length ? counted[1] : null;
}

export const isSentence = (name: string): boolean => SENTENCES.has(name);

/** Lists of rows: what tables are made of. */
export const isRows = (value: Value): value is Item[] => {
  const items = itemsOf(value);
  return items !== null && items.length > 0 && !recordsOf(value) && !evidenceOf(value) && !reasonsOf(value);
};

/** What a row is about: its first record, or the two of a pair. */
export function subjectsOf(row: Item): (Item & RecordRef)[] {
  if (isRecord(row.a) && isRecord(row.b)) return [row.a, row.b];
  const subject = subjectOf(row);
  return subject ? [subject] : [];
}

export function subjectOf(row: Item): (Item & RecordRef) | null {
  if (isRecord(row)) return row;
  return Object.values(row).find(isRecord) ?? (isItem(row.node) && isRecord(row.node) ? row.node : null);
}

/** The sentence of a row: why, its strongest reason, or the chain that it is. */
export function sentenceOf(row: Item): string | null {
  for (const name of SENTENCES) if (typeof row[name] === "string") return row[name];
  return reasonsOf(row.reasons)?.[0]?.summary ?? chainOf(row.path) ?? chainOf(row);
}

/** Steps from one to the next. */
function chainOf(path: Value): string | null {
  const steps = isItem(path) ? itemsOf(path.steps) : null;
  const [first] = steps ?? [];
  if (!steps || !first || !isRecord(first.from)) return null;
  const ends = steps.map((step) => step.to).filter(isRecord);
  return [first.from, ...ends].map(nameOf).join(" → ");
}

/** A value without parts, in words. */
export function wordsOf(value: Value, name: string, type: string): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return say(value ? own.yes : own.no);
  if (typeof value === "number") return numberOf(value, name, type);
  const text = String(value);
  const known = catalogue.enums[type]?.[text];
  if (known) return say(known);
  if (name === "kind" && KINDS.includes(text)) return say(kindOf(text));
  if (type === "Date") return day(text);
  if (type === "DateTime") return moment(text);
  return text;
}

function numberOf(value: number, name: string, type: string): string {
  if (name === "share") return percent(value);
  if (type === "Int") return /year$/i.test(name) ? String(value) : number(value);
  return value.toLocaleString("en", { maximumFractionDigits: 3 });
}

/** What stands in a file, and what a table is sorted by. */
export function cellOf(value: Value, name: string, type: string): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return value;
  if (!isItem(value) && !Array.isArray(value)) return type === "Date" ? String(value) : wordsOf(value, name, type);
  if (Array.isArray(value)) return value.map((one) => cellOf(one, name, type) ?? "").filter((text) => text !== "").join("; ");
  if (isEvidence(value)) return value.phrase ?? "";
  if (isRecord(value)) return nameOf(value);
  const range = rangeOf(value);
  if (range !== null) return range;
  const parts = shownOf(value, type).map(([key, field, one]) => {
    const text = cellOf(one, key, field.type);
    return text === null || text === "" ? "" : isSentence(key) || isRecord(one) ? String(text) : `${say(field)}: ${text}`;
  });
  return parts.filter(Boolean).join(", ");
}
