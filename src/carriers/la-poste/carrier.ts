/**
 * La Poste group (France): Suivi v2 on the Okapi gateway answers for letters, Colissimo and Chronopost with one key, up to ten
 * numbers per call. The reading also knows the older answers of the consumer page; that page itself is not asked.
 */
import { z } from "zod";
import { apiKey } from "#carriers/auth.ts";
import { type Asked, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { count, text } from "#carriers/lenient.ts";
import { statuses } from "./statuses.ts";
import { suiviAnswer, suiviScans, whyOfReturn } from "./suivi.ts";

export const laPoste = defineCarrier({
  slug: "la-poste",
  name: "La Poste, Colissimo, Chronopost",
  serves: ["la-poste-colissimo", "colissimo", "chronopost-france", "chronopost-france-webhook"],
  docs: "https://developer.laposte.fr/products/suivi",
  baseUrls: { production: "https://api.laposte.fr" },
  auth: apiKey("X-Okapi-Key"),
  // The gateway refuses more than 100 calls in a second; a tenth of it is a hundred parcels in a second. Daily quotas depend on the plan.
  limits: { perSecond: 10, perDay: null, concurrent: 4, batch: 10 },
  homeZone: "Europe/Paris",
  format: "json",
  newestFirst: true,
  statuses,
  numberPattern: /^[A-Za-z0-9]{11,15}$/,
  quality: "reads",
  unproven: [
    "The HTTP status of the message 'max quota reached'; 429 is assumed.",
    "What DR2 means for a parcel that never leaves the sender.",
    "The type CIT of a removal point (a locker).",
    "The keep-until date: counted from the label's working days, without public holidays.",
    "The consumer page's group codes: from client code, never seen in a recorded answer.",
  ],
  trackingPage: "https://www.laposte.fr/outils/suivre-vos-envois?code={number}",
  request,
  answer: suiviAnswer,
  scans: suiviScans,
  refusal,
});

/** Always in French: four codes are told apart by their label, and only French labels are known. */
function request(asked: readonly Asked[]): CarrierRequest {
  const numbers = asked.map(({ number }) => encodeURIComponent(number)).join(",");
  return { method: "GET", path: `/suivi/v2/idships/${numbers}?lang=fr_FR`, headers: { accept: "application/json" } };
}

/** The gateway says `code` and `message`, the service behind it `returnCode` and `returnMessage`. */
const GatewayError = z.object({ code: z.string(), message: text });
const ServiceError = z.object({ returnCode: count, returnMessage: text });

const whyOfGateway = new Map<string, Refusal>([
  ["UNAUTHORIZED", "unauthorized"],
  ["FORBIDDEN", "forbidden"],
  ["TOO_MANY_REQUESTS", "throttled"],
]);

/** Inside a 200 or a 207 every element has its own outcome; an error status means the same for all that were asked. */
function refusal(body: unknown, status: number): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const gateway = GatewayError.safeParse(body);
  if (gateway.success)
    return { why: whyOfGateway.get(gateway.data.code), detail: gateway.data.message ?? gateway.data.code };
  if (status < 400) return undefined;
  const service = ServiceError.safeParse(Array.isArray(body) ? body[0] : body);
  if (!service.success || service.data.returnCode === undefined) return undefined;
  const { returnCode, returnMessage } = service.data;
  return { why: whyOfReturn(returnCode, returnMessage), detail: returnMessage };
}
