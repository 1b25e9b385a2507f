/**
 * What a reader of a page may know, built field by field from rows: whatever is not named here is not shown (P-02, A-03).
 * Tier 0: movement. Tier 1, by link: order, items, parcels. Tier 2, signed in with the order's address: where and to whom exactly.
 */
import { type Brand, type BrandFacts, brandOf } from "#branding/brand.ts";
import { zoneOfPlace } from "#carriers/places.ts";
import { carrierByCode, trackingPage } from "#carriers/registry.ts";
import { visibleText } from "#platform/log.ts";
import type { Estimate, EventTime } from "#shipments/event.ts";
import type { EventCode, Status } from "#shipments/event-codes.ts";
import type { RecordedEvent, ShipmentFacts } from "#shipments/lifecycle.ts";
import { isNature } from "#shipments/nature.ts";
import type { ShipmentRow } from "#shipments/store.ts";
import { isShown } from "#shipments/summary.ts";
import { timeline } from "#shipments/timeline.ts";
import { isZone } from "./texts.ts";

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
  readonly estimate: Estimate | null;
  readonly estimateHistory: readonly {
    readonly estimate: Estimate;
    readonly seenAt: Date;
    readonly reason: EventCode | null;
  }[];
  readonly pickup: { readonly name: string; readonly street: string | null; readonly until: string | null } | null;
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
  readonly items: readonly { readonly name: string; readonly quantity: number; readonly isDigital: boolean }[];
  readonly parcels: readonly ParcelView[];
  /** What the shop said it sent and nobody can follow. */
  readonly unfollowed: readonly UnfollowedView[];
  readonly isCancelled: boolean;
  /** Tier 2 only. */
  readonly address: readonly string[] | null;
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
): OrderView {
  const tier = tierFor(order, asked);
  return {
    tier,
    createdAt: order.createdAt,
    shop: clean(order.shop, 100),
    isOwn: order.isOwn,
    brand: brandOf(order),
    contact: tier >= 1 ? order.supportEmail : null,
    reference: tier >= 1 ? clean((order.isOwn ? order.label : order.merchantReference1) ?? "", 100) || null : null,
    items: tier >= 1 ? itemsOf(order.orderLines) : [],
    parcels: parcels.filter(({ shipment }) => isShown(shipment)).map((parcel) => presentParcel(order, parcel, tier)),
    unfollowed: tier >= 1 ? presentUnfollowed(order, unfollowed, parcels.length > 0) : [],
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
  const point = summary.pickupPoint;
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
    estimate: summary.estimate && estimateOf(summary.estimate),
    estimateHistory: summary.estimateHistory.map(({ estimate, seenAt, reason }) => ({
      estimate: estimateOf(estimate),
      seenAt: new Date(seenAt),
      reason,
    })),
    pickup:
      tier === 0 || (point === null && summary.keepUntil === null)
        ? null
        : {
            name: redacted(point?.name ?? "", secrets),
            street: tier === 2 ? clean(point?.street ?? "", 200) || null : null,
            until: summary.keepUntil?.date ?? null,
          },
    placeKind: point !== null || state === "ready" ? "point" : "home",
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
      entries
        .filter(({ withdrawn }) => !withdrawn)
        .map(({ id, code, time, place: at, text }) => ({ id, code, time, place: place(at), raw: words(text) })),
    ),
    zone: zoneOf(order),
  };
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

function itemsOf(lines: unknown): OrderView["items"] {
  if (!Array.isArray(lines)) return [];
  const goods = ["physical", "digital", "gift_card", ""];
  return lines.slice(0, 200).flatMap((line: unknown) => {
    const type = textOf(line, "type");
    const name = clean(textOf(line, "name"), 255);
    return name === "" || !goods.includes(type)
      ? []
      : [{ name, quantity: Number(textOf(line, "quantity")) || 1, isDigital: type === "digital" }];
  });
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

function textOf(object: unknown, name: string): string {
  if (typeof object !== "object" || object === null || !Object.hasOwn(object, name)) return "";
  const value: unknown = Reflect.get(object, name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** What must not be read on a page of tier 0 or 1, wherever a carrier repeats it. */
function secretsOf(order: OrderRow, events: readonly RecordedEvent[]): readonly string[] {
  const all: string[] = [order.shopperEmail ?? ""];
  for (const address of [order.shippingAddress, order.billingAddress]) {
    const { city, region, country, title, ...personal } = fieldsOf(address);
    for (const value of Object.values(personal)) all.push(value, ...value.split(/[\s,]+/));
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

const clean = (text: string, most: number): string =>
  [...visibleText(String(text)).replace(/\s+/g, " ").trim()].slice(0, most).join("");
