/** A merchant's look: set and read by the API, its logo served to everybody who sees a page of the shop. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Database } from "#platform/database.ts";
import type { RoutePlugin } from "#platform/http-server.ts";
import { isUuid, sha256 } from "#platform/ids.ts";
import { type MerchantRoutes, may } from "#platform/merchant-api.ts";
import { Problem } from "#platform/problem.ts";
import { logoPath } from "./brand.ts";
import { accentsOf, type Colour, parseColour } from "./colour.ts";
import { readLogo } from "./logo.ts";
import { BrandBody, ShownBrand } from "./schema.ts";
import { type BrandRow, type BrandToKeep, keepBrand, readBrand, readLogoBytes } from "./store.ts";

export type Refused = "FORBIDDEN" | "UNPROCESSABLE_ENTITY" | "NOT_FOUND";

export interface BrandingOptions {
  readonly database: Database;
  readonly publicBaseUrl: string;
}

/** A logo of 40,000 bytes in base64, and the rest. */
const bodyLimit = 64 * 1_024;
const schemaOf = (summary: string, more: object = {}) => ({
  schema: { summary, tags: ["branding"], response: { 200: ShownBrand, 401: Problem, 403: Problem }, ...more },
});

export const createBrandingRoutes =
  ({ database, publicBaseUrl }: BrandingOptions): MerchantRoutes<Refused> =>
  (api) =>
  async (server: FastifyInstance) => {
    const { inTime } = api;
    const allowed = may(api);
    const show = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { merchantId } = api.callerOf(request);
      const row = await inTime(database.forMerchants([merchantId], (tx) => readBrand(tx, merchantId)));
      if (row === undefined) return api.refuse(request, reply, "NOT_FOUND", "There is no such merchant any more.");
      return api.answer(request, reply, 200, shownBrand(row, merchantId, publicBaseUrl));
    };

    server.get(
      "/v1/branding",
      schemaOf("Read how the tracking pages of your orders look"),
      allowed("read", (request, reply) => show(request, reply)),
    );
    server.put(
      "/v1/branding",
      {
        bodyLimit,
        ...schemaOf("Set colour, logo and the pages that may show the widget; what is left out is gone", {
          body: BrandBody,
          response: { 200: ShownBrand, 401: Problem, 403: Problem, 422: Problem },
        }),
      },
      allowed("admin", async (request, reply) => {
        const body = BrandBody.safeParse(request.body ?? {});
        const read = body.success ? readBody(body.data) : [shapeSentence];
        if (Array.isArray(read))
          return api.refuse(request, reply, "UNPROCESSABLE_ENTITY", "The look cannot be taken as it is.", ...read);
        const { merchantId } = api.callerOf(request);
        await inTime(database.forMerchants([merchantId], (tx) => keepBrand(tx, merchantId, read)));
        return show(request, reply);
      }),
    );
  };

/** Logos, for everybody: an address with the image's hash, which never changes. */
export function createLogoRoutes({ database }: Pick<BrandingOptions, "database">): RoutePlugin {
  return async (server) => {
    server.get<{ Params: { merchant: string; hash: string } }>("/brand/:merchant/:hash", async (request, reply) => {
      const { merchant, hash } = request.params;
      const logo =
        isUuid(merchant) && /^[\w-]{43}$/.test(hash)
          ? await database.forMerchants([merchant], (tx) => readLogoBytes(tx, merchant, Buffer.from(hash, "base64url")))
          : undefined;
      if (logo === undefined)
        return reply.code(404).type("text/plain; charset=utf-8").send("There is no such image (any more).\n");
      return reply
        .headers({
          "cache-control": "public, max-age=31536000, immutable",
          "content-security-policy": "default-src 'none'; sandbox",
          "cross-origin-resource-policy": "same-origin",
          "x-content-type-options": "nosniff",
        })
        .type(logo.mediaType)
        .send(logo.bytes);
    });
  };
}

/** What shall be kept, or sentences that say what is wrong. */
function readBody({ colour = null, logo = null, website_origins: given = [] }: z.infer<typeof BrandBody>) {
  const faults: string[] = [];
  const parsed = colour === null ? null : parseColour(colour);
  if (colour !== null && parsed === null) faults.push('colour: write it as "#rrggbb".');
  const image = logo === null ? null : readLogo(logo.media_type, logo.data);
  if (typeof image === "string") faults.push(`logo: ${image}`);
  const origins = given.map((text) => {
    const origin = originOf(text);
    if (origin === null)
      faults.push(`website_origins: "${text.slice(0, 100)}" is no origin; write it as "https://shop.example".`);
    return origin ?? "";
  });
  if (faults.length > 0) return faults;
  const kept = image === null || typeof image === "string" ? null : { ...image, hash: sha256(image.bytes) };
  return { colour: parsed, logo: kept, origins: [...new Set(origins)] } satisfies BrandToKeep;
}

/** Only what a content policy can name: scheme, host, port. Without TLS this machine alone, for trying out. */
function originOf(text: string): string | null {
  const url = URL.parse(text.trim());
  if (url === null || url.username !== "" || url.pathname !== "/" || url.search !== "" || url.hash !== "") return null;
  const isLocal = url.protocol === "http:" && ["localhost", "127.0.0.1"].includes(url.hostname);
  return url.protocol === "https:" || isLocal ? url.origin : null;
}

export function shownBrand(row: BrandRow, merchantId: string, publicBaseUrl: string): ShownBrand {
  const { shop, colour, logoHash, origins } = row;
  const shown = colour === null ? null : accentsOf(colour);
  return {
    shop,
    colour,
    shown,
    logo_url: logoHash === null ? null : publicBaseUrl + logoPath(merchantId, logoHash),
    website_origins: origins,
    notes: colour === null || shown === null ? [] : notesOn(colour, shown.light.accent, shown.dark.accent),
  };
}

const notesOn = (colour: Colour, light: Colour, dark: Colour): readonly string[] => [
  ...(light === colour ? [] : [`On light pages ${colour} would be hard to read; ${light} is shown instead.`]),
  ...(dark === colour ? [] : [`On dark pages ${colour} would be hard to read; ${dark} is shown instead.`]),
];

const shapeSentence =
  'Send {"colour": "#rrggbb", "logo": {"media_type": "image/png", "data": "<base64>"}, "website_origins": ["https://shop.example"]}; each may be left out.';
