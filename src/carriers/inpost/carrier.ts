/** InPost: ShipX's public tracking, one number per call and no key. Its webhook is read too, as a hint. */
import { z } from "zod";
import { noAuth } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier, type Refusal, type ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import type { PickupPoint } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

const Detail = z.object({ status: text, origin_status: text, agency: text, location: text, datetime: text });
type InPostDetail = z.output<typeof Detail>;
const detailList = list(Detail, { first: 500 });

const Locker = object({
  name: text,
  opening_hours: text,
  location_description: text,
  address: object({ line1: text, line2: text }),
});

const Tracking = z
  .object({
    tracking_number: z.string().min(1),
    service: text,
    status: text,
    updated_at: text,
    custom_attributes: object({ target_machine_detail: Locker }),
    tracking_details: z.custom<readonly unknown[]>(Array.isArray).transform((details) => detailList.parse(details)),
  })
  .transform((tracking) => ({ shape: "tracking" as const, ...tracking }));
type InPostTracking = z.output<typeof Tracking>;

/** The webhook tells one status of one parcel; `shipment_confirmed` has no status. */
const Message = z
  .object({
    event: z.string(),
    event_ts: text,
    payload: z.object({ tracking_number: z.string().min(1), status: text }),
  })
  .transform(({ event_ts, payload }) => ({
    shape: "message" as const,
    number: payload.tracking_number,
    detail: { status: payload.status, datetime: event_ts },
  }));

export const inpost = defineCarrier({
  slug: "inpost",
  name: "InPost",
  serves: ["inpost-paczkomaty"],
  docs: "https://dokumentacja-inpost.atlassian.net/wiki/spaces/PL/overview",
  // The sandbox answers no tracking.
  baseUrls: { production: "https://api-shipx-pl.easypack24.net" },
  auth: {
    ...noAuth,
    fields: [{ name: "push_secret", label: "of no use yet: InPost signs nothing", isOptional: true }],
  },
  // InPost publishes no limit; these are our own caution.
  limits: { perSecond: 2, perDay: null, concurrent: 2, batch: 1 },
  homeZone: "Europe/Warsaw",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[0-9]{12,30}$/,
  quality: "table",
  unproven: [
    "No recorded answer: the samples are written after the documentation.",
    "InPost publishes no limit of calls.",
    "Whether the webhook can be signed: every message is taken as a hint.",
    "InPost UK and Italy have hosts of their own, which are not asked.",
  ],
  trackingPage: "https://inpost.pl/en/find-parcel?number={number}",
  request: ([asked]: readonly Asked[]): CarrierRequest => ({
    method: "GET",
    path: `/v1/tracking/${encodeURIComponent(asked?.number ?? "")}`,
    headers: { accept: "application/json" },
  }),
  answer: z.union([Tracking, Message]),
  scans: (answer) => [
    answer.shape === "tracking"
      ? outcomeOf(answer)
      : { kind: "scans", number: answer.number, scans: answer.detail.status ? [scanOf(answer.detail, false)] : [] },
  ],
  refusal,
  push: {
    proof: "nothing: a message is unsigned and only makes us ask",
    enteredAt: "As the webhook of your organisation at InPost (ShipX). push_secret is of no use yet.",
    prove: () => "unproven",
  },
});

function outcomeOf(tracking: InPostTracking): ScanOutcome {
  const { tracking_number, service, status, updated_at, tracking_details } = tracking;
  const isLocker = service?.startsWith("inpost_locker") ?? false;
  const details =
    tracking_details.length > 0 || status === undefined ? tracking_details : [{ status, datetime: updated_at }];
  return {
    kind: "scans",
    number: tracking_number,
    scans: details.map((detail) => scanOf(detail, isLocker)),
    // A parcel that is stored elsewhere, because its locker is full, is not where the answer's locker stands.
    pickupPoint: details[0]?.status?.startsWith("stack_in_")
      ? undefined
      : pickupPointOf(tracking.custom_attributes?.target_machine_detail),
    service,
  };
}

function scanOf(detail: Partial<InPostDetail>, isLocker: boolean) {
  const { status = "", origin_status, location, agency, datetime } = detail;
  const place = location ?? agency;
  return {
    time: datetime === undefined ? null : { text: datetime },
    lookups: [
      ...(isLocker ? [{ list: "status", code: status, subcode: "locker" }] : []),
      { list: "status", code: status },
    ],
    rawCode: status,
    ...(origin_status === undefined ? {} : { rawSubCode: origin_status }),
    // The answer has no sentences; the name of the status is all that InPost says.
    text: status,
    ...(place === undefined ? {} : { place: { name: place } }),
  };
}

/** `line2` is "00-950 Warszawa". */
function pickupPointOf(locker: z.output<typeof Locker>): PickupPoint | undefined {
  if (locker === undefined) return undefined;
  const [, postalCode, city] = /^(\d{2}-\d{3}) (.{1,100})$/.exec(locker.address?.line2 ?? "") ?? [];
  return {
    name: [locker.name, locker.location_description].filter((part) => part !== undefined).join(", "),
    street: locker.address?.line1,
    postalCode,
    city: city ?? locker.address?.line2,
    country: "PL",
    openingHours: locker.opening_hours,
  };
}

/** Source: error keys of the ShipX documentation. With one number as the whole request, a failed validation is the number's. */
const whyOfError: ReadonlyMap<string, Refusal> = new Map(
  Object.entries<Refusal>({
    resource_not_found: "not_found",
    validation_failed: "invalid_number",
    token_invalid: "unauthorized",
  }),
);

const Failure = z.object({ status: z.number().min(400).max(599), error: z.string(), message: text, description: text });

function refusal(body: unknown): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  if (!failure.success) return undefined;
  const { error, message, description } = failure.data;
  return {
    why: whyOfError.get(error),
    detail: message ?? description ?? error,
  };
}
