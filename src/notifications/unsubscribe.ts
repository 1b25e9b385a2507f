/**
 * Stopping e-mails by the link that each carries (RFC 8058). The link names its person and topic by itself, under a seal that only this
 * installation can make: nothing is kept per mail, and whoever guesses reaches nobody.
 */
import { timingSafeEqual } from "node:crypto";
import type { Tx } from "#platform/database.ts";
import { derivedToken, isUuid } from "#platform/ids.ts";
import { type Kind, rowOf } from "./catalogue.ts";
import { type Preferences, type Topic, topics, wants } from "./preferences.ts";
import { keepChoice, readPreferences } from "./preferences-store.ts";
import { readShopper } from "./unsubscribe-store.ts";

export interface UnsubscribeLink {
  readonly shopperId: string;
  readonly topic: Topic;
}

const sealLength = 24;

/** Of a shopper's id, which stands for the person nowhere outside; the address is not in it. */
export function unsubscribeToken(secret: string, { shopperId, topic }: UnsubscribeLink): string {
  const plain = Buffer.concat([Buffer.from(shopperId.replaceAll("-", ""), "hex"), Buffer.from(topic)]);
  return sealOf(secret, plain) + plain.toString("base64url");
}

/** Null: not one of ours. */
export function readUnsubscribeToken(secret: string, token: string): UnsubscribeLink | null {
  if (!/^[\w-]{40,80}$/.test(token)) return null;
  const plain = Buffer.from(token.slice(sealLength), "base64url");
  const seal = sealOf(secret, plain);
  if (!timingSafeEqual(Buffer.from(seal), Buffer.from(token.slice(0, sealLength)))) return null;
  // Some last characters of base64 are read alike; only the one that we wrote is the link.
  if (plain.toString("base64url") !== token.slice(sealLength)) return null;
  const hex = plain.subarray(0, 16).toString("hex");
  const shopperId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const topic = topics.find((one) => one === plain.subarray(16).toString());
  return isUuid(shopperId) && topic !== undefined ? { shopperId, topic } : null;
}

const sealOf = (secret: string, plain: Buffer): string => derivedToken(secret, "unsubscribe", plain.toString("hex"));

/** What a mail is about, as a person chooses. */
export const topicOf = (kind: Kind | "order_known"): Topic =>
  kind === "order_known" ? "on_the_way" : rowOf(kind).topic;

/** Null: there is no such person any more. */
export async function preferencesOf(tx: Tx, shopperId: string): Promise<Preferences | null> {
  const shopper = await readShopper(tx, shopperId);
  return shopper === undefined ? null : readPreferences(tx, shopper.email);
}

/**
 * No more e-mails about these topics; the other channels stay as they are.
 * @returns those that were wanted until now, for whoever takes it back; null: there is no such person any more
 */
export async function stopMails(
  tx: Tx,
  shopperId: string,
  which: readonly Topic[],
  now: Date,
): Promise<readonly Topic[] | null> {
  const before = await preferencesOf(tx, shopperId);
  if (before === null) return null;
  const stopped = which.filter((topic) => wants(before, topic, "email"));
  for (const topic of stopped) await keepChoice(tx, shopperId, { topic, channel: "email", wanted: false }, now);
  return stopped;
}

/** E-mails about these topics again. @returns false: there is no such person any more */
export async function resumeMails(tx: Tx, shopperId: string, which: readonly Topic[], now: Date): Promise<boolean> {
  if ((await readShopper(tx, shopperId)) === undefined) return false;
  for (const topic of which) await keepChoice(tx, shopperId, { topic, channel: "email", wanted: true }, now);
  return true;
}
