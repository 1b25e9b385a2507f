/**
 * What a reader of a page may know, built field by field from rows: whatever is not named here is not shown (P-02, A-03).
 * Tier 0: movement. Tier 1, by link: order, items, parcels. Tier 2, signed in with the order's address: where and to whom exactly.
 */

import { type Brand, type BrandFacts, brandOf } from "#branding/brand.ts";
import { zoneOfPlace } from "#carriers/places.ts";
import { carrierByCode, trackingPage } from "#carriers/registry.ts";
import { isZone } from "#platform/local-time.ts";
import type { Estimate, EventTime } from "#shipments/event.ts";
import type { EventCode, Status } from "#shipments/event-codes.ts";
import { inTime, ownSource, type RecordedEvent, type ShipmentFacts } from "#shipments/lifecycle.ts";
import { isNature } from "#shipments/nature.ts";
import type { ShipmentRow } from "#shipments/store.ts";
import { isShown, type ShopperWord } from "#shipments/summary.ts";
import { timeline } from "#shipments/timeline.ts";
import { clean, fieldOf, textOf } from "./fields.ts";
import { type Item, itemsOf, namedItems, type SplitRow, splitItems } from "./items.ts";

export type Tier = 0 | 1 | 2;

export interface OrderRow extends BrandFacts {
  readonly shard: number;
  readonly id: string;
  readonly shop: string;
  /** A person follows it by hand: there is no shop, and the number proves nothing (C-06). */
  readonly isOwn: boolean;
  /** What the person calls it; null where they gave it no name. */
  readonly label: string | null;
  /** Whose pages may show the widget. */
  readonly origins: readonly string[];
  readonly supportEmail: string | null;
  readonly merchantReference1: string | null;
  readonly status: string;
  readonly locale: string | null;
  readonly purchaseCountry: string;
  readonly orderLines: unknown;
  readonly shippingAddress: unknown;
  readonly billingAddress: unknown;
  readonly shopperEmail: string | null;
  /** What was chosen at the checkout: a time slot, a pick-up place. */
  readonly selectedShippingOption: unknown;
  /** When the shop last said that it paid money back. */
  readonly refundedAt: Date | null;
  readonly createdAt: Date;
}

export type State =
  | "pending"
  | "announced"
  | "in_transit"
  | "customs"
  | "out_for_delivery"
  | "ready"
  | "attempt_failed"
  | "delayed"
  | "problem"
  | "lost"
  | "delivered"
  | "returning"
  | "returned"
  | "no_news"
  | "cancelled"
  | "invalid"
  | "linked"
  | "digital"
  | "own_delivery"
  | "store_pickup"
  | "letter";
export type Tone = "neutral" | "progress" | "action" | "attention" | "done";

export interface HistoryItem {
  readonly id: string;
  readonly code: EventCode | "unmapped";
  readonly time: EventTime;
  readonly place: string | null;
  /** The carrier's own words, filtered; null where none may be shown. */
  readonly raw: string | null;
  readonly rawCode: string;
  /** Who told us, as a person knows them. */
  readonly toldBy: readonly string[];
  readonly seenAt: Date;
  /** The carrier has taken it back. */
  readonly isWithdrawn: boolean;
}

/** What a carrier says that it does after an attempt that failed; null: it has not said. */
export type NextStep =
  | { readonly kind: "again"; readonly date: string }
  /** The name is tier 2, else null. */
  | { readonly kind: "neighbour"; readonly name: string | null }
  | { readonly kind: "point"; readonly name: string }
  | { readonly kind: "choose"; readonly by: string | null };

export interface Pickup {
  readonly name: string;
  readonly city: string | null;
  /** Tier 2. */
  readonly street: string | null;
  /** Local date. */
  readonly until: string | null;
  /** In the carrier's own form. */
  readonly hours: string | null;
  readonly page: string | null;
}

export interface ParcelView {
  readonly id: string;
  readonly state: State;
  readonly tone: Tone;
  readonly code: EventCode;
  /** Of five; on the way back of three; null where there are no scans. */
  readonly step: 1 | 2 | 3 | 4 | 5 | null;
  readonly isGoingBack: boolean;
  readonly isReturn: boolean;
  readonly needsAction: boolean;
  /** "" where nobody knows. */
  readonly carrier: string;
  readonly number: string | null;
  readonly carrierPage: string | null;
  /** The carrier's; else, until the carrier names one, what the shop promised. */
  readonly estimate: (Estimate & { readonly saidBy: "carrier" | "shop" }) | null;
  readonly estimateHistory: readonly {
    readonly estimate: Estimate;
    readonly seenAt: Date;
    readonly reason: EventCode | null;
  }[];
  readonly pickup: Pickup | null;
  readonly nextStep: NextStep | null;
  /** To whom it was handed over on the way, oldest first. */
  readonly partners: readonly {
    readonly carrier: string;
    readonly number: string | null;
    readonly page: string | null;
  }[];
  /** It was said to be lost, and it moves again. */
  readonly hasTurnedUp: boolean;
  /** The carrier withdrew something that it had said. */
  readonly isCorrected: boolean;
  /** The carrier answered that it does not know the number. */
  readonly isUnknown: boolean;
  readonly hasProof: boolean;
  readonly said: { readonly word: ShopperWord; readonly at: Date } | null;
  readonly refundedAt: Date | null;
  /** When the shop told us of it. */
  readonly openedAt: Date;
  /** Where the merchant sent which line went with which parcel. */
  readonly items: readonly Item[];
  readonly placeKind: "home" | "point";
  readonly receivedBy: string | null;
  readonly deliveredAt: EventTime | null;
  readonly boxes: { readonly delivered: number; readonly count: number } | null;
  readonly lastNews: { readonly time: EventTime; readonly place: string | null } | null;
  readonly lastAskedAt: Date | null;
  readonly nextAskAt: Date | null;
  readonly silentSince: Date | null;
  readonly evidence: { readonly raw: string | null; readonly rawCode: string } | null;
  readonly history: readonly HistoryItem[];
  /** IANA zone of the delivery place. */
  readonly zone: string;
}

export interface OrderView {
  readonly tier: Tier;
  readonly createdAt: Date;
  readonly shop: string;
  /** Followed by hand: `shop` is the installation, and `reference` the person's own name for it. */
  readonly isOwn: boolean;
  readonly brand: Brand;
  readonly contact: string | null;
  readonly reference: string | null;
  readonly items: readonly Item[];
  /** Of `items` those that are in no parcel; null: nobody said which lines went with which parcel. */
  readonly unsent: readonly Item[] | null;
  readonly parcels: readonly ParcelView[];
  readonly preparedReturns: readonly PreparedReturn[];
  /** The shop first sent a wrong number, then the right one. */
  readonly isCorrected: boolean;
  /** What the shop promised for the whole order. */
  readonly promise: Estimate | null;
  /** IANA zone of the delivery place. */
  readonly zone: string;
  /** What the shop said it sent and nobody can follow. */
  readonly unfollowed: readonly UnfollowedView[];
  readonly isCancelled: boolean;
  /** Tier 2 only. */
  readonly address: readonly string[] | null;
}

/** A label that came with the order: quiet until somebody sends something back. */
export interface PreparedReturn {
  readonly id: string;
  readonly carrier: string;
  readonly number: string | null;
}

export interface UnfollowedView {
  /** As the shop wrote it; "" where it named none. */
  readonly carrier: string;
  readonly number: string | null;
  readonly page: string | null;
  /** The carrier is known and the number cannot be its own: the shop has been told. */
  readonly isWrongNumber: boolean;
}

/** An entry of shipping info that led to no shipment. */
export interface UnfollowedRow {
  readonly reason: string;
  readonly company: string | null;
  readonly number: string | null;
  readonly uri: string | null;
}

export interface ParcelSource {
  readonly shipment: ShipmentRow;
  readonly events: readonly RecordedEvent[];
  readonly facts: ShipmentFacts;
}

/** Whoever types a number is not yet its receiver: what they follow by hand is never shown beyond tier 1 (C-06). */
const tierFor = (order: OrderRow, tier: Tier): Tier => (order.isOwn && tier === 2 ? 1 : tier);

export function presentOrder(
  order: OrderRow,
  parcels: readonly ParcelSource[],
  asked: Tier,
  unfollowed: readonly UnfollowedRow[] = [],
  splits: readonly SplitRow[] = [],
): OrderView {
  const tier = tierFor(order, asked);
  const split = tier >= 1 ? splitItems(itemsOf(order.orderLines), splits, parcels) : { unsent: null, of: new Map() };
  const hasParcels = parcels.length > 0;
  return {
    tier,
    createdAt: order.createdAt,
    shop: clean(order.shop, 100),
    isOwn: order.isOwn,
    brand: brandOf(order),
    contact: tier >= 1 ? order.supportEmail : null,
    reference: tier >= 1 ? clean((order.isOwn ? order.label : order.merchantReference1) ?? "", 100) || null : null,
    items: tier >= 1 ? namedItems(itemsOf(order.orderLines)) : [],
    unsent: split.unsent,
    parcels: parcels
      .filter(({ shipment }) => isShown(shipment))
      .map((parcel) => ({ ...presentParcel(order, parcel, tier), items: split.of.get(parcel.shipment.id) ?? [] })),
    preparedReturns: tier >= 1 ? presentReturns(order, parcels) : [],
    isCorrected: tier >= 1 && hasParcels && unfollowed.some(({ reason }) => misnumbered.has(reason)),
    promise: tier >= 1 ? promiseOf(order) : null,
    zone: zoneOf(order),
    unfollowed: tier >= 1 ? presentUnfollowed(order, unfollowed, hasParcels) : [],
    isCancelled: order.status === "CANCELLED",
    address: tier === 2 ? addressOf(order.shippingAddress ?? order.billingAddress) : null,
  };
}

export function presentParcel(order: OrderRow, { shipment, events, facts }: ParcelSource, asked: Tier): ParcelView {
  const tier = tierFor(order, asked);
  const { summary } = shipment;
  const secrets = secretsOf(order, events);
  // Of a parcel that was added by hand nobody knows whose names to hide: the carrier's own words stay away.
  const words = (text: string): string | null =>
    (tier === 0 || order.isOwn ? "" : tier === 2 ? clean(text, 1_000) : redacted(text, secrets)) || null;
  const place = (at: RecordedEvent["event"]["place"]): string | null => placeOf(at, secrets);
  const state = stateOf(order, shipment);
  const statusEvent = events.find(({ id }) => id === summary.statusFrom?.eventId)?.event;
  const known = shipment.carrier === null ? undefined : shownName(shipment.carrier);
  return {
    id: shipment.id,
    state,
    tone: toneOf(state, summary.actionRequired),
    code: summary.code,
    step: shipment.tracked && state !== "linked" && state !== "cancelled" ? stepOf(summary.status, shipment) : null,
    isGoingBack: summary.status === "returning" || summary.status === "returned",
    isReturn: shipment.direction === "return",
    needsAction: summary.actionRequired || attention.includes(summary.code),
    carrier: known ?? (tier >= 1 ? redacted(shipment.saidCompany ?? "", secrets) : ""),
    number: tier >= 1 ? clean(shipment.trackingNumber ?? "", 100) || null : null,
    carrierPage: tier >= 1 ? pageOf(shipment) : null,
    estimate: estimateShown(order, shipment, tier),
    estimateHistory: summary.estimateHistory.map(({ estimate, seenAt, reason }) => ({
      estimate: estimateOf(estimate),
      seenAt: new Date(seenAt),
      reason,
    })),
    pickup: tier === 0 ? null : state === "store_pickup" ? storeOf(order) : pickupOf(shipment, secrets, tier),
    nextStep:
      tier >= 1 && state === "attempt_failed" ? nextStepOf(events, facts, summary.statusFrom, secrets, tier) : null,
    partners: tier >= 1 ? partnersOf(shipment, events, secrets) : [],
    hasTurnedUp: hasTurnedUp(events, summary.code),
    isCorrected: summary.corrected,
    isUnknown: shipment.lastOutcome === "not_found" || shipment.lastOutcome === "invalid_number",
    hasProof: tier === 2 && summary.proofAvailable,
    said:
      tier >= 1 && shipment.shopperSaid !== null && shipment.shopperSaidAt !== null
        ? { word: shipment.shopperSaid, at: shipment.shopperSaidAt }
        : null,
    refundedAt: tier >= 1 ? order.refundedAt : null,
    openedAt: shipment.openedAt,
    items: [],
    placeKind: summary.pickupPoint !== null || state === "ready" ? "point" : "home",
    receivedBy: tier === 2 ? receivedBy(events) : null,
    deliveredAt: summary.deliveredAt,
    boxes:
      // A count alone says nothing of where the others are.
      summary.pieceCount !== null && summary.pieceCount > 1 && summary.pieces.length > 0
        ? { delivered: summary.piecesDelivered, count: summary.pieceCount }
        : null,
    lastNews: summary.lastEvent && { time: summary.lastEvent.time, place: place(summary.lastEvent.place) },
    lastAskedAt: shipment.lastAskedAt,
    nextAskAt: shipment.nextAskAt,
    silentSince: shipment.silentSince,
    evidence:
      statusEvent === undefined ? null : { raw: words(statusEvent.rawText), rawCode: clean(statusEvent.rawCode, 50) },
    history: timeline(events, facts).flatMap(({ entries }) =>
      entries.map(({ id, code, time, place: at, text, sources, seenAt, withdrawn }) => ({
        id,
        code,
        time,
        place: place(at),
        raw: words(text),
        rawCode: clean(events.find((one) => one.id === id)?.event.rawCode ?? "", 50),
        toldBy: sources.filter((source) => source !== ownSource).map(shownName),
        seenAt: new Date(seenAt),
        isWithdrawn: withdrawn,
      })),
    ),
    zone: zoneOf(order),
  };
}

/** Hidden wherever no day is to be expected; the shop's own promise stands in until the carrier names a day (consumer UX §9). */
function estimateShown(order: OrderRow, { summary, direction }: ShipmentRow, tier: Tier): ParcelView["estimate"] {
  if (summary.estimate !== null) return { ...estimateOf(summary.estimate), saidBy: "carrier" };
  const isUnderWay = ["pending", "info_received", "in_transit", "out_for_delivery"].includes(summary.status);
  const promise = tier >= 1 && isUnderWay && direction === "outbound" ? promiseOf(order) : null;
  return promise && { ...promise, saidBy: "shop" };
}

/** The time slot that was chosen at the checkout, if it can be read as one. */
function promiseOf({ selectedShippingOption }: OrderRow): Estimate | null {
  const slot = fieldOf(selectedShippingOption, "timeslot");
  const [from, through] = [textOf(slot, "start"), textOf(slot, "end")].map((text) => (isMoment(text) ? text : ""));
  if (!from) return null;
  return { from, through: through || null, kind: from.length > 10 && through ? "window" : "date" };
}
const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text) &&
  !Number.isNaN(Date.parse(text));

function pickupOf({ summary }: ShipmentRow, secrets: readonly string[], tier: Tier): Pickup | null {
  const { pickupPoint: point, keepUntil } = summary;
  if (point === null && keepUntil === null) return null;
  return {
    name: redacted(point?.name ?? "", secrets),
    city: redacted(point?.city ?? "", secrets) || null,
    street: tier === 2 ? clean(point?.street ?? "", 200) || null : null,
    until: keepUntil?.date ?? null,
    hours: clean(point?.openingHours ?? "", 400) || null,
    page: webPage(point?.url ?? null),
  };
}

/** The shop or point that was chosen at the checkout. A place of business, nobody's home. */
function storeOf({ selectedShippingOption }: OrderRow): Pickup | null {
  const location = fieldOf(selectedShippingOption, "location");
  const address = fieldOf(location, "address");
  const name = clean(textOf(location, "name"), 100);
  if (name === "") return null;
  const [city, street] = ["city", "street_address"].map((field) => clean(textOf(address, field), 200) || null);
  return { name, city: city ?? null, street: street ?? null, until: null, hours: null, page: null };
}

/** From what the carrier said with the attempt and since. */
function nextStepOf(
  events: readonly RecordedEvent[],
  { estimate }: ShipmentFacts,
  statusFrom: ShipmentRow["summary"]["statusFrom"],
  secrets: readonly string[],
  tier: Tier,
): NextStep | null {
  const ordered = inTime(events);
  const at = ordered.findIndex(({ id }) => id === statusFrom?.eventId);
  const attempt = ordered[at];
  if (attempt === undefined) return null;
  const since = ordered.slice(at).map(({ event }) => event.facts);
  const neighbour = since.findLast((one) => one.neighbour !== undefined)?.neighbour;
  if (neighbour !== undefined) return { kind: "neighbour", name: tier === 2 ? clean(neighbour, 100) : null };
  const point = since.findLast((one) => one.pickupPoint?.name !== undefined)?.pickupPoint;
  if (point?.name !== undefined) return { kind: "point", name: redacted(point.name, secrets) };
  const day = attempt.event.time.local.slice(0, 10);
  const again = [since.findLast((one) => one.estimate !== undefined)?.estimate?.from, estimate?.from]
    .map((from) => from?.slice(0, 10) ?? "")
    .find((date) => date > day);
  if (again !== undefined) return { kind: "again", date: again };
  if (attempt.event.facts.actionRequired === true)
    return { kind: "choose", by: since.findLast((one) => one.keepUntil !== undefined)?.keepUntil ?? null };
  return null;
}

/** Whom the carrier handed it to, as the carrier and its scans say. */
function partnersOf(shipment: ShipmentRow, events: readonly RecordedEvent[], secrets: readonly string[]) {
  const told = [
    ...inTime(events).map(({ event: { facts } }) => ({ carrier: facts.partnerCarrier, number: facts.partnerNumber })),
    ...shipment.summary.partnerNumbers,
  ];
  const partners = new Map<string, ParcelView["partners"][number]>();
  for (const { carrier = "", number = "" } of told) {
    if ((carrier === "" && number === "") || number === shipment.trackingNumber || carrier === shipment.carrier)
      continue;
    const code = carrierByCode(carrier) === undefined ? null : carrier;
    const shown = clean(number, 100) || null;
    const name = code === null ? redacted(carrier, secrets) : shownName(code);
    const page = code === null || shown === null ? null : webPage(trackingPage(code, shown));
    partners.set(shown ?? name, { carrier: name, number: shown, page });
  }
  return [...partners.values()].slice(0, 5);
}

/** Lost or searched for before, and found: what the carrier says now is something else. */
function hasTurnedUp(events: readonly RecordedEvent[], code: EventCode): boolean {
  const isMissing = (one: string): boolean => one === "exception.lost" || one === "exception.under_investigation";
  return !isMissing(code) && code !== "expired.no_updates" && events.some(({ event }) => isMissing(event.code));
}

function presentReturns(order: OrderRow, parcels: readonly ParcelSource[]): PreparedReturn[] {
  return parcels.flatMap(({ shipment }) =>
    isShown(shipment)
      ? []
      : [
          {
            id: shipment.id,
            carrier:
              shipment.carrier === null
                ? redacted(shipment.saidCompany ?? "", secretsOf(order, []))
                : shownName(shipment.carrier),
            number: clean(shipment.trackingNumber ?? "", 100) || null,
          },
        ],
  );
}

/** The parcel is real, only its carrier is not one that we know. */
const nameless: ReadonlySet<string> = new Set(["unknown_carrier", "ambiguous_carrier", "no_carrier"]);
/** The carrier is known and the number is not one of its own; once another parcel is there, that one was the correction. */
const misnumbered: ReadonlySet<string> = new Set([
  "wrong_check_digit",
  "wrong_shape",
  "placeholder_text",
  "number_is_order_reference",
]);

function presentUnfollowed(order: OrderRow, rows: readonly UnfollowedRow[], hasParcels: boolean): UnfollowedView[] {
  const secrets = secretsOf(order, []);
  const seen = new Set<string>();
  return rows.flatMap(({ reason, company, number, uri }) => {
    const isWrongNumber = misnumbered.has(reason);
    const key = [company, number].join(" ").toLowerCase();
    if (seen.has(key) || !(nameless.has(reason) || (isWrongNumber && !hasParcels))) return [];
    seen.add(key);
    const shown = isWrongNumber ? null : clean(number ?? "", 100) || null;
    return [{ carrier: redacted(company ?? "", secrets), number: shown, page: webPage(uri), isWrongNumber }];
  });
}

/** The partner list calls DHL as a whole "DHL Standard"; nobody who waits for a parcel does. */
const familiar: Readonly<Record<string, string>> = { dhl: "DHL" };
export const shownName = (code: string): string => familiar[code] ?? carrierByCode(code)?.name ?? code;

const estimateOf = ({ from, through, kind }: Estimate): Estimate => ({ from, through, kind });

const receivedBy = (events: readonly RecordedEvent[]): string | null =>
  clean(
    events.map(({ event }) => event.facts.neighbour ?? event.facts.signedBy ?? "").findLast((name) => name !== "") ??
      "",
    100,
  ) || null;

const attention: readonly EventCode[] = [
  "attempt_failed.payment_due",
  "attempt_failed.identity_check",
  "exception.customs_documents_missing",
  "exception.customs_charges_due",
  "exception.payment_required",
  "exception.address_incorrect",
  "exception.recipient_unknown",
  "exception.lost",
  "exception.undeliverable",
];

function stateOf(order: OrderRow, shipment: ShipmentRow): State {
  const { status, code, delayed } = shipment.summary;
  if (!shipment.tracked) return isNature(shipment.method) ? shipment.method : "linked";
  if (order.status === "CANCELLED" && (status === "pending" || status === "info_received")) return "cancelled";
  // Nobody has asked and nobody will: the carrier has no connection here.
  if (shipment.lastAskedAt === null && shipment.nextAskAt === null && shipment.firstEventAt === null) return "linked";
  switch (status) {
    case "pending":
      return code === "pending.invalid_number" ? "invalid" : "pending";
    case "info_received":
      return "announced";
    case "in_transit":
      return code === "in_transit.customs_clearance" ? "customs" : delayed ? "delayed" : "in_transit";
    case "available_for_pickup":
      return "ready";
    case "expired":
      return "no_news";
    case "exception":
      if (code === "exception.lost" || code === "exception.under_investigation") return "lost";
      if (code === "exception.cancelled") return "cancelled";
      return code.startsWith("exception.customs_")
        ? "customs"
        : code.startsWith("exception.delayed")
          ? "delayed"
          : "problem";
    default:
      return status;
  }
}

function toneOf(state: State, needsAction: boolean): Tone {
  if (state === "delivered") return "done";
  if (needsAction || state === "ready" || state === "attempt_failed") return "action";
  if (["problem", "lost", "delayed", "invalid", "returning", "returned"].includes(state)) return "attention";
  return ["in_transit", "out_for_delivery", "customs"].includes(state) ? "progress" : "neutral";
}

/** Steps: ordered, announced, on its way, close, delivered. A problem stays where the parcel was. */
function stepOf(status: Status, shipment: ShipmentRow): 1 | 2 | 3 | 4 | 5 {
  switch (status) {
    case "pending":
    case "info_received":
      return 2;
    case "out_for_delivery":
    case "available_for_pickup":
    case "attempt_failed":
      return 4;
    case "delivered":
      return 5;
    case "in_transit":
      return 3;
    // A bar of its own: sent back, on its way back, at the shop again.
    case "returning":
      return shipment.summary.code === "returning.initiated" ? 1 : 2;
    case "returned":
      return 3;
    case "exception":
    case "expired":
      return shipment.firstEventAt === null ? 2 : shipment.summary.attempts > 0 ? 4 : 3;
  }
}

/** X-02: only http and https become links, and a page names the host. */
function pageOf(shipment: ShipmentRow): string | null {
  const own =
    shipment.carrier !== null && shipment.trackingNumber !== null
      ? trackingPage(shipment.carrier, shipment.trackingNumber)
      : null;
  return webPage(own) ?? webPage(shipment.trackingUri);
}

function webPage(text: string | null): string | null {
  const url = text === null || text.length > 1_024 ? null : URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return null;
  return url.username === "" && url.password === "" ? url.href : null;
}

function zoneOf(order: OrderRow): string {
  const field = fieldsOf(order.shippingAddress ?? order.billingAddress);
  const country = (field.country || order.purchaseCountry).toUpperCase();
  const zone = zoneOfPlace({ country, ...(field.region === "" ? {} : { region: field.region }) });
  return isZone(zone) ? zone : "UTC";
}

function addressOf(address: unknown): readonly string[] {
  const field = fieldsOf(address);
  return [
    [field.given_name, field.family_name].filter(Boolean).join(" "),
    field.organization_name,
    field.street_address,
    field.street_address2,
    [field.postal_code, field.city].filter(Boolean).join(" "),
    field.country,
  ]
    .map((line) => clean(line ?? "", 200))
    .filter((line) => line !== "");
}

const addressFields = [
  "given_name",
  "family_name",
  "title",
  "organization_name",
  "attention",
  "street_address",
  "street_address2",
  "postal_code",
  "city",
  "region",
  "country",
  "email",
  "phone",
] as const;

function fieldsOf(address: unknown): Record<(typeof addressFields)[number], string> {
  return Object.fromEntries(addressFields.map((name) => [name, textOf(address, name)])) as Record<
    (typeof addressFields)[number],
    string
  >; // made from exactly these names
}

/** What must not be read on a page of tier 0 or 1, wherever a carrier repeats it. */
function secretsOf(order: OrderRow, events: readonly RecordedEvent[]): readonly string[] {
  const all: string[] = [order.shopperEmail ?? ""];
  for (const address of [order.shippingAddress, order.billingAddress]) {
    const { city, region, country, title, ...personal } = fieldsOf(address);
    for (const value of Object.values(personal)) if (value !== "") all.push(value, ...value.split(/[\s,]+/));
  }
  for (const { event } of events) {
    for (const name of [event.facts.signedBy, event.facts.neighbour]) if (name) all.push(name, ...name.split(/[\s,]+/));
  }
  return [...new Set(all.map((text) => text.trim().toLowerCase()))]
    .filter((text) => text.length >= 3)
    .sort((a, b) => b.length - a.length);
}

const hidden = "•••";
const patterns: readonly RegExp[] = [
  /[^\s@]{1,64}@[^\s@]{1,255}/g,
  /\b(?:signed(?: for)? by|signature|received by|left with|delivered to|handed to|neighbou?r|empf(?:ä|ae)nger|unterschrieben von|angenommen von|nachbarn?|name)\s*:?\s+[^;]{1,80}/giu,
  /\b(?:pin|code|passcode|door|gate|abholcode|türcode)\s*(?:is|ist|:|#|=)?\s*[A-Z]{0,3}\d[\w-]{1,15}/giu,
  /\+?\d[\d ()/.-]{5,20}\d/g,
  /\b[\p{L}.-]{1,40}(?:stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|ring|damm|ufer|vägen|gatan)\s{0,2}\d{1,4}\s?[a-z]?\b/giu,
  /\b\d{1,5}\s(?:[\p{L}'.-]{1,30}\s){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|court|ct|blvd|boulevard|place|close)\b\.?/giu,
];

/** A carrier's own words without people, streets, numbers to call and codes. Cut to 300 characters before any pattern. */
export function redacted(text: string, secrets: readonly string[]): string {
  let left = clean(text, 300);
  for (const secret of secrets) left = without(left, secret);
  for (const pattern of patterns) left = left.replace(pattern, hidden);
  return left.replace(/(?:•••[\s,.]*){2,}/g, `${hidden} `).trim();
}

function without(text: string, secret: string): string {
  const lower = text.toLowerCase();
  if (lower.length !== text.length || !lower.includes(secret)) return text;
  let result = "";
  let at = 0;
  for (let found = lower.indexOf(secret); found !== -1; found = lower.indexOf(secret, at)) {
    result += text.slice(at, found) + hidden;
    at = found + secret.length;
  }
  return result + text.slice(at);
}

/** City level: a carrier's place name only where it gave no city. */
function placeOf(place: RecordedEvent["event"]["place"], secrets: readonly string[]): string | null {
  if (place === null) return null;
  const name = redacted(place.city ?? place.name ?? place.region ?? "", secrets).slice(0, 100);
  return [name, name === "" ? place.country : ""].filter(Boolean).join("") || null;
}
