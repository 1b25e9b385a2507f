/** The carriers that the simulator plays, by slug: a new contract becomes real by its line here; contract.test.ts then asks it. */
import type { Contract } from "./contract.ts";
import { aftership } from "./contracts/aftership.ts";
import { amazonShipping } from "./contracts/amazon-shipping.ts";
import { australiaPost } from "./contracts/australia-post.ts";
import { bpost } from "./contracts/bpost.ts";
import { bring } from "./contracts/bring.ts";
import { canadaPost } from "./contracts/canada-post.ts";
import { chronopost } from "./contracts/chronopost.ts";
import { correos } from "./contracts/correos.ts";
import { correosExpress } from "./contracts/correos-express.ts";
import { dhl } from "./contracts/dhl.ts";
import { dhlExpress } from "./contracts/dhl-express.ts";
import { dhlParcelDe } from "./contracts/dhl-parcel-de.ts";
import { dpd } from "./contracts/dpd.ts";
import { dpdGroup } from "./contracts/dpd-group.ts";
import { easypost } from "./contracts/easypost.ts";
import { fedex } from "./contracts/fedex.ts";
import { gls } from "./contracts/gls.ts";
import { hermesDe } from "./contracts/hermes-de.ts";
import { inpost } from "./contracts/inpost.ts";
import { laPoste } from "./contracts/la-poste.ts";
import { ontrac } from "./contracts/ontrac.ts";
import { postnl } from "./contracts/postnl.ts";
import { postnord } from "./contracts/postnord.ts";
import { purolator } from "./contracts/purolator.ts";
import { royalMail } from "./contracts/royal-mail.ts";
import { seventeentrack } from "./contracts/seventeentrack.ts";
import { shippo } from "./contracts/shippo.ts";
import { trackingmore } from "./contracts/trackingmore.ts";
import { ups } from "./contracts/ups.ts";
import { usps } from "./contracts/usps.ts";
import type { NumberWish } from "./numbers.ts";

// biome-ignore format: one entry a line, so that branches merge
export const contracts: readonly Contract[] = [
  aftership,
  amazonShipping,
  australiaPost,
  bpost,
  bring,
  canadaPost,
  chronopost,
  correos,
  correosExpress,
  dhl,
  dhlExpress,
  dhlParcelDe,
  dpd,
  dpdGroup,
  easypost,
  fedex,
  gls,
  hermesDe,
  inpost,
  laPoste,
  ontrac,
  postnl,
  postnord,
  purolator,
  royalMail,
  seventeentrack,
  shippo,
  trackingmore,
  ups,
  usps,
];

const bySlug = new Map(contracts.map((contract) => [contract.carrier, contract] as const));

export const contractBySlug = (slug: string): Contract | undefined => bySlug.get(slug);

/** A number with a right check digit that plays the journey. @throws for a carrier that the simulator does not play */
export function makeNumber({ carrier, ...wish }: NumberWish & { readonly carrier: string }): string {
  const contract = contractBySlug(carrier);
  if (contract === undefined) throw new RangeError(`The simulator does not play ${carrier}.`);
  return contract.numbers.make(wish);
}
