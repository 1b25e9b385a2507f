/** Mail in, by SMTP, from our own mail server and for one address: a mail is accepted when it is committed, and not before. */
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { parseEmail } from "#platform/email-address.ts";
import { messageBytesMax } from "./read-check-mail.ts";
import { type MailTaken, type TakeDeps, takeCheckMail } from "./take-check-mail.ts";

export interface CheckSmtpSettings {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Network addresses of our own mail servers; all others are sent away: what they wrote into `Authentication-Results` would be their own word. */
  readonly clients: readonly string[];
  /** The one address that is written to. */
  readonly address: string;
}

export interface CheckSmtp {
  readonly port: number;
  /** Takes nothing new; what is being taken is taken to the end. */
  close(): Promise<void>;
}

export async function startCheckSmtp(deps: TakeDeps, settings: CheckSmtpSettings): Promise<CheckSmtp> {
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS", "AUTH"], logger: false, disableReverseLookup: true },
    ...{ size: messageBytesMax, maxClients: 50, socketTimeout: 30_000, closeTimeout: 5_000 },
    banner: "Posthorn",
    onConnect: ({ remoteAddress }, done) =>
      done(
        settings.clients.includes(plainAddress(remoteAddress))
          ? null
          : refusal(554, "5.7.1 Only our own mail server delivers here."),
      ),
    onRcptTo: ({ address }, { envelope }, done) =>
      done(
        parseEmail(address) !== settings.address
          ? refusal(550, "5.1.1 There is no such mailbox here.")
          : envelope.rcptTo.length > 0
            ? refusal(452, "4.5.3 One recipient at a time.")
            : null,
      ),
    onData(stream, { envelope }, done) {
      const sender = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
      buffer(stream)
        .then((raw) => (stream.sizeExceeded ? "too_large" : takeCheckMail(deps, raw, parseEmail(sender))))
        .then(
          (taken) => {
            const [status, sentence] = answers[taken];
            if (status === 250) done(null, sentence);
            else done(refusal(status, sentence));
          },
          // Of an error nothing is told outside: it may quote what somebody wrote.
          () => done(refusal(451, "4.3.0 It was not stored. Try again.")),
        );
    },
  });
  // A client that hangs up in the middle is no reason to end.
  server.on("error", () => {});
  await new Promise<void>((listening, failed) => {
    server.server.once("error", failed);
    server.listen(settings.port, settings.host, () => listening());
  });
  const address = server.server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : settings.port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

const plainAddress = (address: string): string => address.replace(/^::ffff:/i, "");

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

// What is not answered is taken all the same: a bounce would go to whoever was named as the sender.
const answers: Readonly<Record<MailTaken | "too_large", readonly [status: number, sentence: string]>> = {
  taken: [250, "2.0.0 Taken. The answer comes by mail."],
  known: [250, "2.0.0 Taken before."],
  silent: [250, "2.0.0 Taken. It is not answered."],
  too_many: [250, "2.0.0 Taken. It is not answered: there were too many today."],
  busy: [452, "4.3.1 Too many are waiting. Try again later."],
  unreadable: [554, "5.6.0 This mail cannot be read."],
  too_large: [552, "5.3.4 A mail may have one megabyte."],
};
