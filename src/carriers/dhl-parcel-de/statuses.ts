/** The codes of DHL Parcel DE tracking: event and reason, then the two letters, then the sentence. */
import { parcelDe, parcelDeText } from "#carriers/_families/dhl/parcel-de.ts";
import type { StatusLine } from "#carriers/carrier.ts";
import { parcelDeIce } from "./statuses/ice.ts";

export const statuses: readonly StatusLine[] = [...parcelDeIce, ...parcelDe, ...parcelDeText];
