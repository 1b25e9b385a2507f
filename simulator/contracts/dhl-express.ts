/** DHL Express: MyDHL API 3.1 in its own shape (interface description 3.1.1); codes and sentences are those of Unified's Express. */
import { mod7 } from "#simulator/check-digits.ts";
import type { Contract, World } from "#simulator/contract.ts";
import { type Answer, basicOf, type Call, isSame, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import type { Place } from "#simulator/routes.ts";
import { offsetOf, wallTime } from "#simulator/times.ts";
import { said } from "./dhl.ts";

export const dhlExpress: Contract = {
  carrier: "dhl-express",
  title: "DHL Express (MyDHL API)",
  // 200 numbers in one call; the rate is agreed on with each customer, two calls a second are our own caution.
  limits: { windows: [{ calls: 2, seconds: 1 }], concurrent: 2, numbersPerCall: 200 },
  credential: { username: "random", password: "random" },
  numbers: numbersLike({ form: "nnnnnnpppc", check: mod7, cities: ["new york", "london", "berlin"] }),
  refusals: {
    throttled: problem(429, "Too many requests", "Too many requests"),
    down: problem(503, "Service unavailable", "The service is temporarily unavailable"),
    unauthorized: problem(401, "Unauthorized", "Invalid Credentials"),
  },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer(call: Call, world: World): Answer {
  const { username, password } = basicOf(call);
  if (!isSame(username, world.credential("username")) || !isSame(password, world.credential("password")))
    return dhlExpress.refusals.unauthorized;
  if (call.path !== "/tracking" || call.method !== "GET") return problem(404, "Not found", "No such resource");
  const numbers = call.query.getAll("shipmentTrackingNumber");
  if (numbers.length === 0) return problem(400, "Missing parameters", "Missing mandatory parameters");
  if (numbers.length > world.limits.numbersPerCall)
    return { ...problem(400, "Bad request", "Too many shipments in one request"), isOverLimit: true };
  const plays = numbers.map((number) => world.ask(number));
  if (plays.every((play) => play?.knowledge === "invalid"))
    return problem(400, "Validation error", "Multiple problems found, see Additional Details", [
      "#/shipmentTrackingNumber/0: the shipment tracking number is not valid",
    ]);
  // Numbers that are not known are left out.
  const known = plays.flatMap((play) => (play?.knowledge === "known" ? [play] : []));
  if (known.length === 0) return problem(404, "Not data found", "No data found");
  return json(200, {
    shipments: known.map((play) => shipmentOf(play, call.query.get("requestGMTOffsetPerEvent") === "true")),
  });
}

function problem(status: number, title: string, detail: string, additionalDetails?: readonly string[]): Answer {
  const body = { instance: "/expressapi/tracking", detail, title, message: title, status: String(status) };
  return json(status, additionalDetails === undefined ? body : { ...body, additionalDetails });
}

function shipmentOf(play: Play, hasOffsets: boolean): object {
  const { number } = play.parcel;
  const pieces = play.journey.pieces ?? 1;
  const eventsOf = (piece: number): readonly object[] =>
    play.scans
      .filter(({ step }) => step.piece === undefined || step.piece === piece)
      .flatMap((scan) => eventsOfScan(scan, hasOffsets));
  return {
    shipmentTrackingNumber: number,
    status: "Success",
    shipmentTimestamp: wallTime(play.parcel.startedMs, play.sender.zone),
    productCode: "P",
    description: "GOODS",
    shipperDetails: partyOf(play.sender),
    receiverDetails: partyOf(play.destination),
    totalWeight: 0.9,
    unitOfMeasurements: "metric",
    events: play.scans.flatMap((scan) => eventsOfScan(scan, hasOffsets)),
    numberOfPieces: pieces,
    pieces: Array.from({ length: pieces }, (_, at) => ({
      number: at + 1,
      typeCode: "SMF",
      shipmentTrackingNumber: number,
      trackingNumber: `JD01${number}${String(at + 1).padStart(6, "0")}`,
      events: eventsOf(at),
    })),
    ...(play.promiseMs === null
      ? {}
      : { estimatedDeliveryDate: `${wallTime(play.promiseMs, play.destination.zone).slice(0, 10)}T23:59:00` }),
  };
}

/** Names are left out, as the real one does. */
const partyOf = (place: Place): object => ({
  name: "",
  postalAddress: { cityName: "", postalCode: "", countryCode: place.country },
  serviceArea: [areaOf(place)],
});

const areaOf = ({ city, country }: Place): { readonly code: string; readonly description: string } => ({
  code: city.slice(0, 3).toUpperCase(),
  description: `${city.toUpperCase()}-${country}`,
});

/** Oldest first, wall times of the service area. */
function eventsOfScan({ step, atMs, place }: Scan, hasOffsets: boolean): readonly object[] {
  const [typeCode, description] = said[step.what].express;
  const [date, time] = wallTime(atMs, place.zone).split("T");
  const event = {
    date,
    time,
    ...(hasOffsets ? { GMTOffset: offsetOf(atMs, place.zone) } : {}),
    typeCode,
    description,
    serviceArea: [areaOf(place)],
  };
  return step.twice === true ? [event, event] : [event];
}
