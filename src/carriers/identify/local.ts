/** What a name means in one country: its post, namesakes, and the companies of a group that work there. */
import { allCarriers, carrierByCode, type RegisteredCarrier } from "#carriers/registry.ts";
import { countryOfWord } from "./country-words.ts";
import type { CompanyMatch } from "./evidence.ts";
import { postOf } from "./formats/posts.ts";
import { plainText } from "./plain-text.ts";

/** The first code is meant, of several the one that serves the country; then the companies of its group. */
export function withCountry(
  codes: readonly string[],
  country: string | null,
  strength: number,
  reason: (carrier: RegisteredCarrier) => string,
): readonly CompanyMatch[] {
  const matches: CompanyMatch[] = [];
  const ordered =
    country === null ? codes : codes.toSorted((a, b) => Number(serves(b, country)) - Number(serves(a, country)));
  for (const [at, code] of ordered.slice(0, 3).entries()) {
    const carrier = carrierByCode(code);
    if (carrier)
      matches.push({
        code,
        strength: strength - at * 3 + (country !== null && carrier.countries.includes(country) ? 1 : 0),
        reason: reason(carrier),
      });
  }
  const [best] = ordered;
  return best === undefined ? matches : [...matches, ...companiesOfGroup(best, country, strength)];
}

/** Companies of groups, where the name does not tell: what the group is called there. */
const nationals: Readonly<Record<string, string>> = { "dhl-germany": "dhl" };
/** Fewer bits than the group itself: its company in the order's country, its other business there, its companies where no country is known. */
const [atHome, otherBusiness, anywhere] = [1.5, 4, 5];

/** "DPD" is a group. In a country it is likely the company there; without a country it may be any of them. */
export function companiesOfGroup(group: string, country: string | null, strength: number): readonly CompanyMatch[] {
  const name = carrierByCode(group)?.name ?? group;
  return (companies().get(group) ?? []).flatMap(({ carrier, isNational }) => {
    const [where = ""] = carrier.countries;
    if (country === null)
      return isNational && carrier.onPublicList
        ? [
            {
              code: carrier.code,
              strength: strength - anywhere,
              reason: `${name} is a group with companies in several countries; ${carrier.name} is the one in ${where}.`,
            },
          ]
        : [];
    if (where !== country) return [];
    return [
      {
        code: carrier.code,
        strength: strength - (isNational ? atHome : otherBusiness),
        reason: `${carrier.name} belongs to ${name} and serves ${country}.`,
      },
    ];
  });
}

interface Company {
  readonly carrier: RegisteredCarrier;
  /** The group's name and a country, nothing more. */
  readonly isNational: boolean;
}
let companiesByGroup: ReadonlyMap<string, readonly Company[]> | undefined;

function companies(): ReadonlyMap<string, readonly Company[]> {
  companiesByGroup ??= Map.groupBy(
    allCarriers()
      .filter(
        ({ parent, relation, countries }) =>
          parent !== null && (relation === "brand" || relation === "renamed") && countries.length === 1,
      )
      .map((carrier) => ({ carrier, isNational: isNational(carrier) })),
    ({ carrier }) => carrier.parent ?? "",
  );
  return companiesByGroup;
}

function isNational({ code, name, parent }: RegisteredCarrier): boolean {
  if (nationals[code] === parent) return true;
  const group = plainText(carrierByCode(parent ?? "")?.name ?? "").split(" ");
  const own = plainText(name).split(" ");
  const others = own.filter((word) => word !== parent && !group.includes(word));
  return own.length > others.length && others.length > 0 && others.every((word) => countryOfWord(word) !== undefined);
}

/** What a name means to a shop of one country, where the registry's carrier of that name is another: country, name, code. */
const localNames: readonly (readonly [string, string, string])[] = [
  // Hermes of the United Kingdom has been Evri since 2022, and is no relation any more.
  ["GB", "hermes", "myhermes-uk"],
  ["DE", "hermes", "hermes-de"],
];

/** What people call the post of their own country, and of no other. */
export const postWords: ReadonlySet<string> = new Set([
  "post",
  "posten",
  "posti",
  "posta",
  "poste",
  "poczta",
  "postal",
  "correo",
  "correios",
]);

interface Local {
  readonly carrier: RegisteredCarrier;
  readonly names: readonly string[];
}
let locals: ReadonlyMap<string, readonly Local[]> | undefined;

/** The country's post, then the carriers that serve this country alone. */
function localsOf(country: string): readonly Local[] {
  locals ??= Map.groupBy(
    allCarriers()
      .filter(({ countries, relation }) => countries.length === 1 && relation !== "variant")
      .map(localOf),
    ({ carrier }) => carrier.countries[0] ?? "",
  );
  const posts = (postOf[country] ?? []).flatMap((code) => carrierByCode(code) ?? []).map(localOf);
  const others = locals.get(country)?.filter(({ carrier }) => !posts.some((post) => post.carrier === carrier)) ?? [];
  return [...posts, ...others];
}

const localOf = (carrier: RegisteredCarrier): Local => ({
  carrier,
  names: [carrier.name, ...carrier.otherNames].map(plainText),
});

/** "Correos" is Spain's, but to a shop in Chile it is "Correos de Chile", in Argentina "Correo Argentino": a namesake is as likely meant. */
export function namesakes(
  name: string,
  codes: readonly string[],
  country: string | null,
  shown: string,
): readonly CompanyMatch[] {
  const [best] = codes;
  const countries = best === undefined ? [] : (carrierByCode(best)?.countries ?? []);
  if (country === null || countries.length === 0 || countries.includes(country)) return [];
  const beginnings = name.endsWith("s") && name.length > 5 ? [`${name} `, `${name.slice(0, -1)} `] : [`${name} `];
  return localsOf(country)
    .filter(
      ({ carrier, names }) =>
        !codes.includes(carrier.code) && names.some((other) => beginnings.some((start) => other.startsWith(start))),
    )
    .slice(0, 3)
    .map(({ carrier }) => ({
      code: carrier.code,
      strength: 13,
      reason: `"${shown}" is short for ${carrier.name}, which serves ${country}.`,
    }));
}

/** Whom a plain name means in that country alone. */
export const localMeanings = (
  name: string,
  country: string | null,
  strength: number,
  shown: string,
): readonly CompanyMatch[] =>
  localNames
    .filter(([where, said]) => where === country && said === name)
    .map(([where, said, code]) => ({
      code,
      strength,
      reason:
        shown.toLowerCase() === said
          ? `In ${where}, "${shown}" is ${carrierByCode(code)?.name ?? code}.`
          : `"${shown}" contains "${said}", in ${where} a name of ${carrierByCode(code)?.name ?? code}.`,
    }));

/** The country's post first, then who else calls himself so there. */
export function postsOf(country: string, shown: string, strength: number): readonly CompanyMatch[] {
  const isPost = (name: string): boolean => name.split(" ").some((word) => postWords.has(word) || word === "correos");
  const weight = ({ code, onPublicList }: RegisteredCarrier): number =>
    (postOf[country]?.includes(code) ? 2 : 0) + (onPublicList ? 1 : 0);
  return localsOf(country)
    .filter(({ carrier, names }) => postOf[country]?.includes(carrier.code) || names.some(isPost))
    .toSorted((a, b) => weight(b.carrier) - weight(a.carrier))
    .slice(0, 3)
    .map(({ carrier }, at) => ({
      code: carrier.code,
      strength: strength - at * 2,
      reason: `"${shown}" is the post of ${country}: ${carrier.name}.`,
    }));
}

const serves = (code: string, country: string): boolean => carrierByCode(code)?.countries.includes(country) ?? false;
