/** Between which countries a parcel travels, and what that says about a carrier. */
import { countryCode } from "#carriers/places.ts";
import { type Suspect, weigh } from "./evidence.ts";
import { countryOfPostcode } from "./postcodes.ts";

/** The carrier is at home where the parcel goes or comes from; it is not where it goes; nor where it comes from. */
const [homeBits, strangerBits, strangerFromBits] = [0.7, -1, -2.5];

export interface SaidRoute {
  /** Where the parcel goes, the order's country: its two letters, or its name. */
  readonly country?: string | null | undefined;
  /** Where the merchant sends from, as the country is said. */
  readonly origin?: string | null | undefined;
  /** The receiver's. */
  readonly postcode?: string | null | undefined;
}

export interface Route {
  readonly destination: string | null;
  readonly origin: string | null;
  readonly postcode: string | null;
  readonly isKnown: boolean;
}

export const nowhere: Route = { destination: null, origin: null, postcode: null, isKnown: false };

export function routeOf({ country, origin, postcode }: SaidRoute): Route {
  if (!country && !origin && !postcode) return nowhere;
  const destination = countryCode(country ?? undefined) ?? (postcode ? countryOfPostcode(postcode) : null);
  const from = countryCode(origin ?? undefined) ?? null;
  return {
    destination,
    origin: from,
    postcode: postcode ?? null,
    isKnown: destination !== null || from !== null,
  };
}

/** A number may say where its parcel comes from, when nobody else does. */
export const comingFrom = (route: Route, country: string | null): Route =>
  country === null || route.origin !== null || !route.isKnown ? route : { ...route, origin: country };

export const isOnRoute = (countries: readonly string[], { destination, origin }: Route): boolean =>
  (destination !== null && countries.includes(destination)) || (origin !== null && countries.includes(origin));

/** The countries that the registry knows of a carrier are where it is at home; parcels leave it, and many carriers serve more. */
export function weighRoute(suspect: Suspect, route: Route): void {
  const { carrier } = suspect;
  if (carrier.countries.length === 0) return;
  if (isOnRoute(carrier.countries, route)) {
    const where = route.origin !== null && carrier.countries.includes(route.origin) ? route.origin : route.destination;
    weigh(suspect, homeBits, `${carrier.name} is at home in ${where}.`);
  } else {
    const between = [route.origin, route.destination].filter((country) => country !== null).join(" and ");
    weigh(
      suspect,
      route.origin === null ? strangerBits : strangerFromBits,
      `${carrier.name} is at home in ${carrier.countries.join(", ")}, not in ${between}.`,
    );
  }
}
