/** Asks a carrier: builds the request, proves who we are, repeats what is worth repeating, keeps the answer raw, then reads it. */
import type { Asked, Carrier, CarrierRequest, HttpAnswer, Reading } from "#carriers/carrier.ts";
import { read } from "#carriers/read.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import type { Egress, EgressAnswer } from "#platform/egress.ts";
import { newId } from "#platform/ids.ts";
import type { Health } from "./limits.ts";
import { readSharedToken, type Token, writeSharedToken } from "./store.ts";

/** How one installation or merchant is known to a carrier. */
export interface Credential {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly baseUrl: string;
}

export interface RunnerDeps {
  readonly egress: Egress;
  readonly database: Database;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
  readonly random: () => number;
}

export interface Answered {
  readonly reading: Reading;
  readonly health: Health;
  /** Id under which the raw answer was kept; null when there was none. */
  readonly rawAnswerId: string | null;
}

export interface RawAnswer {
  readonly id: string;
  readonly status: number;
  readonly mediaType: string;
  readonly body: Buffer;
}

/** Beyond these the next attempt belongs to the plan, not to this call. */
const triesMax = 3;
const slowDownMs = 60_000;

/** @param keepRaw stores the answer; what it stores is committed before the answer is read. */
export async function ask(
  carrier: Carrier,
  asked: readonly Asked[],
  credential: Credential,
  deps: RunnerDeps,
  keepRaw: (raw: RawAnswer) => Promise<void>,
): Promise<Answered> {
  let refreshed = false;
  for (let tries = 1; ; tries += 1) {
    const auth = await authorization(carrier, credential, deps);
    if (auth.kind === "refused") return { reading: auth.reading, health: auth.health, rawAnswerId: null };
    const answer = await send(credential.baseUrl, carrier.request(asked, { id: newId() }), auth.headers, deps);
    if (answer.kind === "failed" || answer.status >= 500) {
      if (tries < triesMax) {
        await deps.wait(200 * 2 ** tries * (0.5 + deps.random()));
        continue;
      }
    }
    if (answer.kind === "failed")
      return {
        reading: { kind: "refused", why: "unavailable", detail: `No answer (${answer.why}).` },
        health: { kind: "failing" },
        rawAnswerId: null,
      };
    if (answer.status === 401 && carrier.auth.kind === "oauth_client_credentials" && !refreshed) {
      refreshed = true;
      await dropToken(carrier, credential, deps);
      continue;
    }
    const raw: RawAnswer = {
      id: newId(),
      status: answer.status,
      mediaType: mediaTypeOf(answer.headers),
      body: answer.body,
    };
    await keepRaw(raw);
    const http: HttpAnswer = { status: raw.status, mediaType: raw.mediaType, body: raw.body.toString("utf8") };
    const reading = read(carrier, http, asked);
    return { reading, health: healthOf(reading, answer, deps.clock.now()), rawAnswerId: raw.id };
  }
}

function healthOf(reading: Reading, answer: EgressAnswer & { readonly kind: "answer" }, now: Date): Health {
  if (reading.kind === "refused" && reading.why === "throttled")
    return { kind: "slow_down", forMs: retryAfterMs(answer.headers["retry-after"], now) ?? slowDownMs };
  if (reading.kind === "refused" && reading.why === "unavailable") {
    const forMs = retryAfterMs(answer.headers["retry-after"], now);
    return forMs === null ? { kind: "failing" } : { kind: "slow_down", forMs };
  }
  return reading.kind === "unreadable" ? { kind: "failing" } : { kind: "well" };
}

/** Seconds, or a date (RFC 9110 §10.2.3); at most a day. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, 86_400_000) : null;
}

function send(
  baseUrl: string,
  request: CarrierRequest,
  auth: Readonly<Record<string, string>>,
  deps: RunnerDeps,
): Promise<EgressAnswer> {
  return deps.egress.request({
    method: request.method,
    url: baseUrl.replace(/\/+$/, "") + request.path,
    headers: { accept: "application/json, application/xml;q=0.9, */*;q=0.1", ...request.headers, ...auth },
    ...(request.body === undefined ? {} : { body: request.body }),
    purpose: "carrier",
  });
}

const mediaTypeOf = (headers: Readonly<Record<string, string>>): string =>
  (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

type Authorization =
  | { readonly kind: "headers"; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: "refused"; readonly reading: Reading; readonly health: Health };

async function authorization(carrier: Carrier, credential: Credential, deps: RunnerDeps): Promise<Authorization> {
  const { auth } = carrier;
  const field = (name: string): string => credential.fields[name] ?? "";
  switch (auth.kind) {
    case "none":
      return { kind: "headers", headers: {} };
    case "api_key":
      return { kind: "headers", headers: { [auth.header]: field("key") } };
    case "basic":
      return {
        kind: "headers",
        headers: { authorization: `Basic ${base64(`${field("username")}:${field("password")}`)}` },
      };
    case "oauth_client_credentials": {
      const token = await validToken(carrier, credential, deps, auth);
      return typeof token === "string"
        ? { kind: "headers", headers: { authorization: `Bearer ${token}` } }
        : { kind: "refused", ...token };
    }
  }
}

const tokens = new WeakMap<Database, Map<string, Token>>();
const tokensOf = (database: Database): Map<string, Token> => {
  let known = tokens.get(database);
  if (known === undefined) tokens.set(database, (known = new Map()));
  return known;
};
const tokenName = (carrier: Carrier, credential: Credential): string => `${carrier.slug} ${credential.name}`;

/** One token for all processes: from memory, from the database, or anew. */
async function validToken(
  carrier: Carrier,
  credential: Credential,
  deps: RunnerDeps,
  auth: Carrier["auth"] & { readonly kind: "oauth_client_credentials" },
): Promise<string | { readonly reading: Reading; readonly health: Health }> {
  const fresh = (token: Token | undefined): token is Token =>
    token !== undefined && token.expiresAt.getTime() - auth.refreshEarlyMs > deps.clock.now().getTime();
  const name = tokenName(carrier, credential);
  const known = tokensOf(deps.database);
  const remembered = known.get(name);
  if (fresh(remembered)) return remembered.token;
  const shared = await deps.database.forSystem("carrier token", (tx) =>
    readSharedToken(tx, carrier.slug, credential.name),
  );
  if (fresh(shared)) {
    known.set(name, shared);
    return shared.token;
  }
  const answer = await deps.egress.request({
    method: "POST",
    url: credential.baseUrl.replace(/\/+$/, "") + auth.tokenPath,
    headers: {
      authorization: `Basic ${base64(`${credential.fields.client_id ?? ""}:${credential.fields.client_secret ?? ""}`)}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
    maxBodyBytes: 64_000,
    purpose: "carrier",
  });
  if (answer.kind === "failed" || answer.status >= 500)
    return {
      reading: { kind: "refused", why: "unavailable", detail: "The token service does not answer." },
      health: { kind: "failing" },
    };
  if (answer.status === 429)
    return {
      reading: { kind: "refused", why: "throttled", detail: "The token service asks us to slow down." },
      health: { kind: "slow_down", forMs: slowDownMs },
    };
  const token = tokenOf(answer.body, deps.clock.now());
  if (answer.status >= 400 || token === null)
    return {
      reading: { kind: "refused", why: "unauthorized", detail: "The token service refused the credential." },
      health: { kind: "well" },
    };
  known.set(name, token);
  await deps.database.forSystem("carrier token", (tx) => writeSharedToken(tx, carrier.slug, credential.name, token));
  return token.token;
}

async function dropToken(carrier: Carrier, credential: Credential, deps: RunnerDeps): Promise<void> {
  tokensOf(deps.database).delete(tokenName(carrier, credential));
  await deps.database.forSystem("carrier token", (tx) => writeSharedToken(tx, carrier.slug, credential.name, null));
}

/** Values may come as strings ("14399"). */
function tokenOf(body: Buffer, now: Date): Token | null {
  try {
    const { access_token: token, expires_in: seconds } = JSON.parse(body.toString("utf8")) as {
      access_token?: unknown;
      expires_in?: unknown;
    }; // each field is checked in the next line
    if (typeof token !== "string" || token === "") return null;
    return { token, expiresAt: new Date(now.getTime() + (Number(seconds) || 3_600) * 1_000) };
  } catch {
    return null;
  }
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
