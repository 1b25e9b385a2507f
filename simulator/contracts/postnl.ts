/** PostNL's shipping status service, in its own shapes and words (its published schema and status codes, answers that were recorded). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, decoded, isSame, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { wallTime, windowAround } from "#simulator/times.ts";

const zone = "Europe/Amsterdam";

export const postnl: Contract = {
  carrier: "postnl",
  title: "PostNL",
  // PostNL publishes no limit: these are our own caution.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 1, numbersPerCall: 1 },
  credential: { key: "random" },
  numbers: numbersLike({ form: "3SSIMUpppnnnnnn", cities: ["amsterdam"] }),
  refusals: {
    throttled: failure(429, "Too many requests"),
    down: failure(503, "Service unavailable"),
    unauthorized: json(401, {
      fault: { faultstring: "Invalid ApiKey", detail: { errorcode: "oauth.v2.InvalidApiKey" } },
    }),
  },
  // Each box has a barcode and an answer of its own.
  omits: ["two_pieces"],
  endsOtherwise: { invalid: "not_found" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function failure(status: number, message: string): Answer {
  return json(status, { message, http_status_code: String(status) });
}

function answer({ headers, method, path, query }: Call, world: World): Answer {
  if (!isSame(headers.apikey ?? "", world.credential("key"))) return postnl.refusals.unauthorized;
  const barcode = decoded(/^\/shipment\/v2\/status\/barcode\/([^/]+)$/.exec(path)?.[1] ?? "");
  if (barcode === "") return failure(404, "Not found");
  if (method !== "GET") return failure(405, "Method not allowed");
  const play = world.ask(barcode);
  if (play === undefined || play.knowledge !== "known")
    return json(200, { CurrentStatus: {}, Warnings: [{ Message: "No shipment found", Code: "2" }] });
  return query.get("detail") === "true"
    ? json(200, { CompleteStatus: { Shipment: { ...shipmentOf(play), ...historyOf(play) } } })
    : json(200, { CurrentStatus: { Shipment: shipmentOf(play) } });
}

function shipmentOf(play: Play): object {
  const { number } = play.parcel;
  const [status] = statusesOf(play);
  return {
    MainBarcode: number,
    Barcode: number,
    ShipmentAmount: "1",
    ShipmentCounter: "1",
    Customer: { CustomerCode: "SIMU", CustomerNumber: "11223344", Name: "Example B.V." },
    ProductCode: "003087",
    ProductDescription: "Verhoogde Aansprakelijkheid Zending",
    Reference: {},
    Address: addressesOf(play),
    ...expectationOf(play),
    Status: status ?? statusAt(play.parcel.startedMs, "1"),
  };
}

const historyOf = (play: Play): object => ({
  Event: oneOrMany(play.scans.flatMap(eventsOf).reverse()),
  OldStatus: oneOrMany(statusesOf(play)),
});

/** One thing stands without a list. */
const oneOrMany = (things: readonly object[]): unknown => (things.length === 1 ? things[0] : things);

/** `24-11-2026 14:05:09`, in Dutch time wherever it happened. */
function stamp(ms: number): string {
  const [date = "", time = ""] = wallTime(ms, zone).split("T");
  return `${date.split("-").reverse().join("-")} ${time}`;
}

function addressesOf({ destination, scans }: Play): readonly object[] {
  const shop = scans.find(({ step, place }) => step.what === "readyAtPickupPoint" && place.shop !== undefined)?.place;
  const empty = { Building: {}, DepartmentName: {}, FirstName: {}, HouseNumberSuffix: {}, Remark: {} };
  const town = { City: destination.city, CountryCode: destination.country };
  const [, street = "", houseNumber = ""] = /^(.+) (\S+)$/.exec(shop?.shop?.street ?? "") ?? [];
  const receiver = {
    ...empty,
    ...town,
    AddressType: "01",
    CompanyName: {},
    HouseNumber: "1",
    Street: "Straat",
    Zipcode: destination.postalCode.replace(" ", ""),
  };
  if (shop === undefined) return [receiver];
  return [
    receiver,
    { ...receiver, AddressType: "09", CompanyName: shop.shop?.name, HouseNumber: houseNumber, Street: street },
  ];
}

function expectationOf({ promiseMs }: Play): object {
  if (promiseMs === null) return {};
  const { fromMs, throughMs } = windowAround(promiseMs);
  return { Expectation: { ETAFrom: wallTime(fromMs, zone), ETATo: wallTime(throughMs, zone) } };
}

function eventsOf({ step, atMs }: Scan): readonly object[] {
  const { code, text } = said[step.what];
  const event = {
    Code: code,
    Description: text,
    DestinationLocationCode: {},
    LocationCode: "161102",
    RouteCode: {},
    RouteName: {},
    TimeStamp: stamp(atMs),
  };
  return step.twice === true ? [event, event] : [event];
}

const statusesOf = ({ scans }: Play): readonly object[] =>
  scans.map(({ step, atMs }) => statusAt(atMs, said[step.what].status)).reverse();

function statusAt(atMs: number, code: string): object {
  const [text = "", phase = "", phaseText = ""] = statusTexts[code] ?? [];
  return {
    TimeStamp: stamp(atMs),
    StatusCode: code,
    StatusDescription: text,
    PhaseCode: phase,
    PhaseDescription: phaseText,
  };
}

const statusTexts: Readonly<Record<string, readonly [text: string, phase: string, phaseText: string]>> = {
  "1": ["Shipment pre-alerted", "1", "Collection"],
  "2": ["Shipment accepted", "1", "Collection"],
  "5": ["Shipment sorted", "2", "Sorting"],
  "6": ["Shipment not sorted", "2", "Sorting"],
  "7": ["Shipment out for delivery", "3", "Distribution"],
  "8": ["Shipment not delivered", "3", "Distribution"],
  "9": ["Shipment at customs", "3", "Distribution"],
  "11": ["Shipment delivered", "4", "Delivered"],
  "12": ["Shipment at pick-up location", "3", "Distribution"],
  "16": ["Missing in sorting", "2", "Sorting"],
  "18": ["Definitely missing", "2", "Sorting"],
  "20": ["Shipment in clearance process", "2", "Sorting"],
  "99": ["Not applicable", "99", "Not applicable"],
};

interface Said {
  readonly code: string;
  readonly text: string;
  readonly status: string;
}

const say = (code: string, text: string, status: string): Said => ({ code, text, status });

const said: Sayings<Said> = {
  announced: say("A01", "Shipment expected, but not yet arrived at PostNL", "1"),
  accepted: say("B01", "Shipment received by PostNL", "2"),
  departed: say("Q13", "Parcel placed on transport", "5"),
  arrived: say("J01", "Shipment has been sorted", "5"),
  atDepot: say("J27", "Shipment sorted by the depot", "5"),
  outForDelivery: say("J05", "Driver is en route", "7"),
  delivered: say("I01", "Shipment delivered", "11"),
  deliveredToNeighbour: say("I10", "Shipment delivered to neighbour", "11"),
  leftAtSafePlace: say("I12", "Shipment delivered to indicated location", "11"),
  putInMailbox: say("I11", "Shipment in letterbox", "11"),
  nobodyHome: say("K14", "We missed you; we'll try again", "8"),
  toPickupPoint: say("K70", "Delivery unsuccessful, shipment will go to PostNL outlet", "8"),
  onItsWayToPickupPoint: say("A99", "Shipment will be delivered to a PostNL outlet", "5"),
  readyAtPickupPoint: say("J12", "Shipment to be collected at PostNL outlet", "12"),
  collected: say("I02", "Shipment collected at PostNL outlet", "11"),
  leftCountry: say("A75", "Shipment is en route to the Netherlands", "2"),
  enteredCountry: say("A76", "Shipment arrived in the Netherlands", "2"),
  inCustoms: say("X60", "Import declaration submitted by PostNL", "20"),
  customsWantsPapers: say("X10", "Parcel details missing. You will receive an information request from us", "20"),
  clearedCustoms: say("X61", "Import declaration completed successfully", "20"),
  delayed: say("J09", "Sorry, delivery time has been updated", "6"),
  movingAgain: say("Q13", "Parcel placed on transport", "5"),
  refused: say("Y03", "Shipment refused by addressee", "8"),
  goingBack: say("H20", "Shipment returned to sender", "8"),
  backAtHub: say("X21", "Return shipment received in distribution centre", "5"),
  backAtSender: say("J63", "Return shipment delivered", "11"),
  searched: say("G01", "Sorry, delivery time has been updated", "16"),
  lost: say("Y71", "Shipment missing", "18"),
  damaged: say("Y04", "Shipment damaged", "8"),
  dayChosen: say("A12", "Recipient's choice: deliver on a different day", "99"),
};
