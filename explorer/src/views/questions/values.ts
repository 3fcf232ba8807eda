// The blanks of a question as parameters of the address, and back.
import type { InputField, Question, Variable } from "virtual:questions";
import type { Scope } from "../../state/address";

export const SCOPE: readonly string[] = ["asOf", "datasets", "includeSynthetic"];
/** What stands in the address for a blank that is left empty, though the question has a value for it. */
export const EMPTY = "-";
const BETWEEN = "~";
const MOST = 20;

/** What a reader fills in; places of pages turn by themselves. */
export const blanksOf = (question: Question): Variable[] => {
  const places = new Set(Object.values(question.pages));
  return question.variables.filter(({ name }) => !SCOPE.includes(name) && !places.has(name));
};

export type Get = (name: string) => string | null;

/** The variables of a request: of the address; what is not there has the default of the document. */
export function variablesOf(question: Question, get: Get, scope: Scope): Record<string, unknown> {
  const values = question.variables.flatMap((variable) => {
    if (SCOPE.includes(variable.name)) {
      return [[variable.name, scope[variable.name as keyof Scope]] as const];
    }
    const value = valueOf(variable, get);
    return value === undefined ? [] : [[variable.name, value] as const];
  });
  return Object.fromEntries(values);
}

/** The value of one blank; undefined where the default of the document holds. */
function valueOf(variable: Variable, get: Get): unknown {
  if (variable.fields && !variable.many) return objectOf(variable.name, variable.fields, get);
  const text = get(variable.name);
  if (text === null) return undefined;
  if (text === EMPTY) return variable.required ? undefined : null;
  if (!variable.many) return scalarOf(variable.type, text, variable.values);
  const parts = text.split(",").filter(Boolean).slice(0, MOST);
  const { fields } = variable;
  if (fields) return parts.map((part) => rowOf(fields, part)).filter((row) => row !== null);
  return parts.map((part) => scalarOf(variable.type, part, variable.values)).filter((one) => one !== undefined);
}

function scalarOf(type: string, text: string, values?: Record<string, unknown>): unknown {
  if (type === "Boolean") return text === "yes" ? true : text === "no" ? false : undefined;
  if (type === "Int") return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (type === "Float") return /^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
  if (type === "Date") return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
  if (values) return text in values ? text : undefined;
  return text;
}

function objectOf(name: string, fields: readonly InputField[], get: Get): unknown {
  const given = fields.flatMap((field) => {
    const value = scalarOf(field.type, get(`${name}.${field.name}`) ?? "");
    return value === undefined || value === "" ? [] : [[field.name, value] as const];
  });
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

function rowOf(fields: readonly InputField[], text: string): Record<string, unknown> | null {
  const parts = text.split(BETWEEN);
  if (parts.length !== fields.length || parts.some((part) => !part)) return null;
  return Object.fromEntries(fields.map((field, index) => [field.name, parts[index]]));
}

/** A row of a list of objects, as the address has it. */
export const written = (parts: readonly string[]): string => parts.join(BETWEEN);
export const read = (text: string): string[] => text.split(BETWEEN);

/** What a blank holds now: of the address, else the document's own. */
export function heldBy(variable: Variable, get: Get): string[] {
  const text = get(variable.name);
  if (text === EMPTY) return [];
  if (text !== null) return variable.many ? text.split(",").filter(Boolean).slice(0, MOST) : [text];
  const given = variable.default;
  if (given === null || given === undefined) return [];
  return (given instanceof Array ? given : [given]).map((one) => (one === true ? "yes" : one === false ? "no" : String(one)));
}

/** All ids that blanks hold, whose names are to be shown. */
export function idsOf(question: Question, get: Get): string[] {
  const ids = blanksOf(question).flatMap((variable) => {
    if (variable.type === "ID") return heldBy(variable, get);
    return variable.fields && variable.many ? heldBy(variable, get).flatMap(read) : [];
  });
  return [...new Set(ids)].slice(0, 100);
}
