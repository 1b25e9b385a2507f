/** Sign-in of a person by mailed code or link (C-01 to C-05): an address that is read is the account. */
import { type Clock, days } from "#platform/clock.ts";
import type { Asking, Database, Tx } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { newId, randomToken, sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import { makeMailedCode, takeMailedCode, takeMailedLink } from "#platform/mailed-code.ts";
import { signInMail } from "./pages/sign-in.ts";
import type { ShopperMail } from "./site.ts";
import * as store from "./store.ts";
import type { Texts } from "./texts.ts";

export interface SignInDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicBaseUrl: string;
  readonly sendMail: (mail: ShopperMail) => Promise<unknown>;
}

const realm = "shopper";
/** A session that nobody used for so long has ended. */
export const idleMs = days(30);
/** No session lives longer. */
export const sessionMs = days(180);

export interface SignInRequest {
  readonly email: string;
  /** A secret of the browser that asks. */
  readonly browser: string;
  /** Stands for the network address that asks; never the address itself. */
  readonly source: string;
  readonly texts: Texts;
}

/**
 * Makes a code and a link and mails them; an earlier one ends. The caller answers before this is done, so that neither the
 * answer nor its time says whether the address is known (C-01). Null: not exactly one address.
 */
export function requestSignIn(deps: SignInDeps, request: SignInRequest): (() => Promise<void>) | null {
  const email = parseEmail(request.email);
  return email === null ? null : () => mailCode(deps, { ...request, email });
}

async function mailCode(deps: SignInDeps, { texts, ...asked }: SignInRequest): Promise<void> {
  const made = await makeMailedCode(deps, { realm, ...asked });
  deps.log.info("sign_in_requested", { reason: made === null ? "budget" : "sent" });
  if (made === null) return;
  const link = new URL(`/sign-in/${made.token}`, deps.publicBaseUrl).href;
  await deps.sendMail({ to: asked.email, ...signInMail(texts, made.code, link) });
}

/** A new session's reference; null: wrong code, three tries used, too late, or another browser. */
export function signInByCode(
  deps: SignInDeps,
  { device, ...given }: { readonly browser: string; readonly code: string; readonly device: string },
): Promise<string | null> {
  return begin(deps, device, (tx, now) => takeMailedCode(tx, { realm, ...given, now }));
}

export function signInByLink(
  deps: SignInDeps,
  { device, ...given }: { readonly browser: string; readonly token: string; readonly device: string },
): Promise<string | null> {
  return begin(deps, device, (tx, now) => takeMailedLink(tx, { realm, ...given, now }));
}

/** The reference is given to the browser and kept nowhere; we keep its hash. */
async function begin(
  deps: SignInDeps,
  device: string,
  take: (tx: Tx, now: Date) => Promise<string | undefined>,
): Promise<string | null> {
  const now = deps.clock.now();
  const reference = randomToken();
  const email = await deps.database.forSystem("sign-in", async (tx) => {
    const taken = await take(tx, now);
    if (taken !== undefined)
      await store.insertSession(tx, {
        email: taken,
        shopperId: newId(),
        idHash: sha256(reference),
        id: newId(),
        device,
        now,
        endsAt: new Date(now.getTime() + sessionMs),
      });
    return taken;
  });
  deps.log.info(email === undefined ? "sign_in_failed" : "sign_in_ok");
  return email === undefined ? null : reference;
}

/** The person behind a session's reference; null: none, ended, idle for 30 days, or older than 180. */
export async function readSession(
  deps: Pick<SignInDeps, "database" | "clock">,
  reference: string | null,
): Promise<store.SessionRow | null> {
  if (reference === null) return null;
  return deps.database.forSystem("session", (tx) => sessionBehind(tx, reference, deps.clock.now()));
}

/** The same among other questions. */
export async function sessionBehind(tx: Asking, reference: string, now: Date): Promise<store.SessionRow | null> {
  return (await store.readSession(tx, sha256(reference), now, new Date(now.getTime() - idleMs))) ?? null;
}
