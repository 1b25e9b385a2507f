/**
 * A telephone number becomes a person's own by a code that is sent to it (C-02, C-04). Six digits, three tries, ten minutes, and at most
 * five codes a day: 15 tries against 10^6, a chance of 1.5 in 10^5. An SMS costs money and can pester a stranger, so a number gets at
 * most three a day whoever asks, and a network ten.
 */
import { randomInt } from "node:crypto";
import type { Sms } from "#notifications/channels/sms.ts";
import { liftSuppression, readSuppression, suppressionKey } from "#notifications/suppression-store.ts";
import { type Clock, days, minutes } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { derivedToken, newId, sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import * as store from "./phone-store.ts";
import type { Texts } from "./texts.ts";

export interface PhoneDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly linkSecret: string;
  /** Null: this installation sends none, and asks for no number. */
  readonly sms: Sms | null;
}

/** wrong: no number that can be written to. stopped: its owner wants no messages. unsent: the provider did not take it. */
export type PhoneFault = "wrong" | "budget" | "stopped" | "unsent" | "code";

const lifeMs = minutes(10);
const perDay = { ofPerson: 5, ofPhone: 3, ofSource: 10 } as const;

/** E.164 of what somebody typed with + or 00 and the country's code; null: it is no such number. */
export function parsePhone(text: string): string | null {
  const digits = text
    .trim()
    .replace(/[\s()./\u00a0-]/g, "")
    .replace(/^00/, "+");
  return /^\+[1-9]\d{7,14}$/.test(digits) ? digits : null;
}

/** `+49 ••• 567`: enough to know one's own. */
export const maskedPhone = (phone: string): string => `${phone.slice(0, 3)} ••• ${phone.slice(-3)}`;

/** Sends a code; one that was sent before ends. Null: it left. */
export async function requestPhoneCode(
  deps: PhoneDeps & { readonly sms: Sms },
  {
    shopperId,
    said,
    source,
    texts,
  }: { readonly shopperId: string; readonly said: string; readonly source: string; readonly texts: Texts },
): Promise<PhoneFault | null> {
  const { database, clock, log, linkSecret, sms } = deps;
  const phone = parsePhone(said);
  if (phone === null) return "wrong";
  const now = clock.now();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const fault = await database.forSystem("a person's number", async (tx): Promise<PhoneFault | null> => {
    if ((await readSuppression(tx, suppressionKey(linkSecret, "sms", phone))) === "stop") return "stopped";
    const counts = await store.countPhoneCodes(tx, { shopperId, phone, source }, new Date(now.getTime() - days(1)));
    const isOver = (["ofPerson", "ofPhone", "ofSource"] as const).some((whose) => counts[whose] >= perDay[whose]);
    if (isOver) return "budget";
    const expiresAt = new Date(now.getTime() + lifeMs);
    const codeHash = hashOf(linkSecret, shopperId, code);
    await store.insertPhoneCode(tx, { id: newId(), shopperId, phone, codeHash, source, now, expiresAt });
    return null;
  });
  log.info("phone_code_requested", { reason: fault ?? "sent" });
  if (fault !== null) return fault;
  const outcome = await sms.send(phone, texts.t("settings.phone.message", { code }));
  if (outcome.kind === "sent") return null;
  await database.forSystem("a person's number", (tx) => store.endPhoneCodes(tx, shopperId, now));
  return outcome.kind === "gone" ? "wrong" : "unsent";
}

/** True: the number is the person's own now, and gets what they choose. */
export async function confirmPhone(
  { database, clock, log, linkSecret }: Omit<PhoneDeps, "sms">,
  shopperId: string,
  said: string,
): Promise<boolean> {
  const now = clock.now();
  const codeHash = hashOf(linkSecret, shopperId, said.replace(/\D/g, ""));
  const isConfirmed = await database.forSystem("a person's number", async (tx) => {
    const phone = await store.takePhoneCode(tx, shopperId, codeHash, now);
    if (phone === undefined) return false;
    await store.keepPhone(tx, shopperId, phone);
    // The code has arrived: whatever once made the number seem dead is over.
    await liftSuppression(tx, suppressionKey(linkSecret, "sms", phone), now);
    return true;
  });
  log.info(isConfirmed ? "phone_confirmed" : "phone_code_wrong");
  return isConfirmed;
}

/** Six digits could be tried against a stolen table in no time; without the server's secret they cannot. */
const hashOf = (secret: string, shopperId: string, code: string): Buffer =>
  sha256(derivedToken(secret, `phone code ${code}`, shopperId));
