// The records of an answer that are tied to one another, for a small picture.
import type { RecordRef } from "../../parts/records";
import { type Item, type Section, type Value, isItem, isRecord, isRows, itemsOf, recordsOf, subjectOf } from "./reading";

export interface Tie {
  a: RecordRef;
  b: RecordRef;
  /** From 0 to 1: how strong it is beside the others. */
  weight: number;
}

export interface Ties {
  ties: Tie[];
  /** How many there are in all; the strongest are in the picture. */
  all: number;
}

const MOST = 40;
const PAIRS: readonly (readonly [string, string])[] = [["a", "b"], ["from", "to"]];

export function tiesOf(section: Section): Ties {
  const { value } = section;
  const drawn = isItem(value) ? drawnTies(value) : [];
  const found = drawn.length > 0 ? drawn : [...pairsIn(value), ...(pairsIn(value).length > 0 ? [] : rowTies(value))];
  const distinct = [...new Map(found.map((tie) => [`${tie.a.id} ${tie.b.id}`, tie])).values()].filter(
    ({ a, b }) => a.id !== b.id,
  );
  const most = Math.max(...distinct.map((tie) => tie.weight), 0) || 1;
  const ties = distinct.map((tie) => ({ ...tie, weight: tie.weight / most }));
  return { ties: ties.sort((x, y) => y.weight - x.weight).slice(0, MOST), all: ties.length };
}

/** Ties of an answer that is a picture already: marks and lines between them. */
function drawnTies({ nodes, edges }: Item): Tie[] {
  const degrees = new Map((itemsOf(nodes) ?? []).map((node) => [node.id, Number(node.degree ?? 1)]));
  const degree = ({ id }: RecordRef): number => degrees.get(id) ?? 1;
  return (itemsOf(edges) ?? []).flatMap(({ source, target }) =>
    isRecord(source) && isRecord(target) ? [{ a: source, b: target, weight: degree(source) + degree(target) }] : [],
  );
}

/** Pairs, wherever they stand: a and b, from and to. */
function pairsIn(value: Value): Tie[] {
  if (Array.isArray(value)) return value.flatMap(pairsIn);
  if (!isItem(value) || isRecord(value)) return [];
  for (const [one, other] of PAIRS) {
    const [a, b] = [value[one], value[other]];
    // Two ends with a path between them are tied by its steps.
    if (isRecord(a) && isRecord(b) && !("path" in value) && !("paths" in value)) return [{ a, b, weight: weightOf(value) }];
  }
  return Object.values(value).flatMap(pairsIn);
}

const weightOf = (row: Item): number => Number(row.score ?? row.collaborations ?? row.count ?? 1) || 0.05;

/** What the question is about, tied to each row; else each row to what it names. */
function rowTies(value: Section["value"]): Tie[] {
  const lists = Array.isArray(value) ? [value] : Object.values(value ?? {}).filter(isRows);
  const center = isItem(value) ? Object.values(value).find(isRecord) : undefined;
  return lists.flatMap((rows) => rows.flatMap((row) => tiesOfRow(row, center)));
}

function tiesOfRow(row: Item, center: RecordRef | undefined): Tie[] {
  const subject = subjectOf(row);
  if (!subject) return [];
  if (center) return [{ a: center, b: subject, weight: weightOf(row) }];
  return namedBy(row, subject).map((b) => ({ a: subject, b, weight: weightOf(row) }));
}

const NAMED = 6;

/** The records that a row names beside its subject: of its first list, or of its other fields. */
function namedBy(row: Item, subject: RecordRef): RecordRef[] {
  const others = Object.values(row).flatMap((value) => {
    if (value === subject) return [];
    if (isRecord(value)) return [value];
    const records = recordsOf(value) ?? (itemsOf(value) ?? []).map(subjectOf).filter((one) => one !== null);
    return records.slice(0, NAMED);
  });
  return others.filter((one) => !one.id.startsWith("evidence:") && !one.id.startsWith("term:")).slice(0, NAMED);
}
