/** PostNord's Track & Trace v5, in its own shapes and words (OpenAPI of Track & Trace, fixtures of clients). */
import { gs1, s10 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, isSame, json } from "#simulator/http.ts";
import { type Numbers, numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import type { Place } from "#simulator/routes.ts";
import { wallTime } from "#simulator/times.ts";

const numbers: Numbers = numbersLike({
  form: "00373pppnnnnnnnnnnnc",
  check: gs1,
  others: (number) => /^[A-Z]{2}\d{9}(?:SE|DK)$/.test(number) && s10(number.slice(2, 10)) === number[10],
  cities: ["stockholm", "copenhagen"],
});

export const postnord: Contract = {
  carrier: "postnord",
  title: "PostNord",
  // Plans are limited, and no figure is published: these are our own caution.
  limits: { windows: [{ calls: 2, seconds: 1 }], concurrent: 2, numbersPerCall: 1 },
  credential: { key: "random" },
  numbers,
  refusals: {
    throttled: json(429, { message: "Too many requests" }),
    down: json(503, { message: "Service unavailable" }),
    unauthorized: json(403, { error: { status_code: 403, error_type: "Forbidden", message: "Invalid API Key" } }),
  },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer({ method, path, query }: Call, world: World): Answer {
  if (!isSame(query.get("apikey") ?? "", world.credential("key"))) return postnord.refusals.unauthorized;
  if (path !== "/rest/shipment/v5/trackandtrace/findByIdentifier.json" || method !== "GET")
    return json(404, { message: "No such resource" });
  const id = (query.get("id") ?? "").toUpperCase();
  const play = world.ask(id);
  if (play === undefined || play.knowledge === "invalid") {
    const fault = {
      faultCode: "E001",
      explanationText: "Invalid shipment id",
      paramValues: [{ param: "id", value: id }],
    };
    return json(400, { TrackingInformationResponse: { compositeFault: { faults: [fault] }, shipments: [] } });
  }
  // An unknown number is no shipment.
  return json(200, {
    TrackingInformationResponse: { shipments: play.knowledge === "unknown" ? [] : [shipmentOf(play)] },
  });
}

function shipmentOf(play: Play): object {
  const { number } = play.parcel;
  const pieces = play.journey.pieces === 2 ? [number, numbers.sibling(number)] : [number];
  const items = pieces.map((piece, at) => itemOf(play, piece, pieces.length === 1 ? null : at));
  const point = play.scans.findLast(({ step }) => step.what === "readyAtPickupPoint")?.place;
  return {
    shipmentId: number,
    uri: "",
    assessedNumberOfItems: items.length,
    service: { code: "18", name: "PostNord Parcel" },
    consignor: { name: "" },
    consignee: { name: "" },
    status: statusOf(play.scans),
    statusText: { header: "", body: "" },
    ...(play.promiseMs === null ? {} : { estimatedTimeOfArrival: wallTime(play.promiseMs, play.destination.zone) }),
    ...(point?.shop === undefined ? {} : { deliveryPoint: deliveryPointOf(point, point.shop) }),
    items,
  };
}

function itemOf(play: Play, itemId: string, piece: number | null): object {
  const scans = play.scans.filter(({ step }) => piece === null || step.piece === undefined || step.piece === piece);
  const last = scans.at(-1);
  return {
    itemId,
    typeOfItem: "PARCEL",
    status: statusOf(scans),
    statusText: { header: "", body: "" },
    ...(last?.step.what === "delivered" ? { acceptor: { name: "VOGELSANG" } } : {}),
    ...(play.keepUntilMs === null ? {} : { returnDate: wallTime(play.keepUntilMs, play.destination.zone) }),
    events: scans.flatMap(eventsOf),
  };
}

const statusOf = (scans: readonly Scan[]): string =>
  scans.flatMap(({ step }) => said[step.what]?.[0] ?? []).at(-1) ?? "CREATED";

function deliveryPointOf({ city, country, postalCode }: Place, { name, street }: NonNullable<Place["shop"]>): object {
  return {
    name,
    displayName: name,
    locationId: "000",
    locationType: "SERVICE_POINT",
    locationDetail: "",
    address: { street1: street, city: city.toUpperCase(), countryCode: country, postCode: postalCode },
    openingHours: [
      {
        openFrom: "10:00",
        openTo: "19:00",
        monday: true,
        tuesday: true,
        wednesday: true,
        thursday: true,
        friday: true,
      },
    ],
  };
}

/** Wall times of the place, without a zone. */
function eventsOf({ step, place, atMs }: Scan): readonly object[] {
  const words = said[step.what];
  if (words === null) return [];
  const [status, eventCode, eventDescription] = words;
  const name = place.shop?.name ?? "PostNord Terminal";
  const event = {
    eventTime: wallTime(atMs, place.zone),
    eventCode,
    location: {
      name,
      countryCode: place.country,
      country: place.countryName,
      locationId: "000",
      displayName: name,
      postcode: place.postalCode,
      city: place.city,
      locationType: place.shop === undefined ? "HUB" : "SERVICE_POINT",
    },
    status,
    eventDescription,
  };
  return step.twice === true ? [event, event] : [event];
}

const enRoute = (text: string): readonly [string, string, string] => ["EN_ROUTE", "C10", text];

/** Codes but 113 are made up; null: no status is known for it. */
const said: Sayings<readonly [status: string, code: string, text: string] | null> = {
  announced: ["INFORMED", "C01", "The shipment item has been registered"],
  accepted: enRoute("The shipment item has been dropped off by sender"),
  departed: enRoute("The shipment item has been dispatched"),
  arrived: enRoute("The shipment item is under transportation"),
  atDepot: enRoute("The shipment item has arrived at the distribution terminal"),
  outForDelivery: ["EN_ROUTE", "113", "The shipment item has been loaded for delivery"],
  delivered: ["DELIVERED", "C20", "The shipment item has been delivered"],
  deliveredToNeighbour: ["DELIVERED", "C20", "The shipment item has been delivered to a neighbour"],
  leftAtSafePlace: ["DELIVERED", "C20", "The shipment item has been delivered"],
  putInMailbox: ["DELIVERED", "C20", "The shipment item has been delivered to the mailbox"],
  nobodyHome: ["DELIVERY_IMPOSSIBLE", "C17", "Delivery attempted, the recipient was not at home"],
  toPickupPoint: enRoute("The shipment item is on its way to the service point"),
  onItsWayToPickupPoint: enRoute("The shipment item is on its way to the service point"),
  readyAtPickupPoint: ["AVAILABLE_FOR_DELIVERY", "C15", "The shipment item has arrived at the service point"],
  collected: ["DELIVERED", "C20", "The shipment item has been delivered"],
  leftCountry: enRoute("The shipment item has left the country of origin"),
  enteredCountry: enRoute("The shipment item has arrived in the country of destination"),
  inCustoms: enRoute("The shipment item is in customs"),
  customsWantsPapers: ["EXPECTED_DELAY", "C11", "The shipment item is delayed by customs"],
  clearedCustoms: enRoute("The shipment item has left customs"),
  delayed: ["EXPECTED_DELAY", "C11", "The shipment item is delayed"],
  movingAgain: enRoute("The shipment item is under transportation"),
  refused: ["DELIVERY_REFUSED", "C18", "The recipient refused the shipment item"],
  goingBack: ["RETURNED", "C19", "The shipment item is returned to the sender"],
  backAtHub: enRoute("The shipment item is under transportation"),
  backAtSender: ["DELIVERED", "C20", "The shipment item has been delivered to the sender"],
  searched: ["OTHER", "C30", "The shipment item is searched for"],
  lost: ["STOPPED", "C31", "The shipment item could not be found"],
  damaged: ["STOPPED", "C32", "The shipment item has been damaged"],
  dayChosen: null,
};
