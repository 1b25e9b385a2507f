/** EasyPost Tracker API v2, in its own shapes and words (client libraries and their recorded answers). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { happenings } from "#simulator/happenings.ts";
import { type Answer, basicOf, type Call, hmacOf, isSame, json, parsed } from "#simulator/http.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import { openRegistrations, type Registration, type Registrations } from "#simulator/registrations.ts";
import { ups } from "./ups.ts";

export const easypost: Contract = {
  carrier: "easypost",
  title: "EasyPost",
  limits: { windows: [{ calls: 5, seconds: 1 }], concurrent: 10, numbersPerCall: 1 },
  credential: { key: "random" },
  numbers: ups.numbers,
  asks: "ups",
  refusals: {
    throttled: failure(429, "RATE_LIMITED", "Too many requests."),
    down: failure(503, "SERVICE_UNAVAILABLE", "The service is temporarily unavailable."),
    unauthorized: failure(401, "APIKEY.INACTIVE", "This api key is no longer active."),
  },
  // EasyPost calls a number that no carrier can have an error of the request.
  endsOtherwise: { invalid: "bad_request" },
  open: (world) => {
    const registrations = openRegistrations();
    return {
      answer: (call) => answer(call, world, registrations),
      // Up to six repetitions, at intervals that are published nowhere.
      pushes: { numbers: "subscribed", repeats: [1, 2, 4, 8], message: (news) => webhookOf(news, registrations) },
    };
  },
};

function answer(call: Call, world: World, registrations: Registrations): Answer {
  const { username, password } = basicOf(call);
  if (!isSame(username, world.credential("key")) || password !== "") return easypost.refusals.unauthorized;
  if (call.path === "/v2/trackers" && call.method === "POST") return create(call, world, registrations);
  if (call.path === "/v2/trackers" && call.method === "GET") {
    const found = registrations.find(call.query.get("tracking_code") ?? "");
    return json(200, { trackers: found === undefined ? [] : [trackerNow(found, world)], has_more: false });
  }
  const id = /^\/v2\/trackers\/trk_([0-9a-f]{32})$/.exec(call.path)?.[1] ?? "";
  const found = call.method === "GET" ? registrations.findById(id) : undefined;
  if (found === undefined) return failure(404, "NOT_FOUND", "The requested resource could not be found.");
  return json(200, trackerNow(found, world));
}

/** The second time the same tracker is given, and costs nothing. */
function create({ body }: Call, world: World, registrations: Registrations): Answer {
  const { tracking_code: number, carrier } = parsed(JSON.stringify(parsed(body).tracker ?? {}));
  if (typeof number !== "string" || number === "")
    return failure(422, "PARAMETER.REQUIRED", "Missing required parameter.");
  const play = world.ask(number);
  if (play === undefined || play.knowledge === "invalid")
    return failure(422, "TRACKER.CREATE.ERROR", "Unable to create tracker.");
  const { registration, isNew } = registrations.add(number, String(carrier ?? "UPS"));
  if (isNew) world.subscribe(number);
  return json(isNew ? 201 : 200, trackerNow(registration, world));
}

function failure(status: number, code: string, message: string): Answer {
  return json(status, { error: { code, message, errors: [] } });
}

const trackerNow = (registration: Registration, world: World): object =>
  trackerOf(registration, world.ask(registration.number), world.nowMs());

/** Signed only where a secret was set. */
function webhookOf({ play, id, atMs, to }: News, registrations: Registrations): Message {
  const { number } = play.parcel;
  const registration = registrations.find(number) ?? registrations.add(number, "UPS").registration;
  const time = new Date(atMs).toISOString();
  const event = {
    description: "tracker.updated",
    mode: "production",
    previous_attributes: {},
    created_at: time,
    pending_urls: [to.url],
    completed_urls: [],
    updated_at: time,
    id: `evt_${id.replaceAll("-", "")}`,
    user_id: "user_0000",
    status: "pending",
    object: "Event",
    result: trackerOf(registration, play, atMs),
  };
  return jsonMessage(event, (body): Readonly<Record<string, string>> => {
    if (to.secret === "") return {};
    return { "x-hmac-signature": `hmac-sha256-hex=${hmacOf(to.secret.normalize("NFKD"), body, "hex")}` };
  });
}

function trackerOf({ id, number, carrier }: Registration, play: Play | undefined, nowMs: number): object {
  const scans = play?.knowledge === "known" ? play.scans : [];
  const last = scans.at(-1)?.step.what;
  const [status, status_detail] = last === undefined ? ["unknown", "unknown"] : said[last];
  const time = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
  return {
    id: `trk_${id}`,
    object: "Tracker",
    mode: "production",
    tracking_code: number,
    status,
    status_detail,
    created_at: time,
    updated_at: time,
    signed_by: null,
    weight: null,
    est_delivery_date: promiseOf(play),
    shipment_id: null,
    carrier,
    tracking_details: scans.flatMap((scan) => detailsOf(scan, carrier)),
    carrier_detail: null,
    finalized: true,
    is_return: false,
    public_url: "https://track.easypost.com/djE6dHJr",
    fees: [],
  };
}

/** A day is midnight UTC. */
function promiseOf(play: Play | undefined): string | null {
  if (play?.promiseMs === undefined || play.promiseMs === null) return null;
  return `${new Date(play.promiseMs).toISOString().slice(0, 10)}T00:00:00Z`;
}

function detailsOf({ step, atMs, place }: Scan, source: string): readonly object[] {
  if (step.piece === 1) return [];
  const [status, status_detail] = said[step.what];
  const detail = {
    object: "TrackingDetail",
    message: happenings[step.what],
    description: "",
    status,
    status_detail,
    datetime: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
    source,
    carrier_code: "",
    tracking_location: {
      object: "TrackingLocation",
      city: place.city.toUpperCase(),
      state: place.region ?? null,
      country: place.country,
      zip: place.postalCode,
    },
    est_delivery_date: null,
  };
  return step.twice === true ? [detail, detail] : [detail];
}

const said: Sayings<readonly [status: string, detail: string]> = {
  announced: ["pre_transit", "label_created"],
  accepted: ["in_transit", "received_at_origin_facility"],
  departed: ["in_transit", "departed_facility"],
  arrived: ["in_transit", "arrived_at_facility"],
  atDepot: ["in_transit", "received_at_destination_facility"],
  outForDelivery: ["out_for_delivery", "out_for_delivery"],
  delivered: ["delivered", "arrived_at_destination"],
  deliveredToNeighbour: ["delivered", "arrived_at_destination"],
  leftAtSafePlace: ["delivered", "arrived_at_destination"],
  putInMailbox: ["delivered", "arrived_at_destination"],
  nobodyHome: ["failure", "delivery_exception"],
  toPickupPoint: ["in_transit", "in_transit"],
  onItsWayToPickupPoint: ["in_transit", "in_transit"],
  readyAtPickupPoint: ["available_for_pickup", "arrived_at_pickup_location"],
  collected: ["delivered", "arrived_at_destination"],
  leftCountry: ["in_transit", "departed_facility"],
  enteredCountry: ["in_transit", "arrived_at_facility"],
  inCustoms: ["in_transit", "status_update"],
  customsWantsPapers: ["failure", "awaiting_information"],
  clearedCustoms: ["in_transit", "in_transit"],
  delayed: ["in_transit", "delayed"],
  movingAgain: ["in_transit", "in_transit"],
  refused: ["failure", "refused"],
  goingBack: ["return_to_sender", "return"],
  backAtHub: ["return_to_sender", "status_update"],
  backAtSender: ["return_to_sender", "arrived_at_destination"],
  searched: ["failure", "transit_exception"],
  lost: ["failure", "lost"],
  damaged: ["failure", "damaged"],
  dayChosen: ["unknown", "status_update"],
};
