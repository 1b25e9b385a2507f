/** The shapes of `/v1/tickets`. */
import { z } from "zod";
import { statuses } from "#shipments/event-codes.ts";
import { type TicketKind, ticketKinds } from "./tickets.ts";

export const kinds = Object.keys(ticketKinds) as TicketKind[]; // its keys are the kinds

export const TicketQuery = z.object({
  kind: z.enum(kinds).optional(),
  shipment_id: z.uuid().optional().describe("Of this shipment alone."),
  after: z.string().max(1_000).optional().describe("The next of the page before."),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(100)
    .describe("Shipments that are looked at for one page; it may hold fewer tickets, and go on all the same."),
});

export const Tickets = z.object({
  tickets: z.array(
    z.object({
      kind: z.enum(kinds),
      since: z.string(),
      why: z.string(),
      fix: z.string(),
      owner: z.string().nullable().describe("Who looks after it; null: nobody yet."),
      shipment_id: z.uuid(),
      order_id: z.uuid(),
      reference: z.string().nullable(),
      carrier: z.string().nullable(),
      tracking_number: z.string().nullable(),
      status: z.enum(statuses),
      code: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
export type Tickets = z.infer<typeof Tickets>;

export const OwnerBody = z.object({
  owner: z.string().trim().min(1).max(254).nullable().describe("A name or an address; null: nobody any more."),
});
