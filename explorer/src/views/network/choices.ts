import { type Address, type Scope, useAddress, useScope } from "../../state/address";
import { KINDS } from "../../text/kinds";
import { TYPES } from "./ties";

export const MEASURES = ["DEGREE", "PARTNERS", "BROKERAGE"] as const;
export const CLUSTERINGS = ["OFFICIAL", "COOPERATION"] as const;
export const TABS = ["why", "list", "matrix", "gaps", "path", "legend"] as const;

export type Measure = (typeof MEASURES)[number];
export type Tab = (typeof TABS)[number];

/** Kinds that a picture has unless others are chosen: problems are there so that gaps have a mark. */
export const USUAL_KINDS = ["Network", "Agency", "Issue", "Problem"];

/** Kinds that have a place in the picture. */
export const PLACED_KINDS = [
  ...USUAL_KINDS,
  "Goal",
  "GoodDeed",
  "Mechanism",
  "MoralCapital",
  "Project",
  "Event",
  "Area",
].filter((kind) => KINDS.includes(kind));

const MOST_NAMED = 100;
const MOST_EXPANDED = 8;

/** What the address says of the picture; what it says wrongly counts as not said. */
export interface Choices {
  address: Address;
  scope: Scope;
  area: string | null;
  networks: string[];
  issues: string[];
  center: string | null;
  kinds: string[];
  types: string[];
  clusters: (typeof CLUSTERINGS)[number];
  measure: Measure;
  open: string[];
  expand: string[];
  collapse: string[];
  /** Ids of the mark that is chosen, or of the two ends of a line. */
  chosen: string[];
  path: string[];
  tab: Tab;
  embedded: boolean;
  /** Marks at most, before clusters are closed. */
  most: number;
  /** A day of the address that is none. */
  badDay: string | null;
}

export function useChoices(): Choices {
  const address = useAddress();
  const scope = useScope();
  const written = address.get("asOf");
  const asOf = scope.asOf && isDay(scope.asOf) ? scope.asOf : null;
  const list = (name: string, most = MOST_NAMED): string[] => [...new Set(address.list(name))].slice(0, most);
  return {
    address,
    scope: { ...scope, asOf },
    area: address.get("area"),
    networks: list("networks"),
    issues: list("issues"),
    center: address.get("center"),
    kinds: list("kinds").filter((kind) => PLACED_KINDS.includes(kind)),
    types: list("types").filter((type) => TYPES.includes(type)),
    clusters: oneOf(CLUSTERINGS, address.get("clusters")?.toUpperCase(), "OFFICIAL"),
    measure: oneOf(MEASURES, address.get("measure")?.toUpperCase(), "DEGREE"),
    open: list("open"),
    expand: list("expand", MOST_EXPANDED),
    collapse: list("collapse"),
    chosen: list("chosen", 2),
    path: list("path", 2),
    tab: oneOf(TABS, address.get("tab"), "why"),
    embedded: address.get("embed") === "1",
    most: bounded(address.get("most")),
    badDay: written && !asOf ? written : null,
  };
}

function oneOf<Value extends string>(values: readonly Value[], text: string | null | undefined, usual: Value): Value {
  return values.find((value) => value === text) ?? usual;
}

/** How many marks there may be; the API takes no more than 2000. */
export const MOSTS = [50, 300, 1000, 2000];
const USUAL_MOST = 1000;

function bounded(text: string | null): number {
  const value = Number(text);
  return text && Number.isInteger(value) && value >= 1 ? Math.min(value, 2000) : USUAL_MOST;
}

/** Whether a text such as 2026-02-30 is a day of the calendar. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The list with a value in it, or without it. */
export const toggled = (list: readonly string[], value: string): string[] =>
  list.includes(value) ? list.filter((one) => one !== value) : [...list, value];

/** The record that a cluster is named after, as far as its id says so. */
export const clusterRecord = (id: string): string => id.replace(/^cluster:(?:none:)?/u, "");
