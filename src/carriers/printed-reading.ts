/** A reading as the command line prints it and as the samples' expected.json hold it. */
import type { NumberReading, Reading } from "#carriers/carrier.ts";
import { statusOfReading } from "#carriers/status-of-reading.ts";
import type { Place, ShipmentEvent } from "#shipments/event.ts";

/** When every number is refused for the same reason, the answer as a whole is refused for it. */
export function printedReading(reading: Reading): unknown {
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
    status: statusOfReading(shipment),
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
