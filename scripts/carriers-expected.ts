/**
 * Writes what we understand of a carrier's samples into their expected.json: `node scripts/carriers-expected.ts <slug>`.
 * Only where it is missing; `--all` writes every one anew. Read the difference before you commit it: the file is the claim.
 */
import { writeFile } from "node:fs/promises";
import { samplesOf } from "#carriers/conformance.ts";
import { connectionBySlug, connections } from "#carriers/connections.ts";
import { printedReading } from "#carriers/printed-reading.ts";
import { read } from "#carriers/read.ts";

const [slug = "", option] = process.argv.slice(2);
const carrier = connectionBySlug(slug);
if (carrier === undefined) {
  console.error(
    `${slug === "" ? "Usage: node scripts/carriers-expected.ts <slug> [--all]" : `There is no connection "${slug}".`}\nThere are: ${connections.map((one) => one.slug).join(", ")}.`,
  );
  process.exitCode = 2;
} else {
  for (const { situation, folder, asked, answer, expected } of await samplesOf(slug)) {
    if (expected !== undefined && option !== "--all") continue;
    const reading = printedReading(read(carrier, answer, asked));
    await writeFile(new URL("expected.json", folder), `${JSON.stringify({ asked, reading }, null, 2)}\n`);
    console.log(`${slug}/samples/${situation}/expected.json`);
  }
}
