/** Shippo's Track, in answers and in webhooks. The history is listed oldest first; `tracking_status` repeats the newest entry. */
import { z } from "zod";
import type { Asked, CodeLookup, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { flag, list, object, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import type { Place } from "#shipments/event.ts";

const Entry = z.object({
  status: text,
  status_details: text,
  status_date: text,
  substatus: object({ code: text, text, action_required: flag }),
  location: object({ city: text, state: text, zip: text, country: text }),
});
type ShippoEntry = z.output<typeof Entry>;

export const Track = z
  .object({
    carrier: text,
    tracking_number: text,
    tracking_status: Entry.optional().catch(undefined),
    tracking_history: list(Entry, { last: 500 }),
    eta: text,
    servicelevel: object({ name: text }),
  })
  .refine(({ carrier, tracking_number: number }) => carrier !== undefined && number !== undefined, "no track");
export type ShippoTrack = z.output<typeof Track>;

/** A number that nobody knows is taken, with an empty history; so is one that is none. */
export function outcomesOf(track: ShippoTrack, [one]: readonly Asked[]): readonly ScanOutcome[] {
  const number = track.tracking_number ?? one?.number ?? "";
  const entries = entriesOf(track);
  const isSilent = entries.every((entry) => entry.status === "UNKNOWN" && !isAnnouncement(entry));
  if (isSilent) {
    const said = entries.at(-1)?.status_details ?? "nothing known yet";
    return [{ kind: "refused", number, why: "not_found", detail: said }];
  }
  const eta = track.eta?.slice(0, 10);
  return [
    {
      kind: "scans",
      number,
      scans: scansOf(entries),
      ...(eta === undefined ? {} : { estimate: { from: eta, through: null, kind: "date" } }),
      service: track.servicelevel?.name,
      ...(track.carrier === undefined ? {} : { carrierKey: track.carrier }),
    },
  ];
}

function entriesOf({ tracking_status: newest, tracking_history: history }: ShippoTrack): readonly ShippoEntry[] {
  const entries = history.filter(({ status, substatus }) => status !== undefined || substatus?.code !== undefined);
  if (entries.length > 0 || newest?.status === undefined) return entries;
  return [newest];
}

function scansOf(entries: readonly ShippoEntry[]): readonly Scan[] {
  const firstReturn = entries.findIndex(({ substatus }) => substatus?.code === "return_to_sender");
  return entries.map((entry, at): Scan => {
    const { status = "", status_date: date, status_details: said, substatus } = entry;
    const finer = substatus?.code;
    const isMore = finer !== undefined && finer !== "other";
    return {
      time: date === undefined ? null : { text: date },
      lookups: lookupsOf(entry, at > firstReturn),
      rawCode: isMore ? finer : status,
      ...(isMore && status !== "" ? { rawSubCode: status } : {}),
      text: said ?? substatus?.text ?? "",
      place: placeOf(entry),
      ...(substatus?.action_required === true ? { facts: { actionRequired: true } } : {}),
    };
  });
}

function lookupsOf(entry: ShippoEntry, isAfterFirstReturn: boolean): readonly CodeLookup[] {
  const { status = "", substatus } = entry;
  const code = substatus?.code ?? "";
  const isReturn = status === "RETURNED" || code === "return_to_sender";
  const hint = isReturn && isBack(entry) ? "back" : undefined;
  return [
    ...(hint === undefined ? [] : [{ list: "substatus", code, subcode: hint }]),
    ...(hint === undefined ? [] : [{ list: "status", code: status, subcode: hint }]),
    ...(isAfterFirstReturn ? [{ list: "substatus", code, subcode: "again" }] : []),
    { list: "substatus", code },
    ...(isAnnouncement(entry) ? [{ list: "status", code: status, subcode: "announced" }] : []),
    { list: "status", code: status },
  ];
}

const isAnnouncement = ({ status, status_details: said = "" }: ShippoEntry): boolean =>
  status === "UNKNOWN" && /electronic shipment information|shipping label|\blabel (has been )?created\b/i.test(said);

const isBack = ({ status_details: said = "" }: ShippoEntry): boolean =>
  /\b(delivered|returned) to (the )?(original )?(sender|shipper)\b/i.test(said);

function placeOf({ location }: ShippoEntry): Place | undefined {
  const { city, state: region, zip: postalCode } = location ?? {};
  const country = countryCode(location?.country);
  const place: Place = { city, region, postalCode, country };
  return Object.values(place).every((part) => part === undefined) ? undefined : place;
}
