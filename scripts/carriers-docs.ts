/** Writes docs/carriers.md, docs/carriers/<slug>.md and docs/carriers-data.md: facts a person wants to look up, made from the code that uses them. */
import { mkdir, writeFile } from "node:fs/promises";
import { connections } from "#carriers/connections.ts";
import { carrierPage, carriersPage } from "#carriers/document.ts";
import { dataSetPage } from "#catalogue/data-set.ts";

const docs = new URL("../docs/", import.meta.url);
await mkdir(new URL("carriers/", docs), { recursive: true });
await writeFile(new URL("carriers.md", docs), carriersPage(connections));
await writeFile(new URL("carriers-data.md", docs), dataSetPage());
for (const carrier of connections)
  await writeFile(new URL(`carriers/${carrier.slug}.md`, docs), await carrierPage(carrier));
