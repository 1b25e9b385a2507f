/** Twilio's Messages resource: sending, what its errors mean, and what people text back, signed (X-Twilio-Signature). */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Egress, EgressAnswer } from "#platform/egress.ts";
import type { Outcome } from "./channel.ts";
import type { Sms } from "./sms.ts";

export interface TwilioSettings {
  /** `AC` and 32 hex digits. */
  readonly accountSid: string;
  readonly authToken: string;
  /** A number in E.164, a sender's name, or a messaging service (`MG…`). */
  readonly from: string;
  /** Instead of Twilio's own address. */
  readonly baseUrl?: string;
}

export function createTwilio({
  egress,
  settings,
}: {
  readonly egress: Egress;
  readonly settings: TwilioSettings;
}): Sms {
  const { accountSid, authToken, from, baseUrl = "https://api.twilio.com" } = settings;
  const senderField = /^MG[0-9a-f]{32}$/i.test(from) ? "MessagingServiceSid" : "From";
  return {
    async send(to, text) {
      const answer = await egress.request({
        method: "POST",
        url: `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`,
        headers: {
          authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({ To: to, [senderField]: from, Body: text }).toString(),
        timeoutMs: 10_000,
        purpose: "sms",
      });
      return outcomeOf(answer);
    },
  };
}

/** Codes that are about the number: not one, none that takes SMS, or its owner texted STOP. */
const gone: ReadonlySet<number> = new Set([21211, 21217, 21610, 21614, 21635]);
/** The queue is full, or too many at once. */
const busy: ReadonlySet<number> = new Set([20429, 21611, 14107]);
const TwilioError = z.object({ code: z.number() });

function outcomeOf(answer: EgressAnswer): Outcome {
  // Whether it left is not known then, and Twilio has no key by which a second one would be the same: a lost answer may cost a double.
  if (answer.kind === "failed")
    return { kind: "failed", temporary: answer.why !== "blocked", detail: `sms ${answer.why}` };
  if (answer.status >= 200 && answer.status < 300) return { kind: "sent" };
  const code = codeIn(answer.body);
  const detail = `sms HTTP ${answer.status}${code === null ? "" : ` ${code}`}`;
  if (code !== null && gone.has(code)) return { kind: "gone", detail };
  // 401 and 403 are the operator's settings: they may be mended while the news still counts.
  const isTemporary =
    [401, 403, 408, 429].includes(answer.status) || answer.status >= 500 || (code !== null && busy.has(code));
  return { kind: "failed", temporary: isTemporary, detail };
}

function codeIn(body: Buffer): number | null {
  try {
    return TwilioError.safeParse(JSON.parse(body.toString())).data?.code ?? null;
  } catch {
    return null; // a proxy's page, or nothing
  }
}

/** Twilio's signature: HMAC-SHA1 over the address and the sorted parameters, by the auth token. */
export function twilioSignature(authToken: string, url: string, form: Readonly<Record<string, string>>): string {
  const signed = Object.entries(form)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .reduce((text, [name, value]) => text + name + value, url);
  return createHmac("sha1", authToken).update(signed).digest("base64");
}

export function isFromTwilio(
  authToken: string,
  url: string,
  form: Readonly<Record<string, string>>,
  signature: string,
): boolean {
  const [wanted, given] = [Buffer.from(twilioSignature(authToken, url, form)), Buffer.from(signature)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** What a text back means: Twilio's own word where it says one (OptOutType), else the usual words alone in the message. */
export function wishIn(form: Readonly<Record<string, string>>): "stop" | "start" | null {
  const word = (form.OptOutType ?? form.Body ?? "").trim().toUpperCase();
  if (["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "STOPP"].includes(word))
    return "stop";
  return ["START", "YES", "UNSTOP"].includes(word) ? "start" : null;
}
