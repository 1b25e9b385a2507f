/** Mailgun's webhooks: who signed one, and what it says of a mail (event-data of `failed` and `complained`). */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { minutes } from "#platform/clock.ts";
import { isAddressGone } from "#platform/mail-status.ts";
import type { MailReport } from "../mail-report.ts";

const Event = z.object({
  signature: z.object({ timestamp: z.coerce.string(), token: z.string(), signature: z.string() }),
  "event-data": z.object({
    event: z.string(),
    severity: z.string().nullish(),
    reason: z.string().nullish(),
    timestamp: z.number().nullish(),
    message: z.object({ headers: z.object({ "message-id": z.string().nullish() }).nullish() }).nullish(),
    "delivery-status": z.object({ code: z.coerce.number().nullish(), "enhanced-code": z.string().nullish() }).nullish(),
  }),
});

export type MailgunAnswer =
  | { readonly kind: "forged" }
  | { readonly kind: "report"; readonly token: string; readonly report: MailReport };

const windowMs = minutes(5);

/** The signature covers time and token alone, so an old one is worth nothing (W-06). Null: not of Mailgun's shape. */
export function readMailgun(signingKey: string, body: unknown, now: Date): MailgunAnswer | null {
  const { data } = Event.safeParse(body);
  if (data === undefined) return null;
  const { timestamp, token, signature } = data.signature;
  const wanted = createHmac("sha256", signingKey)
    .update(timestamp + token)
    .digest();
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : "", "hex");
  const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
  if (!isOurs || Math.abs(now.getTime() - Number(timestamp) * 1_000) > windowMs) return { kind: "forged" };
  const event = data["event-data"];
  const messageId = event.message?.headers?.["message-id"] ?? null;
  const at = event.timestamp ? new Date(event.timestamp * 1_000) : null;
  return { kind: "report", token, report: { kind: kindOf(event), messageId, at } };
}

function kindOf(event: z.infer<typeof Event>["event-data"]): MailReport["kind"] {
  if (event.event === "complained") return "complaint";
  if (event.event !== "failed" || event.severity !== "permanent") return "passing";
  // Mailgun keeps lists of its own, and says when one of them held a mail back.
  if (event.reason === "suppress-complaint") return "complaint";
  if (event.reason === "suppress-bounce") return "bounce";
  const status = event["delivery-status"];
  return isAddressGone(status?.code ?? null, status?.["enhanced-code"] || null) ? "bounce" : "passing";
}
