/**
 * A message that a carrier pushed: proven, kept as it came, never taken twice, then read like an answer (W-06). One that nobody
 * signed is a hint: the parcel is asked about at once.
 */
import type { Carrier, NumberReading, Push, PushMessage, Reading } from "#carriers/carrier.ts";
import { connectionBySlug } from "#carriers/connections.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { isPushPath, type PushSettings } from "#carriers/push-address.ts";
import { read } from "#carriers/read.ts";
import type { Credential, CredentialSource } from "#carriers/runner.ts";
import type { Allowance } from "#platform/allowance.ts";
import { type Clock, minutes } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable, type Tx } from "#platform/database.ts";
import { sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { type Recorded, recordScans } from "#shipments/record-scans.ts";
import { askSoon, type Found, findByNumber, keepPush, markPushTaken } from "./store.ts";

export interface PushDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly credentials: CredentialSource;
  readonly push: PushSettings;
  /** How much faster than life parcels move; absent: they do not. */
  readonly speed?: number;
  /** Absent: the connections that there are. */
  readonly connectionBySlug?: (slug: string) => Carrier | undefined;
}

/** How many unproven messages one address may send: whoever knows it could fill our disk, or make us ask for nothing. */
export const hintsAllowed = { calls: 600, windowMs: minutes(1) } as const;
/** Of a hint so much is kept: what it says does not count. */
const hintBytesMax = 16 * 1_024;

export interface PushAddressed {
  readonly slug: string;
  /** The credential's name. */
  readonly account: string;
  readonly secret: string;
}

export type PushTaken =
  | { readonly kind: "taken" }
  /** Kept before: the carrier did not hear our answer. */
  | { readonly kind: "known" }
  | { readonly kind: "handshake"; readonly status: number; readonly body: string }
  /** Too many hints; the carrier sends it again. */
  | { readonly kind: "too_many"; readonly retryAfterSeconds: number }
  /** There is no such address, or no longer. */
  | { readonly kind: "unknown_address" }
  | { readonly kind: "forged" };

/** A carrier that pushes the same parcel again and again makes us ask no more often than this. */
const askedLatelyMs = minutes(5);
/** Parcels in one message that are looked up. */
const numbersMax = 200;

/** Does this address lead to a credential? Nothing is kept of the question. */
export const isPushAddress = async (address: PushAddressed, deps: PushDeps): Promise<boolean> =>
  (await behind(address, deps)) !== undefined;

/** Whom an address that we gave out belongs to. */
async function behind(
  address: PushAddressed,
  deps: PushDeps,
): Promise<{ readonly carrier: Carrier; readonly push: Push; readonly credential: Credential } | undefined> {
  const carrier = (deps.connectionBySlug ?? connectionBySlug)(address.slug);
  const { push } = carrier ?? {};
  if (!carrier || !push || !isPushPath(deps.push.linkSecret, address.slug, address.account, address.secret))
    return undefined;
  const credentials = await deps.credentials(address.slug, merchantOf(address.account));
  const credential = credentials.find(({ name }) => name === address.account);
  return credential === undefined ? undefined : { carrier, push, credential };
}

export async function takePush(
  address: PushAddressed,
  message: PushMessage,
  deps: PushDeps & { readonly hints: (address: string) => Allowance },
): Promise<PushTaken> {
  const known = await behind(address, deps);
  if (known === undefined) return { kind: "unknown_address" };
  const { carrier, push, credential } = known;
  const merchantId = merchantOf(address.account);
  const now = deps.clock.now();
  const secret = credential.fields.push_secret;
  const proof = secret === undefined ? "unproven" : push.prove(message, secret, now);
  if (proof === "forged") {
    deps.log.warn("push_refused", { carrier: carrier.slug, credential: credential.name });
    return { kind: "forged" };
  }
  const greeting = push.handshake?.(message);
  if (greeting !== undefined) return { kind: "handshake", ...greeting };
  // Signed or not, what the secret address received is kept before it is read.
  const id = push.messageId?.(message) ?? message.body.toString("latin1");
  const isProven = proof === "genuine";
  const { isAllowed, retryAfterSeconds } = isProven ? always : deps.hints(`${address.slug} ${address.account}`);
  if (!isAllowed) return { kind: "too_many", retryAfterSeconds };
  const kept = {
    connection: carrier.slug,
    credential: credential.name,
    // Nobody without the signature can take the place of a message that will come signed.
    hash: sha256(`${isProven ? "genuine" : "unproven"} ${id}`),
    proof: isProven ? ("genuine" as const) : ("unproven" as const),
    mediaType: message.headers["content-type"] ?? "",
    body: isProven ? message.body : message.body.subarray(0, hintBytesMax),
    now,
  };
  const isTaken = await deps.database.forSystem("carrier push", (tx) => keepPush(tx, kept));
  if (isTaken) return { kind: "known" };
  const body = message.body.toString("utf8");
  const reading = read(carrier, { status: 200, mediaType: "", body: push.unwrap?.(body) ?? body }, []);
  const isOurs = await use(reading, { carrier, credential, merchantId, isProven }, deps);
  // Until here the carrier has no answer and sends again: what was read half is read once more, and records nothing twice.
  await deps.database.forSystem("carrier push", (tx) => markPushTaken(tx, kept, isOurs));
  return { kind: "taken" };
}

const always: Allowance = { isAllowed: true, retryAfterSeconds: 0 };

/** A merchant's credential is named after it, the installation's is not. */
const merchantOf = (account: string): string => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(account)?.[0] ?? "";

interface From {
  readonly carrier: Carrier;
  readonly credential: Credential;
  /** "": the installation's credential, for parcels of every merchant. */
  readonly merchantId: string;
  readonly isProven: boolean;
}

/** @returns false: it was understood, and speaks of no parcel that anybody here follows */
async function use(reading: Reading, from: From, deps: PushDeps): Promise<boolean> {
  const { carrier, merchantId, isProven } = from;
  if (reading.kind !== "events") {
    const reason = reading.detail;
    deps.log.warn("carrier_unreadable", { carrier: carrier.slug, kind: "push", reason });
    return true;
  }
  const ofNumber = new Map(reading.shipments.slice(0, numbersMax).map((one) => [plainNumber(one.number), one]));
  const parcels = await deps.database.forSystem("parcels of a push", (tx) =>
    findByNumber(tx, [...ofNumber.keys()], {
      carriers: carrier.serves,
      merchantId: merchantId === "" ? null : merchantId,
      now: deps.clock.now(),
    }),
  );
  const failures: unknown[] = [];
  for (const parcel of parcels) {
    const news = ofNumber.get(plainNumber(parcel.number));
    if (news === undefined || !isAbout(news, parcel, parcels, carrier)) continue;
    try {
      const recorded = await deps.database.forMerchants([parcel.merchantId], (tx) =>
        isProven ? record(tx, parcel, news, from, deps) : hint(tx, parcel, deps),
      );
      deps.wakeups.wake("work", "poll");
      if (recorded === null) continue;
      deps.wakeups.wake("order", parcel.orderId);
      if (recorded.isAnnounced) deps.wakeups.wake("work", "notify");
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      failures.push(error); // one parcel that cannot be recorded keeps no other from its news
    }
  }
  // The carrier sends it again.
  if (failures.length > 0) throw failures[0];
  return parcels.length > 0;
}

/**
 * The same number may be two carriers'; an aggregator says whose parcel it means. Where it has no key for a parcel's carrier it found out
 * the carrier by itself: the parcel is meant when no other is.
 */
function isAbout(news: NumberReading, parcel: Found, all: readonly Found[], { keys }: Carrier): boolean {
  if (news.kind !== "events" || news.carrierKey === undefined || keys === undefined) return true;
  const isNamed = (one: Found): boolean => keys.get(one.carrier) === news.carrierKey;
  if (keys.has(parcel.carrier)) return isNamed(parcel);
  return !all.some((one) => isNamed(one) && plainNumber(one.number) === plainNumber(parcel.number));
}

/** As if it had been answered: the same scan told by push and by a poll is one event, because its id is made of what was said. */
async function record(tx: Tx, parcel: Found, reading: NumberReading, { carrier }: From, deps: PushDeps) {
  const now = deps.clock.now();
  const recorded = await recordScans(tx, {
    shipment: parcel,
    reading,
    isPartial: true,
    source: carrier.slug,
    rawAnswerId: null,
    now,
  });
  // What had been given up moves again, so it is followed again.
  if (recorded.newEvents > 0) await askSoon(tx, parcel, { now, restMs: 0, onlyIfForgotten: true });
  return recorded;
}

async function hint(tx: Tx, parcel: Found, deps: PushDeps): Promise<Recorded | null> {
  const restMs = askedLatelyMs / (deps.speed ?? 1);
  await askSoon(tx, parcel, { now: deps.clock.now(), restMs, onlyIfForgotten: false });
  return null;
}
