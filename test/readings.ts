/** Readings as carriers' answers give them, for tests that begin where an answer is understood. */
import type { ShipmentEvent } from "#shipments/event.ts";
import type { NumberReading } from "#shipments/reading.ts";

type Events = Extract<NumberReading, { readonly kind: "events" }>;

export const readingOf = (events: readonly ShipmentEvent[], more: Partial<Events> = {}): Events => ({
  kind: "events",
  number: "1",
  events,
  estimate: null,
  pickupPoint: null,
  pieces: [],
  pieceCount: null,
  service: null,
  isReturnLeg: false,
  proofAvailable: false,
  partnerNumbers: [],
  ...more,
});

/** One scan in Berlin at an instant; the rest is told besides. */
export function scanAt(instant: Date, event: Pick<ShipmentEvent, "code"> & Partial<ShipmentEvent>): ShipmentEvent {
  const [iso, local] = [instant.toISOString(), instant.toISOString().slice(0, 19)];
  return {
    time: { instant: iso, local, precision: "instant", zone: "Europe/Berlin", zoneDerived: true },
    rawCode: event.code.slice(-6).toUpperCase(),
    rawSubCode: null,
    rawText: "",
    place: { city: "Berlin", country: "DE" },
    piece: null,
    facts: {},
    order: 0,
    ...event,
  };
}
