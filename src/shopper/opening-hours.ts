/** Opening hours of a pick-up point, where they can honestly be read: `24/7`, or `Mon Tue Wed 08:00-20:00; Sat 10:00-16:00`. Pure. */

/** Minutes after midnight. */
interface Hours {
  readonly from: number;
  readonly until: number;
}

/** By weekday, Monday first; a day without hours is closed. */
export type Week = readonly (readonly Hours[])[];

export type OpenNow =
  | { readonly kind: "always" }
  | { readonly kind: "until"; readonly minutes: number }
  | { readonly kind: "opens"; readonly minutes: number }
  | { readonly kind: "closed" };

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Null: nobody knows what it says, and the carrier's own words are shown. */
export function readWeek(text: string): Week | "always" | null {
  if (/^24\s*\/\s*7$/.test(text.trim())) return "always";
  const week: Hours[][] = days.map(() => []);
  for (const part of text.split(";")) {
    const match = /^([A-Za-z \u2013-]+?)\s+(\d\d):(\d\d)\s*[\u2013-]\s*(\d\d):(\d\d)$/.exec(part.trim());
    const named = match === null ? null : daysOf(match[1] ?? "");
    if (match === null || named === null) return null;
    const from = Number(match[2]) * 60 + Number(match[3]);
    const until = Number(match[4]) * 60 + Number(match[5]);
    if (from >= until || until > 24 * 60) return null;
    for (const day of named) week[day]?.push({ from, until });
  }
  return week.map((hours) => hours.toSorted((a, b) => a.from - b.from));
}

/** `Mon Tue Wed`, `Mon-Fri`. */
function daysOf(text: string): readonly number[] | null {
  const found: number[] = [];
  for (const word of text.toLowerCase().split(" ").filter(Boolean)) {
    const [first, last = first] = word.split(/[\u2013-]/).map((name) => days.indexOf(name.slice(0, 3)));
    if (first === undefined || last === undefined || first < 0 || last < first) return null;
    for (let day = first; day <= last; day += 1) found.push(day);
  }
  return found.length === 0 ? null : found;
}

/** @param local wall time at the place, as if it were UTC */
export function openAt(week: Week | "always", local: Date): OpenNow {
  if (week === "always") return { kind: "always" };
  const today = week[(local.getUTCDay() + 6) % 7] ?? [];
  const now = local.getUTCHours() * 60 + local.getUTCMinutes();
  const current = today.find(({ from, until }) => now >= from && now < until);
  if (current !== undefined) return { kind: "until", minutes: current.until };
  const next = today.find(({ from }) => from > now);
  return next === undefined ? { kind: "closed" } : { kind: "opens", minutes: next.from };
}
