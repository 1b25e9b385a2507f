/** A parcel of the test carrier: the next step of its scripted journey, recorded as a carrier's news is. Nobody is asked. */
import type { Tx } from "#platform/database.ts";
import { completeWork, planAgain, type Work } from "#platform/due-work.ts";
import { type Recorded, recordScans } from "#shipments/record-scans.ts";
import { testAnswer, testCarrierCode, testJourneyOf } from "#shipments/test-journeys.ts";
import { ownEvent } from "./own-event.ts";
import { forgetNextLook, noteAsked, type ToAsk } from "./store.ts";

/** Null: the number is none of the test numbers, and nothing is to be heard of it. */
export async function rehearse(tx: Tx, work: Work, shipment: ToAsk, now: Date): Promise<Recorded | null> {
  const journey = testJourneyOf(shipment.number);
  if (journey === null) {
    await forgetNextLook(tx, work);
    await completeWork(tx, work);
    return null;
  }
  const { reading, outcome, isGivenUp, nextAt } = testAnswer(shipment.number, journey, shipment.openedAt, now);
  const own = isGivenUp ? "expired.no_updates" : outcome === "invalid_number" ? "pending.invalid_number" : null;
  const recorded = await recordScans(tx, {
    shipment,
    reading: outcome === "events" ? reading : null,
    ownEvents: own === null ? [] : [ownEvent(own, now)],
    source: testCarrierCode,
    rawAnswerId: null,
    now,
  });
  const hasAnswered = outcome !== "unavailable";
  await noteAsked(tx, shipment, {
    askedAt: now,
    answeredAt: hasAnswered ? now : null,
    nextAskAt: nextAt,
    outcome,
    hasAnswered,
    route: testCarrierCode,
    aside: {},
  });
  if (nextAt === null) await completeWork(tx, work);
  else await planAgain(tx, work, nextAt);
  return recorded;
}
