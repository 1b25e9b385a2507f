/** AfterShip Tracking API 2026-07, in its own shapes and words (model and error list of npm @aftership/tracking-sdk 17.0.0). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { happenings } from "#simulator/happenings.ts";
import { type Answer, type Call, hmacOf, isSame, json, parsed } from "#simulator/http.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import { openRegistrations, type Registration, type Registrations } from "#simulator/registrations.ts";
import { offsetOf, wallTime } from "#simulator/times.ts";
import { ups } from "./ups.ts";

const base = "/tracking/2026-07/trackings";

export const aftership: Contract = {
  carrier: "aftership",
  title: "AfterShip",
  // Per endpoint 5 (one tracking), 6 (lists) and 20 (creating) a second; the lowest of them here for all.
  limits: { windows: [{ calls: 5, seconds: 1 }], concurrent: 10, numbersPerCall: 50 },
  credential: { key: "random" },
  numbers: ups.numbers,
  asks: "ups",
  refusals: {
    throttled: failure(429, 429, "You have exceeded the API call rate limit.", "TooManyRequests"),
    down: failure(503, 503, "Service unavailable.", "ServiceUnavailable"),
    unauthorized: failure(401, 401, "Invalid API Key.", "Unauthorized"),
  },
  open: (world) => {
    const registrations = openRegistrations();
    return {
      answer: (call) => answer(call, world, registrations),
      // 2^n × 30 seconds: the first four of fourteen.
      pushes: { numbers: "subscribed", repeats: [1, 2, 4, 8], message: (news) => webhookOf(news, registrations) },
    };
  },
};

function answer(call: Call, world: World, registrations: Registrations): Answer {
  if (!isSame(call.headers["as-api-key"] ?? "", world.credential("key"))) return aftership.refusals.unauthorized;
  if (call.path === base && call.method === "POST") return create(call, world, registrations);
  if (call.path === base && call.method === "GET") return listOf(call, world, registrations);
  const id = call.path.startsWith(`${base}/`) ? call.path.slice(base.length + 1) : "";
  if (id === "" || call.method !== "GET") return failure(404, 404, "The URI requested is invalid.", "NotFound");
  const found = registrations.findById(id);
  if (found === undefined) return failure(404, 4004, "Tracking does not exist.", "NotFound");
  return success(200, trackingNow(found, world));
}

function create({ body }: Call, world: World, registrations: Registrations): Answer {
  const { tracking_number: number, slug } = parsed(body);
  if (typeof number !== "string" || number === "")
    return failure(400, 4006, "The required field `tracking_number` is missing.", "BadRequest");
  if (slug !== undefined && !/^[a-z0-9-]+$/.test(String(slug)))
    return failure(400, 4010, "The value of `slug` is invalid.", "BadRequest");
  const play = world.ask(number);
  if (play === undefined || play.knowledge === "invalid")
    return failure(400, 4005, "The value of `tracking_number` is invalid.", "BadRequest");
  const { registration, isNew } = registrations.add(number, String(slug ?? "ups"));
  if (isNew) {
    world.subscribe(number);
    return success(201, trackingNow(registration, world));
  }
  const { id, number: known, carrier } = registration;
  return json(400, {
    meta: { code: 4003, message: "Tracking already exists.", type: "BadRequest" },
    data: { id, tracking_number: known, slug: carrier },
  });
}

function listOf({ query }: Call, world: World, registrations: Registrations): Answer {
  const numbers = (query.get("tracking_numbers") ?? "").split(",").filter((number) => number !== "");
  if (numbers.length > world.limits.numbersPerCall)
    return { ...failure(400, 4009, "Too many tracking numbers.", "BadRequest"), isOverLimit: true };
  const found = numbers.flatMap((number) => registrations.find(number) ?? []);
  return success(200, {
    pagination: { total: found.length, next_cursor: null, has_next_page: false },
    trackings: found.map((registration) => trackingNow(registration, world)),
  });
}

function success(status: number, data: object): Answer {
  return json(status, { meta: { code: status, message: null, type: null }, data });
}

function failure(status: number, code: number, message: string, type: string): Answer {
  return json(status, { meta: { code, message, type }, data: {} });
}

const trackingNow = (registration: Registration, world: World): object =>
  trackingOf(registration, world.ask(registration.number), world.nowMs());

/** The same object as in an answer, signed over the very bytes. */
function webhookOf({ play, id, atMs, to }: News, registrations: Registrations): Message {
  const { number } = play.parcel;
  const registration = registrations.find(number) ?? registrations.add(number, "ups").registration;
  const webhook = {
    event: "tracking_update",
    event_id: id,
    is_tracking_first_tag: true,
    msg: trackingOf(registration, play, atMs),
    ts: Math.floor(atMs / 1_000),
  };
  return jsonMessage(webhook, (body) => ({
    "aftership-hmac-sha256": hmacOf(to.secret, body, "base64"),
    "as-webhook-version": "2026-07",
  }));
}

function trackingOf({ id, number, carrier }: Registration, play: Play | undefined, nowMs: number): object {
  const checkpoints = play?.knowledge === "known" ? play.scans.flatMap((scan) => checkpointsOf(scan, carrier)) : [];
  const last = play?.scans.at(-1)?.step.what;
  const subtag = checkpoints.length === 0 || last === undefined ? "Pending_001" : said[last];
  const isInMailbox = last === "putInMailbox";
  return {
    id,
    legacy_id: null,
    created_at: `${wallTime(nowMs, "UTC")}+00:00`,
    updated_at: `${wallTime(nowMs, "UTC")}+00:00`,
    tracking_number: number,
    slug: carrier,
    active: play?.isOver !== true,
    tag: tagOf(subtag),
    subtag,
    subtag_message: subtag === "Pending_001" ? "Pending" : tagOf(subtag),
    title: number,
    checkpoints,
    signed_by: null,
    delivery_type: null,
    delivery_location_type: isInMailbox ? "mailbox" : null,
    pickup_location: pickupOf(play),
    shipment_type: null,
    latest_estimated_delivery: promiseOf(play),
  };
}

const tagOf = (subtag: string): string => subtag.split("_")[0] ?? "";

function checkpointsOf({ step, atMs, place }: Scan, slug: string): readonly object[] {
  if (step.piece === 1) return [];
  const subtag = said[step.what];
  const checkpoint_time = `${wallTime(atMs, place.zone)}${offsetOf(atMs, place.zone)}`;
  const checkpoint = {
    created_at: `${wallTime(atMs, "UTC")}+00:00`,
    checkpoint_time,
    slug,
    tag: tagOf(subtag),
    subtag,
    subtag_message: tagOf(subtag),
    message: happenings[step.what],
    location: null,
    city: place.city,
    state: place.region ?? null,
    postal_code: place.postalCode,
    country_region: threeLetters[place.country] ?? null,
    country_region_name: place.countryName,
    coordinate: null,
    raw_tag: null,
    events: [],
    source: "api",
    hash: `${subtag}-${checkpoint_time}`,
  };
  return step.twice === true ? [checkpoint, checkpoint] : [checkpoint];
}

function pickupOf(play: Play | undefined): string | null {
  const shop = play?.scans.findLast(({ step }) => step.what === "readyAtPickupPoint")?.place.shop;
  return shop === undefined ? null : `${shop.name}, ${shop.street}`;
}

function promiseOf(play: Play | undefined): object | null {
  if (play?.promiseMs === undefined || play.promiseMs === null) return null;
  const datetime = wallTime(play.promiseMs, play.destination.zone).slice(0, 10);
  return {
    type: "specific",
    source: "Carrier EDD",
    datetime,
    datetime_min: null,
    datetime_max: null,
    revise_reason: null,
  };
}

/** Of the countries in which journeys play. */
const threeLetters: Readonly<Record<string, string>> = {
  AT: "AUT",
  AU: "AUS",
  BE: "BEL",
  CA: "CAN",
  CH: "CHE",
  CN: "CHN",
  DE: "DEU",
  DK: "DNK",
  ES: "ESP",
  FR: "FRA",
  GB: "GBR",
  IT: "ITA",
  NL: "NLD",
  NO: "NOR",
  PL: "POL",
  SE: "SWE",
  US: "USA",
};

/** Every step back is Exception_010, and every scan in a hall an arrival. */
const said: Sayings<string> = {
  announced: "InfoReceived_001",
  accepted: "InTransit_002",
  departed: "InTransit_007",
  arrived: "InTransit_003",
  atDepot: "InTransit_003",
  outForDelivery: "OutForDelivery_001",
  delivered: "Delivered_001",
  deliveredToNeighbour: "Delivered_005",
  leftAtSafePlace: "Delivered_001",
  putInMailbox: "Delivered_001",
  nobodyHome: "AttemptFail_002",
  toPickupPoint: "InTransit_009",
  onItsWayToPickupPoint: "InTransit_009",
  readyAtPickupPoint: "AvailableForPickup_001",
  collected: "Delivered_002",
  leftCountry: "InTransit_007",
  enteredCountry: "InTransit_004",
  inCustoms: "InTransit_006",
  customsWantsPapers: "Exception_018",
  clearedCustoms: "InTransit_005",
  delayed: "Exception_016",
  movingAgain: "InTransit_008",
  refused: "Exception_003",
  goingBack: "Exception_010",
  backAtHub: "Exception_010",
  backAtSender: "Exception_011",
  searched: "Exception_001",
  lost: "Exception_013",
  damaged: "Exception_012",
  dayChosen: "InTransit_001",
};
