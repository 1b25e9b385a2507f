/** OnTrac's web service V7, in its own shape and words ("OnTrac Web Service Integration Specifications", revision 09-20-23). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, escaped, isSame } from "#simulator/http.ts";
import { type Numbers, numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { wallTime } from "#simulator/times.ts";

/** The specification counts `D` as 4; even places double, from the left. */
function checkDigit(body: string): string {
  const sum = [...`4${body.slice(1)}`].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 1 ? 2 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

const numbers: Numbers = numbersLike({ form: "D1pppnnnnnnnnnc", check: checkDigit, cities: ["los angeles"] });

export const ontrac: Contract = {
  carrier: "ontrac",
  title: "OnTrac",
  // 500 calls a minute. Five a package and day are asked of the merchant, and counted by nobody.
  limits: { windows: [{ calls: 500, seconds: 60 }], concurrent: 4, numbersPerCall: 100 },
  credential: { account: "37", password: "random" },
  numbers,
  refusals: {
    throttled: { status: 429, type: "text/html", body: "<html><body>Too Many Requests</body></html>" },
    down: trackingResult([], "Service Temporarily Unavailable"),
    unauthorized: trackingResult([], "Invalid Username or Password"),
  },
  // Every number is a parcel of its own, and none crosses a border.
  omits: ["two_pieces", "customs", "slow_start"],
  // A number without scans is answered with no events.
  endsOtherwise: { stays_unknown: "pending" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer({ method, path, query }: Call, world: World): Answer {
  const account = /^\/V7\/([^/]+)\/shipments$/.exec(path)?.[1];
  if (account === undefined || method !== "GET")
    return { status: 404, type: "text/html", body: "<html><body>Endpoint not found.</body></html>" };
  if (account !== world.credential("account") || !isSame(query.get("pw") ?? "", world.credential("password")))
    return ontrac.refusals.unauthorized;
  const asked = (query.get("tn") ?? "").split(",").filter((number) => number !== "");
  if (asked.length === 0) return trackingResult([], "Invalid Tracking String");
  if (asked.length > world.limits.numbersPerCall)
    return {
      ...trackingResult([], "Outside the Bounds of the Array (batch of shipments over 100)"),
      isOverLimit: true,
    };
  return trackingResult(asked.map((number) => shipmentOf(number, world.ask(number))));
}

function element(name: string, text: string): string {
  return text === "" ? `<${name} />` : `<${name}>${escaped(text)}</${name}>`;
}

function trackingResult(shipments: readonly string[], error = ""): Answer {
  return {
    status: 200,
    type: "application/xml",
    body: `<?xml version="1.0" encoding="utf-8"?><OnTracTrackingResult xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Shipments>${shipments.join("")}</Shipments><Note>Results Provided by OnTrac</Note><Logo />${element("Error", error)}</OnTracTrackingResult>`,
  };
}

function shipmentOf(number: string, play: Play | undefined): string {
  if (play === undefined || play.knowledge === "invalid")
    return `<Shipment>${element("Tracking", number)}${element("Error", "Invalid Tracking Number")}</Shipment>`;
  const last = play.scans.at(-1);
  const expected =
    play.promiseMs === null ? "" : `${wallTime(play.promiseMs, play.destination.zone).slice(0, 10)}T00:00:00`;
  return `<Shipment>${[
    `<Events>${play.scans.flatMap(eventsOf).join("")}</Events>`,
    element("Tracking", number),
    element("Exp_Del_Date", expected),
    element("Delivered", String(play.isOver && !play.isGoingBack)),
    element("City", play.destination.city.toUpperCase()),
    element("State", play.destination.region ?? ""),
    element("Zip", play.destination.postalCode),
    element("Service", "C"),
    element("POD", last === undefined ? "" : (said[last.step.what].pod ?? "")),
    element("Error", ""),
  ].join("")}</Shipment>`;
}

/** The facility's wall time, with hundredths and without zone. */
function eventsOf({ step, atMs, place }: Scan): readonly string[] {
  const { code, text } = said[step.what];
  const event = `<Event>${[
    element("Status", code),
    element("Description", text),
    element("EventTime", `${wallTime(atMs, place.zone)}.45`),
    element("Facility", place.city),
    element("City", place.city.toUpperCase()),
    element("State", place.region ?? ""),
    element("Zip", place.postalCode),
  ].join("")}</Event>`;
  return step.twice === true ? [event, event] : [event];
}

interface Said {
  readonly code: string;
  readonly text: string;
  readonly pod?: string;
}

const say = (code: string, text: string, pod?: string): Said => ({ code, text, ...(pod === undefined ? {} : { pod }) });

const said: Sayings<Said> = {
  announced: say("XX", "Order information created."),
  accepted: say("PU", "The package was picked up."),
  departed: say("OS", "Package en route."),
  arrived: say("RD", "Packaged received at the facility."),
  atDepot: say("PS", "Package scanned at delivery facility."),
  outForDelivery: say("OD", "Out for delivery."),
  delivered: say("CL", "Delivered.", "RECEIVER"),
  deliveredToNeighbour: say("DN", "Delivered to neighbor.", "NEIGHBOR"),
  leftAtSafePlace: say("OK", "Delivered.", "FRONT DOOR"),
  putInMailbox: say("OK", "Delivered.", "MAILBOX"),
  nobodyHome: say("NH", "Delayed. Delivery date updated."),
  toPickupPoint: say("OS", "Package en route."),
  onItsWayToPickupPoint: say("OS", "Package en route."),
  readyAtPickupPoint: say("HP", "Held for pickup at the local facility."),
  collected: say("CL", "Delivered.", "RECEIVER"),
  leftCountry: say("OS", "Package en route."),
  enteredCountry: say("RD", "Packaged received at the facility."),
  inCustoms: say("AI", "Details needed. Please contact us."),
  customsWantsPapers: say("AI", "Details needed. Please contact us."),
  clearedCustoms: say("OS", "Package en route."),
  delayed: say("AN", "Delayed. Delivery date updated."),
  movingAgain: say("OS", "Package en route."),
  refused: say("CR", "Refused or returned. Contact sender."),
  goingBack: say("OS", "Package en route."),
  backAtHub: say("RD", "Packaged received at the facility."),
  backAtSender: say("RS", "Returned. Contact sender."),
  searched: say("DR", "Delivery not possible. Contact sender."),
  lost: say("LC", "Cannot deliver. Contact sender."),
  damaged: say("DC", "Damaged. Contact sender."),
  dayChosen: say("DI", "Delivery date updated by request."),
};
