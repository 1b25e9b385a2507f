/**
 * Fake carriers over HTTP, for development and tests: each of `contracts.ts` under its slug (`/dhl`), with its own credential,
 * limits, errors and shapes. An adapter gets `${url}/dhl` as its base address and notices no difference. Those that push do so, too.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "#platform/clock.ts";
import { randomToken } from "#platform/ids.ts";
import type { Contract, Office, World } from "./contract.ts";
import { contracts } from "./contracts.ts";
import { type Answer, type Call, json, parsed } from "./http.ts";
import { type JourneyName, journeyNames } from "./journeys.ts";
import { type Counter, createCounter, type Limits } from "./limits.ts";
import { simulatorPage } from "./page.ts";
import { openParcels } from "./parcels.ts";
import { playOf } from "./play.ts";
import { type CarrierCounts, createPushing, isOnThisMachine, pushFaults, type Target } from "./push.ts";

/** Of answers, and of what is pushed (`push.ts`); a carrier has one at a time. */
const answerFaults = ["down", "slow", "garbage", "throttle", "maintenance", "unauthorized"] as const;
export const faults = ["none", ...answerFaults, ...pushFaults] as const;
export type Fault = (typeof faults)[number];

/** How Posthorn is told to ask the simulator instead of a carrier. */
export interface Connection {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly baseUrl: string;
}

export interface SimulatorOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly clock: Clock;
  /** Chooses the example numbers of the page. */
  readonly seed: number;
  /** Virtual minutes per real minute. */
  readonly speed: number;
  /** By slug and field; what is left out is chosen, mostly by chance, and stands in `connections`. */
  readonly credentials?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where the parcels are kept between starts. */
  readonly dataDir?: string;
  /** What a carrier allows, by slug; more is refused and counted. Default: the real limits, at high speed wider ones. */
  readonly limits?: Readonly<Record<string, Partial<Limits>>>;
  /** Where carriers push to, and with which secret, as an operator enters it at theirs; by slug. On this machine. */
  readonly push?: Readonly<Record<string, Target>>;
  /** Lifetime of every token, instead of the carriers' own. */
  readonly tokenSeconds?: number;
  /** How long the fault "slow" lets a caller wait. */
  readonly slowMs?: number;
  /** One line per request; holds no tracking number. */
  readonly log?: (line: string) => void;
}

export interface Simulator {
  readonly url: string;
  /** By slug; all carriers that the simulator plays. */
  readonly connections: Readonly<Record<string, Connection>>;
  close(): Promise<void>;
  /** Gives a number another journey than its digits say, beginning now. */
  addParcel(parcel: { carrier: string; number: string; journey: JourneyName }): void;
  setFault(carrier: string, fault: Fault): void;
  /** Where the carrier pushes to from now on; null: nowhere. @throws for a carrier that pushes nothing, or an address elsewhere */
  setPush(carrier: string, to: Target | null): void;
  /** Lets virtual minutes pass at once; without a number, for all parcels. */
  advance(minutes: number, number?: string): number;
  /** By slug. */
  counts(): Readonly<Record<string, CarrierCounts>>;
}

/** A carrier that is being played. */
interface Carrier {
  readonly contract: Contract;
  readonly fields: Readonly<Record<string, string>>;
  readonly counter: Counter;
  readonly office: Office;
  fault: Fault;
  pushTarget: Target | undefined;
}

/** At a hundred times the speed of life, a day's quota would be gone in minutes. */
const wide: Partial<Limits> = { windows: [{ calls: 200, seconds: 1 }], concurrent: 64 };

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { clock, speed, slowMs = 30_000 } = options;
  const parcels = await openParcels(options.dataDir, speed);
  const nowMs = (): number => clock.now().getTime();
  const pushing = createPushing({ speed, nowMs, sender: senderOf, parcels: () => parcels.all() });
  const carriers = new Map(contracts.map((contract) => [contract.carrier, open(contract)] as const));
  for (const [slug, target] of Object.entries(options.push ?? {})) setPush(slug, target);
  const waiting = new Set<() => void>();
  let isClosing = false;

  function open(contract: Contract): Carrier {
    const { carrier } = contract;
    const limits = { ...contract.limits, ...(speed > 1 ? wide : {}), ...options.limits?.[carrier] };
    const given = options.credentials?.[carrier] ?? {};
    const fields = Object.fromEntries(
      Object.entries(contract.credential).map(([field, usual]) => {
        return [field, given[field] ?? (usual === "random" ? randomToken() : usual)] as const;
      }),
    );
    const office = contract.open(worldOf(contract, limits, fields));
    return { contract, fields, counter: createCounter(limits), office, fault: "none", pushTarget: undefined };
  }

  function senderOf(slug: string) {
    const { office, pushTarget: target, fault } = carrierBySlug(slug);
    return { slug, pushes: office.pushes, target, fault };
  }

  function setPush(slug: string, to: Target | null): void {
    const carrier = carrierBySlug(slug);
    if (carrier.office.pushes === undefined) throw new RangeError(`${slug} pushes nothing.`);
    if (to !== null && !isOnThisMachine(to.url)) throw new RangeError("The simulator pushes to this machine only.");
    carrier.pushTarget = to ?? undefined;
    // A new address hears of what happens from now on.
    for (const entry of parcels.all()) if (entry.carrier === slug) pushing.beginWith(entry, true);
    pushing.watch();
  }

  function worldOf(contract: Contract, limits: Limits, fields: Readonly<Record<string, string>>): World {
    const tokens = new Map<string, number>();
    return {
      limits,
      nowMs,
      credential(field) {
        const value = fields[field];
        if (value === undefined) throw new RangeError(`${contract.carrier} names no credential field ${field}.`);
        return value;
      },
      ask(number) {
        const parcel = parcels.ask(contract, number.toUpperCase(), nowMs());
        if (parcel === undefined) return undefined;
        pushing.beginWith({ carrier: contract.carrier, parcel }, false);
        return playOf(parcel, speed, nowMs());
      },
      subscribe(number, to) {
        const parcel = parcels.ask(contract, number.toUpperCase(), nowMs());
        if (parcel === undefined) return;
        parcels.subscribe(contract, parcel.number, to ?? null);
        pushing.beginWith({ carrier: contract.carrier, parcel }, true);
        pushing.watch();
      },
      send: (url, message) => pushing.send(contract.carrier, url, message),
      issueToken(usualSeconds) {
        const seconds = options.tokenSeconds ?? usualSeconds;
        const token = randomToken(32);
        tokens.set(token, nowMs() + seconds * 1_000);
        return { token, seconds };
      },
      tokenState(token) {
        const expiresMs = tokens.get(token);
        if (expiresMs === undefined) return "unknown";
        return expiresMs <= nowMs() ? "expired" : "good";
      },
    };
  }

  async function answerCarrier(carrier: Carrier, request: IncomingMessage, url: URL): Promise<Answer> {
    const path = url.pathname.slice(carrier.contract.carrier.length + 1);
    if (carrier.contract.isUncounted?.(path)) return answerWithin(carrier, request, url, path);
    const isWithin = carrier.counter.begin(clock.monotonicMs());
    let answered: Answer | undefined;
    try {
      return (answered = isWithin ? await answerWithin(carrier, request, url, path) : await refuse(carrier, request));
    } finally {
      carrier.counter.end(answered?.status ?? 500, isWithin && answered?.isOverLimit === true);
    }
  }

  async function refuse({ contract }: Carrier, request: IncomingMessage): Promise<Answer> {
    await readBody(request);
    return contract.refusals.throttled;
  }

  async function answerWithin(carrier: Carrier, request: IncomingMessage, url: URL, path: string): Promise<Answer> {
    const body = await readBody(request);
    if (carrier.fault === "slow") await waitOrClose(slowMs);
    const fault = answerFaults.find((known) => known === carrier.fault);
    if (fault !== undefined && fault !== "slow") return faulty(carrier.contract, fault);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value = ""]) => [name, String(value)] as const),
    );
    const call: Call = { method: request.method ?? "", path, query: url.searchParams, headers, body };
    return carrier.office.answer(call);
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
    const isJson = request.headers["content-type"]?.startsWith("application/json") ?? false;
    if (!isHere || request.method !== "POST" || !isJson)
      return json(403, { error: "POST application/json from this machine" });
    const wish = parsed(body);
    const done: string[] = [];
    const named = typeof wish.carrier === "string" ? carriers.get(wish.carrier) : undefined;
    if (wish.carrier !== undefined && named === undefined)
      return json(400, { error: "no such carrier", carriers: [...carriers.keys()] });
    const fault = faults.find((known) => known === wish.fault);
    if (fault !== undefined) {
      for (const carrier of named === undefined ? carriers.values() : [named]) carrier.fault = fault;
      done.push(`${named?.contract.carrier ?? "all"}: ${fault}`);
    }
    if (named !== undefined && wish.push !== undefined) {
      const { url, secret } = parsed(JSON.stringify(wish.push));
      try {
        setPush(named.contract.carrier, wish.push === null ? null : { url: String(url), secret: String(secret ?? "") });
      } catch (cause) {
        return json(400, { error: cause instanceof Error ? cause.message : "" });
      }
      done.push(wish.push === null ? "pushes nothing more" : "pushes");
    }
    if (typeof wish.advance_minutes === "number" && wish.advance_minutes > 0) {
      const number = typeof wish.number === "string" ? wish.number : undefined;
      done.push(`${parcels.advance(wish.advance_minutes, nowMs(), number)} parcels advanced`);
    }
    const journey = journeyNames.find((known) => known === wish.journey);
    if (journey !== undefined && named !== undefined && typeof wish.number === "string") {
      addParcel(named, wish.number, journey);
      done.push(`begins ${journey}`);
    }
    return done.length > 0
      ? json(200, { done })
      : json(400, {
          error: "say fault, advance_minutes, or carrier with push, or with number and journey",
          faults,
          journeyNames,
        });
  }

  async function answer(request: IncomingMessage, url: URL): Promise<Answer> {
    const carrier = carriers.get(slugOf(url));
    if (carrier !== undefined) return answerCarrier(carrier, request, url);
    if (url.pathname === "/control") return control(request, await readBody(request));
    if (url.pathname !== "/") return json(404, { error: "not here" });
    const view = { contracts, counts: counts(), parcels: parcels.all(), seed: options.seed, speed, nowMs: nowMs() };
    return { status: 200, body: simulatorPage(view), type: "text/html; charset=utf-8" };
  }

  const counts = (): Readonly<Record<string, CarrierCounts>> =>
    Object.fromEntries(
      [...carriers].map(([slug, { counter }]) => [slug, { ...counter.counts(), pushed: pushing.counts(slug) }]),
    );

  function addParcel({ contract }: Carrier, number: string, journey: JourneyName): void {
    const parcel = parcels.add(contract, number.toUpperCase(), journey, nowMs());
    pushing.beginWith({ carrier: contract.carrier, parcel }, true);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://simulator.invalid");
    answer(request, url)
      // A contract that fails is seen in the answer; no carrier says such a thing.
      .catch((cause: unknown) => json(500, { error: `The simulator failed: ${String(cause)}` }))
      .then((answered) => {
        options.log?.(`${request.method} /${slugOf(url)} ${answered.status}`);
        send(response, answered);
      });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(options.port, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo; // listening on TCP, so it is an address with a port
  const url = `http://127.0.0.1:${port}`;

  function carrierBySlug(slug: string): Carrier {
    const carrier = carriers.get(slug);
    if (carrier === undefined) throw new RangeError(`The simulator does not play ${slug}.`);
    return carrier;
  }
  return {
    url,
    connections: Object.fromEntries(
      [...carriers].map(([slug, { fields }]) => [slug, { name: "simulated", fields, baseUrl: `${url}/${slug}` }]),
    ),
    async close() {
      isClosing = true;
      for (const stop of waiting) stop();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await pushing.close();
      await parcels.close();
    },
    addParcel({ carrier, number, journey }) {
      addParcel(carrierBySlug(carrier), number, journey);
    },
    setFault(carrier, fault) {
      carrierBySlug(carrier).fault = fault;
    },
    setPush,
    advance: (minutes, number) => parcels.advance(minutes, nowMs(), number),
    counts,
  };
}

const slugOf = ({ pathname }: URL): string => pathname.split("/")[1] ?? "";

const maintenancePage = `<!DOCTYPE html>
<html><head><title>Scheduled maintenance</title></head>
<body><h1>We'll be back soon</h1><p>Our services are temporarily unavailable because of scheduled maintenance.</p></body></html>`;

function faulty({ refusals }: Contract, fault: Exclude<(typeof answerFaults)[number], "slow">): Answer {
  switch (fault) {
    case "garbage":
      return { status: 200, body: '{"shipments":[{"id":"0034' };
    case "maintenance":
      return { status: 200, body: maintenancePage, type: "text/html" };
    case "throttle":
      return refusals.throttled;
    case "unauthorized":
      return refusals.unauthorized;
    case "down":
      return refusals.down;
  }
}

function send(response: ServerResponse, { status, body, type = "application/json", headers }: Answer): void {
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
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
