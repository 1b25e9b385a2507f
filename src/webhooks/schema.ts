/** The shapes of webhooks and of the feed, as merchants send and read them. */
import { z } from "zod";
import { newsTypes } from "#shipments/announce.ts";

const types = z
  .array(z.enum(newsTypes))
  .max(20)
  .describe("Which events; left out or empty: all, also those that are made later.");
const contact = z
  .string()
  .max(254)
  .nullable()
  .describe("Who is told by mail when the endpoint is switched off; left out: your support address.");

export const WebhookBody = z.object({
  url: z.string().max(2_048),
  types: types.optional(),
  contact: contact.optional(),
});
export const WebhookChange = WebhookBody.partial();

export const ShownWebhook = z.object({
  id: z.uuid(),
  url: z.string(),
  types,
  contact: z.string().nullable(),
  secret: z.string().nullable().describe("whsec_…, shown once: when it is new."),
  old_secret_until: z.string().nullable().describe("Until then the secret before signs, too."),
  state: z.enum(["active", "paused", "disabled"]),
  disabled_why: z
    .enum(["gone", "failing"])
    .nullable()
    .describe("gone: it answered 410. failing: no success for five days."),
  failing_since: z.string().nullable(),
  created_at: z.string(),
  changed_at: z.string(),
});
export type ShownWebhook = z.infer<typeof ShownWebhook>;
export const ShownWebhooks = z.object({ webhooks: z.array(ShownWebhook) });

export const ShownEvent = z.object({
  id: z
    .uuid()
    .describe("Made from its cause: retries, replays and the feed name the same. It is the header webhook-id."),
  type: z.enum(newsTypes),
  timestamp: z.string().describe("When we recorded it, UTC."),
  data: z
    .looseObject({
      shipment_id: z
        .uuid()
        .nullable()
        .describe("Null: it is about the order, because no shipment came of what was sent."),
      order_id: z.uuid(),
      sequence: z
        .number()
        .int()
        .describe(
          "1, 2, 3 … of this shipment, or of the order where it names none, without gaps: what is lower is older, whenever it comes.",
        ),
    })
    .describe("No name, address, number or link: ask for the rest by id."),
});

export const ShownFeed = z.object({
  events: z.array(ShownEvent),
  next: z.string().describe("Send it as after= to go on, now or in a week."),
  has_more: z.boolean(),
});

export const ReplayBody = z
  .object({
    event_id: z.uuid().optional(),
    from: z.iso.datetime({ offset: true }).optional(),
    through: z.iso.datetime({ offset: true }).optional(),
  })
  .describe("One event, or all that were recorded from … through …, both ISO 8601.");
export const Replayed = z.object({ replayed: z.number().int() });

export const Pinged = z.object({
  outcome: z.enum(["delivered", "refused", "unreachable"]),
  status: z.number().int().nullable(),
  duration_ms: z.number().int(),
  answer: z.string().describe("What your server said, at most 1 KB."),
});

export const ShownDeliveries = z.object({
  deliveries: z.array(
    z.object({
      event: ShownEvent,
      state: z.enum(["waiting", "delivered", "failed"]),
      attempts: z.number().int(),
      next_attempt_at: z.string().nullable(),
      tries: z.array(
        z.object({
          at: z.string(),
          outcome: z.enum(["delivered", "refused", "unreachable"]),
          status: z.number().int().nullable(),
          duration_ms: z.number().int(),
          answer: z.string(),
        }),
      ),
    }),
  ),
  next: z.string().nullable(),
});
