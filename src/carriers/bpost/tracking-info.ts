/** trackingInfo v1: one item, its states oldest first with offset. Addressee and sender are personal data and are not read. */
import type { Refusal, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { childrenOf, elementAt, textAt, type XmlElement } from "#carriers/xml.ts";
import type { Estimate, PickupPoint } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

export const isItemTracking = (element: XmlElement): boolean => element.name === "itemTracking";

export function itemScans(item: XmlElement): readonly ScanOutcome[] {
  const pickupPoint = pickupPointOf(elementAt(item, "pickupPoint"));
  return [
    {
      kind: "scans",
      number: textAt(item, "itemCode") ?? "",
      scans: childrenOf(item, "stateInfo")
        .slice(-500)
        .map((state) => scanOf(state, pickupPoint)),
      estimate: estimateOf(item),
      pickupPoint,
      service: textAt(item, "itemDetail", "deliveryMethod"),
    },
  ];
}

/** businessException is said of the request or the number, systemException of bpost; the HTTP status tells the rest. */
export function itemRefusal(body: XmlElement): { readonly why?: Refusal; readonly detail?: string } | undefined {
  const detail = textAt(body, "message");
  if (body.name === "systemException") return { why: "unavailable", detail };
  if (body.name !== "businessException") return undefined;
  const said = `${textAt(body, "code") ?? ""} ${detail ?? ""}`.slice(0, 500);
  if (/not found|unknown|no item/i.test(said)) return { why: "not_found", detail };
  return /invalid|format|length/i.test(said) && /item|barcode/i.test(said)
    ? { why: "invalid_number", detail }
    : { detail };
}

const pickupCodes: ReadonlySet<string> = new Set(
  statuses.filter(({ event }) => event.startsWith("available_for_pickup.")).map(({ code }) => code),
);

function scanOf(state: XmlElement, pickupPoint: PickupPoint | undefined): Scan {
  const code = textAt(state, "stateCode") ?? "";
  const description = textAt(state, "stateDescription") ?? "";
  const time = textAt(state, "time");
  const place = textAt(state, "location");
  const word = description.slice(0, 100).split(" - ")[0]?.trim() ?? "";
  const isAtPoint = pickupPoint !== undefined && pickupCodes.has(code.toUpperCase());
  return {
    time: time === undefined ? null : { text: time },
    lookups: [
      // Only lockers have no street.
      ...(isAtPoint && pickupPoint.street === "" ? [{ list: "state", code, subcode: "locker" }] : []),
      { list: "state", code },
      { list: "word", code: word },
    ],
    rawCode: code,
    text: description,
    ...(place === undefined ? {} : { place: { name: place } }),
    facts: isAtPoint ? { pickupPoint } : {},
  };
}

function pickupPointOf(point: XmlElement | undefined): PickupPoint | undefined {
  if (point === undefined) return undefined;
  const street = [textAt(point, "streetName"), textAt(point, "houseNumber")].filter((part) => part !== undefined);
  return {
    name: textAt(point, "name"),
    street: street.join(" "),
    postalCode: textAt(point, "postalCode"),
    city: textAt(point, "city"),
    country: "BE",
  };
}

function estimateOf(item: XmlElement): Estimate | undefined {
  const from = textAt(item, "deliveryTimeWindow", "plannedDeliveryDateWindowStart");
  const through = textAt(item, "deliveryTimeWindow", "plannedDeliveryDateWindowEnd");
  if (from === undefined || textAt(item, "deliveryTime") !== undefined) return undefined;
  return { from, through: through ?? null, kind: through === undefined ? "date" : "window" };
}
