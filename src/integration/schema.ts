/** The shapes of an integration check, as merchants ask for it and read it. */
import { z } from "zod";
import { type FindingCode, findingCodes } from "./finding-codes.ts";

const codes = Object.keys(findingCodes) as FindingCode[]; // of a constant

export const CheckQuery = z.object({
  order_id: z.uuid().optional(),
  capture_id: z.uuid().optional(),
  shipment_id: z.uuid().optional(),
  since: z
    .string()
    .regex(/^(?:[1-9]|[12]\d|30)d$|^\d{4}-\d\d-\d\dT/, "is 1d to 30d, or a time such as 2026-11-24T00:00:00Z")
    .optional()
    .describe("Everything since then; left out, with no id: 7d."),
});

const share = z.number().nullable().describe("0 to 1; null: there is nothing to measure.");

const score = z.object({
  captures_with_info: share,
  entries_resolved: share,
  shipments_with_events: share,
  calls_taken: share,
  whole: share,
});
const verdict = z.enum(["validated", "findings", "nothing_to_check"]);

export const HistoryQuery = z.object({
  days: z.coerce.number().int().min(1).max(365).default(90).describe("How many days back; 90 when left out."),
});

export const HistoryAnswer = z.object({
  days: z
    .array(
      z.object({
        day: z.string().describe("UTC, such as 2026-11-24. What counts are the seven days until its last check."),
        verdict,
        orders: z.number().int(),
        entries: z.number().int(),
        score,
      }),
    )
    .describe("Oldest first; days without anything to look at are left out."),
});
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

export const CheckAnswer = z.object({
  verdict: verdict.describe("validated: nothing is broken or doubtful. Advice does not count against it."),
  checked_at: z.string(),
  since: z.string().nullable(),
  orders: z.number().int(),
  entries: z.number().int(),
  /** More than were looked at. */
  is_cut: z.boolean().describe("There were more than 500 orders: the newest 500 were looked at."),
  score,
  findings: z.array(
    z.object({
      code: z.enum(codes),
      severity: z.enum(["broken", "doubtful", "advice"]),
      why: z.string(),
      fix: z.string(),
      count: z.number().int(),
      examples: z.array(
        z.object({
          order_id: z.string().nullable(),
          reference: z.string().nullable(),
          capture_id: z.string().nullable(),
          field: z.string().nullable(),
          received: z.string().nullable().describe("Verbatim, at most 100 characters."),
          understood: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type CheckQuery = z.infer<typeof CheckQuery>;
