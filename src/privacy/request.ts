/** Who asks for a shopper's data, why, and that it is written down: nothing is looked at before (A-05, L-02). */
import { domainToUnicode } from "node:url";
import { type AuditAction, recordDeed } from "#accounts/audit.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { idFromCause } from "#platform/ids.ts";
import { visibleText } from "#platform/log.ts";

export interface PrivacyDeps {
  readonly database: Database;
  readonly clock: Clock;
}

export interface PrivacyRequest {
  /** As `parseEmail` gives it. */
  readonly email: string;
  /** A person's own address, or a command. */
  readonly who: string;
  /** As `reasonOf` gives it. */
  readonly reason: string;
}

export const reasonRule = "Say why in 5 to 300 characters, without an e-mail address: the reason is kept for good.";

/** Null: none, or one that would keep in the log whom it is about. */
export function reasonOf(text: string): string | null {
  const reason = visibleText(text.toWellFormed()).trim();
  return reason.length < 5 || reason.length > 300 || reason.includes("@") ? null : reason;
}

/** Stands for a shopper where the address itself is not kept: the same address has the same id. */
export const shopperSubject = (email: string): string => idFromCause("shopper", email);

type Use = Extract<AuditAction, `person_${"searched" | "exported" | "erased"}`>;

export const recordUse = (tx: Tx, what: Use, { email, who, reason }: PrivacyRequest, now: Date): Promise<void> =>
  recordDeed(tx, { merchantId: null, who, what, subject: shopperSubject(email), details: { reason } }, now);

/** How an address may stand in what a merchant sent: an international domain in letters, too. In small letters. */
export function spellingsOf(email: string): readonly string[] {
  const at = email.lastIndexOf("@");
  const inLetters = `${email.slice(0, at)}@${domainToUnicode(email.slice(at + 1))}`;
  return [...new Set([email.toLowerCase(), inLetters.toLowerCase()])];
}
