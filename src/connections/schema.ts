/** What merchants send to connect a carrier, and what they read. The descriptions stand in the OpenAPI document. */
import { z } from "zod";

/** Names and values are looked at by `readFields`, which knows the connection; here only shape and size. */
export const ConnectionBody = z.object({
  fields: z
    .record(z.string().max(100), z.string().max(4_096))
    .describe("Values by the names of the connection's fields. What is not named is empty: nothing of before is kept."),
  environment: z
    .enum(["production", "test"])
    .optional()
    .describe("Where the carrier is asked; production unless said. test: only where has_test_environment says so."),
});

const ShownField = z.object({
  name: z.string(),
  label: z.string().nullable().describe("What the carrier calls it, where that is another name."),
  is_required: z.boolean(),
  is_secret: z.boolean().describe("Secrets come out as a hint of their last four characters, or less."),
  one_of: z.array(z.string()).readonly().nullable().describe("The values that it may have; null: any."),
});

const instant = z.iso.datetime();

const ShownCredential = z.object({
  environment: z.enum(["production", "test", "custom"]).describe("custom: at an address that the operator named."),
  fields: z.record(z.string(), z.string()).describe("Values of what is public, hints of what is secret."),
  push_url: z
    .string()
    .nullable()
    .describe(
      "Where the carrier shall push to; push_entered_at says where to enter it. Treat it like a password. A GET answers 200 when the address is right. Null: it does not push, or your key lacks the scope admin.",
    ),
  verdict: z
    .enum(["works", "refused", "not_allowed", "unreachable", "throttled", "unclear"])
    .nullable()
    .describe("Of the last test; null: not tested since it was entered. docs/connections.md says what each means."),
  verdict_words: z.string().nullable().describe("The same for people, with what to do."),
  verified_at: instant.nullable(),
  created_at: instant,
  changed_at: instant,
});
export type ShownCredential = z.infer<typeof ShownCredential>;

export const ShownConnection = z.object({
  connection: z.string().describe("Names it in addresses and settings; its page is docs/carriers/<connection>.md."),
  name: z.string(),
  kind: z.enum(["carrier", "aggregator"]).describe("aggregator: asks many carriers for us, for money."),
  fields: z.array(ShownField).describe("What to enter."),
  documentation: z.string().describe("By who offers it."),
  has_test_environment: z.boolean(),
  takes_push: z.boolean(),
  push_entered_at: z.string().nullable().describe("Where push_url is told to the carrier, for people; null: nowhere."),
  credential: ShownCredential.nullable().describe("Your own; null: you have entered none."),
});
export type ShownConnection = z.infer<typeof ShownConnection>;

export const ShownConnections = z.object({ connections: z.array(ShownConnection) });

export const TestAnswer = z.object({
  connection: z.string(),
  verdict: ShownCredential.shape.verdict.unwrap(),
  verdict_words: z.string(),
  verified_at: instant,
  retry_at: instant.nullable().describe("Before then a further test says throttled; null: try when you like."),
});
