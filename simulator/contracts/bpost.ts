/** trackingInfo of bpost, in its own shapes and words (tracking_info_v1.xsd, the official sample). */
import { s10 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, type Call, decoded, escaped, isSame } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { offsetOf, wallTime, windowAround } from "#simulator/times.ts";

export const bpost: Contract = {
  carrier: "bpost",
  title: "bpost",
  // Nothing is published: these are our own caution.
  limits: { windows: [{ calls: 2, seconds: 1 }], concurrent: 2, numbersPerCall: 1 },
  credential: { account_id: "random", passphrase: "random" },
  numbers: numbersLike({
    form: "3232pppnnnnnnnnnnnnnnnnn",
    others: (number) => /^[A-Z]{2}\d{9}BE$/.test(number) && s10(number.slice(2, 10)) === number[10],
    cities: ["brussels"],
  }),
  refusals: {
    throttled: { status: 429, body: "Too Many Requests", type: "text/plain" },
    down: exception(500, "systemException", "An unexpected error occurred while executing the request!"),
    unauthorized: { status: 401, body: "Unauthorized", type: "text/plain" },
  },
  omits: ["two_pieces"],
  // No code is known that says of a parcel that it goes back.
  endsOtherwise: { returned: "exception" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer(call: Call, world: World): Answer {
  const [, id] = /^\/services\/trackedmail\/item\/([^/]+)\/trackingInfo$/.exec(call.path) ?? [];
  if (id === undefined || call.method !== "GET") return { status: 404, body: "Not Found", type: "text/plain" };
  const { username, password } = basicOf(call);
  if (!isSame(username, world.credential("account_id")) || !isSame(password, world.credential("passphrase")))
    return bpost.refusals.unauthorized;
  const play = world.ask(decoded(id));
  if (play === undefined || play.knowledge === "invalid")
    return exception(400, "businessException", "Invalid item code");
  if (play.knowledge === "unknown") return { status: 404, body: "No item found for this barcode", type: "text/plain" };
  return xml(200, itemOf(play));
}

function xml(status: number, content: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`;
  return { status, body, type: "application/xml" };
}

function exception(status: number, name: "businessException" | "systemException", message: string): Answer {
  return xml(
    status,
    `<${name} xmlns="http://schema.post.be/api/shm/common/v2/"><message>${message}</message></${name}>`,
  );
}

function itemOf(play: Play): string {
  const last = play.scans.at(-1);
  const shop = play.scans.findLast(({ step }) => step.what === "readyAtPickupPoint")?.place;
  const window = play.promiseMs === null ? null : windowAround(play.promiseMs);
  const time = (ms: number): string => `${wallTime(ms, "Europe/Brussels")}${offsetOf(ms, "Europe/Brussels")}`;
  return [
    '<itemTracking xmlns="http://schema.post.be/tracking/v1/" xmlns:ns2="http://schema.post.be/announcement/common/v1/">',
    `<itemCode>${play.parcel.number}</itemCode>`,
    `<cityOrCountryOfdeparture>${escaped(play.sender.city.toUpperCase())}</cityOrCountryOfdeparture>`,
    `<cityOrCountryOfDestination>${escaped(play.destination.city.toUpperCase())}</cityOrCountryOfDestination>`,
    play.isOver && last !== undefined ? `<deliveryTime>${time(last.atMs)}</deliveryTime>` : "",
    window === null
      ? ""
      : `<deliveryTimeWindow><plannedDeliveryDateWindowStart>${time(window.fromMs)}</plannedDeliveryDateWindowStart>` +
        `<plannedDeliveryDateWindowEnd>${time(window.throughMs)}</plannedDeliveryDateWindowEnd></deliveryTimeWindow>`,
    "<itemDetail><weightInGrams>380</weightInGrams><type>01</type><options /></itemDetail>",
    ...play.scans.flatMap((scan) => statesOf(scan, time)),
    "<trackingId>abcdefgh</trackingId>",
    shop?.shop === undefined
      ? ""
      : `<pickupPoint><id>000001</id><name>${escaped(shop.shop.name)}</name><streetName>${escaped(shop.shop.street)}</streetName>` +
        `<postalCode>${shop.postalCode}</postalCode><city>${escaped(shop.city)}</city></pickupPoint>`,
    "</itemTracking>",
  ].join("");
}

function statesOf({ step, atMs }: Scan, time: (ms: number) => string): readonly string[] {
  const words = said[step.what];
  if (words === null) return [];
  const [code, description] = words;
  const state = `<stateInfo><time>${time(atMs)}</time><stateCode>${code}</stateCode><stateDescription>${description}</stateDescription></stateInfo>`;
  return step.twice === true ? [state, state] : [state];
}

const sorted = ["T00", "Sorted - sorted_out"] as const;
const distributed = ["U01", "DistributedNormally - regular"] as const;

/** Words are known of three codes; null: no code is known for it. */
const said: Sayings<readonly [code: string, description: string] | null> = {
  announced: ["I03", "Announced"],
  accepted: ["R00", "OnItsWay"],
  departed: ["R01", "OnItsWay"],
  arrived: sorted,
  atDepot: sorted,
  outForDelivery: ["L00", "BoundToRound - out_for_distribution"],
  delivered: distributed,
  deliveredToNeighbour: ["U02", "Distributed"],
  leftAtSafePlace: ["U03", "Distributed"],
  putInMailbox: ["U04", "Distributed"],
  nobodyHome: ["N01", "NotDistributed"],
  toPickupPoint: ["N14", "OnItsWay"],
  onItsWayToPickupPoint: ["R02", "OnItsWay"],
  readyAtPickupPoint: ["N74", "AtPickupPoint"],
  collected: ["U05", "Distributed"],
  leftCountry: ["R03", "OnItsWay"],
  enteredCountry: ["R04", "OnItsWay"],
  inCustoms: null,
  customsWantsPapers: ["B00", "Customs"],
  clearedCustoms: ["R05", "OnItsWay"],
  delayed: ["N04", "Delayed"],
  movingAgain: sorted,
  refused: ["B03", "Refused"],
  goingBack: null,
  backAtHub: null,
  backAtSender: null,
  searched: ["N91", "Delayed"],
  lost: ["B11", "NotDistributed"],
  damaged: ["B05", "Damaged"],
  dayChosen: null,
};
