/** FedEx Track v1 and its token call, in their own shapes and words (OpenAPI "Basic Integrated Visibility" 1.0.0, "Tracking status codes"). */
import { gs1 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, bearerOf, type Call, hmacOf, isSame, json, parsed } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import type { Place } from "#simulator/routes.ts";
import { offsetOf, wallTime, windowAround } from "#simulator/times.ts";

const transactionId = "624deea6-b709-470c-8c39-4b5511281492";

export const fedex: Contract = {
  carrier: "fedex",
  title: "FedEx",
  limits: { windows: [{ calls: 1_400, seconds: 10 }], concurrent: 8, numbersPerCall: 30 },
  credential: { client_id: "random", client_secret: "random" },
  // Ground; Express has twelve digits.
  numbers: numbersLike({
    form: "nnnnnnnnnnnpppc",
    check: gs1,
    others: (number) => /^\d{12}$/.test(number) && express(number.slice(0, -1)) === number.at(-1),
    cities: ["new york", "los angeles"],
  }),
  isUncounted: (path) => path === "/oauth/token",
  refusals: {
    throttled: {
      ...failure(429, "RATE.LIMIT.EXCEEDED", "We have received too many requests in too short a duration."),
      headers: { "retry-after": "10" },
    },
    down: failure(
      503,
      "SERVICE.UNAVAILABLE.ERROR",
      "The service is currently unavailable and we are working to resolve it.",
    ),
    unauthorized: failure(
      401,
      "NOT.AUTHORIZED.ERROR",
      "Access token expired. Please modify your request and try again.",
    ),
  },
  // Each box has a number of its own.
  omits: ["two_pieces"],
  open: (world) => ({
    answer: (call) => (call.path === "/oauth/token" ? answerToken(call, world) : answer(call, world)),
    // A webhook project of the account. How often FedEx repeats is published nowhere.
    pushes: { numbers: "asked", repeats: [5, 30], message: messageOf },
  }),
};

/** Weights 1, 3, 7 from the right; the remainder of 11, of which only the last digit counts. */
function express(body: string): string {
  const weights = [1, 3, 7];
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (weights[at % 3] ?? 0), 0);
  return String((sum % 11) % 10);
}

function answerToken(call: Call, world: World): Answer {
  const form = new URLSearchParams(call.body);
  if (call.method !== "POST") return failure(405, "METHOD.NOT.ALLOWED.ERROR", "Method not allowed.");
  if (form.get("grant_type") !== "client_credentials")
    return failure(400, "BAD.REQUEST.ERROR", "Missing or duplicate parameters.");
  const isKnown =
    isSame(form.get("client_id") ?? "", world.credential("client_id")) &&
    isSame(form.get("client_secret") ?? "", world.credential("client_secret"));
  if (!isKnown)
    return failure(
      401,
      "NOT.AUTHORIZED.ERROR",
      "The given client credentials were not valid. Please modify your request.",
    );
  const { token, seconds } = world.issueToken(3_600);
  return json(200, { access_token: token, token_type: "bearer", expires_in: seconds, scope: "CXS" });
}

function answer(call: Call, world: World): Answer {
  if (call.path !== "/track/v1/trackingnumbers" || call.method !== "POST")
    return failure(404, "NOT.FOUND.ERROR", "The resource you requested is no longer available.");
  if (world.tokenState(bearerOf(call)) !== "good") return fedex.refusals.unauthorized;
  const { trackingInfo } = parsed(call.body);
  const numbers = Array.isArray(trackingInfo) ? trackingInfo.map(numberOf) : [];
  if (numbers.length === 0 || numbers.includes(""))
    return failure(400, "TRACKING.TRACKINGNUMBER.EMPTY", "Please provide tracking number.");
  if (numbers.length > world.limits.numbersPerCall)
    return {
      ...failure(400, "TRACKING.TRACKINGNUMBERS.LIMITEXCEEDED", "Please limit your inquiry to 30 tracking numbers."),
      isOverLimit: true,
    };
  return json(200, {
    transactionId,
    output: {
      completeTrackResults: numbers.map((number) => ({
        trackingNumber: number,
        trackResults: [resultOf(number, world)],
      })),
    },
  });
}

function failure(status: number, code: string, message: string): Answer {
  return json(status, { transactionId, errors: [{ code, message }] });
}

/** Of one entry of trackingInfo; "" when there is none. */
function numberOf(entry: unknown): string {
  const { trackingNumberInfo } = { trackingNumberInfo: undefined, ...Object(entry) };
  const { trackingNumber } = { trackingNumber: undefined, ...Object(trackingNumberInfo) };
  return typeof trackingNumber === "string" ? trackingNumber.trim() : "";
}

function resultOf(number: string, world: World): object {
  const play = world.ask(number);
  if (play === undefined || play.knowledge === "invalid")
    return errorOf(
      number,
      "INVALID",
      "Invalid tracking number. Please correct the tracking number format and try again.",
    );
  if (play.knowledge === "unknown")
    return errorOf(
      number,
      "NOTFOUND",
      "Tracking number cannot be found. Please correct the tracking number and try again.",
    );
  return trackResult(play);
}

function errorOf(number: string, what: "INVALID" | "NOTFOUND", message: string): object {
  return {
    trackingNumberInfo: { trackingNumber: number, trackingNumberUniqueId: "", carrierCode: "" },
    error: { code: `TRACKING.TRACKINGNUMBER.${what}`, message },
  };
}

function trackResult(play: Play): object {
  const { number } = play.parcel;
  const last = play.scans.at(-1);
  const now = last === undefined ? undefined : said[last.step.what];
  const first = play.scans[0];
  const isDelivered = now?.type === "DL";
  const window = play.promiseMs === null ? null : windowAround(play.promiseMs);
  const when = (ms: number): string => timestamp(ms, play.destination);
  return {
    trackingNumberInfo: { trackingNumber: number, trackingNumberUniqueId: `12029~${number}~FDEG`, carrierCode: "FDXG" },
    additionalTrackingInfo: { nickname: "", packageIdentifiers: [], hasAssociatedShipments: false },
    ...(now === undefined
      ? {}
      : {
          latestStatusDetail: {
            code: now.type,
            derivedCode: now.type,
            statusByLocale: now.text,
            description: now.text,
            ...(now.reason === undefined
              ? {}
              : {
                  ancillaryDetails: [
                    { reason: now.reason[0], reasonDescription: now.reason[1], action: "", actionDescription: "" },
                  ],
                }),
          },
        }),
    dateAndTimes: [
      ...(isDelivered && last !== undefined ? [{ type: "ACTUAL_DELIVERY", dateTime: when(last.atMs) }] : []),
      // A day only, written as midnight of Memphis.
      ...(first === undefined ? [] : [{ type: "SHIP", dateTime: `${when(first.atMs).slice(0, 10)}T00:00:00-06:00` }]),
    ],
    availableImages: isDelivered ? [{ type: "SIGNATURE_PROOF_OF_DELIVERY" }] : [],
    packageDetails: { physicalPackagingType: "PACKAGE", sequenceNumber: "1", count: "1", packageContent: [] },
    shipmentDetails: { possessionStatus: true },
    scanEvents: play.scans.flatMap(eventsOf).reverse(),
    serviceDetail: { type: "FEDEX_GROUND", description: "FedEx Ground", shortDescription: "FG" },
    standardTransitTimeWindow: { window: {} },
    estimatedDeliveryTimeWindow: {
      window: window === null ? {} : { begins: when(window.fromMs), ends: when(window.throughMs) },
    },
    ...(play.keepUntilMs === null ? {} : holdOf(play)),
    ...(isDelivered ? { deliveryDetails: { deliveryAttempts: "0", receivedByName: "VOGELSANG" } } : {}),
    goodsClassificationCode: "",
    returnDetail: {},
  };
}

/** The guide gives a message the shape of a Track result; it tells what is new. */
const messageOf = ({ play, scan, to }: News): Message =>
  jsonMessage({ ...trackResult(play), scanEvents: eventsOf(scan) }, (body) => ({
    "fdx-signature": hmacOf(to.secret, body, "base64"),
  }));

function eventsOf({ step, atMs, place }: Scan): readonly object[] {
  const { type, text, reason, locationType, delay } = said[step.what];
  const event = {
    date: timestamp(atMs, place),
    eventType: type,
    eventDescription: text,
    exceptionCode: reason?.[0] ?? "",
    exceptionDescription: reason?.[1] ?? "",
    scanLocation: step.what === "announced" ? announcedAt(place) : addressOf(place),
    locationType: locationType ?? "FEDEX_FACILITY",
    ...(delay === undefined ? {} : { delayDetail: { type: delay, status: "DELAYED" } }),
  };
  return step.twice === true ? [event, event] : [event];
}

const timestamp = (ms: number, { zone }: Place): string => `${wallTime(ms, zone)}${offsetOf(ms, zone)}`;

/** Of the announcement only the sender's postal code is told. */
function announcedAt({ postalCode, country, countryName }: Place): object {
  return { streetLines: [""], postalCode, countryCode: country, residential: false, countryName };
}

function addressOf(place: Place): object {
  return {
    streetLines: [place.shop?.street ?? ""],
    city: place.city.toUpperCase(),
    ...(place.region === undefined ? {} : { stateOrProvinceCode: place.region }),
    postalCode: place.postalCode,
    countryCode: place.country,
    residential: false,
    countryName: place.countryName,
  };
}

function holdOf({ scans }: Play): object {
  const point = scans.find(({ step }) => step.what === "readyAtPickupPoint")?.place;
  if (point === undefined) return {};
  return {
    holdAtLocation: {
      locationId: "HNBKN",
      locationContactAndAddress: { contact: { companyName: point.shop?.name ?? "" }, address: addressOf(point) },
    },
  };
}

interface Said {
  readonly type: string;
  readonly text: string;
  readonly reason?: readonly [code: string, text: string];
  readonly locationType?: string;
  readonly delay?: "OPERATIONAL";
}

const said: Sayings<Said> = {
  announced: { type: "OC", text: "Shipment information sent to FedEx", locationType: "CUSTOMER" },
  accepted: { type: "PU", text: "Picked up", locationType: "PICKUP_LOCATION" },
  departed: { type: "DP", text: "Left FedEx origin facility", locationType: "ORIGIN_FEDEX_FACILITY" },
  arrived: { type: "AR", text: "Arrived at FedEx location" },
  atDepot: { type: "AR", text: "At local FedEx facility", locationType: "DESTINATION_FEDEX_FACILITY" },
  outForDelivery: { type: "OD", text: "On FedEx vehicle for delivery", locationType: "VEHICLE" },
  delivered: { type: "DL", text: "Delivered", locationType: "DELIVERY_LOCATION" },
  // FedEx has no code for a neighbour, and none for a mailbox.
  deliveredToNeighbour: { type: "DL", text: "Delivered", locationType: "DELIVERY_LOCATION" },
  leftAtSafePlace: {
    type: "DL",
    text: "Delivered",
    reason: ["014", "Left at front door. Signature Service not requested."],
    locationType: "DELIVERY_LOCATION",
  },
  putInMailbox: { type: "DL", text: "Delivered", locationType: "DELIVERY_LOCATION" },
  nobodyHome: { type: "DE", text: "Delivery exception", reason: ["007", "Customer not available or business closed"] },
  toPickupPoint: {
    type: "DE",
    text: "Delivery exception",
    reason: ["A47", "FedEx redirected your package to a nearby FedEx location"],
  },
  onItsWayToPickupPoint: {
    type: "HA",
    text: "Hold at location request accepted",
    reason: ["A13", "Shipment is being redirected as requested to FedEx Office"],
  },
  readyAtPickupPoint: {
    type: "HP",
    text: "Ready for recipient pickup",
    reason: ["015A", "Package available for pickup at FedEx Office"],
    locationType: "DESTINATION_FEDEX_FACILITY",
  },
  collected: {
    type: "DL",
    text: "Delivered",
    reason: ["005", "Delivered to recipient at FedEx Office"],
    locationType: "DELIVERY_LOCATION",
  },
  leftCountry: { type: "IT", text: "In transit" },
  enteredCountry: { type: "AR", text: "Arrived at FedEx location" },
  inCustoms: { type: "CP", text: "Clearance in progress", locationType: "CUSTOMS" },
  customsWantsPapers: { type: "CD", text: "Clearance delay", locationType: "CUSTOMS" },
  clearedCustoms: { type: "CC", text: "Cleared customs", locationType: "CUSTOMS" },
  delayed: { type: "DY", text: "Delay", reason: ["A52", "Package delayed"], delay: "OPERATIONAL" },
  movingAgain: { type: "IT", text: "On the way" },
  refused: { type: "DE", text: "Delivery exception", reason: ["07", "Refused by recipient"] },
  goingBack: {
    type: "RS",
    text: "Returning package to shipper",
    reason: ["060G", "Shipper requested shipment to be returned - Unable to deliver shipment - Returning to shipper"],
  },
  backAtHub: { type: "AR", text: "Arrived at FedEx location" },
  backAtSender: { type: "DL", text: "Delivered", locationType: "DELIVERY_LOCATION" },
  searched: { type: "SE", text: "Shipment exception" },
  lost: { type: "SE", text: "Shipment exception", reason: ["099", "Unable to deliver"] },
  damaged: { type: "DE", text: "Delivery exception", reason: ["039", "Damaged, handling per shipper instructions"] },
  dayChosen: { type: "RR", text: "Delivery option requested", locationType: "ENROUTE" },
};
