/**
 * seguimientoEnvio: one flat object with the current state, and `estadoEnvios` with all of them, the current last. Times are wall times of
 * Spain in two texts, `24112026` and `140500`. The official module reads the same under other names, in an envelope; both are read.
 */
import { z } from "zod";
import type { CodeLookup, RawTime, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { count, list, text } from "#carriers/lenient.ts";
import { phraseLookups } from "#carriers/phrases.ts";
import { compactTime, dayAndClock } from "#carriers/time.ts";
import { statuses } from "./statuses.ts";

const State = z.object({
  codEstado: text,
  codigoEstado: text,
  descEstado: text,
  descripcionEstado: text,
  fechaEstado: text,
  horaEstado: text,
  codIncEstado: text,
  descIncEstado: text,
  nombreDelegacion: text,
});
type ExpressState = z.output<typeof State>;

const Shipment = State.extend({
  error: count,
  mensajeError: text,
  numEnvio: text,
  numBultos: count,
  estadoEnvios: list(State, { last: 500 }),
});
type ExpressShipment = z.output<typeof Shipment>;

/** `{ codigoRetorno, mensajeRetorno: { estadoEnvios } }` of the module; a text in its place is the error's. */
const Enveloped = z
  .object({ codigoRetorno: z.union([z.number(), z.string()]), mensajeRetorno: z.unknown() })
  .transform(({ codigoRetorno, mensajeRetorno }) => {
    const shipment = Shipment.safeParse(mensajeRetorno);
    const isOk = String(codigoRetorno) === "200";
    const message = typeof mensajeRetorno === "string" ? text.parse(mensajeRetorno) : undefined;
    const base = shipment.success ? shipment.data : Shipment.parse({});
    return { ...base, error: isOk ? 0 : 1, mensajeError: base.mensajeError ?? message };
  });

export const trackingAnswer = z
  .union([Enveloped, Shipment])
  .refine((shipment) => isAnswer(shipment), "no answer of seguimientoEnvio");

const isAnswer = ({ error, numEnvio, estadoEnvios, codEstado }: ExpressShipment): boolean =>
  error !== undefined && (error > 0 || numEnvio !== undefined || codEstado !== undefined || estadoEnvios.length > 0);

export function trackingRefusal(
  shipment: ExpressShipment,
): { readonly why: Refusal; readonly detail: string } | undefined {
  const { error = 0, mensajeError, estadoEnvios } = shipment;
  if (error === 0 || estadoEnvios.length > 0) return undefined;
  const detail = mensajeError ?? `error ${error}`;
  if (/usuario|contrase|password|credencial|autoriza|permiso/i.test(detail)) return { why: "unauthorized", detail };
  const isUnknown =
    /no (existe|hay|se ha|se encuentra|encontrad|localizad)|inexistente|sin (datos|resultados|informaci)/i;
  return { why: isUnknown.test(detail) ? "not_found" : "bad_request", detail };
}

export function trackingScans(shipment: ExpressShipment): readonly ScanOutcome[] {
  const { numEnvio = "", numBultos, estadoEnvios } = shipment;
  const states = estadoEnvios.length > 0 ? estadoEnvios : [shipment];
  return [
    {
      kind: "scans",
      number: numEnvio,
      scans: states.filter(saysAnything).map(scanOf),
      ...(numBultos === undefined || numBultos < 2 ? {} : { pieceCount: numBultos }),
    },
  ];
}

const saysAnything = (state: ExpressState): boolean => (codeOf(state) ?? wordsOf(state)) !== undefined;
const codeOf = ({ codEstado, codigoEstado }: ExpressState): string | undefined => codEstado ?? codigoEstado;
const wordsOf = ({ descEstado, descripcionEstado }: ExpressState): string | undefined =>
  descEstado ?? descripcionEstado;

function scanOf(state: ExpressState): Scan {
  const { codIncEstado, nombreDelegacion } = state;
  return {
    time: timeOf(state),
    lookups: lookupsOf(state),
    rawCode: codeOf(state) ?? "",
    ...(codIncEstado === undefined ? {} : { rawSubCode: codIncEstado }),
    text: state.descIncEstado ?? wordsOf(state) ?? "",
    ...(nombreDelegacion === undefined ? {} : { place: { name: nombreDelegacion } }),
  };
}

/** States that say "not delivered" and leave open why. */
const withReason: ReadonlySet<string> = new Set(["9", "10", "22", "29"]);

function lookupsOf(state: ExpressState): readonly CodeLookup[] {
  // `01` is `1`.
  const code = (codeOf(state) ?? "").replace(/^0{1,3}(?=\d)/, "");
  return [...(withReason.has(code) ? reasonOf(state.descIncEstado) : []), { list: "estado", code }];
}

const reasonOf = phraseLookups("incidencia phrases", statuses);

/** `24112026` and `140500`; also `24/11/2026` and `14:05:00`. */
function timeOf({ fechaEstado, horaEstado }: ExpressState): RawTime | null {
  const match = /^(\d{2})[/-]?(\d{2})[/-]?(\d{4})$/.exec(fechaEstado ?? "");
  if (match === null) return null;
  return dayAndClock(`${match[3]}-${match[2]}-${match[1]}`, compactTime(horaEstado));
}
