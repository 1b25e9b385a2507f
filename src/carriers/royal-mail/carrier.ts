/**
 * Royal Mail: Tracking API v2. Asked for the events of one item, because they are its history; the summary answers for thirty
 * items, but of each with its last event only, and what happened between two looks would be lost. Both are read.
 */
import { z } from "zod";
import { type Asked, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { count, list, text } from "#carriers/lenient.ts";
import { mailPieceScans, mailPiecesAnswer, whyOfCode } from "./mail-pieces.ts";
import { statuses } from "./statuses.ts";

export const royalMail = defineCarrier({
  slug: "royal-mail",
  name: "Royal Mail",
  serves: ["royal-mail", "royal-mail-ftp", "royal-mail-webhook"],
  docs: "https://developer.royalmail.net/",
  baseUrls: { production: "https://api.royalmail.net" },
  auth: {
    kind: "client_id_and_secret",
    fields: [{ name: "client_id" }, { name: "client_secret" }],
    headers: ({ client_id = "", client_secret = "" }) => ({
      "x-ibm-client-id": client_id,
      "x-ibm-client-secret": client_secret,
    }),
  },
  // The limit depends on the plan and is not public; one a second is our own caution.
  limits: { perSecond: 1, perDay: null, concurrent: 1, batch: 1 },
  homeZone: "Europe/London",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^([A-Za-z]{2}\d{9}[A-Za-z]{2}|[A-Za-z0-9]{21})$/,
  quality: "reads",
  unproven: [
    "The carrier's own pages could not be read; facts come from public clients that quote its examples.",
    "The list of event codes is not complete; of the status categories only IN TRANSIT was seen.",
    "The limits of a plan.",
    "Parcelforce is not served: its numbers are not known to be.",
  ],
  trackingPage: "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
  request,
  answer: mailPiecesAnswer,
  scans: ({ mailPieces }, asked) => mailPieceScans(mailPieces, asked),
  refusal,
});

/** The terms have to be accepted with every call. */
function request([asked]: readonly Asked[]): CarrierRequest {
  return {
    method: "GET",
    path: `/mailpieces/v2/${encodeURIComponent(asked?.number ?? "")}/events`,
    headers: { accept: "application/json", "x-accept-rmg-terms": "yes" },
  };
}

const Failure = z.object({
  httpCode: count,
  httpMessage: text,
  moreInformation: text,
  errors: list(z.object({ errorCode: text, errorDescription: text }), { first: 20 }),
  mailPieces: z.undefined().optional(),
});

function refusal(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const failure = Failure.safeParse(body);
  if (!failure.success) return undefined;
  const { httpCode, httpMessage, moreInformation, errors } = failure.data;
  for (const { errorCode = "", errorDescription } of errors) {
    const why = whyOfCode(errorCode);
    if (why !== undefined) return { why, detail: errorDescription ?? errorCode };
  }
  const detail = errors[0]?.errorDescription ?? moreInformation ?? httpMessage ?? errors[0]?.errorCode;
  if (status >= 300 || (httpCode === undefined && errors.length === 0))
    return detail === undefined ? undefined : { detail };
  return { why: "bad_request", detail };
}
