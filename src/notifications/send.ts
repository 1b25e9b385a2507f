/**
 * From a change to messages, in two steps: decide and keep the decisions in one transaction, send after its commit, note each
 * sending in one of its own. Ended between sending and noting, the next worker sends the same message again under the same id:
 * at most one repetition per kill, which push services and mail programs fold into one.
 */
import { type Clock, hours } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { completeWork, LeaseLost, planAgain, renewLease, type Work } from "#platform/due-work.ts";
import { derivedToken, idFromCause } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Mailer } from "#platform/mail.ts";
import type { ShipmentRow } from "#shipments/store.ts";
import type { Push } from "./channels/web-push.ts";
import { decide, isOverCap, type Kind, kindOf, kinds, type ParcelFacts, type Recipient } from "./decide.ts";
import { zoneOfCountry } from "./quiet-hours.ts";
import {
  forgetSubscription,
  keepDecision,
  lockOrderOfRequest,
  lockOrderOfTransition,
  markFailed,
  markRequestHandled,
  markSent,
  type OrderRow,
  readDecisions,
  readParcels,
  readSubscriptions,
  readTransitions,
  type SubscriptionRow,
} from "./store.ts";
import { type News, wordsFor } from "./texts/index.ts";
import { mailFor } from "./texts/mail.ts";

export interface SendDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer;
  readonly push: Push;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
  readonly quietHours: boolean;
  readonly mergeWindowMs: number;
}

/** A message that is decided and not noted as sent. */
interface Message {
  readonly id: string;
  readonly to:
    | { readonly channel: "email"; readonly address: string }
    | { readonly channel: "push"; readonly device: SubscriptionRow };
  readonly order: OrderRow;
  readonly parcelId: string | null;
  readonly news: News;
}

/** Messages to send now, and when to look again; null: never. */
interface Plan {
  readonly messages: readonly Message[];
  readonly again: Date | null;
}

/** Something did not get through and may later; the caller plans a retry. */
export class NotSent extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "NotSent";
  }
}

/** Handles one piece of `notify` work to its end; the caller keeps its lease meanwhile. Throws LeaseLost, NotSent, DatabaseUnavailable. */
export async function notify(deps: SendDeps, work: Work): Promise<void> {
  const { database, clock } = deps;
  const inTx = <T>(does: (tx: Tx) => Promise<T>): Promise<T> => database.forMerchants([work.merchantId], does);
  const plan = await inTx(async (tx) => {
    if (!(await renewLease(tx, work, clock.now()))) throw new LeaseLost(work);
    const made = (await planForTransition(deps, tx, work)) ?? (await planForRequest(deps, tx, work));
    const settled = made ?? { messages: [], again: null };
    if (settled.messages.length === 0) await finish(tx, work, settled.again);
    return settled;
  });
  if (plan.messages.length === 0) return;

  let again = plan.again;
  let notSent: string | null = null;
  for (const message of plan.messages) {
    if (!(await inTx((tx) => renewLease(tx, work, clock.now())))) throw new LeaseLost(work);
    const outcome = await sendOne(deps, message);
    const now = clock.now();
    const isOver = outcome.kind === "gone" || (outcome.kind === "failed" && isLastWord(outcome, message, work));
    await inTx(async (tx) => {
      if (outcome.kind === "sent") await markSent(tx, work.shard, message.id, now);
      else await markFailed(tx, work.shard, message.id, isOver ? now : null, outcome.detail);
      if (outcome.kind === "gone" && message.to.channel === "push") await forgetSubscription(tx, message.to.device.id);
    });
    const about = { channel: message.to.channel, kind: message.news.kind };
    if (outcome.kind === "sent") deps.log.info("notification_sent", about);
    else deps.log.warn("notification_failed", { ...about, reason: outcome.detail });
    // What the device does not get, the e-mail may have to say.
    if (isOver && message.to.channel === "push") again = now;
    if (outcome.kind === "failed" && !isOver) notSent = outcome.detail;
  }
  if (notSent !== null) throw new NotSent(notSent);
  await inTx(async (tx) => {
    await markRequestHandled(tx, work.shard, work.subject, clock.now());
    await finish(tx, work, again);
  });
}

/** A push service that is away for a quarter of an hour must not keep the news: e-mail is another way, for e-mail there is none. */
const isLastWord = (failure: { readonly temporary: boolean }, message: Message, work: Work): boolean =>
  !failure.temporary || (message.to.channel === "push" && work.attempts >= pushAttemptsMax);
const pushAttemptsMax = 9;

const finish = (tx: Tx, work: Work, again: Date | null): Promise<void> =>
  again === null ? completeWork(tx, work) : planAgain(tx, work, again);

async function planForTransition(deps: SendDeps, tx: Tx, work: Work): Promise<Plan | null> {
  const order = await lockOrderOfTransition(tx, work.shard, work.subject);
  if (order === undefined) return null;
  const now = deps.clock.now();
  const [rows, transitions, past] = [
    await readParcels(tx, order),
    await readTransitions(tx, order),
    await readDecisions(tx, order),
  ];
  const parcels = rows.map((row): ParcelFacts => {
    const { actionRequired } = row.summary;
    return { ...row, actionRequired, transitions: transitions.get(row.id) ?? [] };
  });
  const parcel = parcels.find((p) => p.transitions.some(({ id }) => id === work.subject));
  const row = rows.find(({ id }) => id === parcel?.id);
  const transition = parcel?.transitions.find(({ id }) => id === work.subject);
  // The parcel was taken back meanwhile: nothing to tell.
  if (parcel === undefined || row === undefined || transition === undefined) return { messages: [], again: null };

  const devices = order.shopperEmail === null ? [] : await readSubscriptions(tx, order.shopperEmail);
  const recipients: Recipient[] = devices.map(({ id }) => ({ channel: "push", id }));
  if (order.shopperEmail !== null) recipients.push({ channel: "email", id: addressId(order.shopperEmail) });
  const decisions = decide({
    now,
    transition,
    parcel,
    siblings: parcels.filter(({ id }) => id !== parcel.id),
    past,
    recipients,
    zone: zoneOfCountry(order.country),
    quietHours: deps.quietHours,
    mergeWindowMs: deps.mergeWindowMs,
  });
  const messages: Message[] = [];
  let again: Date | null = null;
  for (const decision of decisions) {
    await keepDecision(tx, order, decision, now);
    if (decision.reason === "over_cap") warnOfCap(deps, decision);
    if (decision.until !== null && (again === null || decision.until < again)) again = decision.until;
    if (decision.decision !== "send" || decision.kind === "none") continue;
    const to = destination(decision.channel, decision.recipient, order, devices);
    if (to === null) continue;
    const parcelId = decision.parcels > 1 ? null : parcel.id;
    messages.push({ id: decision.id, to, order, parcelId, news: newsOf(decision.kind, row, order, decision.parcels) });
  }
  return { messages, again };
}

/** "E-mail the shopper again": the newest news that was told, as it stands now; else that the order is known. */
async function planForRequest(deps: SendDeps, tx: Tx, work: Work): Promise<Plan | null> {
  const order = await lockOrderOfRequest(tx, work.shard, work.subject);
  if (order === undefined) return null;
  const now = deps.clock.now();
  const id = idFromCause("notification", "asked again", work.subject);
  const past = await readDecisions(tx, order);
  const before = past.find((decision) => decision.id === id);
  if (order.shopperEmail === null || before?.sent || before?.failed) {
    await markRequestHandled(tx, work.shard, work.subject, now);
    return { messages: [], again: null };
  }
  const rows = await readParcels(tx, order);
  const told = past.findLast((p) => p.sent && isKind(p.kind) && rows.some((row) => row.id === p.parcelId));
  const row = rows.find(({ id: parcelId }) => parcelId === told?.parcelId);
  const about = { parcelId: row?.id ?? order.id, channel: "email", kind: row ? "told_again" : "order_known" } as const;
  // A shop that asks on and on reaches the same limit as a carrier that flaps (N-04).
  const others = past.filter((decision) => decision.id !== id);
  const isTooMuch = isOverCap(others, about.parcelId, about.channel);
  await keepDecision(
    tx,
    order,
    {
      ...about,
      id,
      transitionId: work.subject,
      recipient: addressId(order.shopperEmail),
      decision: isTooMuch ? "drop" : "send",
      reason: isTooMuch ? "over_cap" : "asked_again",
    },
    now,
  );
  if (isTooMuch) {
    warnOfCap(deps, about);
    await markRequestHandled(tx, work.shard, work.subject, now);
    return { messages: [], again: null };
  }
  const to = { channel: "email", address: order.shopperEmail } as const;
  const news = row && told ? newsAsItStands(told.kind, row, order) : orderKnown(order);
  return { messages: [{ id, to, order, parcelId: row?.id ?? null, news }], again: null };
}

/** What was told may have moved on meanwhile: the mail says what is true now. */
const newsAsItStands = (told: string, row: ShipmentRow, order: OrderRow): News => {
  const { actionRequired } = row.summary;
  const kind = kindOf({ ...row, actionRequired }, row.direction) ?? (isKind(told) ? told : null);
  return kind === null ? orderKnown(order) : newsOf(kind, row, order, 1);
};

const orderKnown = (order: OrderRow): News => ({
  kind: "order_known",
  code: "pending.no_information",
  shop: order.shop,
  parcels: 1,
  estimate: null,
  keepUntil: null,
});

const warnOfCap = (deps: SendDeps, about: { readonly channel: string; readonly kind: string }): void =>
  deps.log.warn("notification_failed", { channel: about.channel, kind: about.kind, reason: "over_cap" });

const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text); // widened only to ask

/** Stands for an address where the address itself need not be kept. */
const addressId = (email: string): string => idFromCause("address", email);

function destination(
  channel: Recipient["channel"],
  recipient: string,
  order: OrderRow,
  devices: readonly SubscriptionRow[],
): Message["to"] | null {
  if (channel === "email") return order.shopperEmail === null ? null : { channel, address: order.shopperEmail };
  const device = devices.find(({ id }) => id === recipient);
  return device === undefined ? null : { channel, device };
}

/** One parcel's date is not that of several, so a message about several names none. */
const newsOf = (kind: Kind, row: ShipmentRow, order: OrderRow, parcels: number): News => ({
  kind,
  code: row.code,
  shop: order.shop,
  parcels,
  estimate: parcels === 1 ? (row.summary.estimate ?? null) : null,
  keepUntil: row.summary.keepUntil?.date ?? null,
});

type Outcome = Awaited<ReturnType<Push["send"]>>;

function sendOne(deps: SendDeps, message: Message): Promise<Outcome> {
  const { order, news, id, to } = message;
  const words = wordsFor(news, order.locale, zoneOfCountry(order.country), deps.clock.now());
  const base = deps.publicBaseUrl.replace(/\/$/, "");
  const page = `${base}/o/${derivedToken(deps.linkSecret, "order-link", order.id)}`;
  const link = message.parcelId === null ? page : `${page}/p/${message.parcelId}`;
  if (to.channel === "push")
    return deps.push.send(to.device, {
      id,
      title: words.title,
      body: words.body,
      language: words.language.locale,
      url: link,
      urgent: news.kind === "out_for_delivery" || news.kind === "problem_action",
    });
  const arrivesUntil = (news.estimate?.through ?? news.estimate?.from)?.slice(0, 10) ?? null;
  const mail = mailFor({ words, shop: order.shop, link, publicBaseUrl: base, arrivesUntil });
  return deps.mailer.send({
    ...mail,
    to: to.address,
    messageId: `<${id}@${new URL(base).hostname}>`,
    // No automatic answers to an automatic mail (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  });
}

export const retryMs = { base: 5_000, cap: hours(1) } as const;
