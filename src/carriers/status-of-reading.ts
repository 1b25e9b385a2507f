/** The status of one reading by itself, by the same rules as a shipment's (shipments/lifecycle.ts). */
import type { NumberReading } from "#carriers/carrier.ts";
import type { Status } from "#shipments/event-codes.ts";
import { lifecycle } from "#shipments/lifecycle.ts";

/** A reading stands outside of any history: when and by whom it was seen changes nothing of its status. */
export function statusOfReading(reading: NumberReading & { readonly kind: "events" }): Status {
  const events = reading.events.map((event, at) => ({
    id: String(at).padStart(6, "0"),
    event,
    source: "reading",
    seenAt: "1970-01-01T00:00:00.000Z",
  }));
  const { isReturnLeg, pieces, pieceCount } = reading;
  return lifecycle(events, { isReturnLeg, pieces, pieceCount }).status;
}
