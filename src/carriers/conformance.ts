/** What the conformance suite looks at: a carrier's samples, and answers made worse on purpose. */
import { readdir, readFile } from "node:fs/promises";
import type { Asked, Carrier, HttpAnswer } from "#carriers/carrier.ts";
import { isPhraseList, phraseLookups } from "#carriers/phrases.ts";
import { visibleText } from "#platform/log.ts";

export interface Sample {
  /** `delivered-to-neighbour`: named as a person would. */
  readonly situation: string;
  readonly folder: URL;
  readonly asked: readonly Asked[];
  readonly answer: HttpAnswer;
  /** The printed reading that we expect; undefined while expected.json is missing. */
  readonly expected: unknown;
  readonly source: string | undefined;
}

const mediaTypes: Readonly<Record<string, string>> = {
  json: "application/json",
  xml: "application/xml",
  html: "text/html",
  txt: "text/plain",
};

export const samplesFolder = (slug: string): URL => new URL(`./${slug}/samples/`, import.meta.url);

/** Every sample of a carrier: `samples/<situation>/<HTTP status>.<json|xml|html|txt>` beside expected.json and source.txt. */
export async function samplesOf(slug: string): Promise<readonly Sample[]> {
  const situations = await namesIn(samplesFolder(slug));
  return Promise.all(situations.toSorted().map((situation) => readSample(slug, situation)));
}

async function readSample(slug: string, situation: string): Promise<Sample> {
  const folder = new URL(`${situation}/`, samplesFolder(slug));
  const names = await namesIn(folder);
  const name = names.find((each) => /^[1-5]\d\d\.(json|xml|html|txt)$/.test(each));
  if (name === undefined) throw new Error(`${slug}/samples/${situation}: no answer; name it like 200.json`);
  const [status = "", ending = ""] = name.split(".");
  const written = names.includes("expected.json") ? await readFile(new URL("expected.json", folder), "utf8") : "{}";
  const expected = JSON.parse(written) as { asked?: readonly Asked[]; reading?: unknown }; // our own file, compared as a whole below
  return {
    situation,
    folder,
    asked: expected.asked ?? [],
    answer: {
      status: Number(status),
      mediaType: mediaTypes[ending] ?? "",
      body: await readFile(new URL(name, folder), "utf8"),
    },
    expected: expected.reading,
    source: names.includes("source.txt") ? await readFile(new URL("source.txt", folder), "utf8") : undefined,
  };
}

async function namesIn(folder: URL): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** The folders that hold a carrier, connected or not. */
export async function carrierFolders(): Promise<readonly string[]> {
  const here = await readdir(new URL("./", import.meta.url), { withFileTypes: true });
  const folders = here.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const withCarrier = await Promise.all(
    folders.map(async (name) => (await namesIn(new URL(`./${name}/`, import.meta.url))).includes("carrier.ts")),
  );
  return folders.filter((_, at) => withCarrier[at]);
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function jsonOf(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json; // JSON.parse gives nothing else
  } catch {
    return undefined;
  }
}

/** The same value with every text put through `change`. */
export function withTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item: Json) => withTexts(item, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]: [string, Json]) => [key, withTexts(item, change)]));
}

/** Copies of the value, each with one place replaced; which replacement stands where changes from place to place. */
export function* withEachPlaceReplaced(value: Json, replacements: readonly Json[], shift: number): Generator<Json> {
  let place = shift;
  for (const put of placesOf(value)) {
    yield put(replacements[place % replacements.length] ?? null);
    place += 1;
  }
}

/** Copies of a body, JSON or XML, each with one text (or number, or attribute) replaced by the word. */
export function* withEachTextReplaced(body: string, word: string): Generator<string> {
  const value = jsonOf(body);
  if (value !== undefined) for (const changed of withEachPlaceReplaced(value, [word], 0)) yield JSON.stringify(changed);
  else
    for (const { index, 0: found } of body.matchAll(/>[^<>]+<|="[^"]*"/g)) {
      const put = found.startsWith("=") ? `="${word}"` : `>${word}<`;
      yield body.slice(0, index) + put + body.slice(index + found.length);
    }
}

/** For every place of a value a function that puts something else there. */
function* placesOf(value: Json): Generator<(other: Json) => Json> {
  yield (other) => other;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries())
      for (const put of placesOf(item)) yield (other) => value.with(at, put(other));
  } else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      for (const put of placesOf(item)) yield (other) => ({ ...value, [key]: put(other) });
    }
  }
}

/** The same value with every list made `length` items long by repetition. */
export function withLongLists(value: Json, length: number): Json {
  if (Array.isArray(value)) {
    if (value.length === 0) return value;
    return Array.from({ length }, (_, at) => value[at % value.length] as Json); // index within the list
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, Json]) => [key, withLongLists(item, length)]),
  );
}

/** A body whose every code is unknown: each text that stands in the status table, or says a phrase of it, becomes another one. */
export function withUnknownCodes(carrier: Carrier, body: string): string {
  const known = new Set(
    carrier.statuses.flatMap(({ code, subcode, words }) => [code, words, ...subcode.split("/")].map(normal)),
  );
  known.delete("");
  const phrases = [...new Set(carrier.statuses.map(({ list }) => list).filter(isPhraseList))].map((list) =>
    phraseLookups(list, carrier.statuses),
  );
  const isKnown = (text: string): boolean =>
    known.has(normal(text)) || phrases.some((lookups) => lookups(text).length > 0);
  const json = jsonOf(body);
  if (json !== undefined) return JSON.stringify(withTexts(json, (text) => (isKnown(text) ? "QX-UNKNOWN" : text)));
  // "0" is no status in XML but "no error".
  known.delete("0");
  return body
    .replace(/="([^"]*)"/g, (whole, text: string) => (isKnown(text) ? '="QX-UNKNOWN"' : whole))
    .replace(/>([^<>]+)</g, (whole, text: string) => (isKnown(text) ? ">QX-UNKNOWN<" : whole));
}

/** Without case, full stop and leading zeros. */
const normal = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/[.\s]+$/, "")
    .replace(/^0+(?=.)/, "");

/** XML that wants to hurt: entities that multiply, outside files, depth, masses of references. */
export const hostileXml: Readonly<Record<string, string>> = {
  "billion laughs": `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><data name="x">&b;</data>`,
  "outside file": `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><data name="x">&f;</data>`,
  "unknown entity": `<data name="piece-shipment-list" code="0">&laughs;</data>`,
  "deep nesting": `${"<data>".repeat(100_000)}${"</data>".repeat(100_000)}`,
  "a million references": `<data name="x">${"&#65;".repeat(1_000_000)}</data>`,
  "never closed": `<data name="x"><data name="y">`,
  "only a prolog": `<?xml version="1.0"?>`,
};

/**
 * Processor time of the work, as a multiple of a single pass over the text in the same moment: what is linear stays in the tens on any
 * machine, what is quadratic goes into the thousands.
 */
export function timesASinglePass(text: string, work: () => void): number {
  const cpuUs = (once: () => void): number => {
    const before = process.cpuUsage();
    once();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  return (
    cpuUs(work) /
    Math.max(
      2_000,
      cpuUs(() => visibleText(text)),
    )
  );
}
