/**
 * By which way a parcel is asked about: the merchant's own credential, the installation's, an aggregator; when those know nothing of
 * it, another carrier that the evidence names. Pure.
 */
import type { Carrier, Refusal } from "#carriers/carrier.ts";
import { identify } from "#carriers/identify/identify.ts";
import type { Credential } from "#carriers/runner.ts";
import { days, hours, minutes } from "#platform/clock.ts";
import { type EventCode, statusOf } from "#shipments/event-codes.ts";

export interface Route {
  /** As whose parcel: registry code. */
  readonly carrierCode: string;
  readonly connection: Carrier;
  readonly credential: Credential;
}

/** Ways that are not tried for a parcel for a while, by `routeName`. */
export type Aside = Readonly<Record<string, { readonly until: string; readonly why: Outcome | "credits" }>>;
type Outcome = "events" | "unreadable" | Refusal;

export const routeName = ({ carrierCode, connection, credential }: Route): string =>
  `${carrierCode} ${connection.slug} ${credential.name}`;

/** A carrier that nobody named is asked when at least this much speaks for it. */
const plausibleFrom = 0.05;
const othersMax = 3;
/** Long enough for a parcel that was announced late. */
const youngFor = hours(12);
/** A carrier that is silent for so long is asked through somebody else, where there is one. */
const silentTooLong = hours(6);

export interface ToRoute {
  readonly carrier: string;
  readonly number: string;
  readonly candidates: readonly { readonly code: string; readonly probability: number }[];
  /** The shopper wants this one asked, by its registry code. */
  readonly wanted?: string | null;
}

/**
 * Who else could carry the parcel: as intake found out, until a carrier says that it does not know the number; that is evidence
 * too, and everything is weighed anew. Nobody, once a carrier has told of it.
 */
export function candidatesNow(parcel: ToRoute & Known): readonly Candidate[] {
  // Whoever has told of it has it: numbers are used again, and another's parcel may bear the same.
  if (statusOf(parcel.code) !== "pending") return [];
  const { wanted = null } = parcel;
  const likely = weighedNow(parcel);
  return wanted === null ? likely : [{ code: wanted, probability: 1 }, ...likely.filter(({ code }) => code !== wanted)];
}

function weighedNow(parcel: ToRoute & Known): readonly Candidate[] {
  const answered = new Map(
    Object.entries(parcel.aside)
      .filter(([, { why }]) => isDenial(why))
      .map(([route]) => [route.split(" ")[0] ?? "", "does_not_know"] as const),
  );
  if (answered.size === 0) return parcel.candidates;
  const { number, country, postalCode: postcode, saidCompany: company } = parcel;
  // A return goes to the shop, whose address we do not know.
  const where = parcel.direction === "return" ? { origin: country } : { country, postcode };
  const weighed = identify({ number, company, answered, ...where });
  const known = new Set(weighed.map(({ code }) => code));
  return [...weighed, ...parcel.candidates.filter(({ code }) => !known.has(code))];
}

interface Known {
  readonly code: EventCode;
  readonly aside: Aside;
  readonly direction: "outbound" | "return";
  /** The shopper's. */
  readonly country: string | null;
  readonly postalCode: string | null;
  readonly saidCompany: string | null;
}
type Candidate = ToRoute["candidates"][number];

/**
 * All ways, the preferred first. Other carriers are asked themselves and never through an aggregator: a question there costs
 * money, and proves nothing when it fails.
 * @param connectionsFor a code's connections, preferred first
 * @param credentialsOf a connection's credentials for this merchant, its own first
 */
export function routesOf(
  parcel: ToRoute,
  connectionsFor: (code: string) => readonly Carrier[],
  credentialsOf: (slug: string) => readonly Credential[],
): readonly Route[] {
  const others = parcel.candidates
    .filter(({ code, probability }) => code !== parcel.carrier && probability >= plausibleFrom)
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, othersMax)
    .map(({ code }) => code);
  const own = (code: string): Route[] => routesAs(code, isOwn);
  const routesAs = (carrierCode: string, wanted: (connection: Carrier) => boolean): Route[] =>
    connectionsFor(carrierCode)
      .filter((connection) => wanted(connection) && connection.numberPattern.test(parcel.number))
      .flatMap((connection) =>
        credentialsOf(connection.slug).map((credential) => ({ carrierCode, connection, credential })),
      );
  const seen = new Set<string>();
  const { wanted = null } = parcel;
  return [
    // Until it says that it does not know the number, whom the shopper names comes first.
    ...(wanted !== null && others.includes(wanted) ? own(wanted) : []),
    ...own(parcel.carrier),
    ...routesAs(parcel.carrier, (connection) => !isOwn(connection)),
    ...others.flatMap(own),
  ].filter(({ connection, credential }) => {
    // One connection is asked once about a number, under whichever of its codes.
    const key = `${connection.slug} ${credential.name}`;
    return !seen.has(key) && seen.add(key);
  });
}

const isOwn = ({ kind }: Carrier): boolean => kind !== "aggregator";

/** What is known of a parcel's ways. */
export interface Tried {
  readonly aside: Aside;
  /** Slug of the connection that had news last. */
  readonly route: string | null;
}

/** The first way that is not set aside; when all are, the first of all: a parcel is never without. */
export function chooseRoute(routes: readonly Route[], tried: Tried, now: Date): Route | undefined {
  return nextRoute(routes, tried, now) ?? routes[0];
}

/** The first way that is not set aside; undefined: none. */
export function nextRoute(routes: readonly Route[], { aside, route: newsFrom }: Tried, now: Date): Route | undefined {
  const isAside = (route: Route): boolean => Date.parse(aside[routeName(route)]?.until ?? "") > now.getTime();
  const denied = new Set(
    routes
      .filter((route) => isOwn(route.connection) && isAside(route) && isDenial(aside[routeName(route)]?.why))
      .map(({ carrierCode }) => carrierCode),
  );
  // What the carrier itself does not know, nobody knows who asks it for us; but whoever had news of the parcel does.
  const isHopeful = ({ connection, carrierCode }: Route): boolean =>
    isOwn(connection) || connection.slug === newsFrom || !denied.has(carrierCode);
  return routes.find((route) => !isAside(route) && isHopeful(route));
}

const isDenial = (why: string | undefined): boolean => why === "not_found" || why === "invalid_number";

export interface Answer {
  readonly outcome: Outcome;
  readonly now: Date;
  /** When we first heard of the parcel; when the carrier did, where it has to be told. */
  readonly knownSince: Date;
  /** Since when the carrier gives no answers about this parcel. */
  readonly silentSince: Date | null;
}

/** For how long a way is set aside after such an answer, in milliseconds; null: it stays the one to ask. */
export function setAsideFor({ outcome, now, knownSince, silentSince }: Answer): number | null {
  switch (outcome) {
    case "not_found":
      return now.getTime() - knownSince.getTime() < youngFor ? null : days(1);
    case "invalid_number":
      return days(30);
    case "unauthorized":
    case "forbidden":
      return hours(6);
    case "bad_request":
    case "needs_more":
      return days(1);
    case "unavailable":
    case "unreadable":
    case "throttled":
      return silentSince !== null && now.getTime() - silentSince.getTime() >= silentTooLong ? hours(2) : null;
    case "events":
      return null;
  }
}

/** A pause so long that another way, where there is one, is worth its trouble. */
const longPause = minutes(10);

/**
 * Nobody may be asked by this way for so long: does the parcel go by the other? An aggregator is paid only where the parcel would be
 * silent too long, or where our login is refused.
 * @param silentMs for how long the parcel will have been silent when the pause ends
 */
export const isWorthLeaving = (other: Route, why: "breaker" | "login", pauseMs: number, silentMs: number): boolean =>
  pauseMs > longPause && (isOwn(other.connection) || why === "login" || silentMs >= silentTooLong);

/** Without what has ended, so that it does not grow. */
export const asideNow = (aside: Aside, now: Date): Aside =>
  Object.fromEntries(Object.entries(aside).filter(([, { until }]) => Date.parse(until) > now.getTime()));
