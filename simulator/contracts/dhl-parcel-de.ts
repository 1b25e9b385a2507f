/** DHL Parcel DE tracking v0 (business): XML in the address, up to twenty numbers ("ICE and RIC list" of July 2024, sandbox answers). */
import { gs1 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, type Call, escaped, isSame, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { wallTime } from "#simulator/times.ts";

export const dhlParcelDe: Contract = {
  carrier: "dhl-parcel-de",
  title: "DHL Parcel Germany (business)",
  // Twenty numbers in one call; DHL names no rate, one call a second is our own caution.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 1, numbersPerCall: 20 },
  credential: { key: "random", secret: "random", appname: "random", password: "random" },
  numbers: numbersLike({ form: "00340pppnnnnnnnnnnnc", check: gs1, cities: ["berlin", "munich"] }),
  refusals: {
    throttled: gateway(429, "Too Many Requests", "Too many requests within defined time period."),
    down: gateway(503, "Service Unavailable", "The service is temporarily unavailable."),
    unauthorized: gateway(401, "Unauthorized", "Unauthorized for given resource."),
  },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

/** Problem JSON of the gateway, before the service that answers in XML. */
function gateway(status: number, title: string, detail: string): Answer {
  return json(status, { title, status, detail }, "application/problem+json");
}

function answer(call: Call, world: World): Answer {
  const { username, password } = basicOf(call);
  if (!isSame(username, world.credential("key")) || !isSame(password, world.credential("secret")))
    return dhlParcelDe.refusals.unauthorized;
  if (call.path !== "/parcel/de/tracking/v0/shipments" || call.method !== "GET")
    return gateway(404, "Not Found", "No such resource.");
  const xml = call.query.get("xml") ?? "";
  const said = (name: string): string => new RegExp(`\\b${name}="([^"]{0,2000})"`).exec(xml)?.[1] ?? "";
  const isKnown =
    isSame(said("appname"), world.credential("appname")) && isSame(said("password"), world.credential("password"));
  if (!isKnown) return failure("5", "Login failed");
  if (said("request") !== "d-get-piece-detail") return failure("-3", "Unknown request");
  const numbers = said("piece-code")
    .split(";")
    .filter((number) => number !== "");
  if (numbers.length === 0) return failure("45", "No piece code given");
  if (numbers.length > world.limits.numbersPerCall)
    return { ...failure("-2", "Too many piece codes"), isOverLimit: true };
  return list("0", numbers.map((number) => shipmentOf(number, world)).join(""));
}

/** Errors come inside a 200. */
const failure = (code: string, error: string): Answer => list(code, "", error);

function list(code: string, inside: string, error?: string): Answer {
  const attributes = attributesOf({
    name: "piece-shipment-list",
    code,
    "request-id": "simulated",
    ...(error && { error }),
  });
  return {
    status: 200,
    body: `<?xml version="1.0" encoding="UTF-8"?><data ${attributes}>${inside}</data>`,
    type: "text/xml",
  };
}

const attributesOf = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(" ");

function shipmentOf(number: string, world: World): string {
  const play = world.ask(number);
  const named = { name: "piece-shipment", "searched-piece-code": number, "piece-code": number };
  if (play?.knowledge !== "known") {
    const isWrong = play === undefined || play.knowledge === "invalid";
    const status = isWrong ? "Wrong check digit" : "No data found";
    return `<data ${attributesOf({ ...named, "error-status": isWrong ? "41" : "100", status })}/>`;
  }
  // Two boxes have two numbers here: this is the first.
  const scans = play.scans.filter(({ step }) => step.piece !== 1);
  const back = String(play.isGoingBack);
  const attributes = attributesOf({
    ...named,
    "error-status": "0",
    "identifier-type": "2",
    "product-name": "DHL PAKET (parcel)",
    "delivery-event-flag": play.isOver ? "1" : "0",
    "dest-country": "DE",
    "origin-country": play.sender.country,
    ruecksendung: back,
    ...promiseOf(play),
  });
  return `<data ${attributes}><data ${attributesOf({ name: "piece-event-list", "piece-identifier": number.slice(2), ruecksendung: back })}>${scans.flatMap(eventsOf).join("")}</data></data>`;
}

function promiseOf({ promiseMs, destination }: Play): Readonly<Record<string, string>> {
  return promiseMs === null ? {} : { "delivery-date": germanTime(promiseMs, destination.zone).slice(0, 10) };
}

/** Oldest first; wall times of Germany, without seconds. */
function eventsOf({ step, atMs, place }: Scan): readonly string[] {
  const [ice, ric, ttpro, text] = events[step.what];
  const event = `<data ${attributesOf({
    name: "piece-event",
    "event-timestamp": germanTime(atMs, "Europe/Berlin"),
    "event-status": text,
    "event-text": text,
    "event-short-status": "",
    ice,
    ric,
    "event-location": step.what === "announced" ? "" : place.city,
    "event-country": place.countryName,
    "standard-event-code": ttpro,
    ruecksendung: String(step.back === true || step.what === "backAtHub" || step.what === "backAtSender"),
  })}/>`;
  return step.twice === true ? [event, event] : [event];
}

/** `24.11.2026 14:05`. */
function germanTime(ms: number, zone: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(wallTime(ms, zone)) ?? [];
  return `${day}.${month}.${year} ${time}`;
}

/** Event, reason, two-letter code, sentence. */
const events: Sayings<readonly [ice: string, ric: string, ttpro: string, text: string]> = {
  announced: [
    "PARCV",
    "NRQRD",
    "VA",
    "The instruction data for this shipment have been provided by the sender to DHL electronically",
  ],
  accepted: ["PCKDU", "PUBCR", "AE", "The shipment has been picked up"],
  departed: ["LDTMV", "MVMTV", "AA", "The shipment has been processed in the parcel center of origin"],
  arrived: ["ULFMV", "UNLDD", "EE", "The shipment has been processed in the destination parcel center"],
  atDepot: ["ULFMV", "UNLDD", "PO", "The shipment has arrived at the delivery base"],
  outForDelivery: ["SRTED", "NRQRD", "PO", "The shipment has been loaded onto the delivery vehicle"],
  delivered: ["DLVRD", "ACCPT", "ZU", "The shipment has been successfully delivered"],
  deliveredToNeighbour: ["DLVRD", "NGHBR", "ZU", "The shipment has been delivered to a neighbour"],
  leftAtSafePlace: ["DLVRD", "WINPL", "ZU", "The shipment has been left at the agreed drop-off point"],
  putInMailbox: ["DLVRD", "PKBOX", "ZU", "The shipment has been delivered to the parcel box"],
  nobodyHome: ["NTDEL", "NHOME", "ZN", "The recipient was not at home"],
  toPickupPoint: ["LDTMV", "SERPT", "PO", "The shipment is being brought to a retail outlet"],
  onItsWayToPickupPoint: ["LDTMV", "SERPT", "ZF", "The shipment is being brought to the chosen retail outlet"],
  readyAtPickupPoint: ["HLDCC", "SERPT", "LA", "The shipment is ready to be picked up at the retail outlet"],
  collected: ["DLVRD", "SERPT", "ZU", "The recipient has picked up the shipment from the retail outlet"],
  leftCountry: ["SRTED", "FWEXH", "AA", "The shipment has left the country of origin"],
  enteredCountry: ["ULFMV", "OARRV", "EE", "The shipment has arrived in the destination country"],
  inCustoms: ["ICPRC", "NRQRD", "ZO", "The shipment has been presented to customs"],
  customsWantsPapers: ["EXPHD", "PWMFD", "BV", "Customs needs further documents for this shipment"],
  clearedCustoms: ["RSDCP", "OARRV", "ZO", "Customs clearance is complete"],
  delayed: ["EXPHD", "STPRB", "BV", "The shipment is delayed; delivery is planned for a later time"],
  movingAgain: ["LDTMV", "MVMTV", "NB", "The shipment is on its way again"],
  refused: ["NTDEL", "RFUSD", "ZN", "The recipient refused to accept the shipment"],
  goingBack: ["RETRN", "RFUSD", "ZN", "The shipment is being returned to the sender"],
  backAtHub: ["ULFMV", "UNLDD", "EE", "The return has been processed in the parcel center"],
  backAtSender: ["DLVRD", "OTHER", "ZU", "The shipment has been returned to the sender"],
  searched: ["EXPHD", "NRQRD", "BV", "The whereabouts of the shipment are being investigated"],
  lost: ["EXPHD", "LOSTX", "BV", "The shipment could not be found; please contact the sender"],
  damaged: ["DMGDS", "DMGED", "BV", "The shipment was damaged on its way"],
  dayChosen: ["ADVIS", "PFLOC", "DD", "The recipient has chosen delivery instructions"],
};
