/** Mail out, by SMTP: one recipient per message, and the envelope is exactly the address that was asked for (N-01, N-02). */
import nodemailer from "nodemailer";
import { parseEmail } from "#platform/email-address.ts";
import { type Log, visibleText } from "#platform/log.ts";
import { isAddressGone, statusIn } from "#platform/mail-status.ts";

export interface Mail {
  /** One address; anything that is not exactly one is refused. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** `<id@host>`; the same mail sent again carries the same one. Without it a random one is made. */
  readonly messageId?: string;
  /** `<id@host>` of what this mail belongs to: a mailbox folds mails of one thread together. */
  readonly thread?: string;
  /** All mails of the thread, the last of which is `thread`; that one alone when left out. */
  readonly references?: string;
  /** Further headers, such as `List-Unsubscribe`: made by us, or one line of at most 900 characters. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type MailResult =
  | { readonly kind: "sent" }
  /** The server says that there is no such mailbox. */
  | { readonly kind: "gone"; readonly detail: string }
  /** `temporary`: the same mail may pass later. `detail` names no person. */
  | { readonly kind: "failed"; readonly temporary: boolean; readonly detail: string };

export interface Mailer {
  send(mail: Mail): Promise<MailResult>;
  close(): Promise<void>;
}

/** A whole sending must end well before anyone gives up on it. */
const connectMs = 5_000;
const socketMs = 15_000;

/** @param options.smtpUrl `smtp://user:password@host:587` or `smtps://…`. @param options.from `Name <address>` or an address. */
export function createMailer(options: { readonly smtpUrl: string; readonly from: string; readonly log: Log }): Mailer {
  const from = readSender(options.from);
  const transport = nodemailer.createTransport({
    ...settingsOf(options.smtpUrl),
    pool: true,
    maxConnections: 4,
    // No part of a mail is ever read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const to = parseEmail(mail.to);
      if (to === null) return { kind: "failed", temporary: false, detail: "not one e-mail address" };
      try {
        await transport.sendMail({
          from,
          to: { name: "", address: to },
          envelope: { from: from.address, to: [to] },
          subject: headerText(mail.subject),
          text: mail.text,
          html: mail.html,
          messageId: mail.messageId && headerText(mail.messageId),
          ...(mail.thread === undefined ? {} : { inReplyTo: mail.thread, references: mail.references ?? mail.thread }),
          headers: Object.fromEntries(
            Object.entries(mail.headers ?? {}).map(([name, value]) => [name, headerText(value, 900)]),
          ),
        });
        return { kind: "sent" };
      } catch (error) {
        return failureOf(error);
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** `detail` is the server's code and ours; nothing of the password stands in it. */
export type MailServerTried =
  | { readonly kind: "works"; readonly isEncrypted: boolean }
  | { readonly kind: "fails"; readonly detail: string };

/** Connects and signs in as the mailer does, and sends nothing: first as a connection that must be encrypted, then as the mailer would take it. */
export async function tryMailServer(smtpUrl: string): Promise<MailServerTried> {
  let detail = "";
  for (const requireTLS of [true, false]) {
    const transport = nodemailer.createTransport({ ...settingsOf(smtpUrl), requireTLS });
    try {
      await transport.verify();
      return { kind: "works", isEncrypted: requireTLS };
    } catch (error) {
      const failure = failureOf(error);
      detail = failure.kind === "failed" ? failure.detail : "";
    } finally {
      transport.close();
    }
    if (new URL(smtpUrl).protocol === "smtps:") break;
  }
  return { kind: "fails", detail };
}

export const isSender = (text: string): boolean => senderOf(text) !== null;

/** Outside text in a header: no control characters, at most 200 characters (N-03). */
export function headerText(text: string, max = 200): string {
  const line = visibleText(text).replace(/\s+/g, " ").trim();
  return [...line].slice(0, max).join("");
}

/** The address alone; null: it is none. */
export const addressOf = (sender: string): string | null => parseEmail(/<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender);

/** A sender that is none is a mistake of the operator, found at the start and not at the first mail. */
function readSender(text: string): Sender {
  const sender = senderOf(text);
  if (sender === null) throw new TypeError("The sender of mails is not an e-mail address.");
  return sender;
}

interface Sender {
  readonly name: string;
  readonly address: string;
}

function senderOf(text: string): Sender | null {
  const [, name = "", inner] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const address = parseEmail(inner ?? text);
  return address === null ? null : { name: headerText(name), address };
}

function settingsOf(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === "smtps:";
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: socketMs,
    ...(user === "" ? {} : { auth: { user, pass } }),
  };
}

/** 4xx and everything that happened to the connection may pass later; 5xx is the server's last word (RFC 5321 §4.2.1). */
function failureOf(error: unknown): MailResult {
  const field = (name: "responseCode" | "code" | "command" | "response"): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  const status = field("responseCode");
  const code = String(field("code") ?? (error instanceof Error ? error.name : "unknown"));
  // Only at RCPT is it about the address; one recipient means that it is about this one.
  const isOfRecipient = field("command") === "RCPT TO";
  if (typeof status === "number" && isOfRecipient && isAddressGone(status, statusIn(String(field("response") ?? ""))))
    return { kind: "gone", detail: `SMTP ${status}` };
  if (typeof status === "number") return { kind: "failed", temporary: status < 500, detail: `SMTP ${status} ${code}` };
  return { kind: "failed", temporary: code !== "EENVELOPE" && code !== "EMESSAGE", detail: code };
}
