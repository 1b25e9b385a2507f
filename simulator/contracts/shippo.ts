/** Shippo Tracks, in its own shapes and words (model of npm shippo 2.18.0, recorded answers of its Python client). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { happenings } from "#simulator/happenings.ts";
import { type Answer, type Call, decoded, hmacOf, isSame, json, parsed } from "#simulator/http.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import { openRegistrations, type Registrations } from "#simulator/registrations.ts";
import { ups } from "./ups.ts";

export const shippo: Contract = {
  carrier: "shippo",
  title: "Shippo",
  // A live token: 750 posts and 500 reads a minute; the lower one here for both.
  limits: { windows: [{ calls: 500, seconds: 60 }], concurrent: 10, numbersPerCall: 1 },
  credential: { key: "random" },
  numbers: ups.numbers,
  asks: "ups",
  refusals: {
    throttled: json(429, { detail: "Request was throttled." }),
    down: json(503, { detail: "Service temporarily unavailable." }),
    unauthorized: json(401, { detail: "Token does not exist" }),
  },
  // A number that is none is taken like any other, and stays silent.
  endsOtherwise: { invalid: "not_found" },
  open: (world) => {
    const registrations = openRegistrations();
    return {
      answer: (call) => answer(call, world, registrations),
      // Shippo says that it repeats, and not how often.
      pushes: { numbers: "subscribed", repeats: [1, 5], message: (news) => webhookOf(news, registrations) },
    };
  },
};

/** Of the carriers that are played under it. */
const tokens: readonly string[] = ["ups", "shippo"];

function answer(call: Call, world: World, registrations: Registrations): Answer {
  const given = /^ShippoToken (\S+)$/.exec(call.headers.authorization ?? "")?.[1] ?? "";
  if (!isSame(given, world.credential("key"))) return shippo.refusals.unauthorized;
  if (call.path === "/tracks/" && call.method === "POST") {
    const { carrier, tracking_number: number } = parsed(call.body);
    if (!tokens.includes(String(carrier)))
      return json(400, { carrier: [`Invalid value specified for provider '${String(carrier)}'`] });
    if (typeof number !== "string" || number === "") return json(400, { tracking_number: ["This field is required."] });
    if (registrations.add(number, String(carrier)).isNew) world.subscribe(number);
    return json(201, trackOf(String(carrier), number, world.ask(number)));
  }
  const [, carrier = "", number = ""] = /^\/tracks\/([^/]+)\/([^/]+)$/.exec(call.path) ?? [];
  if (call.method !== "GET" || !tokens.includes(carrier)) return notFound(call.path);
  return json(200, trackOf(carrier, decoded(number), world.ask(decoded(number))));
}

/** A page, where other answers are JSON. */
const notFound = (path: string): Answer => ({
  status: 404,
  type: "text/html",
  body: `<h1>Not Found</h1><p>The requested URL ${encodeURI(path)} was not found on this server.</p>`,
});

/** Signed only where Shippo has switched that on, and a secret is agreed. */
function webhookOf({ play, atMs, to }: News, registrations: Registrations): Message {
  const { number } = play.parcel;
  const carrier = registrations.find(number)?.carrier ?? "ups";
  const seconds = Math.floor(atMs / 1_000);
  const webhook = { event: "track_updated", test: false, carrier, data: trackOf(carrier, number, play) };
  return jsonMessage(webhook, (body): Readonly<Record<string, string>> => {
    if (to.secret === "") return {};
    return { "shippo-auth-signature": `t=${seconds},v1=${hmacOf(to.secret, `${seconds}.${body}`, "hex")}` };
  });
}

function trackOf(carrier: string, number: string, play: Play | undefined): object {
  const history = play?.knowledge === "known" ? play.scans.flatMap(entriesOf) : [];
  return {
    carrier,
    tracking_number: number,
    address_from: null,
    address_to: null,
    eta: promiseOf(play),
    original_eta: null,
    servicelevel: { token: null, name: null },
    metadata: "",
    tracking_status: history.at(-1) ?? null,
    tracking_history: history,
    transaction: null,
    messages: [],
    test: false,
  };
}

const promiseOf = (play: Play | undefined): string | null =>
  play?.promiseMs === undefined || play.promiseMs === null
    ? null
    : `${new Date(play.promiseMs).toISOString().slice(0, 10)}T00:00:00Z`;

function entriesOf({ step, atMs, place }: Scan): readonly object[] {
  if (step.piece === 1) return [];
  const { status, code, text = happenings[step.what] } = said[step.what];
  const date = `${new Date(atMs).toISOString().slice(0, 19)}Z`;
  const entry = {
    object_created: date,
    object_updated: null,
    object_id: `${code}-${date}`,
    status,
    substatus: { code, text, action_required: step.what === "customsWantsPapers" },
    status_details: text,
    status_date: date,
    location: { city: place.city, state: place.region ?? "", zip: place.postalCode, country: place.country },
  };
  return step.twice === true ? [entry, entry] : [entry];
}

interface Said {
  readonly status: "PRE_TRANSIT" | "TRANSIT" | "DELIVERED" | "RETURNED" | "FAILURE";
  readonly code: string;
  readonly text?: string;
}

const transit = (code: string): Said => ({ status: "TRANSIT", code });
const delivered: Said = { status: "DELIVERED", code: "delivered" };

const said: Sayings<Said> = {
  announced: { status: "PRE_TRANSIT", code: "information_received" },
  accepted: transit("package_accepted"),
  departed: transit("package_departed"),
  arrived: transit("package_arrived"),
  atDepot: transit("package_arrived"),
  outForDelivery: transit("out_for_delivery"),
  delivered,
  deliveredToNeighbour: delivered,
  leftAtSafePlace: delivered,
  putInMailbox: delivered,
  nobodyHome: transit("notice_left"),
  toPickupPoint: transit("package_forwarded"),
  onItsWayToPickupPoint: transit("package_forwarded"),
  readyAtPickupPoint: transit("pickup_available"),
  collected: delivered,
  leftCountry: transit("package_departed"),
  enteredCountry: transit("package_arrived"),
  inCustoms: transit("package_processing"),
  customsWantsPapers: transit("contact_carrier"),
  clearedCustoms: transit("package_processed"),
  delayed: transit("delayed"),
  movingAgain: transit("package_departed"),
  refused: { status: "FAILURE", code: "package_undeliverable" },
  goingBack: { status: "RETURNED", code: "return_to_sender" },
  backAtHub: { status: "RETURNED", code: "return_to_sender" },
  backAtSender: { status: "RETURNED", code: "return_to_sender", text: "Delivered to the original sender" },
  searched: { status: "FAILURE", code: "other" },
  lost: { status: "FAILURE", code: "package_lost" },
  damaged: transit("package_damaged"),
  dayChosen: transit("delivery_rescheduled"),
};
