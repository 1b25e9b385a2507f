/**
 * From a piece of due work to messages: decides and keeps the decisions, in the transaction of the caller. What a decision is made of is
 * read here; how it is made stands in `decide.ts`.
 */
import type { Clock } from "#platform/clock.ts";
import type { Tx } from "#platform/database.ts";
import type { Work } from "#platform/due-work.ts";
import { idFromCause } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { ShipmentRow } from "#shipments/store.ts";
import { decide, isOverCap, type Kind, kindOf, kinds, type ParcelFacts, type Recipient } from "./decide.ts";
import { zoneOfCountry } from "./quiet-hours.ts";
import {
  keepDecision,
  lockOrderOfRequest,
  lockOrderOfTransition,
  markRequestHandled,
  type OrderRow,
  readDecisions,
  readParcels,
  readSubscriptions,
  readTransitions,
  type SubscriptionRow,
} from "./store.ts";
import { readWays, type Ways, type WaysDeps } from "./ways.ts";
import type { WebhookRow } from "./webhook-store.ts";
import type { News } from "./words.ts";

export interface PlanDeps extends WaysDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly quietHours: boolean;
  readonly mergeWindowMs: number;
}

/** A message that is decided and not noted as sent. */
export interface Message {
  readonly id: string;
  readonly to:
    | { readonly channel: "email"; readonly address: string }
    | { readonly channel: "sms"; readonly phone: string }
    | { readonly channel: "webhook"; readonly webhook: WebhookRow }
    | { readonly channel: "push"; readonly device: SubscriptionRow };
  readonly order: OrderRow;
  readonly parcelId: string | null;
  readonly news: News;
}

/** Messages to send now, and when to look again; null: never. */
export interface Plan {
  readonly messages: readonly Message[];
  readonly again: Date | null;
}

/** Null: the work's subject is neither a change nor a request that is still open. */
export async function planMessages(deps: PlanDeps, tx: Tx, work: Work): Promise<Plan | null> {
  return (await planForTransition(deps, tx, work)) ?? (await planForRequest(deps, tx, work));
}

async function planForTransition(deps: PlanDeps, tx: Tx, work: Work): Promise<Plan | null> {
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
  const ways = await readWays(deps, tx, order, null);
  const recipients: Recipient[] = devices.map(({ id }) => ({ channel: "push", id }));
  if (ways.webhook !== null) recipients.push({ channel: "webhook", id: webhookId(order) });
  if (ways.email !== null) recipients.push({ channel: "email", id: addressId(ways.email) });
  const decisions = decide({
    now,
    transition,
    parcel,
    siblings: parcels.filter(({ id }) => id !== parcel.id),
    past,
    recipients,
    isSuppressed: ways.isSuppressed,
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
    const to = destination(decision.channel, decision.recipient, ways, devices);
    if (to === null) continue;
    const parcelId = decision.parcels > 1 ? null : parcel.id;
    messages.push({ id: decision.id, to, order, parcelId, news: newsOf(decision.kind, row, order, decision.parcels) });
  }
  return { messages, again };
}

/** "E-mail the shopper again": the newest news that was told, as it stands now; else that the order is known. */
async function planForRequest(deps: PlanDeps, tx: Tx, work: Work): Promise<Plan | null> {
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
  const ways = await readWays(deps, tx, order, null);
  const channel = ways.webhook === null ? "email" : "webhook";
  const about = { parcelId: row?.id ?? order.id, channel, kind: row ? "told_again" : "order_known" } as const;
  // A shop that asks on and on reaches the same limit as a carrier that flaps (N-04).
  const others = past.filter((decision) => decision.id !== id);
  const isTooMuch = isOverCap(others, about.parcelId, about.channel);
  const recipient = channel === "email" ? addressId(order.shopperEmail) : webhookId(order);
  const to = isTooMuch ? null : destination(channel, recipient, ways, []);
  await keepDecision(
    tx,
    order,
    {
      ...about,
      id,
      transitionId: work.subject,
      recipient,
      decision: to === null ? "drop" : "send",
      reason: isTooMuch ? "over_cap" : to === null ? "suppressed" : "asked_again",
    },
    now,
  );
  if (to === null) {
    if (isTooMuch) warnOfCap(deps, about);
    await markRequestHandled(tx, work.shard, work.subject, now);
    return { messages: [], again: null };
  }
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

const warnOfCap = (deps: PlanDeps, about: { readonly channel: string; readonly kind: string }): void =>
  deps.log.warn("notification_failed", { channel: about.channel, kind: about.kind, reason: "over_cap" });

const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text); // widened only to ask

/** The merchant's webhook asks for one message per person, as an e-mail would be one. */
const webhookId = (order: OrderRow): string => idFromCause("webhook", order.shopperEmail ?? order.id);

/** Stands for an address where the address itself need not be kept. */
const addressId = (email: string): string => idFromCause("address", email);

function destination(
  channel: Recipient["channel"],
  recipient: string,
  { email, phone, webhook }: Ways,
  devices: readonly SubscriptionRow[],
): Message["to"] | null {
  if (channel === "email") return email === null ? null : { channel, address: email };
  if (channel === "sms") return phone === null ? null : { channel, phone };
  if (channel === "webhook") return webhook === null ? null : { channel, webhook };
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
