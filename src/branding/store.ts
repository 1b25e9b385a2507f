/** All SQL of brands. */
import { sql, type Tx } from "#platform/database.ts";
import type { Colour } from "./colour.ts";
import type { Logo } from "./logo.ts";

export interface BrandRow {
  readonly shop: string;
  readonly colour: Colour | null;
  readonly logoHash: Buffer | null;
  readonly origins: readonly string[];
}

const brandOf = sql(
  "branding.brand",
  `select name as shop, brand_colour as colour, logo_hash as "logoHash", website_origins as origins from merchants where id = $1`,
);

export const readBrand = async (tx: Tx, merchantId: string): Promise<BrandRow | undefined> =>
  (await tx.query<BrandRow>(brandOf, [merchantId]))[0];

const keepBrandStatement = sql(
  "branding.keepBrand",
  "update merchants set brand_colour = $2, logo_hash = $3, website_origins = $4 where id = $1",
);
const keepLogo = sql(
  "branding.keepLogo",
  `insert into merchant_logos (merchant_id, hash, media_type, bytes) values ($1, $2, $3, $4)
   on conflict (merchant_id) do update set hash = excluded.hash, media_type = excluded.media_type, bytes = excluded.bytes`,
);
const dropLogo = sql("branding.dropLogo", "delete from merchant_logos where merchant_id = $1");

export interface BrandToKeep {
  readonly colour: Colour | null;
  readonly logo: (Logo & { readonly hash: Buffer }) | null;
  readonly origins: readonly string[];
}

/** The whole look anew: what is not said is gone. */
export async function keepBrand(tx: Tx, merchantId: string, { colour, logo, origins }: BrandToKeep): Promise<void> {
  if (logo === null) await tx.execute(dropLogo, [merchantId]);
  else await tx.execute(keepLogo, [merchantId, logo.hash, logo.mediaType, logo.bytes]);
  await tx.execute(keepBrandStatement, [merchantId, colour, logo?.hash ?? null, origins]);
}

const logoByHash = sql(
  "branding.logo",
  `select media_type as "mediaType", bytes from merchant_logos where merchant_id = $1 and hash = $2`,
);

export const readLogoBytes = async (tx: Tx, merchantId: string, hash: Buffer): Promise<Logo | undefined> =>
  (await tx.query<Logo>(logoByHash, [merchantId, hash]))[0];
