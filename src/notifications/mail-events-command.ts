/** `posthorn mail-events`: takes a bounce or a spam report as it came by mail, for a mail server's pipe. */

import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import type { Log } from "#platform/log.ts";
import { readMailReport } from "./mail-report.ts";
import { liftSuppression, suppressionKey } from "./suppression-store.ts";
import { type ReportTaken, takeMailReport } from "./take-mail-report.ts";

const usage = `Usage: posthorn mail-events < message
       posthorn mail-events lift < address

  Takes one report of a mail server (RFC 3464 or RFC 5965) as it came to the address that mails are sent from. When the mailbox is
  gone, or a mail was called spam, nothing more is sent to that address. Which mail it was about is told by its Message-ID.
  lift sends to an address again, which its owner asks for; it is read from the input, so that it stands in no list of processes.
  For a pipe: 0 done, 65 no report that can be read, 75 try again later.`;

interface Io {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(line: string): void;
  err(line: string): void;
}

export interface MailEventsSettings {
  readonly databaseUrl: string;
  readonly publicBaseUrl: string | null;
  readonly linkSecret: string | null;
  readonly log: Log;
}

const messageBytesMax = 5_000_000;
/** As mail servers read it (sysexits.h): bounced, or queued and piped again. */
const [done, badData, tryAgain, wrongUsage] = [0, 65, 75, 64] as const;

/** @param readSettings null: they are not good, and that has been said */
export async function mailEventsCommand(
  argv: readonly string[],
  io: Io,
  readSettings: () => MailEventsSettings | null,
): Promise<number> {
  const isLift = argv[0] === "lift";
  if (argv.length > (isLift ? 1 : 0)) {
    io.err(usage);
    return wrongUsage;
  }
  const settings = readSettings();
  if (settings === null) return tryAgain;
  const { publicBaseUrl, linkSecret } = settings;
  if (publicBaseUrl === null || linkSecret === null) {
    io.err("POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET have to be set as for `npm run serve`.");
    return tryAgain;
  }
  const raw = await buffer(Readable.from(io.stdin));
  if (isLift) return lift(settings.databaseUrl, linkSecret, raw.toString(), io);
  const report = raw.length > messageBytesMax ? null : await readMailReport(raw);
  if (report === null) {
    io.err("This is no report of a mail server: it has neither a delivery status nor a feedback report.");
    return badData;
  }
  const database = openDatabase({ url: settings.databaseUrl });
  try {
    const deps = { ...settings, database, clock: systemClock, publicBaseUrl, linkSecret };
    io.out(sentences[await takeMailReport(deps, report)]);
    return done;
  } catch (error) {
    io.err(`Nothing was changed: ${error instanceof Error ? error.message : "unknown"}`);
    return tryAgain;
  } finally {
    await database.close();
  }
}

async function lift(databaseUrl: string, linkSecret: string, text: string, io: Io): Promise<number> {
  const email = parseEmail(text.trim());
  if (email === null) {
    io.err("This is not one e-mail address.");
    return badData;
  }
  const database = openDatabase({ url: databaseUrl });
  try {
    const key = suppressionKey(linkSecret, "email", email);
    const was = await database.forSystem("an address is lifted", (tx) => liftSuppression(tx, key, systemClock.now()));
    io.out(
      was ? "Mails are sent to this address again." : "Mails are sent to this address: there was nothing to lift.",
    );
    return done;
  } catch (error) {
    io.err(`Nothing was changed: ${error instanceof Error ? error.message : "unknown"}`);
    return tryAgain;
  } finally {
    await database.close();
  }
}

const sentences: Readonly<Record<ReportTaken, string>> = {
  suppressed: "Nothing more is sent to this address.",
  known: "That was known already, or was lifted later.",
  passing: "It says nothing of the address for good: mails go on.",
  unknown: "It is about none of our messages.",
};
