/** DHL Shipment Tracking – Unified 1.5 and its Push 1.2.5, in their own shapes and words (developer.dhl.com: API reference and status list). */
import { randomUUID } from "node:crypto";
import { gs1, identcode, mod7 } from "#simulator/check-digits.ts";
import type { Contract, Office, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, isSame, json, parsed } from "#simulator/http.ts";
import { chance, type Numbers, numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News, type Target } from "#simulator/push.ts";
import type { City, Place } from "#simulator/routes.ts";
import { offsetOf, wallTime, windowAround } from "#simulator/times.ts";

/** Journeys that cannot be told apart by digits end in one of these. */
const cities: readonly City[] = ["berlin", "munich"];
const parcelDe = numbersLike({
  form: "00340pppnnnnnnnnnnnc",
  check: gs1,
  others: (number) =>
    (/^\d{12}$/.test(number) && identcode(number.slice(0, -1)) === number.at(-1)) ||
    /^[A-Z]{1,6}\d{9,20}$/.test(number),
  cities,
});
const express = numbersLike({ form: "nnnnnnpppc", check: mod7, cities });

/** Express tells more of customs and searches; Parcel Germany is the usual one. */
const numbers: Numbers = {
  make: (wish) => (wish.service === "express" ? express : parcelDe).make(wish),
  read: (number) => parcelDe.read(number) ?? express.read(number),
  sibling: parcelDe.sibling,
};

export const dhl: Contract = {
  carrier: "dhl",
  title: "DHL",
  // What a new key is allowed; DHL raises both on request.
  limits: {
    windows: [
      { calls: 1, seconds: 5 },
      { calls: 250, seconds: 86_400 },
    ],
    concurrent: 1,
    numbersPerCall: 1,
  },
  credential: { key: "random" },
  numbers,
  refusals: {
    throttled: problem(429, "Too many requests", "Too many requests within defined time period."),
    down: problem(503, "Service unavailable", "The service is temporarily unavailable."),
    unauthorized: problem(401, "Unauthorized", "Unauthorized for given resource."),
  },
  open,
};

function open(world: World): Office {
  const subscriptions = new Map<string, Subscription>();
  return {
    answer: (call) =>
      call.path.startsWith(pushPath) ? answerSubscriber(call, world, subscriptions) : answer(call, world),
    // Whether DHL repeats a message is published nowhere.
    pushes: { numbers: "subscribed", repeats: [], message: pushOf },
  };
}

function answer({ method, path, query, headers }: Call, world: World): Answer {
  if (path !== "/track/shipments") return problem(404, "Not found", "No such resource.");
  if (!isSame(headers["dhl-api-key"] ?? "", world.credential("key"))) return dhl.refusals.unauthorized;
  if (method !== "GET") return problem(405, "Method not allowed", "Use GET.");
  const number = (query.get("trackingNumber") ?? "").toUpperCase();
  if (number === "") return problem(400, "Bad request", "Missing required parameter: trackingNumber");
  const service = query.get("service");
  const isElsewhere = service !== null && service !== serviceOf(number);
  const play = isElsewhere ? undefined : world.ask(number);
  if (play?.knowledge === "invalid")
    return problem(400, "Bad request", "Tracking number not found or invalid format", path);
  if (play === undefined || play.knowledge === "unknown")
    return problem(404, "No result found", "No shipment with given tracking number found.", `/shipment/${number}`);
  return json(
    200,
    unifiedAnswer(play, { service, recipientPostalCode: query.get("recipientPostalCode") }, world.nowMs()),
  );
}

const pushPath = "/tracking/push/v1/subscription";

/** It sleeps until whoever made it has called with the secret that came to the hook. */
interface Subscription {
  readonly numbers: readonly string[];
  readonly to: Target;
  readonly secret: string;
}

/** Of up to ten shipments; those of a whole account are not played. */
function answerSubscriber(call: Call, world: World, subscriptions: Map<string, Subscription>): Answer {
  if (!isSame(call.headers["dhl-api-key"] ?? "", world.credential("key"))) return dhl.refusals.unauthorized;
  if (call.method !== "POST") return problem(405, "Method not allowed", "Use POST.");
  if (call.path === pushPath) return subscribe(call, world, subscriptions);
  const id = call.path.slice(pushPath.length + 1);
  const found = subscriptions.get(id);
  if (found === undefined) return problem(404, "Not found", "No such subscription.");
  if (!isSame(call.headers["dhl-api-hook-secret"] ?? "", found.secret))
    return problem(401, "Unauthorized", "The hook secret is wrong.");
  for (const number of found.numbers) world.subscribe(number, found.to);
  for (const scope of ["subscription.activate", "subscription.ready"])
    world.send(found.to.url, hookMessage({ scope, self: `${pushPath}/${id}` }, found.to));
  return json(200, { id });
}

function subscribe({ body }: Call, world: World, subscriptions: Map<string, Subscription>): Answer {
  const { hook, type, shipmentIDs } = parsed(body);
  const { uri, authentication } = parsed(JSON.stringify(hook ?? {}));
  const { header, token } = parsed(JSON.stringify(authentication ?? {}));
  const wanted = Array.isArray(shipmentIDs) ? shipmentIDs.map(String) : [];
  if (typeof uri !== "string" || type !== "Shipment" || wanted.length === 0 || wanted.length > 10)
    return problem(400, "Bad request", "hook.uri, type Shipment and one to ten shipmentIDs are required.");
  const to = { url: uri, secret: String(token ?? ""), ...(header === undefined ? {} : { header: String(header) }) };
  const [id, secret] = [randomUUID(), randomUUID()];
  subscriptions.set(id, { numbers: wanted, to, secret });
  world.send(uri, hookMessage({ scope: "subscription.validate", self: `${pushPath}/${id}`, secret }, to));
  return json(201, { id });
}

/** Nothing is signed: the header that the subscriber named holds its token. */
const hookMessage = (message: object, { header, secret }: Target): Message =>
  jsonMessage(message, () => (header === undefined ? {} : { [header]: secret }));

/** On shipment level: only how it stands now. */
function pushOf({ play, scan, to }: News): Message {
  const { number } = play.parcel;
  const service = serviceOf(number);
  const [status] = eventsOf(scan, service, [number]);
  return hookMessage({ scope: "push", self: pushPath, shipments: [{ id: number, service, status }] }, to);
}

/** Problem JSON (RFC 7807). */
function problem(status: number, title: string, detail: string, instance?: string): Answer {
  const body = instance === undefined ? { status, title, detail } : { title, detail, status, instance };
  return json(status, body, "application/problem+json");
}

type Service = "parcel-de" | "express";

/** The service that knows such a number. */
function serviceOf(number: string): Service {
  return /^(?:\d{10}|JD\d+)$/.test(number) ? "express" : "parcel-de";
}

interface Question {
  readonly service: string | null;
  /** The recipient's postal code opens more detail; a wrong one opens nothing. */
  readonly recipientPostalCode: string | null;
}

function unifiedAnswer(play: Play, question: Question, nowMs: number): object {
  const { number } = play.parcel;
  const service = serviceOf(number);
  const others = ["express", "parcel-de", "ecommerce", "dgf", "freight"].filter((other) => other !== service);
  const shipments = [shipmentOf(play, service, question)];
  // A short number is not DHL's alone for ever: another division used it half a year ago.
  const isReused = /^\d{12}$/.test(number) && question.service === null;
  return {
    shipments: isReused ? [...shipments, olderShipment(number, nowMs)] : shipments,
    ...(question.service === null
      ? {
          possibleAdditionalShipmentsUrl: others.map(
            (other) => `/track/shipments?trackingNumber=${number}&language=en&service=${other}`,
          ),
        }
      : {}),
  };
}

function shipmentOf(play: Play, service: Service, question: Question): object {
  const { number } = play.parcel;
  const pieces = play.journey.pieces === 2 ? [number, numbers.sibling(number)] : [number];
  const events = play.scans.flatMap((scan) => eventsOf(scan, service, pieces)).reverse();
  const isOpened = service === "express" || question.recipientPostalCode === play.destination.postalCode;
  const window = play.promiseMs === null ? null : windowAround(play.promiseMs);
  const { zone } = play.destination;
  const when = (ms: number): string => timestamp(ms, zone, service);
  return {
    id: number,
    service,
    origin: { address: addressOf(play.sender, isOpened) },
    destination: { address: addressOf(play.destination, isOpened) },
    ...(events[0] === undefined ? {} : { status: events[0] }),
    ...(window === null
      ? {}
      : {
          estimatedTimeOfDelivery: when(window.fromMs),
          estimatedDeliveryTimeFrame: { estimatedFrom: when(window.fromMs), estimatedThrough: when(window.throughMs) },
          estimatedTimeOfDeliveryRemark: "Planned delivery",
        }),
    ...(play.isGoingBack ? { returnFlag: true } : {}),
    details: {
      ...(service === "express"
        ? { carrier: { "@type": "Organization", organizationName: "EXPRESS" } }
        : { product: { productName: "DHL PAKET (parcel)" } }),
      totalNumberOfPieces: pieces.length,
      pieceIds: pieces,
      weight: { value: (200 + chance(number, "weight", 9_000)) / 1_000, unitText: "kg" },
    },
    events,
  };
}

function eventsOf(scan: Scan, service: Service, pieces: readonly string[]): readonly object[] {
  const { step, place, atMs } = scan;
  const { statusCode, nextSteps, ...words } = said[step.what];
  const [code, text] = service === "express" ? words.express : words.parcelDe;
  const named = step.piece === undefined ? pieces : pieces.slice(step.piece, step.piece + 1);
  const event = {
    timestamp: timestamp(atMs, place.zone, service),
    ...(step.what === "announced" ? {} : { location: locationOf(place) }),
    statusCode,
    status: code,
    description: text,
    ...(nextSteps === undefined ? {} : { nextSteps }),
    ...(pieces.length > 1 ? { pieceIds: named } : {}),
  };
  return step.twice === true ? [event, event] : [event];
}

/** Parcel Germany writes local time without an offset, Express with one. */
function timestamp(ms: number, zone: string, service: Service): string {
  return service === "express" ? `${wallTime(ms, zone)}${offsetOf(ms, zone)}` : wallTime(ms, zone);
}

function locationOf(place: Place): object {
  const address = { countryCode: place.country, postalCode: place.postalCode, addressLocality: place.city };
  if (place.shop === undefined) return { address: { countryCode: place.country, addressLocality: place.city } };
  return {
    address: { ...address, streetAddress: place.shop.street },
    servicePoint: {
      url: `https://www.dhl.example/locations/${encodeURIComponent(place.shop.name)}`,
      label: place.shop.name,
    },
  };
}

function addressOf(place: Place, isOpened: boolean): object {
  return isOpened
    ? { countryCode: place.country, postalCode: place.postalCode, addressLocality: place.city }
    : { countryCode: place.country };
}

function olderShipment(number: string, nowMs: number): object {
  const at = wallTime(nowMs - 200 * 86_400_000, "America/New_York");
  const event = {
    timestamp: at,
    location: { address: { countryCode: "US", addressLocality: "Atlanta, GA" } },
    statusCode: "delivered",
    status: "DELIVERED",
    description: "DELIVERED",
  };
  return {
    id: number,
    service: "ecommerce",
    origin: { address: { countryCode: "US" } },
    destination: { address: { countryCode: "US" } },
    status: event,
    details: { totalNumberOfPieces: 1 },
    events: [event],
  };
}

interface Said {
  readonly statusCode: "pre-transit" | "transit" | "delivered" | "failure";
  /** Code and sentence of Parcel Germany. */
  readonly parcelDe: readonly [code: string, text: string];
  /** Code and sentence of Express. */
  readonly express: readonly [code: string, text: string];
  readonly nextSteps?: string;
}

/** Also what DHL Express says elsewhere (dhl-express.ts). */
export const said: Sayings<Said> = {
  announced: {
    statusCode: "pre-transit",
    parcelDe: ["VA", "The instruction data for this shipment have been provided by the sender to DHL electronically"],
    express: ["DUMMY_PU", "Shipment information received"],
  },
  accepted: {
    statusCode: "transit",
    parcelDe: ["AE", "The shipment has been picked up"],
    express: ["PU", "Shipment picked up"],
  },
  departed: {
    statusCode: "transit",
    parcelDe: ["AA", "The shipment has been processed in the parcel center of origin"],
    express: ["DF", "Departed facility"],
  },
  arrived: {
    statusCode: "transit",
    parcelDe: ["EE", "The shipment has been processed in the destination parcel center"],
    express: ["AF", "Arrived at sort facility"],
  },
  atDepot: {
    statusCode: "transit",
    parcelDe: ["PO", "The shipment has arrived at the delivery base"],
    express: ["AR", "Arrived at delivery facility"],
  },
  outForDelivery: {
    statusCode: "transit",
    parcelDe: ["PO", "The shipment has been loaded onto the delivery vehicle"],
    express: ["WC", "Shipment is out with courier for delivery"],
  },
  delivered: {
    statusCode: "delivered",
    parcelDe: ["ZU", "The shipment has been successfully delivered"],
    express: ["OK", "Delivered"],
  },
  deliveredToNeighbour: {
    statusCode: "delivered",
    parcelDe: ["ZU", "The shipment has been delivered to a neighbour"],
    express: ["OK", "Delivered to a neighbour"],
  },
  leftAtSafePlace: {
    statusCode: "delivered",
    parcelDe: ["ZU", "The shipment has been left at the agreed drop-off point"],
    express: ["OK", "Delivered, left at the agreed place"],
  },
  putInMailbox: {
    statusCode: "delivered",
    parcelDe: ["ZU", "The shipment has been delivered to the letterbox"],
    express: ["OK", "Delivered to the letterbox"],
  },
  nobodyHome: {
    statusCode: "failure",
    parcelDe: ["ZN", "The recipient was not at home. A second delivery attempt will be made on the next working day"],
    express: ["NH", "Delivery attempted; recipient not home"],
  },
  toPickupPoint: {
    statusCode: "transit",
    parcelDe: ["NB", "The shipment is being brought to a retail outlet"],
    express: ["FD", "Forwarded to a service point"],
  },
  onItsWayToPickupPoint: {
    statusCode: "transit",
    parcelDe: ["NB", "The shipment is being brought to the chosen retail outlet"],
    express: ["FD", "Forwarded to a service point"],
  },
  readyAtPickupPoint: {
    statusCode: "transit",
    parcelDe: ["ZF", "The shipment is ready to be picked up at the retail outlet"],
    express: ["CC", "Awaiting collection by the recipient"],
  },
  collected: {
    statusCode: "delivered",
    parcelDe: ["ZU", "The recipient has picked up the shipment from the retail outlet"],
    express: ["OK", "Collected by the recipient"],
  },
  leftCountry: {
    statusCode: "transit",
    parcelDe: ["AA", "The shipment has left the country of origin"],
    express: ["DF", "Departed facility"],
  },
  enteredCountry: {
    statusCode: "transit",
    parcelDe: ["EE", "The shipment has arrived in the destination country"],
    express: ["AF", "Arrived at gateway"],
  },
  inCustoms: {
    statusCode: "transit",
    parcelDe: ["ZO", "The shipment has been presented to customs"],
    express: ["IC", "Clearance processing started"],
  },
  customsWantsPapers: {
    statusCode: "failure",
    parcelDe: ["BV", "Customs needs further documents for this shipment"],
    express: ["CD", "Clearance delay: further information is needed"],
    nextSteps: "Please send the invoice for the goods, so that clearance can continue.",
  },
  clearedCustoms: {
    statusCode: "transit",
    parcelDe: ["NB", "Customs clearance is complete"],
    express: ["CR", "Clearance completed"],
  },
  delayed: {
    statusCode: "failure",
    parcelDe: ["BV", "The shipment is delayed; delivery is planned for a later time"],
    express: ["MD", "Missed delivery cycle; delivery is planned for a later time"],
  },
  movingAgain: {
    statusCode: "transit",
    parcelDe: ["NB", "The shipment is on its way again"],
    express: ["PL", "Processed at location"],
  },
  refused: {
    statusCode: "failure",
    parcelDe: ["ZN", "The recipient refused to accept the shipment"],
    express: ["RD", "Recipient refused delivery"],
  },
  goingBack: {
    statusCode: "transit",
    parcelDe: ["NB", "The shipment is being returned to the sender"],
    express: ["PL", "Processed for return to the shipper"],
  },
  backAtHub: {
    statusCode: "transit",
    parcelDe: ["EE", "The return has been processed in the parcel center"],
    express: ["AF", "Arrived at sort facility"],
  },
  backAtSender: {
    statusCode: "delivered",
    parcelDe: ["ZU", "The shipment has been returned to the sender"],
    express: ["RT", "Returned to shipper"],
  },
  searched: {
    statusCode: "failure",
    parcelDe: ["BV", "The whereabouts of the shipment are being investigated"],
    express: ["TI", "Trace initiated"],
  },
  lost: {
    statusCode: "failure",
    parcelDe: ["BV", "The shipment could not be found; please contact the sender"],
    express: ["CS", "Shipment closed; please contact the shipper"],
  },
  damaged: {
    statusCode: "failure",
    parcelDe: ["BV", "The shipment was damaged on its way and is being repacked"],
    // DM is DHL's own: customers read that it is on hold.
    express: ["OH", "Shipment on hold"],
  },
  dayChosen: {
    statusCode: "transit",
    parcelDe: ["DD", "The recipient has chosen delivery instructions"],
    express: ["SC", "Service changed"],
  },
};
