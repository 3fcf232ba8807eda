// Writes the portal's pages to public/: a network, and a page for each of its agencies.
import { mkdir, writeFile } from "node:fs/promises";

import { ask } from "./ask.js";
import type { Html } from "./html.js";
import { NetworkPage, PartnersPage } from "./operations.js";
import { fileOf, networkPage, partnersPage, type Network } from "./pages.js";

async function write(file: string, { text }: Html): Promise<void> {
  await writeFile(`public/${file}`, text);
}

/** A network with all its agencies, read page by page. */
async function readNetwork(id: string, after: string | null = null): Promise<Network> {
  const { network } = await ask(NetworkPage, { network: id, after });
  if (!network) throw new Error(`There is no ${id}.`);
  const { pageInfo, nodes } = network.agencies;
  if (pageInfo.hasNextPage) {
    const rest = await readNetwork(id, pageInfo.endCursor ?? null);
    nodes.push(...rest.agencies.nodes);
  }
  return network;
}

async function main(id: string): Promise<void> {
  await mkdir("public", { recursive: true });
  const network = await readNetwork(id);
  const agencies = network.agencies.nodes;
  await write("index.html", networkPage(network));
  for (const agency of agencies) {
    const { collaborators } = await ask(PartnersPage, { agency: agency.id });
    if (collaborators) await write(fileOf(agency), partnersPage(collaborators));
  }
  console.log(`public/index.html and ${agencies.length} agencies`);
}

await main(process.argv[2] ?? "network:udon-religion");
