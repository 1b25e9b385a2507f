/**
 * GLS Group: Track And Trace V1, ten numbers per call. Each parcel has a status of its own beside its events (newest first), and an
 * error of its own inside the 200.
 */
import { z } from "zod";
import { oauth } from "#carriers/auth.ts";
import {
  type Asked,
  type CarrierRequest,
  type CodeLookup,
  defineCarrier,
  type Refusal,
  type Scan,
  type ScanOutcome,
} from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import { statuses } from "./statuses.ts";

const Event = z.object({
  code: text,
  city: text,
  postalCode: text,
  country: text,
  description: text,
  eventDateTime: text,
});
type GlsEvent = z.output<typeof Event>;

const Parcel = z.object({
  requested: text,
  unitno: text,
  status: text,
  statusDateTime: text,
  events: list(Event, { first: 500 }),
  errorCode: text,
  errorMessage: text,
});
type GlsParcel = z.output<typeof Parcel>;
const parcelList = list(Parcel, { first: 100 });

const isParcel = ({ requested, unitno }: GlsParcel): boolean => requested !== undefined || unitno !== undefined;

export const gls = defineCarrier({
  slug: "gls",
  name: "GLS",
  serves: [
    "gls",
    "gls-croatia",
    "gls-cz",
    "gls-da",
    "gls-hun",
    "gls-hun-api",
    "gls-italy",
    "gls-italy-ftp",
    "gls-netherlands",
    "gls-netherlands-sftp",
    "gls-netherlands-webhook",
    "gls-romania",
    "gls-slovakia",
    "gls-slovenia",
  ],
  docs: "https://dev-portal.gls-group.net/",
  baseUrls: { production: "https://api.gls-group.net", test: "https://api-sandbox.gls-group.net" },
  auth: oauth({ path: "/oauth2/v2/token", place: "basic" }),
  // 500 calls a day for every app, more on request. GLS names no rate per second; one is our own caution.
  limits: { perSecond: 1, perDay: 500, concurrent: 2, batch: 10 },
  homeZone: "Europe/Berlin",
  format: "json",
  newestFirst: true,
  statuses,
  // A comma would part two numbers.
  numberPattern: /^[A-Za-z0-9_]{6,14}$/,
  quality: "reads",
  unproven: [
    "The whole list of event codes: GLS gives it only to customers, twelve of its codes are known.",
    "What an unknown code means by its group (DELIVD, INBOUD …).",
    "Which national networks the group's interface really answers for; Spain and the USA, with systems of their own, are left out.",
    "How a parcel that comes back is told apart from one that goes out.",
  ],
  trackingPage: "https://gls-group.eu/EU/en/parcel-tracking?match={number}",
  request: (asked: readonly Asked[]): CarrierRequest => ({
    method: "GET",
    path: `/track-and-trace-v1/tracking/simple/trackids/${asked.map(({ number }) => encodeURIComponent(number)).join(",")}?showEvents=true`,
    headers: { accept: "application/json", "accept-language": asked[0]?.language === "de" ? "DE" : "EN" },
  }),
  answer: z
    .object({ parcels: z.custom<readonly unknown[]>(Array.isArray) })
    .transform(({ parcels }) => ({ parcels: parcelList.parse(parcels), isEmpty: parcels.length === 0 }))
    .refine(({ parcels, isEmpty }) => isEmpty || parcels.some(isParcel), "no parcel of GLS"),
  scans: ({ parcels }) => parcels.filter(isParcel).map(outcomeOf),
  refusal,
});

/** Source: `ParcelErrorCodeDTO` of the OpenAPI document. */
const whyOfError: ReadonlyMap<string, Refusal> = new Map(
  Object.entries<Refusal>({
    E_400_01: "invalid_number",
    E_400_02: "bad_request",
    E_400_03: "needs_more",
    E_404_01: "not_found",
    E_404_02: "not_found",
    E_500_01: "unavailable",
  }),
);

function outcomeOf(parcel: GlsParcel): ScanOutcome {
  // The asked number: an 8-character track id is answered with the parcel's 11 digits beside it.
  const number = parcel.requested ?? parcel.unitno ?? "";
  const { errorCode, errorMessage } = parcel;
  if (errorCode !== undefined && parcel.status === undefined) {
    return {
      kind: "refused",
      number,
      why: whyOfError.get(errorCode) ?? "bad_request",
      detail: errorMessage ?? errorCode,
    };
  }
  return { kind: "scans", number, scans: scansOf(parcel) };
}

/**
 * The status says of the newest event what it means, when it changed with it; a status of another minute is a scan of its own, because
 * the events of some networks come later or not at all. The status never becomes the event's sub-code: the same event would be another
 * one as soon as a newer is there.
 */
function scansOf({ status, statusDateTime, events }: GlsParcel): readonly Scan[] {
  if (status === undefined) return events.map((event) => scanOf(event, []));
  const code = status.toUpperCase();
  const meaning: CodeLookup = {
    list: "status",
    code,
    ...(events.length > 0 && code === "FINAL" ? { subcode: "history" } : {}),
  };
  const [newest, ...older] = events;
  const isSaidOfNewest = newest !== undefined && isSameMinute(newest.eventDateTime, statusDateTime) && code !== "FINAL";
  return isSaidOfNewest
    ? [scanOf(newest, [meaning]), ...older.map((event) => scanOf(event, []))]
    : [statusScan(status, statusDateTime, meaning), ...events.map((event) => scanOf(event, []))];
}

const statusScan = (status: string, time: string | undefined, meaning: CodeLookup): Scan => ({
  time: time === undefined ? null : { text: time },
  lookups: [meaning],
  rawCode: status,
  text: status,
});

/** The event's own code, then what the parcel's status says, then the event's group. */
function scanOf(event: GlsEvent, meanings: readonly CodeLookup[]): Scan {
  const { code = "", city, postalCode, description } = event;
  const country = countryCode(event.country);
  return {
    time: event.eventDateTime === undefined ? null : { text: event.eventDateTime },
    lookups: [{ list: "event", code }, ...meanings, { list: "group", code: code.slice(0, 20).split(".")[0] ?? "" }],
    rawCode: code,
    text: description ?? "",
    place: { city, postalCode, country },
  };
}

const isSameMinute = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(Date.parse(a) - Date.parse(b)) < 60_000;

/** Errors of the gateway (`fault`) and of the service (problem JSON). */
const Fault = z.object({ fault: z.object({ faultstring: text, detail: z.object({ errorcode: text }) }) });
const Problem = z.object({ title: z.string(), status: z.number().min(400).max(599), detail: text });

function refusal(body: unknown): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const fault = Fault.safeParse(body);
  if (fault.success) {
    const { faultstring, detail } = fault.data.fault;
    const code = detail.errorcode ?? "";
    if (code.startsWith("policies.ratelimit.")) return { why: "throttled", detail: faultstring };
    if (/^(steps\.jwt|steps\.oauth|oauth|keymanagement)\./.test(code))
      return { why: "unauthorized", detail: faultstring };
    return { detail: faultstring };
  }
  const problem = Problem.safeParse(body);
  return problem.success ? { detail: problem.data.detail ?? problem.data.title } : undefined;
}
