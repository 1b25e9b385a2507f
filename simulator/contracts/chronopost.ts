/** Chronopost's trackSkybillV2, in its own shapes and words (TrackingServiceWS.xsd, labels of a recorded answer). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, escaped } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { offsetOf, wallTime } from "#simulator/times.ts";

export const chronopost: Contract = {
  carrier: "chronopost",
  title: "Chronopost",
  // Nothing is published: these are our own caution.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 2, numbersPerCall: 1 },
  // Nobody has to say who he is.
  credential: {},
  numbers: numbersLike({
    form: "XYpppnnnnnnJB",
    others: (number) => /^(?:[A-Z]{2}\d{9}(?:TS|JF|EE)|XT\d{13})$/.test(number),
    cities: ["paris"],
  }),
  refusals: {
    throttled: { status: 429, body: "<html><body>Too Many Requests</body></html>", type: "text/html" },
    down: soap(
      500,
      "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>Server error</faultstring></soap:Fault>",
    ),
    unauthorized: returned(3, "Wrong account"),
  },
  omits: ["two_pieces"],
  // It never says that a number cannot be one.
  endsOtherwise: { invalid: "not_found" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer({ method, path, body }: Call, world: World): Answer {
  if (path !== "/tracking-cxf/TrackingServiceWS" || method !== "POST")
    return { status: 404, body: "<html><body>Not Found</body></html>", type: "text/html" };
  const [, number] = /<skybillNumber>([^<]{1,50})<\/skybillNumber>/.exec(body) ?? [];
  if (number === undefined || !body.includes("trackSkybillV2"))
    return soap(
      500,
      "<soap:Fault><faultcode>soap:Client</faultcode><faultstring>Unmarshalling Error</faultstring></soap:Fault>",
    );
  const play = world.ask(number);
  return play?.knowledge === "known" ? returned(0, "", shipmentOf(play)) : returned(0, "", skybill(number, []));
}

function soap(status: number, content: string): Answer {
  const envelope = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${content}</soap:Body></soap:Envelope>`;
  return { status, body: envelope, type: "text/xml" };
}

/** HTTP 200 for errors, too. */
function returned(errorCode: number, errorMessage: string, shipment = ""): Answer {
  return soap(
    200,
    `<ns2:trackSkybillV2Response xmlns:ns2="http://cxf.tracking.soap.chronopost.fr/"><return><errorCode>${errorCode}</errorCode>` +
      `${errorMessage === "" ? "" : `<errorMessage>${errorMessage}</errorMessage>`}${shipment}</return></ns2:trackSkybillV2Response>`,
  );
}

const shipmentOf = (play: Play): string => skybill(play.parcel.number, play.scans.flatMap(eventsOf));

const skybill = (number: string, events: readonly string[]): string =>
  `<listEventInfoComp>${events.join("")}<skybillNumber>${escaped(number)}</skybillNumber></listEventInfoComp>`;

function eventsOf({ step, place, atMs }: Scan): readonly string[] {
  const words = said[step.what];
  if (words === null) return [];
  const [code, label] = words;
  const office = step.what === "announced" ? "Web Services" : `${place.city.toUpperCase()} CHRONOPOST`;
  const name = step.what === "delivered" ? info("Consignee's name", "VOGELSANG") : "";
  // Codes are padded with blanks.
  const event =
    `<events><code>${code.padEnd(4)}</code><eventDate>${wallTime(atMs, "Europe/Paris")}${offsetOf(atMs, "Europe/Paris")}</eventDate>` +
    `<eventLabel>${escaped(label)}</eventLabel><highPriority>false</highPriority><NPC></NPC>` +
    `<officeLabel>${escaped(office)}</officeLabel><zipCode>${escaped(place.postalCode)}</zipCode>${name}</events>`;
  return step.twice === true ? [event, event] : [event];
}

const info = (name: string, value: string): string =>
  `<infoCompList><name>${escaped(name)}</name><value>${value}</value></infoCompList>`;

/** null: no code of Chronopost is known for it. */
const said: Sayings<readonly [code: string, label: string] | null> = {
  announced: ["DC", "Shipment in preparation to be shipped"],
  accepted: ["DB", "Shipment handed over by shipper"],
  departed: ["SC", "Sorted at departure location"],
  arrived: ["TS", "Shipment in transit"],
  atDepot: ["SD", "Sorted at delivery location"],
  outForDelivery: ["TA", "Shipment in delivery to the consignee"],
  delivered: ["D", "Delivered"],
  deliveredToNeighbour: ["D", "Delivered"],
  leftAtSafePlace: ["D", "Delivered"],
  putInMailbox: ["BL", "Delivered in the letterbox"],
  nobodyHome: null,
  toPickupPoint: null,
  onItsWayToPickupPoint: ["TS", "Shipment in transit"],
  readyAtPickupPoint: ["LP", "Delivered at the pickup point"],
  collected: ["D", "Delivered"],
  leftCountry: ["TS", "Shipment in transit"],
  enteredCountry: ["TS", "Shipment in transit"],
  inCustoms: null,
  customsWantsPapers: ["AR", "Anomaly"],
  clearedCustoms: ["TS", "Shipment in transit"],
  delayed: ["AR", "Anomaly"],
  movingAgain: ["TS", "Shipment in transit"],
  refused: ["RE", "Colis refusé par le destinataire"],
  goingBack: ["LE", "Return to sender"],
  backAtHub: ["TS", "Shipment in transit"],
  backAtSender: ["D", "Delivered"],
  searched: ["AR", "Anomaly"],
  lost: ["AR", "Anomaly"],
  damaged: ["AR", "Anomaly"],
  dayChosen: ["IS", "Delivery scheduled"],
};
