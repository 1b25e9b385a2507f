/** Bring's Tracking v2 and the webhooks of Event Cast, in their own shapes and words (developer.bring.com: pages and examples). */
import { s10 } from "#simulator/check-digits.ts";
import type { Contract, Office, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, isSame, json, parsed } from "#simulator/http.ts";
import { type Numbers, numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News, type Target } from "#simulator/push.ts";
import { offsetOf, wallTime, windowAround } from "#simulator/times.ts";

const numbers: Numbers = numbersLike({
  form: "370pppnnnnnnnnnnn",
  others: (number) =>
    /^[37]70\d{15}$/.test(number) || (/^[A-Z]{2}\d{9}NO$/.test(number) && s10(number.slice(2, 10)) === number[10]),
  cities: ["oslo"],
});

export const bring: Contract = {
  carrier: "bring",
  title: "Bring, Posten Norge",
  // No figure is published for tracking: these are our own caution.
  limits: { windows: [{ calls: 5, seconds: 1 }], concurrent: 50, numbersPerCall: 1 },
  credential: { uid: "random", key: "random" },
  numbers,
  refusals: {
    throttled: { status: 429, body: "Too many requests. We are now rate limiting.", type: "text/plain" },
    down: json(503, {
      shipments: [
        consignments([{ error: { system: "Pakker_Unavailable", code: 503, message: "Service unavailable" } }]),
      ],
    }),
    unauthorized: { status: 401, body: "Unauthorized", type: "text/plain" },
  },
  open,
};

function open(world: World): Office {
  /** Id of the webhook, by the number that it is for. */
  const webhooks = new Map<string, string>();
  return {
    answer(call) {
      if (!isKnown(call, world)) return bring.refusals.unauthorized;
      if (call.path === "/event-cast/api/v1/webhooks" && call.method === "POST")
        return subscribe(call, webhooks, world);
      if (call.path !== "/tracking/api/v2/tracking.json" || call.method !== "GET")
        return json(404, { message: "Not found" });
      return track((call.query.get("q") ?? "").toUpperCase(), world);
    },
    // How often Bring repeats is published nowhere.
    pushes: { numbers: "subscribed", repeats: [5, 30], message: (news) => castOf(news, webhooks) },
  };
}

function isKnown({ headers }: Call, world: World): boolean {
  const [uid, key] = [headers["x-mybring-api-uid"] ?? "", headers["x-mybring-api-key"] ?? ""];
  return isSame(uid, world.credential("uid")) && isSame(key, world.credential("key"));
}

/** Several webhooks for one number are allowed only for different events. */
function subscribe({ body }: Call, webhooks: Map<string, string>, world: World): Answer {
  const { trackingId, event_groups: groups, configuration } = parsed(body);
  if (typeof trackingId !== "string" || !Array.isArray(groups) || typeof configuration !== "object")
    return json(400, { message: "trackingId, event_groups and configuration are required" });
  if (groups.includes("*") || groups.includes("ALL")) return json(400, { message: "Wildcards are not supported" });
  if (webhooks.has(trackingId)) return json(409, { message: "A webhook for these events exists already" });
  const id = `00000000-0000-4000-8000-${String(webhooks.size + 1).padStart(12, "0")}`;
  webhooks.set(trackingId, id);
  world.subscribe(trackingId, targetOf(Object(configuration)));
  return json(201, { id, trackingId });
}

/** The subscriber's own header comes with each message; it is the only proof. */
function targetOf({ url, headers }: Readonly<Record<string, unknown>>): Target {
  const [first] = Array.isArray(headers) ? headers : [];
  const { key, value } = { key: undefined, value: undefined, ...Object(first) };
  return { url: String(url), secret: String(value ?? ""), ...(key === undefined ? {} : { header: String(key) }) };
}

/** One status at a time, in UTC whatever the place. */
function castOf(
  { play, scan: { step, atMs }, atMs: pushedMs, to }: News,
  webhooks: ReadonlyMap<string, string>,
): Message {
  const { number } = play.parcel;
  const [status] = said[step.what];
  const time = (ms: number): string => `${wallTime(ms, "UTC")}+0000`;
  const cast = {
    status,
    id: webhooks.get(number) ?? "",
    shipment: number,
    package: step.piece === 1 ? numbers.sibling(number) : number,
    created: time(atMs),
    pushed: time(pushedMs),
  };
  return jsonMessage(cast, () => ({
    "x-bring-application": "event-cast",
    "x-bring-version": "1",
    ...(to.header === undefined ? {} : { [to.header]: to.secret }),
  }));
}

/** Errors are those of a consignment, inside HTTP 200. */
function track(number: string, world: World): Answer {
  const play = world.ask(number);
  if (play === undefined || play.knowledge === "invalid") return failure(400, "Invalid query");
  return play.knowledge === "unknown"
    ? failure(404, "No shipments found")
    : json(200, consignments([consignmentOf(play)]));
}

const failure = (code: number, message: string): Answer => json(200, consignments([{ error: { code, message } }]));

function consignments(consignmentSet: readonly object[]): object {
  return { apiVersion: "2", consignmentSet };
}

function consignmentOf(play: Play): object {
  const { number } = play.parcel;
  const pieces = play.journey.pieces === 2 ? [number, numbers.sibling(number)] : [number];
  return {
    consignmentId: number,
    previousConsignmentId: "",
    packageSet: pieces.map((piece, at) => packageOf(play, piece, pieces.length === 1 ? null : at)),
    senderReference: "",
    isPickupNoticeAvailable: false,
    totalWeightInKgs: 1.5,
  };
}

function packageOf(play: Play, packageNumber: string, piece: number | null): object {
  const scans = play.scans.filter(({ step }) => piece === null || step.piece === undefined || step.piece === piece);
  const shop = scans.findLast(({ step }) => step.what === "readyAtPickupPoint")?.place.shop;
  const window = play.promiseMs === null ? null : windowAround(play.promiseMs);
  const { zone } = play.destination;
  const clockTime = (ms: number): string => wallTime(ms, zone).slice(11, 16);
  return {
    statusDescription: "",
    descriptions: [],
    packageNumber,
    previousPackageNumber: "",
    productName: shop === undefined ? "HOME DELIVERY" : "Pick-up parcel",
    productCode: "1736",
    brand: "POSTEN",
    weightInKgs: 1.5,
    dateOfReturn: play.keepUntilMs === null ? null : displayDate(play.keepUntilMs, zone),
    ...(window === null
      ? {}
      : {
          dateOfEstimatedDelivery: displayDate(window.fromMs, zone),
          estimatedTimeSpanOfDelivery: { startTime: clockTime(window.fromMs), endTime: clockTime(window.throughMs) },
        }),
    dateOfDelivery: null,
    recipientHandlingAddress: {
      addressLine1: "",
      addressLine2: "",
      postalCode: play.destination.postalCode,
      city: play.destination.city.toUpperCase(),
      countryCode: play.destination.country,
      country: play.destination.countryName,
    },
    ...(shop === undefined
      ? {}
      : {
          expectedPickupUnitName: shop.name,
          expectedPickupUnitURL: "https://www.posten.example/postkontor-info?enhetsnr=1",
        }),
    eventSet: scans.flatMap(eventsOf).reverse(),
  };
}

/** `24.11.2026`. */
const displayDate = (ms: number, zone: string): string =>
  wallTime(ms, zone).slice(0, 10).split("-").reverse().join(".");

function eventsOf({ step, place, atMs }: Scan): readonly object[] {
  const [status, description] = said[step.what];
  const isPlaced = step.what !== "announced";
  const event = {
    description,
    status,
    recipientSignature: { name: step.what === "delivered" ? "VOGELSANG" : "" },
    unitId: "032850",
    unitType: "BRING",
    postalCode: isPlaced ? place.postalCode : "",
    city: isPlaced ? place.city.toUpperCase() : "",
    countryCode: isPlaced ? place.country : "",
    country: isPlaced ? place.countryName : "",
    dateIso: `${wallTime(atMs, place.zone)}${offsetOf(atMs, place.zone)}`,
    displayDate: displayDate(atMs, place.zone),
    displayTime: wallTime(atMs, place.zone).slice(11, 16),
    consignmentEvent: false,
    insignificant: false,
  };
  return step.twice === true ? [event, event] : [event];
}

const said: Sayings<readonly [status: string, description: string]> = {
  announced: ["PRE_NOTIFIED", "No shipment has been received yet, only notification of the shipment."],
  accepted: ["HANDED_IN", "The shipment has been handed in."],
  departed: ["IN_TRANSIT", "The shipment has been handed in at terminal and forwarded."],
  arrived: ["TERMINAL", "The shipment has arrived at terminal."],
  atDepot: ["IN_TRANSIT", "The shipment has been sorted."],
  outForDelivery: ["TRANSPORT_TO_RECIPIENT", "The shipment has been loaded for delivery."],
  delivered: ["DELIVERED", "The shipment has been delivered."],
  deliveredToNeighbour: ["DELIVERED", "The shipment has been delivered to a neighbour."],
  leftAtSafePlace: ["DELIVERED", "The shipment has been delivered."],
  putInMailbox: ["DELIVERED", "The shipment has been delivered in the mailbox."],
  nobodyHome: ["ATTEMPTED_DELIVERY", "Delivery has been attempted."],
  toPickupPoint: ["IN_TRANSIT", "The shipment is in transit."],
  onItsWayToPickupPoint: ["IN_TRANSIT", "The shipment is in transit."],
  readyAtPickupPoint: ["READY_FOR_PICKUP", "The shipment has arrived at pickup point."],
  collected: ["DELIVERED", "The shipment has been delivered."],
  leftCountry: ["INTERNATIONAL", "The shipment has been sent from the origin country."],
  enteredCountry: ["INTERNATIONAL", "The shipment has arrived in the destination country."],
  inCustoms: ["CUSTOMS", "The shipment is in customs clearance."],
  customsWantsPapers: ["DEVIATION", "Customs needs more information."],
  clearedCustoms: ["IN_TRANSIT", "The shipment is in transit."],
  delayed: ["DEVIATION", "The shipment is delayed."],
  movingAgain: ["IN_TRANSIT", "The shipment is in transit."],
  refused: ["ATTEMPTED_DELIVERY", "Delivery has been refused."],
  goingBack: ["RETURN", "The shipment is on its way back to the sender."],
  backAtHub: ["RETURN", "The shipment is on its way back to the sender."],
  backAtSender: ["DELIVERED_SENDER", "The shipment has been returned to the sender."],
  searched: ["DEVIATION", "The shipment is being searched for."],
  lost: ["DEVIATION", "The shipment could not be found."],
  damaged: ["DEVIATION", "The shipment has been damaged."],
  dayChosen: ["DELIVERY_CHANGED", "The day of delivery has been changed."],
};
