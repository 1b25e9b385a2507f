/** Writes docs/carriers/<slug>.md from the connections: facts a person wants to look up, made from the code that uses them. */
import { mkdir, writeFile } from "node:fs/promises";
import type { Carrier } from "#carriers/carrier.ts";
import { samplesOf } from "#carriers/conformance.ts";
import { connections } from "#carriers/connections.ts";

const folder = new URL("../docs/carriers/", import.meta.url);
await mkdir(folder, { recursive: true });
for (const carrier of connections) await writeFile(new URL(`${carrier.slug}.md`, folder), await pageOf(carrier));

async function pageOf(carrier: Carrier): Promise<string> {
  const samples = await samplesOf(carrier.slug);
  const lists = Map.groupBy(carrier.statuses, ({ list }) => list);
  const { perSecond, perDay, concurrent, batch } = carrier.limits;
  const fields = carrier.auth.fields;
  const variable = (field: string) => `POSTHORN_CARRIER_${carrier.slug}_${field}`.toUpperCase().replaceAll("-", "_");
  return `# ${carrier.name}

Made by \`node scripts/carriers-docs.ts\` from \`src/carriers/${carrier.slug}/\`; do not edit.

| | |
|---|---|
| serves | ${carrier.serves.map((code) => `\`${code}\``).join(", ")} |
| carrier's documentation | ${carrier.docs} |
| asked at | ${carrier.baseUrls.production} |
| credential (${carrier.auth.kind}) | ${fields.map(({ name }) => `\`${variable(name)}\``).join(", ") || "none"} |
| limits | ${perSecond} per second, ${perDay ?? "no known limit"} per day, ${concurrent} at once, ${batch} per call |
| times without zone stand in | the place's zone, else ${carrier.homeZone} |

## Status codes

| list | codes |
|---|---|
${[...lists].map(([list, lines]) => `| ${list} | ${lines.length} |`).join("\n")}

## Samples

${samples.map(({ situation, answer }) => `- ${situation} (HTTP ${answer.status})`).join("\n")}
`;
}
