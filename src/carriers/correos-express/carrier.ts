/**
 * Correos Express (Spain, Portugal): the REST service of a contract. Without one, the localizador of Correos answers for some of its
 * numbers (connections.ts puts this connection first).
 */
import { basic } from "#carriers/auth.ts";
import { type Asked, type Call, type CarrierRequest, defineCarrier } from "#carriers/carrier.ts";
import { statuses } from "./statuses.ts";
import { trackingAnswer, trackingRefusal, trackingScans } from "./tracking.ts";

export const correosExpress = defineCarrier({
  slug: "correos-express",
  name: "Correos Express",
  serves: ["correosexpress", "correosexpress-api"],
  docs: "https://www.correosexpress.com",
  baseUrls: { production: "https://www.cexpr.es" },
  auth: basic({ name: "user" }, { name: "password" }, [
    { name: "client_code", label: "codigoCliente", isPublic: true },
  ]),
  // Nothing is published; our own caution.
  limits: { perSecond: 1, perDay: null, concurrent: 2, batch: 1 },
  homeZone: "Europe/Madrid",
  format: "json",
  newestFirst: false,
  statuses,
  numberPattern: /^[A-Za-z0-9]{16,23}$/,
  quality: "table",
  unproven: [
    "No recorded answer: field names are from clients that ask it, and the official module uses others.",
    "The path: the official module asks below /wspsc, a client below /wsps.",
    "How an unknown number and a wrong login are told inside HTTP 200; they are read by the words of mensajeError.",
    "Codes of incidents (codIncEstado): no list is known, only their texts are read.",
  ],
  trackingPage: "https://s.correosexpress.com/c?n={number}",
  request,
  answer: trackingAnswer,
  scans: trackingScans,
  refusal: (body, status) => {
    const shipment = trackingAnswer.safeParse(body);
    const said = shipment.success ? trackingRefusal(shipment.data) : undefined;
    return status < 400 ? said : { detail: said?.detail };
  },
});

function request(asked: readonly Asked[], { fields }: Call): CarrierRequest {
  return {
    method: "POST",
    path: "/wspsc/apiRestSeguimientoEnviosk8s/json/seguimientoEnvio",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ codigoCliente: fields.client_code ?? "", dato: asked[0]?.number ?? "", idioma: "ES" }),
  };
}
