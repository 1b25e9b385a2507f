/** Where journeys play: five routes, each with its stops. Cities are real, addresses and shops are not. */
import type { Stop } from "./journeys.ts";

export interface Place {
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly countryName: string;
  readonly postalCode: string;
  /** State, where the address has one. */
  readonly region?: string;
  /** IANA name. */
  readonly zone: string;
  /** Of a pick-up point. */
  readonly shop?: { readonly name: string; readonly street: string };
}

export type Route = Readonly<Record<Stop, Place>>;

const germany = { country: "DE", countryName: "Germany", zone: "Europe/Berlin" } as const;
const sweden = { country: "SE", countryName: "Sweden", zone: "Europe/Stockholm" } as const;
const britain = { country: "GB", countryName: "United Kingdom", zone: "Europe/London" } as const;
const eastCoast = { country: "US", countryName: "United States", zone: "America/New_York" } as const;

const leipzig: Place = { ...germany, city: "Radefeld", postalCode: "04435" };
const hamburg: Place = { ...germany, city: "Hamburg", postalCode: "22113" };
const shenzhen: Place = {
  city: "Shenzhen",
  country: "CN",
  countryName: "China",
  postalCode: "518000",
  zone: "Asia/Shanghai",
};
const newark: Place = { ...eastCoast, city: "Newark", region: "NJ", postalCode: "07114" };

const ending = (place: Place, shop: string, street: string): Pick<Route, "destination" | "door" | "point"> => ({
  destination: place,
  door: place,
  point: { ...place, shop: { name: shop, street } },
});

export const routes: readonly Route[] = [
  {
    sender: hamburg,
    origin: hamburg,
    hub: { ...germany, city: "Börnicke", postalCode: "14641" },
    ...ending({ ...germany, city: "Berlin", postalCode: "10115" }, "Kiosk Mühle", "Invalidenstr. 140"),
    abroad: shenzhen,
    border: leipzig,
  },
  {
    sender: leipzig,
    origin: leipzig,
    hub: { ...germany, city: "Aschheim", postalCode: "85609" },
    ...ending({ ...germany, city: "München", postalCode: "80331" }, "Schreibwaren Huber", "Sendlinger Str. 31"),
    abroad: newark,
    border: leipzig,
  },
  {
    sender: hamburg,
    origin: hamburg,
    hub: { ...sweden, city: "Malmö", postalCode: "21124" },
    ...ending({ ...sweden, city: "Stockholm", postalCode: "11122" }, "Kiosken på hörnet", "Vasagatan 9"),
    abroad: shenzhen,
    border: { ...sweden, city: "Malmö", postalCode: "21124" },
  },
  {
    sender: { ...britain, city: "Manchester", postalCode: "M17 1DB" },
    origin: { ...britain, city: "Manchester", postalCode: "M17 1DB" },
    hub: { ...britain, city: "Tamworth", postalCode: "B78 2FA" },
    ...ending({ ...britain, city: "London", postalCode: "E2 8AA" }, "Corner News", "48 Hackney Road"),
    abroad: hamburg,
    border: { ...britain, city: "Castle Donington", postalCode: "DE74 2SA" },
  },
  {
    sender: {
      ...eastCoast,
      city: "Louisville",
      region: "KY",
      postalCode: "40213",
      zone: "America/Kentucky/Louisville",
    },
    origin: {
      ...eastCoast,
      city: "Louisville",
      region: "KY",
      postalCode: "40213",
      zone: "America/Kentucky/Louisville",
    },
    hub: newark,
    ...ending(
      { ...eastCoast, city: "New York", region: "NY", postalCode: "10011" },
      "Chelsea Stationers",
      "208 W 23rd St",
    ),
    abroad: hamburg,
    border: { ...eastCoast, city: "Newark", region: "NJ", postalCode: "07114" },
  },
];

export function routeAt(index: number): Route {
  const route = routes[index % routes.length];
  if (route === undefined) throw new RangeError(`There is no route ${index}.`);
  return route;
}
