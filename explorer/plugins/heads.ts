// What the head of each page names, so that a browser fetches all that a view needs at once, and not one
// after the other: the view's scripts and style sheets, and the fonts. The service puts it in.
import type { OutputBundle, OutputChunk } from "rolldown";
import type { Plugin } from "vite";

const FONT = /\.woff2$/;
/** Scripts that a view begins to load by itself before anything is drawn. */
const AT_ONCE = /\/views\/\w+\/stage\.ts$/;

export function heads(views: readonly string[]): Plugin {
  return {
    name: "phakhi-heads",
    transformIndexHtml: {
      order: "post",
      // The page is empty until its script has run: nothing is painted before, in whatever colours.
      handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const fonts = Object.keys(bundle).filter((file) => FONT.test(file)).map(fontLink).join("");
        const named = views.map((view) => [view, linksOf(view, bundle) + fonts]);
        const source = JSON.stringify(Object.fromEntries([["", fonts], ...named]), null, 1);
        this.emitFile({ type: "asset", fileName: "heads.json", source });
      },
    },
  };
}

const fontLink = (file: string): string =>
  `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${file}">`;

function linksOf(view: string, bundle: OutputBundle): string {
  const chunks = Object.values(bundle).filter((one): one is OutputChunk => one.type === "chunk");
  const entry = chunkOf(chunks, `/views/${view}/${view}.tsx`);
  const first = chunks.filter((one) => entry.dynamicImports.includes(one.fileName) && AT_ONCE.test(one.facadeModuleId ?? ""));
  // The page names these itself.
  const page = withImports([chunkOf(chunks, "/index.html")], bundle);
  const needed = withImports([entry, ...first], bundle).filter((chunk) => !page.includes(chunk));
  const styles = new Set(needed.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
  return [
    ...needed.map((chunk) => `<link rel="modulepreload" crossorigin href="/${chunk.fileName}">`),
    ...[...styles].map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
  ].join("");
}

function chunkOf(chunks: readonly OutputChunk[], module: string): OutputChunk {
  const chunk = chunks.find((one) => one.facadeModuleId?.endsWith(module));
  if (!chunk) throw new Error(`${module} has no chunk of its own`);
  return chunk;
}

/** Chunks with those that they import, and these in turn. */
function withImports(chunks: readonly OutputChunk[], bundle: OutputBundle): OutputChunk[] {
  const all = new Set(chunks);
  for (const chunk of all) {
    for (const file of chunk.imports) {
      const imported = bundle[file];
      if (imported?.type === "chunk") all.add(imported);
    }
  }
  return [...all];
}
