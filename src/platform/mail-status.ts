/** What a mail server's refusal says about the address: that it is gone, or only that this mail did not pass. */

/**
 * Is the mailbox gone for good? Only what speaks of the address itself counts: a full mailbox, a policy, a blocked sender or a broken
 * route may be another thing tomorrow, or our own fault.
 * @param replyCode SMTP, `550`; null where a report names none
 * @param status enhanced (RFC 3463), `5.1.1`; null where the server gave none
 */
export function isAddressGone(replyCode: number | null, status: string | null): boolean {
  const [, kind, subject = "", detail = ""] = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(status ?? "") ?? [];
  if (kind === undefined) return replyCode !== null && withoutStatus.has(replyCode);
  if (kind !== "5") return false;
  if (subject === "1") return !ofSender.has(detail);
  if (subject === "2") return detail === "1"; // disabled; 5.2.2 is full
  // "Other": the reply code has to say it.
  return subject === "0" && replyCode !== null && withoutStatus.has(replyCode);
}

/** RFC 5321 §4.2.3: no such mailbox, not local, name not allowed. 552 is full, 554 is anything. */
const withoutStatus: ReadonlySet<number> = new Set([550, 551, 553]);
/** 5.1.7 and 5.1.8 complain of the sender's address. */
const ofSender: ReadonlySet<string> = new Set(["7", "8"]);

/** The first enhanced status code in a server's words. */
export const statusIn = (words: string): string | null => /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1] ?? null;
