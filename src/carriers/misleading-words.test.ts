/** Words and times of carriers that mislead: each stands in a sample, and here is said by hand what it is taken for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Sample, samplesOf } from "#carriers/conformance.ts";
import { connectionBySlug } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import { statusOfReading } from "#carriers/status-of-reading.ts";
import type { EventCode, Status } from "#shipments/event-codes.ts";
import type { NumberReading } from "#shipments/reading.ts";

type Events = Extract<NumberReading, { readonly kind: "events" }>;

type Words = readonly [
  carrier: string,
  sample: string,
  /** As they stand in the answer. */
  words: string,
  /** The carrier's code of the event that they belong to; where it has none, a part of the event's text. */
  of: string,
  event: EventCode | "unmapped",
  parcel: Status,
];

/** What sounds like a delivery and is none. */
const notDelivered: readonly Words[] = [
  [
    "gls",
    "delivered-to-a-parcel-shop",
    "delivered at the ParcelShop",
    "DELIVD.PARCELSHOP",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  [
    "dpd",
    "at-the-parcelshop",
    "Delivered by driver to Pickup parcelshop",
    "ParcelShop",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  [
    "dhl",
    "parcelshop-called-delivered",
    '"statusCode": "delivered"',
    "44",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  [
    "dhl",
    "pick-up-location-called-delivered",
    "DELIVERED TO PICK-UP LOCATION",
    "601",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  [
    "dhl",
    "parcelshop-not-ready-yet",
    "DELIVERED_AT_PARCELSHOP",
    "DELIVERED_AT_PARCELSHOP",
    "in_transit.to_pickup_point",
    "available_for_pickup",
  ],
  [
    "dhl",
    "handed-to-a-partner-called-delivered",
    '"statusCode": "delivered"',
    "302",
    "in_transit.handed_to_partner",
    "in_transit",
  ],
  [
    "dhl",
    "letter-back-at-the-sender-called-delivered",
    '"description": "DELIVERED"',
    "RETURNED_TO_SENDER",
    "returned.to_sender",
    "returned",
  ],
  ["dhl-parcel-de", "disposed", 'standard-event-code="ZU"', "DSPSD", "exception.disposed", "exception"],
  ["dhl-parcel-de", "scan-withdrawn", "successfully delivered", "DLVRD", "delivered.to_representative", "in_transit"],
  [
    "royal-mail",
    "delivered-to-the-collection-point",
    "Delivered to your nominated collection point",
    "EVKLC",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  [
    "chronopost",
    "ready-at-pickup-point",
    "Delivered at the pickup point",
    "LP",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  ["chronopost", "unknown-code", "sera livré demain", "QR", "unmapped", "in_transit"],
  [
    "ups",
    "ready-at-access-point",
    "DELIVERED TO UPS ACCESS POINT",
    "2Q",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  ["ups", "ready-in-a-locker", "Delivered to a locker", "1N", "available_for_pickup.at_locker", "available_for_pickup"],
  ["ups", "customs", '"simplifiedTextDescription": "Delivered"', "1C", "exception.customs_charges_due", "exception"],
  ["ups", "delivered-to-a-facility-of-ups", '"type": "D"', "4X", "in_transit.information", "out_for_delivery"],
  ["ups", "returned-to-the-sender", "Delivered To Original Sender", "B0", "returned.to_sender", "returned"],
  [
    "usps",
    "back-at-the-sender",
    "Delivered, To Original Sender",
    "Delivered, To Original Sender",
    "returned.to_sender",
    "returned",
  ],
  [
    "usps",
    "handed-to-an-agent",
    "Delivered to Agent",
    "Delivered to Agent",
    "in_transit.handed_to_partner",
    "in_transit",
  ],
  [
    "fedex",
    "going-back-and-called-delivered",
    '"derivedStatus": "Delivered"',
    "RS",
    "returning.initiated",
    "returning",
  ],
  ["fedex", "back-at-the-sender", "Delivered", "DL", "delivered.unspecified", "returned"],
  [
    "ontrac",
    "tracker-given-to-another-carrier-called-delivered",
    '"Status": "Delivered"',
    "NFRP",
    "in_transit.handed_to_partner",
    "in_transit",
  ],
  ["ontrac", "delivery-taken-back", "Wrong delivery status", "ER", "in_transit.information", "out_for_delivery"],
  [
    "postnl",
    "in-a-locker-called-delivered",
    "Shipment delivered",
    "J23",
    "available_for_pickup.at_locker",
    "available_for_pickup",
  ],
  [
    "postnl",
    "at-a-po-box-called-delivered",
    "Shipment delivered",
    "Y26",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  ["postnl", "in-storage-called-delivered", "Delivered", "K91", "exception.delayed", "exception"],
  ["postnl", "collected-from-the-sender-called-delivered", "Delivered", "C01", "in_transit.picked_up", "in_transit"],
  [
    "correos",
    "not-delivered-says-delivered",
    "No entregado",
    "H01Z000R",
    "attempt_failed.unspecified",
    "attempt_failed",
  ],
  [
    "correos-express",
    "at-an-agreed-point",
    "DISPONIBLE EN PUNTO CONCERTADO",
    "35",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  [
    "amazon-shipping",
    "back-at-the-sender",
    '"shipmentType": "RETURNS"',
    "Delivered",
    "delivered.to_representative",
    "returned",
  ],
  [
    "canada-post",
    "attempted-then-available-for-pickup",
    "Notice card left",
    "1479",
    "attempt_failed.unspecified",
    "available_for_pickup",
  ],
  [
    "canada-post",
    "delivered-after-a-final-notice",
    "will be returned to sender",
    "156",
    "available_for_pickup.reminder",
    "delivered",
  ],
  [
    "canada-post",
    "delivered-twice-and-signed",
    "Customer addressing error found",
    "173",
    "exception.address_incorrect",
    "delivered",
  ],
  [
    "seventeentrack",
    "webhook-collectable-called-exception",
    "Exception_Other",
    "",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  ["aftership", "lost-by-hand", "Exception_013", "Delivered_001", "delivered.unspecified", "delivered"],
];

/** What sounds like somebody's collecting, and whose it is. */
const pickups: readonly Words[] = [
  [
    "australia-post",
    "startrack-waits-for-the-carrier",
    "Ready for Pickup",
    "Ready for Pickup",
    "info_received.pickup_scheduled",
    "info_received",
  ],
  [
    "australia-post",
    "startrack-item-behind-its-consignment",
    "Awaiting Collection",
    "Awaiting collection",
    "available_for_pickup.at_depot",
    "available_for_pickup",
  ],
  [
    "dpd",
    "failed-attempt-then-parcelshop-then-back",
    "<status>PickedUp</status>",
    "PickedUp",
    "in_transit.picked_up",
    "attempt_failed",
  ],
  [
    "inpost",
    "uncollected-parcel-taken-back",
    "taken_by_courier_from_customer_service_point",
    "taken_by_courier_from_customer_service_point",
    "returning.in_transit",
    "returning",
  ],
  [
    "inpost",
    "nobody-home",
    "pickup_reminder_sent_address",
    "pickup_reminder_sent_address",
    "attempt_failed.nobody_home",
    "attempt_failed",
  ],
  [
    "postnord",
    "ready-at-service-point",
    "AVAILABLE_FOR_DELIVERY",
    "AVAILABLE_FOR_DELIVERY",
    "available_for_pickup.at_pickup_point",
    "available_for_pickup",
  ],
  [
    "trackingmore",
    "delivered-after-out-with-courier",
    "pickup003",
    "pickup003",
    "out_for_delivery.on_vehicle",
    "delivered",
  ],
];

/** What sounds like a return, and returns that sound like nothing. */
const returns: readonly Words[] = [
  [
    "dpd",
    "failed-attempt-then-parcelshop-then-back",
    "ReturningFromDelivery",
    "ReturningFromDelivery",
    "attempt_failed.unspecified",
    "attempt_failed",
  ],
  ["hermes-de", "nobody-home", "Shipment returned", "060003003", "in_transit.arrived_at_delivery_depot", "in_transit"],
  ["hermes-de", "return-parcel-collected", "Return shipment received", "3760", "in_transit.picked_up", "in_transit"],
  [
    "hermes-de",
    "cancellation-withdrawn",
    "cancellation of the shipment has been deleted",
    "9399",
    "in_transit.information",
    "info_received",
  ],
  [
    "inpost",
    "return-of-papers-after-the-delivery",
    "return_pickup_confirmation_to_sender",
    "return_pickup_confirmation_to_sender",
    "in_transit.information",
    "delivered",
  ],
  ["dhl", "returned-to-the-sender", "RETURNED_TO_SHIPPER", "RETURNED_TO_SHIPPER", "returning.initiated", "returned"],
  ["dhl-parcel-de", "on-its-way-back", 'ruecksendung="true"', "LDTMV", "in_transit.departed_facility", "returning"],
  ["la-poste", "on-its-way-back", "retourné à l'expéditeur", "RE1", "returning.initiated", "returning"],
  ["postnord", "on-its-way-back", "RETURNED", "RETURNED", "returning.initiated", "returning"],
  [
    "correos",
    "failed-round-that-counts-as-returned",
    "X090010R",
    "X090010R",
    "attempt_failed.unspecified",
    "delivered",
  ],
  [
    "bring",
    "home-delivery-cancelled",
    "DELIVERY_CANCELLED",
    "DELIVERY_CANCELLED",
    "in_transit.delivery_options_changed",
    "in_transit",
  ],
  ["shippo", "returned", "RETURNED", "RETURNED", "returned.to_sender", "returned"],
];

/** What sounds like the last mile, and is before it or beside it. */
const beforeTheDoor: readonly Words[] = [
  [
    "la-poste",
    "at-the-delivery-site",
    "site de livraison",
    "MD2",
    "in_transit.arrived_at_delivery_depot",
    "in_transit",
  ],
  ["chronopost", "arrived-at-a-hub", "arrived at the hub", "TA", "in_transit.arrived_at_facility", "in_transit"],
  ["ontrac", "tracker-loaded", "Loaded", "LOAD", "in_transit.moving", "in_transit"],
  ["bpost", "moving-not-delayed", "N14", "N14", "in_transit.moving", "in_transit"],
  ["dpd-group", "delivered", "SC_4_INBOUND", "4", "in_transit.arrived_at_delivery_depot", "delivered"],
  ["dhl", "held-until-the-preferred-day", '"status": "LA"', "LA", "in_transit.held_at_request", "in_transit"],
  ["aftership", "appointment", '"OutForDelivery"', "OutForDelivery_004", "in_transit.delivery_scheduled", "in_transit"],
  ["fedex", "on-time-notice-is-no-scan", "arriving On-Time", "AO", "in_transit.delivery_scheduled", "info_received"],
  ["usps", "arriving-on-time-is-no-scan", "Arriving On Time", "NT", "in_transit.delivery_scheduled", "in_transit"],
];

/** What comes after the end and changes nothing. */
const afterwards: readonly Words[] = [
  ["ups", "photo-after-the-delivery", "Delivery Photo", "PX", "in_transit.information", "delivered"],
  ["dhl-parcel-de", "message-after-the-delivery", "ADVIS", "ADVIS", "in_transit.information", "delivered"],
  [
    "canada-post",
    "delivered-twice-and-signed",
    "Signature image recorded",
    "20",
    "in_transit.information",
    "delivered",
  ],
  ["gls", "history-closed", "FINAL", "FINAL", "in_transit.information", "exception"],
];

for (const [carrier, sample, words, of, event, parcel] of [
  notDelivered,
  pickups,
  returns,
  beforeTheDoor,
  afterwards,
].flat()) {
  test(`${carrier}, ${sample}: ${words} is ${event}, and the parcel ${parcel}`, async () => {
    const { body, reading } = await understood(carrier, sample);
    assert.ok(body.includes(words), "the words stand in the answer");
    const found = reading.events.filter(
      ({ rawCode, rawText }) => rawCode === of || (of !== "" && rawText.includes(of)),
    );
    const meant = found.length > 0 ? found : reading.events;
    assert.ok(
      meant.some(({ code }) => code === event),
      meant.map(({ rawCode, code }) => `${rawCode}: ${code}`).join(", "),
    );
    assert.equal(statusOfReading(reading), parcel);
  });
}

/** Times that are not what they look like. */
for (const [carrier, sample, written, what, local, instant] of [
  [
    "canada-post",
    "standard-time-label-in-summer",
    "MST",
    "successfully delivered",
    "2015-09-23T11:59:59",
    "2015-09-23T17:59:59.000Z",
  ],
  [
    "canada-post",
    "departed-where-no-summer-time-is",
    "CSTNO",
    "Item departed",
    "2016-07-08T10:35:55",
    "2016-07-08T16:35:55.000Z",
  ],
  ["canada-post", "archived-without-times", "00:00:00", "out for delivery", "2015-11-02", null],
  [
    "canada-post",
    "announcement-after-the-first-scan",
    "23:42:05",
    "Electronic information",
    "2015-09-30T23:42:05",
    "2015-10-01T03:42:05.000Z",
  ],
  [
    "australia-post",
    "scans-abroad-with-the-offset-of-melbourne",
    "2026-11-26T03:00:00+11:00",
    "Arrived at facility",
    "2026-11-25T11:00:00",
    "2026-11-25T16:00:00.000Z",
  ],
  [
    "dpd",
    "at-the-parcelshop",
    "8/17/2021 7:11:26 PM",
    "dispatch centre",
    "2021-08-17T19:11:26",
    "2021-08-17T17:11:26.000Z",
  ],
  ["fedex", "delivered-picked-up-on-a-day", "2024-08-15T00:00:00", "Picked up", "2024-08-15", null],
  ["ups", "in-transit", "61500", "Departed from Facility", "2026-11-22T01:15:00", "2026-11-22T06:15:00.000Z"],
] as const) {
  test(`${carrier}, ${sample}: ${written} of "${what}" is ${instant ?? "that day, at no known hour"}`, async () => {
    const { body, reading } = await understood(carrier, sample);
    assert.ok(body.includes(written), "it stands in the answer");
    const event = reading.events.find(({ rawText }) => rawText.includes(what));
    assert.deepEqual([event?.time.local, event?.time.instant], [local, instant]);
  });
}

/** One code, by the list that it stands in. */
test("ups: DP is a manifest, a departure or a forbidden commodity", async () => {
  const { reading } = await understood("ups", "two-letters-three-meanings");
  assert.deepEqual(
    reading.events.map(({ rawSubCode, code }) => [rawSubCode, code]),
    [
      ["M", "info_received.label_created"],
      ["I", "in_transit.departed_facility"],
      ["X", "exception.rejected_by_carrier"],
    ],
  );
});

test("dhl-express: checkpoints that DHL keeps for itself are told to nobody", async () => {
  const { body, reading } = await understood("dhl-express", "checkpoints-for-dhl-alone");
  assert.match(body, /"typeCode": "DP"/);
  assert.deepEqual(
    reading.events.map(({ rawCode }) => rawCode),
    ["PU", "DF"],
  );
});

test("correos: events under one key after another are all read", async () => {
  const { reading } = await understood("correos", "events-under-one-key-each");
  assert.equal(reading.events.length, 6);
});

async function understood(
  slug: string,
  situation: string,
): Promise<{ readonly body: string; readonly reading: Events }> {
  const carrier = connectionBySlug(slug);
  assert.ok(carrier, slug);
  const sample: Sample | undefined = (await samplesOf(slug)).find((each) => each.situation === situation);
  assert.ok(sample, situation);
  const answer = read(carrier, sample.answer, sample.asked);
  const reading =
    answer.kind === "events" ? answer.shipments.find((each): each is Events => each.kind === "events") : undefined;
  assert.ok(reading);
  return { body: sample.answer.body, reading };
}
