/** JSON of the tracking page (webtrack.ontrac.com), newest event first, with UTC and the time of the place. */
import { z } from "zod";
import type { RawTime, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import type { Place } from "#shipments/event.ts";
import { deliveryCodes, proofOf } from "./proof.ts";

const Event = z.object({
  EventCode: text,
  EventShortDescription: text,
  EventLongDescription: text,
  City: text,
  State: text,
  PostalCode: text,
  Country: text,
  UtcEventDateTime: text,
  ZonedEventDateTime: text,
});
type TrackerEvent = z.output<typeof Event>;

const Package = z.object({
  Tracking: text,
  ExpectedDeliveryDate: text,
  ServiceDescription: text,
  PodText: text,
  SignatureImage: text,
  VpodImageUrl: text,
  Events: list(Event, { first: 500 }),
});
type TrackerPackage = z.output<typeof Package>;

export const trackerAnswer = z
  .object({ Packages: z.custom<readonly unknown[]>(Array.isArray) })
  .transform(({ Packages }) => ({
    shape: "tracker" as const,
    packages: list(Package, { first: 100 })
      .parse(Packages)
      .filter(({ Tracking, Events }) => Tracking !== undefined || Events.length > 0),
  }));

export const trackerScans = (packages: readonly TrackerPackage[]): readonly ScanOutcome[] => packages.map(outcomeOf);

const deliveries = deliveryCodes("tracker");

function outcomeOf(parcel: TrackerPackage): ScanOutcome {
  const day = parcel.ExpectedDeliveryDate?.slice(0, 10);
  const delivery = parcel.Events.findIndex(({ EventCode = "" }) => deliveries.has(EventCode));
  return {
    kind: "scans",
    number: parcel.Tracking ?? "",
    scans: parcel.Events.map((event, at) => scanOf(event, at === delivery ? parcel : undefined)),
    estimate: day === undefined ? undefined : { from: day, through: null, kind: "date" },
    service: parcel.ServiceDescription,
    proofAvailable: [parcel.PodText, parcel.SignatureImage, parcel.VpodImageUrl].some((proof) => proof !== undefined),
  };
}

function scanOf(event: TrackerEvent, delivered: TrackerPackage | undefined): Scan {
  const code = event.EventCode ?? "";
  const proof = proofOf(code, delivered?.PodText);
  const isPhoto = code === "FOTO" || delivered?.VpodImageUrl !== undefined;
  return {
    time: timeOf(event),
    lookups: [...proof.lookups, { list: "tracker", code }],
    rawCode: code,
    text: event.EventShortDescription ?? event.EventLongDescription ?? "",
    place: placeOf(event),
    facts: { ...proof.facts, ...(isPhoto ? { photoAvailable: true } : {}) },
  };
}

function timeOf({ UtcEventDateTime: utc, ZonedEventDateTime: local }: TrackerEvent): RawTime | null {
  const instant = utc === undefined || /(z|[+-]\d\d:\d\d)$/i.test(utc.slice(0, 50)) ? utc : `${utc}Z`;
  if (local !== undefined) return { text: local, ...(instant === undefined ? {} : { instant }) };
  return instant === undefined ? null : { text: instant };
}

function placeOf({ City, State, PostalCode, Country }: TrackerEvent): Place {
  const country = countryCode(Country);
  return {
    ...(City === undefined ? {} : { city: City }),
    ...(State === undefined ? {} : { region: State }),
    ...(PostalCode === undefined ? {} : { postalCode: PostalCode }),
    ...(country === undefined ? {} : { country }),
  };
}
