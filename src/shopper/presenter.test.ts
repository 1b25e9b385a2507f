/** What each tier knows of an order, as a list of fields: a field more is a decision, not an accident (C-06). */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShipmentEvent } from "#shipments/event.ts";
import { lifecycle, type RecordedEvent } from "#shipments/lifecycle.ts";
import type { ShipmentRow } from "#shipments/store.ts";
import { scanAt } from "#test/readings.ts";
import { type OrderRow, type ParcelSource, presentOrder, type Tier } from "./presenter.ts";
import { parcelData } from "./structured-data.ts";

const now = new Date("2026-11-24T09:00:00Z");
const order: OrderRow = {
  shard: 1,
  id: "0192a7d0-0000-7000-8000-000000000001",
  merchantId: "0192a7d0-0000-7000-8000-0000000000aa",
  shop: "Shopname",
  isOwn: false,
  label: null,
  origins: [],
  supportEmail: "support@shop.example",
  merchantReference1: "Reference1",
  status: "CAPTURED",
  locale: "en-GB",
  purchaseCountry: "DE",
  orderLines: [{ name: "Itemname", quantity: 1, type: "physical" }],
  shippingAddress: {
    given_name: "Givenname",
    family_name: "Familyname",
    street_address: "Streetname 12",
    city: "Berlin",
    country: "DE",
  },
  billingAddress: null,
  shopperEmail: "person@example.org",
  selectedShippingOption: null,
  refundedAt: null,
  createdAt: now,
  brandColour: null,
  logoHash: null,
};

const recorded = (event: ShipmentEvent, at: number): RecordedEvent => ({
  id: `0192a7d0-0000-7000-8000-00000000010${at}`,
  event,
  source: "dhl",
  seenAt: now.toISOString(),
});

function parcelOf(events: readonly ShipmentEvent[], more: Partial<ShipmentRow> = {}): ParcelSource {
  const all = events.map(recorded);
  const summary = lifecycle(all);
  const shipment: ShipmentRow = {
    shard: 1,
    orderId: order.id,
    id: "0192a7d0-0000-7000-8000-000000000002",
    merchantId: "0192a7d0-0000-7000-8000-0000000000aa",
    mode: "live",
    direction: "outbound",
    tracked: true,
    carrier: "dhl",
    trackingNumber: "NUMBER123",
    method: null,
    trackingUri: null,
    saidCompany: "DHL",
    saidNumber: null,
    status: summary.status,
    code: summary.code,
    statusAt: now,
    summary,
    sequence: 1,
    openedAt: now,
    firstEventAt: now,
    lastEventAt: now,
    lastAskedAt: now,
    lastAnsweredAt: now,
    nextAskAt: null,
    silentSince: null,
    lastOutcome: "events",
    shopperSaid: null,
    shopperSaidAt: null,
    ...more,
  };
  return { shipment, events: all, facts: {} };
}

const point = {
  name: "Kioskname",
  city: "Berlin",
  street: "Kioskstreet 9",
  url: "https://point.example/1",
  openingHours: "24/7",
};
const ready = parcelOf([
  scanAt(now, {
    code: "in_transit.handed_to_partner",
    rawText: "Carrierwords",
    facts: { partnerCarrier: "Partnername", partnerNumber: "PARTNER456" },
  }),
  scanAt(new Date(now.getTime() + 1), {
    code: "available_for_pickup.at_locker",
    order: 1,
    facts: { keepUntil: "2026-11-28", pickupPoint: point },
  }),
]);
const attempted = parcelOf([
  scanAt(now, { code: "attempt_failed.nobody_home", facts: { neighbour: "Neighbourname" } }),
]);
const delivered = parcelOf([scanAt(now, { code: "delivered.to_neighbour", facts: { signedBy: "Signername" } })]);

const words = [
  ...["Shopname", "Kioskname", "Kioskstreet", "point.example", "24/7", "PARTNER456", "Partnername"],
  ...[
    "Carrierwords",
    "NUMBER123",
    "Reference1",
    "Itemname",
    "support@shop.example",
    "Givenname",
    "Streetname",
    "person@example.org",
  ],
  ...["Neighbourname", "Signername"],
];
const seen = (tier: Tier): readonly string[] => {
  const views = [ready, attempted, delivered].map((parcel) => presentOrder(order, [parcel], tier));
  const machines = views.map((view) => parcelData(view, view.parcels[0] ?? assert.fail()));
  const all = JSON.stringify([views, machines]);
  return words.filter((word) => all.includes(word));
};

test("C-06 tier 0 knows movement, tier 1 the order, tier 2 where and to whom; the e-mail address no page", () => {
  const order0 = ["Shopname"];
  const order1 = [
    "Kioskname",
    "point.example",
    "24/7",
    "PARTNER456",
    "Partnername",
    "Carrierwords",
    "NUMBER123",
    "Reference1",
    "Itemname",
    "support@shop.example",
  ];
  const order2 = ["Kioskstreet", "Givenname", "Streetname", "Neighbourname", "Signername"];
  assert.deepEqual(seen(0), order0);
  assert.deepEqual(
    seen(1),
    words.filter((word) => [...order0, ...order1].includes(word)),
  );
  assert.deepEqual(
    seen(2),
    words.filter((word) => [...order0, ...order1, ...order2].includes(word)),
  );
});

test("C-06 the fields of a view are these", () => {
  const view = presentOrder(order, [ready], 2);
  assert.deepEqual(Object.keys(view).toSorted(), [
    ...["address", "brand", "contact", "createdAt", "isCancelled", "isCorrected", "isOwn", "items", "parcels"],
    ...["preparedReturns", "promise", "reference", "shop", "tier", "unfollowed", "unsent", "zone"],
  ]);
  assert.deepEqual(Object.keys(view.parcels[0] ?? {}).toSorted(), [
    ...[
      "boxes",
      "carrier",
      "carrierPage",
      "code",
      "deliveredAt",
      "estimate",
      "estimateHistory",
      "evidence",
      "hasProof",
    ],
    ...["hasTurnedUp", "history", "id", "isCorrected", "isGoingBack", "isReturn", "isUnknown", "items", "lastAskedAt"],
    ...["lastNews", "needsAction", "nextAskAt", "nextStep", "number", "openedAt", "partners", "pickup", "placeKind"],
    ...["receivedBy", "refundedAt", "said", "silentSince", "state", "step", "tone", "zone"],
  ]);
});

test("P-02 a carrier that tells the pick-up code in its own words shows it to nobody but the person", () => {
  const talkative = parcelOf([
    scanAt(now, { code: "available_for_pickup.at_locker", rawText: "Open the locker with code: XK77-42" }),
  ]);
  for (const tier of [0, 1] as const)
    assert.doesNotMatch(JSON.stringify(presentOrder(order, [talkative], tier)), /XK77/);
});

test("X-05 control characters and direction overrides of carriers and shops are in no field of a view", () => {
  const bad = "\u202eevil\u0000\u0007\u2066x";
  const hostile = parcelOf([
    scanAt(now, {
      code: "available_for_pickup.at_locker",
      rawText: bad,
      rawCode: bad,
      place: { city: bad, country: "DE" },
      facts: {
        ...{
          neighbour: bad,
          signedBy: bad,
          partnerCarrier: bad,
          partnerNumber: bad,
          keepUntil: "2026-11-28",
        },
        pickupPoint: { name: bad, city: bad, street: bad, openingHours: bad, url: `https://x.example/${bad}` },
      },
    }),
  ]);
  const shop = { ...order, shop: bad, merchantReference1: bad, orderLines: [{ name: bad, quantity: 1 }] };
  for (const tier of [0, 1, 2] as const)
    assert.doesNotMatch(JSON.stringify(presentOrder(shop, [hostile], tier)), /[\u202e\u2066]|\\u0000|\\u0007|\\u202e/);
});

test("X-02 what machines read ends no script element", () => {
  const shop = { ...order, shop: "</script><script>alert(1)</script>" };
  const view = presentOrder(shop, [ready], 1);
  assert.doesNotMatch(parcelData(view, view.parcels[0] ?? assert.fail()) ?? "", /</);
});

test("no date is promised where none is to be expected, and the shop's own stands in only until the carrier names one", () => {
  const slot = { timeslot: { start: "2026-11-26T10:00:00+01:00", end: "2026-11-26T12:00:00+01:00" } };
  const promised = { ...order, selectedShippingOption: slot };
  const of = (parcel: ParcelSource) => presentOrder(promised, [parcel], 1).parcels[0]?.estimate ?? null;
  const moving = parcelOf([scanAt(now, { code: "in_transit.moving" })]);
  assert.deepEqual(of(moving), {
    from: slot.timeslot.start,
    through: slot.timeslot.end,
    kind: "window",
    saidBy: "shop",
  });
  const estimate = { from: "2026-11-27", through: null, kind: "date" as const };
  assert.deepEqual(of(parcelOf([scanAt(now, { code: "in_transit.moving", facts: { estimate } })])), {
    ...estimate,
    saidBy: "carrier",
  });
  for (const parcel of [ready, attempted, delivered]) assert.equal(of(parcel), null);
  const unreadable = { ...order, selectedShippingOption: { timeslot: { start: "tomorrow" } } };
  assert.equal(presentOrder(unreadable, [moving], 1).promise, null);
});
