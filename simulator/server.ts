/** Fake carriers over HTTP: DHL below /dhl, UPS below /ups, with the real carriers' keys, tokens, limits, errors and answers. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "#platform/clock.ts";
import { dhlAnswer, dhlBadNumber, dhlThrottled, dhlUnauthorized, type HttpReply } from "./dhl.ts";
import { journeyNames, journeyOf } from "./journeys.ts";
import { makeNumber, readNumber } from "./numbers.ts";
import { scansOf, sceneOf } from "./play.ts";
import { upsAnswer, upsBadNumber, upsNoTransaction, upsThrottled, upsToken, upsUnauthorized } from "./ups.ts";

export const faults = ["none", "down", "slow", "garbage", "throttle", "maintenance", "unauthorized"] as const;
export type Fault = (typeof faults)[number];

export interface SimulatorOptions {
  readonly port: number;
  readonly clock: Clock;
  readonly seed: number;
  /** How much faster than life parcels move. */
  readonly speed: number;
  readonly keys: { readonly dhlKey: string; readonly upsClientId: string; readonly upsClientSecret: string };
  /** Where journeys' beginnings are kept, so that a second start continues; none: only in memory. */
  readonly dataDir?: string;
  /** Calls per second and carrier; more are answered 429. */
  readonly perSecond?: number;
}

export interface Simulator {
  readonly url: string;
  setFault(carrier: "dhl" | "ups", fault: Fault): void;
  /** Calls so far, and how many of them were over the limit. */
  counts(): Readonly<Record<"dhl" | "ups", { readonly calls: number; readonly over: number }>>;
  close(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { clock, keys } = options;
  const memory = new Memory(options.dataDir);
  const fault: Record<"dhl" | "ups", Fault> = { dhl: "none", ups: "none" };
  const counted = {
    dhl: { calls: 0, over: 0, recent: [] as number[] },
    ups: { calls: 0, over: 0, recent: [] as number[] },
  };
  const tokens = new Set<string>();
  const nowMs = (): number => clock.now().getTime();
  const scene = (number: string) => sceneOf(number, memory.firstAsked(number, nowMs()), nowMs(), options.speed);

  const isOver = (carrier: "dhl" | "ups"): boolean => {
    const count = counted[carrier];
    count.calls += 1;
    const now = clock.monotonicMs();
    count.recent = count.recent.filter((at) => now - at < 1_000);
    count.recent.push(now);
    if (count.recent.length <= (options.perSecond ?? 1_000)) return false;
    count.over += 1;
    return true;
  };

  function dhl(request: IncomingMessage, url: URL): HttpReply {
    if (request.headers["dhl-api-key"] !== keys.dhlKey || fault.dhl === "unauthorized") return dhlUnauthorized;
    if (isOver("dhl") || fault.dhl === "throttle") return dhlThrottled;
    const number = url.searchParams.get("trackingNumber") ?? "";
    return /^[0-9A-Z]{8,40}$/.test(number) ? dhlAnswer(scene(number)) : dhlBadNumber;
  }

  function ups(request: IncomingMessage, url: URL): HttpReply {
    if (url.pathname === "/security/v1/oauth/token") {
      const expected = `Basic ${Buffer.from(`${keys.upsClientId}:${keys.upsClientSecret}`).toString("base64")}`;
      if (request.headers.authorization !== expected || fault.ups === "unauthorized") return upsUnauthorized;
      const token = randomBytes(24).toString("base64url");
      tokens.add(token);
      return upsToken(token, keys.upsClientId, nowMs());
    }
    const number = /^\/api\/track\/v1\/details\/([^/]+)$/.exec(url.pathname)?.[1];
    if (number === undefined)
      return { status: 404, body: { response: { errors: [{ code: "404", message: "Not found" }] } } };
    if (!tokens.has((request.headers.authorization ?? "").replace(/^Bearer /, "")) || fault.ups === "unauthorized")
      return upsUnauthorized;
    if (!request.headers.transid || !request.headers.transactionsrc) return upsNoTransaction;
    if (isOver("ups") || fault.ups === "throttle") return upsThrottled;
    return /^[0-9A-Z]{7,34}$/.test(number) ? upsAnswer(scene(number)) : upsBadNumber;
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://simulator");
    const carrier = url.pathname.startsWith("/dhl/") ? "dhl" : url.pathname.startsWith("/ups/") ? "ups" : null;
    if (carrier === null) return own(request, response, url);
    url.pathname = url.pathname.slice(4);
    request.resume();
    switch (fault[carrier]) {
      case "down":
        return send(response, { status: 503, body: { title: "Service Unavailable", status: 503 } });
      case "slow":
        await sleep(20_000, undefined, { ref: false });
        break;
      case "garbage":
        return send(response, { status: 200, body: '{"shipments":[{"id":' });
      case "maintenance":
        return send(response, {
          status: 200,
          headers: { "content-type": "text/html" },
          body: "<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>",
        });
      default:
    }
    send(response, carrier === "dhl" ? dhl(request, url) : ups(request, url));
  });

  /** The simulator's own page and control. */
  async function own(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (url.pathname === "/control" && request.method === "POST") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      try {
        const { carrier, fault: wanted } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
          carrier?: string;
          fault?: string;
        }; // both are checked below
        if ((carrier !== "dhl" && carrier !== "ups") || !faults.includes(wanted as Fault)) throw new TypeError();
        fault[carrier] = wanted as Fault; // checked in the line above
        return send(response, { status: 200, body: { carrier, fault: wanted } });
      } catch {
        return send(response, {
          status: 400,
          body: { error: `Send {"carrier":"dhl"|"ups","fault":${faults.map((f) => `"${f}"`).join("|")}}.` },
        });
      }
    }
    if (url.pathname !== "/")
      return send(response, { status: 404, body: { error: "There is nothing at this address." } });
    send(response, { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: page() });
  }

  function page(): string {
    const rows = journeyNames.map((journey) => {
      const numbers = (["dhl", "ups"] as const).map(
        (carrier) => `<code>${makeNumber({ carrier, journey, serial: 500_000, seed: options.seed })}</code>`,
      );
      return `<tr><td>${journeyOf(journey).title}</td><td>${numbers.join("</td><td>")}</td></tr>`;
    });
    const asked = memory
      .all()
      .map(
        ([number]) =>
          `<tr><td><code>${number}</code></td><td>${journeyOf(readNumber(number).journey).title}</td><td>${scansOf(scene(number)).at(-1)?.step.ups[2] ?? "not known yet"}</td></tr>`,
      );
    return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Simulated carriers</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}td,th{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #8884}</style>
<h1>Simulated carriers</h1><p>They speak the contracts of DHL (Unified Tracking) and UPS (Track v1); parcels move ${options.speed} times as fast as in life. Any right number works; its digits choose the journey.</p>
<h2>Journeys and numbers to try</h2><table><tr><th>Journey</th><th>DHL</th><th>UPS</th></tr>${rows.join("")}</table>
<h2>Asked about so far</h2><table><tr><th>Number</th><th>Journey</th><th>Last scan</th></tr>${asked.join("") || "<tr><td>None yet.</td></tr>"}</table></html>`;
  }

  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(options.port, "127.0.0.1", done);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    setFault: (carrier, wanted) => {
      fault[carrier] = wanted;
    },
    counts: () => ({
      dhl: { calls: counted.dhl.calls, over: counted.dhl.over },
      ups: { calls: counted.ups.calls, over: counted.ups.over },
    }),
    async close() {
      memory.save();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: HttpReply): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** When each number was first asked about. */
class Memory {
  readonly #file: string | null;
  readonly #first = new Map<string, number>();
  constructor(dataDir: string | undefined) {
    this.#file = dataDir === undefined ? null : join(dataDir, "simulator.json");
    if (this.#file !== null && existsSync(this.#file)) {
      for (const [number, at] of Object.entries(JSON.parse(readFileSync(this.#file, "utf8")) as Record<string, number>))
        this.#first.set(number, at); // our own file
    }
  }
  firstAsked(number: string, nowMs: number): number {
    const known = this.#first.get(number);
    if (known !== undefined) return known;
    this.#first.set(number, nowMs);
    this.save();
    return nowMs;
  }
  all(): readonly (readonly [string, number])[] {
    return [...this.#first].slice(-50);
  }
  save(): void {
    if (this.#file !== null) writeFileSync(this.#file, JSON.stringify(Object.fromEntries(this.#first)));
  }
}
