/**
 * UPS Track v1, its token call and the subscription of Track Alert v2, in their own shapes and words (Tracking.yaml, UPSTrackAlert.yaml,
 * OAuthClientCredentials.yaml, "Tracking – appendix"). A subscription here does not end after fourteen days.
 */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, bearerOf, type Call, decoded, isSame, json, parsed } from "#simulator/http.ts";
import { chance, chancePlan, type Numbers, planDigits, readPlan, uniqueDigits } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import type { City, Place } from "#simulator/routes.ts";
import { compact, offsetOf, windowAround } from "#simulator/times.ts";

/** The service, digits 9 and 10 of a `1Z` number, tells where the journey ends. */
const cityOfService: Readonly<Record<string, City>> = {
  "11": "berlin",
  "65": "munich",
  "68": "stockholm",
  "07": "london",
  "03": "new york",
};

/** `1Z`, shipper (6), service (2), package (7: the last three are the plan), check digit. */
const numbers: Numbers = {
  make({ journey, headStart = 0, seed, serial, to = "new york" }) {
    // Shipper and the package's first four digits carry seed and serial; the last two of the serial become the shipper's letters.
    const unique = uniqueDigits(seed, serial, 11, false);
    const letters = [...unique.slice(9)].map((digit) => String.fromCharCode(65 + Number(digit))).join("");
    const service = Object.keys(cityOfService).find((code) => cityOfService[code] === to) ?? "03";
    return checked(`1Z${letters}${unique.slice(1, 5)}${service}${unique.slice(5, 9)}${planDigits(journey, headStart)}`);
  },
  read(number) {
    if (!number.startsWith("1Z"))
      return /^(?:[AHJKTV]\d{10}|\d{9}|\d{26})$/.test(number) ? chancePlan(number, ["berlin", "munich"]) : undefined;
    if (!/^1Z[0-9A-Z]{15}\d$/.test(number) || checked(number.slice(0, -1)) !== number) return undefined;
    const { service = "", plan } = /^1Z[0-9A-Z]{6}(?<service>..)\d{4}(?<plan>\d{3})\d$/.exec(number)?.groups ?? {};
    const cities: readonly City[] = [cityOfService[service] ?? "new york"];
    return plan === undefined ? chancePlan(number, ["berlin", "munich"]) : readPlan(number, plan, cities);
  },
  sibling(number) {
    if (!/^1Z[0-9A-Z]{8}\d{8}$/.test(number)) return `${number}2`;
    return checked(`${number.slice(0, 10)}${(Number(number[10]) + 5) % 10}${number.slice(11, -1)}`);
  },
};

/** Letters count A=2, B=3 … modulo 10; even places double. */
function checked(unchecked: string): string {
  const sum = [...unchecked.slice(2)].reduce((total, character, at) => {
    const value = /\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 63) % 10;
    return total + (at % 2 === 1 ? 2 * value : value);
  }, 0);
  return `${unchecked}${(10 - (sum % 10)) % 10}`;
}

export const ups: Contract = {
  carrier: "ups",
  title: "UPS",
  // UPS publishes no limit: these are our own caution.
  limits: { windows: [{ calls: 5, seconds: 1 }], concurrent: 4, numbersPerCall: 1 },
  credential: { client_id: "random", client_secret: "random" },
  numbers,
  isUncounted: (path) => path.startsWith("/security/"),
  refusals: {
    throttled: { ...failure(429, "10429", "Too Many Requests"), headers: { "retry-after": "2" } },
    down: failure(503, "10004", "Service temporarily unavailable"),
    unauthorized: failure(401, "250002", "Invalid Authentication Information."),
  },
  open: (world) => ({
    answer: (call) => (call.path === "/security/v1/oauth/token" ? answerToken(call, world) : answer(call, world)),
    // How often UPS repeats is published nowhere.
    pushes: {
      numbers: "subscribed",
      repeats: [5, 30],
      message: (news) => alertOf(news, world.credential("client_id")),
    },
  }),
};

function answer(call: Call, world: World): Answer {
  const match = /^\/api\/track\/v1\/details\/([^/]+)$/.exec(call.path);
  const isSubscription = call.method === "POST" && call.path === "/api/track/v2/subscription/standard/package";
  if (!isSubscription && (match === null || call.method !== "GET")) return failure(404, "10404", "Resource not found");
  const token = world.tokenState(bearerOf(call));
  if (token === "unknown") return ups.refusals.unauthorized;
  if (token === "expired") return failure(401, "251004", "The access token has expired.");
  for (const name of ["transId", "transactionSrc"])
    if (!call.headers[name.toLowerCase()]) return failure(400, "10001", `Missing required header: ${name}`);
  if (isSubscription) return subscribed(parsed(call.body), world);
  const number = decoded(match?.[1] ?? "").toUpperCase();
  const play = world.ask(number);
  if (play === undefined || play.knowledge === "invalid") return failure(400, "TV1002", "Invalid inquiry number");
  return json(200, play.knowledge === "unknown" ? notFoundAnswer(number) : trackAnswer(play));
}

/** Taken is what could be a number of UPS, known or not; a hundred at once. */
function subscribed({ locale, trackingNumberList }: Readonly<Record<string, unknown>>, world: World): Answer {
  const wanted = Array.isArray(trackingNumberList) ? trackingNumberList.map(String) : [];
  if (typeof locale !== "string" || wanted.length === 0 || wanted.length > 100) {
    const { body } = failure(400, "VSS300", "Locale is required. The Subscription request has been rejected.");
    return json(400, { invalidTrackingNumbers: wanted, ...Object(body) });
  }
  const isRight = (number: string): boolean => numbers.read(number) !== undefined;
  for (const number of wanted.filter(isRight)) world.subscribe(number);
  return json(200, {
    validTrackingNumbers: wanted.filter(isRight),
    invalidTrackingNumbers: wanted.filter((number) => !isRight(number)),
  });
}

function answerToken(call: Call, world: World): Answer {
  if (call.method !== "POST") return failure(405, "10405", "Method not allowed");
  const { username, password } = basicOf(call);
  const clientId = world.credential("client_id");
  if (!isSame(username, clientId) || !isSame(password, world.credential("client_secret")))
    return failure(401, "10401", "ClientId is Invalid");
  if (new URLSearchParams(call.body).get("grant_type") !== "client_credentials")
    return failure(400, "10400", "Invalid/Missing grant_type");
  const { token, seconds } = world.issueToken(14_399);
  // All values are strings, also the numbers.
  return json(200, {
    token_type: "Bearer",
    issued_at: String(world.nowMs()),
    client_id: clientId,
    access_token: token,
    scope: "public",
    expires_in: String(seconds),
    refresh_count: "0",
    status: "approved",
  });
}

/** The common error body. */
function failure(status: number, code: string, message: string): Answer {
  return json(status, { response: { errors: [{ code, message }] } });
}

/** An unknown number is answered with HTTP 200, a warning and no package. */
function notFoundAnswer(number: string): object {
  return {
    trackResponse: {
      shipment: [{ inquiryNumber: number, warnings: [{ code: "TW0001", message: "Tracking Information Not Found" }] }],
    },
  };
}

function trackAnswer(play: Play): object {
  const { number } = play.parcel;
  const pieces = play.journey.pieces === 2 ? [number, numbers.sibling(number)] : [number];
  return {
    trackResponse: {
      shipment: [
        {
          inquiryNumber: number,
          package: pieces.map((piece, at) => packageOf(play, piece, pieces.length === 1 ? null : at, pieces.length)),
          userRelation: [""],
        },
      ],
    },
  };
}

function packageOf(play: Play, trackingNumber: string, piece: number | null, packageCount: number): object {
  const scans = play.scans.filter(({ step }) => piece === null || step.piece === undefined || step.piece === piece);
  const activity = scans.flatMap(activitiesOf).reverse();
  const last = scans.at(-1);
  const now = last === undefined ? undefined : said[last.step.what];
  const isDelivered = now?.statusCode === "011";
  return {
    trackingNumber,
    ...(play.keepUntilMs === null
      ? {}
      : { accessPointInformation: { pickupByDate: compact(play.keepUntilMs, play.destination.zone).date } }),
    activity,
    ...(now === undefined
      ? {}
      : {
          currentStatus: {
            code: now.statusCode,
            description: now.text,
            simplifiedTextDescription: now.text.trim(),
            statusCode: now.statusCode,
            type: now.type,
          },
        }),
    ...(isDelivered && last !== undefined ? deliveredFields(play, last) : promiseFields(play)),
    packageAddress: [
      { type: "ORIGIN", address: addressOf(play.sender) },
      { type: "DESTINATION", address: addressOf(play.destination) },
    ],
    packageCount,
    service: { code: "011", levelCode: "011", description: "UPS Standard" },
    suppressionIndicators: "",
    weight: { unitOfMeasurement: "KGS", weight: ((200 + chance(trackingNumber, "weight", 9_000)) / 1_000).toFixed(2) },
  };
}

function activitiesOf({ step, atMs, place }: Scan): readonly object[] {
  const { type, code, statusCode, text } = said[step.what];
  const { date, time } = compact(atMs, place.zone);
  const gmt = compact(atMs, "UTC");
  const activity = {
    date,
    time,
    gmtDate: gmt.date,
    // As the real one does: a leading zero of the hour gets lost.
    gmtTime: gmt.time.replace(/^0/, ""),
    gmtOffset: offsetOf(atMs, place.zone),
    location:
      step.what === "announced"
        ? { address: { countryCode: place.country, country: place.country } }
        : { address: addressOf(place), slic: String(1_000 + chance(place.city, "slic", 8_999)) },
    status: { type, code, statusCode, description: text, simplifiedTextDescription: "" },
  };
  return step.twice === true ? [activity, activity] : [activity];
}

/** Track Alert: one event of one package. The secret is a token beside the message, and the offset has a dot. */
function alertOf({ play, scan, to }: News, clientId: string): Message {
  const { step, atMs, place } = scan;
  const { number } = play.parcel;
  const { type, code, statusCode, text } = said[step.what];
  const [local, gmt] = [compact(atMs, place.zone), compact(atMs, "UTC")];
  const due = play.promiseMs === null ? "" : compact(play.promiseMs, play.destination.zone).date;
  const alert = {
    trackingNumber: step.piece === 1 ? numbers.sibling(number) : number,
    localActivityDate: local.date,
    localActivityTime: local.time,
    activityLocation: {
      city: step.what === "announced" ? "" : place.city.toUpperCase(),
      stateProvince: place.region ?? "",
      postalCode: "",
      country: place.country,
    },
    activityStatus: { type, code, description: text, descriptionCode: statusCode },
    scheduledDeliveryDate: due,
    actualDeliveryDate: statusCode === "011" ? local.date : "",
    gmtActivityDate: gmt.date,
    gmtActivityTime: gmt.time,
    gmtOffset: offsetOf(atMs, place.zone).replace(":", "."),
    deliveryTimeDescription: due === "" ? "" : "end of day",
  };
  return jsonMessage(alert, () => ({
    "x-api-key": clientId,
    "user-agent": "UPSPubSubTrackingService",
    ...(to.secret === "" ? {} : { authorization: `Bearer ${to.secret}` }),
  }));
}

function deliveredFields(play: Play, last: Scan): object {
  const { date, time } = compact(last.atMs, play.destination.zone);
  const place = last.step.what === "delivered" ? "Receiver" : "";
  return {
    deliveryDate: [{ type: "DEL", date }],
    deliveryTime: { type: "DEL", startTime: time, endTime: time },
    deliveryInformation: { location: place, receivedBy: last.step.what === "delivered" ? "VOGELSANG" : "" },
  };
}

function promiseFields(play: Play): object {
  if (play.promiseMs === null) return { deliveryDate: [] };
  const { fromMs, throughMs } = windowAround(play.promiseMs);
  const from = compact(fromMs, play.destination.zone);
  const isMoved = play.scans.filter(({ step }) => step.promise !== undefined).length > 1;
  return {
    deliveryDate: [{ type: isMoved ? "RDD" : "SDD", date: from.date }],
    deliveryTime: { type: "EDW", startTime: from.time, endTime: compact(throughMs, play.destination.zone).time },
  };
}

function addressOf(place: Place): object {
  return {
    ...(place.shop === undefined ? {} : { addressLine1: place.shop.street }),
    city: place.city.toUpperCase(),
    ...(place.region === undefined ? {} : { stateProvince: place.region }),
    postalCode: place.postalCode,
    countryCode: place.country,
    country: place.country,
  };
}

interface Said {
  readonly type: "M" | "I" | "X" | "D";
  readonly code: string;
  readonly statusCode: string;
  readonly text: string;
}

function say(type: Said["type"], code: string, statusCode: string, text: string): Said {
  return { type, code, statusCode, text };
}

const said: Sayings<Said> = {
  announced: say("M", "MP", "003", "Shipper created a label, UPS has not received the package yet. "),
  accepted: say("I", "OR", "038", "Origin Scan"),
  departed: say("I", "DP", "005", "Departed from Facility"),
  arrived: say("I", "AR", "005", "Arrived at Facility"),
  atDepot: say("I", "DS", "071", "Destination Scan"),
  outForDelivery: say("I", "OT", "021", "Out For Delivery Today"),
  delivered: say("D", "M7", "011", "DELIVERED "),
  deliveredToNeighbour: say("D", "3H", "011", "DELIVERED "),
  leftAtSafePlace: say("D", "MQ", "011", "DELIVERED "),
  putInMailbox: say("D", "MU", "011", "DELIVERED "),
  nobodyHome: say(
    "X",
    "48",
    "022",
    "The receiver was not available for delivery. We'll make a second attempt the next business day.",
  ),
  toPickupPoint: say(
    "X",
    "2X",
    "057",
    "We were unable to deliver your package. It's on the way to a secure UPS Access Point™ location for pick up.",
  ),
  onItsWayToPickupPoint: say("I", "YI", "057", "Out For Delivery to UPS Access Point™"),
  readyAtPickupPoint: say("D", "2Q", "161", "Delivered To UPS Access Point™"),
  collected: say("D", "2W", "011", "Package Picked Up At UPS Access Point "),
  leftCountry: say("I", "EP", "005", "Export Scan"),
  enteredCountry: say("I", "IP", "005", "Import Scan"),
  inCustoms: say(
    "X",
    "4C",
    "012",
    "UPS is preparing your package for clearance. We will notify you if additional information is needed.",
  ),
  customsWantsPapers: say(
    "X",
    "2B",
    "058",
    "UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.",
  ),
  clearedCustoms: say("X", "DA", "014", "Released By Clear Agency. Now In-Transit"),
  delayed: say("X", "8L", "048", "Due to operating conditions, the delivery date will be rescheduled."),
  movingAgain: say("I", "AR", "005", "Arrived at Facility"),
  refused: say("X", "KT", "064", "The receiver refused the delivery."),
  goingBack: say("X", "UF", "035", "We're in the process of returning this package to the sender."),
  backAtHub: say("I", "AR", "036", "Arrived at Facility"),
  backAtSender: say("D", "B0", "034", "Package Delivered To Original Sender "),
  searched: say("X", "UP", "129", "We're attempting to verify the package location."),
  lost: say("X", "AJ", "013", "Merchandise is missing. UPS will notify the sender with additional details."),
  damaged: say("X", "HR", "059", "The package was damaged in transit. We will notify the sender with details."),
  dayChosen: say("X", "6G", "082", "Modification of the receiver's address"),
};
