/** A shop's look, as the pages and mails of its orders take it. */
import { accentsOf, type Colour } from "./colour.ts";

/** What of a merchant's row a look is made of. */
export interface BrandFacts {
  readonly merchantId: string;
  readonly brandColour: string | null;
  readonly logoHash: Buffer | null;
}

export interface Brand {
  /** A style sheet's end: the accent by day and by night; "" for our own. */
  readonly style: string;
  /** Path of the logo on our own origin; null: the name alone. */
  readonly logo: string | null;
}

/** @param facts the colour is one that `parseColour` gave when it was kept. */
export function brandOf({ merchantId, brandColour, logoHash }: BrandFacts): Brand {
  return {
    style: brandColour === null ? "" : styleOf(brandColour as Colour), // kept by routes.ts, which parsed it
    logo: logoHash === null ? null : logoPath(merchantId, logoHash),
  };
}

/** The hash in the address makes it for ever the same: it may be kept as long as anybody likes. */
export const logoPath = (merchantId: string, hash: Buffer): string =>
  `/brand/${merchantId}/${hash.toString("base64url")}`;

const styles = new Map<string, string>();

function styleOf(colour: Colour): string {
  let style = styles.get(colour);
  if (style === undefined) {
    const { light, dark } = accentsOf(colour);
    style = `:root{--accent:${light.accent};--accent-ink:${light.ink}}@media(prefers-color-scheme:dark){:root{--accent:${dark.accent};--accent-ink:${dark.ink}}}`;
    if (styles.size < 1_000) styles.set(colour, style);
  }
  return style;
}
