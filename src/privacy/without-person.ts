/** What is left of a thing when nobody can be told from it any more. Pure. Of lines and entries what is not named here goes: a new field is gone until somebody lets it stay. */
import type { ShipmentEvent } from "#shipments/event.ts";
import type { ShipmentFacts } from "#shipments/lifecycle.ts";

/** Fields of an order's line that stay: amounts and the shop's own number. A name may be an engraving, or tell of an illness. */
const lineFields = [
  ...["type", "reference", "quantity", "quantity_unit", "unit_price", "tax_rate"],
  ...["total_amount", "total_tax_amount", "total_discount_amount"],
] as const;

export const linesWithoutPerson = (lines: readonly object[]): readonly object[] =>
  lines.map((line) => ({ ...only(line, lineFields), name: "erased" }));

/**
 * Links hold postcodes, and where nothing was recognised anything may have been written into a field.
 * @param numbers as they were said, of parcels that are followed
 */
export const entryWithoutPerson = (entry: object, numbers: readonly string[]): object =>
  Object.fromEntries(
    Object.entries(only(entry, ["tracking_number", "return_tracking_number"])).filter(
      ([, value]) => typeof value === "string" && numbers.includes(value.trim()),
    ),
  );

/** When, what and how surely stay, so that the status still follows from its events; who, where and the carrier's words go. */
export const eventWithoutPerson = ({
  facts: { signedBy, neighbour, pickupPoint, ...facts },
  ...event
}: ShipmentEvent): ShipmentEvent => ({
  ...event,
  rawCode: codeOnly(event.rawCode),
  rawSubCode: event.rawSubCode === null ? null : codeOnly(event.rawSubCode),
  rawText: "",
  place: event.place?.country === undefined ? null : { country: event.place.country },
  facts,
});

export const factsWithoutPerson = ({ pickupPoint, service, ...facts }: ShipmentFacts): ShipmentFacts => facts;

/** Carriers without codes put their words there. */
const codeOnly = (code: string): string => (/^[\w.-]{1,12}$/.test(code) ? code : "");

const only = (thing: object, fields: readonly string[]): object =>
  Object.fromEntries(Object.entries(thing).filter(([field]) => fields.includes(field)));

/** Does a list that somebody of the shop saved look for this person? @param terms in small letters: the address, names */
export function looksFor(view: { readonly name: string; readonly query: string }, terms: readonly string[]): boolean {
  const said = `${view.name} ${new URLSearchParams(view.query).get("q") ?? ""}`.toLowerCase();
  return terms.some((term) => said.includes(term));
}

/** What a person would be looked for by. Names of one or two letters are in too many words. */
export const termsOf = (email: string, addresses: readonly unknown[]): readonly string[] => [
  ...new Set([
    email,
    ...addresses
      .flatMap((address) => [textOf(address, "email"), textOf(address, "family_name"), textOf(address, "phone")])
      .map((text) => text.trim().toLowerCase())
      .filter((text) => text.length > 2),
  ]),
];

function textOf(address: unknown, field: string): string {
  const value: unknown = typeof address === "object" && address !== null ? Reflect.get(address, field) : "";
  return typeof value === "string" ? value : "";
}
