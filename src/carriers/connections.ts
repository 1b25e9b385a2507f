/** The carriers that Posthorn can ask. A new folder becomes real by its line here; conformance.test.ts then checks it. */
import type { Carrier } from "#carriers/carrier.ts";
import { dhl } from "#carriers/dhl/carrier.ts";
import { ups } from "#carriers/ups/carrier.ts";

export const connections: readonly Carrier[] = [dhl, ups];

const byCode = new Map(connections.flatMap((carrier) => carrier.serves.map((code) => [code, carrier] as const)));
const bySlug = new Map(connections.map((carrier) => [carrier.slug, carrier] as const));

/** The connection that follows parcels of a registry code (`dhl-germany` → DHL); undefined: that carrier is not connected. */
export const connectionFor = (code: string): Carrier | undefined => byCode.get(code);

export const connectionBySlug = (slug: string): Carrier | undefined => bySlug.get(slug);
