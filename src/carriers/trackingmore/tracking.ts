/**
 * TrackingMore's tracking, in answers and in webhooks: checkpoints of the carrier of origin and of that of the destination, each list
 * newest first, with wall times of the place.
 */
import { z } from "zod";
import { aggregatorKeys, codesByKey } from "#carriers/aggregators.ts";
import type { Asked, CodeLookup, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { countryCode, placeOfText } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Place } from "#shipments/event.ts";

export const courierCodes = aggregatorKeys("trackingmore");
const codes = codesByKey(courierCodes);

const Checkpoint = z.object({
  checkpoint_date: text,
  checkpoint_delivery_status: text,
  checkpoint_delivery_substatus: text,
  tracking_detail: text,
  location: text,
  country_iso2: text,
  state: text,
  city: text,
  zip: text,
});
type TrackingmoreCheckpoint = z.output<typeof Checkpoint>;

const Leg = object({ courier_code: text, trackinfo: list(Checkpoint, { first: 500 }) });

export const Tracking = z
  .object({
    id: text,
    tracking_number: text,
    courier_code: text,
    update_at: text,
    delivery_status: text,
    substatus: text,
    status_info: text,
    signed_by: text,
    scheduled_delivery_date: text,
    service_code: text,
    destination_track_number: text,
    origin_info: Leg,
    destination_info: Leg,
  })
  .refine(({ tracking_number: number, courier_code: key }) => number !== undefined && key !== undefined);
export type TrackingmoreTracking = z.output<typeof Tracking>;

/** One outcome per number: a number that was created for several carriers is told apart by id, then carrier, then what changed last. */
export function outcomesOf(
  trackings: readonly TrackingmoreTracking[],
  asked: readonly Asked[],
): readonly ScanOutcome[] {
  const named = asked.flatMap((one) => {
    const wanted = courierCodes.get(one.carrierCode ?? "");
    const merit = ({ id, courier_code: key, update_at = "" }: TrackingmoreTracking): string =>
      `${Number(id !== undefined && id === one.reference)}${Number(key === wanted)}${update_at}`;
    const [best] = trackings
      .filter(({ tracking_number: number = "" }) => plainNumber(number) === plainNumber(one.number))
      .toSorted((a, b) => merit(b).localeCompare(merit(a)));
    return best === undefined ? [] : [outcomeOf(best, one.number)];
  });
  return named.length > 0 ? named : trackings.map((each) => outcomeOf(each, each.tracking_number ?? ""));
}

/** Nothing known yet; other statuses without checkpoints say something. */
const silent: readonly string[] = ["pending", "notfound"];
const saysSomething: readonly string[] = ["notfound001", "pending004"];

function outcomeOf(tracking: TrackingmoreTracking, number: string): ScanOutcome {
  const { delivery_status: status = "pending", substatus = "", status_info: said } = tracking;
  const checkpoints = checkpointsOf(tracking);
  if (checkpoints.length === 0 && silent.includes(status) && !saysSomething.includes(substatus)) {
    const why = substatus === "pending003" ? "invalid_number" : "not_found";
    return { kind: "refused", number, why, detail: said ?? (substatus === "" ? status : substatus) };
  }
  const day = tracking.scheduled_delivery_date;
  const partner = codes.get(tracking.destination_info?.courier_code ?? "");
  const other = tracking.destination_track_number;
  return {
    kind: "scans",
    number,
    scans: scansOf(tracking, checkpoints),
    ...(day === undefined ? {} : { estimate: { from: day, through: null, kind: "date" } }),
    service: tracking.service_code,
    ...(tracking.courier_code === undefined ? {} : { carrierKey: tracking.courier_code }),
    partnerNumbers:
      other === undefined ? [] : [{ number: other, ...(partner === undefined ? {} : { carrier: partner }) }],
  };
}

/** Of both legs, newest first. */
function checkpointsOf({
  origin_info: from,
  destination_info: to,
}: TrackingmoreTracking): readonly TrackingmoreCheckpoint[] {
  return [...(to?.trackinfo ?? []), ...(from?.trackinfo ?? [])].toSorted((a, b) =>
    plainDate(b).localeCompare(plainDate(a)),
  );
}

const plainDate = ({ checkpoint_date: date = "" }: TrackingmoreCheckpoint): string => date.replace(" ", "T");

function scansOf(tracking: TrackingmoreTracking, checkpoints: readonly TrackingmoreCheckpoint[]): readonly Scan[] {
  const firstReturn = checkpoints.findLastIndex((each) => each.checkpoint_delivery_substatus === "exception011");
  const delivery = checkpoints.findIndex((each) => each.checkpoint_delivery_status === "delivered");
  const { signed_by: signedBy, delivery_status: status } = tracking;
  const scans = checkpoints.map((checkpoint, at): Scan => {
    const {
      checkpoint_date: date,
      checkpoint_delivery_status: coarse,
      checkpoint_delivery_substatus: finer,
    } = checkpoint;
    return {
      time: date === undefined ? null : { text: date },
      lookups: lookupsOf(coarse, finer, at === firstReturn ? "first" : hintOf(checkpoint)),
      rawCode: finer ?? coarse ?? "",
      ...(finer === undefined || coarse === undefined ? {} : { rawSubCode: coarse }),
      text: checkpoint.tracking_detail ?? "",
      place: placeOf(checkpoint),
      ...(at === delivery && signedBy !== undefined ? { facts: { signedBy } } : {}),
    };
  });
  const isAll = checkpoints.length > 0 && status !== "expired";
  return isAll ? scans : [wholeScan(tracking), ...scans];
}

/** What is said of the parcel as a whole, without a time. */
const wholeScan = ({ delivery_status: status, substatus, status_info: said = "" }: TrackingmoreTracking): Scan => ({
  time: null,
  lookups: lookupsOf(status, substatus, undefined),
  rawCode: substatus ?? status ?? "",
  text: said,
});

function lookupsOf(status = "", substatus = "", hint: string | undefined): readonly CodeLookup[] {
  const hinted =
    hint === undefined
      ? []
      : [
          { list: "substatus", code: substatus, subcode: hint },
          ...(substatus === "" ? [{ list: "status", code: status, subcode: hint }] : []),
        ];
  return [...hinted, { list: "substatus", code: substatus }, { list: "status", code: status }];
}

/** What the sentence says where a code covers several things. */
function hintOf(checkpoint: TrackingmoreCheckpoint): string | undefined {
  const {
    checkpoint_delivery_status: status,
    checkpoint_delivery_substatus: finer,
    tracking_detail: said = "",
  } = checkpoint;
  if (finer === "delivered004") {
    if (/\bneighbou?r/i.test(said)) return "neighbour";
    return /\blocker\b/i.test(said) ? "locker" : undefined;
  }
  if (finer === "exception007") return /\b(lost|missing)\b/i.test(said) ? "lost" : undefined;
  const isReady = /\b(ready|available|awaiting|waiting) (for|to be) (pick[- ]?up|picked up|collect(ion|ed))\b/i.test(
    said,
  );
  return status === "pickup" && isReady ? "ready" : undefined;
}

function placeOf(checkpoint: TrackingmoreCheckpoint): Place | undefined {
  const { city, state, zip: postalCode, country_iso2, location } = checkpoint;
  const country = countryCode(country_iso2);
  const place: Place = {
    ...(city === undefined ? placeOfText(location, country) : { city, country }),
    ...(state === undefined ? {} : { region: state }),
    ...(postalCode === undefined ? {} : { postalCode }),
  };
  return Object.values(place).every((part) => part === undefined) ? undefined : place;
}
