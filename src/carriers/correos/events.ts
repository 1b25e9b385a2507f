/**
 * The localizador ("canónico"): a list with one envelope, whose `eventos` is null, one object, or a list, oldest first; times are wall
 * times of Spain. With a login the envelope tells more of the parcel. A code means what its list says; texts and phases are asked
 * for codes that no list knows, and where a code leaves open what happened.
 */
import { z } from "zod";
import type { CodeLookup, RawTime, Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { list, object, text } from "#carriers/lenient.ts";
import { phraseLookups } from "#carriers/phrases.ts";
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
  const code = event.codEvento?.toUpperCase() ?? "";
  const said = understand(event, code);
  return {
    time: timeOf(event),
    lookups: lookupsOf(event, code, said, isFollowed),
    rawCode: event.codEvento ?? "",
    text: textOf(event),
    place: placeOf(event),
    facts: pickupCodes.has(code) || saysThat(said.summary, isPickup) ? pickupFacts(event, envelope) : {},
  };
}

// ── Look-up ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Said {
  /** What the short text means. */
  readonly summary: readonly CodeLookup[];
  /** What the long text means. */
  readonly detail: readonly CodeLookup[];
  /** Where a delivery ended, by either text. */
  readonly end: readonly CodeLookup[];
  readonly isIncident: boolean;
}

const normalText = phraseLookups("texto phrases", statuses);
const incidentText = phraseLookups("incidencia phrases", statuses);
const deliveryText = phraseLookups("entrega phrases", statuses);

/** The last letter of a code is its colour: V normal, R incident. */
function understand({ color, desTextoResumen, desTextoAmpliado }: CorreosEvent, code: string): Said {
  const isIncident = (color ?? (/^[A-Z0-9]{7}[VR]$/.test(code) ? code.slice(-1) : "")) === "R";
  const meaningOf = (words?: string) => [...(isIncident ? incidentText(words) : []), ...normalText(words)];
  return {
    summary: meaningOf(desTextoResumen),
    detail: meaningOf(desTextoAmpliado),
    end: [...deliveryText(desTextoResumen), ...deliveryText(desTextoAmpliado)],
    isIncident,
  };
}

function lookupsOf(event: CorreosEvent, code: string, said: Said, isFollowed: boolean): readonly CodeLookup[] {
  const { summary, detail, end, isIncident } = said;
  return [
    ...(vagueCodes.has(code) ? [...summary, ...detail] : []),
    ...(returnedCodes.has(code) && isUnderWay(event, said, isFollowed) ? [{ list: "devuelto", code: "en curso" }] : []),
    ...(deliveredCodes.has(code) ? end : []),
    { list: "codigo", code },
    ...(saysThat(summary, isDelivered) ? end : []),
    ...summary,
    // The long text of an incident tells why.
    ...(isIncident
      ? [...detail, { list: "fase", code: "R" }]
      : [
          { list: "fase", code: event.fase ?? "" },
          { list: "fase", code: event.desFase ?? "" },
        ]),
  ];
}

/** A code of the group DEVUELTO ends the journey when nothing follows and neither phase nor text speaks against it. */
function isUnderWay({ fase }: CorreosEvent, { summary }: Said, isFollowed: boolean): boolean {
  if (isFollowed || saysThat(summary, (event) => event === "returning.initiated")) return true;
  return fase !== undefined && fase !== "4" && !saysThat(summary, (event) => event === "returned.to_sender");
}

const keyOf = ({ list, code }: CodeLookup): string => `${list} ${code}`;
const eventOf = new Map(statuses.map((line) => [keyOf(line), line.event]));
const saysThat = ([first]: readonly CodeLookup[], isOne: (event: string) => boolean): boolean =>
  first !== undefined && isOne(eventOf.get(keyOf(first)) ?? "");

const isDelivered = (event: string): boolean => event === "delivered.unspecified";
const isPickup = (event: string): boolean => event.startsWith("available_for_pickup.");

const codesOf = (isOne: (event: string) => boolean): ReadonlySet<string> =>
  new Set(statuses.filter(({ list, event }) => list === "codigo" && isOne(event)).map(({ code }) => code));

const returnedCodes: ReadonlySet<string> = new Set(
  returned.filter(({ event }) => event === "returned.to_sender").map(({ code }) => code),
);
const deliveredCodes = codesOf(isDelivered);
const pickupCodes = codesOf(isPickup);
/** Trouble of which the code does not tell the kind, and codes about which sources disagree: the text is believed first. */
const vagueCodes: ReadonlySet<string> = new Set([
  ...codesOf((event) => event === "exception.unspecified"),
  ...failedRounds.map(({ code }) => code),
  "X380000V",
]);

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
