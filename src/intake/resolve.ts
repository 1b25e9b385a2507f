/** From one entry of shipping info to what we follow, or to a named reason why not. Pure and total: any text gives an answer. */
import { houseConnectionFor } from "#carriers/connections.ts";
import { fitsOf } from "#carriers/identify/formats.ts";
import { type Candidate, checkNumber, identify } from "#carriers/identify/identify.ts";
import { isPlaceholder, normaliseNumber, numberInLink, splitNumbers } from "#carriers/identify/number.ts";
import { carrierByCode } from "#carriers/registry.ts";
import type { Nature } from "#shipments/nature.ts";
import { testCarrierCode, testJourneyOf } from "#shipments/test-journeys.ts";
import { natureOfCompany, natureOfMethod } from "./nature.ts";
import type { Evidence, Reason } from "./reasons.ts";

/** One entry as the merchant sent it. Unknown keys, null and "" are as good as absent. */
export interface SaidEntry {
  readonly shipping_company?: string | null | undefined;
  readonly shipping_method?: string | null | undefined;
  readonly tracking_number?: string | null | undefined;
  readonly tracking_uri?: string | null | undefined;
  readonly return_shipping_company?: string | null | undefined;
  readonly return_tracking_number?: string | null | undefined;
  readonly return_tracking_uri?: string | null | undefined;
}

/** What is known of the order around the entry. */
export interface OrderContext {
  /** In test mode our own test numbers are followed; in live mode they are a mistake. Absent: live. */
  readonly mode?: "live" | "test";
  /** Everything that identifies the order or its captures: a number equal to one of them is nobody's tracking number. */
  readonly references: readonly string[];
  /** ISO 3166-1 alpha-2 of the delivery address, else of the purchase. */
  readonly country: string | null;
  /** Of the delivery address: carriers write it into numbers, and some countries' are like no other's. */
  readonly postalCode?: string | null;
  /** Registry code → parcels that this merchant sent with it lately. */
  readonly usedByMerchant?: ReadonlyMap<string, number>;
  /** Can this installation ask that carrier? Only breaks ties between codes of one family; absent: every carrier. */
  readonly connected?: (carrierCode: string) => boolean;
}

export interface ResolvedShipment {
  readonly kind: "shipment";
  readonly direction: "outbound" | "return";
  /** Registry code. */
  readonly carrier: string;
  /** Normalised. */
  readonly number: string;
  readonly saidNumber: string;
  readonly saidCompany: string | null;
  readonly method: string | null;
  readonly uri: string | null;
  readonly candidates: readonly Candidate[];
  readonly notes: readonly Finding[];
}

export interface ResolvedUntracked {
  readonly kind: "untracked";
  readonly nature: Nature;
  /** One of the methods of the API that means this nature. */
  readonly method: string;
  readonly uri: string | null;
  readonly saidCompany: string | null;
  readonly notes: readonly Finding[];
}

export interface Finding {
  readonly kind: "finding";
  readonly reason: Reason;
  readonly evidence: Evidence;
}

export type Resolution = ResolvedShipment | ResolvedUntracked | Finding;

/** From here on the best candidate is followed: at least this likely, and this far ahead of another carrier. */
const followFrom = 0.5;
const aheadBy = 0.15;
/** Of a number with a right check digit in a form of at least so many bits, this much is enough. */
const tellingFrom = 0.4;
const tellingStrength = 10;
/** Below this strength (bits) a format's check digit is a habit of the carrier, not a law for all its numbers. */
const lawfulStrength = 5;

/** At least one outcome for every entry; outbound first, then the prepared return. */
export function resolve(entry: SaidEntry, context: OrderContext): readonly Resolution[] {
  const outbound: Leg = {
    direction: "outbound",
    company: said(entry.shipping_company),
    number: said(entry.tracking_number),
    uri: said(entry.tracking_uri),
    method: said(entry.shipping_method),
  };
  const back: Leg = {
    direction: "return",
    company: said(entry.return_shipping_company) ?? outbound.company,
    number: said(entry.return_tracking_number),
    uri: said(entry.return_tracking_uri),
    method: null,
  };
  const hasReturn = back.number !== null || back.uri !== null;
  const hasOutbound = [outbound.company, outbound.number, outbound.uri, outbound.method].some((text) => text !== null);
  const resolved = hasOutbound ? resolveOutbound(outbound, context) : [];
  const all = hasReturn ? [...resolved, ...resolveReturn(back, resolved, context)] : resolved;
  return all.length > 0 ? all : [finding("empty_entry", null, null)];
}

interface Leg {
  readonly direction: "outbound" | "return";
  readonly company: string | null;
  readonly number: string | null;
  readonly uri: string | null;
  readonly method: string | null;
}

/** Blank, null and absent are the same; text that is only marks without letters and digits stays, it may matter as evidence. */
function said(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" ? null : text;
}

function resolveOutbound(leg: Leg, context: OrderContext): readonly Resolution[] {
  const byMethod = natureOfMethod(leg.method);
  const nature = byMethod ?? (leg.method === null || leg.method === "Undefined" ? natureOfCompany(leg.company) : null);
  const resolved = resolveNumbers(leg, context);
  if (nature === null) return resolved;
  // Goods that a carrier brings to the store are followed as usual, and so is a letter with a number of its own.
  const followed = resolved.filter(
    (one) => one.kind === "shipment" && (leg.company !== null || nature.kind === "letter"),
  );
  if (followed.length > 0) return followed;
  return [
    {
      kind: "untracked",
      nature: nature.kind,
      method: nature.method,
      uri: leg.uri,
      saidCompany: leg.company,
      notes: [
        finding(
          "untracked_by_nature",
          byMethod ? "shipping_method" : "shipping_company",
          byMethod ? leg.method : leg.company,
          {
            nature: nature.kind,
          },
        ),
      ],
    },
  ];
}

/** A prepared return comes alive when the carrier reports movement; what cannot be followed is a note, never a delivery. */
function resolveReturn(leg: Leg, outbound: readonly Resolution[], context: OrderContext): readonly Resolution[] {
  const taken = new Set(outbound.flatMap((one) => (one.kind === "shipment" ? [one.number] : [])));
  return resolveNumbers(leg, context).map((one) =>
    one.kind === "shipment" && taken.has(one.number)
      ? finding("same_number_for_return", "return_tracking_number", leg.number, { carrier: one.carrier })
      : one,
  );
}

function resolveNumbers(leg: Leg, context: OrderContext): readonly Resolution[] {
  const field = leg.direction === "return" ? "return_tracking_number" : "tracking_number";
  if (leg.number === null) {
    const inLink = leg.uri === null ? null : numberInLink(leg.uri);
    const fromLink = inLink === null ? null : resolveNumber(leg, inLink, inLink, context);
    // A link is weak evidence: only what it leads to without doubt is followed.
    if (fromLink?.kind === "shipment")
      return [{ ...fromLink, notes: [...fromLink.notes, finding("number_from_link", "tracking_uri", leg.uri)] }];
    return [finding("no_number", field, null)];
  }
  if (/^\s*https?:\/\//i.test(leg.number)) {
    const inLink = numberInLink(leg.number);
    const note = finding("url_in_number_field", field, leg.number);
    const fromLink =
      inLink === null ? null : resolveNumber({ ...leg, uri: leg.uri ?? leg.number }, inLink, leg.number, context);
    return fromLink?.kind === "shipment" ? [{ ...fromLink, notes: [...fromLink.notes, note] }] : [note];
  }
  const reference = referenceLike(leg.number, context);
  if (reference !== null) return [finding("number_is_order_reference", field, leg.number, { equals: reference })];
  if (isPlaceholder(leg.number)) return [finding("placeholder_text", field, leg.number)];
  const seen = new Set<string>();
  const resolved: Resolution[] = [];
  for (const part of splitNumbers(leg.number)) {
    const number = normaliseNumber(part);
    if (number === "" || seen.has(number)) continue;
    seen.add(number);
    resolved.push(resolveNumber(leg, number, part, context));
  }
  return resolved.length > 0 ? resolved : [finding("wrong_shape", field, leg.number)];
}

function resolveNumber(
  leg: Leg,
  number: string,
  saidNumber: string,
  context: OrderContext,
): ResolvedShipment | Finding {
  const isReturn = leg.direction === "return";
  const numberField = isReturn ? "return_tracking_number" : "tracking_number";
  const companyField = isReturn ? "return_shipping_company" : "shipping_company";
  if (testJourneyOf(number) !== null)
    return context.mode === "test"
      ? testParcel(leg, number, saidNumber)
      : finding("test_number", numberField, saidNumber);
  const reference = referenceLike(number, context);
  if (reference !== null) return finding("number_is_order_reference", numberField, saidNumber, { equals: reference });
  if (isPlaceholder(saidNumber)) return finding("placeholder_text", numberField, saidNumber);
  if (number.length < 5 || !/\d/.test(number)) return finding("wrong_shape", numberField, saidNumber);

  const candidates = identify({
    number,
    company: leg.company,
    // A return goes to the shop, whose address we do not know.
    country: isReturn ? null : context.country,
    postcode: isReturn ? null : context.postalCode,
    origin: isReturn ? context.country : null,
    uri: leg.uri,
    usedByMerchant: context.usedByMerchant,
  });
  const best = bestOf(candidates, context) ?? ofTellingNumber(candidates, number);
  if (best === null) {
    const plausible = candidates.filter(({ probability }) => probability >= 0.1);
    if (plausible.length > 1 && leg.company !== null)
      return finding("ambiguous_carrier", companyField, leg.company, { candidates: plausible });
    return finding(leg.company === null ? "no_carrier" : "unknown_carrier", companyField, leg.company, { candidates });
  }

  const notes: Finding[] = [];
  const check = checkNumber(best.code, number);
  if (check.kind === "wrong_check_digit") {
    const evidence = { carrier: best.code, format: check.format };
    if (isLaw(best.code, number)) return finding("wrong_check_digit", numberField, saidNumber, evidence);
    notes.push(finding("check_digit_doubtful", numberField, saidNumber, evidence));
  }
  return {
    kind: "shipment",
    direction: leg.direction,
    carrier: best.code,
    number,
    saidNumber,
    saidCompany: leg.company,
    method: leg.method,
    uri: leg.uri,
    candidates,
    notes,
  };
}

const testParcel = (leg: Leg, number: string, saidNumber: string): ResolvedShipment => ({
  kind: "shipment",
  direction: leg.direction,
  carrier: testCarrierCode,
  number,
  saidNumber,
  saidCompany: leg.company,
  method: leg.method,
  uri: leg.uri,
  candidates: [],
  notes: [],
});

/**
 * The best candidate, when it is likely enough and ahead of every other carrier. Codes that one connection serves, or that are
 * parent and child, are no rivals: their shares add up, because asking either finds the parcel.
 */
function bestOf(candidates: readonly Candidate[], context: OrderContext): Candidate | null {
  const isConnected = context.connected ?? (() => true);
  const groups = new Map<string, { best: Candidate; probability: number }>();
  for (const candidate of candidates) {
    const key = familyOf(candidate.code);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { best: candidate, probability: candidate.probability });
    else {
      group.probability += candidate.probability;
      // Of two codes that are as good as equal, the one that can be asked.
      const isTie = group.best.probability - candidate.probability < 0.05;
      if (isTie && !isConnected(group.best.code) && isConnected(candidate.code)) group.best = candidate;
    }
  }
  const [first, second] = [...groups.values()].sort((a, b) => b.probability - a.probability);
  if (first === undefined || first.probability < followFrom) return null;
  return second !== undefined && first.probability - second.probability < aheadBy ? null : first.best;
}

/**
 * Name and number speak for two carriers, and neither is far ahead: a form that hardly any other number has by chance decides who is
 * asked first. The other is asked when that one does not know the number.
 */
function ofTellingNumber([first]: readonly Candidate[], number: string): Candidate | null {
  if (first === undefined || first.probability < tellingFrom) return null;
  const isTelling = fitsOf(number).some(
    ({ format, fit }) =>
      fit === "right" && format.strength >= tellingStrength && format.carriers[0] === first.code && format.isRight,
  );
  return isTelling ? first : null;
}

/** Codes of one family are asked through one door: that of the whole house, else the oldest ancestor's. */
export function familyOf(code: string): string {
  const connection = houseConnectionFor(code);
  if (connection !== undefined) return `connection ${connection.slug}`;
  let carrier = carrierByCode(code);
  // Bounded: registry data could hold a circle.
  for (let steps = 0; carrier?.parent && carrier.relation !== "group" && steps < 4; steps += 1) {
    const parent = houseConnectionFor(carrier.parent);
    if (parent !== undefined) return `connection ${parent.slug}`;
    carrier = carrierByCode(carrier.parent);
  }
  return carrier?.code ?? code;
}

/** Is the check digit that failed one that all the carrier's numbers of this shape must satisfy? */
function isLaw(code: string, number: string): boolean {
  return fitsOf(number).some(
    ({ format, fit }) =>
      fit === "wrong_check_digit" &&
      !format.isHabit &&
      format.carriers.some((carrier) => familyOf(carrier) === familyOf(code)) &&
      (format.strength >= lawfulStrength || format.carriers[0] === code),
  );
}

/** The order's reference that this text is, with or without blanks and dashes; null when it is none. */
function referenceLike(text: string, context: OrderContext): string | null {
  const number = normaliseNumber(text);
  if (number === "") return null;
  return context.references.find((value) => normaliseNumber(value) === number) ?? null;
}

function finding(reason: Reason, field: Evidence["field"], text: string | null, more: Partial<Evidence> = {}): Finding {
  return { kind: "finding", reason, evidence: { field, said: text === null ? null : text.slice(0, 100), ...more } };
}
