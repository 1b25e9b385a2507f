/**
 * AfterShip's tracking object, the same in answers and in webhooks since API v4; some fields changed their names in between. Checkpoints
 * are listed oldest first and each carries its own tag. The tag of the whole can be set by hand (mark-as-completed) against what the
 * checkpoints say: it counts only where there is no checkpoint, and when AfterShip has stopped asking.
 */
import { z } from "zod";
import { aggregatorKeys, codesByKey } from "#carriers/aggregators.ts";
import { alpha2Of } from "#carriers/alpha3.ts";
import type { Asked, CodeLookup, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { placeOfText } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Estimate, EventFacts, PickupPoint, Place } from "#shipments/event.ts";

export const slugs = aggregatorKeys("aftership");
const codes = codesByKey(slugs);

const Checkpoint = z.object({
  checkpoint_time: text,
  tag: text,
  subtag: text,
  subtag_message: text,
  message: text,
  raw_tag: text,
  location: text,
  city: text,
  state: text,
  postal_code: text,
  zip: text,
  country_region: text,
  country_iso3: text,
  events: list(z.object({ code: text }), { first: 20 }),
});
type AftershipCheckpoint = z.output<typeof Checkpoint>;

const Partner = z.object({ slug: text, tracking_number: text });

export const Tracking = z
  .object({
    id: text,
    tracking_number: text,
    slug: text,
    tag: text,
    subtag: text,
    subtag_message: text,
    updated_at: text,
    checkpoints: list(Checkpoint, { last: 500 }),
    signed_by: text,
    proof_of_delivery: list(z.object({ type: text, url: text }), { first: 20 }),
    delivery_type: text,
    delivery_location_type: text,
    pickup_location: text,
    pickup_note: text,
    shipment_type: text,
    expected_delivery: text,
    latest_estimated_delivery: object({ datetime: text, datetime_min: text, datetime_max: text }),
    courier_estimated_delivery_date: object({
      estimated_delivery_date: text,
      estimated_delivery_date_min: text,
      estimated_delivery_date_max: text,
    }),
    first_mile: object({ slug: text, tracking_number: text }),
    last_mile: object({ slug: text, tracking_number: text }),
    next_couriers: list(Partner, { first: 10 }),
  })
  .refine(({ slug, tag, checkpoints }) => slug !== undefined || tag !== undefined || checkpoints.length > 0);
export type AftershipTracking = z.output<typeof Tracking>;

/** One outcome per number. Two trackings of one number (other slugs) are told apart by id, then slug, then which changed last. */
export function outcomesOf(trackings: readonly AftershipTracking[], asked: readonly Asked[]): readonly ScanOutcome[] {
  const named = asked.flatMap((one) => {
    const best = trackings.filter((each) => isOf(each, one)).toSorted((a, b) => merit(b, one) - merit(a, one))[0];
    return best === undefined ? [] : [outcomeOf(best, one.number)];
  });
  return named.length > 0 ? named : trackings.map((each) => outcomeOf(each, each.tracking_number ?? ""));
}

const isOf = ({ id, tracking_number: number }: AftershipTracking, one: Asked): boolean =>
  (id !== undefined && id === one.reference) ||
  (number !== undefined && plainNumber(number) === plainNumber(one.number));

function merit({ id, slug, updated_at }: AftershipTracking, { reference, carrierCode }: Asked): number {
  const wanted = slugs.get(carrierCode ?? "");
  const isMeant = reference !== undefined && id === reference;
  const changed = Date.parse(updated_at ?? "") / 1e15;
  return (
    Number(isMeant) * 4 + Number(wanted !== undefined && slug === wanted) * 2 + (Number.isNaN(changed) ? 0 : changed)
  );
}

function outcomeOf(tracking: AftershipTracking, number: string): ScanOutcome {
  const { checkpoints, tag, subtag_message: said = "" } = tracking;
  if (checkpoints.length === 0 && tag === "Pending") {
    const isInvalid = /invalid|incorrect/i.test(said);
    return { kind: "refused", number, why: isInvalid ? "invalid_number" : "not_found", detail: said };
  }
  return {
    kind: "scans",
    number,
    scans: scansOf(tracking),
    estimate: estimateOf(tracking),
    pickupPoint: pickupPointOf(tracking),
    service: tracking.shipment_type,
    ...(tracking.slug === undefined ? {} : { carrierKey: tracking.slug }),
    proofAvailable: tracking.proof_of_delivery.some(({ url }) => url !== undefined),
    partnerNumbers: [tracking.last_mile, ...tracking.next_couriers].flatMap((partner) => {
      const { tracking_number: other, slug = "" } = partner ?? {};
      if (other === undefined || plainNumber(other) === plainNumber(number)) return [];
      const carrier = codes.get(slug);
      return [{ number: other, ...(carrier === undefined ? {} : { carrier }) }];
    }),
  };
}

function scansOf(tracking: AftershipTracking): readonly Scan[] {
  const { checkpoints, tag } = tracking;
  const firstReturn = checkpoints.findIndex(({ subtag }) => subtag === "Exception_010");
  const delivery = checkpoints.findLastIndex((each) => each.tag === "Delivered");
  const scans = checkpoints.map((checkpoint, at): Scan => {
    const beside = at === delivery ? whereDelivered(tracking) : besideOf(checkpoint, at > firstReturn);
    return {
      time: checkpoint.checkpoint_time === undefined ? null : { text: checkpoint.checkpoint_time },
      lookups: lookupsOf(checkpoint, beside),
      rawCode: checkpoint.subtag ?? checkpoint.tag ?? "",
      ...(checkpoint.raw_tag === undefined ? {} : { rawSubCode: checkpoint.raw_tag }),
      text: checkpoint.message ?? checkpoint.subtag_message ?? "",
      place: placeOf(checkpoint),
      facts: factsOf(checkpoint, at === delivery ? tracking : undefined),
    };
  });
  const hasStopped = tag === "Expired" && checkpoints.at(-1)?.tag !== "Expired" && delivery === -1;
  return checkpoints.length === 0 || hasStopped ? [...scans, wholeScan(tracking)] : scans;
}

/** What the tracking says as a whole; an end of asking has the time at which AfterShip changed it, all else none. */
const wholeScan = (tracking: AftershipTracking): Scan => ({
  time: tracking.tag === "Expired" && tracking.updated_at !== undefined ? { text: tracking.updated_at } : null,
  lookups: lookupsOf(tracking, undefined),
  rawCode: tracking.subtag ?? tracking.tag ?? "",
  text: tracking.subtag_message ?? "",
});

interface Tagged {
  readonly tag?: string;
  readonly subtag?: string;
  readonly events?: readonly { readonly code?: string }[];
}

function lookupsOf({ tag = "", subtag = "", events = [] }: Tagged, beside: string | undefined): readonly CodeLookup[] {
  return [
    ...(beside === undefined ? [] : [{ list: "subtag", code: subtag, subcode: beside }]),
    ...events.flatMap(({ code }) => (code === undefined ? [] : [{ list: "event", code }])),
    { list: "subtag", code: subtag },
    { list: "tag", code: tag },
  ];
}

/** The second half of a line of the table. */
function besideOf({ subtag, message = "" }: AftershipCheckpoint, isAfterFirstReturn: boolean): string | undefined {
  if (subtag === "Exception_010" && isAfterFirstReturn) return "again";
  return subtag === "Exception_006" && /\b(customs|dut(y|ies)|tax(es)?|vat)\b/i.test(message) ? "customs" : undefined;
}

function whereDelivered({ delivery_location_type: where = "" }: AftershipTracking): string | undefined {
  if (/locker/i.test(where)) return "locker";
  if (/mail_?box|letter_?box/i.test(where)) return "mailbox";
  return /porch|door|safe/i.test(where) ? "safe_place" : undefined;
}

function factsOf({ subtag }: AftershipCheckpoint, delivered: AftershipTracking | undefined): EventFacts {
  const signedBy = delivered?.signed_by;
  return {
    ...(signedBy === undefined ? {} : { signedBy }),
    ...(subtag === "Delivered_004" ? { codCollected: true } : {}),
  };
}

/** `NARITA-SHI JP` and `NL, Netherlands` beside a country: the tail that names it again is no part of the city. */
function placeOf(checkpoint: AftershipCheckpoint): Place | undefined {
  const country = alpha2Of(checkpoint.country_region ?? checkpoint.country_iso3);
  const { city, state, postal_code: postalCode = checkpoint.zip } = checkpoint;
  const written = city ?? withoutCountry(checkpoint.location, country);
  const place: Place = {
    ...(city === undefined ? placeOfText(written, country) : { city, country }),
    ...(state === undefined ? {} : { region: state }),
    ...(postalCode === undefined ? {} : { postalCode }),
  };
  return Object.values(place).every((part) => part === undefined) ? undefined : place;
}

function withoutCountry(location: string | undefined, country: string | undefined): string | undefined {
  const named = country === undefined ? undefined : placeOfText(location, country);
  const text = named?.city ?? (named === undefined ? location : undefined);
  if (text === undefined || country === undefined) return text;
  const rest = text.toUpperCase().endsWith(` ${country}`) ? text.slice(0, -3).trim() : text;
  return rest.toUpperCase() === country || rest === "" ? undefined : rest;
}

/** Latest first; a range has both ends. */
function estimateOf(tracking: AftershipTracking): Estimate | undefined {
  const { latest_estimated_delivery: latest, courier_estimated_delivery_date: promised } = tracking;
  const from = latest?.datetime_min ?? latest?.datetime ?? promised?.estimated_delivery_date_min;
  const through = latest === undefined ? promised?.estimated_delivery_date_max : latest.datetime_max;
  if (from !== undefined) return { from, through: through ?? null, kind: through === undefined ? "date" : "window" };
  const day = promised?.estimated_delivery_date ?? tracking.expected_delivery;
  return day === undefined ? undefined : { from: day, through: null, kind: "date" };
}

/** Free text; the merchant may have written it, so it counts only for parcels that a carrier's point keeps. */
function pickupPointOf({
  delivery_type: type,
  tag,
  pickup_location: name,
}: AftershipTracking): PickupPoint | undefined {
  const isKept = type === "pickup_at_courier" || tag === "AvailableForPickup";
  return isKept && name !== undefined ? { name } : undefined;
}
