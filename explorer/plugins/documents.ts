// Documents go by name: a call graphql(`…`) is checked against the API's own schema when the
// explorer is built, and becomes the digest of its text. The texts are emitted as one manifest,
// which the service trusts, so a change of the schema that breaks a document breaks the build.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  buildSchema,
  isInterfaceType,
  parse,
  print,
  stripIgnoredCharacters,
  validate,
  visit,
} from "graphql";
import type { Plugin } from "vite";

const CALL = /\bgraphql\(\s*`([^`]*)`\s*,?\s*(?:\[[\w\s,]*\]\s*,?\s*)?\)/g;
const SOURCE = /\.tsx?$/;
const QUESTIONS = "virtual:questions";
const KINDS = "virtual:kinds";

export interface DocumentOptions {
  /** The file of the schema, in SDL. */
  schema: string;
  /** The folder of the planners' questions. */
  questions: string;
  /** The folder of the sources: fragments are shared between their files. */
  sources: string;
  /** The file that lists the first parts of the explorer's addresses. */
  views: string;
}

export function documents({ schema, questions, sources, views }: DocumentOptions): Plugin {
  const known = new Map<string, string>();
  let types: GraphQLSchema;
  let fragments = new Map<string, FragmentDefinitionNode>();
  let serving = false;

  const reference = (written: DocumentNode, origin: string): object => {
    const document = withFragments(written, fragments);
    const wrong = validate(types, document);
    if (wrong.length > 0) throw new Error(`${origin}: ${wrong.map(String).join("\n")}`);
    const text = stripIgnoredCharacters(print(document));
    const id = `sha256:${createHash("sha256").update(text).digest("hex")}`;
    known.set(id, text);
    return serving ? { id, text } : { id };
  };

  return {
    name: "phakhi-documents",
    enforce: "pre",
    configResolved(config) {
      serving = config.command === "serve";
    },
    buildStart() {
      types = buildSchema(readFileSync(schema, "utf8"));
      fragments = fragmentsIn(sources);
      this.addWatchFile(schema);
    },
    resolveId(id) {
      return id === QUESTIONS || id === KINDS ? `\0${id}` : null;
    },
    load(id) {
      if (id === `\0${KINDS}`) return `export default ${JSON.stringify(kinds(types))}`;
      if (id !== `\0${QUESTIONS}`) return null;
      const list = readdirSync(questions)
        .filter((file) => file.endsWith(".graphql"))
        .sort()
        .map((file) => question(join(questions, file), reference));
      return `export default ${JSON.stringify(list)}`;
    },
    transform(code, id) {
      if (!/\/src\/.*\.tsx?$/.test(id) || !code.includes("graphql(`")) return null;
      const replaced = code.replace(CALL, (_, text: string) => {
        const document = parse(text);
        // A fragment is nothing by itself: it stands in the documents that spread it.
        return document.definitions.every(isFragment) ? "{}" : JSON.stringify(reference(document, id));
      });
      return { code: replaced, map: null };
    },
    generateBundle() {
      const manifest = Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1)));
      this.emitFile({
        type: "asset",
        fileName: "documents.json",
        source: JSON.stringify(manifest, null, 1),
      });
      // The service answers with the explorer at these addresses.
      this.emitFile({
        type: "asset",
        fileName: "views.json",
        source: readFileSync(views, "utf8"),
      });
    },
  };
}

const isFragment = (one: DefinitionNode): one is FragmentDefinitionNode =>
  one.kind === Kind.FRAGMENT_DEFINITION;

/** The fragments that are written in any file, by their names. */
function fragmentsIn(sources: string): Map<string, FragmentDefinitionNode> {
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" });
  const definitions = files
    .filter((file) => SOURCE.test(file))
    .flatMap((file) => [...readFileSync(join(sources, file), "utf8").matchAll(CALL)])
    .flatMap(([, text = ""]) => parse(text).definitions)
    .filter(isFragment);
  return new Map(definitions.map((one) => [one.name.value, one]));
}

/** A document with the fragments that it spreads, and they in turn; without gql.tada's own directive. */
function withFragments(
  document: DocumentNode,
  fragments: Map<string, FragmentDefinitionNode>,
): DocumentNode {
  const definitions = [...document.definitions];
  const has = new Set(definitions.filter(isFragment).map((one) => one.name.value));
  for (const definition of definitions) {
    visit(definition, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (!fragment || has.has(value)) return;
        has.add(value);
        definitions.push(fragment);
      },
    });
  }
  return visit(
    { ...document, definitions },
    { Directive: ({ name }) => (name.value === "_unmask" ? null : undefined) },
  );
}

/** The kinds of records with their names: the Thai term ends the description of a type. */
function kinds(types: GraphQLSchema): Record<string, { th: string; en: string }> {
  const record = types.getType("Record");
  if (!isInterfaceType(record)) throw new Error("the schema has no interface Record");
  const named = types.getPossibleTypes(record).map(({ name, description }) => {
    const spaced = name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    const th = description?.match(/\(([^()]*[\u0e00-\u0e7f][^()]*)(?:\([^()]*\))?\)$/u)?.[1]?.split(":")[0];
    return [name, { th: th?.trim() ?? spaced, en: spaced }] as const;
  });
  return Object.fromEntries(named.filter(([name]) => !name.endsWith("Edge")).sort());
}

function question(path: string, reference: (document: DocumentNode, origin: string) => object) {
  const text = readFileSync(path, "utf8");
  const [numbers = "", en = "", th = ""] = text
    .split("\n")
    .filter((line) => line.startsWith("#"))
    .map((line) => line.slice(1).trim());
  const document = parse(text);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === "OperationDefinition",
  );
  const variables = (operation?.variableDefinitions ?? []).map((one) => ({
    name: one.variable.name.value,
    type: print(one.type),
    default: one.defaultValue ? print(one.defaultValue) : null,
  }));
  return {
    name: basename(path, ".graphql"),
    numbers: (numbers.match(/\d+/g) ?? []).map(Number),
    en,
    th,
    variables,
    text,
    document: reference(document, path),
  };
}
