/** The id of an event, made from what the carrier said: the same scan in a later answer, or by push, is the same event. */
import { idFromCause } from "#platform/ids.ts";
import type { ShipmentEvent } from "./event.ts";

/**
 * Codes, the carrier's time, piece and place name it. Not our code, not the instant that we concluded from a zone: when a table or
 * a zone is corrected, the scan stays the same event. Not the text either where there is a code: carriers reword and translate
 * it. Not the facts: an estimate or a pick-up point that comes later is the newest answer's fact (ShipmentFacts).
 */
export function eventIdOf(shipmentId: string, source: string, event: ShipmentEvent): string {
  const { rawCode, rawSubCode, rawText, time, piece, place } = event;
  const saidTime = time.precision === "instant" ? (time.instant ?? time.local) : time.local;
  return idFromCause(
    shipmentId,
    source,
    rawCode,
    rawSubCode ?? "",
    rawCode === "" ? rawText : "",
    saidTime,
    piece ?? "",
    place?.city ?? place?.name ?? "",
  );
}
