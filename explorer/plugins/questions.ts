// What the explorer knows of the planners' questions: their blanks and what their answers are made
// of, with the words of the schema's own descriptions (English, then the Thai term in brackets).
import {
  type ConstValueNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  TypeInfo,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  print,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from "graphql";

interface Label {
  th: string;
  en: string;
}

/** Selections that a view needs wherever a type stands: the questions themselves name fewer. */
const RECORD = "{ __typename id nameTh nameEn synthetic }";
const EVIDENCE = `{ id phrase synthetic source ${RECORD.replace("}", "published }")} saidBy ${RECORD} }`;
const REASON = `{ component share summary nodes ${RECORD} evidence ${EVIDENCE} }`;

const spaced = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const BRACKETS = /\s*\(([^()]*[\u0e00-\u0e7f][^()]*)(?:\([^()]*\))?[^()]*\)\s*$/u;

/** The Thai term that ends a description. */
const thai = (description: string | null | undefined): string | undefined =>
  description?.match(BRACKETS)?.[1]?.trim();

const english = (description: string | null | undefined): string =>
  (description ?? "").replace(BRACKETS, "").replaceAll("\n", " ").trim();

const label = (name: string, description: string | null | undefined): Label => {
  const en = spaced(name);
  return { th: thai(description) ?? en, en: en.charAt(0).toUpperCase() + en.slice(1) };
};

/** The kinds of records with their names: the Thai term ends the description of a type. */
export function kinds(types: GraphQLSchema): Record<string, Label> {
  const named = kindsOf(types).map(({ name, description }) => {
    const en = spaced(name);
    return [name, { th: thai(description)?.split(":")[0]?.trim() ?? en, en }] as const;
  });
  return Object.fromEntries(named.sort());
}

function kindsOf(types: GraphQLSchema): readonly GraphQLNamedType[] {
  const record = types.getType("Record");
  if (!isInterfaceType(record)) throw new Error("the schema has no interface Record");
  return types.getPossibleTypes(record).filter(({ name }) => !name.endsWith("Edge"));
}

/** A question with marks of what is invented, sources and the records behind reasons selected, too. */
export function completed(document: DocumentNode, types: GraphQLSchema): DocumentNode {
  const info = new TypeInfo(types);
  return visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: {
        // After its parts: what is added here is whole by itself.
        leave(node) {
          const parent = info.getParentType();
          const added = parent && addition(parent, types);
          if (!added) return undefined;
          const has = new Set(node.selections.map(keyOf));
          const kept = node.selections.filter((one) => !added.some((other) => keyOf(other) === keyOf(one)) || isLeaf(one));
          return { ...node, selections: [...kept, ...added.filter((one) => !isLeaf(one) || !has.has(keyOf(one)))] };
        },
      },
    }),
  );
}

const keyOf = (node: SelectionNode): string =>
  node.kind === Kind.FIELD ? (node.alias ?? node.name).value : print(node);

const isLeaf = (node: SelectionNode): boolean => node.kind === Kind.FIELD && !node.selectionSet;

function addition(parent: GraphQLNamedType, types: GraphQLSchema): readonly SelectionNode[] | null {
  if (parent.name === "Evidence") return selections(EVIDENCE);
  if (isRecord(parent, types)) return selections(RECORD);
  if (isObjectType(parent)) {
    const fields = parent.getFields();
    if (fields.component && fields.share && fields.summary && fields.nodes && fields.evidence) {
      return selections(REASON);
    }
  }
  return null;
}

function selections(text: string): readonly SelectionNode[] {
  const [operation] = parse(text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(text);
  return operation.selectionSet.selections;
}

function isRecord(type: GraphQLNamedType, types: GraphQLSchema): boolean {
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const fields = type.getFields();
  if (!fields.nameTh || !fields.synthetic || !fields.id) return false;
  const possible: readonly GraphQLNamedType[] = isAbstractType(type) ? types.getPossibleTypes(type) : [type];
  const known = new Set(kindsOf(types));
  return possible.every((one) => known.has(one));
}

/** A question: what it asks, and its blanks. */
export function question(name: string, text: string, types: GraphQLSchema) {
  const head = text.split("\n").filter((line) => line.startsWith("#"));
  const [numbers = "", en = "", th = ""] = head.map((line) => line.slice(1).trim());
  const document = parse(text);
  const uses = usesIn(document, types);
  const variables = operationOf(document).variableDefinitions ?? [];
  const pages = [...uses].flatMap(([variable, use]) =>
    use.argument === "after" ? [[use.field, variable] as const] : [],
  );
  return {
    name,
    numbers: (numbers.match(/\d+/g) ?? []).map(Number),
    en,
    th,
    variables: variables.map((one) => {
      const variable = one.variable.name.value;
      const use = uses.get(variable);
      const type = print(one.type);
      const bare = types.getType(type.replaceAll(/[[\]!]/g, ""));
      const given = one.defaultValue ? plain(one.defaultValue) : null;
      return {
        name: variable,
        type: bare?.name ?? type,
        many: type.startsWith("["),
        required: type.endsWith("!"),
        default: given,
        label: label(variable, use?.description),
        help: english(use?.description),
        ...(bare?.name === "ID" ? { kinds: kindsFor(variable, use, given, uses, types) } : {}),
        ...(isEnumType(bare) ? { values: valuesOf(bare) } : {}),
        ...(isInputObjectType(bare)
          ? {
              fields: Object.values(bare.getFields()).map((field) => ({
                name: field.name,
                type: getNamedType(field.type).name,
                label: label(field.name, field.description),
                default: field.defaultValue ?? null,
                ...(getNamedType(field.type).name === "ID"
                  ? { kinds: kindsNamed(field.description ?? "", types) }
                  : {}),
              })),
            }
          : {}),
      };
    }),
    /** Of a field with pages, the variable of its place. */
    pages: Object.fromEntries(pages),
  };
}

const plain = (node: ConstValueNode): unknown => valueFromASTUntyped(node);

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const found = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!found) throw new Error("a question without an operation");
  return found;
}

interface Use {
  field: string;
  argument: string;
  description: string | null | undefined;
  type: GraphQLInputType | null | undefined;
}

/** Where each variable goes. */
function usesIn(document: DocumentNode, types: GraphQLSchema): Map<string, Use> {
  const info = new TypeInfo(types);
  const uses = new Map<string, Use>();
  visit(
    document,
    visitWithTypeInfo(info, {
      Argument(node) {
        if (node.value.kind !== Kind.VARIABLE || uses.has(node.value.name.value)) return;
        const argument = info.getArgument();
        uses.set(node.value.name.value, {
          field: info.getFieldDef()?.name ?? "",
          argument: node.name.value,
          description: argument?.description,
          type: argument?.type,
        });
      },
    }),
  );
  return uses;
}

/** The kinds that an id may be of: as its name says, or its description, or its default. */
function kindsFor(
  name: string,
  use: Use | undefined,
  given: unknown,
  uses: Map<string, Use>,
  types: GraphQLSchema,
): string[] {
  const own = kindsOf(types).find((kind) => kind.name.toLowerCase() === name.toLowerCase());
  if (own) return [own.name];
  const description = english(use?.description);
  if (/^another one/i.test(description)) {
    const before = [...uses].filter(([, other]) => other.field === use?.field && other.type === use?.type);
    const first = before.find(([other]) => other !== name);
    if (first) return kindsFor(first[0], first[1], null, uses, types);
  }
  const prefixes = (given instanceof Array ? given : [given]).filter((id) => typeof id === "string");
  const byPrefix = prefixes.map((id: string) => kindsOf(types).find((kind) => slug(kind.name) === id.split(":")[0])?.name);
  if (byPrefix[0] === "Term") return ["Term"];
  const named = kindsNamed(/of any kind|of these kinds/.test(description) ? "" : description, types);
  return [...new Set([...named, ...byPrefix.filter((kind) => kind !== undefined)])];
}

const slug = (kind: string): string => spaced(kind).toLowerCase().replaceAll(" ", "-");

/** The kinds that a description speaks of, in its first part. */
function kindsNamed(description: string, types: GraphQLSchema): string[] {
  const [first = ""] = english(description).split(/[;:]| that | who /);
  return kindsOf(types)
    .filter(({ name }) => {
      const word = spaced(name).toLowerCase();
      const plural = word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`;
      return new RegExp(`\\b(${word}|${plural})\\b`, "i").test(first);
    })
    .map(({ name }) => name);
}

/** The gaps by their names in the schema. */
export const gaps = (types: GraphQLSchema): Record<string, Label> => valuesOf(types.getType("GapKind"));

function valuesOf(type: GraphQLNamedType | undefined): Record<string, Label> {
  if (!isEnumType(type)) return {};
  return Object.fromEntries(
    type.getValues().map(({ name, description }) => {
      const words = spaced(name.toLowerCase().replaceAll("_", " "));
      return [name, { th: thai(description) ?? words, en: words.charAt(0).toUpperCase() + words.slice(1) }];
    }),
  );
}

interface FieldShape extends Label {
  type: string;
  list?: true;
}

/** What answers are made of: fields by type, with their names; and the values of enums. */
export function typesOf(documents: readonly DocumentNode[], types: GraphQLSchema) {
  const fields: Record<string, Record<string, FieldShape>> = {};
  const enums: Record<string, Record<string, Label>> = {};
  for (const document of documents) {
    const info = new TypeInfo(types);
    visit(
      document,
      visitWithTypeInfo(info, {
        Field(node) {
          const parent = info.getParentType();
          const definition = info.getFieldDef();
          if (!parent || !definition || node.name.value.startsWith("__")) return;
          const type = getNamedType(definition.type);
          if (isEnumType(type)) enums[type.name] ??= valuesOf(type);
          (fields[parent.name] ??= {})[(node.alias ?? node.name).value] = {
            ...label(node.name.value, definition.description),
            type: isRecord(type, types) && type.name !== "Evidence" ? `record` : type.name,
            ...(isList(definition.type) ? { list: true as const } : {}),
          };
        },
      }),
    );
  }
  return { fields, enums };
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
