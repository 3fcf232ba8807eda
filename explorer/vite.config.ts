import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { documents } from "./plugins/documents.ts";
import { heads } from "./plugins/heads.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // PHAKHI_EXPLORER_OUT is the folder that the packaging builds into before it takes the old one's place.
  build: {
    chunkSizeWarningLimit: 4_000, // the editor of GraphiQL
    outDir: process.env.PHAKHI_EXPLORER_OUT ?? at("../graph_api/http/explorer/built"),
    emptyOutDir: true,
    license: { fileName: "licences.md" }, // of all that stands in it
    assetsInlineLimit: 0, // the policy of the page lets in no data: scripts, styles or fonts
    modulePreload: { polyfill: false },
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // which know light-dark()
    rolldownOptions: {
      input: { index: at("index.html"), graphiql: at("graphiql.html") },
      // What several views share is one file: each takes longer to ask for than to send.
      output: { codeSplitting: { groups: [{ name: "common", test: /\/src\/(api|parts|state|text)\//, minShareCount: 2 }] } },
      // Directives for servers that render React's components; there is none here.
      onLog: (level, log, handle) => (log.code === "MODULE_LEVEL_DIRECTIVE" ? undefined : handle(level, log)),
    },
  },
  worker: { format: "es" },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [
    documents({
      schema: at("../schema/schema.graphql"),
      questions: at("../graph_api/questions"),
      sources: at("src"),
      views: at("src/views.json"),
    }),
    heads(JSON.parse(readFileSync(at("src/views.json"), "utf8")) as string[]),
  ],
  server: { proxy: { "/graphql": "http://127.0.0.1:8000", "/load/": "http://127.0.0.1:8000" } },
});
