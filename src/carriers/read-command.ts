/** `posthorn carriers read <carrier> --http-status 200 [--number N] < body`: what we understand of an answer, as one line of JSON. */
import { parseArgs } from "node:util";
import type { Asked, Carrier, Reading } from "#carriers/carrier.ts";
import { connectionBySlug, connections, connectionsFor, ownConnectionFor } from "#carriers/connections.ts";
import { didYouMean } from "#carriers/connections-meant.ts";
import { identify } from "#carriers/identify/identify.ts";
import { printedReading } from "#carriers/printed-reading.ts";
import { read } from "#carriers/read.ts";
import { carrierByCode } from "#carriers/registry.ts";

interface Io {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(line: string): void;
  err(line: string): void;
}

/** `argv` begins with the carrier. Exit code: 0 read (also a refusal and what is unreadable: both are readings), 2 wrong call. */
export async function readCommand(argv: readonly string[], io: Io): Promise<number> {
  const call = callOf(argv);
  if (typeof call === "string") {
    io.err(call);
    return 2;
  }
  const body = await textOf(io.stdin);
  const asked: readonly Asked[] = call.numbers.map((number) => ({ number, carrierCode: call.carrierCode }));
  const answer = { status: call.status, mediaType: mediaTypeOf(body), body };
  io.out(JSON.stringify(printedReading(firstReadable(call.readers, (carrier) => read(carrier, answer, asked)))));
  return 0;
}

interface Call {
  /** One or more: a house with several interfaces is named by any of its codes. */
  readonly readers: readonly Carrier[];
  readonly carrierCode: string;
  readonly status: number;
  readonly numbers: readonly string[];
}

const usage = "Usage: posthorn carriers read <carrier> --http-status 200 [--number N] < body";

/** The call, or a sentence that says what is wrong with it. */
function callOf(argv: readonly string[]): Call | string {
  const options = { "http-status": { type: "string" }, number: { type: "string", multiple: true } } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return `${error instanceof Error ? error.message : "The options cannot be read."}\n${usage}`;
  }
  const [said, ...more] = parsed.positionals;
  if (said === undefined || more.length > 0) return usage;
  const carrierCode = said.trim().toLowerCase();
  const readers = readersOf(carrierCode);
  if (readers.length === 0) return notConnected(said, carrierCode);
  const statusText = parsed.values["http-status"] ?? "200";
  if (!/^[1-5]\d\d$/.test(statusText)) return `--http-status wants a number from 100 to 599, not "${statusText}".`;
  const numbers = (parsed.values.number ?? []).flatMap((text) => text.split(",")).map((number) => number.trim());
  return { readers, carrierCode, status: Number(statusText), numbers: numbers.filter((number) => number !== "") };
}

/** The code's own connections, then the others of the same house; else the connection of that slug. */
function readersOf(carrierCode: string): readonly Carrier[] {
  const isOwn = ({ kind }: Carrier): boolean => kind !== "aggregator";
  const own = connectionsFor(carrierCode).filter(isOwn);
  const named = own.length > 0 ? own : [connectionBySlug(carrierCode) ?? []].flat();
  const codes = new Set(named.filter(isOwn).flatMap(({ serves }) => serves));
  return [
    ...new Set([
      ...named,
      ...connections.filter((other) => isOwn(other) && other.serves.some((code) => codes.has(code))),
    ]),
  ];
}

function firstReadable(readers: readonly Carrier[], readBy: (carrier: Carrier) => Reading): Reading {
  let first: Reading | undefined;
  for (const reader of readers) {
    const reading = readBy(reader);
    if (reading.kind !== "unreadable") return reading;
    first ??= reading;
  }
  return first ?? { kind: "unreadable", detail: "no connection reads answers of this carrier" };
}

/** Says why, and what to write instead. */
function notConnected(said: string, carrierCode: string): string {
  const known = `\nThere are: ${connections.map(({ slug }) => slug).join(", ")}; and the code of any carrier that one of them asks for itself.`;
  const listed = carrierByCode(carrierCode);
  if (listed !== undefined) {
    const through = connectionsFor(carrierCode).map(({ slug }) => slug);
    const advice =
      through.length === 0 ? "" : ` It is followed through ${through.join(", ")}: name the one that answered.`;
    return `"${carrierCode}" (${listed.name}) is in the registry, but no connection reads its answers yet.${advice}${known}`;
  }
  const meant = identify({ company: said })
    .map(({ code }) => code)
    .find((code) => ownConnectionFor(code) !== undefined);
  const advice = meant === undefined ? didYouMean(said) : ` Did you mean "${meant}"?`;
  return `No connection reads answers of the carrier "${said.slice(0, 100)}".${advice}${known}`;
}

/** More bytes than any text that is read at all: the rest of a longer answer is not waited for. */
const maxBytes = 20_000_000;

async function textOf(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const buffer = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    chunks.push(buffer);
    bytes += buffer.length;
    if (bytes > maxBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function mediaTypeOf(body: string): string {
  const start = body.slice(0, 500).trimStart();
  if (/^<(!doctype html|html)/i.test(start)) return "text/html";
  if (start.startsWith("<")) return "application/xml";
  return /^[[{]/.test(start) ? "application/json" : "";
}
