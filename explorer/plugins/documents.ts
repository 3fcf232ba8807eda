// Documents go by name: a call graphql(`…`) is checked against the API's own schema when the
// explorer is built, and becomes the digest of its text. The texts are emitted as one manifest,
// which the service trusts, so a change of the schema that breaks a document breaks the build.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  buildSchema,
  parse,
  print,
  stripIgnoredCharacters,
  validate,
  visit,
} from "graphql";
import type { Plugin } from "vite";
import { completed, gaps, kinds, question, typesOf } from "./questions.ts";

const CALL = /\bgraphql\(\s*`([^`]*)`\s*,?\s*(?:\[[\w\s,]*\]\s*,?\s*)?\)/g;
const SOURCE = /\.tsx?$/;
const KINDS = "virtual:kinds";
const GAPS = "virtual:gaps";
/** The questions with what their blanks and answers are called, and their texts. */
const QUESTIONS = "virtual:questions";
const TEXTS = "virtual:question-texts";
const VIRTUAL = [KINDS, GAPS, QUESTIONS, TEXTS];

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
      return VIRTUAL.includes(id) ? `\0${id}` : null;
    },
    load(id) {
      if (id === `\0${KINDS}`) return exported(kinds(types));
      if (id === `\0${GAPS}`) return exported(gaps(types));
      if (id === `\0${TEXTS}`) {
        for (const { text } of texts(questions)) reference(parse(text), id);
        return exported(texts(questions));
      }
      if (id !== `\0${QUESTIONS}`) return null;
      const whole = texts(questions).map(({ name, text }) => {
        const document = completed(parse(text), types);
        return { document, question: { ...question(name, text, types), document: reference(document, name) } };
      });
      const shapes = typesOf(whole.map(({ document }) => document), types);
      return exported({ questions: whole.map((one) => one.question), ...shapes });
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

const exported = (value: unknown): string => `export default ${JSON.stringify(value)}`;

/** The documents of a folder by their names. */
function texts(folder: string): { name: string; text: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => ({
      name: file.slice(0, -".graphql".length),
      text: readFileSync(join(folder, file), "utf8"),
    }));
}
