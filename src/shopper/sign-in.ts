/**
 * Sign-in by mailed code or link (C-01 to C-05). The code has eight digits and three tries, and an address gets at most five mails
 * in a quarter of an hour: 1,440 tries a day against 10^8 codes, a chance of 1.4 in 10^5. The link works only in the browser that
 * asked; from another one the code is typed.
 */
import { randomInt } from "node:crypto";
import { type Clock, days, minutes } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { newId, randomToken, sha256 } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
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

/** Of the mailed code and link. */
const lifeMs = minutes(10);
/** A session that nobody used for so long has ended. */
export const idleMs = days(30);
/** No session lives longer. */
export const sessionMs = days(180);
const mailsPerAddress = { max: 5, withinMs: minutes(15) } as const;
const mailsPerSource = { max: 20, withinMs: minutes(60) } as const;

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

async function mailCode(deps: SignInDeps, { email, browser, source, texts }: SignInRequest): Promise<void> {
  const now = deps.clock.now();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const code = String(randomInt(100_000_000)).padStart(8, "0");
  const token = randomToken();
  const isWithinBudget = await deps.database.forSystem("sign-in", async (tx) => {
    const since = { address: ago(mailsPerAddress.withinMs), source: ago(mailsPerSource.withinMs) };
    const recent = await store.countSignIns(tx, email, source, since);
    if (recent.ofAddress >= mailsPerAddress.max || recent.ofSource >= mailsPerSource.max) return false;
    await store.insertSignIn(tx, {
      id: newId(),
      email,
      tokenHash: sha256(token),
      codeHash: codeHash(browser, code),
      browserHash: sha256(browser),
      source,
      now,
      expiresAt: new Date(now.getTime() + lifeMs),
    });
    return true;
  });
  deps.log.info("sign_in_requested", { reason: isWithinBudget ? "sent" : "budget" });
  if (!isWithinBudget) return;
  const link = new URL(`/sign-in/${token}`, deps.publicBaseUrl).href;
  await deps.sendMail({ to: email, ...signInMail(texts, code, link) });
}

/** Eight digits alone could be tried against a stolen table; with the browser's secret they cannot. */
const codeHash = (browser: string, code: string): Buffer => sha256(`${browser} ${code}`);

/** A new session's reference; null: wrong code, three tries used, too late, or another browser. */
export function signInByCode(
  deps: SignInDeps,
  given: { readonly browser: string; readonly code: string; readonly device: string },
): Promise<string | null> {
  const code = given.code.replace(/\D/g, "");
  return begin(deps, given.device, (tx, now) =>
    store.takeByCode(tx, sha256(given.browser), codeHash(given.browser, code), now),
  );
}

export function signInByLink(
  deps: SignInDeps,
  given: { readonly browser: string; readonly token: string; readonly device: string },
): Promise<string | null> {
  return begin(deps, given.device, (tx, now) => store.takeByToken(tx, sha256(given.token), sha256(given.browser), now));
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
  const now = deps.clock.now();
  const found = await deps.database.forSystem("session", (tx) =>
    store.readSession(tx, sha256(reference), now, new Date(now.getTime() - idleMs)),
  );
  return found ?? null;
}
