/**
 * UPS Track v1: shipments of packages of activities, newest first. An activity means what its (type, code) say, then its three-digit
 * statusCode, then its type. Texts never count: UPS writes "Delivered" beside customs exceptions.
 */
import { z } from "zod";
import type { Asked, CodeLookup, RawTime, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { count, flag, list, object, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { compactDate, compactTime } from "#carriers/time.ts";
import type { Estimate, EventFacts, PickupPoint, Place } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

const Address = object({
  addressLine1: text,
  city: text,
  stateProvince: text,
  stateProvinceCode: text,
  postalCode: text,
  countryCode: text,
  country: text,
});
type UpsAddress = z.output<typeof Address>;

const StatusShape = object({
  type: text,
  code: text,
  statusCode: text,
  description: text,
  simplifiedTextDescription: text,
});

const Activity = z.object({
  date: text,
  time: text,
  gmtDate: text,
  gmtTime: text,
  gmtOffset: text,
  location: object({ address: Address }),
  status: StatusShape,
});
type UpsActivity = z.output<typeof Activity>;

const Package = z.object({
  trackingNumber: text,
  packageCount: count,
  currentStatus: StatusShape,
  statusCode: text,
  statusDescription: text,
  activity: list(Activity, { first: 500 }),
  deliveryDate: list(z.object({ type: text, date: text }), { first: 10 }),
  deliveryTime: object({ type: text, startTime: text, endTime: text }),
  deliveryInformation: object({
    location: text,
    receivedBy: text,
    signature: object({ image: text }),
    deliveryPhoto: object({ photo: text, photoDispositionCode: text }),
    pod: object({ content: text }),
  }),
  accessPointInformation: object({ pickupByDate: text }),
  alternateTrackingNumber: list(z.object({ number: text, type: text }), { first: 20 }),
  service: object({ description: text }),
  paymentInformation: list(z.object({ amount: text, paid: flag }), { first: 10 }),
});
type UpsPackage = z.output<typeof Package>;

const Shipment = z.object({
  inquiryNumber: text,
  package: list(Package, { first: 200 }),
  warnings: list(z.object({ code: text, message: text }), { first: 20 }),
});
type UpsShipment = z.output<typeof Shipment>;

export const trackAnswer = z
  .object({ trackResponse: z.object({ shipment: z.unknown() }) })
  .transform(({ trackResponse: { shipment } }) => ({
    shipments: list(Shipment, { first: 20 }).parse(shipment),
    isEmpty: Array.isArray(shipment) && shipment.length === 0,
  }))
  .refine(({ shipments, isEmpty }) => isEmpty || shipments.length > 0, "no shipment of UPS")
  .transform(({ shipments }) => ({ shape: "track" as const, shipments }));

/** Normally one shipment. A number that was used twice gives two: the one with the newest activity is meant. */
export function trackScans(shipments: readonly UpsShipment[], asked: readonly Asked[]): readonly ScanOutcome[] {
  const number = asked[0]?.number ?? "";
  if (number === "") return shipments.map((shipment) => shipmentOutcome(numberOf(shipment), shipment));
  const named = shipments.filter((shipment) => plainNumber(numberOf(shipment)) === plainNumber(number));
  const [newest] = (named.length > 0 ? named : shipments).toSorted((a, b) => (newestDate(a) < newestDate(b) ? 1 : -1));
  if (newest === undefined) return [];
  return [shipmentOutcome(named.length > 0 ? number : numberOf(newest) || number, newest)];
}

const numberOf = (shipment: UpsShipment): string => shipment.inquiryNumber ?? shipment.package[0]?.trackingNumber ?? "";

const newestDate = (shipment: UpsShipment): string =>
  shipment.package
    .flatMap(({ activity }) => activity.map(({ date, time }) => `${date}${time}`))
    .reduce((a, b) => (a > b ? a : b), "");

function shipmentOutcome(number: string, shipment: UpsShipment): ScanOutcome {
  const said = shipment.package.filter(saysAnything);
  return said.length === 0 ? withoutPackage(number, shipment) : outcomeOf(number, said);
}

/** A placeholder with a number and nothing else is no news. */
const saysAnything = ({ activity, currentStatus, deliveryDate }: UpsPackage): boolean =>
  activity.length > 0 || currentStatus?.statusCode !== undefined || deliveryDate.length > 0;

/** UPS answers "not found" with 200, a warning and no package. */
function withoutPackage(number: string, { warnings }: UpsShipment): ScanOutcome {
  const detail = warnings[0]?.message ?? "no package in the answer";
  const isInvalid = warnings.some(({ code }) => code?.startsWith("TV") ?? false);
  return { kind: "refused", number, why: isInvalid ? "invalid_number" : "not_found", detail };
}

function outcomeOf(number: string, packages: readonly UpsPackage[]): ScanOutcome {
  const pieces = packages.map(({ trackingNumber }) => trackingNumber ?? "").filter((piece) => piece !== "");
  const isSeveral = packages.length > 1;
  const [lead] = packages;
  return {
    kind: "scans",
    number,
    scans: packages.flatMap((each) => scansOf(each, isSeveral ? each.trackingNumber : undefined)),
    estimate: packages.map(estimateOf).find((estimate) => estimate !== undefined),
    pickupPoint: packages.map(pickupPointOf).find((point) => point !== undefined),
    pieces: isSeveral ? pieces : [],
    pieceCount: pieceCountOf(lead?.packageCount, packages.length),
    service: lead?.service?.description,
    proofAvailable: packages.some(
      ({ deliveryInformation: proof }) => isReal(proof?.signature?.image) || isReal(proof?.pod?.content),
    ),
    partnerNumbers: packages.flatMap(({ alternateTrackingNumber }) =>
      alternateTrackingNumber.flatMap(({ number: other, type }) =>
        other === undefined || !isReal(other)
          ? []
          : [{ number: other, ...(type?.toUpperCase().includes("USPS") ? { carrier: "usps" } : {}) }],
      ),
    ),
  };
}

/** How many there are is said, or seen; one package without a count says nothing of others. */
const pieceCountOf = (said: number | undefined, seen: number): number | undefined =>
  said === undefined && seen <= 1 ? undefined : Math.max(said ?? 0, seen);

function scansOf(each: UpsPackage, piece: string | undefined): readonly Scan[] {
  const activities = each.activity.filter(({ status, date }) => status !== undefined || date !== undefined);
  if (activities.length === 0) return currentAlone(each, piece);
  const delivery = activities.findIndex(({ status }) => isDelivery(status?.type, status?.code));
  return activities.map((activity, at) => ({
    ...scanOfActivity(activity),
    ...(piece === undefined ? {} : { piece }),
    facts: { ...factsOf(activity), ...(at === delivery ? proofOf(each) : {}), ...keepUntilOf(activity, each) },
  }));
}

/** Activities may be hidden; the current status still says where the package is, without a time. */
function currentAlone(each: UpsPackage, piece: string | undefined): readonly Scan[] {
  const statusCode = each.currentStatus?.statusCode;
  if (statusCode === undefined) return [];
  const delivered = each.deliveryDate.find(({ type }) => type === "DEL");
  const date = compactDate(delivered?.date);
  return [
    {
      time: date === undefined ? null : { text: date },
      lookups: lookupsOf({ type: each.currentStatus?.type, statusCode }),
      rawCode: statusCode,
      text: each.currentStatus?.description ?? "",
      ...(piece === undefined ? {} : { piece }),
      facts: date === undefined ? {} : proofOf(each),
    },
  ];
}

interface UpsStatus {
  readonly type?: string;
  readonly code?: string;
  readonly statusCode?: string;
}

const mailInnovationCodes = new Map(
  statuses.filter(({ list }) => list === "MI").map(({ code, subcode }) => [code, subcode] as const),
);

/** (type, code), then the same code among Mail Innovations', then the three digits, then the type alone. */
export function lookupsOf({ type = "", code = "", statusCode = "" }: UpsStatus): readonly CodeLookup[] {
  return [
    { list: type, code },
    { list: "statusCode", code: statusCode === "" ? "" : statusCode.padStart(3, "0") },
    ...(type === "" || type === "MI" ? [{ list: "MI", code, subcode: mailInnovationCodes.get(code) ?? "" }] : []),
    { list: "type", code: type },
  ];
}

function scanOfActivity(activity: UpsActivity): Scan {
  const { type, code, statusCode } = activity.status ?? {};
  return {
    time: timeOf(activity),
    lookups: lookupsOf({ type, code, statusCode }),
    rawCode: code ?? statusCode ?? type ?? "",
    // The list of the code. Not the three digits: a push may leave them out, and the same scan must stay the same event.
    ...(type === undefined ? {} : { rawSubCode: type }),
    text: activity.status?.description ?? activity.status?.simplifiedTextDescription ?? "",
    place: placeOf(activity.location?.address),
  };
}

/** Wall time of the place; the GMT fields, where present, make it an instant. `gmtTime` may have lost its leading zero. */
export function timeOf(said: Pick<UpsActivity, "date" | "time" | "gmtDate" | "gmtTime" | "gmtOffset">): RawTime | null {
  const date = compactDate(said.date);
  const time = compactTime(said.time);
  const gmtDate = compactDate(said.gmtDate);
  const gmtTime = compactTime(said.gmtTime);
  const instant = gmtDate === undefined || gmtTime === undefined ? undefined : `${gmtDate}T${gmtTime}Z`;
  if (date === undefined) return instant === undefined ? null : { text: instant };
  if (time === undefined) return { text: date };
  return {
    text: `${date}T${time}`,
    ...(instant === undefined ? {} : { instant }),
    ...(said.gmtOffset === undefined ? {} : { offset: said.gmtOffset }),
  };
}

export function placeOf(address: UpsAddress): Place | undefined {
  const country = countryCode(address?.countryCode) ?? countryCode(address?.country);
  const place: Place = {
    ...(address?.city === undefined ? {} : { city: address.city }),
    ...(country === undefined ? {} : { country }),
    ...(address?.postalCode === undefined ? {} : { postalCode: address.postalCode }),
  };
  const region = address?.stateProvince ?? address?.stateProvinceCode;
  const whole = region === undefined ? place : { ...place, region };
  return Object.keys(whole).length === 0 ? undefined : whole;
}

// ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const eventsByCode = new Map(statuses.map(({ list, code, event }) => [`${list} ${code}`, event]));
const eventOf = (type = "", code = ""): string =>
  eventsByCode.get(`${type} ${code}`) ?? (type === "D" ? "delivered.unspecified" : "");
const isDelivery = (type: string | undefined, code: string | undefined): boolean =>
  eventOf(type, code).startsWith("delivered.");
const isAtPickup = (type: string | undefined, code: string | undefined): boolean =>
  eventOf(type, code).startsWith("available_for_pickup.");

/** Statuses in which UPS waits for the receiver or the sender: 029, 049, 058 (appendix of the Tracking page). */
const waitingForPeople = new Set(["029", "049", "058"]);

const factsOf = ({ status }: UpsActivity): EventFacts =>
  waitingForPeople.has(status?.statusCode ?? "") ? { actionRequired: true } : {};

/** The pictures themselves (signature, photo, document) are personal data and are not kept. */
function proofOf({ deliveryInformation: proof }: UpsPackage): EventFacts {
  const signedBy = proof?.receivedBy;
  return {
    ...(signedBy !== undefined && isReal(signedBy) && !/^\d+$/.test(signedBy) ? { signedBy } : {}),
    ...(isReal(proof?.signature?.image) ? { signatureAvailable: true } : {}),
    ...(isReal(proof?.deliveryPhoto?.photo) && proof?.deliveryPhoto?.photoDispositionCode !== "N"
      ? { photoAvailable: true }
      : {}),
  };
}

/** Documentation samples carry words where data would stand. */
const isReal = (value: string | undefined): boolean =>
  value !== undefined && value !== "string" && value !== "encoding Base64" && value.trim() !== "";

function keepUntilOf(activity: UpsActivity, { accessPointInformation }: UpsPackage): EventFacts {
  const keepUntil = compactDate(accessPointInformation?.pickupByDate);
  return keepUntil !== undefined && isAtPickup(activity.status?.type, activity.status?.code) ? { keepUntil } : {};
}

/** Track gives no name of an access point; the place of the scan that says "at the access point" is its address. */
function pickupPointOf(each: UpsPackage): PickupPoint | undefined {
  const at = each.activity.find(({ status }) => isAtPickup(status?.type, status?.code));
  const address = at?.location?.address;
  if (address === undefined) return undefined;
  const { city, postalCode, country } = placeOf(address) ?? {};
  return { street: address.addressLine1, city, postalCode, country };
}

/** The newest promise: rescheduled before scheduled. A delivered package has none. */
function estimateOf({ deliveryDate, deliveryTime }: UpsPackage): Estimate | undefined {
  if (deliveryDate.some(({ type }) => type === "DEL")) return undefined;
  const promised = ["RDD", "SDD"]
    .map((type) => deliveryDate.find((each) => each.type === type))
    .find((found) => found !== undefined);
  const day = compactDate(promised?.date);
  if (day === undefined) return undefined;
  const start = compactTime(deliveryTime?.startTime);
  const end = compactTime(deliveryTime?.endTime);
  const isWindow = ["EDW", "CDW", "IDW"].includes(deliveryTime?.type ?? "") && start !== undefined && end !== undefined;
  if (isWindow) return { from: `${day}T${start}`, through: `${day}T${end}`, kind: "window" };
  return { from: day, through: null, kind: "date" };
}
