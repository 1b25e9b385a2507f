/** `npm run carrier:new <slug>`: a folder that type-checks, is connected, and fails conformance until it has a table's worth of samples. */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";

const root = new URL("../src/carriers/", import.meta.url);
const [slug = ""] = process.argv.slice(2);

if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug)) {
  console.error("Usage: npm run carrier:new <slug>   (like acme-post)");
  process.exitCode = 2;
} else if (existsSync(new URL(`${slug}/`, root))) {
  console.error(`src/carriers/${slug}/ is there already; nothing was changed.`);
  process.exitCode = 1;
} else {
  await createCarrier(slug);
}

async function createCarrier(name: string): Promise<void> {
  const folder = new URL(`${name}/`, root);
  const constant = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  await mkdir(folder);
  await mkdir(new URL("samples/", folder));
  await writeFile(new URL("carrier.ts", folder), carrierFile(name, constant));
  await writeFile(new URL("statuses.ts", folder), statusesFile(name));
  const connections = new URL("connections.ts", root);
  const before = await readFile(connections, "utf8");
  const after = withImport(before, `import { ${constant} } from "#carriers/${name}/carrier.ts";`).replace(
    /(ownApis: readonly Carrier\[\] = \[\n)/,
    `$1  ${constant},\n`,
  );
  await writeFile(connections, after);
  console.log(`src/carriers/${name}/ is there and connected. Next: docs/adding-a-carrier.md, step 2.`);
  const registry = await readFile(new URL("registry/carriers.tsv", root), "utf8");
  if (!registry.includes(`\n${name}\t`))
    console.log(
      `The registry has no carrier "${name}": let carrier.ts serve a code that it has, or add a line to src/carriers/registry/carriers.tsv.`,
    );
}

/** Where the linter wants it: imports stand in the order of their paths, folder by folder. */
function withImport(source: string, line: string): string {
  const pathIn = (text: string): string => (/ from "([^"]+)"/.exec(text)?.[1] ?? "").replaceAll("/", "\0");
  const lines = source.split("\n");
  const imports = lines.flatMap((text, at) => (text.startsWith("import ") ? [{ text, at }] : []));
  const next = imports.find(({ text }) => pathIn(text) > pathIn(line));
  return lines.toSpliced(next?.at ?? (imports.at(-1)?.at ?? -1) + 1, 0, line).join("\n");
}

function carrierFile(name: string, constant: string): string {
  return `/** ${name}: say in one sentence how this carrier is asked. */
import { z } from "zod";
import { apiKey } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { statuses } from "./statuses.ts";

const Scan = z.object({ time: text, code: text, words: text });

export const ${constant} = defineCarrier({
  slug: "${name}",
  name: "${name}",
  serves: ["${name}"],
  docs: "https://developer.example/",
  baseUrls: { production: "https://api.example" },
  auth: apiKey("x-api-key"),
  limits: { perSecond: 1, perDay: null, concurrent: 1, batch: 1 },
  homeZone: "Europe/Berlin",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Z0-9]{8,30}$/,
  quality: "table",
  unproven: ["Say what nobody could verify."],
  trackingPage: "https://www.example/track?number={number}",
  request: ([asked]: readonly Asked[]): CarrierRequest => ({
    method: "GET",
    path: \`/parcels/\${encodeURIComponent(asked?.number ?? "")}\`,
  }),
  answer: z.object({ parcel: z.object({ number: z.string(), scans: list(Scan, { first: 1_000 }) }) }),
  scans: ({ parcel }) => [
    {
      kind: "scans",
      number: parcel.number,
      scans: parcel.scans.map(({ time, code = "", words = "" }) => ({
        time: time === undefined ? null : { text: time },
        lookups: [{ list: "scan", code }],
        rawCode: code,
        text: words,
      })),
    },
  ],
});
`;
}

function statusesFile(name: string): string {
  return `/**
 * Status codes of ${name}.
 * Source: name the page and the day you read it.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

export const statuses = statusTable(
  "scan",
  \`
EXAMPLE | info_received.label_created | The sender has announced the parcel | replace this line
\`,
);
`;
}
