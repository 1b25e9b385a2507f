/** One call to a carrier: who asks, below which address, in a slot within its limits, and the answer as text. */
import type { Carrier, CarrierRequest, Fields, HttpAnswer, Limits, Reading } from "#carriers/carrier.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import type { Egress, EgressAnswer } from "#platform/egress.ts";
import type { Log } from "#platform/log.ts";
import type { Vault } from "#platform/vault.ts";
import { finishCall, type Health, type Reservation, reserveCall } from "./limits.ts";

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

/** Nobody was asked; the limits or the breaker say when to try. */
export type Waiting = Reservation & { readonly kind: "wait" };

export type HttpReply = EgressAnswer & { readonly kind: "answer" };

/** Below which address a call goes: the operator's choice, the credential's region, or the carrier's production. */
export function addressOf({ baseUrls }: Carrier, { baseUrl, fields }: Credential): string {
  const { region = "" } = fields;
  const ofRegion = baseUrls.regions && Object.hasOwn(baseUrls.regions, region) ? baseUrls.regions[region] : undefined;
  return baseUrl ?? ofRegion ?? baseUrls.production;
}

export function reserve(carrier: Carrier, credential: Credential, deps: RunnerDeps): Promise<Reservation> {
  const limits = deps.limits ?? carrier.limits;
  return deps.database.forSystem("carrier limits", (tx) =>
    reserveCall(tx, carrier.slug, credential.name, limits, deps.clock.now()),
  );
}

export async function finish(
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
export async function sendBy(latest: Date, deps: RunnerDeps, send: () => Promise<EgressAnswer>): Promise<EgressAnswer> {
  return deps.clock.now() <= latest ? send() : { kind: "failed", why: "timeout" };
}

/** Seconds, or a date (RFC 9110 §10.2.3); at most a day. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) || ms < 0 ? null : Math.min(ms, 86_400_000);
}

export function send(
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

export const mediaTypeOf = (contentType: string): string => contentType.split(";")[0]?.trim().toLowerCase() ?? "";

/** UTF-8 unless the carrier names another encoding that we know. */
function textOf(body: Buffer, contentType: string): string {
  const label = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label).decode(body);
  } catch {
    return body.toString("utf8");
  }
}

export const httpOf = ({ status, headers, body }: HttpReply): HttpAnswer => ({
  status,
  mediaType: mediaTypeOf(headers["content-type"] ?? ""),
  body: textOf(body, headers["content-type"] ?? ""),
});

/** A call of which nothing came, and what that tells of the carrier. */
export interface Failure {
  readonly reading: Reading;
  readonly health: Health;
}
