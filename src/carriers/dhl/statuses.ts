/** Every status code of DHL, by division. The lists stand in statuses/, one file per division, with source and date on top. */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";
import { ecommerce } from "./statuses/ecommerce.ts";
import { ecommerceEurope } from "./statuses/ecommerce-europe.ts";
import { express } from "./statuses/express.ts";
import { dgf, dscText, ecommercePpl, ecommerceText, freight, statusCode, svb } from "./statuses/others.ts";
import { parcelDe, parcelDeIce, parcelDeText } from "./statuses/parcel-de.ts";
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
  ...parcelDeIce,
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
