/**
 * Fake carriers over HTTP, for development and tests: DHL under `/dhl`, UPS under `/ups`, each with its own keys, limits,
 * errors and shapes. An adapter gets `${url}/dhl` or `${url}/ups` as its base address and notices no difference.
 */
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "#platform/clock.ts";
import { randomToken, sha256 } from "#platform/ids.ts";
import { problem, unifiedAnswer } from "./dhl.ts";
import { journeyNames } from "./journeys.ts";
import { type Counter, type Counts, createCounter, type Limits } from "./limits.ts";
import { dhlServiceOf, type JourneyName, type SimulatedCarrier } from "./numbers.ts";
import { simulatorPage } from "./page.ts";
import { openParcels } from "./parcels.ts";
import { playOf } from "./play.ts";
import { failure, notFoundAnswer, tokenAnswer, trackAnswer } from "./ups.ts";

export const faults = ["none", "down", "slow", "garbage", "throttle", "maintenance", "unauthorized"] as const;
export type Fault = (typeof faults)[number];

export interface SimulatorOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly clock: Clock;
  /** Chooses the example numbers of the page. */
  readonly seed: number;
  /** Virtual minutes per real minute. */
  readonly speed: number;
  readonly keys: { readonly dhlKey: string; readonly upsClientId: string; readonly upsClientSecret: string };
  /** Where the parcels are kept between starts. */
  readonly dataDir?: string;
  /** What each carrier allows; more is answered with 429 and counted. Default: the real limits, at high speed wider ones. */
  readonly limits?: Partial<Record<SimulatedCarrier, Limits>>;
  /** Short for `limits`: so many calls per second and carrier. */
  readonly perSecond?: number;
  /** Lifetime of a UPS token; the real ones live four hours. */
  readonly tokenSeconds?: number;
  /** How long the fault "slow" lets a caller wait. */
  readonly slowMs?: number;
  /** One line per request; holds no tracking number. */
  readonly log?: (line: string) => void;
}

export interface Simulator {
  readonly url: string;
  close(): Promise<void>;
  /** Gives a number another journey than its digits say, beginning now. */
  addParcel(parcel: { carrier: SimulatedCarrier; number: string; journey: JourneyName }): void;
  setFault(carrier: SimulatedCarrier, fault: Fault): void;
  /** Lets virtual minutes pass at once; without a number, for all parcels. */
  advance(minutes: number, number?: string): number;
  counts(): Readonly<Record<SimulatedCarrier, Counts>>;
}

interface Answer {
  readonly status: number;
  readonly body: object | string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const realLimits: Readonly<Record<SimulatedCarrier, Limits>> = {
  dhl: { perSecond: 0.2, perDay: 250, concurrent: 1 },
  ups: { perSecond: 5, perDay: null, concurrent: 4 },
};
function usualLimits(carrier: SimulatedCarrier, { speed, perSecond }: SimulatorOptions): Limits {
  if (perSecond !== undefined) return { ...wideLimits, perSecond };
  return speed > 1 ? wideLimits : realLimits[carrier];
}
/** At a hundred times the speed of life, a day's quota would be gone in minutes. */
const wideLimits: Limits = { perSecond: 200, perDay: null, concurrent: 64 };

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { clock, speed, keys, slowMs = 30_000, tokenSeconds = 14_399 } = options;
  const parcels = await openParcels(options.dataDir, speed);
  const counterOf = (carrier: SimulatedCarrier): Counter =>
    createCounter(options.limits?.[carrier] ?? usualLimits(carrier, options));
  const counters = { dhl: counterOf("dhl"), ups: counterOf("ups") };
  const faultOf: Record<SimulatedCarrier, Fault> = { dhl: "none", ups: "none" };
  const tokens = new Map<string, number>();
  const waiting = new Set<() => void>();
  let isClosing = false;

  const nowMs = (): number => clock.now().getTime();

  function answerDhl(request: IncomingMessage, url: URL): Answer {
    if (url.pathname !== "/dhl/track/shipments") return json(404, problem(404, "Not found", "No such resource."));
    if (!isSame(header(request, "dhl-api-key"), keys.dhlKey))
      return json(401, problem(401, "Unauthorized", "Unauthorized for given resource."), problemType);
    if (request.method !== "GET") return json(405, problem(405, "Method not allowed", "Use GET."), problemType);
    const number = (url.searchParams.get("trackingNumber") ?? "").toUpperCase();
    if (number === "")
      return json(400, problem(400, "Bad request", "Missing required parameter: trackingNumber"), problemType);
    const service = url.searchParams.get("service");
    const recipientPostalCode = url.searchParams.get("recipientPostalCode");
    const isElsewhere = service !== null && service !== dhlServiceOf(number);
    const parcel = isElsewhere ? undefined : parcels.ask("dhl", number, nowMs());
    const play = parcel === undefined ? undefined : playOf(parcel, speed, nowMs());
    if (play?.knowledge === "invalid") {
      const detail = "Tracking number not found or invalid format";
      return json(400, problem(400, "Bad request", detail, url.pathname.slice("/dhl".length)), problemType);
    }
    if (play === undefined || play.knowledge === "unknown") {
      const detail = "No shipment with given tracking number found.";
      return json(404, problem(404, "No result found", detail, `/shipment/${number}`), problemType);
    }
    return json(200, unifiedAnswer(play, { service, recipientPostalCode }, nowMs()));
  }

  function answerUps(request: IncomingMessage, url: URL, body: string): Answer {
    if (url.pathname === "/ups/security/v1/oauth/token") return answerToken(request, body);
    const match = /^\/ups\/api\/track\/v1\/details\/([^/]+)$/.exec(url.pathname);
    if (match === null || request.method !== "GET") return json(404, failure("10404", "Resource not found"));
    const token = /^Bearer (\S+)$/.exec(header(request, "authorization"))?.[1] ?? "";
    const expiresMs = tokens.get(token);
    if (expiresMs === undefined) return json(401, failure("250002", "Invalid Authentication Information."));
    if (expiresMs <= nowMs()) return json(401, failure("251004", "The access token has expired."));
    for (const name of ["transId", "transactionSrc"]) {
      if (header(request, name.toLowerCase()) === "")
        return json(400, failure("10001", `Missing required header: ${name}`));
    }
    const number = decoded(match[1] ?? "").toUpperCase();
    const parcel = /^[0-9A-Z]{7,34}$/.test(number) ? parcels.ask("ups", number, nowMs()) : undefined;
    const play = parcel === undefined ? undefined : playOf(parcel, speed, nowMs());
    if (play === undefined || play.knowledge === "invalid")
      return json(400, failure("TV1002", "Invalid inquiry number"));
    return json(200, play.knowledge === "unknown" ? notFoundAnswer(number) : trackAnswer(play));
  }

  function answerToken(request: IncomingMessage, body: string): Answer {
    if (request.method !== "POST") return json(405, failure("10405", "Method not allowed"));
    const given = /^Basic (\S+)$/.exec(header(request, "authorization"))?.[1] ?? "";
    const wanted = Buffer.from(`${keys.upsClientId}:${keys.upsClientSecret}`).toString("base64");
    if (!isSame(given, wanted)) return json(401, failure("10401", "ClientId is Invalid"));
    if (new URLSearchParams(body).get("grant_type") !== "client_credentials")
      return json(400, failure("10400", "Invalid/Missing grant_type"));
    for (const [token, expiresMs] of tokens) if (expiresMs <= nowMs()) tokens.delete(token);
    const accessToken = randomToken(32);
    tokens.set(accessToken, nowMs() + tokenSeconds * 1_000);
    return json(
      200,
      tokenAnswer({ accessToken, clientId: keys.upsClientId, issuedMs: nowMs(), expiresInSeconds: tokenSeconds }),
    );
  }

  async function answerCarrier(carrier: SimulatedCarrier, request: IncomingMessage, url: URL): Promise<Answer> {
    const isWithin = isCounted(url.pathname) ? counters[carrier].begin(clock.monotonicMs()) : true;
    const body = await readBody(request);
    const fault = faultOf[carrier];
    if (fault === "slow") await waitOrClose(slowMs);
    if (!isWithin || fault === "throttle") return throttled(carrier);
    if (fault !== "none" && fault !== "slow") return faulty(carrier, fault);
    return carrier === "dhl" ? answerDhl(request, url) : answerUps(request, url, body);
  }

  function waitOrClose(ms: number): Promise<void> {
    if (isClosing) return Promise.resolve();
    return new Promise((done) => {
      const finish = (): void => {
        clearTimeout(timer);
        waiting.delete(finish);
        done();
      };
      const timer = setTimeout(finish, ms);
      waiting.add(finish);
    });
  }

  function control(request: IncomingMessage, body: string): Answer {
    const isHere = /^(?:::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
    // A JSON type keeps forms of foreign pages out; browsers ask first, and nobody answers.
    if (!isHere || request.method !== "POST" || !header(request, "content-type").startsWith("application/json"))
      return json(403, { error: "POST application/json from this machine" });
    const wish = parsed(body);
    const done: string[] = [];
    const carrier = wish.carrier === "dhl" || wish.carrier === "ups" ? wish.carrier : undefined;
    const fault = faults.find((known) => known === wish.fault);
    if (fault !== undefined) {
      if (carrier !== "ups") faultOf.dhl = fault;
      if (carrier !== "dhl") faultOf.ups = fault;
      done.push(`${carrier ?? "both"}: ${fault}`);
    }
    if (typeof wish.advance_minutes === "number" && wish.advance_minutes > 0) {
      const number = typeof wish.number === "string" ? wish.number : undefined;
      done.push(`${parcels.advance(wish.advance_minutes, nowMs(), number)} parcels advanced`);
    }
    const journey = journeyNames.find((known) => known === wish.journey);
    if (journey !== undefined && carrier !== undefined && typeof wish.number === "string") {
      parcels.add(carrier, wish.number.toUpperCase(), journey, nowMs());
      done.push(`begins ${journey}`);
    }
    return done.length > 0
      ? json(200, { done })
      : json(400, { error: "say fault, advance_minutes, or carrier with number and journey", faults, journeyNames });
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? "/", "http://simulator.invalid");
    if (url.pathname.startsWith("/dhl/")) return answerCarrier("dhl", request, url);
    if (url.pathname.startsWith("/ups/")) return answerCarrier("ups", request, url);
    if (url.pathname === "/control") return control(request, await readBody(request));
    if (url.pathname !== "/") return json(404, { error: "not here" });
    const page = simulatorPage({ parcels: parcels.all(), seed: options.seed, speed, nowMs: nowMs() });
    return { status: 200, body: page, type: "text/html; charset=utf-8" };
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (answered) => finish(request, response, answered),
      () => finish(request, response, json(400, { error: "the request could not be read" })),
    );
  });
  function finish(request: IncomingMessage, response: ServerResponse, { status, body, type, headers }: Answer): void {
    const path = request.url ?? "/";
    if (path.startsWith("/dhl/")) counters.dhl.end(status);
    if (path.startsWith("/ups/") && isCounted(path)) counters.ups.end(status);
    options.log?.(`${request.method} ${path.split("/").slice(0, 3).join("/").split("?")[0]} ${status}`);
    response.writeHead(status, { "content-type": type ?? "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }

  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(options.port, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo; // listening on TCP, so it is an address with a port
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      isClosing = true;
      for (const stop of waiting) stop();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await parcels.close();
    },
    addParcel({ carrier, number, journey }) {
      parcels.add(carrier, number, journey, nowMs());
    },
    setFault(carrier, fault) {
      faultOf[carrier] = fault;
    },
    advance: (minutes, number) => parcels.advance(minutes, nowMs(), number),
    counts: () => ({ dhl: counters.dhl.counts(), ups: counters.ups.counts() }),
  };
}

/** Calls for a token do not count against the limit of tracking calls. */
const isCounted = (path: string): boolean => !path.startsWith("/ups/security/");

const problemType = "application/problem+json";

function json(status: number, body: object, type = "application/json"): Answer {
  return { status, body, type };
}

function throttled(carrier: SimulatedCarrier): Answer {
  return carrier === "dhl"
    ? json(429, problem(429, "Too many requests", "Too many requests within defined time period."), problemType)
    : { ...json(429, failure("10429", "Too Many Requests")), headers: { "retry-after": "2" } };
}

const maintenancePage = `<!DOCTYPE html>
<html><head><title>Scheduled maintenance</title></head>
<body><h1>We'll be back soon</h1><p>Our services are temporarily unavailable because of scheduled maintenance.</p></body></html>`;

function faulty(carrier: SimulatedCarrier, fault: "down" | "garbage" | "maintenance" | "unauthorized"): Answer {
  switch (fault) {
    case "garbage":
      return { status: 200, body: '{"shipments":[{"id":"0034', type: "application/json" };
    case "maintenance":
      return { status: 200, body: maintenancePage, type: "text/html" };
    case "unauthorized":
      return carrier === "dhl"
        ? json(401, problem(401, "Unauthorized", "Unauthorized for given resource."), problemType)
        : json(401, failure("250002", "Invalid Authentication Information."));
    case "down":
      return carrier === "dhl"
        ? json(503, problem(503, "Service unavailable", "The service is temporarily unavailable."), problemType)
        : json(503, failure("10004", "Service temporarily unavailable"));
  }
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}

function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(sha256(given), sha256(wanted));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length; // no encoding is set, so chunks are buffers
    if (size > 100_000) throw new RangeError("The body is longer than 100 kB.");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
