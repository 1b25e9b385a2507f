/** Every event code of Hermes Germany, in its two forms. The lists stand in statuses/, with source and date on top. */
import type { StatusLine } from "#carriers/carrier.ts";
import { short } from "./statuses/four-digits.ts";
import { long } from "./statuses/nine-digits.ts";

export const statuses: readonly StatusLine[] = [...short, ...long];
