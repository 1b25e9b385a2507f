/** Due polls through one connection: asked in one call within its limits, kept raw, read, recorded, planned again. */
import type { Carrier, NumberReading, Reading, Refusal } from "#carriers/carrier.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { type Asking, ask } from "#carriers/runner.ts";
import { insertRawAnswer } from "#carriers/store.ts";
import { days } from "#platform/clock.ts";
import type { Tx } from "#platform/database.ts";
import { completeWork, planAgain } from "#platform/due-work.ts";
import { newId } from "#platform/ids.ts";
import type { ShipmentEvent } from "#shipments/event.ts";
import { type Recorded, recordScans } from "#shipments/record-scans.ts";
import { askedOf, type Batch, halvesOf, type Piece } from "./batch.ts";
import type { Account } from "./load.ts";
import { ownEvent } from "./own-event.ts";
import { nextAsk, type Plan, type Situation } from "./plan.ts";
import { type RegisterDeps, type RegisterOutcome, registerMissing, tellAgain } from "./register.ts";
import { type Aside, asideNow, nextRoute, routeName, setAsideFor } from "./routing.ts";
import { noteAsked, noteRouteChange, takeOver } from "./store.ts";

export interface AskDeps extends RegisterDeps {
  readonly speed: number;
  /** By how much intervals stretch, so that all who are asked about by this account sum to what the carrier allows it. */
  readonly stretch: (account: Account) => number;
}

export type AskOutcome =
  | Extract<Asking, { kind: "wait" }>
  /** The carrier refused all numbers together, and one of them may be to blame: each half is asked by itself. */
  | { readonly kind: "split"; readonly halves: readonly Batch[] }
  /**
   * Before anybody was asked: what the carrier would not be told of is recorded, and what there is no money for waits until then.
   * The rest is asked without them.
   */
  | {
      readonly kind: "parted";
      readonly settled: readonly Settled[];
      readonly unpaid: Registered["unpaid"];
      readonly rest: Batch | null;
    }
  | { readonly kind: "asked"; readonly settled: readonly Settled[] };

/** What came of a piece, or why it could not be recorded (LeaseLost among others). */
export interface Settled {
  readonly piece: Piece;
  readonly recorded: PromiseSettledResult<Recorded>;
}

type Registered = Extract<RegisterOutcome, { kind: "registered" }>;

export async function askCarrier(batch: Batch, deps: AskDeps): Promise<AskOutcome> {
  const registered = await registerMissing(batch, deps);
  if (registered.kind === "wait") return registered;
  if (registered.refused.length > 0 || registered.unpaid !== null) return withoutUntold(batch, registered, deps);
  const { pieces } = batch;
  const answered = await askAbout(batch, registered.references, deps);
  if (answered.kind === "wait") return answered;
  const { reading, rawAnswerId } = answered;
  if (pieces.length > 1 && isRefusedTogether(reading)) return { kind: "split", halves: halvesOf(batch) };
  const settled = await settleAll(pieces, async (piece) => {
    const understood = understoodOf(reading, piece.shipment.number);
    const toldAt = registered.since.get(piece.shipment.id);
    if (isForgotten(understood.outcome, toldAt, deps.clock.now())) await tellAgain(batch, piece, deps);
    return deps.database.forMerchants([batch.merchantId], (tx) =>
      record(tx, { piece, batch, deps, understood, rawAnswerId, toldAt }),
    );
  });
  return { kind: "asked", settled };
}

async function withoutUntold(batch: Batch, { refused, unpaid }: Registered, deps: AskDeps): Promise<AskOutcome> {
  const refusals = new Map(refused.map(({ piece, outcome }) => [piece, outcome.why]));
  const settled = await settleAll([...refusals.keys()], (piece) =>
    deps.database.forMerchants([batch.merchantId], (tx) => {
      const understood: Understood = { ofNumber: null, outcome: refusals.get(piece) ?? "bad_request" };
      return record(tx, { piece, batch, deps, understood, rawAnswerId: null, toldAt: undefined });
    }),
  );
  const left = batch.pieces.filter((piece) => !refusals.has(piece) && unpaid?.pieces.includes(piece) !== true);
  return { kind: "parted", settled, unpaid, rest: left.length === 0 ? null : { ...batch, pieces: left } };
}

const settleAll = async (
  pieces: readonly Piece[],
  act: (piece: Piece) => Promise<Recorded>,
): Promise<readonly Settled[]> => {
  const results = await Promise.allSettled(pieces.map(act));
  return pieces.flatMap((piece, at) => (results[at] === undefined ? [] : [{ piece, recorded: results[at] }]));
};

/** Aggregators say of a number that they were never told of, or have forgotten, that it is not found, or that the question is wrong. */
const isForgotten = (outcome: Situation["outcome"], toldAt: Date | undefined, now: Date): boolean =>
  outcome === "bad_request" ||
  (outcome === "not_found" && toldAt !== undefined && now.getTime() - toldAt.getTime() > days(1));

async function askAbout(
  { carrier, credential, merchantId, pieces }: Batch,
  references: ReadonlyMap<string, string>,
  deps: AskDeps,
): Promise<Asking> {
  const { database, clock } = deps;
  const asked = pieces.map((piece) => askedOf(piece, references.get(piece.shipment.id)));
  const answered = await ask(carrier, asked, credential, deps, (raw) =>
    database.forMerchants([merchantId], async (tx) => {
      for (const { shipment } of pieces)
        await insertRawAnswer(tx, {
          shard: shipment.shard,
          shipmentId: shipment.id,
          merchantId: shipment.merchantId,
          source: carrier.slug,
          at: clock.now(),
          ...raw,
        });
    }),
  );
  if (answered.kind === "wait") return answered;
  const { reading } = answered;
  if (reading.kind === "unreadable")
    deps.log.warn("carrier_unreadable", { carrier: carrier.slug, reason: reading.detail });
  else if (reading.kind === "refused" && reading.why !== "not_found")
    deps.log.warn("carrier_refused", { carrier: carrier.slug, why: reading.why });
  return answered;
}

/** "Not found" for all together is believed: it is how carriers answer when they know none of them. */
const isRefusedTogether = (reading: Reading): boolean =>
  reading.kind === "refused" && (reading.why === "bad_request" || reading.why === "invalid_number");

interface Understood {
  readonly ofNumber: NumberReading | null;
  readonly outcome: Situation["outcome"];
}

/** What the answer says of this number; a carrier may write it in another case or with blanks. */
function understoodOf(reading: Reading, number: string): Understood {
  if (reading.kind === "unreadable") return { ofNumber: null, outcome: "unreadable" };
  if (reading.kind === "refused") return { ofNumber: null, outcome: reading.why };
  const found = reading.shipments.find((one) => plainNumber(one.number) === plainNumber(number));
  if (found === undefined) return { ofNumber: null, outcome: "not_found" };
  return found.kind === "events" ? { ofNumber: found, outcome: "events" } : { ofNumber: null, outcome: found.why };
}

interface ToRecord {
  readonly piece: Piece;
  readonly batch: Batch;
  readonly deps: AskDeps;
  readonly understood: Understood;
  readonly rawAnswerId: string | null;
  /** Since when an aggregator knows of the parcel. */
  readonly toldAt: Date | undefined;
}

/** Events, status, transitions, the way and the next look: one transaction. */
async function record(tx: Tx, { piece, batch, deps, understood, rawAnswerId, toldAt }: ToRecord): Promise<Recorded> {
  const { work, shipment, route } = piece;
  const now = deps.clock.now();
  const source = batch.carrier.slug;
  const { ofNumber, outcome } = await asOwner(tx, piece, understood);
  const aside = asideAfter(piece, outcome, toldAt, now);
  const other = outcome === "events" ? undefined : nextRoute(piece.routes, { aside, route: shipment.route }, now);
  const isOtherWay = other !== undefined && routeName(other) !== routeName(route);
  // What somebody else's numbers look like says nothing of a carrier that only does not know this one yet.
  const isInvalid =
    (outcome === "invalid_number" && route.carrierCode === shipment.carrier) ||
    Object.entries(aside).some(([way, { why }]) => why === "invalid_number" && way.startsWith(`${shipment.carrier} `));
  const ownEvents =
    isInvalid && !isOtherWay && outcome !== "events" && shipment.code === "pending.no_information"
      ? [ownEvent("pending.invalid_number", now)]
      : [];
  const base = { shipment, source, rawAnswerId, now };
  let recorded = await recordScans(tx, { ...base, reading: ofNumber, ownEvents });

  const plan = isOtherWay ? atOnce(now) : planOf(piece, recorded, outcome, deps);
  if (plan.kind === "give_up") {
    const given = await recordScans(tx, { ...base, reading: null, ownEvents: [ownEvent("expired.no_updates", now)] });
    recorded = {
      ...given,
      transitions: [...recorded.transitions, ...given.transitions],
      isAnnounced: recorded.isAnnounced || given.isAnnounced,
    };
  }
  const hasAnswered = isAnswered(outcome);
  await noteAsked(tx, shipment, {
    askedAt: now,
    answeredAt: hasAnswered ? now : null,
    nextAskAt: plan.kind === "ask" ? plan.at : null,
    outcome,
    hasAnswered,
    route: outcome === "events" ? source : shipment.route,
    aside,
  });
  if (outcome === "events") await noteWay(tx, piece, now);
  if (plan.kind === "ask") await planAgain(tx, work, plan.at);
  else await completeWork(tx, work);
  return recorded;
}

/**
 * A carrier that nobody named knows the number: the parcel is its own, and keeps its id. Where the order has that very parcel
 * already, this one has none; nor has it when all that the carrier tells is older than the parcel, which only bears the same number.
 */
async function asOwner(tx: Tx, { shipment, route }: Piece, understood: Understood): Promise<Understood> {
  const isOther = route.carrierCode !== shipment.carrier;
  if (!isOther || understood.ofNumber?.kind !== "events") return understood;
  const { events } = understood.ofNumber;
  if (!events.some((event) => isOfToday(event, shipment)) || !(await takeOver(tx, shipment, route.carrierCode)))
    return { ofNumber: null, outcome: "not_found" };
  return understood;
}

/** Shops tell us late of what they sent, but not months late. */
const toldLateMs = days(30);
const isOfToday = ({ time }: ShipmentEvent, { openedAt }: Piece["shipment"]): boolean =>
  Date.parse(time.instant ?? time.local) > openedAt.getTime() - toldLateMs;

/** The history says by which way, and as whose parcel, the first news comes that did not come by the usual one. */
async function noteWay(tx: Tx, { shipment, route, routes }: Piece, now: Date): Promise<void> {
  const fromRoute = shipment.route ?? routes[0]?.connection.slug ?? null;
  const toRoute = route.connection.slug;
  if (fromRoute === toRoute && route.carrierCode === shipment.carrier) return;
  await noteRouteChange(tx, shipment, {
    id: newId(),
    fromCarrier: shipment.carrier,
    toCarrier: route.carrierCode,
    fromRoute,
    toRoute,
    why: shipment.lastOutcome ?? "",
    now,
  });
}

function asideAfter(
  { shipment, route, routes }: Piece,
  outcome: Situation["outcome"],
  /** Who has just been told of a parcel has not heard of it yet. */
  toldAt: Date | undefined,
  now: Date,
): Aside {
  const kept = asideNow(shipment.aside, now);
  const { silentSince } = shipment;
  const knownSince = toldAt !== undefined && toldAt > shipment.openedAt ? toldAt : shipment.openedAt;
  // Somebody's guess needs no patience: the carrier that the shop named comes next.
  const isGuess = route.carrierCode !== shipment.carrier && outcome === "not_found";
  const forMs = routes.length > 1 ? (isGuess ? days(1) : setAsideFor({ outcome, now, knownSince, silentSince })) : null;
  if (forMs === null) return kept;
  return { ...kept, [routeName(route)]: { until: new Date(now.getTime() + forMs).toISOString(), why: outcome } };
}

/** Another way is there: nothing is gained by waiting. */
const atOnce = (now: Date): Plan => ({ kind: "ask", at: now, why: "Another way to ask is tried." });

function planOf({ shipment, route }: Piece, recorded: Recorded, outcome: Situation["outcome"], deps: AskDeps): Plan {
  const { summary, lastNewsAt } = recorded;
  return nextAsk({
    shipmentId: shipment.id,
    code: summary.code,
    now: deps.clock.now(),
    openedAt: shipment.openedAt,
    lastNewsAt,
    outcome,
    estimateFrom: summary.estimate?.from ?? null,
    direction: shipment.direction,
    isSentBack: shipment.isSentBack,
    speed: deps.speed,
    stretch: deps.stretch(route),
    ...leastOf(route.connection),
  });
}

/** One of the day's questions is left for a repetition. */
function leastOf({ limits: { perParcelPerDay } }: Carrier): { readonly leastMs?: number } {
  return perParcelPerDay === undefined ? {} : { leastMs: days(1) / Math.max(1, perParcelPerDay - 1) };
}

const silences: readonly (Situation["outcome"] | Refusal)[] = [
  "unavailable",
  "throttled",
  "unreadable",
  "unauthorized",
  "forbidden",
];
const isAnswered = (outcome: Situation["outcome"]): boolean => !silences.includes(outcome);
