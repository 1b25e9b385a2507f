/** The status of one reading by itself, as the command line prints it. */
import type { NumberReading } from "#carriers/carrier.ts";
import { eventCodes, type Status, statusOf } from "#shipments/event-codes.ts";

/** The latest event that moves the shipment. */
export function summarise(reading: NumberReading & { readonly kind: "events" }): { readonly status: Status } {
  const moving = reading.events.flatMap(({ code }) =>
    code !== "unmapped" && eventCodes[code] !== "inform" ? [code] : [],
  );
  const last = moving.at(-1);
  return { status: last === undefined ? "pending" : statusOf(last) };
}
