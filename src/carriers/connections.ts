/**
 * The connections through which Posthorn can ask, in the order in which they are preferred: of two that serve one code the first.
 * A new folder becomes real by its line here; conformance.test.ts then checks it.
 */
import { aftership } from "#carriers/aftership/carrier.ts";
import { amazonShipping } from "#carriers/amazon-shipping/carrier.ts";
import { australiaPost } from "#carriers/australia-post/carrier.ts";
import { bpost } from "#carriers/bpost/carrier.ts";
import { bring } from "#carriers/bring/carrier.ts";
import { canadaPost } from "#carriers/canada-post/carrier.ts";
import type { Carrier } from "#carriers/carrier.ts";
import { chronopost } from "#carriers/chronopost/carrier.ts";
import { correos } from "#carriers/correos/carrier.ts";
import { correosExpress } from "#carriers/correos-express/carrier.ts";
import { dhl } from "#carriers/dhl/carrier.ts";
import { dhlExpress } from "#carriers/dhl-express/carrier.ts";
import { dhlParcelDe } from "#carriers/dhl-parcel-de/carrier.ts";
import { dpd } from "#carriers/dpd/carrier.ts";
import { dpdGroup } from "#carriers/dpd-group/carrier.ts";
import { easypost } from "#carriers/easypost/carrier.ts";
import { fedex } from "#carriers/fedex/carrier.ts";
import { gls } from "#carriers/gls/carrier.ts";
import { hermesDe } from "#carriers/hermes-de/carrier.ts";
import { inpost } from "#carriers/inpost/carrier.ts";
import { laPoste } from "#carriers/la-poste/carrier.ts";
import { ontrac } from "#carriers/ontrac/carrier.ts";
import { postnl } from "#carriers/postnl/carrier.ts";
import { postnord } from "#carriers/postnord/carrier.ts";
import { purolator } from "#carriers/purolator/carrier.ts";
import { royalMail } from "#carriers/royal-mail/carrier.ts";
import { seventeentrack } from "#carriers/seventeentrack/carrier.ts";
import { shippo } from "#carriers/shippo/carrier.ts";
import { trackingmore } from "#carriers/trackingmore/carrier.ts";
import { ups } from "#carriers/ups/carrier.ts";
import { usps } from "#carriers/usps/carrier.ts";

/** Carriers' own interfaces, one for a single service before one for the whole house. */
// biome-ignore format: one on a line, so that two people who add one do not meet
const ownApis: readonly Carrier[] = [
  amazonShipping,
  australiaPost,
  bpost,
  bring,
  canadaPost,
  dhlExpress,
  dhlParcelDe,
  dhl,
  dpd,
  dpdGroup,
  gls,
  hermesDe,
  inpost,
  fedex,
  ontrac,
  postnl,
  purolator,
  laPoste,
  chronopost,
  correosExpress,
  correos,
  postnord,
  royalMail,
  ups,
  usps,
];

/** Asked when no own interface can be. */
// biome-ignore format: as above
const aggregators: readonly Carrier[] = [
  aftership,
  seventeentrack,
  easypost,
  shippo,
  trackingmore,
];

export const connections: readonly Carrier[] = [...ownApis, ...aggregators];

const bySlug = new Map(connections.map((carrier) => [carrier.slug, carrier] as const));

/** Of these connections the ones that follow parcels of a registry code, in their order. */
export function connectionsAmong(all: readonly Carrier[]): (code: string) => readonly Carrier[] {
  const byCode = new Map<string, Carrier[]>();
  for (const carrier of all)
    for (const code of carrier.serves) {
      const serving = byCode.get(code);
      if (serving === undefined) byCode.set(code, [carrier]);
      else serving.push(carrier);
    }
  return (code) => byCode.get(code) ?? [];
}

/** The connections that follow parcels of a registry code, the preferred first. */
export const connectionsFor = connectionsAmong(connections);

/** The carrier's own connection (`dhl-germany` → DHL); undefined: there is none, at most an aggregator. */
export const ownConnectionFor = (code: string): Carrier | undefined =>
  connectionsFor(code).find(({ kind }) => kind !== "aggregator");

/** Of a code's own connections the one for the whole house: the narrower ones stand before it. Codes that share it are one family. */
export const houseConnectionFor = (code: string): Carrier | undefined =>
  connectionsFor(code).findLast(({ kind }) => kind !== "aggregator");

export const connectionBySlug = (slug: string): Carrier | undefined => bySlug.get(slug);
