/** Which connection was meant by a text that is no connection's slug: a name, a carrier's code, a slip of the finger. */
import type { Carrier } from "#carriers/carrier.ts";
import { connections, connectionsFor } from "#carriers/connections.ts";
import { identify } from "#carriers/identify/identify.ts";

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** More would be a list to read, not advice. */
const meantMax = 3;

/** The likeliest first; aggregators only by their own name, because they serve nearly every code. */
export function connectionsMeant(said: string): readonly Carrier[] {
  const text = said.trim().slice(0, 100);
  const wanted = plain(text);
  if (wanted === "") return [];
  const named = connections.filter(({ slug, name }) => plain(slug) === wanted || plain(name) === wanted);
  if (named.length > 0) return named.slice(0, meantMax);
  const codes = [text.toLowerCase(), ...identify({ company: text }).map(({ code }) => code)];
  const own = codes.flatMap((code) => connectionsFor(code).filter(({ kind }) => kind !== "aggregator"));
  return [...new Set(own)].slice(0, meantMax);
}

/** ` Did you mean "fedex"?`, or nothing. */
export function didYouMean(said: string): string {
  const meant = connectionsMeant(said).map(({ slug }) => `"${slug}"`);
  return meant.length === 0 ? "" : ` Did you mean ${meant.join(" or ")}?`;
}
