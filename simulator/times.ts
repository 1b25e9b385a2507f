/** Wall times of a place, as carriers write them. */

/** `2026-11-24T14:05:09` in the zone, without an offset. */
export function wallTime(ms: number, zone: string): string {
  return zoned(ms, zone).toPlainDateTime().toString({ smallestUnit: "second", roundingMode: "floor" });
}

/** `+01:00`. */
export function offsetOf(ms: number, zone: string): string {
  return zoned(ms, zone).offset;
}

/** `20261124` and `140509`. */
export function compact(ms: number, zone: string): { readonly date: string; readonly time: string } {
  const [date = "", time = ""] = wallTime(ms, zone).split("T");
  return { date: date.replaceAll("-", ""), time: time.replaceAll(":", "") };
}

/** The two hours around a promised time, on whole hours: what carriers announce. */
export function windowAround(ms: number): { readonly fromMs: number; readonly throughMs: number } {
  const hour = 3_600_000;
  const fromMs = Math.floor(ms / hour) * hour;
  return { fromMs, throughMs: fromMs + 2 * hour };
}

function zoned(ms: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
}
