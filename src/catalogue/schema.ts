/** What the calls about carriers take and answer. The descriptions stand in the OpenAPI document and in docs/carriers-data.md. */
import { z } from "zod";
import { countryCode } from "#carriers/places.ts";
import { ways } from "./entries.ts";
import { queryLengthMax } from "./search.ts";

const texts = z.array(z.string());

export const CarrierRecord = z.object({
  code: z.string().describe("What shipping_company may say, and what Posthorn calls the carrier everywhere."),
  name: z.string().describe("The name that people read."),
  other_names: texts.describe("Further names, also of earlier times and in other scripts."),
  countries: texts.describe("ISO 3166-1 alpha-2 codes. Empty: it serves several, or we do not know."),
  parent: z.string().nullable().describe("Code of the carrier or group that it belongs to."),
  relation: z
    .string()
    .nullable()
    .describe("How it belongs there: brand, product, group, renamed, variant (the same carrier under a second code)."),
  subsidiaries: texts.describe("Codes of the carriers that belong to it, without its own second codes."),
  variants: texts.describe("Further codes of this same carrier."),
  website: z.string().nullable().describe("The carrier's site, as the lists give it."),
  tracking_page: z.string().nullable().describe("Its page for people; {number} stands for the tracking number."),
  needs: texts.describe("What an inquiry needs beside the number: postal_code, ship_date, account …"),
  number_formats: z
    .array(
      z.object({
        name: z.string().describe("What people call such a number."),
        examples: texts.describe("Numbers of this form, from documents and public test data."),
      }),
    )
    .describe("Forms of numbers that are known to be this carrier's. Empty: none is known."),
  can: z
    .array(z.enum(ways))
    .describe(
      "How Posthorn can follow it, the best first: own_api (its own interface), aggregator, link (its page is shown). Empty: it is recognised, and the merchant's own link is shown.",
    ),
  routes: texts.describe("Slugs of the connections that serve it, the preferred first."),
  known_as: z
    .object({
      aftership: z.string().nullable(),
      seventeentrack: z.string().nullable(),
      easypost: z.string().nullable(),
    })
    .describe("What aggregators call it: AfterShip's slug, 17TRACK's key, EasyPost's name."),
});
export type CarrierRecord = z.infer<typeof CarrierRecord>;

export const ConnectionRecord = z.object({
  slug: z.string().describe("Names the connection, its settings and its page in docs/carriers/."),
  name: z.string().describe("Whose interface it is."),
  kind: z.enum(["own_api", "aggregator"]).describe("own_api: the carrier's own; aggregator: asks many for us."),
  documentation: z.string().describe("The interface's documentation by who offers it."),
  numbers_per_call: z.number().int().describe("How many numbers one call asks for."),
  calls_per_second: z.number().describe("Our limit; below 1 it is a pause."),
  calls_per_day: z.number().int().nullable().describe("Our limit; null: none is known."),
  push: z.string().nullable().describe("What proves a message that it pushes; null: it is only asked."),
  registration: z
    .enum(["needed", "for_push"])
    .nullable()
    .describe("needed: it must be told of a number before it can be asked; for_push: told, it pushes."),
  credits_per_number: z.number().describe("What a number costs of the credits that were bought; 0: nothing."),
  quality: z
    .enum(["table", "reads", "proved", "lived"])
    .describe("How far it can be trusted; docs/carriers.md says what each means."),
  unproven: texts.describe("What nobody could verify, a sentence each."),
});
export type ConnectionRecord = z.infer<typeof ConnectionRecord>;

const asCountry = z
  .string()
  .max(60)
  .transform((written, context) => {
    const code = countryCode(written);
    if (code === undefined) context.addIssue({ code: "custom", message: "must be a country's two letters, like DE" });
    return code;
  });

/** What is empty in a form was not said. */
const unlessEmpty = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value) => (typeof value === "string" && value.trim() === "" ? undefined : value), shape.optional());

export const SearchQuery = z.object({
  q: unlessEmpty(z.string().max(queryLengthMax)).describe(
    "Code, name, other name, country or group, as people type it.",
  ),
  country: unlessEmpty(asCountry).describe("Only carriers of this country: two letters."),
  can: unlessEmpty(z.enum(ways)).describe("Only carriers that can be followed in this way."),
  page: unlessEmpty(z.coerce.number().int().min(1).max(1_000)).describe("50 carriers a page; the first is 1."),
});

export const SearchAnswer = z.object({
  carriers: z.array(CarrierRecord).describe("The best first."),
  total: z.number().int().describe("How many were found."),
  page: z.number().int(),
  pages: z.number().int(),
});

export const OneCarrier = z.object({
  carrier: CarrierRecord,
  connections: z.array(ConnectionRecord).describe("What its routes are, the preferred first."),
});

/** A link may be longer than a number; `identify` itself reads a hundred characters of what it takes for one. */
export const saidLengthMax = { number: 1_024, company: 100, postcode: 20 } as const;

export const IdentifyBody = z
  .object({
    number: unlessEmpty(z.string().max(saidLengthMax.number)).describe("A tracking number, or a link that holds one."),
    company: unlessEmpty(z.string().max(saidLengthMax.company)).describe(
      "What was said of who carries it, in any words.",
    ),
    country: unlessEmpty(asCountry).describe("Where the parcel goes: two letters."),
    origin: unlessEmpty(asCountry).describe("Where it is sent from: two letters."),
    postcode: unlessEmpty(z.string().max(saidLengthMax.postcode)).describe("The receiver's."),
  })
  .refine(({ number, company }) => number !== undefined || company !== undefined, {
    message: "Say a number, a company, or both.",
  });

export const IdentifyAnswer = z.object({
  candidates: z
    .array(
      z.object({
        code: z.string(),
        name: z.string(),
        probability: z.number().describe("0 to 1; all together at most 1, the rest is somebody else."),
        reasons: texts.describe("What speaks for it, in English sentences."),
        number_check: z
          .enum(["fits", "wrong_check_digit", "unknown"])
          .describe("Can the number be this carrier's own? unknown: no form of its numbers is known that would tell."),
        can: z.array(z.enum(ways)),
      }),
    )
    .describe("The likeliest first. Empty: nobody is likely."),
});

export const DataSet = z.object({
  name: z.string(),
  licence: z.string().describe("SPDX identifier."),
  source: z.string(),
  version: z.string().describe("Changes whenever a carrier or connection changes; also the answer's ETag."),
  count: z.number().int(),
  carriers: z.array(CarrierRecord).describe("In the order of their codes."),
  connections: z.array(ConnectionRecord),
});

/** Sentences that say which value is wrong and how. Values themselves are not repeated: one may be a tracking number. */
export function sentencesOf(error: z.ZodError): readonly string[] {
  return error.issues.slice(0, 20).map((issue) => {
    const name = issue.path.join("/");
    if (name === "") return issue.code === "custom" ? issue.message : "Send a JSON object.";
    if (issue.code === "custom") return `${name} ${issue.message}.`;
    if (issue.code === "too_big")
      return `${name} must be at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}.`;
    if (issue.code === "too_small") return `${name} must be at least ${issue.minimum}.`;
    if (issue.code === "invalid_value") return `${name} must be one of: ${issue.values.map(String).join(", ")}.`;
    if (issue.code === "invalid_type")
      return `${name} must be a ${issue.expected === "int" ? "whole number" : issue.expected}, once.`;
    return `${name} cannot be read.`;
  });
}
