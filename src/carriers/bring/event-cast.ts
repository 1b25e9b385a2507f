/**
 * Event Cast: a webhook per number that Bring calls with one status at a time. Nothing is signed; Bring only repeats a header that we
 * gave it. So a message with our secret is a hint, after which the history is asked (W-06), and one without it is a stranger's.
 */
import { z } from "zod";
import type {
  Asked,
  Push,
  PushAddress,
  Refusal,
  Registration,
  RegistrationOutcome,
  ScanOutcome,
} from "#carriers/carrier.ts";
import { text } from "#carriers/lenient.ts";
import { isSameSecret } from "#carriers/signatures.ts";
import { days } from "#platform/clock.ts";
import { statuses } from "./statuses.ts";

const Message = z.object({
  status: z.string().min(1),
  shipment: text,
  package: text,
  created: text,
  pushed: z.string(),
});

export const eventCastAnswer = Message.transform((message) => ({ shape: "event-cast" as const, message }));

/** Said of the package and of its shipment: either may be the number that we follow. */
export function eventCastScans(message: z.output<typeof Message>): readonly ScanOutcome[] {
  const { status, created } = message;
  const numbers = [message.package, message.shipment].filter((number) => number !== undefined);
  return [...new Set(numbers)].map((number) => ({
    kind: "scans",
    number,
    scans: [
      {
        // `2019-03-16T14:58:48+0000`: always UTC, whatever the place.
        time: created === undefined ? null : { text: created.replace(/\+0000$/, "Z") },
        lookups: [{ list: "status", code: status }],
        rawCode: status,
        text: "",
      },
    ],
  }));
}

const secretHeader = "x-posthorn-secret";

export const push: Push = {
  enteredAt:
    "Nowhere: where push_secret is entered, a secret that you make up, Posthorn tells Bring the address with every parcel.",
  proof: `our secret in ${secretHeader}, which Bring repeats; nothing is signed, so a message is a hint`,
  prove: ({ headers }, secret) => (isSameSecret(headers[secretHeader] ?? "", secret) ? "unproven" : "forged"),
};

/** All but UNKNOWN; there is no wildcard. */
const eventGroups = [...new Set(statuses.map(({ code }) => code))].filter((code) => code !== "UNKNOWN");

export const registration: Registration = {
  isNeeded: false,
  // "Active for 30 days or until delivery" (a client; the page says that the time is fixed and not which).
  lastsMs: days(30),
  // A hundred fit into one request, of which the shape is not known.
  batch: 1,
  credits: 0,
  request: (asked, call) => ({
    method: "POST",
    path: "/event-cast/api/v1/webhooks",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({
      trackingId: asked[0]?.number ?? "",
      event_groups: eventGroups,
      configuration: configurationOf(call.push),
    }),
  }),
  outcomes,
};

const configurationOf = (address: PushAddress | null) => ({
  url: address?.url ?? "",
  content_type: "application/json",
  headers: [{ key: secretHeader, value: address?.secret ?? "" }],
});

const Created = z.object({ id: text });
const Failure = z.object({ message: text, error: text });

function outcomes(body: unknown, asked: readonly Asked[], status: number): readonly RegistrationOutcome[] {
  const number = asked[0]?.number ?? "";
  const created = Created.safeParse(body);
  const reference = created.success ? created.data.id : undefined;
  if (status >= 200 && status < 300)
    return [{ number, kind: "registered", ...(reference === undefined ? {} : { reference }) }];
  const failure = Failure.safeParse(body);
  const detail = failure.success ? (failure.data.message ?? failure.data.error) : undefined;
  // One webhook per number and status: a second one is refused.
  if (status === 409 || (status === 400 && /already|exists|duplicate/i.test(detail ?? "")))
    return [{ number, kind: "registered" }];
  return [{ number, kind: "refused", why: whyOf(status), ...(detail === undefined ? {} : { detail }) }];
}

function whyOf(status: number): Refusal {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 429) return "throttled";
  return status >= 500 ? "unavailable" : "bad_request";
}
