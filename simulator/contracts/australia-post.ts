/**
 * Australia Post "Track items", Shipping & Tracking API v1, in its own shapes and words (the page as public clients quote it). It has
 * no codes: an event is a sentence, and what no sentence says stands in the article's status.
 */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, type Call, isSame, json } from "#simulator/http.ts";
import { type Numbers, numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import type { Place } from "#simulator/routes.ts";
import { offsetOf, wallTime } from "#simulator/times.ts";

/** eParcel: merchant, consignment, article 01 or 02, service and postcode; no check digit that is public. */
const numbers: Numbers = numbersLike({ form: "33SIMpppnnnnnn01000nnnn", cities: ["sydney"] });

const isStarTrack = (id: string): boolean => /^\d?[A-Z][0-9A-Z]{2,3}\d{8}$/.test(id) && id.length === 12;

export const australiaPost: Contract = {
  carrier: "australia-post",
  title: "Australia Post",
  limits: { windows: [{ calls: 10, seconds: 60 }], concurrent: 1, numbersPerCall: 10 },
  credential: { api_key: "random", api_password: "random", account_number: "8348371" },
  numbers,
  refusals: {
    throttled: json(429, {
      errors: [{ message: "Too many requests", error_code: "API_002", error_name: "Too many requests" }],
    }),
    down: json(503, { errors: [{ code: "503", name: "SERVICE_UNAVAILABLE", message: "Service unavailable" }] }),
    unauthorized: json(401, { errors: [{ code: "401", name: "UNAUTHORIZED", message: "Unauthorized" }] }),
  },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer(call: Call, world: World): Answer {
  if (call.method !== "GET" || call.path !== "/shipping/v1/track") return refused(404, "404", "NOT_FOUND", "Not found");
  const { username, password } = basicOf(call);
  const isKnown = isSame(username, world.credential("api_key")) && isSame(password, world.credential("api_password"));
  if (!isKnown || call.headers["account-number"] !== world.credential("account_number").padStart(10, "0"))
    return australiaPost.refusals.unauthorized;
  const ids = (call.query.get("tracking_ids") ?? "").split(",").filter((id) => id !== "");
  if (ids.length === 0) return refused(400, "51100", "TRACKING_IDS_MISSING", "No tracking ids were provided.");
  if (ids.length > world.limits.numbersPerCall) {
    const sentence = "The request must contain 10 or less AP article ids, consignment ids, or barcode ids.";
    return { ...refused(400, "51101", "TOO_MANY_AP_TRACKING_IDS", sentence), isOverLimit: true };
  }
  if (ids.some(isStarTrack) && !ids.every(isStarTrack))
    return refused(400, "51103", "TRACKING_IDS_MIX_OF_AP_AND_ST", "The ids are of Australia Post and of StarTrack.");
  const plays = ids.map((id) => [id, world.ask(id)] as const);
  // One of them refuses all, and nothing says which.
  if (plays.some(([, play]) => play?.knowledge === "invalid"))
    return refused(400, "51104", "INVALID_TRACKING_ID", "The request contains an invalid tracking id.");
  // In no promised order.
  return json(200, { tracking_results: plays.map(([id, play]) => resultOf(id, play)).reverse() });
}

function refused(status: number, code: string, name: string, message: string): Answer {
  return json(status, { errors: [{ code, name, message }] });
}

function resultOf(id: string, play: Play | undefined): object {
  if (play === undefined || play.knowledge !== "known")
    return { tracking_id: id, errors: [{ code: "ESB-10001", name: "Invalid tracking ID" }] };
  if (play.journey.pieces !== 2) {
    const article = articleOf(play, id, null);
    return { tracking_id: id, status: article.status, trackable_items: [article] };
  }
  const items = [articleOf(play, id, 0), articleOf(play, numbers.sibling(id), 1)];
  return { tracking_id: id, trackable_items: [{ consignment_id: id, number_of_items: items.length, items }] };
}

interface Article {
  readonly article_id: string;
  readonly product_type: string;
  readonly events: readonly object[];
  readonly status: string;
}

function articleOf(play: Play, id: string, piece: number | null): Article {
  const scans = play.scans.filter(({ step }) => piece === null || step.piece === undefined || step.piece === piece);
  const last = scans.at(-1);
  return {
    article_id: id,
    product_type: "eParcel",
    events: scans.flatMap(eventsOf).reverse(),
    status: last === undefined ? "Unknown" : said[last.step.what].status,
  };
}

/** The offset is Melbourne's, wherever it happened. */
function eventsOf({ step, atMs, place }: Scan): readonly object[] {
  const { text } = said[step.what];
  if (text === null) return [];
  const zone = "Australia/Melbourne";
  const event = {
    ...(step.what === "announced" ? {} : { location: locationOf(place) }),
    description: text,
    date: `${wallTime(atMs, zone)}${offsetOf(atMs, zone)}`,
  };
  return step.twice === true ? [event, event] : [event];
}

function locationOf({ city, region, country }: Place): string {
  return country === "AU" ? `${city.toUpperCase()} ${region ?? "NSW"}` : `${city.toUpperCase()} (${country})`;
}

interface Said {
  /** Null: no sentence, only the status. */
  readonly text: string | null;
  readonly status: string;
}

const moving = (text: string): Said => ({ text, status: "In transit" });
const only = (status: string): Said => ({ text: null, status });

const said: Sayings<Said> = {
  announced: { text: "Shipping information received by Australia Post", status: "Initiated" },
  accepted: moving("Received by Australia Post"),
  departed: moving("In transit to next facility in CHULLORA NSW"),
  arrived: moving("Item processed at facility"),
  atDepot: moving("Arrived at facility"),
  outForDelivery: moving("Onboard for delivery"),
  delivered: { text: "Delivered", status: "Delivered" },
  deliveredToNeighbour: { text: "Delivered", status: "Delivered" },
  leftAtSafePlace: { text: "Delivered - Left in a safe place", status: "Delivered" },
  putInMailbox: { text: "Delivered", status: "Delivered" },
  nobodyHome: moving("Attempted delivery - Carded"),
  toPickupPoint: moving("In transit to next facility in HAYMARKET NSW"),
  onItsWayToPickupPoint: moving("In transit to next facility in HAYMARKET NSW"),
  readyAtPickupPoint: { text: "Awaiting collection", status: "Awaiting collection" },
  collected: { text: "Delivered", status: "Delivered" },
  leftCountry: moving("Processed by air carrier"),
  enteredCountry: moving("Arrived at facility in destination country"),
  inCustoms: moving("Arrived awaiting clearance"),
  customsWantsPapers: moving("Item is in customs"),
  clearedCustoms: moving("Item cleared by customs"),
  delayed: only("Possible delay"),
  movingAgain: moving("Item processed at facility"),
  refused: moving("Attempted delivery"),
  goingBack: moving("Return to sender"),
  backAtHub: moving("Item processed at facility"),
  backAtSender: { text: "Delivered", status: "Delivered" },
  searched: only("Possible delay"),
  lost: only("Cannot be delivered"),
  damaged: only("Article damaged"),
  dayChosen: only("In transit"),
};
