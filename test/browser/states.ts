/** Every state that a shopper can see, as the events behind it: for pictures, accessibility and hostile texts. */
import { sql } from "#platform/database.ts";
import { newId, shardOf } from "#platform/ids.ts";
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
  /** The shop told us of it so many days ago. */
  readonly daysAgo?: number;
  /** Columns of its shipment and of its order that are set besides. */
  readonly shipment?: Readonly<Record<string, string | Date>>;
  readonly order?: Readonly<Record<string, string | number>>;
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

const at = new Date("2026-11-23T10:00:00Z");
const slot = (start: string, end?: string) => ({
  selected_shipping_option: JSON.stringify({
    timeslot: { start, end },
    location: { id: "4711", name: "Lantern & Loom, Torstraße", address: { city: "Berlin" } },
  }),
});
const estimate = (from: string): EventFacts => ({ estimate: { from, through: null, kind: "date" } });
const kiosk = {
  name: "Kiosk Mühle",
  city: "Berlin",
  street: "Torstraße 12",
  url: "https://points.example/4711",
  openingHours: "Mon Tue Wed Thu Fri 08:00-20:00; Sat 10:00-16:00",
};
const returned: Partial<ShipmentToOpen> = { direction: "return" };

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
  {
    name: "ready-with-hours",
    events: [...start, ["available_for_pickup.at_pickup_point", { keepUntil: "2026-11-28", pickupPoint: kiosk }]],
    headline: /Ready at Kiosk Mühle until Sat/,
  },
  {
    name: "second-try",
    events: [...out, ["attempt_failed.rescheduled", estimate("2026-11-25")]],
    headline: /could not hand over/,
  },
  {
    name: "attempt-at-neighbour",
    events: [...out, ["attempt_failed.nobody_home", { neighbour: "Weber" }]],
    headline: /was there and nobody/,
  },
  {
    name: "attempt-to-choose",
    events: [...out, ["attempt_failed.nobody_home", { actionRequired: true, keepUntil: "2026-11-27" }]],
    headline: /was there and nobody/,
  },
  {
    name: "corrected",
    events: [...out, "delivered.unspecified", ["in_transit.information", { retractsPrevious: true }]],
    headline: /Arrives today/,
  },
  {
    name: "handed-over",
    events: [
      ...start,
      ["in_transit.handed_to_partner", { partnerCarrier: "swiss-post", partnerNumber: "993400001112223334" }],
    ],
    headline: /on its way/,
  },
  {
    name: "date-changed-twice",
    events: [
      "info_received.label_created",
      ["in_transit.picked_up", estimate("2026-11-24")],
      ["exception.delayed_weather", estimate("2026-11-26")],
      ["exception.delayed_operational", estimate("2026-11-27")],
    ],
    headline: /is late: now Fri 27/,
  },
  {
    name: "late-today",
    events: out,
    more: { estimate: { from: "2026-11-24T08:00:00+01:00", through: "2026-11-24T09:30:00+01:00", kind: "window" } },
    headline: /Later than planned today/,
  },
  { name: "overdue", events: [...start, ["in_transit.moving", estimate("2026-11-22")]], headline: /is late/ },
  { name: "promised-by-the-shop", events: start, order: slot("2026-11-26"), headline: /Arrives Thu 26/ },
  {
    name: "turned-up",
    events: [...start, "exception.lost", "in_transit.arrived_at_delivery_depot"],
    headline: /on its way/,
  },
  {
    name: "wrong-carrier",
    events: [],
    open: { trackingNumber: "1Z999AA10123456784" },
    daysAgo: 5,
    shipment: { last_outcome: "not_found", last_asked_at: at },
    headline: /does not know this number/,
  },
  {
    name: "not-there",
    events: [...out, "delivered.unspecified"],
    shipment: { shopper_said: "not_arrived", shopper_said_at: at },
    headline: /Delivered today/,
  },
  {
    name: "return-sent",
    events: ["info_received.label_created"],
    open: returned,
    shipment: { shopper_said: "sent_back", shopper_said_at: at },
    headline: /have sent it back/,
  },
  { name: "return-moving", events: start, open: returned, headline: /return is on its way/ },
  {
    name: "return-paid-back",
    events: [...out, "delivered.unspecified"],
    open: returned,
    order: { refunded_amount: 1 },
    headline: /return has arrived/,
  },
  { name: "letter-due", events: [], open: untracked("letter"), daysAgo: 10, headline: /letter/ },
  {
    name: "letter-arrived",
    events: [],
    open: untracked("letter"),
    shipment: { shopper_said: "arrived", shopper_said_at: at },
    headline: /as you say/,
  },
  {
    name: "store-pick-up-at-a-place",
    events: [],
    open: untracked("store_pickup"),
    order: slot("2026-11-26"),
    headline: /Collect it at Lantern & Loom, Tor/,
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

const refund = sql(
  "test.states.refund",
  "insert into refunds (shard, order_id, id, merchant_id, refunded_amount, refunded_at) values ($1, $2, $3, $4, 1, $5)",
);

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
    const openedAt = new Date(now.getTime() - (state.daysAgo ?? 0) * 86_400_000);
    const opened = await openShipment(tx, { ...usual, ...state.open }, openedAt);
    if (state.order?.refunded_amount) await tx.execute(refund, [shard, id, newId(), merchantId, now]);
    for (const [table, row, columns] of [
      ["shipments", opened.id, state.shipment],
      ["orders", id, state.order],
    ] as const)
      for (const [column, value] of Object.entries(columns ?? {}))
        await tx.execute(
          sql(`test.states.${table}.${column}`, `update ${table} set ${column} = $1 where shard = $2 and id = $3`),
          [value, shard, row],
        );
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

const addCapture = sql(
  "test.states.capture",
  `insert into captures (shard, order_id, id, merchant_id, number, captured_amount, order_lines, captured_at)
   values ($1, $2, $3, $4, $5, 1, $6, $7)`,
);
const addInfo = sql(
  "test.states.info",
  `insert into shipping_info (shard, order_id, id, capture_id, merchant_id, entry, received_at) values ($1, $2, $3, $4, $5, '{}', $6)`,
);
const addFinding = sql(
  "test.states.finding",
  `insert into findings (shard, order_id, id, merchant_id, shipping_info_id, shipment_id, reason, evidence, found_at)
   values ($1, $2, $3, $4, $5, $6, 'followed', '{}', $7)`,
);

/** Two parcels, each of its own capture, one of them here; a line not sent, a digital one, and a prepared return. */
export async function showSplitOrder(world: ShopperWorld): Promise<{ readonly link: string }> {
  const line = (name: string, quantity: number, type = "physical") => ({ name, quantity, type });
  const lines = [
    line("Reading lamp, brass", 1),
    line("Bulb", 2),
    line("Shade, linen", 1),
    line("Catalogue", 1, "digital"),
  ];
  const { id, link } = await world.addOrder({ number: null, reference: "LL-several", lines });
  const shard = shardOf(id);
  const { merchantId } = world;
  const now = world.clock.now();
  const parcels = [
    {
      number: "00340434161094015902",
      lines: lines.slice(0, 1),
      reading: readingOf([scanAt(new Date(now.getTime() - 3_600_000), { code: "delivered.mailbox" })]),
    },
    {
      number: "00340434161094015919",
      lines: lines.slice(1, 2),
      reading: readingOf([scanAt(new Date(now.getTime() - 3_600_000), { code: "in_transit.moving" })], {
        estimate: { from: "2026-11-26", through: null, kind: "date" },
      }),
    },
  ];
  await world.fresh.database.forMerchants([merchantId], async (tx) => {
    const usual = {
      shard,
      orderId: id,
      merchantId,
      mode: "live",
      tracked: true,
      carrier: "dhl",
      method: null,
    } as const;
    const told = { trackingUri: null, saidCompany: "DHL", saidNumber: null, identifiedBy: [], firstAskAt: now };
    for (const [at, { number, lines: own, reading }] of parcels.entries()) {
      const [captureId, infoId] = [newId(), newId()];
      const opened = await openShipment(tx, { ...usual, ...told, direction: "outbound", trackingNumber: number }, now);
      await tx.execute(addCapture, [shard, id, captureId, merchantId, at + 1, JSON.stringify(own), now]);
      await tx.execute(addInfo, [shard, id, infoId, captureId, merchantId, now]);
      await tx.execute(addFinding, [shard, id, newId(), merchantId, infoId, opened.id, now]);
      const shipment = { shard, id: opened.id, orderId: id, merchantId };
      await recordScans(tx, { shipment, reading, source: "dhl", rawAnswerId: null, now });
    }
    await openShipment(tx, { ...usual, ...told, direction: "return", trackingNumber: "00340434161094015926" }, now);
  });
  return { link };
}
