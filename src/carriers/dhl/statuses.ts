/**
 * Every status code that Unified sends, by division. The lists stand in statuses/, one file per division, with source and date on top;
 * those that another connection of DHL sends too stand in `_families/dhl/`.
 */
import { express } from "#carriers/_families/dhl/express.ts";
import { parcelDe, parcelDeText } from "#carriers/_families/dhl/parcel-de.ts";
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";
import { ecommerce } from "./statuses/ecommerce.ts";
import { ecommerceEurope } from "./statuses/ecommerce-europe.ts";
import { dgf, dscText, ecommercePpl, ecommerceText, freight, statusCode, svb } from "./statuses/others.ts";
import { parcelNl } from "./statuses/parcel-nl.ts";
import { parcelPl } from "./statuses/parcel-pl.ts";

/** Two codes of Parcel Germany mean two things; the sentence beside the code decides (unified.ts reads it). */
const parcelDeByText = statusTable(
  "parcel-de",
  `
LA + held  | in_transit.held_at_request         | In storage, e.g. waiting for pickup by receiver | the text says that it is kept back
PO + depot | in_transit.arrived_at_delivery_depot | In delivery process                           | the text speaks of the delivery base
`,
);

export const statuses: readonly StatusLine[] = [
  ...parcelDe,
  ...parcelDeByText,
  ...parcelDeText,
  ...express,
  ...ecommerce,
  ...ecommerceText,
  ...ecommerceEurope,
  ...ecommercePpl,
  ...parcelNl,
  ...parcelPl,
  ...freight,
  ...dgf,
  ...dscText,
  ...svb,
  ...statusCode,
];
