/** Countries by their names in a language, and time zones to choose from. */
import { dateFormat } from "#platform/local-time.ts";

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly name: string;
}

/** Codes that no parcel is sent to: unions, test values, places without an address. */
const nowhere: ReadonlySet<string> = new Set("AC AQ BV CP CQ DG EA EU EZ HM IC QO TA TF UM UN XA XB ZZ".split(" "));

const lists = new Map<string, readonly Country[]>();

/** All of them, in the order of the language. @param locale BCP 47. */
export function countriesIn(locale: string): readonly Country[] {
  const known = lists.get(locale);
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const collator = new Intl.Collator(locale);
  const list = letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      const name = names.of(code);
      // Codes of countries that are no more stand for their heirs.
      const isOwn = new Intl.Locale(`und-${code}`).region === code;
      return name === undefined || !isOwn || nowhere.has(code) ? [] : [{ code, name }];
    })
    .sort((a, b) => collator.compare(a.name, b.name));
  if (lists.size < 100) lists.set(locale, list);
  return list;
}

/** A zone for every clock that people live by, from west to east. */
export const zones = [
  "Pacific/Honolulu",
  "America/Anchorage",
  "America/Los_Angeles",
  "America/Phoenix",
  "America/Denver",
  "America/Chicago",
  "America/Mexico_City",
  "America/New_York",
  "America/Bogota",
  "America/Lima",
  "America/Halifax",
  "America/Caracas",
  "America/Santiago",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Argentina/Buenos_Aires",
  "Atlantic/Azores",
  "Atlantic/Reykjavik",
  "Atlantic/Canary",
  "Europe/Dublin",
  "Europe/Lisbon",
  "Europe/London",
  "Africa/Casablanca",
  "Africa/Lagos",
  "Europe/Amsterdam",
  "Europe/Berlin",
  "Europe/Brussels",
  "Europe/Budapest",
  "Europe/Copenhagen",
  "Europe/Madrid",
  "Europe/Oslo",
  "Europe/Paris",
  "Europe/Prague",
  "Europe/Rome",
  "Europe/Stockholm",
  "Europe/Vienna",
  "Europe/Warsaw",
  "Europe/Zurich",
  "Africa/Cairo",
  "Africa/Johannesburg",
  "Asia/Jerusalem",
  "Europe/Athens",
  "Europe/Bucharest",
  "Europe/Helsinki",
  "Europe/Kyiv",
  "Africa/Nairobi",
  "Asia/Riyadh",
  "Europe/Istanbul",
  "Europe/Moscow",
  "Asia/Tehran",
  "Asia/Dubai",
  "Asia/Kabul",
  "Asia/Karachi",
  "Asia/Tashkent",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Dhaka",
  "Asia/Yangon",
  "Asia/Bangkok",
  "Asia/Ho_Chi_Minh",
  "Asia/Jakarta",
  "Asia/Hong_Kong",
  "Asia/Kuala_Lumpur",
  "Asia/Manila",
  "Asia/Shanghai",
  "Asia/Singapore",
  "Asia/Taipei",
  "Australia/Perth",
  "Asia/Seoul",
  "Asia/Tokyo",
  "Australia/Darwin",
  "Australia/Adelaide",
  "Australia/Brisbane",
  "Australia/Sydney",
  "Pacific/Auckland",
  "Pacific/Fiji",
] as const;

/** `Buenos Aires (GMT-3)`: places' names are not translated. */
export function zoneName(zone: string, locale: string, now: Date): string {
  const city = (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
  const offset = dateFormat(locale, { timeZone: zone, timeZoneName: "shortOffset" })
    .formatToParts(now)
    .find(({ type }) => type === "timeZoneName")?.value;
  return offset === undefined ? city : `${city} (${offset})`;
}
