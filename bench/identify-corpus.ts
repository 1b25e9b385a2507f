/**
 * Numbers to be told apart, made with a seed. The check digits are worked out here once more, from the carriers' words and in another
 * way than `src/carriers/identify/check-digits.ts`: that file does not grade itself.
 */
export interface Sample {
  readonly number: string;
  /** Registry code; null: nobody's that a list could know. */
  readonly carrier: string | null;
  /** ISO 3166-1 alpha-2 of the order. */
  readonly country: string | null;
  readonly kind: "valid" | "typo" | "noise" | "other carrier";
}

type Random = () => number;

/** Mulberry32: the same numbers for the same seed everywhere. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: Random, of: readonly T[]): T => {
  const one = of[Math.floor(random() * of.length)];
  if (one === undefined) throw new RangeError("nothing to pick from");
  return one;
};
const some = (random: Random, from: string, length: number): string =>
  Array.from({ length }, () => pick(random, [...from])).join("");
const digits = (random: Random, length: number): string => some(random, "0123456789", length);
const letters = (random: Random, length: number): string => some(random, "ABCDEFGHJKLMNPRSTUVWXYZ", length);
const alphanumeric = (random: Random, length: number): string =>
  some(random, "0123456789ABCDEFGHJKLMNPRSTUVWXYZ", length);

/** The digit that brings the weighted sum to a multiple of ten; the weights begin beside it. */
function toTen(body: string, weights: readonly number[] = [3, 1], more = 0): string {
  const sum = [...body]
    .toReversed()
    .reduce((all, d, at) => all + Number(d) * (weights[at % weights.length] ?? 0), more);
  return String((1_000 * 10 - sum) % 10);
}
const withTen = (body: string): string => body + toTen(body);

function s10Digit(eight: string): string {
  const rest = [...eight].reduce((all, d, at) => all + Number(d) * Number("86423597"[at]), 0) % 11;
  return ["5", "0", "9", "8", "7", "6", "5", "4", "3", "2", "1"][rest] ?? "";
}
const s10 = (random: Random, service: string, country: string): string => {
  const eight = digits(random, 8);
  return service + letters(random, 1) + eight + s10Digit(eight) + country;
};

/** UPS: A is 2, B is 3 … and again after 9; beside the digit double, then single. */
const upsDigit = (body: string): string =>
  toTen([...body].map((c) => (/\d/.test(c) ? c : String((c.charCodeAt(0) - "A".charCodeAt(0) + 2) % 10))).join(""), [
    body.length % 2 === 0 ? 2 : 1,
    body.length % 2 === 0 ? 1 : 2,
  ]);

const luhnDigit = (body: string): string => {
  const doubled = [...body].toReversed().map((d, at) => (at % 2 === 0 ? String(2 * Number(d)) : d));
  const sum = [...doubled.join("")].reduce((all, d) => all + Number(d), 0);
  return String((1_000 - sum) % 10);
};

const elevenOf = (body: string, weights: readonly number[]): string =>
  String(([...body].reduce((all, d, at) => all + Number(d) * (weights[at % weights.length] ?? 0), 0) % 11) % 10);

/** DPD label specification: tried out, not worked out. */
function dpdCharacter(body: string): string {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const after = (text: string): number => {
    let state = 36;
    for (const character of text) {
      state += alphabet.indexOf(character);
      if (state > 36) state -= 36;
      state *= 2;
      if (state > 36) state -= 37;
    }
    return state;
  };
  const value = 37 - after(body);
  return alphabet[value === 36 ? 0 : value] ?? "";
}

const correosLetter = (body: string): string =>
  "TRWAGMYFPDXBNJZSQVHLCKE"[[...body].reduce((all, c) => all + c.charCodeAt(0), 0) % 23] ?? "";

interface Maker {
  readonly carrier: string;
  readonly countries: readonly string[];
  readonly make: (random: Random) => string;
}

const maker = (carrier: string, countries: string, make: (random: Random) => string): Maker => ({
  carrier,
  countries: countries.split(" "),
  make,
});

const makers: readonly Maker[] = [
  maker("ups", "US DE GB FR", (r) => {
    const body = alphanumeric(r, 6) + digits(r, 9);
    return `1Z${body}${upsDigit(body)}`;
  }),
  maker("ups", "US", (r) => {
    const body = digits(r, 9);
    return pick(r, [..."AHJKTV"]) + body + upsDigit(body);
  }),
  maker("dhl-germany", "DE AT", (r) => withTen(`00340434${digits(r, 11)}`)),
  maker("dhl-germany", "DE", (r) => {
    const body = digits(r, 11);
    return body + toTen(body, [4, 9]);
  }),
  maker("dhl-germany", "DE", (r) => `JJD00039000${digits(r, 10)}`),
  maker("dhl-express", "DE US GB SG", (r) => {
    const body = digits(r, 9);
    return body + (Number(body) % 7);
  }),
  maker("dhl-express", "DE US GB SG", (r) => `JD0146${digits(r, 14)}`),
  maker("dhl-global-mail", "US", (r) => `GM${digits(r, 18)}`),
  maker("dhlparcel-nl", "NL", (r) => `JVGL0${digits(r, 13)}`),
  maker("fedex", "US CA DE", (r) => {
    const body = pick(r, [..."34789"]) + digits(r, 10);
    return body + elevenOf(body, [3, 1, 7]);
  }),
  maker("fedex", "US", (r) => withTen(digits(r, 14))),
  maker("fedex", "US CA", (r) => `96110${digits(r, 2)}${withTen(digits(r, 14))}`),
  maker("fedex", "US", (r) => {
    const body = `007${digits(r, 10)}`;
    return `9622001${digits(r, 13)}${body}${elevenOf(body, [1, 7, 3])}`;
  }),
  maker("fedex", "US", (r) => withTen(`9261${digits(r, 17)}`).slice(2)),
  maker("usps", "US", (r) => withTen(`94001${digits(r, 16)}`)),
  maker("usps", "US", (r) => `420${digits(r, 5)}${withTen(`9405${digits(r, 17)}`)}`),
  maker("usps", "US", (r) => withTen(`92748${digits(r, 20)}`)),
  maker("usps", "US", (r) => withTen(`7019${digits(r, 15)}`)),
  maker("usps", "US", (r) => s10(r, "E", "US")),
  maker("dpd", "DE AT FR", (r) => pick(r, ["01", "05", "09"]) + digits(r, 12)),
  maker("dpd", "DE AT FR", (r) => {
    const body = pick(r, ["01", "05", "09"]) + digits(r, 12);
    return body + dpdCharacter(body);
  }),
  maker("dpd", "DE", (r) => {
    const body = `00${digits(r, 5)}01${digits(r, 12)}101276`;
    return body + dpdCharacter(body);
  }),
  maker("dpd", "GB", (r) => `155${digits(r, 11)}`),
  maker("gls", "DE DK NL", (r) => digits(r, 11)),
  maker("gls", "DE DK NL", (r) => {
    const body = digits(r, 11);
    return body + toTen(body, [3, 1], 1);
  }),
  maker("hermes-de", "DE", (r) => `H10${digits(r, 17)}`),
  maker("hermes-de", "DE", (r) => withTen(digits(r, 13))),
  maker("la-poste-colissimo", "FR", (r) => pick(r, ["6A", "6C", "8L", "8R", "9L"]) + withTen(digits(r, 10))),
  maker("chronopost-france", "FR", (r) => `X${letters(r, 1)}${digits(r, 9)}${pick(r, ["JB", "JF", "TS"])}`),
  maker(
    "myhermes-uk",
    "GB",
    (r) => `${pick(r, ["H", "T", "C"])}0${pick(r, ["0", "1"])}${letters(r, 2)}A${digits(r, 10)}`,
  ),
  maker("yodel", "GB", (r) => `${pick(r, ["JJD", "JD"])}0002${digits(r, 12)}`),
  maker("royal-mail", "GB", (r) => s10(r, pick(r, ["R", "T", "F", "Q"]), "GB")),
  maker("spain-correos-es", "ES", (r) => {
    const body = `P${pick(r, [..."QKHX"])}${alphanumeric(r, 4)}0${digits(r, 10)}28${digits(r, 3)}`;
    return body + correosLetter(body);
  }),
  maker("postnl", "NL BE", (r) => `3S${letters(r, 4)}${digits(r, pick(r, [7, 8, 9]))}`),
  maker("bpost", "BE", (r) => `3232${digits(r, 20)}`),
  maker("austrian-post", "AT", (r) => withTen(`10${digits(r, 19)}`)),
  maker("swiss-post", "CH", (r) => `99${digits(r, 16)}`),
  maker("postnord", "SE DK", (r) => `00${withTen(`373${digits(r, 14)}`)}`),
  maker("bring", "NO", (r) => `370${digits(r, 14)}`),
  maker("inpost-paczkomaty", "PL", (r) => `6${digits(r, 23)}`),
  maker("canada-post", "CA", (r) => withTen(digits(r, 15))),
  maker("purolator", "CA", (r) => {
    const body = pick(r, [..."0123"]) + digits(r, 10);
    return body + luhnDigit(body);
  }),
  maker("ontrac", "US", (r) => {
    const body = digits(r, 13);
    return `C${body}${toTen(`4${body}`, [2, 1])}`;
  }),
  maker("ontrac", "US", (r) => {
    const body = digits(r, 13);
    return `D${body}${toTen(`5${body}`, [2, 1])}`;
  }),
  maker("lasership", "US", (r) => `1LS7${pick(r, ["1", "2"])}${digits(r, 10)}`),
  maker("australia-post", "AU", (r) => `33${letters(r, 3)}${digits(r, 7)}01000931${digits(r, 3)}`),
  maker("star-track", "AU", (r) => `${letters(r, 4)}${digits(r, 8)}`),
  maker("amazon", "US", (r) => `TBA${digits(r, 12)}`),
  maker("yunexpress", "US DE", (r) => `YT2${digits(r, 15)}`),
  maker("china-post", "US DE", (r) => s10(r, pick(r, ["R", "U", "L"]), "CN")),
  maker("deutsch-post", "DE US", (r) => s10(r, pick(r, ["R", "L"]), "DE")),
  maker("posti", "FI", (r) => s10(r, "R", "FI")),
  maker("japan-post", "US DE", (r) => s10(r, "E", "JP")),
];

/** How many forms of numbers the corpus has. */
export const forms = makers.length;

/** What stands in shops' number fields that nobody can track. */
const noise: readonly ((random: Random) => string)[] = [
  (r) => `+491${pick(r, ["51", "60", "70", "76"])}${digits(r, 8)}`,
  (r) => `0${pick(r, ["171", "30", "89", "40"])}${digits(r, 7)}`,
  (r) => `+1${pick(r, ["212", "415", "617"])}${digits(r, 7)}`,
  (r) => withTen(pick(r, ["40", "50", "87", "300"]).padEnd(12, digits(r, 12))),
  (r) => withTen(`978${digits(r, 9)}`),
  (r) => withTen(`0${digits(r, 10)}`),
  (r) => withTen(`0${digits(r, 12)}`),
  (r) => `#${digits(r, pick(r, [4, 5, 6]))}`,
  (r) => `${pick(r, ["A", "ORD", "INV", "SO", "RE"])}-${digits(r, pick(r, [6, 8, 10]))}`,
  (r) => `2026${digits(r, 2)}-${digits(r, 6)}`,
  (r) => digits(r, pick(r, [6, 7, 8])),
  (r) => `1000${digits(r, 5)}`,
  (r) => `5${digits(r, 12)}`,
  (r) => `302-${digits(r, 7)}-${digits(r, 7)}`,
  (r) => `202${pick(r, ["5", "6"])}${pick(r, ["01", "06", "11"])}${pick(r, ["03", "17", "28"])}`,
  (r) => `202601${pick(r, ["03", "17", "28"])}${digits(r, 6)}`,
  (r) => {
    const body = `4${digits(r, 14)}`;
    return body + luhnDigit(body);
  },
  (r) => `DE${digits(r, 20)}`,
  (r) =>
    `${some(r, "0123456789abcdef", 8)}-${some(r, "0123456789abcdef", 4)}-4${some(r, "0123456789abcdef", 3)}-a${some(r, "0123456789abcdef", 3)}-${some(r, "0123456789abcdef", 12)}`,
  (r) => alphanumeric(r, pick(r, [6, 9, 12])),
];

/** A thousand carriers have numbers of which nothing is known: mostly digits, some with letters before them. */
const otherCarriers: readonly ((random: Random) => string)[] = [
  ...[8, 9, 10, 11, 12, 12, 13, 14, 15].map((length) => (r: Random) => digits(r, length)),
  (r) => letters(r, 2) + digits(r, 8),
  (r) => letters(r, 2) + digits(r, 12),
  (r) => letters(r, 3) + digits(r, 10),
  (r) => letters(r, 4) + digits(r, 10),
];

/** One slip: a digit wrong, or two in the wrong order. */
function mistype(random: Random, number: string): string {
  const places = [...number].flatMap((c, at) => (/\d/.test(c) ? [at] : []));
  const at = pick(random, places);
  const next = number[at + 1] ?? "";
  if (random() < 0.3 && /\d/.test(next) && next !== number[at])
    return number.slice(0, at) + next + number[at] + number.slice(at + 2);
  const other = pick(
    random,
    [..."0123456789"].filter((d) => d !== number[at]),
  );
  return number.slice(0, at) + other + number.slice(at + 1);
}

/** Forms whose check digit a slip breaks. */
const checked: ReadonlySet<string> = new Set(
  "ups usps fedex canada-post purolator ontrac royal-mail deutsch-post china-post japan-post".split(" "),
);

/** Half are carriers' valid numbers, each form as often as the other; a tenth mistyped, a fifth of carriers unknown, a fifth noise. */
export function corpus(seed: number, perForm: number): readonly Sample[] {
  const random = seeded(seed);
  const samples: Sample[] = [];
  for (const one of makers) {
    for (let made = 0; made < perForm; made += 1)
      samples.push({
        number: one.make(random),
        carrier: one.carrier,
        country: pick(random, one.countries),
        kind: "valid",
      });
  }
  const valid = samples.length;
  const withCheckDigit = makers.filter(({ carrier }) => checked.has(carrier));
  const countries = ["DE", "US", "GB", "FR", "CA", "NL", "SE", "ES"];
  for (let made = 0; made < valid / 5; made += 1) {
    const one = pick(random, withCheckDigit);
    samples.push({
      number: mistype(random, one.make(random)),
      carrier: null,
      country: pick(random, one.countries),
      kind: "typo",
    });
  }
  for (let made = 0; made < (valid * 2) / 5; made += 1) {
    samples.push({
      number: pick(random, otherCarriers)(random),
      carrier: null,
      country: pick(random, countries),
      kind: "other carrier",
    });
    samples.push({
      number: pick(random, noise)(random),
      carrier: null,
      country: pick(random, countries),
      kind: "noise",
    });
  }
  return samples;
}
