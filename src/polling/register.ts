/** Tells a carrier of the parcels that it was not told of yet, where it wants to be told or pushes news of those. */
import type { Carrier, Registration, RegistrationOutcome } from "#carriers/carrier.ts";
import { spendCredits } from "#carriers/limits.ts";
import { type PushSettings, pushAddressOf } from "#carriers/push-address.ts";
import { type RunnerDeps, register, type Waiting } from "#carriers/runner.ts";
import { days, hours } from "#platform/clock.ts";
import { askedOf, type Batch, type Piece } from "./batch.ts";
import { expireRegistration, type KnownRegistration, keepRegistrations, readRegistrations } from "./store.ts";

export interface RegisterDeps extends RunnerDeps {
  readonly push: PushSettings;
}

export type RegisterOutcome =
  | {
      readonly kind: "registered";
      /** The carrier's ids by shipment. */
      readonly references: ReadonlyMap<string, string>;
      /** By shipment: when a carrier that has to be told was told. */
      readonly since: ReadonlyMap<string, Date>;
      /** Pieces that the carrier does not take. */
      readonly refused: readonly { readonly piece: Piece; readonly outcome: RefusedOutcome }[];
      /** Pieces for which the month's credits do not suffice, and when to look again; null: there are none. */
      readonly unpaid: { readonly pieces: readonly Piece[]; readonly until: Date } | null;
    }
  | Waiting;
export type RefusedOutcome = RegistrationOutcome & { readonly kind: "refused" };

type Registering = Carrier & { readonly registration: Registration };

/** Somebody may buy more before the month ends. */
const moneyAgainMs = hours(6);

export async function registerMissing(batch: Batch, deps: RegisterDeps): Promise<RegisterOutcome> {
  const { carrier, credential, pieces } = batch;
  if (!isRegistering(carrier) || !isWanted(carrier, batch))
    return { kind: "registered", references: new Map(), since: new Map(), refused: [], unpaid: null };
  const { registration } = carrier;
  const known = await deps.database.forMerchants([batch.merchantId], (tx) =>
    readRegistrations(
      tx,
      pieces.map(({ shipment }) => shipment),
      carrier.slug,
      credential.name,
    ),
  );
  const references = new Map(
    [...known].flatMap(([id, { reference }]) => (reference === null ? [] : [[id, reference]])),
  );
  const since = new Map(
    [...known].flatMap(([id, { registeredAt }]) => (registration.isNeeded ? [[id, registeredAt]] : [])),
  );
  const now = deps.clock.now();
  // A tenth before the end, so that nothing is missed in between.
  const early = new Date(now.getTime() + (registration.lastsMs ?? 0) / 10);
  const missing = pieces.filter(({ shipment }) => {
    const found = known.get(shipment.id);
    return found === undefined || (found.expiresAt !== null && found.expiresAt <= (found.refused ? now : early));
  });
  const { paid, unpaid } = await pay(carrier, batch, missing, known, deps);
  const refused: { piece: Piece; outcome: RefusedOutcome }[] = [];
  for (let at = 0; at < paid.length; at += registration.batch) {
    const some = paid.slice(at, at + registration.batch);
    const told = await tell(carrier, { ...batch, pieces: some }, deps);
    if (told.kind === "wait") {
      // Where it only brings push, asking goes on without it; what is known of some pieces is not forgotten for the others.
      if (registration.isNeeded && refused.length === 0 && unpaid === null) return told;
      break;
    }
    for (const [index, outcome] of told.outcomes.entries()) {
      const piece = some[index];
      if (piece === undefined) continue;
      if (registration.isNeeded) since.set(piece.shipment.id, now);
      if (outcome.kind === "registered" && outcome.reference !== undefined)
        references.set(piece.shipment.id, outcome.reference);
      if (outcome.kind === "refused" && registration.isNeeded) refused.push({ piece, outcome });
    }
  }
  return { kind: "registered", references, since, refused, unpaid };
}

const isRegistering = (carrier: Carrier): carrier is Registering => carrier.registration !== undefined;

/** Nobody subscribes to pushes that could not be proven to come from the carrier. */
const isWanted = ({ registration, push }: Registering, { credential }: Batch): boolean =>
  registration.isNeeded || (push !== undefined && credential.fields.push_secret !== undefined);

/**
 * Takes the month's credits for parcels that they were never taken for: once for each, however often it is told, because what a
 * carrier has already it does not count again. What the money does not suffice for is left.
 */
async function pay(
  carrier: Registering,
  batch: Batch,
  missing: readonly Piece[],
  known: ReadonlyMap<string, KnownRegistration>,
  deps: RegisterDeps,
) {
  const { credential } = batch;
  const { credits } = carrier.registration;
  const perMonth = Number(credential.fields.credits_per_month ?? "");
  const toPay = missing.filter(({ shipment }) => !known.has(shipment.id));
  if (credits === 0 || !(perMonth > 0) || toPay.length === 0) return { paid: missing, unpaid: null };
  const now = deps.clock.now();
  const count = await deps.database.forSystem("carrier credits", (tx) =>
    spendCredits(tx, carrier.slug, credential.name, { count: toPay.length, each: credits, perMonth }, now),
  );
  // Before the carrier is told: whatever happens then, the parcel is paid for.
  const unsure = toPay.slice(0, count).map(({ shipment }) => notRegistered(shipment, now));
  await keep(unsure, carrier, batch, deps);
  const left = toPay.slice(count);
  if (left.length === 0) return { paid: missing, unpaid: null };
  const nextMonth = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
  const until = new Date(Math.min(nextMonth, now.getTime() + moneyAgainMs));
  return { paid: missing.filter((piece) => !left.includes(piece)), unpaid: { pieces: left, until } };
}

const notRegistered = (shipment: Piece["shipment"], offerAgainAt: Date) => ({
  shipment,
  reference: null,
  expiresAt: offerAgainAt,
  refused: true,
});

const keep = (
  registered: Parameters<typeof keepRegistrations>[1],
  { slug }: Carrier,
  { merchantId, credential }: Batch,
  { database, clock }: RegisterDeps,
): Promise<void> =>
  database.forMerchants([merchantId], (tx) =>
    keepRegistrations(tx, registered, { connection: slug, credential: credential.name, now: clock.now() }),
  );

async function tell(carrier: Registering, batch: Batch, deps: RegisterDeps) {
  const { credential, pieces } = batch;
  const { isNeeded, lastsMs } = carrier.registration;
  const push = carrier.push === undefined ? null : pushAddressOf(carrier.slug, credential, deps.push);
  const told = await register(
    carrier,
    pieces.map((piece) => askedOf(piece)),
    credential,
    push,
    deps,
  );
  if (told.kind === "wait") return told;
  const now = deps.clock.now();
  const expiresAt = lastsMs === null ? null : new Date(now.getTime() + lastsMs);
  // A subscription that the carrier does not want is not offered again with every question.
  const offerAgainAt = isNeeded ? now : new Date(now.getTime() + days(1));
  const kept = told.outcomes.flatMap((outcome, index) => {
    const shipment = pieces[index]?.shipment;
    if (shipment === undefined) return [];
    return outcome.kind === "registered"
      ? [{ shipment, reference: outcome.reference ?? null, expiresAt, refused: false }]
      : [notRegistered(shipment, offerAgainAt)];
  });
  await keep(kept, carrier, batch, deps);
  return told;
}

/** The carrier has forgotten the parcel, or never knew it: it is told again before the next question. */
export async function tellAgain({ carrier, credential, merchantId }: Batch, piece: Piece, deps: RegisterDeps) {
  if (carrier.registration?.isNeeded !== true) return;
  await deps.database.forMerchants([merchantId], (tx) =>
    expireRegistration(tx, piece.shipment, carrier.slug, credential.name, deps.clock.now()),
  );
}
