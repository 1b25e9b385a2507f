/** TrackingMore API v4, in its own shapes and words (models and error list of the official SDKs). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { happenings } from "#simulator/happenings.ts";
import { type Answer, type Call, hmacOf, isSame, json, parsed } from "#simulator/http.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import { openRegistrations, type Registration, type Registrations } from "#simulator/registrations.ts";
import { wallTime } from "#simulator/times.ts";
import { ups } from "./ups.ts";

export const trackingmore: Contract = {
  carrier: "trackingmore",
  title: "TrackingMore",
  // Creating: 3 a second; other calls 10. The lower one here for both.
  limits: { windows: [{ calls: 3, seconds: 1 }], concurrent: 10, numbersPerCall: 40 },
  credential: { key: "random" },
  numbers: ups.numbers,
  asks: "ups",
  refusals: {
    throttled: failure(429, 429, "Exceeded API request limits, please try again later."),
    down: failure(500, 511, "Server error."),
    unauthorized: failure(401, 401, "Authentication failed or has no permission."),
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
  if (!isSame(call.headers["tracking-api-key"] ?? "", world.credential("key")))
    return trackingmore.refusals.unauthorized;
  if (call.path === "/v4/trackings/batch" && call.method === "POST") return create(call, world, registrations);
  if (call.path !== "/v4/trackings/get" || call.method !== "GET") return failure(404, 404, "Page does not exist.");
  const numbers = (call.query.get("tracking_numbers") ?? "").split(",").filter((number) => number !== "");
  if (numbers.length > world.limits.numbersPerCall) return tooMany;
  const found = numbers.flatMap((number) => registrations.find(number) ?? []);
  return success(found.map((registration) => trackingNow(registration, world)));
}

function create({ body }: Call, world: World, registrations: Registrations): Answer {
  if (!body.trimStart().startsWith("[")) return failure(400, 4130, "The format of the body is invalid.");
  const wanted = Object.values(parsed(body)).map((value) => parsed(JSON.stringify(value)));
  if (wanted.length > world.limits.numbersPerCall) return tooMany;
  const outcomes = wanted.map(({ tracking_number: given, courier_code: courier }) => {
    const tracking_number = String(given ?? "");
    const courier_code = String(courier ?? "");
    const error = (errorCode: number, errorMessage: string, id?: string) => ({
      ...(id === undefined ? {} : { id }),
      tracking_number,
      courier_code,
      errorCode,
      errorMessage,
    });
    if (!/^[a-z0-9-]+$/.test(courier_code)) return error(4120, "The value of courier_code is invalid.");
    const play = world.ask(tracking_number);
    if (play === undefined || play.knowledge === "invalid")
      return error(4110, "The value of tracking_number is invalid.");
    const { registration, isNew } = registrations.add(tracking_number, courier_code);
    if (!isNew) return error(4101, "Tracking No. already exists.", registration.id);
    world.subscribe(tracking_number);
    return { id: registration.id, tracking_number, courier_code };
  });
  return success({
    success: outcomes.filter((outcome) => !("errorCode" in outcome)),
    error: outcomes.filter((outcome) => "errorCode" in outcome),
  });
}

const success = (data: object): Answer =>
  json(200, { meta: { code: 200, message: "Request response is successful" }, data });

function failure(status: number, code: number, message: string): Answer {
  return json(status, { meta: { code, type: "BadRequest", message }, data: [] });
}

const tooMany: Answer = {
  ...failure(400, 4103, "You have exceeded the shipment quantity of API call. The maximum quantity is 40."),
  isOverLimit: true,
};

const trackingNow = (registration: Registration, world: World): object =>
  trackingOf(registration, world.ask(registration.number), world.nowMs());

/** As the document's example signs: the time alone, of which the body is no part. */
function webhookOf({ play, atMs, to }: News, registrations: Registrations): Message {
  const { number } = play.parcel;
  const registration = registrations.find(number) ?? registrations.add(number, "ups").registration;
  const timestamp = String(Math.floor(atMs / 1_000));
  return jsonMessage({ code: 200, message: "Success", data: trackingOf(registration, play, atMs) }, () => ({
    timestamp,
    signature: hmacOf(to.secret, timestamp, "base64"),
  }));
}

function trackingOf({ id, number, carrier }: Registration, play: Play | undefined, nowMs: number): object {
  const scans = play?.knowledge === "known" ? play.scans : [];
  const last = scans.at(-1)?.step.what;
  const [delivery_status, substatus] = last === undefined ? ["pending", "pending001"] : said[last];
  const time = `${wallTime(nowMs, "UTC")}+00:00`;
  return {
    id,
    tracking_number: number,
    courier_code: carrier,
    order_number: null,
    created_at: time,
    update_at: time,
    delivery_status,
    substatus,
    archived: "tracking",
    updating: play?.isOver !== true,
    source: "API",
    destination_country: play?.destination.country ?? null,
    status_info: null,
    latest_event: null,
    latest_checkpoint_time: null,
    scheduled_delivery_date: promiseOf(play),
    signed_by: null,
    service_code: null,
    destination_track_number: null,
    origin_info: legOf(carrier, scans.flatMap(checkpointsOf).reverse()),
    destination_info: legOf(null, []),
  };
}

const legOf = (courier_code: string | null, trackinfo: readonly object[]): object => ({
  courier_code,
  courier_phone: null,
  weblink: null,
  reference_number: null,
  milestone_date: null,
  trackinfo,
});

const promiseOf = (play: Play | undefined): string | null =>
  play?.promiseMs === undefined || play.promiseMs === null
    ? null
    : wallTime(play.promiseMs, play.destination.zone).slice(0, 10);

function checkpointsOf({ step, atMs, place }: Scan): readonly object[] {
  if (step.piece === 1) return [];
  const [status, substatus] = said[step.what];
  const checkpoint = {
    checkpoint_date: wallTime(atMs, place.zone),
    checkpoint_delivery_status: status,
    checkpoint_delivery_substatus: substatus,
    tracking_detail: happenings[step.what],
    location: null,
    country_iso2: place.country,
    state: place.region ?? null,
    city: place.city,
    zip: place.postalCode,
    raw_status: null,
  };
  return step.twice === true ? [checkpoint, checkpoint] : [checkpoint];
}

const said: Sayings<readonly [status: string, substatus: string]> = {
  announced: ["inforeceived", "inforeceived001"],
  accepted: ["transit", "transit001"],
  departed: ["transit", "transit006"],
  arrived: ["transit", "transit002"],
  atDepot: ["transit", "transit003"],
  outForDelivery: ["pickup", "pickup001"],
  delivered: ["delivered", "delivered001"],
  deliveredToNeighbour: ["delivered", "delivered004"],
  leftAtSafePlace: ["delivered", "delivered004"],
  putInMailbox: ["delivered", "delivered001"],
  nobodyHome: ["undelivered", "undelivered002"],
  toPickupPoint: ["transit", "transit001"],
  onItsWayToPickupPoint: ["transit", "transit001"],
  readyAtPickupPoint: ["pickup", "pickup002"],
  collected: ["delivered", "delivered002"],
  leftCountry: ["transit", "transit007"],
  enteredCountry: ["transit", "transit004"],
  inCustoms: ["exception", "exception006"],
  customsWantsPapers: ["exception", "exception006"],
  clearedCustoms: ["transit", "transit005"],
  delayed: ["exception", "exception005"],
  movingAgain: ["transit", "transit001"],
  refused: ["exception", "exception009"],
  goingBack: ["exception", "exception011"],
  backAtHub: ["exception", "exception011"],
  backAtSender: ["exception", "exception010"],
  searched: ["exception", "exception005"],
  lost: ["exception", "exception007"],
  damaged: ["exception", "exception007"],
  dayChosen: ["transit", "transit001"],
};
