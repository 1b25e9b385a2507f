/** From one entry of shipping info to what we follow, or the named reason why not. Pure. */
import { type Candidate, checkNumber, identify } from "#carriers/identify/identify.ts";
import { isPlaceholder, normaliseNumber, numberInLink, splitNumbers } from "#carriers/identify/number.ts";
import type { Reason } from "./reasons.ts";

/** What the merchant said; the fields of the Order Management API. */
export interface SaidEntry {
  readonly shipping_company?: string | null;
  readonly shipping_method?: string | null;
  readonly tracking_number?: string | null;
  readonly tracking_uri?: string | null;
  readonly return_shipping_company?: string | null;
  readonly return_tracking_number?: string | null;
  readonly return_tracking_uri?: string | null;
}

export interface OrderContext {
  readonly country: string | null;
  /** The order's own references: a number equal to one of them is no tracking number. */
  readonly references: readonly string[];
  readonly usedByMerchant?: ReadonlyMap<string, number>;
}

export type Nature = "digital" | "own_delivery" | "store_pickup" | "letter";

export type Resolution =
  | {
      readonly kind: "shipment";
      readonly direction: "outbound" | "return";
      readonly carrier: string;
      readonly number: string;
      readonly saidNumber: string;
      readonly saidCompany: string | null;
      readonly method: string | null;
      readonly uri: string | null;
      readonly candidates: readonly Candidate[];
    }
  | {
      readonly kind: "untracked";
      readonly nature: Nature;
      readonly method: string | null;
      readonly saidCompany: string | null;
    }
  | { readonly kind: "finding"; readonly reason: Reason; readonly evidence: Readonly<Record<string, unknown>> };

/** Methods with nothing to follow, unless a carrier and its number are there all the same. */
const natures: Readonly<Record<string, Nature>> = {
  digital: "digital",
  own: "own_delivery",
  pickupstore: "store_pickup",
  clickcollect: "store_pickup",
  pickupwarehouse: "store_pickup",
  postal: "letter",
};

/** How sure we must be to ask a carrier, and how far ahead of the second. */
const sureEnough = 0.5;
const leadEnough = 1.5;

export function resolve(entry: SaidEntry, order: OrderContext): readonly Resolution[] {
  const outbound = resolveLeg(
    {
      company: entry.shipping_company,
      number: entry.tracking_number,
      uri: entry.tracking_uri,
      method: entry.shipping_method,
      direction: "outbound",
    },
    order,
  );
  const isReturnSaid = [entry.return_tracking_number, entry.return_shipping_company].some(
    (text) => (text ?? "").trim() !== "",
  );
  // A prepared return without a number is only a plan; it opens nothing.
  if (!isReturnSaid || (entry.return_tracking_number ?? "").trim() === "") return outbound;
  const back = resolveLeg(
    {
      company: entry.return_shipping_company || entry.shipping_company,
      number: entry.return_tracking_number,
      uri: entry.return_tracking_uri,
      method: null,
      direction: "return",
    },
    order,
  );
  const isOnlyReturn = outbound.length === 1 && outbound[0]?.kind === "finding" && outbound[0].reason === "empty_entry";
  return isOnlyReturn ? back : [...outbound, ...back];
}

interface Leg {
  readonly company: string | null | undefined;
  readonly number: string | null | undefined;
  readonly uri: string | null | undefined;
  readonly method: string | null | undefined;
  readonly direction: "outbound" | "return";
}

function resolveLeg(leg: Leg, order: OrderContext): readonly Resolution[] {
  const company = leg.company?.trim() ?? "";
  const said = leg.number?.trim() ?? "";
  const method = leg.method?.trim() || null;
  const nature = natures[(method ?? "").toLowerCase()];
  const hasNumber = said !== "" && !isPlaceholder(said);
  if (nature !== undefined && !hasNumber) return [{ kind: "untracked", nature, method, saidCompany: company || null }];
  const evidence = {
    shipping_company: leg.company ?? null,
    tracking_number: leg.number ?? null,
    ...(method === null ? {} : { shipping_method: method }),
  };
  const finding = (reason: Reason, more: Readonly<Record<string, unknown>> = {}): Resolution => ({
    kind: "finding",
    reason,
    evidence: { ...evidence, ...more },
  });
  if (said === "") return [finding(company === "" && method === null && !leg.uri ? "empty_entry" : "no_number")];
  if (!hasNumber) return [finding("placeholder_text")];

  const parts = numberInLink(said) === null ? splitNumbers(said) : [said];
  return parts.map((part): Resolution => {
    const number = normaliseNumber(numberInLink(part) ?? part);
    if (number === "" || isPlaceholder(number)) return finding("placeholder_text");
    if (order.references.some((reference) => normaliseNumber(reference) === number))
      return finding("number_is_order_reference");
    const candidates = identify({
      number: part,
      company,
      country: order.country,
      uri: leg.uri,
      usedByMerchant: order.usedByMerchant,
    });
    const [best, second] = candidates;
    if (best === undefined || best.probability < sureEnough / 2)
      return finding(company === "" ? "no_carrier" : "unknown_carrier");
    if (best.probability < sureEnough || (second !== undefined && best.probability < second.probability * leadEnough)) {
      return finding(company === "" ? "no_carrier" : "ambiguous_carrier", {
        candidates: candidates.slice(0, 4).map(({ code, probability, reasons }) => ({ code, probability, reasons })),
      });
    }
    const check = checkNumber(best.code, number);
    if (check.kind === "wrong_check_digit")
      return finding("wrong_check_digit", { carrier: best.code, format: check.format });
    return {
      kind: "shipment",
      direction: leg.direction,
      carrier: best.code,
      number,
      saidNumber: part,
      saidCompany: company || null,
      method,
      uri: leg.uri?.trim() || null,
      candidates: candidates.slice(0, 4),
    };
  });
}
