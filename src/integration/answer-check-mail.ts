/** One mail that was taken, answered to its end: at most once, and twice only where a process died between sending and writing it down. */
import type { Clock } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { completeWork, LeaseLost, renewLease, type Work } from "#platform/due-work.ts";
import { idFromCause } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Mailer, MailResult } from "#platform/mail.ts";
import { answerMail } from "./answer-mail.ts";
import { type CaseCause, openCase } from "./case-store.ts";
import { countSend, readMail, settleMail, type TakenMail } from "./check-mail-store.ts";
import { decideAnswer } from "./decide-answer.ts";

export interface AnswerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer;
  readonly publicBaseUrl: string;
  /** Where answers are answered to; null: to the sender of our mails. */
  readonly address: string | null;
}

/** The mail server did not take it; it may later. */
export class AnswerNotSent extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "AnswerNotSent";
  }
}

/** An answer whose end nobody knows is sent once more, under the same Message-ID, and then never again. */
const sendsMax = 2;

/** @throws LeaseLost, AnswerNotSent */
export async function answerCheckMail(deps: AnswerDeps, work: Work): Promise<void> {
  const { database } = deps;
  const mail = await database.forSystem("a mail is answered", (tx) => readMail(tx, work.subject));
  if (mail === undefined || mail.state !== "waiting")
    return database.forSystem("a mail was answered", (tx) => completeWork(tx, work));
  if (mail.sends >= sendsMax) return giveUp(deps, work, mail);
  const { answer, why } = await decideAnswer(deps, mail);
  await database.forSystem("an answer begins to leave", async (tx) => {
    if (!(await renewLease(tx, work, deps.clock.now()))) throw new LeaseLost(work);
    if (why !== null) await open(tx, deps, mail, why);
    if (answer !== null) return void (await countSend(tx, mail.id, 1));
    await settleMail(tx, mail.id, "silent", deps.clock.now());
    await completeWork(tx, work);
  });
  if (answer === null) return;
  const result = await deps.mailer.send({
    ...answerMail(answer, mail, deps.publicBaseUrl),
    to: mail.sender,
    messageId: `<${idFromCause("answer", mail.id)}@${new URL(deps.publicBaseUrl).hostname}>`,
    ...(mail.messageId === null ? {} : { thread: mail.messageId, references: mail.thread }),
    headers: {
      ...{ "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" },
      ...(deps.address === null ? {} : { "Reply-To": deps.address }),
    },
  });
  await afterwards(deps, work, mail, result);
}

async function afterwards(deps: AnswerDeps, work: Work, mail: TakenMail, result: MailResult): Promise<void> {
  const { database, clock, log } = deps;
  if (result.kind === "sent") {
    await database.forSystem("an answer has left", async (tx) => {
      await settleMail(tx, mail.id, "answered", clock.now());
      await completeWork(tx, work);
    });
    return log.info("check_mail", { reason: "answered" });
  }
  if (result.kind === "gone" || !result.temporary) return giveUp(deps, work, mail);
  if (isUnsent(result.detail)) await database.forSystem("an answer has not left", (tx) => countSend(tx, mail.id, -1));
  throw new AnswerNotSent(result.detail);
}

/** Where the server said no, or was never reached, nothing has left; after anything else nobody knows. */
const isUnsent = (detail: string): boolean => /^(?:SMTP \d|ECONNREFUSED|EDNS|EAUTH|ETLS)/.test(detail);

/** Somebody of the operator has to answer. */
export async function giveUp(deps: AnswerDeps, work: Work, mail?: TakenMail): Promise<void> {
  await deps.database.forSystem("an answer cannot leave", async (tx) => {
    const lost = mail ?? (await readMail(tx, work.subject));
    if (lost !== undefined) {
      await open(tx, deps, lost, "undeliverable");
      await settleMail(tx, lost.id, "failed", deps.clock.now());
    }
    await completeWork(tx, work);
  });
  deps.log.warn("check_mail", { reason: "undeliverable" });
}

const open = (tx: Tx, { clock }: AnswerDeps, { id, sender, subject }: TakenMail, why: CaseCause): Promise<number> =>
  openCase(tx, {
    id: idFromCause("support case", id, why),
    merchantId: null,
    sender,
    subject,
    why,
    openedAt: clock.now(),
  });
