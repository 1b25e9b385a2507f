/** What a person enters to connect a carrier: which fields there are, whether what was entered can be used, and how little of it is shown. */
import type { Carrier, CredentialField, Fields } from "#carriers/carrier.ts";

export type EnteredFields =
  | { readonly kind: "fields"; readonly fields: Fields }
  /** A sentence for each fault. None repeats what was entered: a secret may stand in the wrong place. */
  | { readonly kind: "faults"; readonly sentences: readonly string[] };

const valueLengthMax = 4_096;

/** Outer blanks come from copying and are dropped; an empty value is none. */
export function readFields(connection: Carrier, entered: Readonly<Record<string, string>>): EnteredFields {
  const wanted = connection.auth.fields;
  const values = Object.entries(entered).map(([name, value]) => [name, value.trim()] as const);
  const fields = Object.fromEntries(values.filter(([, value]) => value !== ""));
  const names = new Set(wanted.map(({ name }) => name));
  const sentences = wanted.flatMap((field) =>
    faultOf(field, Object.hasOwn(fields, field.name) ? fields[field.name] : ""),
  );
  if (values.some(([name]) => !names.has(name)))
    sentences.push(
      `There is a field that ${connection.name} does not have. Its fields: ${[...names].join(", ") || "none"}.`,
    );
  if (sentences.length === 0 && !isSendable(connection, fields))
    sentences.push("A field holds a character that cannot be sent in a header of HTTP.");
  return sentences.length > 0 ? { kind: "faults", sentences } : { kind: "fields", fields };
}

function faultOf({ name, isOptional, oneOf, isCount }: CredentialField, value = ""): readonly string[] {
  if (value === "") return isOptional === true ? [] : [`'${name}' is missing.`];
  if (value.length > valueLengthMax) return [`'${name}' is longer than ${valueLengthMax} characters.`];
  if (/\p{Cc}/u.test(value) || !value.isWellFormed()) return [`'${name}' holds a control character, or half a one.`];
  if (oneOf !== undefined && !oneOf.includes(value)) return [`'${name}' must be one of ${oneOf.join(", ")}.`];
  if (isCount === true && !isWholeNumber(value)) return [`'${name}' must be a whole number, in digits alone.`];
  return [];
}

/** "10,000" or "10.000" would be no limit, or ten. */
const isWholeNumber = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text);

/** Whatever the carrier makes of them, it must pass as a header: else every question would fail on our side. */
function isSendable({ auth }: Carrier, fields: Fields): boolean {
  const token = auth.token === undefined ? {} : (auth.token.request(fields).headers ?? {});
  return Object.values({ ...auth.headers(fields, "token"), ...token }).every((value) =>
    /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
  );
}

/**
 * Does it make an account of its own? A carrier that asks nobody who he is counts the whole installation's questions together: a
 * merchant who connected it alone would be counted alone.
 */
export const isAccount = (fields: Fields): boolean => Object.keys(fields).some((name) => name !== "push_secret");

/** What may be shown and lie open, and what is sealed. */
export function splitFields(connection: Carrier, fields: Fields): { readonly open: Fields; readonly secret: Fields } {
  const isPublic = new Set(connection.auth.fields.filter((field) => field.isPublic).map(({ name }) => name));
  const entries = Object.entries(fields);
  return {
    open: Object.fromEntries(entries.filter(([name]) => isPublic.has(name))),
    secret: Object.fromEntries(entries.filter(([name]) => !isPublic.has(name))),
  };
}

/** So that a person recognises a key. Four characters of a short secret would be too much of it. */
export const masked = (secret: string): string => (secret.length >= 20 ? `…${secret.slice(-4)}` : "…");

/** `client_id and client_secret`, in the words that the carrier's page uses where they differ. */
export const fieldNames = (fields: readonly CredentialField[]): string =>
  fields.map(({ name, label }) => (label === undefined ? name : `${name} (${label})`)).join(" and ");
