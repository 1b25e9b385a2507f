/** Every state that a shopper can see, as the events behind it: for pictures, accessibility and hostile texts. */
import { shardOf } from "#platform/ids.ts";
import type { EventFacts, ShipmentEvent } from "#shipments/event.ts";
import type { EventCode } from "#shipments/event-codes.ts";
import { openShipment, type ShipmentToOpen } from "#shipments/open-shipment.ts";
import type { NumberReading } from "#shipments/reading.ts";
import { recordScans } from "#shipments/record-scans.ts";
import { readingOf, scanAt } from "#test/readings.ts";
import type { ShopperWorld } from "#test/shopper.ts";

export interface StateToShow {
  readonly name: string;
  /** Oldest first, an hour apart, the last an hour ago. */
  readonly events: readonly (EventCode | readonly [EventCode, EventFacts])[];
  readonly more?: Partial<Extract<NumberReading, { readonly kind: "events" }>>;
  readonly open?: Partial<ShipmentToOpen>;
  /** What its headline says, in English. */
  readonly headline: RegExp;
}

const start = ["info_received.label_created", "in_transit.picked_up", "in_transit.arrived_at_facility"] as const;
const out = [...start, "in_transit.arrived_at_delivery_depot", "out_for_delivery.on_vehicle"] as const;
const untracked = (method: string, saidCompany: string | null = null): Partial<ShipmentToOpen> => ({
  tracked: false,
  carrier: null,
  trackingNumber: null,
  method,
  saidCompany,
  firstAskAt: null,
});

/** The manual clock of these worlds stands at 24 November 2026, 09:00 UTC. */
export const states: readonly StateToShow[] = [
  { name: "pending", events: [], headline: /does not know the parcel yet/ },
  { name: "announced", events: ["info_received.label_created"], headline: /announced/ },
  { name: "in-transit", events: start, headline: /on its way/ },
  {
    name: "in-transit-with-date",
    events: start,
    more: { estimate: { from: "2026-11-26", through: null, kind: "date" } },
    headline: /Arrives Thu/,
  },
  { name: "customs", events: [...start, "in_transit.customs_clearance"], headline: /at customs/ },
  { name: "customs-papers", events: [...start, "exception.customs_documents_missing"], headline: /at customs/ },
  {
    name: "out-for-delivery",
    events: out,
    more: { estimate: { from: "2026-11-24T14:10:00+01:00", through: "2026-11-24T15:40:00+01:00", kind: "window" } },
    headline: /Arrives today, 14:10–15:40/,
  },
  {
    name: "ready",
    events: [
      ...start,
      [
        "available_for_pickup.at_pickup_point",
        { keepUntil: "2026-11-28", pickupPoint: { name: "Kiosk Mühle", city: "Berlin" } },
      ],
    ],
    headline: /Ready at Kiosk Mühle until Sat/,
  },
  { name: "failed-attempt", events: [...out, "attempt_failed.nobody_home"], headline: /was there and nobody/ },
  { name: "failed-attempt-no-access", events: [...out, "attempt_failed.no_access"], headline: /could not hand over/ },
  {
    name: "delayed",
    events: [...start, "exception.delayed_weather"],
    more: { estimate: { from: "2026-11-27", through: "2026-11-30", kind: "window" } },
    headline: /is late/,
  },
  { name: "address-problem", events: [...start, "exception.address_incorrect"], headline: /held up/ },
  { name: "damaged", events: [...start, "exception.damaged"], headline: /held up/ },
  { name: "lost", events: [...start, "exception.lost"], headline: /says your parcel is lost/ },
  { name: "searched-for", events: [...start, "exception.under_investigation"], headline: /looking for your parcel/ },
  {
    name: "delivered-to-neighbour",
    events: [...out, ["delivered.to_neighbour", { neighbour: "Weber" }]],
    headline: /Delivered today/,
  },
  { name: "delivered-in-the-letterbox", events: [...out, "delivered.mailbox"], headline: /Delivered today/ },
  { name: "returning", events: [...out, "exception.refused", "returning.initiated"], headline: /going back/ },
  {
    name: "returned",
    events: [...out, "exception.refused", "returning.initiated", "returned.to_sender"],
    headline: /back at the shop/,
  },
  { name: "no-news", events: [...start, "expired.no_updates"], headline: /No news/ },
  { name: "wrong-number", events: ["pending.invalid_number"], headline: /right number/ },
  { name: "cancelled", events: ["info_received.label_created", "exception.cancelled"], headline: /cancelled/ },
  { name: "two-boxes", events: start, more: { pieces: ["1", "2"], pieceCount: 2 }, headline: /on its way/ },
  {
    name: "not-connected",
    events: [],
    open: { carrier: "gls", trackingNumber: "12345678901", firstAskAt: null },
    headline: /brings your parcel/,
  },
  { name: "digital", events: [], open: untracked("digital"), headline: /digitally/ },
  { name: "own-delivery", events: [], open: untracked("own_delivery", "Our own van"), headline: /brings it/ },
  { name: "store-pick-up", events: [], open: untracked("store_pickup"), headline: /Collect it at/ },
  { name: "letter", events: [], open: untracked("letter"), headline: /letter/ },
];

const words: Partial<Record<EventCode, string>> = {
  "info_received.label_created": "The shipment information has been transmitted electronically",
  "in_transit.picked_up": "The shipment has been picked up",
  "in_transit.arrived_at_facility": "The shipment has been processed in the parcel center",
  "out_for_delivery.on_vehicle": "The shipment is loaded onto the delivery vehicle",
};

export interface Shown {
  readonly link: string;
  readonly parcel: string;
  readonly shipmentId: string;
}

/** An order whose one parcel is in this state. @param more what each event says besides */
export async function show(
  world: ShopperWorld,
  state: StateToShow,
  more: (event: ShipmentEvent) => ShipmentEvent = (event) => event,
  lines: readonly unknown[] = [{ name: "Reading lamp, brass", quantity: 1, type: "physical" }],
): Promise<Shown> {
  const { id, link } = await world.addOrder({ number: null, reference: `LL-${state.name}`, lines });
  const shipmentId = await addParcel(world, { id, merchantId: world.merchantId }, state, more);
  return { link, parcel: `${link}/p/${shipmentId}`, shipmentId };
}

/** A parcel in this state, in an order that is there. Returns its shipment's id. */
export function addParcel(
  { clock, fresh }: Pick<ShopperWorld, "clock" | "fresh">,
  order: { readonly id: string; readonly merchantId: string },
  state: StateToShow,
  more: (event: ShipmentEvent) => ShipmentEvent = (event) => event,
): Promise<string> {
  const now = clock.now();
  const { id, merchantId } = order;
  const shard = shardOf(id);
  return fresh.database.forMerchants([merchantId], async (tx) => {
    const usual: ShipmentToOpen = {
      shard,
      orderId: id,
      merchantId,
      mode: "live",
      direction: "outbound",
      tracked: true,
      carrier: "dhl",
      trackingNumber: "00340434161094015902",
      method: null,
      trackingUri: null,
      saidCompany: "DHL",
      saidNumber: null,
      identifiedBy: [],
      firstAskAt: now,
    };
    const opened = await openShipment(tx, { ...usual, ...state.open }, now);
    if (state.events.length > 0)
      await recordScans(tx, {
        shipment: { shard, id: opened.id, orderId: id, merchantId },
        reading: answerOf(state, now, more),
        source: "dhl",
        rawAnswerId: null,
        now,
      });
    return opened.id;
  });
}

function answerOf(state: StateToShow, now: Date, more: (event: ShipmentEvent) => ShipmentEvent): NumberReading {
  const events = state.events.map((entry, order) => {
    const [code, facts] = typeof entry === "string" ? [entry, {}] : entry;
    const instant = new Date(now.getTime() - (state.events.length - order) * 3_600_000);
    return more(scanAt(instant, { code, rawText: words[code] ?? "", facts, order }));
  });
  return readingOf(events, state.more);
}
