/** Hermes Germany: Shipment Info API of the HSI and its login (interface descriptions of 2025-12-08 and 2025-07-28, official event list). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, bearerOf, type Call, isSame, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import type { Place } from "#simulator/routes.ts";
import { offsetOf, wallTime, windowAround } from "#simulator/times.ts";

export const hermesDe: Contract = {
  carrier: "hermes-de",
  title: "Hermes Germany",
  // Hermes states no rate: one call a second is our own caution.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 1, numbersPerCall: 100 },
  credential: { client_id: "random", client_secret: "random", username: "random", password: "random" },
  numbers: numbersLike({ form: "H1000pppnnnnnnnnnnnn", cities: ["berlin", "munich"] }),
  isUncounted: (path) => path.startsWith("/authorization-facade/"),
  refusals: {
    throttled: failure(429, "e429", "Too many requests."),
    down: failure(500, "e999", "General technical error."),
    unauthorized: failure(400, "e902", "Token is invalid."),
  },
  // Nothing tells a wrong number from one that is not there yet.
  endsOtherwise: { invalid: "not_found" },
  open: (world) => ({
    answer: (call) =>
      call.path === "/authorization-facade/oauth2/access_token" ? answerToken(call, world) : answer(call, world),
  }),
};

function answerToken({ method, body }: Call, world: World): Answer {
  const form = new URLSearchParams(body);
  const given = (field: string): boolean => isSame(form.get(field) ?? "", world.credential(field));
  if (method !== "POST" || form.get("grant_type") !== "password")
    return json(400, { error: "invalid_request", error_description: "Missing grant type" });
  if (!given("client_id") || !given("client_secret"))
    return json(401, {
      error: "invalid_client",
      error_description: "Given client ID does not match authenticated client.",
    });
  if (!given("username") || !given("password"))
    return json(400, { error: "invalid_grant", error_description: "The provided access grant is invalid." });
  const { token, seconds } = world.issueToken(3_600);
  return json(200, { access_token: token, expires_in: String(seconds), scope: "full", token_type: "Bearer" });
}

function answer(call: Call, world: World): Answer {
  if (call.path !== "/services/hsi/shipmentinfo" || call.method !== "GET") return json(404, {});
  const state = world.tokenState(bearerOf(call));
  if (state === "expired") return failure(400, "e903", "Token is expired.");
  if (state === "unknown") return hermesDe.refusals.unauthorized;
  const numbers = call.query.getAll("shipmentID");
  if (numbers.length === 0)
    return failure(400, "e006", "Required field error during validation – Required fields not filled.");
  if (numbers.length > world.limits.numbersPerCall)
    return {
      ...failure(400, "e005", "Syntax error during validation – Incorrect properties specified."),
      isOverLimit: true,
    };
  return json(200, { shipmentinfo: numbers.map((number) => shipmentOf(number, world)) });
}

function failure(status: number, code: string, message: string): Answer {
  return json(status, { listOfResultCodes: [{ code, message }] });
}

function shipmentOf(shipmentID: string, world: World): object {
  const play = world.ask(shipmentID);
  if (play?.knowledge !== "known")
    return { shipmentID, result: { code: "e001", message: "There is no information for the entered value." } };
  const { city, postalCode } = play.destination;
  return {
    shipmentID: play.parcel.number,
    clientReference: "ORDER-1",
    trackingLink: `https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#${play.parcel.number}`,
    receiverAddress: { city, zipCode: postalCode, countryCode: "DEU" },
    ...forecastOf(play),
    // Two boxes have two numbers here: this is the first.
    status: play.scans.filter(({ step }) => step.piece !== 1).flatMap(statusesOf),
  };
}

function forecastOf({ promiseMs, destination: { zone } }: Play): object {
  if (promiseMs === null) return {};
  const { fromMs, throughMs } = windowAround(promiseMs);
  const [date = "", from = ""] = wallTime(fromMs, zone).split("T");
  const to = wallTime(throughMs, zone).slice(11, 16);
  return { deliveryForecast: { fixed: false, date, timeSlot: { from: from.slice(0, 5), to } } };
}

function statusesOf({ step, atMs, place }: Scan): readonly object[] {
  const [code, description] = said[step.what];
  const status = {
    timestamp: `${wallTime(atMs, place.zone)}${offsetOf(atMs, place.zone)}`,
    code,
    description,
    scanningUnit: { name: place.shop?.name ?? "Hermes Germany", city: place.city, countryCode: countryOf(place) },
  };
  return step.twice === true ? [status, status] : [status];
}

/** Three letters (ISO 3166-1 alpha-3). */
const countryOf = ({ country }: Place): string => (country === "DE" ? "DEU" : country === "CN" ? "CHN" : country);

const said: Sayings<readonly [code: string, text: string]> = {
  announced: ["0000", "The shipment has been notified to Hermes electronically."],
  accepted: ["1000", "The shipment has left the clients warehouse."],
  departed: ["030000006", "Shipment handled at Logistics Center"],
  arrived: ["1510", "Shipment handled at Logistics Center"],
  atDepot: ["2000", "The shipment has arrived at the Hermes distribution center."],
  outForDelivery: ["3000", "The shipment has gone out on a delivery route. Delivery is expected today."],
  delivered: ["3500", "The shipment has been delivered."],
  deliveredToNeighbour: ["3500", "The shipment has been delivered."],
  leftAtSafePlace: ["3500", "The shipment has been delivered."],
  putInMailbox: ["3511", "The shipment has been delivered in the letterbox."],
  nobodyHome: ["060003004", "Shipment returned (1st delivery attempt not successful)"],
  toPickupPoint: ["9321", "A PreferredParcelShop was chosen for delivery."],
  onItsWayToPickupPoint: ["3010", "Outgoing SAT delivery tour"],
  readyAtPickupPoint: ["3410", "The shipment is available for collection from the Hermes ParcelShop."],
  collected: ["3530", "The shipment has been collected by the recipient from the Hermes ParcelShop."],
  leftCountry: ["1610", "Shipment is in international transit."],
  enteredCountry: ["035001009", "Shipment is in international transit."],
  inCustoms: ["1710", "Customs Export for the shipment was created."],
  customsWantsPapers: ["1730", "Shipment is held by customs."],
  clearedCustoms: ["1720", "Customs clearance was successfully completed."],
  delayed: ["4100", "Unfortunately Hermes is unable to deliver the parcel as planned."],
  movingAgain: ["6090", "Shipment forwarded to LC"],
  refused: ["3710", "Shipment returned (customer refused to accept the shipment)"],
  goingBack: ["6081", "Shipment will be returned (customer refused to accept the shipment)"],
  backAtHub: ["1520", "Return shipment processed/sorted"],
  backAtSender: ["7500", "The return/return shipment has arrived at the client."],
  searched: [
    "4620",
    "The shipment was not available at the Hermes ParcelShop and was therefore unable to be picked up.",
  ],
  lost: ["4630", "The shipment was again unable to be found in the Hermes ParcelShop."],
  damaged: ["4040", "Shipment returned (damage)"],
  dayChosen: ["9323", "A PreferredStoragePlace has been chosen for delivery."],
};
