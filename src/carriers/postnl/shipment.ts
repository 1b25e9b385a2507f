/**
 * `CompleteStatus` (with events, newest first) and `CurrentStatus` (one status only) of one barcode. One thing stands there without
 * a list, what is absent as `{}`, times as Dutch wall time. Status and event may disagree: the event is what happened.
 */
import { z } from "zod";
import type { Asked, CodeLookup, RawTime, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Estimate, PickupPoint } from "#shipments/event.ts";

const Status = z.object({ TimeStamp: text, StatusCode: text, StatusDescription: text });
type Status = z.output<typeof Status>;

const Event = z.object({ Code: text, Description: text, TimeStamp: text });
type PostEvent = z.output<typeof Event>;

const Address = z.object({
  AddressType: text,
  CompanyName: text,
  Street: text,
  HouseNumber: text,
  HouseNumberSuffix: text,
  Zipcode: text,
  City: text,
  CountryCode: text,
});
type Address = z.output<typeof Address>;

const Shipment = object({
  MainBarcode: text,
  Barcode: text,
  ProductDescription: text,
  Address: list(Address, { first: 20 }),
  Addresses: list(Address, { first: 20 }),
  Event: list(Event, { first: 1_000 }),
  Expectation: object({ ETAFrom: text, ETATo: text }),
  Status: object(Status.shape),
  OldStatus: list(Status, { first: 1_000 }),
});
type Shipment = NonNullable<z.output<typeof Shipment>>;

const Warnings = list(z.object({ Code: text, Message: text, Description: text }), { first: 20 });
const Holder = z.object({ Shipment });

export const statusAnswer = z.union([
  z.object({ CompleteStatus: Holder, Warnings }).transform((answer) => ({ ...answer, ...answer.CompleteStatus })),
  z.object({ CurrentStatus: Holder, Warnings }).transform((answer) => ({ ...answer, ...answer.CurrentStatus })),
]);

export function statusScans(
  { Shipment: shipment, Warnings: warnings }: z.output<typeof statusAnswer>,
  asked: readonly Asked[],
): readonly ScanOutcome[] {
  if (shipment !== undefined) return [outcomeOf(shipment, asked)];
  const [warning] = warnings;
  if (warning === undefined) return [];
  const detail = warning.Message ?? warning.Description ?? warning.Code;
  const why = warning.Code === "2" ? "not_found" : "bad_request";
  return [{ kind: "refused", number: asked[0]?.number ?? "", why, detail }];
}

function outcomeOf(shipment: Shipment, asked: readonly Asked[]): ScanOutcome {
  const { Address: one, Addresses: several, Expectation: expectation, ProductDescription: service } = shipment;
  return {
    kind: "scans",
    number: numberOf(shipment, asked),
    scans: scansOf(shipment),
    estimate: estimateOf(expectation),
    pickupPoint: pickupPointOf([...one, ...several]),
    service,
  };
}

function numberOf({ Barcode, MainBarcode }: Shipment, asked: readonly Asked[]): string {
  const names = [Barcode, MainBarcode].filter((name) => name !== undefined);
  const question = asked.find(({ number }) => names.some((name) => plainNumber(name) === plainNumber(number)));
  return question?.number ?? names[0] ?? "";
}

/** The status itself is a scan where no event stands for it. */
function scansOf({ Event: events, Status: current, OldStatus: old }: Shipment): readonly Scan[] {
  const statuses = current === undefined ? old : [current, ...old];
  const scans = events.map((event) => scanOfEvent(event, statuses));
  const newest = events.map(({ TimeStamp }) => secondOf(TimeStamp)).reduce((a, b) => (a > b ? a : b), "");
  const isNews = events.length === 0 || secondOf(current?.TimeStamp) > newest;
  return current?.StatusCode !== undefined && isNews ? [scanOfStatus(current), ...scans] : scans;
}

/** A code that PostNL's list lacks (01B was seen) is what the status of the same second says. */
function scanOfEvent({ Code, Description, TimeStamp }: PostEvent, statuses: readonly Status[]): Scan {
  const second = secondOf(TimeStamp);
  const meanwhile = statuses.find((status) => status.StatusCode !== "99" && secondOf(status.TimeStamp) === second);
  const lookups: CodeLookup[] = [{ list: "event", code: Code ?? "" }];
  if (second !== "" && meanwhile !== undefined) lookups.push({ list: "status", code: meanwhile.StatusCode ?? "" });
  return { time: timeOf(TimeStamp), lookups, rawCode: Code ?? "", text: Description ?? "" };
}

function scanOfStatus({ StatusCode, StatusDescription, TimeStamp }: Status): Scan {
  return {
    time: timeOf(TimeStamp),
    lookups: [{ list: "status", code: StatusCode ?? "" }],
    rawCode: StatusCode ?? "",
    text: StatusDescription ?? "",
  };
}

/** `26-03-2021 15:06:53`, also with milliseconds. */
function isoOf(stamp: string | undefined): string | undefined {
  const match = /^(\d\d)-(\d\d)-(\d{4})(?: (\d\d:\d\d:\d\d)(?:\.\d{1,9})?)?$/.exec(stamp ?? "");
  if (match === null) return stamp;
  const [, day, month, year, clock] = match;
  return `${year}-${month}-${day}${clock === undefined ? "" : `T${clock}`}`;
}

const secondOf = (stamp: string | undefined): string => isoOf(stamp) ?? "";

function timeOf(stamp: string | undefined): RawTime | null {
  const iso = isoOf(stamp);
  return iso === undefined ? null : { text: iso };
}

function estimateOf(expectation: Shipment["Expectation"]): Estimate | undefined {
  const { ETAFrom: from, ETATo: through } = expectation ?? {};
  return from === undefined ? undefined : { from, through: through ?? null, kind: "window" };
}

/** Address type 09 is the place where the receiver collects, as in PostNL's labelling service. */
function pickupPointOf(addresses: readonly Address[]): PickupPoint | undefined {
  const address = addresses.find(({ AddressType }) => AddressType === "09");
  if (address === undefined) return undefined;
  const { CompanyName, Street, HouseNumber, HouseNumberSuffix, Zipcode, City, CountryCode } = address;
  return {
    name: CompanyName,
    street: [Street, HouseNumber, HouseNumberSuffix].filter((part) => part !== undefined).join(" "),
    postalCode: Zipcode,
    city: City,
    country: CountryCode,
  };
}
