/** A mail that asks for an integration check: who wrote it, whether that is proven, and what is asked. Nothing else of it is kept. */
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { parseEmail } from "#platform/email-address.ts";
import { sha256 } from "#platform/ids.ts";
import { type Asked, fieldsIn, shopNameIn } from "./check-mail-fields.ts";
import { htmlLines } from "./html-lines.ts";
import { type Authenticity, authenticityOf } from "./mail-authenticity.ts";

export interface CheckMail {
  /** `<id@host>`, for the thread; null: none that could stand in a header of ours. */
  readonly messageId: string | null;
  /** Of the whole mail as it came, for telling one that comes twice. */
  readonly digest: string;
  /** `References` of an answer, the mail's own id last; "" where there is none. */
  readonly references: string;
  /** The one address of `From`; null: none, or several. */
  readonly from: string | null;
  /** Of the envelope, where a mail server pipes the mail: the uppermost `Return-Path`. Null: there is none, as with bounces. */
  readonly returnPath: string | null;
  readonly subject: string;
  readonly authenticity: Authenticity;
  /** Sent by a program or to a list: it is never answered (RFC 3834 §2). */
  readonly isAutomatic: boolean;
  readonly asked: Asked;
}

export const messageBytesMax = 1_000_000;
const htmlMax = 200_000;
const textMax = 100_000;

/**
 * Attachments stay shut: what counts is what is written in the mail itself. Null: it is built so that nobody can read it.
 * @param raw the mail as it came, headers and all, at most `messageBytesMax`
 * @param authservId whose `Authentication-Results` are believed
 */
export async function readCheckMail(raw: Buffer, authservId: string): Promise<CheckMail | null> {
  const parsed = await simpleParser(raw, {
    ...{ skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true },
    keepDeliveryStatus: true,
  }).catch(() => null);
  if (parsed === null) return null;
  const headers = headersOf(parsed);
  const from = soleAddress(headers("from"), parsed.from);
  const messageId = threadId(parsed.messageId ?? "");
  const before = [parsed.references ?? []].flat().flatMap((id) => threadId(id) ?? []);
  const subject = (parsed.subject ?? "").slice(0, 300);
  return {
    ...{ messageId, from, subject },
    returnPath: parseEmail(headers("return-path")[0]?.replace(/^<|>$/g, "") ?? ""),
    digest: sha256(raw).toString("hex"),
    references: [...before.slice(-4), ...(messageId === null ? [] : [messageId])].join(" "),
    authenticity:
      from === null ? "unknown" : authenticityOf(headers("authentication-results"), authservId, domainOf(from)),
    isAutomatic: isAutomatic(headers, from),
    asked: { shopName: shopNameIn(subject), ...fieldsIn(wordsOf(parsed)) },
  };
}

/** Of the text where there is one; of the HTML where nothing is in the text, as with mails that are HTML alone. */
function wordsOf({ text = "", html }: ParsedMail): string {
  if (text.trim() !== "") return text.slice(0, textMax);
  return typeof html === "string" ? htmlLines(html.slice(0, htmlMax)) : "";
}

type Headers = (name: string) => readonly string[];

/** Values as they came, unfolded, the uppermost first. */
function headersOf({ headerLines }: ParsedMail): Headers {
  return (name) =>
    headerLines
      .filter(({ key }) => key === name)
      .map(({ line }) =>
        line
          .slice(line.indexOf(":") + 1)
          .replace(/\r?\n[ \t]+/g, " ")
          .trim(),
      );
}

/** Two `From`, or one with two people, are how a reader is shown another sender than the one that was checked. */
function soleAddress(fields: readonly string[], from: AddressObject | undefined): string | null {
  const [one, ...others] = from?.value ?? [];
  if (fields.length !== 1 || one === undefined || others.length > 0) return null;
  return parseEmail(one.address ?? "");
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

const threadId = (text: string): string | null => (/^<[\x21-\x3b\x3d\x3f-\x7e]{1,160}>$/.test(text) ? text : null);

const machines =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|listserv|majordomo|owner-.*|.*-request)(?:[+-].*)?@/i;

/** RFC 3834 §2 and what mail programs write instead. */
function isAutomatic(headers: Headers, from: string | null): boolean {
  const [automatic] = headers("auto-submitted");
  const marks = ["list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-auto-response-suppress"];
  return (
    (automatic !== undefined && !/^no\b/i.test(automatic)) ||
    headers("precedence").some((value) => /^(?:bulk|junk|list|auto_?reply)\b/i.test(value)) ||
    headers("content-type").some((value) => /^multipart\/report\b/i.test(value)) ||
    marks.some((name) => headers(name).length > 0) ||
    (from !== null && machines.test(from))
  );
}
