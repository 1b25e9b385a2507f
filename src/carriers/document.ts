/** docs/carriers.md and docs/carriers/<slug>.md: what a person looks up about connections, made from the code that uses it. */
import type { Carrier, CredentialField, Quality } from "./carrier.ts";
import { samplesOf } from "./conformance.ts";

const qualityMeanings: Readonly<Record<Quality, string>> = {
  table: "its codes come from documents, and the answers it was tried with were written by us after them",
  reads: "it also reads answers that somebody recorded or that the carrier published",
  proved: "both, and for every situation there is a recorded answer",
  lived: "it has followed real parcels",
};

/** The table of all connections, by name. */
export function carriersPage(all: readonly Carrier[]): string {
  const connections = all.toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  const own = connections.filter(({ kind }) => kind !== "aggregator");
  const aggregators = connections.filter(({ kind }) => kind === "aggregator");
  const served = new Set(connections.flatMap(({ serves }) => serves)).size;
  return `# Connections

Made by \`node scripts/carriers-docs.ts\` from the folders in \`src/carriers/\`; do not edit.

${counted(own.length, "carrier's own interface", "carriers' own interfaces")} and ${counted(aggregators.length, "aggregator", "aggregators")} serve ${grouped(served)} codes of the registry. A parcel is asked about with the merchant's own
credential first, then with the installation's, then through an aggregator; a carrier that nobody can ask is still recognised, and the shopper gets its page.

## Carriers' own interfaces

${tableOf(own)}

## Aggregators

${aggregators.length === 0 ? "None yet." : tableOf(aggregators)}

## What the columns mean

- **serves**: how many codes of the registry, and the first of them. \`/carriers\` of an installation searches all.
- **numbers per call**: how many tracking numbers one call asks about; more of them mean fewer calls.
- **limits**: how often Posthorn calls at most, with each credential, all processes of an installation together. They are the carrier's where it names them,
  and careful where it does not.
- **push**: can the carrier tell us of news by itself? Its page says where it is told our address, and what proves a message. What nothing proves is a
  hint, after which we ask.
- **registration**: whether a number must be told to the carrier before it can be asked, or is told so that it pushes. A credit is what aggregators sell.
- **quality**:
${Object.entries(qualityMeanings)
  .map(([quality, meaning]) => `  - *${quality}*: ${meaning}`)
  .join("\n")}
`;
}

function tableOf(connections: readonly Carrier[]): string {
  const lines = connections.map((carrier) =>
    row([
      `[${carrier.name}](carriers/${carrier.slug}.md)`,
      `${grouped(carrier.serves.length)}: ${codes(carrier.serves, 4)}`,
      String(carrier.limits.batch),
      limitWords(carrier),
      carrier.push === undefined ? "–" : "yes",
      registrationWords(carrier) ?? "–",
      carrier.quality,
    ]),
  );
  const head = ["connection", "serves", "numbers per call", "limits", "push", "registration", "quality"];
  return [row(head), `|${"---|".repeat(head.length)}`, ...lines].join("\n");
}

/** One connection's page. */
export async function carrierPage(carrier: Carrier): Promise<string> {
  const samples = await samplesOf(carrier.slug);
  const lists = Map.groupBy(carrier.statuses, ({ list }) => list);
  const { production, test, token, regions = {} } = carrier.baseUrls;
  const facts: readonly (readonly [string, string] | null)[] = [
    ["serves", codes(carrier.serves, 24)],
    ["route", carrier.kind === "aggregator" ? "aggregator: asks many carriers for us" : "the carrier's own interface"],
    ["documentation", carrier.docs],
    ["asked at", production],
    ...Object.entries(regions).map(([region, url]) => [`asked at, region ${region}`, url] as const),
    test === undefined
      ? null
      : ["for trying out", `${test}, by \`--test-environment\` or \`${settingOf(carrier.slug)}_BASE_URL\``],
    token === undefined ? null : ["token from", token],
    ["limits", `${limitWords(carrier)}, at most ${carrier.limits.concurrent} at once${perParcel(carrier)}`],
    ["numbers per call", String(carrier.limits.batch)],
    ["push", carrier.push === undefined ? "none: it is asked" : `yes; what proves it: ${carrier.push.proof}`],
    ["registration", registrationWords(carrier) ?? "none: a number can be asked at once"],
    ["quality", `**${carrier.quality}**: ${qualityMeanings[carrier.quality]}`],
    ["times without zone stand in", `the place's zone, else ${carrier.homeZone}`],
  ];
  return `# ${carrier.name}

Made by \`node scripts/carriers-docs.ts\` from \`src/carriers/${carrier.slug}/\`; do not edit.

${row(["", ""])}
|---|---|
${facts.flatMap((fact) => (fact === null ? [] : [row(fact)])).join("\n")}

## What it needs

${needsOf(carrier)}
${pushSection(carrier)}
## What is unproven

${carrier.unproven.length === 0 ? "Nothing that we know of." : carrier.unproven.map((sentence) => `- ${sentence}`).join("\n")}

## Status codes

| list | codes |
|---|---|
${[...lists].map(([list, lines]) => row([list, String(lines.length)])).join("\n")}

## Samples

${samples.map(({ situation, answer }) => `- ${situation} (HTTP ${answer.status})`).join("\n")}
`;
}

const settingOf = (slug: string): string => `POSTHORN_CARRIER_${slug}`.toUpperCase().replaceAll("-", "_");

function needsOf({ auth, slug }: Carrier): string {
  const setting = settingOf(slug);
  const variable = (name: string): string => `${setting}_${name.toUpperCase()}`;
  const kind =
    auth.kind === "none"
      ? `Nothing: it is asked without a credential, once the installation switches it on by \`npx posthorn carriers connect ${slug}\` or \`${setting}=on\`.`
      : `A credential of the kind \`${auth.kind}\`. \`npx posthorn carriers connect ${slug}\` asks for its fields and tries them; the settings do as well ([connections](../connections.md)).`;
  if (auth.fields.length === 0) return kind;
  return [
    kind,
    "",
    row(["field", "setting of the installation", "what it is"]),
    "|---|---|---|",
    ...auth.fields.map((field) => row([`\`${field.name}\``, `\`${variable(field.name)}\``, fieldWords(field)])),
  ].join("\n");
}

/** For whoever enters the address; empty where nothing is pushed. */
function pushSection({ push, slug }: Carrier): string {
  if (push === undefined) return "";
  return `
## Where it pushes to

${push.enteredAt}

The address stands in \`npx posthorn carriers push ${slug}\`, and as \`push_url\` in \`GET /v1/connections/${slug}\`: [connections](../connections.md#push).
`;
}

function fieldWords({ label, isPublic, isOptional, oneOf }: CredentialField): string {
  return [
    ...(label === undefined ? [] : [label]),
    isPublic ? "no secret" : "secret",
    ...(isOptional ? ["optional"] : []),
    ...(oneOf === undefined ? [] : [`one of ${oneOf.map((value) => `\`${value}\``).join(", ")}`]),
  ].join(", ");
}

const perParcel = ({ limits: { perParcelPerDay } }: Carrier): string =>
  perParcelPerDay === undefined ? "" : `, ${perParcelPerDay} a day about one parcel`;

function limitWords({ limits: { perSecond, perDay } }: Carrier): string {
  const often =
    perSecond >= 1
      ? counted(perSecond, "call a second", "calls a second")
      : `one call every ${counted(Math.round(1 / perSecond), "second", "seconds")}`;
  return perDay === null ? often : `${often}, ${grouped(perDay)} a day`;
}

function registrationWords({ registration }: Carrier): string | null {
  if (registration === undefined) return null;
  const { isNeeded, lastsMs, batch, credits } = registration;
  return [
    isNeeded ? "needed before a number can be asked" : "for push only",
    ...(lastsMs === null ? [] : [`renewed every ${Math.round(lastsMs / 86_400_000)} days`]),
    ...(batch === 1 ? [] : [`${batch} numbers a call`]),
    ...(credits === 0 ? [] : [`${counted(credits, "credit", "credits")} a number`]),
  ].join(", ");
}

const grouped = (count: number): string => count.toLocaleString("en");

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function codes(all: readonly string[], most: number): string {
  const shown = all.slice(0, most).map((code) => `\`${code}\``);
  return [...shown, ...(all.length > most ? [`and ${all.length - most} more`] : [])].join(", ");
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
