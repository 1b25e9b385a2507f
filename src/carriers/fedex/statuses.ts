/** Every status code of FedEx. Codes stand in statuses/events.ts, what refines them in statuses/refinements.ts. */
import type { StatusLine } from "#carriers/carrier.ts";
import { events, eventsWithReason } from "./statuses/events.ts";
import { delays, deliveryPlaces, reasons, scanPlaces, texts } from "./statuses/refinements.ts";

export const statuses: readonly StatusLine[] = [
  ...eventsWithReason,
  ...events,
  ...reasons,
  ...delays,
  ...deliveryPlaces,
  ...scanPlaces,
  ...texts,
];
