/** What mail servers report of a mail that has left: that it bounced (RFC 3464), or that it was called spam (RFC 5965). */
import { simpleParser } from "mailparser";
import { isAddressGone, statusIn } from "#platform/mail-status.ts";

export interface MailReport {
  /** passing: full, delayed, a policy; it says nothing of the address for good. */
  readonly kind: "bounce" | "complaint" | "passing";
  /** Of our mail, `<id@host>`; null: the report does not say which. */
  readonly messageId: string | null;
  readonly at: Date | null;
}

/** @param raw the report as it came by mail, headers and all. Null: it is no report. */
export async function readMailReport(raw: Buffer): Promise<MailReport | null> {
  const parsed = await simpleParser(raw, { skipImageLinks: true, skipHtmlToText: true, keepDeliveryStatus: true });
  const part = (...types: readonly string[]): string | null =>
    parsed.attachments.find(({ contentType }) => types.includes(contentType))?.content.toString() ?? null;
  const delivery = part("message/delivery-status", "message/global-delivery-status");
  const feedback = part("message/feedback-report");
  if (delivery === null && feedback === null) return null;
  const ours = part("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers");
  const messageId = ours === null ? null : (fieldOf(headOf(ours), "message-id") ?? null);
  const kind = feedback !== null ? complaintOf(feedback) : bounceOf(delivery ?? "");
  return { kind, messageId, at: parsed.date ?? null };
}

/** Only what its reader called spam or fraud; "not-spam" is praise, and "auth-failure" is about our own settings. */
const complaintOf = (feedback: string): MailReport["kind"] =>
  ["abuse", "fraud"].includes(fieldOf(feedback, "feedback-type")?.toLowerCase() ?? "") ? "complaint" : "passing";

/** Of one mail to one recipient: the first group that names a recipient. */
function bounceOf(delivery: string): MailReport["kind"] {
  const group = delivery.split(/\r?\n\r?\n/).find((one) => fieldOf(one, "final-recipient") !== null) ?? "";
  if (fieldOf(group, "action")?.toLowerCase() !== "failed") return "passing";
  const words = fieldOf(group, "diagnostic-code") ?? "";
  const reply = /\b([245]\d\d)\b/.exec(words)?.[1];
  const status = fieldOf(group, "status");
  // A relay that says no more than "5.0.0" often quotes the better code of the server behind it.
  const better = status === null || /^5\.0\.0\b/.test(status) ? (statusIn(words) ?? status) : status;
  return isAddressGone(reply === undefined ? null : Number(reply), better && statusIn(better)) ? "bounce" : "passing";
}

const headOf = (message: string): string => message.split(/\r?\n\r?\n/, 1)[0] ?? "";

/** A header's value, unfolded; null: there is none. */
function fieldOf(head: string, name: string): string | null {
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const line = unfolded.split(/\r?\n/).find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? null;
}
