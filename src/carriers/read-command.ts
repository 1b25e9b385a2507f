/** `posthorn carriers read <carrier> --http-status 200 [--number N] < body`: what we understand of an answer, as one line of JSON. */
import { parseArgs } from "node:util";
import type { Asked, Carrier } from "#carriers/carrier.ts";
import { connectionBySlug, connectionFor, connections } from "#carriers/connections.ts";
import { printedReading } from "#carriers/printed-reading.ts";
import { read } from "#carriers/read.ts";

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
  const reading = read(call.carrier, { status: call.status, mediaType: mediaTypeOf(body), body }, asked);
  io.out(JSON.stringify(printedReading(reading)));
  return 0;
}

interface Call {
  readonly carrier: Carrier;
  readonly carrierCode: string;
  readonly status: number;
  readonly numbers: readonly string[];
}

/** The call, or a sentence that says what is wrong with it. */
function callOf(argv: readonly string[]): Call | string {
  const options = { "http-status": { type: "string" }, number: { type: "string", multiple: true } } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : "The options cannot be read.";
  }
  const [carrierCode, ...more] = parsed.positionals;
  if (carrierCode === undefined || more.length > 0) {
    return "Usage: posthorn carriers read <carrier> --http-status 200 [--number N] < body";
  }
  const carrier = connectionFor(carrierCode) ?? connectionBySlug(carrierCode);
  if (carrier === undefined) {
    const known = connections.flatMap(({ serves }) => serves).join(", ");
    return `No connection reads answers of the carrier "${carrierCode}". Known: ${known}.`;
  }
  const statusText = parsed.values["http-status"] ?? "200";
  if (!/^[1-5]\d\d$/.test(statusText)) return `--http-status wants a number from 100 to 599, not "${statusText}".`;
  const numbers = (parsed.values.number ?? []).flatMap((text) => text.split(",")).map((number) => number.trim());
  return { carrier, carrierCode, status: Number(statusText), numbers: numbers.filter((number) => number !== "") };
}

async function textOf(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function mediaTypeOf(body: string): string {
  const start = body.slice(0, 500).trimStart();
  if (/^<(!doctype html|html)/i.test(start)) return "text/html";
  if (start.startsWith("<")) return "application/xml";
  return /^[[{]/.test(start) ? "application/json" : "";
}
