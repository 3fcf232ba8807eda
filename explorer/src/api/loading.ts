// /load/…: a file is checked, its report is confirmed, and the load can be undone.
import { language } from "../text/language";
import { ApiError, headers, json, reach } from "./client";

export interface Problem {
  file: string;
  sheet: string | null;
  row: number | null;
  cell: string | null;
  column: string | null;
  value: string | null;
  message: string;
}

export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
  removed: number;
}

export interface Change {
  action: "created" | "updated" | "removed";
  /** The kind of a record, or the type of a relationship. */
  kind: string;
  id: string;
  name: string | null;
  from: string | null;
  to: string | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

export interface Difference {
  come: string[][];
  gone: string[][];
  comeCount: number;
  goneCount: number;
}

/** What would be other in the answers; names has every id. */
export interface Answers {
  partners: Difference;
  gaps: Difference;
  brokers: Difference | null;
  candidates: { agency: string; before: string[]; after: string[] }[];
  names: Record<string, string>;
}

export interface Report {
  ok: boolean;
  problems: Problem[];
  notes: Problem[];
  dataset: string | null;
  records: Counts | null;
  relationships: Counts | null;
  warning: { code: string; message: string } | null;
  changes: Change[];
  answers: Answers | null;
}

/** A checked file: its report, and what confirms it; with problems, nothing does. */
export interface Checked {
  digest: string | null;
  revision: number | null;
  expires: string | null;
  report: Report;
}

export interface Loaded {
  dataset: string;
  revision: number;
  message: string;
  undoable: boolean;
}

export interface Undone {
  message?: string;
  revision: number;
}

/** What the service takes for a table; anything else is sent as bytes. */
const TABLES = [
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.oasis.opendocument.spreadsheet",
  "text/csv",
  "text/tab-separated-values",
];

export const templateAddress = (): string => `/load/template?lang=${language.value}`;

export function check(file: File, signal: AbortSignal): Promise<Checked> {
  const named = new URLSearchParams({ name: file.name, lang: language.value });
  const type = TABLES.includes(file.type) ? file.type : "application/octet-stream";
  return send<Checked>(`/load/check?${named}`, file, type, signal);
}

export const confirm = ({ digest, revision }: Checked, confirmRemoval: boolean): Promise<Loaded> =>
  send<Loaded>("/load/confirm", JSON.stringify({ digest, revision, confirmRemoval }), "application/json");

export const undo = ({ dataset, revision }: Loaded): Promise<Undone> =>
  send<Undone>("/load/undo", JSON.stringify({ dataset, revision }), "application/json");

async function send<Result>(path: string, body: BodyInit, type: string, signal?: AbortSignal): Promise<Result> {
  const response = await reach(path, {
    method: "POST",
    body,
    headers: { ...headers(), accept: "application/json", "content-type": type },
    ...(signal ? { signal } : {}),
  });
  const answered = (await json(response)) as Result & {
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  const [error] = answered.errors ?? [];
  if (error || !response.ok) {
    throw new ApiError(error?.message ?? response.statusText, error?.extensions?.code ?? "", response.status);
  }
  return answered;
}

/** Gives the template: with the page's key where there is one, which a link could not send. */
export async function fetchTemplate(): Promise<Blob> {
  const response = await reach(templateAddress(), { headers: { ...headers(), accept: "*/*" } });
  if (response.ok) return response.blob();
  const { errors = [] } = (await json(response)) as { errors?: { message: string; extensions?: { code?: string } }[] };
  throw new ApiError(errors[0]?.message ?? response.statusText, errors[0]?.extensions?.code ?? "", response.status);
}
