/**
 * From a piece of due work to messages: decides and keeps the decisions, in the transaction of the caller. What a decision is made of is
 * read here; how it is made stands in `decide.ts`.
 */
import { type Clock, days } from "#platform/clock.ts";
import type { Tx } from "#platform/database.ts";
import type { Work } from "#platform/due-work.ts";
import { idFromCause } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { ShipmentRow } from "#shipments/store.ts";
import { testCarrierCode } from "#shipments/test-journeys.ts";
import { dailyCap, isOverCap } from "./budget.ts";
import { isKind, type Kind, kindOf } from "./catalogue.ts";
import { decide, nextLook } from "./decide.ts";
import { toldDays } from "./facts.ts";
import type { Channel, DecideInput, EstimateFacts, ParcelFacts, Recipient, TransitionFacts } from "./parcel-log.ts";
import { defaultPreferences } from "./preferences.ts";
import { readPreferences } from "./preferences-store.ts";
import { zoneFor } from "./quiet-hours.ts";
import type { Reason } from "./reasons.ts";
import { addressId, recipientsOf } from "./recipients.ts";
import {
  countAsSent,
  countOfLateSince,
  dateOf,
  daysOf,
  keepDecision,
  lockOrderOfCause,
  lockOrderOfRequest,
  lockPerson,
  markRequestHandled,
  type OrderRow,
  readDecisions,
  readEstimates,
  readParcels,
  readPhone,
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

/** By which ways messages can leave; each has its destination in `Message`. */
const channelsOf = ({ webhook }: Ways): ReadonlySet<Channel> =>
  new Set<Channel>(webhook === null ? ["push", "email", "sms"] : ["push", "webhook"]);

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
  /** IANA zone of the recipient. */
  readonly zone: string;
}

/** Messages to send now, and when to look again; null: never. */
export interface Plan {
  readonly messages: readonly Message[];
  readonly again: Date | null;
}

const nothing: Plan = { messages: [], again: null };

/** Null: the work's subject is neither a cause of news nor a request that is still open. */
export async function planMessages(deps: PlanDeps, tx: Tx, work: Work): Promise<Plan | null> {
  return (await planForCause(deps, tx, work)) ?? (await planForRequest(deps, tx, work));
}

async function planForCause(deps: PlanDeps, tx: Tx, work: Work): Promise<Plan | null> {
  const order = await lockOrderOfCause(tx, work.shard, work.subject);
  if (order === undefined) return null;
  const now = deps.clock.now();
  const rows = await readParcels(tx, order);
  const [transitions, estimates] = [await readTransitions(tx, order), await readEstimates(tx, order)];
  const parcels = rows.map((row) => parcelOf(row, transitions.get(row.id) ?? [], estimates.get(row.id) ?? []));
  const parcel = parcels.find((p) => p.id === work.subject || hasCause(p, work.subject));
  const row = rows.find(({ id }) => id === parcel?.id);
  // The parcel was taken back meanwhile: nothing to tell.
  if (parcel === undefined || row === undefined) return nothing;

  const { shopperEmail: email } = order;
  const person = email === null ? nobody : await readPerson(tx, email);
  const ways = await readWays(deps, tx, order, person.phone);
  const reach = {
    orderId: order.id,
    devices: person.devices,
    email: ways.webhook ? email : ways.email,
    phone: ways.phone,
  };
  const recipients = recipientsOf(reach, channelsOf(ways));
  const past = await readDecisions(tx, order);
  const zone = zoneFor(person.preferences.zone, order.country);
  const input: DecideInput = {
    now,
    causeId: work.subject,
    parcel,
    siblings: parcels.filter(({ id }) => id !== parcel.id),
    past,
    recipients,
    isSuppressed: ways.isSuppressed,
    preferences: person.preferences,
    sentToday: await countOfDay(tx, recipients, email, now),
    zone,
    // A rehearsal plays in seconds, also at night.
    quietHours: deps.quietHours && row.carrier !== testCarrierCode,
    mergeWindowMs: deps.mergeWindowMs,
  };
  const messages: Message[] = [];
  const looks = [nextLook(input)];
  for (const decision of decide(input)) {
    await keepDecision(tx, order, decision, now);
    if (caps.has(decision.reason)) warnOfCap(deps, decision);
    looks.push(decision.until);
    if (decision.decision !== "send" || decision.kind === "none") continue;
    await countAsSent(tx, decision.recipient, decision.id, now, dayBefore(now));
    const to = destination(decision.channel, decision.recipient, ways, person.devices);
    if (to === null) continue;
    const parcelId = decision.parcels > 1 ? null : parcel.id;
    const news = newsOf(decision.kind, row, order, decision.parcels);
    messages.push({ id: decision.id, to, order, parcelId, news: { ...news, ...datesOf(input) }, zone });
  }
  return { messages, again: earliest(looks) };
}

const parcelOf = (
  row: ShipmentRow,
  transitions: readonly TransitionFacts[],
  estimates: readonly EstimateFacts[],
): ParcelFacts => {
  const { actionRequired, estimate, keepUntil } = row.summary;
  return {
    ...row,
    actionRequired,
    estimate: daysOf(estimate),
    keepUntil: dateOf(keepUntil?.date ?? null),
    transitions,
    estimates,
  };
};

const hasCause = (parcel: ParcelFacts, causeId: string): boolean =>
  [...parcel.transitions, ...parcel.estimates].some(({ id }) => id === causeId);

const nobody = { devices: [], phone: null, preferences: defaultPreferences } as const;

async function readPerson(tx: Tx, email: string) {
  const [devices, phone] = [await readSubscriptions(tx, email), await readPhone(tx, email)];
  return { devices, phone, preferences: await readPreferences(tx, email) };
}

const dayBefore = (now: Date): Date => new Date(now.getTime() - days(1));

async function countOfDay(
  tx: Tx,
  recipients: readonly Recipient[],
  email: string | null,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  if (email !== null) await lockPerson(tx, addressId(email));
  return countOfLateSince(
    tx,
    recipients.map(({ id }) => id),
    dayBefore(now),
  );
}

/** What a message about a date wants to know besides the date. */
function datesOf({ parcel, past, causeId }: DecideInput): Pick<News, "was" | "because"> {
  const estimate = parcel.estimates.find(({ id }) => id === causeId);
  if (estimate === undefined) return {};
  return { was: toldDays(parcel, past, causeId), because: estimate.reason };
}

const earliest = (times: readonly (Date | null)[]): Date | null => {
  const known = times.flatMap((time) => (time === null ? [] : [time.getTime()]));
  return known.length === 0 ? null : new Date(Math.min(...known));
};

/** "E-mail the shopper again": the newest news that was told, as it stands now; else that the order is known. */
async function planForRequest(deps: PlanDeps, tx: Tx, work: Work): Promise<Plan | null> {
  const order = await lockOrderOfRequest(tx, work.shard, work.subject);
  if (order === undefined) return null;
  const now = deps.clock.now();
  const id = idFromCause("notification", "asked again", work.subject);
  const past = await readDecisions(tx, order);
  const before = past.find((decision) => decision.id === id);
  const { shopperEmail: address } = order;
  if (address === null || before?.sent || before?.failed) {
    await markRequestHandled(tx, work.shard, work.subject, now);
    return nothing;
  }
  const rows = await readParcels(tx, order);
  const told = past.findLast((p) => p.sent && isKind(p.kind) && rows.some((row) => row.id === p.parcelId));
  const row = rows.find(({ id: parcelId }) => parcelId === told?.parcelId);
  const ways = await readWays(deps, tx, order, null);
  const reach = { orderId: order.id, email: address, devices: [], phone: null };
  const [recipient = { channel: "email", id: addressId(address) }] = recipientsOf(reach, channelsOf(ways));
  const { channel } = recipient;
  const about = { parcelId: row?.id ?? order.id, channel, kind: row ? "told_again" : "order_known" } as const;
  // A shop that asks on and on reaches the same limits as a carrier that flaps (N-04).
  const others = past.filter((decision) => decision.id !== id);
  const sentToday = (await countOfDay(tx, [recipient], address, now)).get(recipient.id) ?? 0;
  const isRepeat = before?.decision === "send";
  const cap: Reason | null = isOverCap(others, about.parcelId, about.channel)
    ? "over_cap"
    : sentToday >= dailyCap && !isRepeat
      ? "over_daily_cap"
      : null;
  const to = cap === null ? destination(channel, recipient.id, ways, []) : null;
  const decision = to === null ? "drop" : "send";
  const reason = cap ?? (to === null ? "suppressed" : "asked_again");
  await keepDecision(
    tx,
    order,
    { ...about, id, causeId: work.subject, recipient: recipient.id, decision, reason },
    now,
  );
  if (to === null) {
    if (cap !== null) warnOfCap(deps, { ...about, reason });
    await markRequestHandled(tx, work.shard, work.subject, now);
    return nothing;
  }
  await countAsSent(tx, recipient.id, id, now, dayBefore(now));
  const { zone: chosen } = await readPreferences(tx, address);
  const news = row && told ? newsAsItStands(told.kind, row, order) : orderKnown(order);
  const zone = zoneFor(chosen, order.country);
  return {
    messages: [{ id, to, order, parcelId: row?.id ?? null, news, zone }],
    again: null,
  };
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

const caps: ReadonlySet<Reason> = new Set<Reason>(["over_cap", "over_daily_cap"]);

const warnOfCap = (
  deps: PlanDeps,
  { channel, kind, reason }: { readonly channel: string; readonly kind: string; readonly reason: Reason },
): void => deps.log.warn("notification_failed", { channel, kind, reason });

function destination(
  channel: Channel,
  recipient: string,
  { email, phone, webhook }: Ways,
  devices: readonly SubscriptionRow[],
): Message["to"] | null {
  if (channel === "email") return email === null ? null : { channel, address: email };
  if (channel === "sms") return phone === null ? null : { channel, phone };
  if (channel === "webhook") return webhook === null ? null : { channel, webhook };
  const device = channel === "push" ? devices.find(({ id }) => id === recipient) : undefined;
  return device === undefined ? null : { channel: "push", device };
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
