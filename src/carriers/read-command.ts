/** `posthorn carriers read <carrier> --http-status 200 [--number N] < body`: what we understand of an answer, as one line of JSON. */
import { parseArgs } from "node:util";
import type { Asked, Carrier, NumberReading, Reading } from "#carriers/carrier.ts";
import { connectionBySlug, connectionFor, connections } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import { summarise } from "#carriers/summarise.ts";
import type { Place, ShipmentEvent } from "#shipments/event.ts";

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
  io.out(JSON.stringify(printed(reading)));
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

/** When every number is refused for the same reason, the answer as a whole is refused for it. */
function printed(reading: Reading): unknown {
  if (reading.kind !== "events") return reading;
  const [first] = reading.shipments;
  if (
    first?.kind === "refused" &&
    reading.shipments.every((each) => each.kind === "refused" && each.why === first.why)
  ) {
    return { kind: "refused", why: first.why, detail: first.detail };
  }
  return { kind: "events", shipments: reading.shipments.map(printedShipment) };
}

function printedShipment(shipment: NumberReading): unknown {
  if (shipment.kind === "refused") {
    const status = shipment.why === "not_found" || shipment.why === "invalid_number" ? "pending" : null;
    return { number: shipment.number, status, refused: shipment.why, events: [] };
  }
  return {
    number: shipment.number,
    ...summarise(shipment),
    events: shipment.events.map(printedEvent),
    estimate: shipment.estimate,
    pickup_point: shipment.pickupPoint,
    pieces: shipment.pieces,
  };
}

function printedEvent({ code, time, rawCode, rawSubCode, rawText, place, piece, facts }: ShipmentEvent): unknown {
  return {
    code,
    at: time.instant ?? (time.local === "" ? null : time.local),
    raw_code: rawCode,
    raw_sub_code: rawSubCode,
    description: rawText,
    place: placeText(place),
    piece,
    local: time.local === "" ? null : time.local,
    precision: time.local === "" ? null : time.precision,
    facts,
  };
}

/** `Bonn, DE`; the point's own name when no city is known. */
function placeText(place: Place | null): string | null {
  const parts = [place?.city ?? place?.name, place?.country].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(", ");
}
