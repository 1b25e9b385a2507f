/** Every status of USPS: event codes, the words that say more than a code, and the coarse categories. */
import type { StatusLine } from "#carriers/carrier.ts";
import { categories, eventCodes } from "./statuses/event-codes.ts";
import { eventTypes, vagueEventTypes } from "./statuses/event-types.ts";

export const statuses: readonly StatusLine[] = [...eventCodes, ...eventTypes, ...vagueEventTypes, ...categories];
