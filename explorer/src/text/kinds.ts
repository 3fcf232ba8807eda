import kinds from "virtual:kinds";
import { type Words, words } from "./language";

/** What a kind of record is called, as the schema says it: กลไก, Mechanism. */
export const kindOf = (kind: string): Words => kinds[kind] ?? words(kind, kind);

/** All kinds of records by their names in the schema. */
export const KINDS = Object.keys(kinds);
