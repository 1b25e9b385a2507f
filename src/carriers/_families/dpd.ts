/** What DPD's interfaces share: the label number, the steps of a parcel's life, places and times as DPD writes them. */
import { countryCode } from "#carriers/places.ts";
import { statusTable } from "#carriers/status-table.ts";
import { germanTime } from "#carriers/time.ts";
import type { Place } from "#shipments/event.ts";

/** 14 digits, with or without the check character behind them, or the whole barcode (postcode 7, label 14, service 3, country 3, check). */
export const numberPattern = /^(?:[0-9]{14}[0-9A-Za-z]?|[0-9A-Za-z]{7}[0-9]{20}[0-9A-Za-z]?)$/;

/** The 14 digits that DPD's interfaces ask for. */
export const labelNumber = (number: string): string => (number.length < 27 ? number.slice(0, 14) : number.slice(7, 21));

/**
 * List `step`: the fixed steps of the group's interfaces.
 * Sources: mock bodies of the public life-cycle page (emanuelbesliu/homeassistant-colete), the enumeration in clients of the public
 * web service, read November 2026.
 */
export const steps = statusTable(
  "step",
  `
SHIPMENT          | info_received.label_created          | Order information transmitted
ACCEPTED          | in_transit.accepted                  | Parcel handed to DPD | once it is reached; while it is still ahead, the parcel is only announced
AT_SENDING_DEPOT  | in_transit.arrived_at_facility       | The parcel is at the parcel dispatch centre. | client code
ON_THE_ROAD       | in_transit.moving                    | Your parcel is on its way to the parcel delivery centre.
AT_DELIVERY_DEPOT | in_transit.arrived_at_delivery_depot | At parcel delivery centre.
OUT_FOR_DELIVERY  | out_for_delivery.on_vehicle          | out for delivery
DELIVERED         | delivered.unspecified                | Your parcel has been delivered successfully.
PICKUP_SHOP       | available_for_pickup.at_pickup_point | at pickup shop | spelling unverified
`,
);

/** `Mechelen (BE)`. */
export function placeOf(written: string | undefined): Place | undefined {
  if (written === undefined) return undefined;
  const [, city = written, country] = /^([^()]{1,200}) \(([A-Z]{2})\)$/.exec(written.trim()) ?? [];
  return { city, country: countryCode(country) };
}

/** `8/18/2021 2:43:31 PM` and `18.08.2021, 14:43` → `2021-08-18T14:43:31`: a wall time of the place. */
export function localTime(written: string | undefined): string | undefined {
  const [, month = "", day = "", year, hour = "", rest, half] =
    /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2})(:\d{2}:\d{2}) ([AP])M$/i.exec(written ?? "") ?? [];
  if (year === undefined) return germanTime(written?.slice(0, 40).replace(", ", " "));
  const hours = (Number(hour) % 12) + (half?.toUpperCase() === "P" ? 12 : 0);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${String(hours).padStart(2, "0")}${rest}`;
}
