/** Every status code of Correos, by the groups of its own shop module, and what texts and phases say. The lists stand in statuses/. */
import type { StatusLine } from "#carriers/carrier.ts";
import { cancelled } from "./statuses/cancelled.ts";
import { delivered } from "./statuses/delivered.ts";
import { observed } from "./statuses/observed.ts";
import { preregistered } from "./statuses/preregistered.ts";
import { failedRounds, returned } from "./statuses/returned.ts";
import { deliveryTexts, incidentTexts, phases, texts, underWay } from "./statuses/texts.ts";

export const statuses: readonly StatusLine[] = [
  ...observed,
  ...preregistered,
  ...delivered,
  ...cancelled,
  ...returned,
  ...failedRounds,
  ...texts,
  ...incidentTexts,
  ...deliveryTexts,
  ...underWay,
  ...phases,
];
