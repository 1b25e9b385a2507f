/**
 * The localizador ("canónico"): a list with one envelope, whose `eventos` is null, one object, or a list, oldest first; times are wall
 * times of Spain. With a login the envelope tells more of the parcel. A code means what its list says; texts and phases are asked
 * for codes that no list knows, and where a code leaves open what happened.
 */
import { z } from "zod";
import type { CodeLookup, RawTime, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import type { Estimate, EventFacts, PickupPoint, Place } from "#shipments/event.ts";
import { failedRounds, returned } from "./statuses/returned.ts";
import { statuses } from "./statuses.ts";

const Event = z.object({
  fecEvento: text,
  horEvento: text,
  codEvento: text,
  fase: text,
  desFase: text,
  color: text,
  desTextoResumen: text,
  desTextoAmpliado: text,
  unidad: text,
  localidad: text,
});
type CorreosEvent = z.output<typeof Event>;

const Envelope = z.object({
  codEnvio: text,
  eventos: list(Event, { last: 500 }),
  enviosAsociados: list(z.object({ codEnvio: text }), { first: 20 }),
  error: object({ codError: text, desError: text }),
  fec_calculada: text,
  fec_caducidad: text,
  nom_codired: text,
});
type CorreosEnvelope = z.output<typeof Envelope>;

export const envelopes = z
  .unknown()
  .transform((value) => list(Envelope, { first: 20 }).parse(value).filter(isEnvelope))
  .refine((found) => found.length > 0, "no envelope of Correos");

const isEnvelope = ({ codEnvio, error }: CorreosEnvelope): boolean => (codEnvio ?? error?.codError) !== undefined;

/** Source: recorded answers; 3 is said of a number that is unknown and of one that is too old alike. */
export function envelopeRefusal(
  found: readonly CorreosEnvelope[],
): { readonly why: Refusal; readonly detail: string } | undefined {
  const [envelope] = found;
  const code = envelope?.error?.codError ?? "0";
  if (envelope === undefined || code === "0" || envelope.eventos.some(saysAnything)) return undefined;
  const detail = envelope.error?.desError ?? `codError ${code}`;
  if (code === "401") return { why: "unauthorized", detail };
  return { why: code === "3" ? "not_found" : "bad_request", detail };
}

export const envelopeScans = (found: readonly CorreosEnvelope[]): readonly ScanOutcome[] => found.map(outcomeOf);

function outcomeOf(envelope: CorreosEnvelope): ScanOutcome {
  const { codEnvio = "", eventos, enviosAsociados } = envelope;
  const events = eventos.filter(saysAnything);
  return {
    kind: "scans",
    number: codEnvio,
    scans: events.map((event, at) => scanOf(event, at < events.length - 1, envelope)),
    estimate: estimateOf(envelope),
    // The same parcel under another label, or its way back: the answer does not say which, so its events are not taken for ours.
    partnerNumbers: enviosAsociados.flatMap(({ codEnvio: number }) => (number === undefined ? [] : [{ number }])),
  };
}

/** Every field of some events is null. */
const saysAnything = ({ codEvento, desTextoResumen, desTextoAmpliado, desFase }: CorreosEvent): boolean =>
  (codEvento ?? desTextoResumen ?? desTextoAmpliado ?? desFase) !== undefined;

function scanOf(event: CorreosEvent, isFollowed: boolean, envelope: CorreosEnvelope): Scan {
  const said = understand(event);
  return {
    time: timeOf(event),
    lookups: lookupsOf(event, said, isFollowed),
    rawCode: event.codEvento ?? "",
    text: textOf(event),
    place: placeOf(event),
    facts: isAtPickup(event.codEvento, said.summary) ? pickupFacts(event, envelope) : {},
  };
}

// ── Look-up ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Said {
  /** The rule that reads the short text. */
  readonly summary: string | undefined;
  /** The rule that reads the long text. */
  readonly detail: string | undefined;
  /** Where a delivery ended, by either text. */
  readonly end: string | undefined;
  readonly isIncident: boolean;
}

/** The last letter of a code is its colour: V normal, R incident. */
function understand({ codEvento = "", color, desTextoResumen, desTextoAmpliado }: CorreosEvent): Said {
  const [short, long] = [plain(desTextoResumen), plain(desTextoAmpliado)];
  return {
    summary: ruleOf(short),
    detail: ruleOf(long),
    end: ends.find(([, words]) => words.test(short) || words.test(long))?.[0],
    isIncident: (color ?? (/^[A-Z0-9]{7}[VR]$/.test(codEvento) ? codEvento.slice(-1) : "")) === "R",
  };
}

function lookupsOf({ codEvento = "", fase, desFase }: CorreosEvent, said: Said, isFollowed: boolean) {
  const code = codEvento.toUpperCase();
  const text = textLookups(said);
  const isStillUnderWay =
    isFollowed || said.summary === "devolución" || (fase !== undefined && fase !== "4" && said.summary !== "devuelto");
  const lookups: readonly CodeLookup[] = [
    ...(vagueCodes.has(code) ? [...text, ...detailLookups(said)] : []),
    ...(returnedCodes.has(code) && isStillUnderWay ? [{ list: "devuelto", code: "en curso" }] : []),
    ...(deliveredCodes.has(code) && said.end !== undefined ? [{ list: "entrega", code: said.end }] : []),
    ...(said.summary === undefined ? [] : [{ list: "codigo", code, subcode: said.summary }]),
    { list: "codigo", code },
    ...text,
    ...(said.isIncident ? detailLookups(said) : []),
    ...(said.isIncident
      ? [{ list: "fase", code: "R" }]
      : [
          { list: "fase", code: fase ?? "" },
          { list: "fase", code: desFase ?? "" },
        ]),
  ];
  return lookups;
}

function textLookups({ summary, end, isIncident }: Said): readonly CodeLookup[] {
  if (summary === undefined) return [];
  return [
    ...(summary === "entregado" && end !== undefined ? [{ list: "entrega", code: end }] : []),
    ...(isIncident ? [{ list: "texto", code: summary, subcode: "R" }] : []),
    { list: "texto", code: summary },
  ];
}

/** The long text of an incident tells why. */
const detailLookups = ({ detail, isIncident }: Said): readonly CodeLookup[] =>
  detail === undefined
    ? []
    : [...(isIncident ? [{ list: "texto", code: detail, subcode: "R" }] : []), { list: "texto", code: detail }];

const codesOf = (isOne: (event: string) => boolean): ReadonlySet<string> =>
  new Set(
    statuses
      .filter(({ list, event, subcode }) => list === "codigo" && subcode === "" && isOne(event))
      .map(({ code }) => code),
  );

const returnedCodes: ReadonlySet<string> = new Set(
  returned.filter(({ event }) => event === "returned.to_sender").map(({ code }) => code),
);
const deliveredCodes = codesOf((event) => event === "delivered.unspecified");
/** Trouble of which the code does not tell the kind. */
const vagueCodes: ReadonlySet<string> = new Set([
  ...codesOf((event) => event === "exception.unspecified"),
  ...failedRounds.map(({ code }) => code),
]);
const pickupCodes = codesOf((event) => event.startsWith("available_for_pickup."));

/** Lower case without accents, so that "En trànsit" (Catalan in a Spanish answer) is read as "En tránsito" is. */
const plain = (words = ""): string =>
  words
    .slice(0, 500)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

/** In this order: what failed before what it would have been; "entregado" only where the sentence begins with it. */
const rules: readonly (readonly [rule: string, words: RegExp])[] = [
  ["no entregado", /\bno (ha sido |se ha |fue )?entregado|\bno (se )?ha podido (ser )?entrega/],
  ["intento de entrega", /intento de entrega/],
  ["ausente", /\bausente/],
  ["rehusado", /rehusad|rechazad/],
  ["devuelto", /\bdevuelto|entregado al remitente/],
  ["devolución", /devolucion/],
  ["aduana", /aduana/],
  ["extraviado", /extraviad|\bperdida\b/],
  ["dañado", /danad|averia|deteriorad/],
  ["dirección", /direccion|\bsenas\b/],
  ["citypaq", /disponible en (el )?citypaq/],
  ["disposición", /a disposicion del destinatario|disponible en (la )?oficina|disponible en punto/],
  ["en reparto", /\ben reparto\b/],
  ["alta en la unidad", /alta en la unidad/],
  ["entregado", /^(su )?(envio )?(esta )?entregado\b/],
  ["clasificado", /^(envio )?clasificado/],
  ["admitido", /^(envio )?admitido/],
  ["prerregistrado", /^(envio )?prerregistrado/],
  ["en tránsito", /\ben transit|\ben camino\b/],
  ["salida", /^salida\b/],
];
const ruleOf = (words: string): string | undefined => rules.find(([, pattern]) => pattern.test(words))?.[0];

const ends: readonly (readonly [end: string, words: RegExp])[] = [
  ["oficina", /\boficina\b|citypaq|\brecogido\b/],
  ["buzón", /\bbuzon\b/],
  ["vecino", /\bvecin[oa]\b/],
];

// ── Texts, times, places ──────────────────────────────────────────────────────────────────────────────────────────

/** The long text, unless it has not been translated. */
function textOf({ desTextoResumen = "", desTextoAmpliado = "" }: CorreosEvent): string {
  return desTextoAmpliado === "" || /^FALTA TRADUCCI/i.test(desTextoAmpliado) ? desTextoResumen : desTextoAmpliado;
}

function timeOf({ fecEvento, horEvento }: CorreosEvent): RawTime | null {
  const day = dayOf(fecEvento);
  if (day === undefined) return null;
  return { text: /^\d{2}:\d{2}(:\d{2})?$/.test(horEvento ?? "") ? `${day}T${horEvento}` : day };
}

/** `26/11/2018`, `26/11/2018 00:00` → `2018-11-26`. */
function dayOf(written: string | undefined): string | undefined {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})(?: |$)/.exec(written ?? "");
  return match === null ? undefined : `${match[3]}-${match[2]}-${match[1]}`;
}

/** NO_OFI: no office has seen it. */
function placeOf({ unidad, localidad }: CorreosEvent): Place | undefined {
  const name = unidad === "NO_OFI" ? undefined : unidad;
  if (name === undefined && localidad === undefined) return undefined;
  return { ...(name === undefined ? {} : { name }), ...(localidad === undefined ? {} : { city: localidad }) };
}

const isAtPickup = (code = "", summary = ""): boolean =>
  pickupCodes.has(code.toUpperCase()) || summary === "disposición" || summary === "citypaq";

function pickupFacts(event: CorreosEvent, { fec_caducidad, nom_codired }: CorreosEnvelope): EventFacts {
  const keepUntil = dayOf(fec_caducidad);
  const name = placeOf(event)?.name ?? nom_codired;
  const point: PickupPoint = { name, city: event.localidad };
  return {
    ...(name === undefined && event.localidad === undefined ? {} : { pickupPoint: point }),
    ...(keepUntil === undefined ? {} : { keepUntil }),
  };
}

function estimateOf({ fec_calculada }: CorreosEnvelope): Estimate | undefined {
  const from = dayOf(fec_calculada);
  return from === undefined ? undefined : { from, through: null, kind: "date" };
}
