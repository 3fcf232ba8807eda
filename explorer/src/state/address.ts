import { useLocation } from "preact-iso";

/** Parameters that hold for every view, and go along from one to the next. */
const EVERYWHERE = ["lang", "asOf", "synthetic", "datasets", "embed"] as const;

export type Values = Record<string, string | readonly string[] | null | undefined>;

/** The address of a view. Thai stays readable in it: browsers show it unescaped. */
export function addressOf(path: string, values: Values, current: URLSearchParams): string {
  const next = new URLSearchParams();
  for (const name of EVERYWHERE) {
    const value = current.get(name);
    if (value) next.set(name, value);
  }
  return join(path, changed(next, values));
}

function changed(from: URLSearchParams, values: Values): URLSearchParams {
  const next = new URLSearchParams(from);
  for (const [name, value] of Object.entries(values)) {
    const text = value instanceof Array ? value.join(",") : value;
    if (text) next.set(name, text);
    else next.delete(name);
  }
  return next;
}

function join(path: string, parameters: URLSearchParams): string {
  // Ids and commas are legible in an address as they are.
  const text = parameters.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%7E", "~");
  return text ? `${path}?${text}` : path;
}

export interface Address {
  path: string;
  /** The value of a parameter, or null. */
  get(name: string): string | null;
  /** The values of a parameter that is a list. */
  list(name: string): string[];
  /** The address of another view, with what holds for every view. */
  to(path: string, values?: Values): string;
  /** Changes parameters of this view; a step that "back" undoes, unless it takes the old one's place. */
  set(values: Values, replace?: boolean): void;
  /** Goes to another view. */
  go(path: string, values?: Values): void;
}

export function useAddress(): Address {
  const { path, url, route } = useLocation();
  const current = new URLSearchParams(url.split("?")[1]?.split("#")[0]);
  return {
    path,
    get: (name) => current.get(name),
    list: (name) => (current.get(name) ?? "").split(",").filter(Boolean),
    to: (target, values = {}) => addressOf(target, values, current),
    set: (values, replace = false) => route(join(path, changed(current, values)), replace),
    go: (target, values = {}) => route(addressOf(target, values, current)),
  };
}

/** What every answer is about, as arguments of the API: a day, datasets, with what is invented or not. */
export interface Scope {
  asOf: string | null;
  datasets: string[] | null;
  includeSynthetic: boolean | null;
}

export function useScope(): Scope {
  const address = useAddress();
  const datasets = address.list("datasets");
  const synthetic = address.get("synthetic");
  return {
    asOf: dayOf(address.get("asOf")),
    datasets: datasets.length > 0 ? datasets : null,
    includeSynthetic: synthetic === "yes" ? true : synthetic === "no" ? false : null,
  };
}

const dayOf = (text: string | null): string | null =>
  text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
