/**
 * Correos (Spain): the public traceability service "localizador". Without a login it tells the events; with the user and password of
 * a contract the same service tells also dates and references, at a path of its own. HTTP is always 200, the error stands inside.
 */
import { basicHeader } from "#carriers/auth.ts";
import {
  type Asked,
  type Auth,
  type Call,
  type CarrierRequest,
  defineCarrier,
  type Fields,
} from "#carriers/carrier.ts";
import { envelopeRefusal, envelopeScans, envelopes } from "./events.ts";
import { withOneListOfEvents } from "./repair.ts";
import { statuses } from "./statuses.ts";

/** Both or none: with one alone the service is asked as anybody may. */
const auth: Auth = {
  kind: "basic",
  fields: [
    { name: "user", isOptional: true },
    { name: "password", isOptional: true },
  ],
  headers: (fields): Readonly<Record<string, string>> =>
    hasLogin(fields) ? { authorization: basicHeader(fields.user ?? "", fields.password ?? "") } : {},
};

const hasLogin = ({ user = "", password = "" }: Fields): boolean => user !== "" && password !== "";

export const correos = defineCarrier({
  slug: "correos",
  name: "Correos",
  serves: ["spain-correos-es", "correosexpress", "correosexpress-api"],
  docs: "https://www.correos.es/es/es/herramientas/localizador/envios",
  baseUrls: { production: "https://localizador.correos.es" },
  auth,
  // Nothing is published; clients ask one parcel at most every half hour, and few at a time.
  limits: { perSecond: 1, perDay: null, concurrent: 2, batch: 1 },
  homeZone: "Europe/Madrid",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern: /^(?:[A-Za-z]{2}\d{9}[A-Za-z]{2}|\d{16}|[A-Za-z0-9]{23})$/,
  quality: "reads",
  unproven: [
    "No official document of the localizador; its shape is known from recorded answers.",
    "Most codes: the official module gives a group and no text. Codes of its group DEVUELTO that look like a failed round of Correos Express are read as one.",
    "Times in the Canary Islands may be an hour off: the answer names no zone.",
    "Whether an associated number is a new label or the way back; its events are not taken for this parcel's.",
    "Whether Correos Express numbers are still answered here (recorded in 2019).",
    "The newer contract interface (Plataforma 3): the names of its fields are not known.",
  ],
  trackingPage: "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={number}",
  request,
  repair: withOneListOfEvents,
  answer: envelopes,
  scans: envelopeScans,
  refusal: (body) => {
    const found = envelopes.safeParse(body);
    return found.success ? envelopeRefusal(found.data) : undefined;
  },
});

/** In Spanish: other translations have holes, and texts are read in Spanish. */
function request(asked: readonly Asked[], { fields }: Call): CarrierRequest {
  const number = encodeURIComponent(asked[0]?.number ?? "");
  const path = hasLogin(fields)
    ? `/canonico/eventos_envio_servicio_auth/${number}?codIdioma=ES&indUltEvento=N`
    : `/canonico/eventos_envio_servicio/${number}?codAplicacion=60&codCanal=3&codIdioma=ES&indUltEvento=N`;
  return { method: "GET", path, headers: { accept: "application/json" } };
}
