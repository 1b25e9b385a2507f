/** Where journeys play: one route for each city in which they end. Cities are real, addresses and shops are not. */
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

/** Makes places of one country. */
const country =
  (code: string, countryName: string, zone: string) =>
  (city: string, postalCode: string, more: Pick<Partial<Place>, "region" | "zone"> = {}): Place => ({
    country: code,
    countryName,
    zone,
    city,
    postalCode,
    ...more,
  });
const australia = country("AU", "Australia", "Australia/Sydney");
const austria = country("AT", "Austria", "Europe/Vienna");
const belgium = country("BE", "Belgium", "Europe/Brussels");
const britain = country("GB", "United Kingdom", "Europe/London");
const canada = country("CA", "Canada", "America/Toronto");
const denmark = country("DK", "Denmark", "Europe/Copenhagen");
const france = country("FR", "France", "Europe/Paris");
const germany = country("DE", "Germany", "Europe/Berlin");
const italy = country("IT", "Italy", "Europe/Rome");
const netherlands = country("NL", "Netherlands", "Europe/Amsterdam");
const norway = country("NO", "Norway", "Europe/Oslo");
const poland = country("PL", "Poland", "Europe/Warsaw");
const spain = country("ES", "Spain", "Europe/Madrid");
const sweden = country("SE", "Sweden", "Europe/Stockholm");
const switzerland = country("CH", "Switzerland", "Europe/Zurich");
const unitedStates = country("US", "United States", "America/New_York");

const leipzig = germany("Radefeld", "04435");
const hamburg = germany("Hamburg", "22113");
const shenzhen = country("CN", "China", "Asia/Shanghai")("Shenzhen", "518000");
const newark = unitedStates("Newark", "07114", { region: "NJ" });
const louisville = unitedStates("Louisville", "40213", { region: "KY", zone: "America/Kentucky/Louisville" });
const lyon = france("Saint-Priest", "69800");
const manchester = britain("Manchester", "M17 1DB");
const melbourne = australia("Sunshine West", "3020", { region: "VIC", zone: "Australia/Melbourne" });
const vancouver = canada("Richmond", "V6X 1A1", { region: "BC", zone: "America/Vancouver" });

interface Way {
  readonly from: Place;
  readonly by: Place;
  readonly to: Place;
  readonly shop: readonly [name: string, street: string];
  /** Where goods from abroad come from, and where they cross the border. */
  readonly abroad: Place;
  readonly border: Place;
}

const route = ({ from, by, to, shop: [name, street], abroad, border }: Way): Route => ({
  sender: from,
  origin: from,
  hub: by,
  destination: to,
  door: to,
  point: { ...to, shop: { name, street } },
  abroad,
  border,
});

export const routes = {
  berlin: route({
    from: hamburg,
    by: germany("Börnicke", "14641"),
    to: germany("Berlin", "10115"),
    shop: ["Kiosk Mühle", "Invalidenstr. 140"],
    abroad: shenzhen,
    border: leipzig,
  }),
  munich: route({
    from: leipzig,
    by: germany("Aschheim", "85609"),
    to: germany("München", "80331"),
    shop: ["Schreibwaren Huber", "Sendlinger Str. 31"],
    abroad: newark,
    border: leipzig,
  }),
  stockholm: route({
    from: hamburg,
    by: sweden("Malmö", "21124"),
    to: sweden("Stockholm", "11122"),
    shop: ["Kiosken på hörnet", "Vasagatan 9"],
    abroad: shenzhen,
    border: sweden("Malmö", "21124"),
  }),
  london: route({
    from: manchester,
    by: britain("Tamworth", "B78 2FA"),
    to: britain("London", "E2 8AA"),
    shop: ["Corner News", "48 Hackney Road"],
    abroad: hamburg,
    border: britain("Castle Donington", "DE74 2SA"),
  }),
  "new york": route({
    from: louisville,
    by: newark,
    to: unitedStates("New York", "10011", { region: "NY" }),
    shop: ["Chelsea Stationers", "208 W 23rd St"],
    abroad: hamburg,
    border: newark,
  }),
  "los angeles": route({
    from: unitedStates("Reno", "89506", { region: "NV", zone: "America/Los_Angeles" }),
    by: unitedStates("Ontario", "91761", { region: "CA", zone: "America/Los_Angeles" }),
    to: unitedStates("Los Angeles", "90012", { region: "CA", zone: "America/Los_Angeles" }),
    shop: ["Third Street Mail", "311 S Spring St"],
    abroad: shenzhen,
    border: unitedStates("Torrance", "90501", { region: "CA", zone: "America/Los_Angeles" }),
  }),
  toronto: route({
    from: vancouver,
    by: canada("Mississauga", "L5P 1A2", { region: "ON" }),
    to: canada("Toronto", "M5V 2T6", { region: "ON" }),
    shop: ["King West Convenience", "620 King St W"],
    abroad: louisville,
    border: canada("Mississauga", "L5P 1A2", { region: "ON" }),
  }),
  sydney: route({
    from: melbourne,
    by: australia("Chullora", "2190", { region: "NSW" }),
    to: australia("Sydney", "2000", { region: "NSW" }),
    shop: ["Haymarket Newsagency", "401 Sussex St"],
    abroad: shenzhen,
    border: australia("Mascot", "2020", { region: "NSW" }),
  }),
  paris: route({
    from: lyon,
    by: france("Gonesse", "95500"),
    to: france("Paris", "75011"),
    shop: ["Tabac du Faubourg", "87 rue Oberkampf"],
    abroad: shenzhen,
    border: france("Roissy-en-France", "95700"),
  }),
  madrid: route({
    from: spain("Barcelona", "08040"),
    by: spain("Coslada", "28821"),
    to: spain("Madrid", "28004"),
    shop: ["Papelería Luna", "Calle de Fuencarral 60"],
    abroad: lyon,
    border: spain("Irún", "20305"),
  }),
  milan: route({
    from: italy("Bologna", "40131"),
    by: italy("Peschiera Borromeo", "20068"),
    to: italy("Milano", "20121"),
    shop: ["Edicola Brera", "Via Solferino 11"],
    abroad: shenzhen,
    border: italy("Ferno", "21010"),
  }),
  amsterdam: route({
    from: netherlands("Venlo", "5928 PR"),
    by: netherlands("Utrecht", "3542 AD"),
    to: netherlands("Amsterdam", "1012 JS"),
    shop: ["Boekhandel de Gracht", "Spuistraat 104"],
    abroad: shenzhen,
    border: netherlands("Schiphol", "1118 AA"),
  }),
  brussels: route({
    from: belgium("Antwerpen", "2030"),
    by: belgium("Machelen", "1830"),
    to: belgium("Bruxelles", "1000"),
    shop: ["Librairie du Sablon", "Rue Haute 25"],
    abroad: lyon,
    border: belgium("Zaventem", "1930"),
  }),
  vienna: route({
    from: austria("Graz", "8010"),
    by: austria("Hagenbrunn", "2102"),
    to: austria("Wien", "1070"),
    shop: ["Trafik Lindner", "Neubaugasse 44"],
    abroad: hamburg,
    border: austria("Schwechat", "1300"),
  }),
  zurich: route({
    from: switzerland("Genève", "1217"),
    by: switzerland("Härkingen", "4624"),
    to: switzerland("Zürich", "8004"),
    shop: ["Kiosk Stauffacher", "Badenerstrasse 41"],
    abroad: hamburg,
    border: switzerland("Basel", "4052"),
  }),
  oslo: route({
    from: norway("Bergen", "5015"),
    by: norway("Lørenskog", "1470"),
    to: norway("Oslo", "0184"),
    shop: ["Kiosken i Torggata", "Torggata 22"],
    abroad: hamburg,
    border: norway("Svinesund", "1789"),
  }),
  copenhagen: route({
    from: denmark("Aarhus", "8000"),
    by: denmark("Taastrup", "2630"),
    to: denmark("København", "1620"),
    shop: ["Kiosk Vesterbro", "Istedgade 51"],
    abroad: hamburg,
    border: denmark("Padborg", "6330"),
  }),
  warsaw: route({
    from: poland("Poznań", "60-101"),
    by: poland("Łódź", "91-341"),
    to: poland("Warszawa", "00-075"),
    shop: ["Kiosk Śródmieście", "ul. Chmielna 19"],
    abroad: hamburg,
    border: poland("Świecko", "69-100"),
  }),
} as const satisfies Readonly<Record<string, Route>>;

export type City = keyof typeof routes;

export const isCity = (name: unknown): name is City => typeof name === "string" && Object.hasOwn(routes, name);
