/** Bring and Posten Norge: Tracking v2, and Event Cast for news that Bring tells by itself. */
import { z } from "zod";
import type { Asked, Auth, CarrierRequest } from "#carriers/carrier.ts";
import { defineCarrier } from "#carriers/carrier.ts";
import { eventCastAnswer, eventCastScans, push, registration } from "./event-cast.ts";
import { statuses } from "./statuses.ts";
import { trackingAnswer, trackingRefusal, trackingScans } from "./tracking.ts";

/** Mybring's user and key; the third header tells where we use them. */
const auth: Auth = {
  kind: "api_key",
  fields: [
    { name: "uid", label: "X-Mybring-API-Uid (e-mail)", isPublic: true },
    { name: "key", label: "X-Mybring-API-Key" },
    { name: "client_url", label: "X-Bring-Client-URL", isOptional: true, isPublic: true },
    { name: "push_secret", label: "a secret of your own, for push", isOptional: true },
  ],
  headers: ({ uid = "", key = "", client_url }) => ({
    "X-Mybring-API-Uid": uid,
    "X-Mybring-API-Key": key,
    ...(client_url === undefined ? {} : { "X-Bring-Client-URL": client_url }),
  }),
};

export const bring = defineCarrier({
  slug: "bring",
  name: "Bring, Posten Norge",
  serves: ["bring", "posten-norge"],
  docs: "https://developer.bring.com/api/tracking/",
  baseUrls: { production: "https://api.bring.com" },
  auth,
  // No figure is published for tracking; Event Cast allows 50 at once. Our own caution.
  limits: { perSecond: 5, perDay: null, concurrent: 4, batch: 1 },
  homeZone: "Europe/Oslo",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^(?:\d{17,20}|[A-Za-z]{2}\d{9}[A-Za-z]{2}|TEST[A-Za-z]{4,30})$/,
  quality: "reads",
  unproven: [
    "No limit of calls is published for tracking.",
    "The format of dateOfReturn (until when a parcel is kept).",
    "How Event Cast answers a second webhook for the same number, and how long a webhook lasts (30 days, by a client).",
    "How a locker is told from a shop.",
  ],
  trackingPage: "https://tracking.bring.com/tracking/{number}",
  request,
  answer: z.union([trackingAnswer, eventCastAnswer]),
  scans: (answer, asked) =>
    answer.shape === "tracking" ? trackingScans(answer.consignments, asked) : eventCastScans(answer.message),
  refusal: (body) => {
    const answer = trackingAnswer.safeParse(body);
    return answer.success ? trackingRefusal(answer.data.consignments) : undefined;
  },
  registration,
  push,
});

const languages = new Map([
  ["no", "no"],
  ["nb", "no"],
  ["nn", "no"],
  ["sv", "sv"],
  ["da", "da"],
]);

function request(asked: readonly Asked[]): CarrierRequest {
  const [one] = asked;
  const query = new URLSearchParams({ q: one?.number ?? "", lang: languages.get(one?.language ?? "") ?? "en" });
  return { method: "GET", path: `/tracking/api/v2/tracking.json?${query}`, headers: { accept: "application/json" } };
}
