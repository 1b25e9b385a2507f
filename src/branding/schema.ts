/** What merchants send of their look, and what they read. The descriptions stand in the OpenAPI document. */
import { z } from "zod";

const Logo = z.object({
  media_type: z.string().describe("image/png, image/jpeg or image/webp."),
  data: z.string().max(60_000).describe("The file in base64; at most 40,000 bytes."),
});

export const BrandBody = z.object({
  colour: z.string().max(100).nullish().describe("#rrggbb. Shown in the nearest shade that can be read."),
  logo: Logo.nullish().describe("Left out or null: the shop's name alone."),
  website_origins: z
    .array(z.string().max(300))
    .max(20)
    .optional()
    .describe("Origins whose pages may show the widget, such as https://shop.example."),
});

const Accent = z.object({
  accent: z.string(),
  ink: z.string().describe("Text on the accent."),
});

export const ShownBrand = z.object({
  shop: z.string(),
  colour: z.string().nullable().describe("As you sent it."),
  shown: z
    .object({ light: Accent, dark: Accent })
    .nullable()
    .describe("The shades that pages use, each with a contrast of at least 4.5 to its background."),
  logo_url: z.string().nullable(),
  website_origins: z.array(z.string()).readonly(),
  notes: z.array(z.string()).readonly().describe("What differs from what you sent, for people."),
});
export type ShownBrand = z.infer<typeof ShownBrand>;
