/** `posthorn check-mail`: takes a mail that asks for an integration check, for a mail server's pipe. */
import { Readable } from "node:stream";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { createLog } from "#platform/log.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { messageBytesMax } from "./read-check-mail.ts";
import { type MailTaken, takeCheckMail } from "./take-check-mail.ts";

const usage = `Usage: posthorn check-mail < message

  Takes one mail as it came to the address that merchants write to (POSTHORN_CHECK_ADDRESS), and a process with the role worker
  answers it. The mail server writes the sender of the envelope into Return-Path, and what it found out about the mail into
  Authentication-Results, under the name in POSTHORN_CHECK_AUTHSERV_ID.
  For a pipe: 0 taken, 65 it cannot be read, 75 try again later.`;

interface Io {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(line: string): void;
  err(line: string): void;
}

export interface CheckMailCommandSettings {
  readonly databaseUrl: string | null;
  /** Null: POSTHORN_CHECK_ADDRESS and POSTHORN_CHECK_AUTHSERV_ID are not set. */
  readonly checkMail: { readonly address: string; readonly authservId: string } | null;
  /** Addresses that are our own, besides that one. */
  readonly ownAddresses: readonly string[];
}

/** As mail servers read it (sysexits.h): bounced, or queued and piped again. */
const [done, wrongUsage, badData, tryAgain] = [0, 64, 65, 75] as const;

export async function checkMailCommand(
  argv: readonly string[],
  io: Io,
  settings: CheckMailCommandSettings,
): Promise<number> {
  if (argv.length > 0) {
    io.err(usage);
    return wrongUsage;
  }
  const { databaseUrl, checkMail, ownAddresses } = settings;
  if (databaseUrl === null || checkMail === null) {
    io.err(
      "DATABASE_URL, POSTHORN_CHECK_ADDRESS and POSTHORN_CHECK_AUTHSERV_ID have to be set as for `npm run serve`.",
    );
    return tryAgain;
  }
  const raw = await readAll(io.stdin);
  if (raw === null) {
    io.err("A mail may have one megabyte.");
    return badData;
  }
  const database = openDatabase({ url: databaseUrl });
  try {
    const deps = { database, clock: systemClock, log: createLog({ level: "error" }), wakeups: localWakeups() };
    const own = [checkMail.address, ...ownAddresses];
    const taken = await takeCheckMail({ ...deps, authservId: checkMail.authservId, ownAddresses: own }, raw, undefined);
    const [code, sentence] = outcomes[taken];
    if (code === done) io.out(sentence);
    else io.err(sentence);
    return code;
  } catch (error) {
    io.err(`It was not taken: ${error instanceof Error ? error.message : "unknown"}`);
    return tryAgain;
  } finally {
    await database.close();
  }
}

/** Null: it is too large. */
async function readAll(stdin: Io["stdin"]): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of Readable.from(stdin)) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > messageBytesMax) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const outcomes: Readonly<Record<MailTaken, readonly [code: number, sentence: string]>> = {
  taken: [done, "Taken. The answer comes by mail."],
  known: [done, "It was taken before."],
  silent: [done, "It is not answered: it comes from a program, from nobody, or from ourselves."],
  too_many: [done, "It is not answered: there were too many of this sender today."],
  busy: [tryAgain, "Too many are waiting."],
  unreadable: [badData, "This mail cannot be read."],
};
