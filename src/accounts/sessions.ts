/** How somebody who works here comes in: a mailed code and a second factor (M-05), or a link printed on the operator's machine. */
import { type Clock, hours, minutes } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { newId, randomToken, sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import { makeMailedCode, takeMailedCode } from "#platform/mailed-code.ts";
import type { Place, Vault } from "#platform/vault.ts";
import { recordDeed } from "./audit.ts";
import { newTotpSecret, totpStep } from "./second-factor.ts";
import * as store from "./store.ts";

export interface AccountDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  readonly publicBaseUrl: string;
  readonly sendMail: (mail: {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  }) => Promise<unknown>;
}

const realm = "portal";
/** A session that nobody used for so long has ended. */
const idleMs = hours(2);
/** No session lives longer. */
export const sessionMs = hours(12);
/** Of a printed link. */
const linkMs = hours(1);
/** What matters asks for the second factor again after so long (M-06). */
export const freshMs = minutes(5);
/** Wrong codes of an app, and then none is looked at for a while: 480 guesses a day among 10^6, behind a mailed code. */
const wrongCodes = { max: 5, withinMs: minutes(15) } as const;

/** Mails a code to somebody who may come in. The caller answers before this is done (C-01). Null: not exactly one address. */
export function requestEntry(
  deps: AccountDeps,
  { email: given, ...asked }: { readonly email: string; readonly browser: string; readonly source: string },
): (() => Promise<void>) | null {
  const email = parseEmail(given);
  return email === null ? null : () => mailCode(deps, { email, ...asked });
}

async function mailCode(
  deps: AccountDeps,
  asked: { readonly email: string; readonly browser: string; readonly source: string },
): Promise<void> {
  const made = await makeMailedCode(deps, { realm, ...asked });
  const person = await deps.database.forSystem("who signs in", (tx) => store.personByEmail(tx, asked.email));
  deps.log.info("sign_in_requested", { reason: made === null ? "budget" : person === undefined ? "unknown" : "sent" });
  if (made === null || person === undefined) return;
  const text = `Your code for the Posthorn portal: ${made.code}\n\nIt works for ten minutes, in the browser that asked for it. If that was not you, nothing happens without it.\n`;
  await deps.sendMail({ to: asked.email, subject: `${made.code} is your code for the Posthorn portal`, text });
}

/** A session that knows the address and waits for the second factor; null: wrong code, three tries used, too late, another browser, or nobody. */
export async function enterByCode(
  deps: AccountDeps,
  { browser, code, device }: { readonly browser: string; readonly code: string; readonly device: string },
): Promise<string | null> {
  const now = deps.clock.now();
  const reference = await deps.database.forSystem("portal sign-in", async (tx) => {
    const email = await takeMailedCode(tx, { realm, browser, code, now });
    const person = email === undefined ? undefined : await store.personByEmail(tx, email);
    return person === undefined ? null : begin(tx, { personId: person.id, device, now, confirmedAt: null });
  });
  deps.log.info(reference === null ? "sign_in_failed" : "sign_in_ok", { kind: realm });
  return reference;
}

async function begin(tx: Tx, session: Pick<store.NewSession, "personId" | "device" | "now" | "confirmedAt">) {
  const reference = randomToken();
  const endsAt = new Date(session.now.getTime() + sessionMs);
  await store.insertSession(tx, { ...session, idHash: sha256(reference), id: newId(), endsAt });
  return reference;
}

/** The address of a link that opens the portal once, for this person, within an hour: to be shown on the operator's own machine. */
export async function printLink(
  { database, clock, publicBaseUrl }: Pick<AccountDeps, "database" | "clock" | "publicBaseUrl">,
  personId: string,
): Promise<string> {
  const [token, now] = [randomToken(), clock.now()];
  const expiresAt = new Date(now.getTime() + linkMs);
  await database.forSystem("a printed link", (tx) =>
    store.insertPrintedLink(tx, { tokenHash: sha256(token), personId, now, expiresAt }),
  );
  return new URL(`/portal/enter/${token}`, publicBaseUrl).href;
}

/** Who reads the machine's terminal has proven more than both factors would. Null: used, too old, or none. */
export async function enterByLink(
  deps: AccountDeps,
  { token, device }: { readonly token: string; readonly device: string },
): Promise<string | null> {
  const now = deps.clock.now();
  const reference = await deps.database.forSystem("portal sign-in", async (tx) => {
    const personId = await store.takePrintedLink(tx, sha256(token), now);
    return personId === undefined ? null : begin(tx, { personId, device, now, confirmedAt: now });
  });
  deps.log.info(reference === null ? "sign_in_failed" : "sign_in_ok", { kind: "printed link" });
  return reference;
}

/** Null: none, ended, idle for two hours, or older than twelve. */
export async function readWorkSession(
  { database, clock }: Pick<AccountDeps, "database" | "clock">,
  reference: string | null,
): Promise<store.SessionRow | null> {
  if (reference === null) return null;
  const now = clock.now();
  const idleSince = new Date(now.getTime() - idleMs);
  const found = await database.forSystem("portal session", (tx) =>
    store.readSession(tx, sha256(reference), now, idleSince),
  );
  return found ?? null;
}

/** The second factor was proven lately enough for what matters. */
export const isFresh = ({ confirmedAt }: store.SessionRow, now: Date): boolean =>
  confirmedAt !== null && now.getTime() - confirmedAt.getTime() < freshMs;

const placeOf = (personId: string): Place => ({
  ...{ table: "people", column: "sealed_totp", row: personId, merchantId: null },
});

/** A secret for an app, sealed for the form that brings it back with the first code. */
export async function offerSecondFactor(
  { vault }: Pick<AccountDeps, "vault">,
  session: store.SessionRow,
): Promise<{ readonly secret: string; readonly sealed: string }> {
  const secret = newTotpSecret();
  return { secret, sealed: await vault.seal(placeOf(session.personId), secret) };
}

export type Proof = "proven" | "wrong" | "too_many";

/**
 * The code of the app, of the one that is set up or, where there is none yet, of the one that is offered. Who has one sets up
 * another by proving the first: `offered` counts only in a session that is fresh or has none.
 */
export async function proveSecondFactor(
  deps: AccountDeps,
  session: store.SessionRow,
  given: { readonly code: string; readonly offered: string | null },
): Promise<Proof> {
  const { database, vault, clock } = deps;
  const now = clock.now();
  const since = new Date(now.getTime() - wrongCodes.withinMs);
  if (session.totpTries >= wrongCodes.max && session.totpTriedAt !== null && session.totpTriedAt > since)
    return "too_many";
  const isNew = given.offered !== null && (session.sealedTotp === null || isFresh(session, now));
  const sealed = isNew ? given.offered : session.sealedTotp;
  const secret = sealed === null ? null : await openedSecret(vault, session, sealed, isNew);
  const step = secret === null ? null : totpStep(secret, given.code, now, isNew ? 0 : session.totpStep);
  const proven = await database.forSystem("second factor", async (tx) => {
    const isTaken =
      step !== null &&
      (isNew
        ? (await store.setTotp(tx, session.personId, sealed ?? "", step)) > 0
        : await store.takeStep(tx, session.personId, step));
    if (!isTaken) {
      await store.countWrongCode(tx, session.personId, now, since);
      return false;
    }
    await store.confirmSession(tx, session.id, now);
    const what = isNew ? "second_factor_set" : "signed_in";
    if (isNew || session.confirmedAt === null)
      await recordDeed(tx, { merchantId: null, who: session.email, what, subject: session.personId }, now);
    return true;
  });
  deps.log.info(proven ? "sign_in_ok" : "sign_in_failed", { kind: "second factor" });
  return proven ? "proven" : "wrong";
}

/** What a form brings back was sealed by us for this person, or it is nothing. */
async function openedSecret(
  vault: Vault,
  session: store.SessionRow,
  sealed: string,
  isNew: boolean,
): Promise<string | null> {
  try {
    return await vault.open(placeOf(session.personId), sealed);
  } catch (error) {
    if (isNew) return null;
    throw error;
  }
}

export async function endWorkSession(
  { database, clock, log }: Pick<AccountDeps, "database" | "clock" | "log">,
  personId: string,
  sessionId: string,
): Promise<void> {
  await database.forSystem("a portal session's end", (tx) => store.endSession(tx, personId, sessionId, clock.now()));
  log.info("session_ended", { kind: realm });
}

export const readWorkSessions = (
  { database, clock }: Pick<AccountDeps, "database" | "clock">,
  personId: string,
): Promise<store.ListedSession[]> => {
  const now = clock.now();
  return database.forSystem("a person's portal sessions", (tx) =>
    store.listSessions(tx, personId, now, new Date(now.getTime() - idleMs)),
  );
};
