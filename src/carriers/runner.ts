/** Asks a carrier: a slot within its limits, proof of who we are, repeating what is worth it, the answer kept raw, then read. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type {
  Asked,
  Call,
  Carrier,
  CarrierRequest,
  Fields,
  HttpAnswer,
  Limits,
  PushAddress,
  Reading,
  Refusal,
  Registration,
  RegistrationOutcome,
  TokenService,
} from "#carriers/carrier.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { decode, read, refusalOf } from "#carriers/read.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import type { Egress, EgressAnswer } from "#platform/egress.ts";
import { newId } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import { type Place, SealBroken, type Vault, VaultClosed } from "#platform/vault.ts";
import { finishCall, type Health, type Reservation, reserveCall } from "./limits.ts";
import { dropSharedToken, readSharedToken, writeSharedToken } from "./store.ts";

/** How one installation or merchant is known to a carrier. */
export interface Credential {
  /** Limits, health and credits are counted under it: stable, and another one for each account. `installation`, or the owner with its own name for it. */
  readonly name: string;
  /** Whose it is; absent: the installation's. */
  readonly merchantId?: string;
  readonly fields: Fields;
  /** Instead of the carrier's own address: its test environment, or the simulator. Holds for the token service too. */
  readonly baseUrl?: string;
}

/** A connection's credentials for a merchant: its own first, then the installation's; none: that way is closed. */
export type CredentialSource = (slug: string, merchantId: string) => Promise<readonly Credential[]>;

export interface RunnerDeps {
  readonly egress: Egress;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Seals tokens that processes share (K-01). Without it, or without its key, each process fetches its own. */
  readonly vault?: Vault;
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 up to 1, for jitter. */
  readonly random?: () => number;
  /** Instead of the carrier's own: a quota that the operator was granted, or a sandbox. */
  readonly limits?: Limits;
}

export interface Answered {
  readonly kind: "answered";
  readonly reading: Reading;
  readonly health: Health;
  /** Id under which the raw answer was kept; null when there was none. */
  readonly rawAnswerId: string | null;
}

/** Nobody was asked; the limits or the breaker say when to try. */
export type Waiting = Reservation & { readonly kind: "wait" };
export type Asking = Answered | Waiting;

export interface RawAnswer {
  readonly id: string;
  readonly status: number;
  readonly mediaType: string;
  readonly body: Buffer;
}

/** @param keepRaw stores the answer; what it stores is committed before the answer is read */
export function ask(
  carrier: Carrier,
  asked: readonly Asked[],
  credential: Credential,
  deps: RunnerDeps,
  keepRaw: (raw: RawAnswer) => Promise<void>,
): Promise<Asking> {
  return exchange({ carrier, credential, count: asked.length }, deps, {
    request: (call) => carrier.request(asked, call),
    failed: ({ reading, health }): Answered => ({ kind: "answered", reading, health, rawAnswerId: null }),
    understand: async (answer) => {
      const raw = rawOf(answer);
      await keepRaw(raw);
      const reading = read(carrier, httpOf(answer), asked);
      return { kind: "answered", reading, health: healthOf(reading, answer, deps.clock.now()), rawAnswerId: raw.id };
    },
  });
}

export interface Registered {
  readonly kind: "answered";
  /** One for each number, in the order in which they were named. */
  readonly outcomes: readonly RegistrationOutcome[];
  readonly health: Health;
}

/** Tells the carrier of numbers (`Registration` of the contract), within the same limits as asking. */
export function register(
  carrier: Carrier & { readonly registration: Registration },
  asked: readonly Asked[],
  credential: Credential,
  push: PushAddress | null,
  deps: RunnerDeps,
): Promise<Registered | Waiting> {
  const { registration } = carrier;
  const all = (why: Refusal, detail: string): RegistrationOutcome[] =>
    asked.map(({ number }) => ({ number, kind: "refused", why, detail }));
  return exchange({ carrier, credential, count: asked.length }, deps, {
    request: (call) => registration.request(asked, { ...call, push }),
    failed: ({ reading, health }): Registered => {
      const { why, detail } = reading.kind === "refused" ? reading : { why: "unavailable" as const, detail: "" };
      return { kind: "answered", outcomes: all(why, detail), health };
    },
    understand: async (answer) => {
      const http = httpOf(answer);
      const reading = refusalOf(carrier, http, asked);
      const decoded = decode(http.body);
      const isAboutNumbers = decoded.kind === "data" && !isAboutUs(reading);
      const said = isAboutNumbers ? registration.outcomes(decoded.data, asked, http.status) : [];
      const outcomes = all(
        reading?.why ?? "bad_request",
        reading?.detail ?? "The answer does not name the number.",
      ).map((missing, at) => outcomeOf(said, asked[at]?.number ?? "") ?? missing);
      const health = isAboutNumbers && said.length > 0 ? ({ kind: "well" } as const) : null;
      return {
        kind: "answered",
        outcomes,
        health: health ?? healthOf(reading ?? unreadable, answer, deps.clock.now()),
      };
    },
  });
}

const unreadable: Reading = { kind: "unreadable", detail: "no registration in the answer" };
/** Refused because of our login, our pace or the carrier's trouble: it says nothing of the numbers. */
const isAboutUs = (reading: (Reading & { readonly kind: "refused" }) | undefined): boolean =>
  reading !== undefined && ["unauthorized", "forbidden", "throttled", "unavailable"].includes(reading.why);
const outcomeOf = (said: readonly RegistrationOutcome[], number: string): RegistrationOutcome | undefined => {
  const found = said.find((outcome) => plainNumber(outcome.number) === plainNumber(number));
  return found && { ...found, number };
};

/** Beyond these the next attempt belongs to the plan, not to this call. */
const triesMax = 3;

interface Conversation<T> {
  request(call: Call): CarrierRequest;
  /** The login failed, or nobody answered. */
  failed(failure: Failure): T;
  understand(answer: HttpReply): Promise<T>;
}
type HttpReply = EgressAnswer & { readonly kind: "answer" };

/** Every attempt takes a slot of its own: a repetition counts at the carrier like any other call. */
async function exchange<T extends { readonly health: Health }>(
  who: { readonly carrier: Carrier; readonly credential: Credential; readonly count: number },
  deps: RunnerDeps,
  wanted: Conversation<T>,
): Promise<T | Waiting> {
  const { carrier, credential } = who;
  let refreshed = false;
  let last: T | null = null;
  for (let tries = 1; ; tries += 1) {
    const auth = await authorization(carrier, credential, deps);
    if (auth.kind === "wait") return last ?? auth;
    if (auth.kind === "refused") return wanted.failed(auth.failure);
    const slot = await reserve(carrier, credential, deps);
    if (slot.kind === "wait") return last ?? slot;

    const startedMs = deps.clock.monotonicMs();
    const call: Call = { id: newId(), fields: credential.fields, token: auth.token };
    const answer = await sendBy(slot.sendBy, deps, () =>
      send(addressOf(carrier, credential), wanted.request(call), auth.headers, deps),
    );
    deps.log.info("carrier_asked", {
      carrier: carrier.slug,
      credential: credential.name,
      count: who.count,
      attempts: tries,
      durationMs: Math.round(deps.clock.monotonicMs() - startedMs),
      ...(answer.kind === "answer" ? { status: answer.status } : { why: answer.why }),
    });
    if (answer.kind === "answer" && auth.token !== null && !refreshed && refusesLogin(carrier, answer)) {
      refreshed = true;
      await finish(carrier, credential, slot.callId, { kind: "well" }, deps);
      await dropToken(carrier, credential, auth.token, deps);
      continue;
    }
    last = answer.kind === "failed" ? wanted.failed(noAnswer(answer.why)) : await wanted.understand(answer);
    const isOpened = await finish(carrier, credential, slot.callId, last.health, deps);
    const isWorthRepeating = last.health.kind === "failing" && (answer.kind === "failed" || answer.status >= 500);
    if (!isWorthRepeating || isOpened || tries >= triesMax) return last;
    await deps.wait(200 * 2 ** tries * (0.5 + (deps.random ?? Math.random)()));
  }
}

const rawOf = ({ status, headers, body }: HttpReply): RawAnswer => ({
  id: newId(),
  status,
  mediaType: mediaTypeOf(headers["content-type"] ?? ""),
  body,
});

const httpOf = ({ status, headers, body }: HttpReply): HttpAnswer => ({
  status,
  mediaType: mediaTypeOf(headers["content-type"] ?? ""),
  body: textOf(body, headers["content-type"] ?? ""),
});

/** Below which address a call goes: the operator's choice, the credential's region, or the carrier's production. */
export function addressOf({ baseUrls }: Carrier, { baseUrl, fields }: Credential): string {
  const { region = "" } = fields;
  const ofRegion = baseUrls.regions && Object.hasOwn(baseUrls.regions, region) ? baseUrls.regions[region] : undefined;
  return baseUrl ?? ofRegion ?? baseUrls.production;
}

const noAnswer = (why: string): Failure => ({
  reading: { kind: "refused", why: "unavailable", detail: `No answer (${why}).` },
  health: { kind: "failing" },
});

function reserve(carrier: Carrier, credential: Credential, deps: RunnerDeps): Promise<Reservation> {
  const limits = deps.limits ?? carrier.limits;
  return deps.database.forSystem("carrier limits", (tx) =>
    reserveCall(tx, carrier.slug, credential.name, limits, deps.clock.now()),
  );
}

async function finish(
  carrier: Carrier,
  credential: Credential,
  callId: string,
  health: Health,
  deps: RunnerDeps,
): Promise<boolean> {
  const isOpened = await deps.database.forSystem("carrier limits", (tx) =>
    finishCall(tx, carrier.slug, credential.name, callId, health, deps.clock.now()),
  );
  if (isOpened)
    deps.log.warn("breaker_opened", { carrier: carrier.slug, credential: credential.name, why: health.kind });
  return isOpened;
}

/** A process that was stopped in between wakes up with a slot that is no longer its own, and must not send. */
async function sendBy(latest: Date, deps: RunnerDeps, send: () => Promise<EgressAnswer>): Promise<EgressAnswer> {
  return deps.clock.now() <= latest ? send() : { kind: "failed", why: "timeout" };
}

function healthOf(reading: Reading, answer: HttpReply, now: Date): Health {
  if (reading.kind === "unreadable") return { kind: "failing" };
  if (reading.kind === "events") return { kind: "well" };
  const forMs = retryAfterMs(answer.headers["retry-after"], now) ?? reading.waitMs ?? null;
  switch (reading.why) {
    case "throttled":
      return forMs === null ? { kind: "slow_down" } : { kind: "slow_down", forMs };
    case "unavailable":
      return forMs === null ? { kind: "failing" } : { kind: "slow_down", forMs };
    case "unauthorized":
      return { kind: "unauthorized" };
    default:
      return { kind: "well" };
  }
}

/** Seconds, or a date (RFC 9110 §10.2.3); at most a day. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) || ms < 0 ? null : Math.min(ms, 86_400_000);
}

function send(
  baseUrl: string,
  request: CarrierRequest,
  auth: Readonly<Record<string, string>>,
  deps: RunnerDeps,
  maxBodyBytes?: number,
): Promise<EgressAnswer> {
  return deps.egress.request({
    method: request.method,
    url: baseUrl.replace(/\/+$/, "") + request.path,
    headers: { accept: "application/json, application/xml;q=0.9, */*;q=0.1", ...request.headers, ...auth },
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(maxBodyBytes === undefined ? {} : { maxBodyBytes }),
    purpose: "carrier",
  });
}

const mediaTypeOf = (contentType: string): string => contentType.split(";")[0]?.trim().toLowerCase() ?? "";

/** UTF-8 unless the carrier names another encoding that we know. */
function textOf(body: Buffer, contentType: string): string {
  const label = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label).decode(body);
  } catch {
    return body.toString("utf8");
  }
}

type Failure = Pick<Answered, "reading" | "health">;
type Authorization =
  | { readonly kind: "headers"; readonly headers: Readonly<Record<string, string>>; readonly token: string | null }
  | { readonly kind: "refused"; readonly failure: Failure }
  | (Reservation & { readonly kind: "wait" });

async function authorization(carrier: Carrier, credential: Credential, deps: RunnerDeps): Promise<Authorization> {
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
const refusesLogin = (carrier: Carrier, answer: HttpReply): boolean =>
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

async function dropToken(carrier: Carrier, credential: Credential, token: string, deps: RunnerDeps): Promise<void> {
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
