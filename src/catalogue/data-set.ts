/** Carriers and connections as open data: the records of the API, the whole as one file, and the page that documents it. */
import { z } from "zod";
import type { Carrier } from "#carriers/carrier.ts";
import { connections } from "#carriers/connections.ts";
import { sha256 } from "#platform/ids.ts";
import { type Entry, entries, wayOf } from "./entries.ts";
import { type CarrierRecord, ConnectionRecord, CarrierRecord as carrierShape, type DataSet } from "./schema.ts";

export function carrierRecord({ carrier, subsidiaries, variants, numberForms, ways, ...entry }: Entry): CarrierRecord {
  return {
    code: carrier.code,
    name: carrier.name,
    other_names: [...carrier.otherNames],
    countries: [...carrier.countries],
    parent: carrier.parent,
    relation: carrier.relation,
    subsidiaries: subsidiaries.map(({ code }) => code),
    variants: [...variants],
    website: carrier.website,
    tracking_page: carrier.trackingPage,
    needs: [...carrier.wants],
    number_formats: numberForms.map(({ name, examples }) => ({ name, examples: [...examples] })),
    can: [...ways],
    routes: entry.connections.map(({ slug }) => slug),
    known_as: {
      aftership: carrier.aftershipSlug,
      seventeentrack: carrier.seventeentrackKey,
      easypost: carrier.easypostName,
    },
  };
}

export function connectionRecord(connection: Carrier): ConnectionRecord {
  const { limits, registration } = connection;
  return {
    slug: connection.slug,
    name: connection.name,
    kind: wayOf(connection),
    documentation: connection.docs,
    numbers_per_call: limits.batch,
    calls_per_second: limits.perSecond,
    calls_per_day: limits.perDay,
    push: connection.push?.proof ?? null,
    registration: registration === undefined ? null : registration.isNeeded ? "needed" : "for_push",
    credits_per_number: registration?.credits ?? 0,
    quality: connection.quality,
    unproven: [...connection.unproven],
  };
}

export interface DataSetFile {
  readonly body: string;
  /** Strong: the same text, byte for byte. */
  readonly etag: string;
}

let made: DataSetFile | undefined;

/** Made once: it changes with the program only. */
export function dataSetFile(): DataSetFile {
  if (made !== undefined) return made;
  const carriers = [...entries().values()].map(carrierRecord).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const content = { carriers, connections: connections.map(connectionRecord) };
  const version = sha256(JSON.stringify(content)).toString("hex").slice(0, 16);
  const dataSet: z.infer<typeof DataSet> = {
    name: "Posthorn's carriers",
    licence: "Apache-2.0",
    source: "Compiled from public lists of carriers; src/carriers/registry/README.md names them.",
    version,
    count: carriers.length,
    ...content,
  };
  return (made = { body: JSON.stringify(dataSet), etag: `"${version}"` });
}

/** docs/carriers-data.md; a test compares. */
export function dataSetPage(): string {
  return `# The carriers as open data

Made by \`node scripts/carriers-docs.ts\` from \`src/catalogue/schema.ts\`; do not edit.

Every installation of Posthorn serves what it knows of carriers, to everybody and without a key:

| call | what it answers |
|---|---|
| \`GET /v1/carriers.json\` | everything, in one file |
| \`GET /v1/carriers?q=&country=&can=&page=\` | a search, the best first, 50 a page; \`q\` is what people type: code, name, alias, country, group, also misspelt |
| \`GET /v1/carriers/{code}\` | one carrier, and the connections that follow it |
| \`POST /v1/carriers/identify\` | who carries this number? \`{"number":"…","company":"…","country":"DE","origin":"CN","postcode":"10115"}\`, at least number or company |
| \`GET /carriers\` | the same for people |

\`/openapi.json\` describes each. They say what the program can, not what this installation has credentials for.

**Licence**: Apache-2.0, like the program; name Posthorn as the source. **Source**: public lists of carriers, named in \`src/carriers/registry/README.md\`; names of
carriers are their owners' marks. It is as good as these lists: a wrong line is a bug, tell us.

**Version**: the file says its \`version\`, a hash of its content, which is its \`ETag\` too. Send it back as \`If-None-Match\`; the answer is 304 until something changed.
The file may be kept for an hour (\`Cache-Control: public, max-age=3600\`).

**Limits**: 100 calls in ten seconds for a network, 60 identifications a minute; above, 429 with \`Retry-After\`. Take the file rather than all pages of the search.

**Tracking numbers are personal data.** Identification takes the number in the body of a POST, never in an address, because addresses are kept by proxies, browsers and logs. It is
not stored, not logged and not compared with anything that we follow: the answer comes from the form of the number alone, and is the same whether the parcel is ours or not.

## A carrier

${fieldsOf(carrierShape)}

## A connection

${fieldsOf(ConnectionRecord)}
`;
}

function fieldsOf(shape: z.ZodObject): string {
  const { properties = {} } = z.toJSONSchema(shape);
  const lines = Object.entries(properties).map(([name, field]) => {
    const description = typeof field === "object" ? (field.description ?? "") : "";
    return `| \`${name}\` | ${description.replaceAll("|", "\\|")} |`;
  });
  return ["| field | what it is |", "|---|---|", ...lines].join("\n");
}
