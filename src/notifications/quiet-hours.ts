/** When it is night for a person, and until when. */
import { dateFormat, wallTime } from "#platform/local-time.ts";

/** Local hours; both the same: no night. */
export interface Night {
  readonly quietFrom: number;
  readonly quietUntil: number;
}

const usualNight: Night = { quietFrom: 22, quietUntil: 8 };

/** The end of the night there when it is night in this zone now; null by day. */
export function quietUntil(now: Date, zone: string, night: Night = usualNight): Date | null {
  const there = wallTime(now, zone);
  const [hour, minute, second] = [there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds()];
  const length = (night.quietUntil - night.quietFrom + 24) % 24;
  if ((hour - night.quietFrom + 24) % 24 >= length) return null;
  const hoursLeft = (night.quietUntil - hour + 24) % 24;
  // When clocks change in this night it is an hour early or late; early, the next look finds it is still night.
  return new Date(now.getTime() - (now.getTime() % 1_000) + (hoursLeft * 3_600 - minute * 60 - second) * 1_000);
}

/** Where most people of a country with several zones live; other countries have one, or one that matters. */
const mainZones: Readonly<Record<string, string>> = {
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  CL: "America/Santiago",
  CN: "Asia/Shanghai",
  DE: "Europe/Berlin",
  ES: "Europe/Madrid",
  ID: "Asia/Jakarta",
  MX: "America/Mexico_City",
  NZ: "Pacific/Auckland",
  PT: "Europe/Lisbon",
  RU: "Europe/Moscow",
  UA: "Europe/Kyiv",
  US: "America/Chicago",
};

/** A zone for a country (ISO 3166-1 alpha-2), good enough to tell day from night; UTC where the country is unknown. */
export function zoneOfCountry(country: string | null): string {
  const code = (country ?? "").toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return "UTC";
  return mainZones[code] ?? new Intl.Locale(`und-${code}`).getTimeZones()?.[0] ?? "UTC";
}

/** The zone that a person chose, where it is one; else that of the country the order goes to. */
export function zoneFor(chosen: string | null, country: string | null): string {
  if (chosen === null) return zoneOfCountry(country);
  try {
    return dateFormat("en", { timeZone: chosen }).resolvedOptions().timeZone;
  } catch {
    return zoneOfCountry(country); // a name that this runtime does not know: the order's country is near enough
  }
}
