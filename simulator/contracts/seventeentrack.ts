/** 17TRACK API v2.4, in its own shapes and words (document of v2.4 and error list as public clients quote them). */
import { createHash } from "node:crypto";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { happenings } from "#simulator/happenings.ts";
import { type Answer, type Call, isSame, json, parsed } from "#simulator/http.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import { openRegistrations, type Registration, type Registrations } from "#simulator/registrations.ts";
import type { Place } from "#simulator/routes.ts";
import { offsetOf, wallTime } from "#simulator/times.ts";
import { ups } from "./ups.ts";

export const seventeentrack: Contract = {
  carrier: "seventeentrack",
  title: "17TRACK",
  limits: { windows: [{ calls: 3, seconds: 1 }], concurrent: 10, numbersPerCall: 40 },
  credential: { key: "random" },
  numbers: ups.numbers,
  asks: "ups",
  refusals: {
    throttled: failure(429, 429, "Too many requests."),
    down: failure(503, -18010003, "Internal service error. Please retry later."),
    unauthorized: failure(401, -18010002, "Invalid security key."),
  },
  open: (world) => {
    const registrations = openRegistrations();
    return {
      answer: (call) => answer(call, world, registrations),
      pushes: { numbers: "subscribed", repeats: [10, 30, 60], message: (news) => webhookOf(news, registrations) },
    };
  },
};

/** One number of a call. */
interface Item {
  readonly number: string;
  readonly carrier: number | undefined;
}

function answer(call: Call, world: World, registrations: Registrations): Answer {
  if (!isSame(call.headers["17token"] ?? "", world.credential("key"))) return seventeentrack.refusals.unauthorized;
  if (call.method !== "POST") return failure(404, 404, "Not found.");
  if (call.path === "/track/v2.4/getquota")
    return json(200, { code: 0, data: { quota_total: 100_000, quota_used: registrations.spent(), today_used: 0 } });
  const tell = tellers[call.path];
  if (tell === undefined) return failure(404, 404, "Not found.");
  const items = itemsOf(call.body);
  if (items === undefined) return failure(200, -18010013, "Submitted data is invalid.");
  if (items.length > world.limits.numbersPerCall)
    return { ...failure(200, -18010014, "The submitted number is over the limit of 40."), isOverLimit: true };
  const outcomes = items.map((item) => tell(item, world, registrations));
  const accepted = outcomes.filter((outcome) => !("error" in outcome));
  return json(200, { code: 0, data: { accepted, rejected: outcomes.filter((outcome) => "error" in outcome) } });
}

function itemsOf(body: string): readonly Item[] | undefined {
  if (!body.trimStart().startsWith("[")) return undefined;
  return Object.values(parsed(body)).map((value) => {
    const { number, carrier } = parsed(JSON.stringify(value));
    return { number: String(number ?? ""), carrier: typeof carrier === "number" ? carrier : undefined };
  });
}

type Teller = (item: Item, world: World, registrations: Registrations) => object;

const tellers: Readonly<Record<string, Teller>> = {
  "/track/v2.4/register": ({ number, carrier = 100_002 }, world, registrations) => {
    const play = world.ask(number);
    if (play === undefined || play.knowledge === "invalid")
      return rejected(number, -18010012, `The format of '${number}' is invalid.`);
    if (!registrations.add(number, String(carrier)).isNew)
      return rejected(number, -18019901, `The tracking number '${number}' has been registered.`);
    world.subscribe(number);
    return { origin: 1, number, carrier, email: null, tag: null, lang: null };
  },
  "/track/v2.4/gettrackinfo": ({ number, carrier }, world, registrations) => {
    const found = registrations.find(number);
    if (found === undefined || (carrier !== undefined && String(carrier) !== found.carrier))
      return rejected(number, -18019902, `The tracking number '${number}' does not register, please register first.`);
    const play = world.ask(number);
    if (play?.knowledge !== "known") return rejected(number, -18019909, "No tracking information at this time.");
    return itemOf(found, play);
  },
};

const itemOf = ({ number, carrier }: Registration, play: Play): object => ({
  number,
  carrier: Number(carrier),
  param: null,
  tag: null,
  track_info: infoOf(play),
});

/** No HMAC: a hash of the body, a slash and the account's key, which is what stands as the secret. */
function webhookOf({ play, to }: News, registrations: Registrations): Message {
  const { number } = play.parcel;
  const registration = registrations.find(number) ?? registrations.add(number, "100002").registration;
  return jsonMessage({ event: "TRACKING_UPDATED", data: itemOf(registration, play) }, (body) => ({
    sign: createHash("sha256").update(`${body}/${to.secret}`).digest("hex"),
  }));
}

const rejected = (number: string, code: number, message: string): object => ({ number, error: { code, message } });

function failure(status: number, code: number, message: string): Answer {
  return json(status, { code, data: { errors: [{ code, message }] } });
}

function infoOf(play: Play): object {
  const events = play.scans.flatMap(eventsOf).reverse();
  const last = play.scans.at(-1)?.step.what ?? "announced";
  const promise = play.promiseMs === null ? null : new Date(play.promiseMs).toISOString();
  return {
    shipping_info: { shipper_address: addressOf(play.sender), recipient_address: addressOf(play.destination) },
    latest_status: { status: said[last][0].split("_")[0], sub_status: said[last][0], sub_status_descr: null },
    latest_event: events[0] ?? null,
    time_metrics: {
      days_after_order: 1,
      days_of_transit: 1,
      days_of_transit_done: 0,
      days_after_last_update: 0,
      estimated_delivery_date: { source: promise === null ? null : "Official", from: promise, to: promise },
    },
    milestone: [],
    misc_info: { risk_factor: 0, service_type: null, local_number: null, local_provider: null, local_key: 0 },
    tracking: {
      providers_hash: events.length,
      providers: [
        {
          provider: { key: 100_002, name: "UPS", alias: "UPS", tel: null, homepage: null, country: "US" },
          service_type: null,
          latest_sync_status: "Success",
          latest_sync_time: "2026-11-24T10:00:00Z",
          events_hash: events.length,
          events,
        },
      ],
    },
  };
}

function eventsOf({ step, atMs, place }: Scan): readonly object[] {
  if (step.piece === 1) return [];
  const [sub_status, stage] = said[step.what];
  const local = wallTime(atMs, place.zone);
  const [date, time] = local.split("T");
  const event = {
    time_iso: `${local}${offsetOf(atMs, place.zone)}`,
    time_utc: `${wallTime(atMs, "UTC")}Z`,
    time_raw: { date, time, timezone: null },
    description: happenings[step.what],
    description_translation: { lang: null, description: null },
    location: place.city,
    stage,
    sub_status,
    address: addressOf(place),
  };
  return step.twice === true ? [event, event] : [event];
}

function addressOf(place: Place): object {
  return {
    country: place.country,
    state: place.region ?? null,
    city: place.city,
    street: null,
    postal_code: place.postalCode,
    coordinates: { longitude: null, latitude: null },
  };
}

/** Sub-status and stage. A scan in a hall has no stage; departure and arrival are those of the country. */
const said: Sayings<readonly [subStatus: string, stage: string | null]> = {
  announced: ["InfoReceived", "InfoReceived"],
  accepted: ["InTransit_PickedUp", "PickedUp"],
  departed: ["InTransit_Other", null],
  arrived: ["InTransit_Other", null],
  atDepot: ["InTransit_Other", null],
  outForDelivery: ["OutForDelivery_Other", "OutForDelivery"],
  delivered: ["Delivered_Other", "Delivered"],
  deliveredToNeighbour: ["Delivered_Other", "Delivered"],
  leftAtSafePlace: ["Delivered_Other", "Delivered"],
  putInMailbox: ["Delivered_Other", "Delivered"],
  nobodyHome: ["DeliveryFailure_NoBody", null],
  toPickupPoint: ["InTransit_Other", null],
  onItsWayToPickupPoint: ["InTransit_Other", null],
  readyAtPickupPoint: ["AvailableForPickup_Other", "AvailableForPickup"],
  collected: ["Delivered_Other", "Delivered"],
  leftCountry: ["InTransit_Departure", "Departure"],
  enteredCountry: ["InTransit_Arrival", "Arrival"],
  inCustoms: ["InTransit_CustomsProcessing", null],
  customsWantsPapers: ["InTransit_CustomsRequiringInformation", null],
  clearedCustoms: ["InTransit_CustomsReleased", null],
  delayed: ["Exception_Delayed", "Exception"],
  movingAgain: ["InTransit_Other", null],
  refused: ["Exception_Rejected", "Exception"],
  goingBack: ["Exception_Returning", "Returning"],
  backAtHub: ["Exception_Returning", "Returning"],
  backAtSender: ["Exception_Returned", "Returned"],
  searched: ["Exception_Other", "Exception"],
  lost: ["Exception_Lost", "Exception"],
  damaged: ["Exception_Damage", "Exception"],
  dayChosen: ["InTransit_Other", null],
};
