/** What a merchant reads of an order's deliveries, for the OpenAPI document. */
import { z } from "zod";
import { type Reason, reasons } from "./reasons.ts";

const instant = z.iso.datetime();
const isReason = (text: string): text is Reason => Object.hasOwn(reasons, text);

const Outcome = z.object({
  reason: z.enum(Object.keys(reasons).filter(isReason)).describe("A closed list."),
  explanation: z.string().describe("The reason as a sentence, with what to do."),
  evidence: z
    .looseObject({ field: z.string().nullable(), said: z.string().nullable() })
    .describe("What was seen: the entry's field, what it says, and the carriers that came into question."),
  delivery_id: z.string().nullable().describe("The delivery that is followed because of this entry."),
});

const fromTo = z.object({ from: z.string().nullable(), to: z.string().nullable() });

const Change = z.object({
  at: instant,
  carrier: fromTo.describe("Codes of the registry; the same twice: only the way of asking changed."),
  asked_through: fromTo.describe("Connection and account that were asked, and are asked now."),
  because: z.string().describe("What the one before had said: not_found, unauthorized, forbidden, unavailable …"),
});

const Delivery = z.object({
  delivery_id: z.string(),
  direction: z.enum(["outbound", "return"]),
  carrier: z.object({ code: z.string(), name: z.string() }).nullable(),
  tracking_number: z.string().nullable(),
  untracked: z
    .string()
    .nullable()
    .describe("With nothing to follow: digital, own_delivery, store_pickup or letter; null: it has a number."),
  status: z.string().describe("docs/lifecycle.md names them."),
  event: z.string().describe("The event behind the status."),
  status_at: instant.nullable(),
  estimate: z.object({ from: z.string(), through: z.string() }).nullable().describe("The carrier's, while it holds."),
  events: z.number().int().describe("How many events are known."),
  last_asked_at: instant.nullable(),
  last_outcome: z
    .string()
    .nullable()
    .describe("What came of asking last: events, or why nothing did (not_found, unauthorized, throttled …)."),
  next_ask_at: instant.nullable().describe("Null: it is not asked any more, or not at all."),
  silent_since: instant.nullable().describe("Since when the carrier has said nothing new, where that is unusual."),
  history: z
    .array(Change)
    .describe("When another carrier turned out to have the parcel, or another way of asking had to be taken."),
});

export const WhatBecame = z.object({
  order_id: z.string(),
  entries: z
    .array(
      z.object({
        shipping_info: z.unknown().describe("As it was sent."),
        capture_id: z.string().nullable(),
        received_at: instant,
        taken_in_at: instant.nullable().describe("Null: not looked at yet; that takes seconds."),
        outcomes: z.array(Outcome),
      }),
    )
    .describe("Each entry of shipping info, oldest first."),
  deliveries: z.array(Delivery),
});
