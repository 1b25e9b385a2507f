/** When it is night for a person, and until when. */

const [nightFrom, nightUntil] = [22, 8];

/** The end of the night (08:00 there) when it is night in this zone now; null by day. */
export function quietUntil(now: Date, zone: string): Date | null {
  const { hour, minute, second } = wallTime(now, zone);
  if (hour >= nightUntil && hour < nightFrom) return null;
  const hoursLeft = (nightUntil - hour + 24) % 24;
  // When clocks change in this night it is an hour early or late; early, the next look finds it is still night.
  return new Date(now.getTime() - (now.getTime() % 1_000) + (hoursLeft * 3_600 - minute * 60 - second) * 1_000);
}

function wallTime(
  now: Date,
  zone: string,
): { readonly hour: number; readonly minute: number; readonly second: number } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((p) => p.type === type)?.value ?? 0);
  return { hour: part("hour"), minute: part("minute"), second: part("second") };
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
