/** Tells a carrier of the parcels that it was not told of yet, where it wants to be told or pushes news of those. */
import type { Carrier, Registration, RegistrationOutcome } from "#carriers/carrier.ts";
import { spendCredits } from "#carriers/limits.ts";
import { type PushSettings, pushAddressOf } from "#carriers/push-address.ts";
import { type RunnerDeps, register, type Waiting } from "#carriers/runner.ts";
import { days } from "#platform/clock.ts";
import { askedOf, type Batch, type Piece } from "./batch.ts";
import { forgetRegistrations, keepRegistrations, readRegistrations } from "./store.ts";

export interface RegisterDeps extends RunnerDeps {
  readonly push: PushSettings;
}

export type RegisterOutcome =
  /** `references`: the carrier's ids by shipment. `refused`: pieces that the carrier does not take. */
  | {
      readonly kind: "registered";
      readonly references: ReadonlyMap<string, string>;
      readonly refused: readonly { readonly piece: Piece; readonly outcome: RefusedOutcome }[];
    }
  | Waiting;
export type RefusedOutcome = RegistrationOutcome & { readonly kind: "refused" };

type Registering = Carrier & { readonly registration: Registration };

export async function registerMissing(batch: Batch, deps: RegisterDeps): Promise<RegisterOutcome> {
  const { carrier, credential, pieces } = batch;
  if (!isRegistering(carrier)) return { kind: "registered", references: new Map(), refused: [] };
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
  const isWanted = registration.isNeeded || (carrier.push !== undefined && credential.fields.push_secret !== undefined);
  const now = deps.clock.now();
  // A tenth before the end, so that nothing is missed in between.
  const early = new Date(now.getTime() + (registration.lastsMs ?? 0) / 10);
  const missing = pieces.filter(({ shipment }) => {
    const found = known.get(shipment.id);
    return (
      isWanted &&
      (found === undefined || (found.expiresAt !== null && found.expiresAt <= (found.refused ? now : early)))
    );
  });
  const refused: { piece: Piece; outcome: RefusedOutcome }[] = [];
  for (let at = 0; at < missing.length; at += registration.batch) {
    const some = missing.slice(at, at + registration.batch);
    const told = await tell(carrier, { ...batch, pieces: some }, deps);
    if (told.kind === "wait") {
      // Where it only brings push, asking goes on without it.
      if (registration.isNeeded) return told;
      break;
    }
    for (const [index, outcome] of told.outcomes.entries()) {
      const piece = some[index];
      if (piece === undefined) continue;
      if (outcome.kind === "registered" && outcome.reference !== undefined)
        references.set(piece.shipment.id, outcome.reference);
      if (outcome.kind === "refused" && registration.isNeeded) refused.push({ piece, outcome });
    }
  }
  return { kind: "registered", references, refused };
}

const isRegistering = (carrier: Carrier): carrier is Registering => carrier.registration !== undefined;

async function tell(carrier: Registering, batch: Batch, deps: RegisterDeps) {
  const { credential, pieces } = batch;
  const { credits, lastsMs } = carrier.registration;
  const perMonth = Number(credential.fields.credits_per_month ?? "");
  if (credits > 0 && perMonth > 0) {
    const count = credits * pieces.length;
    const until = await deps.database.forSystem("carrier credits", (tx) =>
      spendCredits(tx, carrier.slug, credential.name, { count, perMonth }, deps.clock.now()),
    );
    if (until !== null) return { kind: "wait", until, why: "credits" } as const;
  }
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
  const tomorrow = new Date(now.getTime() + days(1));
  const kept = told.outcomes.flatMap((outcome, index) => {
    const shipment = pieces[index]?.shipment;
    if (shipment === undefined) return [];
    if (outcome.kind === "registered")
      return [{ shipment, reference: outcome.reference ?? null, expiresAt, refused: false }];
    // A subscription that the carrier does not want is not offered again with every question.
    return carrier.registration.isNeeded ? [] : [{ shipment, reference: null, expiresAt: tomorrow, refused: true }];
  });
  await deps.database.forMerchants([batch.merchantId], (tx) =>
    keepRegistrations(tx, kept, { connection: carrier.slug, credential: credential.name, now }),
  );
  return told;
}

/** The carrier has forgotten the parcel, or never knew it: it is told again before the next question. */
export async function forgetRegistration({ carrier, credential, merchantId }: Batch, piece: Piece, deps: RegisterDeps) {
  if (carrier.registration?.isNeeded !== true) return;
  await deps.database.forMerchants([merchantId], (tx) =>
    forgetRegistrations(tx, piece.shipment, carrier.slug, credential.name),
  );
}
