/**
 * DPD without a contract: the JSON behind the group's public tracking page. Nobody promised it: it may change, and its gateway turns
 * callers away that it takes for machines. It is off until an operator switches it on, and comes after DPD's own service.
 */
import { z } from "zod";
import { labelNumber, localTime, numberPattern, placeOf } from "#carriers/_families/dpd.ts";
import { noAuth } from "#carriers/auth.ts";
import {
  type Asked,
  type CarrierRequest,
  type CodeLookup,
  defineCarrier,
  type Scan,
  type ScanOutcome,
} from "#carriers/carrier.ts";
import { flag, list, object, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import type { PickupPoint, Place } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

const GroupScan = z.object({
  date: text,
  scanData: object({
    location: text,
    country: text,
    scanType: object({ code: text, name: text }),
    additionalCodes: object({ additionalCode: list(z.object({ code: text }), { first: 10 }) }),
  }),
  scanDescription: object({ label: text, content: list(text, { first: 20 }) }),
  links: list(z.object({ target: text, url: text }), { first: 20 }),
});
type GroupScan = z.output<typeof GroupScan>;

const Step = z.object({
  status: text,
  label: text,
  description: object({ content: list(text, { first: 20 }) }),
  statusHasBeenReached: flag,
  location: text,
  date: text,
});
type Step = z.output<typeof Step>;

const LifeCycle = z.object({
  shipmentInfo: object({ parcelLabelNumber: text, productName: text }),
  statusInfo: list(Step, { first: 50 }),
  scanInfo: object({ scan: list(GroupScan, { last: 500 }) }),
});
type LifeCycle = z.output<typeof LifeCycle>;

export const dpdGroup = defineCarrier({
  slug: "dpd-group",
  name: "DPD (public page, unofficial)",
  serves: [
    "dpd",
    "dpd-api",
    "dpd-de",
    "dpd-nl",
    "dpd-nl-api",
    "packs-api",
    "dpd-at",
    "dpd-at-sftp",
    "dpd-ro",
    "dpd-ch-sftp",
    "dpd-hungary",
    "dpd-hungary-ftp",
    "dpd-hungary-web",
    "dpd-sk-sftp",
  ],
  docs: "https://tracking.dpd.de/",
  baseUrls: { production: "https://tracking.dpd.de" },
  auth: noAuth,
  // A page for people is asked at the pace of people.
  limits: { perSecond: 0.2, perDay: 500, concurrent: 1, batch: 1 },
  homeZone: "Europe/Berlin",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern,
  quality: "table",
  unproven: [
    "No contract and no documentation: the bodies are mocks and client code of others, and DPD may change or refuse it.",
    "The gateway's bot protection answers 403 at times.",
    "Additional codes: four of about 200 are known; an unknown one leaves the scan code's meaning.",
    "Which countries' parcels it knows: Germany, the Netherlands and Romania were seen, the others are inferred.",
    "DPD in the United Kingdom and Ireland has a page of its own, whose terms forbid that programs ask it: its parcels are not asked.",
    "Terms of use were not examined; DPD's own service is preferred wherever its credential is there.",
  ],
  trackingPage: "https://tracking.dpd.de/parcelstatus?query={number}&locale=en_D2",
  request,
  answer: z
    .object({ parcellifecycleResponse: z.object({ parcelLifeCycleData: z.union([z.null(), LifeCycle]) }) })
    .transform(({ parcellifecycleResponse }) => ({ lifeCycle: parcellifecycleResponse.parcelLifeCycleData })),
  scans: ({ lifeCycle }, asked) => {
    const number = asked[0]?.number ?? lifeCycle?.shipmentInfo?.parcelLabelNumber ?? "";
    // Inside a 200: the page knows nothing of the number.
    return [lifeCycle === null ? { kind: "refused", number, why: "not_found" } : outcomeOf(lifeCycle, number)];
  },
});

const languages = new Map([
  ["de", "de_DE"],
  ["nl", "nl_NL"],
]);

function request([asked]: readonly Asked[]): CarrierRequest {
  const language = languages.get(asked?.language ?? "") ?? "en_US";
  return {
    method: "GET",
    path: `/rest/plc/${language}/${encodeURIComponent(labelNumber(asked?.number ?? ""))}`,
    headers: { accept: "application/json" },
  };
}

function outcomeOf({ shipmentInfo, statusInfo, scanInfo }: LifeCycle, asked: string): ScanOutcome {
  const scans = scanInfo?.scan ?? [];
  return {
    kind: "scans",
    number: numberOf(shipmentInfo?.parcelLabelNumber, asked),
    scans: scans.length > 0 ? scansOf(scans) : stepsOf(statusInfo),
    service: shipmentInfo?.productName,
    proofAvailable: scans.some(({ links }) => links.some(({ target }) => target === "DOCUMENT_POD_V2")),
  };
}

/** The page names the 14 digits, whatever form of the number was asked. */
const numberOf = (label: string | undefined, asked: string): string =>
  label === undefined || labelNumber(asked) === label ? asked : label;

function scansOf(scans: readonly GroupScan[]): readonly Scan[] {
  const firstTour = scans.findIndex(({ scanData }) => codeOf(scanData?.scanType?.code) === "3");
  return scans.map((scan, at) => scanOf(scan, firstTour !== -1 && firstTour < at));
}

function scanOf({ date, scanData, scanDescription, links }: GroupScan, hasBeenOut: boolean): Scan {
  const raw = scanData?.scanType?.code ?? "";
  const additional = (scanData?.additionalCodes?.additionalCode ?? []).flatMap(({ code }) => code ?? []);
  const place: Place = { ...placeOf(scanData?.location), ...countryOf(scanData?.country) };
  const shop = links.find(({ target }) => target === "PARCELSHOP_DETAIL");
  const point: PickupPoint | undefined = shop && { city: place.city, country: place.country, url: shop.url };
  return {
    time: date === undefined ? null : { text: date },
    lookups: lookupsOf(codeOf(raw), additional, scanData?.scanType?.name, hasBeenOut),
    rawCode: raw,
    ...(additional[0] === undefined ? {} : { rawSubCode: additional.join("/") }),
    text: scanDescription?.content.find((line) => line !== undefined) ?? scanDescription?.label ?? "",
    place,
    ...(point === undefined ? {} : { facts: { pickupPoint: point } }),
  };
}

/** `04`, `4` → `4`. */
const codeOf = (code = ""): string => code.replace(/^0{1,5}(?=[0-9])/, "");

const countryOf = (written: string | undefined): Place => {
  const country = countryCode(written);
  return country === undefined ? {} : { country };
};

/**
 * The official list calls 04 the driver's return, bodies use it for the arrival at the destination depot: its name tells, or that the
 * parcel was never out before.
 */
function lookupsOf(
  code: string,
  additional: readonly string[],
  name: string | undefined,
  hasBeenOut: boolean,
): readonly CodeLookup[] {
  if (code === "4" && (name?.endsWith("_INBOUND") || !hasBeenOut)) return [{ list: "scan", code, subcode: "inbound" }];
  return [
    ...additional.map((more) => ({
      list: "scan",
      code,
      subcode: /^\d{1,2}$/.test(more) ? more.padStart(3, "0") : more,
    })),
    { list: "scan", code },
  ];
}

/** Without scans, the progress bar: what is reached, or that nothing is yet. */
function stepsOf(steps: readonly Step[]): readonly Scan[] {
  const reached = steps.filter(({ statusHasBeenReached }) => statusHasBeenReached);
  const [first] = steps;
  if (reached.length === 0 && first !== undefined)
    return [{ time: null, lookups: [{ list: "ahead", code: first.status ?? "" }], rawCode: "", text: "" }];
  return reached.map(({ status = "", label, description, location, date }) => {
    const time = localTime(date);
    return {
      time: time === undefined ? null : { text: time },
      lookups: [{ list: "step", code: status }],
      rawCode: status,
      text: description?.content.find((line) => line !== undefined) ?? label ?? "",
      place: placeOf(location),
    };
  });
}
