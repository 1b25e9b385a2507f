/** Due polls of one carrier: asked in one call within its limits, kept raw, read, recorded, planned again. */
import type { Asked, Carrier, NumberReading, Reading, Refusal } from "#carriers/carrier.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { type Asking, ask, type Credential, type RunnerDeps } from "#carriers/runner.ts";
import { insertRawAnswer } from "#carriers/store.ts";
import { completeWork, planAgain, type Work } from "#platform/due-work.ts";
import type { ShipmentEvent } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { type Recorded, recordScans } from "#shipments/record-scans.ts";
import { nextAsk, type Situation } from "./plan.ts";
import { noteAsked, type ToAsk } from "./store.ts";

export interface AskDeps extends RunnerDeps {
  readonly speed: number;
  /** By how much intervals of this connection stretch, so that they sum to what the carrier allows. */
  readonly stretch: (carrierSlug: string) => number;
}

export interface Piece {
  readonly work: Work;
  readonly shipment: ToAsk;
}

/** What is asked in one call: pieces of one merchant, at most the carrier's batch. */
export interface Batch {
  readonly carrier: Carrier;
  readonly credential: Credential;
  readonly pieces: readonly Piece[];
}

export type AskOutcome =
  | Extract<Asking, { kind: "wait" }>
  /** `recorded` in the order of the pieces: what came of it, or why it could not be recorded (LeaseLost among others). */
  | { readonly kind: "asked"; readonly recorded: readonly PromiseSettledResult<Recorded>[] };

export async function askCarrier(batch: Batch, deps: AskDeps): Promise<AskOutcome> {
  const { carrier, credential, pieces } = batch;
  const { database, clock } = deps;
  const answered = await ask(carrier, pieces.map(askedOf), credential, deps, (raw) =>
    database.forMerchants(merchantsOf(batch), async (tx) => {
      for (const { shipment } of pieces)
        await insertRawAnswer(tx, {
          shard: shipment.shard,
          shipmentId: shipment.id,
          merchantId: shipment.merchantId,
          source: carrier.slug,
          at: clock.now(),
          ...raw,
        });
    }),
  );
  if (answered.kind === "wait") return answered;
  const { reading, rawAnswerId } = answered;
  if (reading.kind === "unreadable")
    deps.log.warn("carrier_unreadable", { carrier: carrier.slug, reason: reading.detail });
  else if (reading.kind === "refused" && reading.why !== "not_found")
    deps.log.warn("carrier_refused", { carrier: carrier.slug, why: reading.why });
  // Another carrier that could know the number would be asked here, when a piece comes back as not found.
  const recorded = await Promise.allSettled(
    pieces.map(({ work, shipment }) =>
      database.forMerchants([work.merchantId], (tx) =>
        record(tx, { work, shipment, carrier, deps, reading, rawAnswerId }),
      ),
    ),
  );
  return { kind: "asked", recorded };
}

export const merchantsOf = ({ pieces }: Batch): readonly string[] => pieces.map(({ work }) => work.merchantId);

/** The receiver's postcode helps to find a parcel; of a return the merchant is the receiver, whose address we do not know. */
function askedOf({ shipment }: Piece): Asked {
  const isOutbound = shipment.direction === "outbound";
  return {
    number: shipment.number,
    carrierCode: shipment.carrier,
    ...(isOutbound && shipment.postalCode ? { postalCode: shipment.postalCode } : {}),
    ...(isOutbound && shipment.country ? { country: shipment.country } : {}),
  };
}

interface ToRecord {
  readonly work: Work;
  readonly shipment: ToAsk;
  readonly carrier: Carrier;
  readonly deps: AskDeps;
  readonly reading: Reading;
  readonly rawAnswerId: string | null;
}

/** Events, status, transitions and the next look: one transaction. */
async function record(
  tx: Parameters<typeof recordScans>[0],
  { work, shipment, carrier, deps, reading, rawAnswerId }: ToRecord,
): Promise<Recorded> {
  const now = deps.clock.now();
  const { ofNumber, outcome } = understood(reading, shipment.number);
  const base = { shipment, source: carrier.slug, rawAnswerId, now };
  const ownEvents =
    outcome === "invalid_number" && shipment.code === "pending.no_information"
      ? [ownEvent("pending.invalid_number", now)]
      : [];
  let recorded = await recordScans(tx, { ...base, reading: ofNumber, ownEvents });

  const { summary, lastNewsAt } = recorded;
  const situation: Situation = {
    shipmentId: shipment.id,
    code: summary.code,
    now,
    openedAt: shipment.openedAt,
    lastNewsAt,
    outcome,
    estimateFrom: summary.estimate?.from ?? null,
    direction: shipment.direction,
    speed: deps.speed,
    stretch: deps.stretch(carrier.slug),
  };
  const plan = nextAsk(situation);
  if (plan.kind === "give_up") {
    const given = await recordScans(tx, { ...base, reading: null, ownEvents: [ownEvent("expired.no_updates", now)] });
    recorded = { ...given, transitions: [...recorded.transitions, ...given.transitions] };
  }
  const hasAnswered = !["unavailable", "throttled", "unreadable", "unauthorized", "forbidden"].includes(outcome);
  await noteAsked(tx, shipment, {
    askedAt: now,
    answeredAt: hasAnswered ? now : null,
    nextAskAt: plan.kind === "ask" ? plan.at : null,
    outcome,
    hasAnswered,
  });
  if (plan.kind === "ask") await planAgain(tx, work, plan.at);
  else await completeWork(tx, work);
  return recorded;
}

/** What the answer says of this number; a carrier may write it in another case or with blanks. */
function understood(
  reading: Reading,
  number: string,
): { readonly ofNumber: NumberReading | null; readonly outcome: "events" | "unreadable" | Refusal } {
  if (reading.kind === "unreadable") return { ofNumber: null, outcome: "unreadable" };
  if (reading.kind === "refused") return { ofNumber: null, outcome: reading.why };
  const found =
    reading.shipments.find((one) => plainNumber(one.number) === plainNumber(number)) ??
    (reading.shipments.length === 1 ? reading.shipments[0] : undefined);
  if (found === undefined) return { ofNumber: null, outcome: "not_found" };
  return found.kind === "events" ? { ofNumber: found, outcome: "events" } : { ofNumber: null, outcome: found.why };
}

function ownEvent(code: EventCode, now: Date): ShipmentEvent {
  const instant = now.toISOString();
  return {
    code,
    time: { instant, local: instant.slice(0, 19), precision: "instant", zone: "UTC", zoneDerived: false },
    rawCode: code,
    rawSubCode: null,
    rawText: "",
    place: null,
    piece: null,
    facts: {},
    order: 0,
  };
}
