/**
 * UPS Track Alert v2: subscriptions to single packages, and the message that they bring, one event of one package. Nothing signs its body:
 * it is a hint, and what counts is read again by Track.
 */
import { z } from "zod";
import type {
  Asked,
  Call,
  CarrierRequest,
  Push,
  Registration,
  RegistrationOutcome,
  ScanOutcome,
} from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { isSameSecret } from "#carriers/signatures.ts";
import { compactDate } from "#carriers/time.ts";
import { days } from "#platform/clock.ts";
import { lookupsOf, placeOf, timeOf } from "./track.ts";

/** UPS wants both in every call: a name of the call, and who calls. */
export const callHeaders = ({ id }: Call) => ({
  transId: id.replaceAll("-", "").slice(0, 32),
  transactionSrc: "posthorn",
});

// ── Subscription ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Lives fourteen days and repeats no history. Where the messages go is entered in the developer portal, not told here. */
export const registration: Registration = {
  isNeeded: false,
  lastsMs: days(14),
  batch: 100,
  credits: 0,
  request: subscriptionRequest,
  outcomes: subscriptionOutcomes,
};

function subscriptionRequest(asked: readonly Asked[], call: Call): CarrierRequest {
  return {
    method: "POST",
    path: "/api/track/v2/subscription/standard/package",
    headers: { "content-type": "application/json", accept: "application/json", ...callHeaders(call) },
    body: JSON.stringify({
      locale: "en_US",
      countryCode: "US",
      trackingNumberList: asked.map(({ number }) => number),
    }),
  };
}

const numbers = list(text, { first: 200 });
const Subscribed = z.object({
  validTrackingNumbers: numbers,
  invalidTrackingNumbers: numbers,
  response: object({ errors: list(z.object({ code: text, message: text }), { first: 20 }) }),
});

/** A refused call lists its numbers as invalid whatever it was refused for; the error says whether they are. */
function subscriptionOutcomes(body: unknown, asked: readonly Asked[]): readonly RegistrationOutcome[] {
  const answer = Subscribed.safeParse(body);
  if (!answer.success) return [];
  const { validTrackingNumbers, invalidTrackingNumbers, response } = answer.data;
  const isAmong = (list: readonly (string | undefined)[], number: string): boolean =>
    list.some((each) => each !== undefined && plainNumber(each) === plainNumber(number));
  const [error] = response?.errors ?? [];
  const isAboutNumbers = error === undefined || /\btracking ?number/i.test(error.message ?? "");
  const why = isAboutNumbers ? "invalid_number" : "bad_request";
  const detail = error?.message ?? error?.code;
  return asked.flatMap(({ number }): readonly RegistrationOutcome[] => {
    if (isAmong(validTrackingNumbers, number)) return [{ number, kind: "registered" }];
    return isAmong(invalidTrackingNumbers, number) ? [{ number, kind: "refused", why, detail }] : [];
  });
}

// ── Message ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** UPS sends a secret beside the message, as `credential` or as a bearer token: it proves the sender, not the message. */
export const push: Push = {
  enteredAt:
    "At developer.ups.com under Manage Webhook Credentials, with a credential that you choose; the same is push_secret. Where that is entered, Posthorn subscribes every parcel by itself.",
  proof:
    "the secret in the header credential, or as a bearer token; nothing signs the body, so a message is only a hint",
  prove({ headers }, secret) {
    const given = headers.credential ?? /^Bearer {1,5}(\S{1,500})$/i.exec(headers.authorization ?? "")?.[1];
    return given === undefined || isSameSecret(given, secret) ? "unproven" : "forged";
  },
};

const Message = z.object({
  trackingNumber: z.string().min(1),
  localActivityDate: text,
  localActivityTime: text,
  gmtActivityDate: text,
  gmtActivityTime: text,
  gmtOffset: text,
  activityLocation: object({ city: text, stateProvince: text, postalCode: text, country: text }),
  activityStatus: z.object({ type: text, code: text, description: text, descriptionCode: text }),
  scheduledDeliveryDate: text,
  actualDeliveryDate: text,
  receivedBy: text,
  alternateTrackingNumber: text,
});

export const trackAlertAnswer = Message.transform((message) => ({ shape: "alert" as const, message }));

export function trackAlertScans(message: z.output<typeof Message>): readonly ScanOutcome[] {
  const { type, code, descriptionCode, description } = message.activityStatus;
  const location = message.activityLocation;
  const promised = message.actualDeliveryDate === undefined ? compactDate(message.scheduledDeliveryDate) : undefined;
  return [
    {
      kind: "scans",
      number: message.trackingNumber,
      scans: [
        {
          time: timeOf({
            date: message.localActivityDate,
            time: message.localActivityTime,
            gmtDate: message.gmtActivityDate,
            gmtTime: message.gmtActivityTime,
            gmtOffset: message.gmtOffset,
          }),
          lookups: lookupsOf({ type, code, statusCode: descriptionCode }),
          rawCode: code ?? descriptionCode ?? type ?? "",
          ...(type === undefined ? {} : { rawSubCode: type }),
          text: description ?? "",
          place: placeOf(
            location === undefined
              ? undefined
              : { ...location, addressLine1: undefined, stateProvinceCode: undefined, countryCode: undefined },
          ),
          facts: message.receivedBy === undefined ? {} : { signedBy: message.receivedBy },
        },
      ],
      estimate: promised === undefined ? undefined : { from: promised, through: null, kind: "date" },
      partnerNumbers:
        message.alternateTrackingNumber === undefined ? [] : [{ number: message.alternateTrackingNumber }],
    },
  ];
}
