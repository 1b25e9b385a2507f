/** Every status code of UPS. The same two letters mean different things per list; the lists stand in statuses/. */
import type { StatusLine } from "#carriers/carrier.ts";
import { delivered } from "./statuses/delivered.ts";
import { exception } from "./statuses/exception.ts";
import { mailInnovations } from "./statuses/mail-innovations.ts";
import { manifest, movement, pickup, types, updates } from "./statuses/movement.ts";
import { statusCodes } from "./statuses/status-code.ts";

export const statuses: readonly StatusLine[] = [
  ...delivered,
  ...movement,
  ...manifest,
  ...exception,
  ...updates,
  ...pickup,
  ...mailInnovations,
  ...statusCodes,
  ...types,
];
