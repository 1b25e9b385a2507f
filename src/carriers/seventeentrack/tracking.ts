/**
 * One number at 17TRACK, in answers and in webhooks alike: events by provider (the carrier of origin, that of the destination), newest
 * first. Events count and not `latest_status`: that one says Exception of parcels whose newest event says that they can be collected.
 */
import { z } from "zod";
import { aggregatorKeys, codesByKey } from "#carriers/aggregators.ts";
import type { Asked, CodeLookup, RawTime, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { countryCode, placeOfText } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Place } from "#shipments/event.ts";

export const carrierKeys = aggregatorKeys("seventeentrack");
const codes = codesByKey(carrierKeys);

const Event = z.object({
  time_iso: text,
  time_utc: text,
  time_raw: object({ date: text, time: text, timezone: text }),
  description: text,
  location: text,
  stage: text,
  sub_status: text,
  address: object({ country: text, state: text, city: text, postal_code: text }),
});
type SeventeentrackEvent = z.output<typeof Event>;

export const TrackInfo = z.object({
  latest_status: object({ status: text, sub_status: text, sub_status_descr: text }),
  time_metrics: object({ estimated_delivery_date: object({ from: text, to: text }) }),
  misc_info: object({ service_type: text, local_number: text, local_key: text }),
  tracking: object({
    providers: list(z.object({ events: list(Event, { first: 500 }) }), { first: 10 }),
  }),
});
type SeventeentrackInfo = z.output<typeof TrackInfo>;

export const Accepted = z.object({
  number: text,
  carrier: text,
  // Absent when 17TRACK says that it stopped.
  track_info: TrackInfo.optional().catch(undefined),
});
export type SeventeentrackNumber = z.output<typeof Accepted>;

export const Rejected = z.object({ number: text, error: object({ code: text, message: text }) });
export type SeventeentrackRejection = z.output<typeof Rejected>;

export function outcomesOf(
  accepted: readonly SeventeentrackNumber[],
  rejected: readonly SeventeentrackRejection[],
  asked: readonly Asked[],
  whyOf: (code: string | undefined) => Refusal,
): readonly ScanOutcome[] {
  return [
    ...bestByNumber(accepted, asked).map(outcomeOf),
    ...rejected.map(
      ({ number = "", error }): ScanOutcome => ({
        kind: "refused",
        number,
        why: whyOf(error?.code),
        detail: error?.message,
      }),
    ),
  ];
}

/** A number that is registered with two carriers comes twice: the asked carrier's counts, else the one that has more to say. */
function bestByNumber(accepted: readonly SeventeentrackNumber[], asked: readonly Asked[]): SeventeentrackNumber[] {
  const wanted = new Map(asked.map((one) => [plainNumber(one.number), keyOf(one)] as const));
  const merit = ({ number = "", carrier, track_info }: SeventeentrackNumber): number =>
    Number(carrier !== undefined && wanted.get(plainNumber(number)) === carrier) * 1_000 + eventsOf(track_info).length;
  const best = new Map<string, SeventeentrackNumber>();
  for (const each of accepted) {
    const known = best.get(plainNumber(each.number ?? ""));
    if (known === undefined || merit(each) > merit(known)) best.set(plainNumber(each.number ?? ""), each);
  }
  return [...best.values()];
}

/** The carrier's key: as 17TRACK answered it when we registered the number, else ours. */
export const keyOf = ({ reference, carrierCode }: Asked): string | undefined =>
  /^\d{1,9}$/.test(reference ?? "") ? reference : carrierKeys.get(carrierCode ?? "");

function outcomeOf({ number = "", carrier, track_info: info }: SeventeentrackNumber): ScanOutcome {
  const { status, sub_status, sub_status_descr } = info?.latest_status ?? {};
  const events = eventsOf(info);
  if (events.length === 0 && (status === undefined || status === "NotFound")) {
    const why = sub_status === "NotFound_InvalidCode" ? "invalid_number" : "not_found";
    const said = info === undefined ? "17TRACK has stopped asking for it" : (sub_status_descr ?? sub_status);
    return { kind: "refused", number, why, detail: said };
  }
  const estimate = info?.time_metrics?.estimated_delivery_date;
  const { local_number: other, local_key: key = "", service_type: service } = info?.misc_info ?? {};
  const partner = codes.get(key);
  return {
    kind: "scans",
    number,
    scans: scansOf(info, events),
    ...(estimate?.from === undefined && estimate?.to === undefined
      ? {}
      : { estimate: { from: estimate.from ?? estimate.to ?? "", through: estimate.to ?? null, kind: "window" } }),
    service,
    ...(carrier === undefined ? {} : { carrierKey: carrier }),
    partnerNumbers:
      other === undefined ? [] : [{ number: other, ...(partner === undefined ? {} : { carrier: partner }) }],
  };
}

/** Of all providers, newest first. */
function eventsOf(info: SeventeentrackInfo | undefined): readonly SeventeentrackEvent[] {
  const events = info?.tracking?.providers.flatMap((provider) => provider.events) ?? [];
  return events.toSorted((a, b) => (b.time_utc ?? "").localeCompare(a.time_utc ?? ""));
}

function scansOf(info: SeventeentrackInfo | undefined, events: readonly SeventeentrackEvent[]): readonly Scan[] {
  const { status = "", sub_status = "" } = info?.latest_status ?? {};
  const firstReturn = events.findLastIndex((event) => isReturning(event));
  const scans = events.map(
    (event, at): Scan => ({
      time: timeOf(event, placeOf(event)),
      lookups: lookupsOf(event, at === firstReturn ? "first" : hintOf(event), status),
      rawCode: event.sub_status ?? event.stage ?? "",
      ...(event.sub_status === undefined || event.stage === undefined ? {} : { rawSubCode: event.stage }),
      text: event.description ?? "",
      place: placeOf(event),
    }),
  );
  const isAll = events.length > 0 && status !== "Expired";
  return isAll ? scans : [wholeScan(status, sub_status), ...scans];
}

/** What is said of the parcel as a whole: without a time, and without a text. */
const wholeScan = (status: string, subStatus: string): Scan => ({
  time: null,
  lookups: [
    { list: "sub_status", code: subStatus },
    { list: "status", code: status },
  ],
  rawCode: subStatus === "" ? status : subStatus,
  text: "",
});

const isReturning = ({ stage, sub_status }: SeventeentrackEvent): boolean =>
  sub_status === "Exception_Returning" || (sub_status === undefined && stage === "Returning");

/** A general exception beside a stage that says more means the stage. */
function lookupsOf(
  { stage = "", sub_status = "" }: SeventeentrackEvent,
  beside: string | undefined,
  status: string,
): readonly CodeLookup[] {
  const withBeside = (of: string, code: string): readonly CodeLookup[] =>
    code === "" ? [] : [...(beside === undefined ? [] : [{ list: of, code, subcode: beside }]), { list: of, code }];
  const byStage = withBeside("stage", stage);
  const bySubStatus = withBeside("sub_status", sub_status);
  if (stage === "" && sub_status === "") return [{ list: "no stage", code: status }];
  return sub_status === "Exception_Other" ? [...byStage, ...bySubStatus] : [...bySubStatus, ...byStage];
}

/** What the text says where a code covers several things. */
function hintOf({ sub_status, description = "" }: SeventeentrackEvent): string | undefined {
  const isOf = (words: RegExp): boolean => words.test(description);
  if (sub_status === "DeliveryFailure_Security")
    return isOf(/\b(pay|paid|payment|cod|cash|postage)\b/i) ? "payment" : undefined;
  if (sub_status === "Exception_NoBody")
    return isOf(/\b(uncollected|unclaimed|not collected|storage period|not picked up)\b/i) ? "uncollected" : undefined;
  if (sub_status !== "Exception_Security") return undefined;
  if (isOf(/\b(customs|clearance)\b/i)) return "customs";
  return isOf(/\b(pay|paid|payment|fee|postage)\b/i) ? "payment" : undefined;
}

/**
 * `time_raw` is what the carrier gave: without a zone it is a wall time, without a time a day. `time_iso` always has an offset, which may
 * be assumed or wrong, and midnight for a day: its offset counts where nothing else tells one.
 */
function timeOf({ time_iso: iso = "", time_raw: raw }: SeventeentrackEvent, place: Place | undefined): RawTime | null {
  const assumed = /([+-]\d{2}:?\d{2}|Z)$/.exec(iso)?.[1];
  if (raw?.date !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(raw.date)) {
    if (raw.time === undefined) return { text: raw.date };
    if (/^\d{2}:\d{2}(:\d{2})?$/.test(raw.time)) {
      const said = /^(Z|[+-]\d{2}:?\d{2})$/.exec(raw.timezone ?? "")?.[1];
      const offset = said ?? (place?.country === undefined ? assumed : undefined);
      return { text: `${raw.date}T${raw.time}`, ...(offset === undefined ? {} : { offset }) };
    }
  }
  if (iso === "") return null;
  return { text: raw === undefined && iso.slice(10, 19) === "T00:00:00" ? iso.slice(0, 10) : iso };
}

function placeOf({ address, location }: SeventeentrackEvent): Place | undefined {
  const country = countryCode(address?.country);
  const { city, state, postal_code: postalCode } = address ?? {};
  const place: Place = {
    ...(city === undefined ? placeOfText(location, country) : { city, country }),
    ...(state === undefined ? {} : { region: state }),
    ...(postalCode === undefined ? {} : { postalCode }),
  };
  return Object.values(place).every((part) => part === undefined) ? undefined : place;
}
