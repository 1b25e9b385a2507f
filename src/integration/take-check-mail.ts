/** A mail is taken: read, and committed with the work that answers it. Whoever handed it over hears of it only then. */
import { personalMerchantId } from "#orders/personal-merchant.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { planWork } from "#platform/due-work.ts";
import { idFromCause, shardOf } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { insertMail, type NewMail, readMailLoad } from "./check-mail-store.ts";
import { readCheckMail } from "./read-check-mail.ts";

export interface TakeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  /** Whose `Authentication-Results` are believed. */
  readonly authservId: string;
  /** Addresses that are our own: a mail from there is never answered. */
  readonly ownAddresses: readonly string[];
}

/**
 * known: it was taken before. silent: from a program, from nobody, or from ourselves; it is dropped. too_many: of this sender today; dropped as
 * well. busy: more wait than should; try again. unreadable: no mail program could read it.
 */
export type MailTaken = "taken" | "known" | "silent" | "too_many" | "busy" | "unreadable";

export const mailsPerDay = 20;
const waitingMax = 1_000;

/** @param envelopeSender null: nobody, as with bounces; undefined: the mail itself says who, in `Return-Path` */
export async function takeCheckMail(
  deps: TakeDeps,
  raw: Buffer,
  envelopeSender: string | null | undefined,
): Promise<MailTaken> {
  const taken = await take(deps, raw, envelopeSender);
  deps.log.info("check_mail", { reason: taken });
  if (taken === "taken") deps.wakeups.wake("work", "check");
  return taken;
}

async function take(deps: TakeDeps, raw: Buffer, given: string | null | undefined): Promise<MailTaken> {
  const read = await readCheckMail(raw, deps.authservId);
  if (read === null) return "unreadable";
  const { digest, from, references: thread, isAutomatic, ...mail } = read;
  const envelopeSender = given === undefined ? mail.returnPath : given;
  if (from === null || envelopeSender === null || isAutomatic || deps.ownAddresses.includes(from)) return "silent";
  const now = deps.clock.now();
  const id = idFromCause("check mail", mail.messageId ?? digest, from, envelopeSender);
  const { messageId, subject, authenticity, asked } = mail;
  return store(deps, {
    ...{ id, sender: from, envelopeSender, subject, messageId, thread, authenticity, asked, receivedAt: now },
  });
}

function store({ database }: TakeDeps, mail: NewMail): Promise<MailTaken> {
  const midnight = new Date(`${mail.receivedAt.toISOString().slice(0, 10)}T00:00:00Z`);
  return database.forSystem("a mail that asks for a check", async (tx) => {
    const { known, today, waiting } = await readMailLoad(tx, mail, midnight, waitingMax);
    if (known) return "known";
    if (today >= mailsPerDay) return "too_many";
    if (waiting >= waitingMax) return "busy";
    await insertMail(tx, mail);
    const work = { shard: shardOf(mail.id), kind: "check", subject: mail.id, merchantId: personalMerchantId } as const;
    await planWork(tx, [{ ...work, dueAt: mail.receivedAt }]);
    return "taken";
  });
}
