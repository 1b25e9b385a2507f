/**
 * Canada Post "Get Tracking Details" v2, in its own shape and words (pages of the developer program, recorded answers). Numbers that
 * only client code knows are played with a sentence beside them.
 */
import { gs1 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, type Call, decoded, escaped, isSame } from "#simulator/http.ts";
import { type Numbers, numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import type { Place } from "#simulator/routes.ts";
import { wallTime } from "#simulator/times.ts";

const numbers: Numbers = numbersLike({ form: "7000pppnnnnnnnnc", check: gs1, cities: ["toronto"] });

export const canadaPost: Contract = {
  carrier: "canada-post",
  title: "Canada Post",
  // Canada Post publishes no limit: these are our own caution.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 1, numbersPerCall: 1 },
  credential: { username: "random", password: "random" },
  numbers,
  refusals: {
    throttled: messages(500, "Server", "Rejected by SLM Monitor"),
    down: messages(503, "Server", "Service unavailable"),
    unauthorized: messages(401, "E002", "AAA Authentication Failure"),
  },
  // One number is one parcel; nobody has seen what is said of customs at home.
  omits: ["two_pieces", "customs"],
  endsOtherwise: { invalid: "not_found" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer(call: Call, world: World): Answer {
  const match = /^\/vis\/track\/(?:pin|dnc)\/([^/]+)\/detail$/.exec(call.path);
  if (match === null || call.method !== "GET") return messages(404, "E404", "Not found");
  const { username, password } = basicOf(call);
  if (!isSame(username, world.credential("username")) || !isSame(password, world.credential("password")))
    return canadaPost.refusals.unauthorized;
  if (call.headers.accept !== "application/vnd.cpc.track-v2+xml") return messages(406, "E406", "Not acceptable");
  const pin = decoded(match[1] ?? "").toUpperCase();
  const play = world.ask(pin);
  return play === undefined || play.knowledge !== "known"
    ? messages(404, "004", "No Pin History")
    : xml(200, detailOf(pin, play));
}

function xml(status: number, body: string): Answer {
  return {
    status,
    type: "application/vnd.cpc.track-v2+xml",
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function messages(status: number, code: string, description: string): Answer {
  return xml(
    status,
    `<messages xmlns="http://www.canadapost.ca/ws/messages"><message>${element("code", code)}${element("description", description)}</message></messages>`,
  );
}

function element(name: string, text: string): string {
  return text === "" ? `<${name}/>` : `<${name}>${escaped(text)}</${name}>`;
}

function detailOf(pin: string, play: Play): string {
  const promised = play.promiseMs === null ? "" : wallTime(play.promiseMs, play.destination.zone).slice(0, 10);
  const isMoved = play.scans.filter(({ step }) => step.promise !== undefined).length > 1;
  const occurrences = play.scans.flatMap(occurrencesOf).reverse().join("");
  return `<tracking-detail xmlns="http://www.canadapost.ca/ws/track">${[
    element("pin", pin),
    element("active-exists", "1"),
    element("archive-exists", ""),
    element("changed-expected-date", isMoved ? promised : ""),
    element("destination-postal-id", play.destination.postalCode.replace(" ", "")),
    element("expected-delivery-date", promised),
    element("service-name", "Expedited Parcels"),
    element("service-name-2", "Colis accélérés"),
    element("signature-image-exists", "false"),
    element("suppress-signature", "false"),
    "<delivery-options/>",
    `<significant-events>${occurrences}</significant-events>`,
  ].join("")}</tracking-detail>`;
}

function occurrencesOf({ step, atMs, place }: Scan): readonly string[] {
  const told = said[step.what];
  if (told === null) return [];
  const [date = "", time = ""] = wallTime(atMs, place.zone).split("T");
  const occurrence = `<occurrence>${[
    element("event-identifier", told.code.padStart(4, "0")),
    element("event-date", date),
    element("event-time", time),
    element("event-time-zone", labelOf(place)),
    element("event-description", told.text),
    element("signatory-name", ""),
    element("event-site", place.city.toUpperCase()),
    element("event-province", place.region ?? ""),
    element("event-retail-location-id", place.shop === undefined ? "" : "0000012345"),
    element("event-retail-name", place.shop?.name ?? ""),
  ].join("")}</occurrence>`;
  return step.twice === true ? [occurrence, occurrence] : [occurrence];
}

/** Standard time's name in summer, too. */
const labelOf = ({ zone }: Place): string => ({ "America/Vancouver": "PST", "America/Toronto": "EST" })[zone] ?? "";

interface Said {
  readonly code: string;
  readonly text: string;
}

const say = (code: string, text: string): Said => ({ code, text });

/** Null: it is not told. */
const said: Sayings<Said | null> = {
  announced: say("3000", "Electronic information submitted by shipper"),
  accepted: say("2300", "Item picked up by Canada Post"),
  departed: say("410", "Item departed"),
  arrived: say("100", "Item processed"),
  atDepot: say("170", "Item processed"),
  outForDelivery: say("174", "Item out for delivery"),
  delivered: say("1496", "Item successfully delivered"),
  deliveredToNeighbour: say("1498", "Item successfully delivered"),
  leftAtSafePlace: say("1496", "Item successfully delivered"),
  putInMailbox: say("1496", "Item successfully delivered"),
  nobodyHome: say("1479", "Attempted delivery. Notice card left indicating where item can be picked up."),
  toPickupPoint: say("1703", "Item in transit to Post Office"),
  onItsWayToPickupPoint: say("1703", "Item in transit to Post Office"),
  readyAtPickupPoint: say("1701", "Item available for pickup at Post Office"),
  collected: say("1498", "Item successfully delivered"),
  leftCountry: say("8901", "International item being forwarded to destination country"),
  enteredCountry: say("4310", "International shipment has arrived in a foreign country"),
  inCustoms: null,
  customsWantsPapers: null,
  clearedCustoms: null,
  delayed: say("172", "Delay"),
  movingAgain: say("175", "Item in transit"),
  refused: say("150", "Refused by recipient"),
  goingBack: say("2600", "Item being returned to sender"),
  backAtHub: say("100", "Item processed"),
  backAtSender: say("1496", "Item successfully delivered"),
  searched: say("1100", "Item under inquiry"),
  lost: say("124", "Item lost"),
  damaged: say("142", "Item damaged"),
  dayChosen: null,
};
