/** One due poll: reserved within the carrier's limits, asked, kept raw, read, recorded, planned again. */
import type { Carrier, NumberReading, Reading, Refusal } from "#carriers/carrier.ts";
import { ask, type Credential, type RunnerDeps } from "#carriers/runner.ts";
import { insertRawAnswer } from "#carriers/store.ts";
import { completeWork, planAgain, type Work } from "#platform/due-work.ts";
import type { ShipmentEvent } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { type Recorded, recordScans } from "#shipments/record-scans.ts";
import { nextAsk, type Situation } from "./plan.ts";
import { noteAsked, readToAsk, type ToAsk } from "./store.ts";

export interface AskDeps extends RunnerDeps {
  readonly connectionFor: (carrierCode: string) => Carrier | undefined;
  readonly credentials: (carrierSlug: string, merchantId: string) => Credential | null;
  readonly speed: number;
  readonly stretch: () => number;
}

export type AskOutcome =
  | { readonly kind: "asked"; readonly orderId: string; readonly recorded: Recorded }
  | { readonly kind: "later" | "over"; readonly orderId: string | null };

/** Throws LeaseLost when another worker has this shipment now. */
export async function askCarrier(work: Work, deps: AskDeps): Promise<AskOutcome> {
  const { database, clock } = deps;
  const inTenant = <T>(use: Parameters<typeof database.forMerchants<T>>[1]): Promise<T> =>
    database.forMerchants([work.merchantId], use);
  const shipment = await inTenant((tx) => readToAsk(tx, work.shard, work.subject));
  const carrier = shipment && deps.connectionFor(shipment.carrier);
  const credential = carrier ? deps.credentials(carrier.slug, work.merchantId) : null;
  if (shipment === undefined || carrier === undefined || credential === null) {
    await inTenant((tx) => completeWork(tx, work));
    return { kind: "over", orderId: shipment?.orderId ?? null };
  }

  const asked = [
    {
      number: shipment.number,
      carrierCode: shipment.carrier,
      ...(shipment.postalCode ? { postalCode: shipment.postalCode } : {}),
      ...(shipment.country ? { country: shipment.country } : {}),
    },
  ];
  const limits = deps.speed > 1 ? { ...carrier.limits, perSecond: 50, perDay: null, concurrent: 8 } : carrier.limits;
  const answered = await ask(carrier, asked, credential, { ...deps, limits }, (raw) =>
    inTenant((tx) =>
      insertRawAnswer(tx, {
        shard: work.shard,
        shipmentId: shipment.id,
        merchantId: work.merchantId,
        source: carrier.slug,
        at: clock.now(),
        ...raw,
      }),
    ),
  );
  if (answered.kind === "wait") {
    await inTenant(async (tx) => {
      await planAgain(tx, work, answered.until);
      if (answered.why === "breaker")
        await noteAsked(tx, shipment, {
          askedAt: clock.now(),
          answeredAt: null,
          nextAskAt: answered.until,
          outcome: "unavailable",
          hasAnswered: false,
        });
    });
    return { kind: "later", orderId: null };
  }
  const recorded = await inTenant((tx) => record(tx, { work, shipment, carrier, deps, ...answered }));
  return { kind: "asked", orderId: shipment.orderId, recorded };
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
  if (reading.kind === "unreadable") deps.log.warn("carrier_unreadable", { carrier: carrier.slug });
  else if (outcome !== "events" && outcome !== "not_found")
    deps.log.warn("carrier_refused", { carrier: carrier.slug, why: outcome });
  const base = { shipment, source: carrier.slug, rawAnswerId, now };
  const ownEvents = outcome === "invalid_number" ? [ownEvent("pending.invalid_number", now)] : [];
  let recorded = await recordScans(tx, { ...base, reading: ofNumber, ownEvents });
  if (recorded.summary.unmappedCount > 0 && recorded.newEvents > 0)
    deps.log.warn("carrier_unmapped", { carrier: carrier.slug, count: recorded.summary.unmappedCount });

  const situation = (summary: Recorded["summary"]): Situation => ({
    shipmentId: shipment.id,
    code: summary.code,
    now,
    openedAt: shipment.openedAt,
    lastEventAt: summary.lastEvent?.time.instant ? new Date(summary.lastEvent.time.instant) : shipment.lastEventAt,
    outcome,
    estimateFrom: summary.estimate?.from ?? null,
    direction: shipment.direction,
    speed: deps.speed,
    stretch: deps.stretch(),
  });
  const plan = nextAsk(situation(recorded.summary));
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
  const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const found =
    reading.shipments.find((one) => plain(one.number) === plain(number)) ??
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
