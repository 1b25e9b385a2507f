/** The older XML answer of UPS (Track tool). Switched off for new users; its codes are the same, archives and middlemen still send it. */
import type { Scan, ScanOutcome } from "#carriers/carrier.ts";
import { countryCode } from "#carriers/places.ts";
import { compactDate } from "#carriers/time.ts";
import { childrenOf, elementAt, textAt, type XmlElement } from "#carriers/xml.ts";
import type { Place } from "#shipments/event.ts";
import { lookupsOf, timeOf } from "./track.ts";

export const isLegacyXml = (element: XmlElement): boolean => element.name === "TrackResponse";

export function legacyScans(element: XmlElement): readonly ScanOutcome[] {
  return childrenOf(element, "Shipment")
    .slice(0, 20)
    .map((shipment) => {
      const packages = childrenOf(shipment, "Package").slice(0, 200);
      const number = textAt(shipment, "ShipmentIdentificationNumber") ?? textAt(packages[0], "TrackingNumber") ?? "";
      const pieces = packages.map((each) => textAt(each, "TrackingNumber") ?? "");
      return {
        kind: "scans",
        number,
        scans: packages.flatMap((each, at) => scansOf(each, packages.length > 1 ? pieces[at] : undefined)),
        estimate: estimateOf(shipment, packages[0]),
        pieces: packages.length > 1 ? pieces : [],
        pieceCount: packages.length,
        service: textAt(shipment, "Service", "Description"),
      };
    });
}

function scansOf(each: XmlElement, piece: string | undefined): readonly Scan[] {
  return childrenOf(each, "Activity")
    .slice(0, 1_000)
    .map((activity) => {
      const type = textAt(activity, "Status", "StatusType", "Code");
      const code = textAt(activity, "Status", "StatusCode", "Code");
      const signedBy = textAt(activity, "ActivityLocation", "SignedForByName");
      return {
        time: timeOf({
          date: textAt(activity, "Date"),
          time: textAt(activity, "Time"),
          gmtDate: textAt(activity, "GMTDate"),
          gmtTime: textAt(activity, "GMTTime"),
          gmtOffset: textAt(activity, "GMTOffset"),
        }),
        lookups: lookupsOf({ type, code }),
        rawCode: code ?? type ?? "",
        ...(type === undefined ? {} : { rawSubCode: type }),
        text: textAt(activity, "Status", "StatusType", "Description") ?? "",
        place: placeOf(elementAt(activity, "ActivityLocation", "Address")),
        ...(piece === undefined ? {} : { piece }),
        facts: signedBy === undefined ? {} : { signedBy },
      };
    });
}

function placeOf(address: XmlElement | undefined): Place | undefined {
  const country = countryCode(textAt(address, "CountryCode"));
  const city = textAt(address, "City");
  const region = textAt(address, "StateProvinceCode");
  const postalCode = textAt(address, "PostalCode");
  return address === undefined ? undefined : { city, region, postalCode, country };
}

function estimateOf(shipment: XmlElement, lead: XmlElement | undefined) {
  const isDelivered = childrenOf(lead, "Activity").some(
    (activity) => textAt(activity, "Status", "StatusType", "Code") === "D",
  );
  const day = compactDate(textAt(lead, "RescheduledDeliveryDate") ?? textAt(shipment, "ScheduledDeliveryDate"));
  return isDelivered || day === undefined ? undefined : ({ from: day, through: null, kind: "date" } as const);
}
