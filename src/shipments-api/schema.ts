/** The shapes of `/v1/shipments`: what a merchant's program reads of its parcels. Field by field, so that a new column is invisible until it is listed. */
import { z } from "zod";
import { statuses } from "#shipments/event-codes.ts";

export const ListQuery = z.object({
  status: z.enum(statuses).optional(),
  carrier: z.string().max(100).optional().describe("A carrier's code: dhl-germany."),
  number: z.string().max(100).optional().describe("The tracking number, however it is written."),
  order_id: z.uuid().optional(),
  reference: z.string().max(255).optional().describe("Your own reference of the order: merchant_reference1."),
  q: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .optional()
    .describe(
      "What somebody types: a tracking number, a reference, an id, the shopper's address or a part of their name.",
    ),
  opened_since: z.iso.datetime({ offset: true }).optional(),
  after: z.string().max(1_000).optional().describe("The next of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListQuery = z.infer<typeof ListQuery>;

const instant = z.string();
const Estimate = z.object({
  from: z.string(),
  through: z.string().nullable(),
  kind: z.enum(["date", "window"]),
});

const shipment = {
  id: z.uuid(),
  order_id: z.uuid(),
  reference: z.string().nullable().describe("merchant_reference1 of the order."),
  direction: z.enum(["outbound", "return"]),
  carrier: z.string().nullable().describe("Code of the registry."),
  tracking_number: z.string().nullable(),
  tracked: z.boolean().describe("False: there is nothing to follow by nature."),
  status: z.enum(statuses),
  code: z.string().describe("The event behind the status."),
  status_at: instant.nullable().describe("When the carrier says it happened, UTC."),
  estimate: Estimate.nullable(),
  opened_at: instant,
  last_event_at: instant.nullable(),
  last_asked_at: instant.nullable(),
  last_outcome: z.string().nullable(),
  next_ask_at: instant.nullable(),
};

export const ShipmentInList = z.object(shipment);
export const ShipmentList = z.object({ shipments: z.array(ShipmentInList), next: z.string().nullable() });

const Time = z.object({
  instant: instant.nullable(),
  local: z.string(),
  precision: z.enum(["instant", "local_with_offset", "local_without_zone", "date_only"]),
  zone: z.string().nullable(),
});
const Place = z.object({
  name: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
});

export const WholeShipment = z.object({
  ...shipment,
  tracking_url: z.string().describe("The shopper's page of this parcel: whoever has the link sees it."),
  estimates: z.array(z.object({ estimate: Estimate, seen_at: instant, reason: z.string().nullable() })),
  pickup_point: z
    .object({
      name: z.string().optional(),
      street: z.string().optional(),
      city: z.string().optional(),
      postalCode: z.string().optional(),
      country: z.string().optional(),
    })
    .nullable(),
  keep_until: z.string().nullable().describe("Local date until which a pick-up point keeps it."),
  attempts: z.number().int(),
  history: z
    .array(
      z.object({
        id: z.uuid(),
        code: z.string(),
        time: Time,
        place: Place.nullable(),
        words: z.string().describe("The carrier's own."),
        sources: z.array(z.string()).describe("Connections that said it."),
        seen_at: instant.describe("When we first had it."),
        pieces: z.array(z.string()),
        is_withdrawn: z.boolean(),
      }),
    )
    .describe("Newest first, repetitions folded."),
});
