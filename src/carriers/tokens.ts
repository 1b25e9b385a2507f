/** Proof of who we are: headers of a credential, with a token where the carrier wants one, fetched once for all processes. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Carrier, Reading, TokenService } from "#carriers/carrier.ts";
import { decode, refusalOf } from "#carriers/read.ts";
import type { Database } from "#platform/database.ts";
import type { EgressAnswer } from "#platform/egress.ts";
import { type Place, SealBroken, VaultClosed } from "#platform/vault.ts";
import {
  addressOf,
  type Credential,
  type Failure,
  finish,
  type HttpReply,
  httpOf,
  type RunnerDeps,
  reserve,
  retryAfterMs,
  send,
  sendBy,
} from "./call.ts";
import type { Health, Reservation } from "./limits.ts";
import { dropSharedToken, readSharedToken, writeSharedToken } from "./store.ts";

export type Authorization =
  | { readonly kind: "headers"; readonly headers: Readonly<Record<string, string>>; readonly token: string | null }
  | { readonly kind: "refused"; readonly failure: Failure }
  | (Reservation & { readonly kind: "wait" });

export async function authorization(
  carrier: Carrier,
  credential: Credential,
  deps: RunnerDeps,
): Promise<Authorization> {
  const { auth } = carrier;
  if (auth.token === undefined) return { kind: "headers", headers: auth.headers(credential.fields, null), token: null };
  const found = await validToken(carrier, credential, deps, auth.token);
  return found.kind === "token"
    ? { kind: "headers", headers: auth.headers(credential.fields, found.token.token), token: found.token.token }
    : found;
}

interface Token {
  readonly token: string;
  readonly expiresAt: Date;
  /** As the database keeps it; null: this process alone knows the token. */
  readonly sealed: string | null;
}

type TokenFound = { readonly kind: "token"; readonly token: Token } | Exclude<Authorization, { kind: "headers" }>;

interface TokenCache {
  readonly known: Map<string, Token>;
  /** Many parcels that need a token at once fetch one. */
  readonly fetching: Map<string, Promise<TokenFound>>;
}
const caches = new WeakMap<Database, TokenCache>();
function cacheOf(database: Database): TokenCache {
  const cache = caches.get(database) ?? { known: new Map(), fetching: new Map() };
  caches.set(database, cache);
  return cache;
}

/** Another secret is another token, also under the same name. */
const tokenName = (carrier: Carrier, { name, baseUrl, fields }: Credential): string =>
  createHash("sha256")
    .update(JSON.stringify([carrier.slug, name, baseUrl, fields]))
    .digest("hex");

/** One token for all processes: from memory, from the database, or anew. */
async function validToken(
  carrier: Carrier,
  credential: Credential,
  deps: RunnerDeps,
  service: TokenService,
): Promise<TokenFound> {
  const { known, fetching } = cacheOf(deps.database);
  const name = tokenName(carrier, credential);
  const remembered = known.get(name);
  if (remembered !== undefined && isFresh(remembered, deps)) return { kind: "token", token: remembered };
  const running = fetching.get(name);
  if (running !== undefined) return running;
  const finding = findToken(carrier, credential, deps, service).finally(() => fetching.delete(name));
  fetching.set(name, finding);
  const found = await finding;
  if (found.kind === "token") {
    if (known.size >= knownMax) for (const [old, token] of known) if (!isFresh(token, deps)) known.delete(old);
    known.set(name, found.token);
  }
  return found;
}

/** From so many tokens on those that have ended are forgotten: every secret that was ever entered left one. */
const knownMax = 1_000;

/** `expiresAt` is already early (see `tokenOf`). */
const isFresh = (token: Token, deps: RunnerDeps): boolean => token.expiresAt > deps.clock.now();

async function findToken(
  carrier: Carrier,
  credential: Credential,
  deps: RunnerDeps,
  service: TokenService,
): Promise<TokenFound> {
  const shared = await sharedToken(carrier, credential, deps);
  if (shared !== undefined && isFresh(shared, deps)) return { kind: "token", token: shared };
  // A slot also for the token: its service belongs to the same carrier, and a refused login must not be repeated by thousands.
  const slot = await reserve(carrier, credential, deps);
  if (slot.kind === "wait") return slot;
  const answer = await sendBy(slot.sendBy, deps, () => fetchToken(carrier, credential, deps, service));
  const said = answer.kind === "answer" && answer.status < 300 ? tokenOf(answer.body, service, deps.clock.now()) : null;
  if (said === null) {
    const failure = tokenFailure(carrier, answer, deps.clock.now());
    await finish(carrier, credential, slot.callId, failure.health, deps);
    return { kind: "refused", failure };
  }
  const sealed = await shareToken(carrier, credential, said, deps);
  await finish(carrier, credential, slot.callId, { kind: "well" }, deps);
  return { kind: "token", token: { ...said, sealed } };
}

const tokenPlace = (carrier: Carrier, { name, merchantId }: Credential): Place => ({
  table: "carrier_tokens",
  column: "sealed",
  row: JSON.stringify([carrier.slug, name]),
  merchantId: merchantId ?? null,
});
/** Under the seal stands also what it was fetched with: after a change of secret or address the old token is none. */
const SealedToken = z.object({ madeFor: z.string(), token: z.string() });

async function sharedToken(carrier: Carrier, credential: Credential, deps: RunnerDeps): Promise<Token | undefined> {
  const { vault, database } = deps;
  if (vault?.hasKey !== true) return undefined;
  const stored = await database.forSystem("carrier token", (tx) => readSharedToken(tx, carrier.slug, credential.name));
  if (stored === undefined) return undefined;
  const opened = await vault.open(tokenPlace(carrier, credential), stored.sealed).catch(unlessUnopenable);
  if (opened === null) return undefined;
  const { madeFor, token } = SealedToken.parse(JSON.parse(opened));
  return madeFor === tokenName(carrier, credential) ? { ...stored, token } : undefined;
}

/** Where a key is missing or a seal is broken, a process fetches and keeps a token of its own. */
function unlessUnopenable(error: unknown): null {
  if (error instanceof SealBroken || error instanceof VaultClosed) return null;
  throw error;
}

/** @returns the token as it is stored now; null: it is not, and other processes fetch their own */
async function shareToken(
  carrier: Carrier,
  credential: Credential,
  { token, expiresAt }: Pick<Token, "token" | "expiresAt">,
  { vault, database }: RunnerDeps,
): Promise<string | null> {
  if (vault?.hasKey !== true) return null;
  const content = { madeFor: tokenName(carrier, credential), token };
  const sealed = await vault.seal(tokenPlace(carrier, credential), JSON.stringify(content)).catch(unlessUnopenable);
  if (sealed === null) return null;
  await database.forSystem("carrier token", (tx) =>
    writeSharedToken(tx, {
      carrier: carrier.slug,
      credential: credential.name,
      merchantId: credential.merchantId ?? null,
      sealed,
      expiresAt,
    }),
  );
  return sealed;
}

function fetchToken(
  carrier: Carrier,
  credential: Credential,
  deps: RunnerDeps,
  service: TokenService,
): Promise<EgressAnswer> {
  const address = credential.baseUrl ?? carrier.baseUrls.token ?? addressOf(carrier, credential);
  return send(address, service.request(credential.fields), {}, deps, 64_000);
}

/** 401, or the carrier's own way of saying it: HSI with 400, SOAP services with 500. */
export const refusesLogin = (carrier: Carrier, answer: HttpReply): boolean =>
  answer.status === 401 || (answer.status >= 400 && refusalOf(carrier, httpOf(answer), [])?.why === "unauthorized");

function tokenFailure(carrier: Carrier, answer: EgressAnswer, now: Date): Failure {
  const forMs = answer.kind === "answer" ? retryAfterMs(answer.headers["retry-after"], now) : null;
  const pause: Health = forMs === null ? { kind: "slow_down" } : { kind: "slow_down", forMs };
  if (answer.kind === "answer" && answer.status === 429)
    return { reading: refused("throttled", "The token service asks us to slow down."), health: pause };
  const isDown = answer.kind === "failed" || answer.status >= 500 || answer.status < 400;
  if (isDown && !(answer.kind === "answer" && refusesLogin(carrier, answer)))
    return {
      reading: refused("unavailable", "The token service does not answer."),
      health: forMs === null ? { kind: "failing" } : pause,
    };
  return {
    reading: refused("unauthorized", "The token service refused the credential."),
    health: { kind: "unauthorized" },
  };
}

const refused = (why: "throttled" | "unavailable" | "unauthorized", detail: string): Reading => ({
  kind: "refused",
  why,
  detail,
});

export async function dropToken(
  carrier: Carrier,
  credential: Credential,
  token: string,
  deps: RunnerDeps,
): Promise<void> {
  const { known } = cacheOf(deps.database);
  const name = tokenName(carrier, credential);
  const dropped = known.get(name);
  if (dropped?.token !== token) return;
  known.delete(name);
  const { sealed } = dropped;
  if (sealed === null) return;
  await deps.database.forSystem("carrier token", (tx) => dropSharedToken(tx, carrier.slug, credential.name, sealed));
}

/** Expires early here, so that a token does not end on its way; a short-lived one by a quarter. */
function tokenOf(body: Buffer, service: TokenService, now: Date): Pick<Token, "token" | "expiresAt"> | null {
  const decoded = decode(body.toString("utf8"));
  const said = decoded.kind === "data" ? (service.read ?? oauthToken)(decoded.data) : undefined;
  if (said === undefined || said.token === "") return null;
  const lifeMs = Math.min(Math.max(said.seconds || 3_600, 1), 31_536_000) * 1_000;
  return {
    token: said.token,
    expiresAt: new Date(now.getTime() + lifeMs - Math.min(service.refreshEarlyMs, lifeMs / 4)),
  };
}

/** Values may come as strings ("14399"). */
function oauthToken(body: unknown): { readonly token: string; readonly seconds: number } | undefined {
  const answer = OauthAnswer.safeParse(body);
  return answer.success
    ? { token: answer.data.access_token, seconds: Number(answer.data.expires_in) || 3_600 }
    : undefined;
}
const OauthAnswer = z.object({ access_token: z.string(), expires_in: z.unknown() });
