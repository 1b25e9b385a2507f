/** Royal Mail Tracking API v2, events and summary, in its own shapes and words (its example and code lists as public clients keep them). */
import { s10 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, decoded, isSame, json } from "#simulator/http.ts";
import { type Numbers, numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { offsetOf, wallTime, windowAround } from "#simulator/times.ts";

/** UPU S10: the check digit is that of the eight digits before it. */
const numbers: Numbers = numbersLike({
  form: "TTpppnnnnncGB",
  check: (body) => s10(body.slice(2, 10)),
  cities: ["london"],
});

export const royalMail: Contract = {
  carrier: "royal-mail",
  title: "Royal Mail",
  // The limit of a plan is not public: these are our own caution. The summary takes thirty items, the events one.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 1, numbersPerCall: 1 },
  credential: { client_id: "random", client_secret: "random" },
  numbers,
  refusals: {
    throttled: failure(429, "Too Many Requests", "E0010", "Too many requests"),
    down: failure(503, "Service Unavailable", "E0001", "Service unavailable"),
    unauthorized: json(401, {
      httpCode: "401",
      httpMessage: "Unauthorized",
      moreInformation: "Client id not registered.",
    }),
  },
  // One number is one item; what Royal Mail says of customs, searches and damage is in no list that can be read.
  omits: ["two_pieces", "customs", "lost", "damaged"],
  endsOtherwise: { invalid: "not_found" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function failure(status: number, message: string, code: string, description: string): Answer {
  return json(status, {
    httpCode: String(status),
    httpMessage: message,
    errors: [{ errorCode: code, errorDescription: description, errorCause: "", errorResolution: "" }],
  });
}

function answer(call: Call, world: World): Answer {
  const { headers, method, path, query } = call;
  if (
    !isSame(headers["x-ibm-client-id"] ?? "", world.credential("client_id")) ||
    !isSame(headers["x-ibm-client-secret"] ?? "", world.credential("client_secret"))
  )
    return royalMail.refusals.unauthorized;
  if (headers["x-accept-rmg-terms"] !== "yes") return failure(400, "Bad Request", "E0004", "Failed schema validation");
  if (method !== "GET") return failure(405, "Method Not Allowed", "E0004", "Failed schema validation");
  if (path === "/mailpieces/v2/summary") return summaries((query.get("mailPieceId") ?? "").split(","), world);
  const id = decoded(/^\/mailpieces\/v2\/([^/]+)\/events$/.exec(path)?.[1] ?? "").toUpperCase();
  if (id === "") return json(404, { httpCode: "404", httpMessage: "Not Found", moreInformation: "No such resource." });
  const play = world.ask(id);
  if (play === undefined || play.knowledge !== "known")
    return failure(404, "Not Found", "E1142", `Barcode reference ${id} isn't recognised`);
  return json(200, { mailPieces: { ...pieceOf(play), ...estimateOf(play), events: eventsOf(play), ...linksOf(id) } });
}

function summaries(ids: readonly string[], world: World): Answer {
  if (ids.length > 30) return failure(400, "Bad Request", "E0013", "Maximum number of parameters exceeded");
  const mailPieces = ids.map((id) => {
    const play = world.ask(id);
    if (play !== undefined && play.knowledge === "known") return { ...pieceOf(play), ...linksOf(id) };
    const errorDescription = `Barcode reference ${id} isn't recognised`;
    return { mailPieceId: id, status: "404", error: { errorCode: "E1142", errorDescription }, ...linksOf(id) };
  });
  return json(200, { mailPieces });
}

function pieceOf(play: Play): object {
  const { number } = play.parcel;
  const [last] = eventsOf(play);
  const lastStep = play.scans.at(-1)?.step;
  return {
    mailPieceId: number,
    carrierShortName: "RM",
    carrierFullName: "Royal Mail Group Ltd",
    summary: {
      uniqueItemId: number,
      oneDBarcode: number,
      productName: "Royal Mail Tracked 48",
      productCategory: "NON-INTERNATIONAL",
      lastEventCode: last?.eventCode,
      lastEventName: last?.eventName,
      lastEventDateTime: last?.eventDateTime,
      lastEventLocationName: last?.locationName,
      statusCategory: lastStep === undefined ? "PRE-ADVICE" : said[lastStep.what].category,
    },
  };
}

const linksOf = (id: string): object => ({
  links: { events: { href: `/mailpieces/v2/${id}/events`, title: "Events", description: "Get events" } },
});

function estimateOf({ promiseMs, destination: { zone } }: Play): object {
  if (promiseMs === null) return {};
  const { fromMs, throughMs } = windowAround(promiseMs);
  const [date = ""] = wallTime(fromMs, zone).split("T");
  const clock = (ms: number): string => `${wallTime(ms, zone).split("T")[1]}${offsetOf(ms, zone)}`;
  return {
    estimatedDelivery: { date, startOfEstimatedWindow: clock(fromMs), endOfEstimatedWindow: clock(throughMs) },
  };
}

interface MailEvent {
  readonly eventCode: string;
  readonly eventName: string;
  readonly eventDateTime: string;
  readonly locationName: string;
}

const eventsOf = (play: Play): readonly MailEvent[] => play.scans.flatMap(eventsOfScan).reverse();

function eventsOfScan({ step, atMs, place }: Scan): readonly MailEvent[] {
  const { code, text } = said[step.what];
  const event = {
    eventCode: code,
    eventName: text,
    eventDateTime: `${wallTime(atMs, place.zone)}${offsetOf(atMs, place.zone)}`,
    locationName: place.shop?.name ?? `${place.city} ${step.at === "hub" ? "MC" : "DO"}`,
  };
  return step.twice === true ? [event, event] : [event];
}

interface Said {
  readonly code: string;
  readonly text: string;
  readonly category: string;
}

const say = (code: string, text: string, category = "IN TRANSIT"): Said => ({ code, text, category });

const said: Sayings<Said> = {
  announced: say("EVAIP", "Sender despatching item", "SENDER DESPATCHED"),
  accepted: say("EVOAC", "Item received"),
  departed: say("EVODO", "Item despatched to MC"),
  arrived: say("EVIMC", "Item received"),
  atDepot: say("EVORI", "Arrived at DO"),
  outForDelivery: say("EVGPD", "Due to be delivered today", "DUE TODAY"),
  delivered: say("EVKSP", "Delivered and signed", "DELIVERED"),
  deliveredToNeighbour: say("EVKDN", "Delivered to neighbour", "DELIVERED"),
  leftAtSafePlace: say("EVKSF", "Delivered to Safeplace", "DELIVERED"),
  putInMailbox: say("EVKOP", "Delivered by", "DELIVERED"),
  nobodyHome: say("EVKNA", "Delivery attempted - no answer", "ATTEMPTED"),
  toPickupPoint: say("EVODO", "Item despatched to Post Office"),
  onItsWayToPickupPoint: say("EVODO", "Item despatched to Post Office"),
  readyAtPickupPoint: say("EVKLC", "Delivered to your nominated collection point", "READY FOR COLLECTION"),
  collected: say("EVPLC", "Collected by the customer", "DELIVERED"),
  leftCountry: say("EVDAV", "Item received"),
  enteredCountry: say("EVDAV", "Item received"),
  inCustoms: say("EVDAV", "Item received"),
  customsWantsPapers: say("EVDAV", "Item received"),
  clearedCustoms: say("EVDAV", "Item received"),
  delayed: say("EVGMI", "Forwarded - Mis-sort"),
  movingAgain: say("EVDAC", "Item received"),
  refused: say("EVKRF", "Refused", "RETURN"),
  goingBack: say("EVODO", "Item despatched to MC", "RETURN"),
  backAtHub: say("EVDAC", "Item received", "RETURN"),
  backAtSender: say("EVRTS", "Returned to sender", "RETURN"),
  searched: say("EVDAV", "Item received"),
  lost: say("EVDAV", "Item received"),
  damaged: say("EVDAV", "Item received"),
  dayChosen: say("RSRXS", "Delivery request received"),
};
