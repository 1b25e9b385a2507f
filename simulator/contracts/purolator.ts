/** Purolator TrackPackagesByPin, in its own shapes and words (TrackingService.xsd and the official example of the E-Ship Web Services). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, type Call, escaped, isSame } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import type { Place } from "#simulator/routes.ts";
import { compact, wallTime } from "#simulator/times.ts";

export const purolator: Contract = {
  carrier: "purolator",
  title: "Purolator",
  // Purolator publishes no limit: these are our own caution.
  limits: { windows: [{ calls: 2, seconds: 1 }], concurrent: 2, numbersPerCall: 10 },
  credential: { key: "random", password: "random" },
  numbers: numbersLike({
    form: "3nnnnnnnpppc",
    check: luhn,
    others: (number) =>
      (/^[0-5]\d{11}$/.test(number) && luhn(number.slice(0, -1)) === number.at(-1)) || /^[A-Z]{3}\d{9}$/.test(number),
    cities: ["toronto"],
  }),
  refusals: {
    throttled: { status: 429, body: "", type: "text/plain" },
    down: fault(503, "s:Server", "The service is temporarily unavailable."),
    unauthorized: { status: 401, body: "", type: "text/plain" },
  },
  // Each box has a PIN of its own.
  omits: ["two_pieces"],
  // A search and its end are scans of the type "Other", of which nobody knows the words.
  endsOtherwise: { lost: "in_transit" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

/** Every second digit from the right is doubled, and its digits are added. */
function luhn(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

function answer(call: Call, world: World): Answer {
  const { username, password } = basicOf(call);
  if (!isSame(username, world.credential("key")) || !isSame(password, world.credential("password")))
    return purolator.refusals.unauthorized;
  const action = "http://purolator.com/pws/service/v1/TrackPackagesByPin";
  if (call.path !== "/PWS/V1/Tracking/TrackingService.asmx" || call.headers.soapaction !== `"${action}"`)
    return fault(500, "s:Client", "The action is not supported.");
  if (!/<(?:\w{1,20}:)?Version>1\.2</.test(call.body))
    return fault(500, "s:Client", "The version of the request is not supported.");
  const pins = [...call.body.matchAll(/<(?:\w{1,20}:)?Value>([^<]{1,100})</g)].map(([, pin = ""]) => pin);
  if (pins.length > world.limits.numbersPerCall)
    return { ...envelope(200, response("", error("1100001", "Too many PINs in one request"))), isOverLimit: true };
  return envelope(200, response(pins.map((pin) => informationOf(pin, world)).join(""), "<Errors/>"));
}

function envelope(status: number, body: string): Answer {
  return {
    status,
    type: "text/xml",
    body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ResponseContext xmlns:h="http://purolator.com/pws/datatypes/v1"><h:ResponseReference/></h:ResponseContext></s:Header><s:Body>${body}</s:Body></s:Envelope>`,
  };
}

function fault(status: number, code: string, words: string): Answer {
  return envelope(status, `<s:Fault><faultcode>${code}</faultcode><faultstring>${words}</faultstring></s:Fault>`);
}

function response(information: string, errors: string): string {
  return `<TrackPackagesByPinResponse xmlns="http://purolator.com/pws/datatypes/v1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><ResponseInformation>${errors}<InformationalMessages i:nil="true"/></ResponseInformation><TrackingInformationList>${information}</TrackingInformationList></TrackPackagesByPinResponse>`;
}

function error(code: string, description: string): string {
  return `<Errors><Error><Code>${code}</Code><Description>${description}</Description><AdditionalInformation/></Error></Errors>`;
}

/** An unknown PIN is one without scans. */
function informationOf(pin: string, world: World): string {
  const play = world.ask(pin);
  const isInvalid = play === undefined || play.knowledge === "invalid";
  const scans =
    play === undefined
      ? ""
      : [...play.scans]
          .reverse()
          .map((scan) => scansOf(scan, play))
          .join("");
  const own = isInvalid
    ? `<ResponseInformation>${error("1100002", "Invalid PIN")}</ResponseInformation>`
    : '<ResponseInformation i:nil="true"/>';
  return `<TrackingInformation><PIN><Value>${escaped(pin)}</Value></PIN><Scans>${scans}</Scans>${own}</TrackingInformation>`;
}

function scansOf(scan: Scan, play: Play): string {
  const { type, text } = said[scan.step.what];
  // Wall time of the depot, without a zone.
  const { date, time } = compact(scan.atMs, scan.place.zone);
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const one = `<Scan><ScanType>${type}</ScanType><PIN><Value>${play.parcel.number}</Value></PIN><Depot><Name>${escaped(depotOf(scan))}</Name></Depot><ScanDate>${day}</ScanDate><ScanTime>${time}</ScanTime><Description>${text}</Description><Comment/><SummaryScanIndicator>false</SummaryScanIndicator>${detailsOf(scan, play)}</Scan>`;
  return scan.step.twice === true ? one + one : one;
}

const depotOf = ({ step, place }: Scan): string => (step.what === "announced" ? "PUROLATOR" : nameOf(place));

const nameOf = ({ city, region, country }: Place): string => `${city.toUpperCase()}, ${region ?? country}`;

function detailsOf({ step, place }: Scan, { promiseMs, destination }: Play): string {
  if (step.what === "accepted" && promiseMs !== null)
    return `<ScanDetails><CommitedDeliveryDate>${wallTime(promiseMs, destination.zone).slice(0, 10)}</CommitedDeliveryDate></ScanDetails>`;
  const address = `<DeliveryAddress>${escaped(nameOf(place))}</DeliveryAddress>`;
  if (step.what === "delivered")
    return `<ScanDetails><DeliverySignature>VOGELSANG</DeliverySignature>${address}</ScanDetails>`;
  return said[step.what].type === "Delivery" ? `<ScanDetails><DeliverySignature/>${address}</ScanDetails>` : "";
}

interface Said {
  readonly type: "ProofOfPickUp" | "Other" | "InternationalOutbound" | "OnDelivery" | "Undeliverable" | "Delivery";
  readonly text: string;
}

const say = (type: Said["type"], text: string): Said => ({ type, text });

const said: Sayings<Said> = {
  announced: say("Other", "Shipment created"),
  accepted: say("ProofOfPickUp", "Picked up by Purolator at"),
  departed: say("Other", "Departed sort facility"),
  arrived: say("Other", "Arrived at sort facility"),
  atDepot: say("Other", "Arrived at sort facility"),
  outForDelivery: say("OnDelivery", "On vehicle for delivery"),
  delivered: say("Delivery", "Delivered to"),
  deliveredToNeighbour: say("Delivery", "Delivered to"),
  leftAtSafePlace: say("Delivery", "Delivered to"),
  putInMailbox: say("Delivery", "Delivered to"),
  nobodyHome: say("Undeliverable", "Attempted delivery - receiver not available"),
  toPickupPoint: say("Other", "Shipment In Transit"),
  onItsWayToPickupPoint: say("Other", "Shipment In Transit"),
  readyAtPickupPoint: say("Other", "Available for pickup"),
  collected: say("Delivery", "Delivered to"),
  leftCountry: say("InternationalOutbound", "International outbound"),
  enteredCountry: say("Other", "Arrived at sort facility"),
  inCustoms: say("Other", "Customs clearance started"),
  customsWantsPapers: say("Other", "Customs clearance: information needed"),
  clearedCustoms: say("Other", "Customs clearance completed"),
  delayed: say("Other", "Shipment delayed"),
  movingAgain: say("Other", "Shipment In Transit"),
  refused: say("Undeliverable", "Receiver refused shipment"),
  goingBack: say("Other", "Return to sender"),
  backAtHub: say("Other", "Arrived at sort facility"),
  backAtSender: say("Delivery", "Delivered to"),
  searched: say("Other", "Search started"),
  lost: say("Other", "Search ended"),
  damaged: say("Undeliverable", "Shipment damaged"),
  dayChosen: say("Other", "Delivery instructions changed"),
};
