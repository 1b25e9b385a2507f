/** USPS Tracking v3 and its token call, in their own shapes and words (OpenAPI tracking 3.2.6, "API Error Consolidated List"). */
import { gs1 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, bearerOf, type Call, decoded, hmacOf, isSame, json, parsed } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import { offsetOf, wallTime, windowAround } from "#simulator/times.ts";

export const usps: Contract = {
  carrier: "usps",
  title: "USPS",
  // What a new app is allowed; USPS raises it on request.
  limits: { windows: [{ calls: 60, seconds: 3_600 }], concurrent: 1, numbersPerCall: 1 },
  credential: { client_id: "random", client_secret: "random" },
  numbers: numbersLike({
    form: "9400111nnnnnnnnnnnpppc",
    check: gs1,
    others: (number) => /^9[1-5]\d{20}$/.test(number) && gs1(number.slice(0, -1)) === number.at(-1),
    cities: ["new york", "los angeles"],
  }),
  isUncounted: (path) => path === "/oauth2/v3/token",
  refusals: {
    throttled: { ...failure(429, "429", "Too Many Requests"), headers: { "retry-after": "60" } },
    down: failure(503, "503", "Service Unavailable"),
    unauthorized: failure(401, "401", "Unauthorized"),
  },
  // Each box has a number of its own.
  omits: ["two_pieces"],
  open: (world) => ({
    answer: (call) => (call.path === "/oauth2/v3/token" ? answerToken(call, world) : answer(call, world)),
    // A subscription for everything of a mailer id. How often USPS repeats is published nowhere.
    pushes: { numbers: "asked", repeats: [5, 30], message: messageOf },
  }),
};

function answerToken(call: Call, world: World): Answer {
  const { client_id, client_secret, grant_type, scope } = parsed(call.body);
  const isKnown =
    isSame(String(client_id), world.credential("client_id")) &&
    isSame(String(client_secret), world.credential("client_secret"));
  if (call.method !== "POST" || !isKnown)
    return json(401, { error: "invalid_client", error_description: "Client authentication failed.", error_uri: "" });
  if (grant_type !== "client_credentials") return json(400, { error: "unsupported_grant_type" });
  const { token, seconds } = world.issueToken(28_800);
  const granted = String(scope).split(" ").includes("tracking") ? "tracking" : "";
  return json(200, {
    access_token: token,
    token_type: "Bearer",
    issued_at: world.nowMs(),
    expires_in: seconds,
    status: "approved",
    scope: granted,
  });
}

function answer(call: Call, world: World): Answer {
  const match = /^\/tracking\/v3\/tracking\/([^/]{1,100})$/.exec(call.path);
  if (match === null || call.method !== "GET") return { status: 404, body: "Not Found", type: "text/plain" };
  if (world.tokenState(bearerOf(call)) !== "good") return usps.refusals.unauthorized;
  if (call.query.get("expand") !== "DETAIL") return failure(400, "OASValidation", "expand is not DETAIL");
  const play = world.ask(decoded(match[1] ?? ""));
  if (play === undefined || play.knowledge === "invalid")
    return failure(400, "150010", "The tracking number may be associated with another shipper.");
  if (play.knowledge === "unknown")
    return failure(400, "150002", "7: The tracking number may be incorrect or the status update is not yet available.");
  return json(200, trackingOf(play));
}

function failure(status: number, code: string, detail: string): Answer {
  const error = { status: String(status), code, title: detail, detail };
  return json(status, { apiVersion: "v3", error: { code: String(status), message: detail, errors: [error] } });
}

/** Flags are texts, and the mail class is HTML, as in recorded answers. */
function trackingOf(play: Play): object {
  const { destination, sender } = play;
  const last = play.scans.at(-1);
  const now = last === undefined ? undefined : said[last.step.what];
  return {
    trackingNumber: play.parcel.number,
    mailClass: "USPS Ground Advantage<SUP>&#153;</SUP>",
    mailType: "DM",
    destinationCity: destination.city.toUpperCase(),
    destinationState: destination.region ?? null,
    destinationZIP: destination.postalCode,
    originCity: sender.city.toUpperCase(),
    originState: sender.region ?? null,
    originZIP: sender.postalCode,
    emailEnabled: "true",
    proofOfDeliveryEnabled: "false",
    restoreEnabled: "false",
    services: ["USPS Tracking<SUP>&#174;</SUP>"],
    serviceTypeCode: "001",
    ...(now === undefined ? {} : { status: now.text, statusCategory: now.category }),
    ...promiseOf(play),
    ...(play.keepUntilMs === null
      ? {}
      : { returnDateNotice: wallTime(play.keepUntilMs, destination.zone).slice(0, 10) }),
    trackingEvents: play.scans.flatMap(eventsOf).reverse(),
  };
}

/** Promises are wall times of the destination, though a Z stands behind them. */
function promiseOf({ promiseMs, destination: { zone } }: Play): object {
  if (promiseMs === null) return {};
  const { fromMs, throughMs } = windowAround(promiseMs);
  return {
    predictedDeliveryDate: wallTime(fromMs, zone).slice(0, 10),
    predictedDeliveryWindowStartTime: wallTime(fromMs, zone).slice(11),
    predictedDeliveryWindowEndTime: wallTime(throughMs, zone).slice(11),
    expectedDeliveryTimeStamp: `${wallTime(promiseMs, zone).slice(0, 10)}T21:00:00Z`,
  };
}

function eventsOf({ step, atMs, place }: Scan): readonly object[] {
  const { code, text } = said[step.what];
  const event = {
    eventType: text,
    // Without its seconds; GMTTimestamp has them.
    eventTimestamp: `${wallTime(atMs, place.zone).slice(0, 16)}:00`,
    GMTTimestamp: `${wallTime(atMs, "UTC")}Z`,
    GMTOffset: offsetOf(atMs, place.zone),
    eventCountry: place.country === "US" ? null : place.countryName.toUpperCase(),
    eventCity: place.city.toUpperCase(),
    eventState: place.region ?? null,
    eventZIP: place.country === "US" ? place.postalCode : null,
    firm: null,
    name: null,
    authorizedAgent: "false",
    eventCode: code,
  };
  return step.twice === true ? [event, event] : [event];
}

/** The event is JSON in a text, and signed is that text behind the time (code of clients; USPS publishes no schema). */
function messageOf({ play, scan, atMs, to }: News): Message {
  const [event] = eventsOf(scan);
  const payload = JSON.stringify({ trackingNumber: play.parcel.number, ...event });
  const timestamp = new Date(atMs).toISOString();
  return jsonMessage({ subscriptionId: "00000000-0000-4000-8000-000000000001", timestamp, payload }, () => ({
    "x-hmac": hmacOf(to.secret, `${timestamp}${payload}`, "base64"),
  }));
}

interface Said {
  readonly code: string | null;
  readonly text: string;
  readonly category: string;
}

const say = (code: string | null, text: string, category: string): Said => ({ code, text, category });

const said: Sayings<Said> = {
  announced: say("GX", "Shipping Label Created, USPS Awaiting Item", "Pre-Shipment"),
  accepted: say("03", "USPS in possession of item", "Accepted"),
  departed: say("SF", "Departed Post Office", "In Transit"),
  arrived: say("A1", "Arrived at USPS Regional Facility", "In Transit"),
  atDepot: say("07", "Arrived at Post Office", "In Transit"),
  outForDelivery: say("OF", "Out for Delivery", "Out for Delivery"),
  delivered: say("01", "Delivered, Left with Individual", "Delivered"),
  deliveredToNeighbour: say("01", "Delivered, Neighbor as Requested", "Delivered"),
  leftAtSafePlace: say("01", "Delivered, Front Door/Porch", "Delivered"),
  putInMailbox: say("01", "Delivered, In/At Mailbox", "Delivered"),
  nobodyHome: say("56", "Notice Left (No Authorized Recipient Available)", "Alert"),
  toPickupPoint: say("52", "Available for Redelivery or Pickup", "Alert"),
  onItsWayToPickupPoint: say(null, "Held at Post Office, At Customer Request", "Alert"),
  readyAtPickupPoint: say("16", "Available for Pickup", "Available for Pickup"),
  collected: say("01", "Delivered, Individual Picked Up at Post Office", "Delivered"),
  leftCountry: say(null, "Depart from Transit Office of Exchange", "In Transit"),
  enteredCountry: say("10", "Processed through Facility", "In Transit"),
  inCustoms: say(null, "Inbound Into Customs", "In Transit"),
  customsWantsPapers: say(null, "Held in Customs", "Alert"),
  clearedCustoms: say(null, "Inbound Out of Customs", "In Transit"),
  delayed: say("NT", "In Transit, Arriving Late", "In Transit"),
  movingAgain: say("TL", "In Transit to Next Facility", "In Transit"),
  refused: say("04", "Refused", "Alert"),
  goingBack: say("09", "Return to Sender", "Return to Sender"),
  backAtHub: say("10", "Arrived at USPS Regional Facility", "In Transit"),
  backAtSender: say("01", "Delivered, To Original Sender", "Delivered"),
  searched: say("DX", "Delivery Status Not Updated", "Alert"),
  lost: say("11", "Dead Mail/Sent to Recovery Center", "Alert"),
  damaged: say(null, "Processing Exception", "Alert"),
  dayChosen: say(null, "Redelivery Scheduled", "In Transit"),
};
