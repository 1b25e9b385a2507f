/** Is what a merchant said of one order right? Pure: from what was received and what became of it, to findings, each named once per place. */
import { houseConnectionFor } from "#carriers/connections.ts";
import { identify } from "#carriers/identify/identify.ts";
import { normaliseNumber, splitNumbers } from "#carriers/identify/number.ts";
import { carrierByCode } from "#carriers/registry.ts";
import type { Reason } from "#intake/reasons.ts";
import { familyOf } from "#intake/resolve.ts";
import { days } from "#platform/clock.ts";
import type { FindingCode } from "./finding-codes.ts";

/** Texts of an entry as they were sent. */
export interface SaidEntry {
  readonly shipping_company?: unknown;
  readonly shipping_method?: unknown;
  readonly tracking_number?: unknown;
  readonly tracking_uri?: unknown;
  readonly return_shipping_company?: unknown;
  readonly return_tracking_number?: unknown;
  readonly return_tracking_uri?: unknown;
}

export interface OrderFacts {
  readonly orderId: string;
  readonly reference: string | null;
  readonly country: string;
  readonly postalCode: string | null;
  /** Nothing in it is shipped: digital goods, fees. */
  readonly isIntangible: boolean;
  readonly captures: readonly { readonly id: string; readonly capturedAt: Date; readonly isIntangible: boolean }[];
  readonly entries: readonly {
    readonly id: string;
    readonly captureId: string | null;
    readonly entry: SaidEntry;
    readonly receivedAt: Date;
    readonly outcomes: readonly {
      readonly reason: Reason;
      readonly carrier: string | null;
      readonly shipmentId: string | null;
    }[];
  }[];
  readonly shipments: readonly {
    readonly id: string;
    readonly carrier: string | null;
    readonly number: string | null;
    readonly direction: "outbound" | "return";
    readonly openedAt: Date;
    readonly hasEvents: boolean;
    readonly code: string;
    readonly lastOutcome: string | null;
  }[];
}

/** Something to look at, and where it stands. */
export interface Found {
  readonly code: FindingCode;
  readonly orderId: string;
  readonly captureId: string | null;
  readonly entryId: string | null;
  /** Key of the entry; null: it is about the entry or the capture as a whole. */
  readonly field: string | null;
  /** What was received there, verbatim, at most 100 characters. */
  readonly received: string | null;
  /** What we understood of it, in a sentence; null: nothing. */
  readonly understood: string | null;
}

/** A capture's parcels are packed by then, and a label made. */
const lateMs = days(2);
/** Carriers scan a parcel within this time of its label, or it has not left. */
const unheardMs = days(3);

export function checkOrder(facts: OrderFacts, now: Date): readonly Found[] {
  const ofEntries = facts.entries.flatMap((entry) => checkEntry(entry, facts));
  return unique([...missing(facts, now), ...repeated(facts), ...ofEntries, ...ofShipments(facts, now)]);
}

type Entry = OrderFacts["entries"][number];

// ── When it came ──────────────────────────────────────────────────────────────────────────────────────────────────

function missing({ orderId, captures, entries, isIntangible }: OrderFacts, now: Date): Found[] {
  if (isIntangible) return [];
  const shipped = captures.filter((capture) => !capture.isIntangible);
  return shipped.flatMap(({ id, capturedAt }): Found[] => {
    // What is said of the order is said of each of its captures.
    const own = entries.filter(({ captureId }) => captureId === id || captureId === null);
    const first = Math.min(...own.map(({ receivedAt }) => receivedAt.getTime()));
    const about = { orderId, captureId: id, entryId: null, field: null, received: null, understood: null };
    if (own.length === 0)
      return now.getTime() - capturedAt.getTime() > lateMs ? [{ code: "info_missing", ...about }] : [];
    return first - capturedAt.getTime() > lateMs ? [{ code: "info_late", ...about }] : [];
  });
}

function repeated({ orderId, entries }: OrderFacts): Found[] {
  const same = Map.groupBy(entries, ({ entry, captureId }) => JSON.stringify([captureId, saidOf(entry)]));
  return [...same.values()].flatMap(([first, ...more]): Found[] =>
    first === undefined || more.length === 0
      ? []
      : [
          {
            ...{ code: "entry_repeated", orderId, captureId: first.captureId, entryId: first.id, field: null },
            received: text(first.entry.tracking_number)?.slice(0, 100) ?? null,
            understood: `It came ${more.length + 1} times.`,
          },
        ],
  );
}

const saidOf = (entry: SaidEntry): unknown =>
  Object.entries(entry)
    .filter(([, value]) => value !== null && value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1));

// ── What it says ──────────────────────────────────────────────────────────────────────────────────────────────────

const codeOf: Partial<Readonly<Record<Reason, FindingCode>>> = {
  empty_entry: "entry_empty",
  no_number: "number_missing",
  no_carrier: "company_missing",
  unknown_carrier: "company_unknown",
  ambiguous_carrier: "company_ambiguous",
  placeholder_text: "number_is_placeholder",
  number_is_order_reference: "number_is_reference",
  wrong_check_digit: "check_digit_wrong",
  check_digit_doubtful: "check_digit_doubtful",
  wrong_shape: "number_shape_wrong",
  url_in_number_field: "number_field_holds_link",
  number_from_link: "number_only_in_link",
  same_number_for_return: "return_confused",
  test_number: "test_number_live",
};

function checkEntry(one: Entry, facts: OrderFacts): Found[] {
  const { entry, outcomes } = one;
  const at = (code: FindingCode, field: keyof SaidEntry | null, understood: string | null = null): Found => ({
    ...{ code, orderId: facts.orderId, captureId: one.captureId, entryId: one.id, field, understood },
    received: field === null ? null : (text(entry[field])?.slice(0, 100) ?? null),
  });
  const [company, number, uri, method] = [
    text(entry.shipping_company),
    text(entry.tracking_number),
    text(entry.tracking_uri),
    text(entry.shipping_method),
  ];
  const found: Found[] = fieldFindings(entry, at);
  const isTemplate = found.some(({ code }) => code === "template_unfilled");
  const isSwapped = company !== null && number !== null && looksLikeNumber(company) && !looksLikeNumber(number);
  if (isSwapped) return [...found, at("fields_swapped", "shipping_company", `"${company}" looks like a number.`)];
  const backOnly = number === null && uri === null && text(entry.return_tracking_number) !== null && method === null;
  if (backOnly) found.push(at("return_confused", "return_tracking_number"));
  for (const { reason } of outcomes) {
    const code = codeOf[reason];
    // A field that is wrong by its looks explains what became of it, and so does a return that stands alone.
    if (code === undefined || (isTemplate && templateExplains.has(code)) || (backOnly && code === "number_missing"))
      continue;
    if (code === "company_unknown" && found.some((other) => companyFaults.has(other.code))) continue;
    const understood = code === "company_ambiguous" ? otherThanMeant(company, number, facts.country) : null;
    found.push(at(code, fieldOf(code, entry), understood));
  }
  const isLink = number !== null && /^https?:\/\//i.test(number);
  if (number !== null && !isTemplate && !isLink && splitNumbers(number).length > 1)
    found.push(at("several_numbers", "tracking_number"));
  const isFollowed = outcomes.some(({ shipmentId, carrier }) => shipmentId !== null && carrier !== null);
  const other = isFollowed ? otherThanMeant(company, number, facts.country) : null;
  if (other !== null) found.push(at("other_carrier", "shipping_company", other));
  return found;
}

const companyFaults: ReadonlySet<FindingCode> = new Set(["company_is_label", "company_is_link"]);
const templateExplains: ReadonlySet<FindingCode> = new Set([
  "number_is_placeholder",
  "company_unknown",
  "company_missing",
  "number_missing",
  "number_shape_wrong",
]);

/** What can be seen of each field by itself. */
function fieldFindings(
  entry: SaidEntry,
  at: (code: FindingCode, field: keyof SaidEntry | null, understood?: string | null) => Found,
): Found[] {
  const found: Found[] = [];
  for (const field of fields) {
    const value = text(entry[field]);
    if (value !== null && isTemplate(value)) found.push(at("template_unfilled", field));
  }
  const company = text(entry.shipping_company);
  if (company !== null && !isTemplate(company)) {
    if (/^(?:https?:\/\/|www\.)/i.test(company)) found.push(at("company_is_link", "shipping_company"));
    else if (isShippingLabel(company)) found.push(at("company_is_label", "shipping_company"));
  }
  for (const field of ["tracking_uri", "return_tracking_uri"] as const) {
    const value = text(entry[field]);
    if (value !== null && !isTemplate(value) && !isWebAddress(value)) found.push(at("uri_no_link", field));
  }
  const method = text(entry.shipping_method);
  if (method !== null && !isTemplate(method) && !isMethod(method)) found.push(at("method_unknown", "shipping_method"));
  return found;
}

const fields = [
  "shipping_company",
  "shipping_method",
  "tracking_number",
  "tracking_uri",
  "return_shipping_company",
  "return_tracking_number",
  "return_tracking_uri",
] as const;

/** `%s`, `{$number}`, `{{ tracking }}`, `${x}`, `<number>`, `[[x]]`, `:number:`; and what programs write for nothing. */
const isTemplate = (value: string): boolean =>
  /%[sd]\b|\{\$?[\w .|-]{1,60}\}|\{\{|\$\{|<[a-z_ ]{2,40}>|\[\[|^:[a-z_]{2,40}:$/i.test(value.slice(0, 300)) ||
  /^(?:undefined|null|nil|none|nan|\[object object\])$/i.test(value);

/** `Standard shipping`, `Express (2–3 days)`, `Kostenloser Versand`: words of ways, and no carrier's name among them. */
function isShippingLabel(company: string): boolean {
  const words =
    company
      .toLowerCase()
      .slice(0, 100)
      .match(/\p{L}+/gu) ?? [];
  return words.some((word) => wayWords.has(word)) && words.every((word) => wayWords.has(word) || fillWords.has(word));
}
const wayWords: ReadonlySet<string> = new Set(
  "standard express shipping delivery versand standardversand expressversand lieferung free economy priority overnight courier parcel flat rate livraison expédition envío entrega spedizione consegna verzending levering frakt leverans toimitus wysyłka doprava".split(
    " ",
  ),
);
const fillWords: ReadonlySet<string> = new Set(
  "kostenlos kostenloser kostenlose gratis day days tage werktage next business international domestic home the by and in of rapide gratuite gratuit standaard tage".split(
    " ",
  ),
);

const methods =
  "PickUpStore Home BoxReg BoxUnreg PickUpPoint Own Postal DHLPackstation Digital Undefined PickUpWarehouse ClickCollect PalletDelivery"
    .toLowerCase()
    .split(" ");
/** As the API takes them: any text that contains one (order management API §8.1), however it is spelt. */
const isMethod = (method: string): boolean => {
  const plain = method.toLowerCase().replace(/[^a-z]/g, "");
  return methods.some((one) => plain.includes(one));
};

function isWebAddress(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.hostname.includes(".");
}

const looksLikeNumber = (value: string): boolean => {
  const plain = normaliseNumber(value);
  return plain.length >= 8 && (plain.match(/\d/g)?.length ?? 0) >= plain.length / 2;
};

const fieldOf = (code: FindingCode, entry: SaidEntry): keyof SaidEntry | null => {
  if (code.startsWith("company_")) return "shipping_company";
  if (code === "number_only_in_link") return "tracking_uri";
  if (code === "return_confused") return "return_tracking_number";
  if (code === "entry_empty") return null;
  return text(entry.tracking_number) === null &&
    text(entry.return_tracking_number) !== null &&
    code !== "number_missing"
    ? "return_tracking_number"
    : "tracking_number";
};

/**
 * The name says one carrier, and the number looks like another one's: of no house that the name could mean. A number that could be
 * of either is no mistake.
 */
function otherThanMeant(company: string | null, number: string | null, country: string): string | null {
  if (company === null || number === null) return null;
  const [named, numbered] = [identify({ company, country }), identify({ number, country })];
  const [meant, looks] = [named[0], numbered[0]];
  if (meant === undefined || looks === undefined || looks.probability < 0.6) return null;
  const couldBe = numbered.filter(({ probability }) => probability >= 0.05);
  if (couldBe.some(({ code }) => named.some((one) => isOneHouse(one.code, code)))) return null;
  return `"${company}" is ${nameOf(meant.code)}, and ${number} looks like a number of ${nameOf(looks.code)}.`;
}

const nameOf = (code: string): string => carrierByCode(code)?.name ?? code;

const isOneHouse = (one: string, other: string): boolean =>
  one === other || familyOf(one) === familyOf(other) || groupOf(one) === groupOf(other);
/** "DHL" and "DHL Germany" are asked at one door or stand under one name; "DHL" and "DHL Express" are two carriers. */
const groupOf = (code: string): string => houseConnectionFor(code)?.slug ?? code;

// ── What became of it ─────────────────────────────────────────────────────────────────────────────────────────────

function ofShipments({ orderId, postalCode, shipments, entries }: OrderFacts, now: Date): Found[] {
  return shipments.flatMap((shipment): Found[] => {
    if (shipment.direction === "return" || shipment.carrier === null) return [];
    const entry = entries.find(({ outcomes }) => outcomes.some(({ shipmentId }) => shipmentId === shipment.id));
    const name = nameOf(shipment.carrier);
    const at = (code: FindingCode, understood: string): Found => ({
      ...{ code, orderId, captureId: entry?.captureId ?? null, entryId: entry?.id ?? null, field: "tracking_number" },
      ...{ received: shipment.number, understood },
    });
    if (shipment.code === "pending.invalid_number") return [at("carrier_refuses_number", `Asked: ${name}.`)];
    if (shipment.hasEvents) return [];
    const wantsPostcode =
      shipment.lastOutcome === "needs_more" || carrierByCode(shipment.carrier)?.wants.includes("postal_code");
    if (wantsPostcode === true && (postalCode === null || postalCode === ""))
      return [at("postcode_missing", `${name} wants the postcode.`)];
    const isUnheard = shipment.lastOutcome === "not_found" && now.getTime() - shipment.openedAt.getTime() > unheardMs;
    return isUnheard ? [at("never_heard_of", `Asked: ${name}.`)] : [];
  });
}

function text(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  return trimmed === "" ? null : trimmed;
}

function unique(found: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return found.filter(({ code, captureId, entryId, field }) => {
    const key = JSON.stringify([code, captureId, entryId, field]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
