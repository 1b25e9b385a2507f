/**
 * Hermes Germany: the Shipment Info API of the Hermes Shipping Interface (HSI), up to a hundred numbers per call. What Hermes does not
 * know is an entry of the 200 with a result code of its own.
 */
import { z } from "zod";
import { oauth } from "#carriers/auth.ts";
import {
  type Asked,
  type CarrierRequest,
  defineCarrier,
  type Refusal,
  type Scan,
  type ScanOutcome,
} from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { countryCode } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Estimate } from "#shipments/event.ts";
import { long } from "./statuses/nine-digits.ts";
import { statuses } from "./statuses.ts";

const Status = z.object({
  timestamp: text,
  code: text,
  description: text,
  scanningUnit: object({ name: text, city: text, countryCode: text }),
});
type HermesStatus = z.output<typeof Status>;

const Shipment = z.object({
  shipmentID: text,
  internationalShipmentID: text,
  result: object({ code: text, message: text }),
  deliveryForecast: object({ date: text, timeSlot: object({ from: text, to: text }) }),
  status: list(Status, { last: 500 }),
});
type HermesShipment = z.output<typeof Shipment>;
const shipmentList = list(Shipment, { first: 200 });

const isShipment = ({ shipmentID, internationalShipmentID }: HermesShipment): boolean =>
  shipmentID !== undefined || internationalShipmentID !== undefined;

export const hermesDe = defineCarrier({
  slug: "hermes-de",
  name: "Hermes Germany",
  serves: ["hermes-de", "hermes", "hermes-de-ftp"],
  docs: "https://github.com/karrioapi/karrio/tree/main/modules/connectors/hermes/vendor",
  baseUrls: { production: "https://de-api.hermesworld.com", token: "https://authme.myhermes.de" },
  auth: {
    ...oauth({
      path: "/authorization-facade/oauth2/access_token",
      place: "form",
      fields: [{ name: "username" }, { name: "password" }],
      parameters: ({ username = "", password = "" }) => ({ grant_type: "password", username, password }),
    }),
    kind: "oauth_password",
  },
  // Hermes states no rate; one call a second is our own caution. 100 numbers fit into one call.
  limits: { perSecond: 1, perDay: null, concurrent: 1, batch: 100 },
  homeZone: "Europe/Berlin",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern: /^(?:[0-9]{14}|[0-9]{16}|[0-9]{20}|[A-Za-z][0-9]{15,19})$/,
  quality: "table",
  unproven: [
    "No recorded answer: the samples are written after the published interface description.",
    "In which of its two forms HSI sends the event code; both are read, and the description's example 0-0-0.",
    "How often may be asked.",
    "The code `hermes` can mean a British parcel, which HSI does not know (it is Evri's).",
  ],
  trackingPage: "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#{number}",
  request,
  answer: z
    .object({ shipmentinfo: z.custom<readonly unknown[]>(Array.isArray) })
    .transform(({ shipmentinfo }) => ({
      shipments: shipmentList.parse(shipmentinfo),
      isEmpty: shipmentinfo.length === 0,
    }))
    .refine(({ shipments, isEmpty }) => isEmpty || shipments.some(isShipment), "no shipment of Hermes"),
  scans: ({ shipments }, asked) => shipments.filter(isShipment).map((shipment) => outcomeOf(shipment, asked)),
  refusal,
});

function request(asked: readonly Asked[]): CarrierRequest {
  const query = new URLSearchParams(asked.map(({ number }) => ["shipmentID", number]));
  return {
    method: "GET",
    path: `/services/hsi/shipmentinfo?${query}`,
    headers: { accept: "application/json", "accept-language": asked[0]?.language === "de" ? "DE" : "EN" },
  };
}

/** Source: response descriptions of the interface (Shipment Info API, 2025-12-08). */
const whyOfResult: ReadonlyMap<string, Refusal> = new Map(
  Object.entries({
    e001: "not_found",
    e002: "unavailable",
    e005: "bad_request",
    e006: "bad_request",
    e008: "bad_request",
    e009: "bad_request",
    e900: "forbidden",
    e902: "unauthorized",
    e903: "unauthorized",
    e999: "unavailable",
  }),
);
const whyOf = (code: string | undefined): Refusal | undefined => whyOfResult.get(code ?? "");

function outcomeOf(shipment: HermesShipment, asked: readonly Asked[]): ScanOutcome {
  const { shipmentID, internationalShipmentID, result, status } = shipment;
  const number = askedOf([shipmentID, internationalShipmentID], asked) ?? shipmentID ?? internationalShipmentID ?? "";
  if (result?.code !== undefined && status.length === 0) {
    return { kind: "refused", number, why: whyOf(result.code) ?? "bad_request", detail: result.message ?? result.code };
  }
  return { kind: "scans", number, scans: scansOf(status), estimate: estimateOf(shipment) };
}

/** Hermes knows a parcel by its own number and by an international one; it is answered under the one that was asked. */
function askedOf(names: readonly (string | undefined)[], asked: readonly Asked[]): string | undefined {
  const plain = names.flatMap((name) => (name === undefined ? [] : [plainNumber(name)]));
  return asked.find(({ number }) => plain.includes(plainNumber(number)))?.number;
}

function estimateOf({ deliveryForecast }: HermesShipment): Estimate | undefined {
  const { date, timeSlot } = deliveryForecast ?? {};
  if (date === undefined) return undefined;
  if (timeSlot?.from === undefined) return { from: date, through: null, kind: "date" };
  return {
    from: `${date}T${timeSlot.from}`,
    through: timeSlot.to === undefined ? null : `${date}T${timeSlot.to}`,
    kind: "window",
  };
}

// ── Codes ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The words column of the long list names the short code. */
const shortOfLong = new Map(long.map(({ code, words }) => [code, words]));

/** `0-60-3` → `000060003`; other forms stay. */
function wholeCode(code: string): string {
  const parts = /^(\d{1,3})-(\d{1,3})-(\d{1,3})$/.exec(code);
  return parts === null
    ? code
    : parts
        .slice(1)
        .map((part) => part.padStart(3, "0"))
        .join("");
}

const shortCode = (code: string): string => shortOfLong.get(wholeCode(code)) ?? code;

/** Which scan a code takes back, when it is the one before: a departure, a return, a cancellation, or whatever it is. */
const takesBack: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    "4070": /^3[03]/,
    "4072": /^60[89]/,
    "4690": /^/,
    "9399": /^934/,
  }),
);

function scansOf(statuses: readonly HermesStatus[]): readonly Scan[] {
  const inTime = statuses.toSorted((a, b) => timeOf(a) - timeOf(b));
  let isGoingBack = false;
  return inTime.map((status, at) => {
    const code = shortCode(status.code ?? "");
    const scan = scanOf(status, {
      ...(isGoingBack ? { isReturnLeg: true } : {}),
      ...(takesBack.get(code)?.test(shortCode(inTime[at - 1]?.code ?? "")) ? { retractsPrevious: true } : {}),
    });
    // 6085 is damage by its meaning and a return by its words; the other returns are told by their event (§3.5).
    if (code === "6085") isGoingBack = true;
    if (code === "4072") isGoingBack = false;
    return scan;
  });
}

const timeOf = ({ timestamp = "" }: HermesStatus): number => Date.parse(timestamp) || 0;

function scanOf(status: HermesStatus, facts: NonNullable<Scan["facts"]>): Scan {
  const { timestamp, code = "", description, scanningUnit } = status;
  return {
    time: timestamp === undefined ? null : { text: timestamp },
    lookups: [
      { list: "long", code: wholeCode(code) },
      { list: "short", code },
    ],
    rawCode: code,
    text: description ?? "",
    place: { name: scanningUnit?.name, city: scanningUnit?.city, country: countryCode(scanningUnit?.countryCode) },
    facts,
  };
}

/** Several codes of one failed call: the first that says why. */
const Failure = z.object({
  listOfResultCodes: z.custom<readonly unknown[]>(Array.isArray).transform((codes) => resultList.parse(codes)),
});
const resultList = list(z.object({ code: text, message: text }), { first: 20 });

function refusal(body: unknown): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  if (!failure.success) return undefined;
  const results = failure.data.listOfResultCodes;
  const telling = results.find(({ code }) => whyOf(code) !== undefined) ?? results[0];
  return { why: whyOf(telling?.code), detail: telling?.message ?? telling?.code };
}
