/**
 * EasyPost's Tracker, in answers and in webhooks. Scans are listed oldest first. Times end in Z and are instants: in two webhooks that
 * were recorded in production the last scan is minutes older than the webhook, which as wall times they could not be.
 */
import { z } from "zod";
import { aggregatorKeys } from "#carriers/aggregators.ts";
import type { Asked, CodeLookup, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Estimate, Place } from "#shipments/event.ts";

/** What EasyPost calls a carrier, by registry code. */
export const names = aggregatorKeys("easypost");

const Location = object({ city: text, state: text, country: text, zip: text });

const Detail = z.object({
  message: text,
  description: text,
  status: text,
  status_detail: text,
  datetime: text,
  carrier_code: text,
  tracking_location: Location,
});
type EasypostDetail = z.output<typeof Detail>;

export const Tracker = z
  .object({
    id: text,
    tracking_code: text,
    carrier: text,
    status: text,
    status_detail: text,
    updated_at: text,
    signed_by: text,
    est_delivery_date: text,
    tracking_details: list(Detail, { last: 500 }),
    carrier_detail: object({ service: text, est_delivery_date_local: text, est_delivery_time_local: text }),
  })
  .refine(({ tracking_code: number }) => number !== undefined, "no tracker");
export type EasypostTracker = z.output<typeof Tracker>;

/** A number may have several trackers: the one that we made counts, then the asked carrier's, then the one that changed last. */
export function outcomesOf(trackers: readonly EasypostTracker[], asked: readonly Asked[]): readonly ScanOutcome[] {
  const [one] = asked;
  if (one === undefined) return trackers.map((each) => outcomeOf(each, each.tracking_code ?? ""));
  const number = plainNumber(one.number);
  const named = trackers.filter(({ tracking_code: code = "" }) => plainNumber(code) === number);
  const name = names.get(one.carrierCode ?? "");
  const merit = ({ id, carrier, updated_at = "" }: EasypostTracker): string =>
    `${Number(id === one.reference)}${Number(carrier === name)}${updated_at}`;
  const [best] = named.toSorted((a, b) => merit(b).localeCompare(merit(a)));
  if (best !== undefined) return [outcomeOf(best, one.number)];
  return trackers.map((each) => outcomeOf(each, each.tracking_code ?? ""));
}

function outcomeOf(tracker: EasypostTracker, number: string): ScanOutcome {
  const { status, tracking_details: details } = tracker;
  if (details.length === 0 && (status === undefined || status === "unknown" || status === "error"))
    return { kind: "refused", number, why: "not_found", detail: `status ${status ?? "missing"}` };
  return {
    kind: "scans",
    number,
    scans: details.length === 0 ? [wholeScan(tracker)] : scansOf(tracker),
    estimate: estimateOf(tracker),
    service: tracker.carrier_detail?.service,
    ...(tracker.carrier === undefined ? {} : { carrierKey: tracker.carrier }),
  };
}

function scansOf({ tracking_details: details, signed_by: signedBy, carrier = "" }: EasypostTracker): readonly Scan[] {
  const firstReturn = details.findIndex(({ status_detail }) => status_detail === "return");
  const delivery = details.findLastIndex(({ status }) => status === "delivered");
  return details.map((detail, at): Scan => {
    const { datetime, status_detail: finer, carrier_code: code } = detail;
    return {
      time: datetime === undefined ? null : { text: datetime },
      lookups: lookupsOf(detail, at > firstReturn && finer === "return" ? "again" : hintOf(detail)),
      rawCode: finer === undefined || isEmpty(finer) ? (detail.status ?? "") : finer,
      ...(code === undefined ? {} : { rawSubCode: code }),
      text: detail.message ?? detail.description ?? "",
      place: placeOf(detail, carrier),
      ...(at === delivery && signedBy !== undefined ? { facts: { signedBy } } : {}),
    };
  });
}

const wholeScan = ({ status = "", status_detail: finer = "" }: EasypostTracker): Scan => ({
  time: null,
  lookups: [
    { list: "status_detail", code: finer, subcode: status },
    { list: "status_detail", code: finer },
    { list: "tracker", code: status },
    { list: "status", code: status },
  ],
  rawCode: isEmpty(finer) ? status : finer,
  text: "",
});

const isEmpty = (detail: string): boolean => ["", "unknown", "status_update"].includes(detail);

function lookupsOf(
  { status = "", status_detail: finer = "" }: EasypostDetail,
  hint: string | undefined,
): readonly CodeLookup[] {
  const hinted =
    hint === undefined
      ? []
      : [
          { list: "status_detail", code: finer, subcode: hint },
          { list: "status", code: status, subcode: hint },
        ];
  return [
    ...hinted,
    { list: "status_detail", code: finer, subcode: status },
    { list: "status_detail", code: finer },
    { list: "status", code: status },
  ];
}

/** What the carrier's sentence says where EasyPost's code covers several things. */
function hintOf({ status, status_detail: finer, message = "" }: EasypostDetail): string | undefined {
  if (finer === "delayed") {
    if (/\b(customer|recipient|receiver) (was )?not (available|home)\b/i.test(message)) return "nobody home";
    return /\b(business|office) (is |was )?closed\b/i.test(message) ? "closed" : undefined;
  }
  if (finer === "received_at_origin_facility") return /\barrived\b/i.test(message) ? "arrived" : undefined;
  const isBack = /\b(delivered|returned) to (the )?(original )?(sender|shipper)\b/i.test(message);
  return status === "return_to_sender" && isBack ? "back" : undefined;
}

/** Carriers whose places at home come without the country (seen in recordings). */
const homes: ReadonlyMap<string, string> = new Map([
  ["USPS", "US"],
  ["CanadaPost", "CA"],
]);

function placeOf({ tracking_location: location }: EasypostDetail, carrier: string): Place | undefined {
  const { city, state: region, zip: postalCode } = location ?? {};
  const country = countryCode(location?.country) ?? (region === undefined ? undefined : homes.get(carrier));
  const place: Place = { city, region, postalCode, country };
  return Object.values(place).every((part) => part === undefined) ? undefined : place;
}

/** A day stands as midnight UTC; the local day, where there is one, is the better one. */
function estimateOf({ est_delivery_date: date, carrier_detail: carrier }: EasypostTracker): Estimate | undefined {
  const local = carrier?.est_delivery_date_local ?? date;
  return local === undefined ? undefined : { from: local.slice(0, 10), through: null, kind: "date" };
}
