/** The only module for outgoing HTTP: limits of time and size, no redirects, no private addresses unless told, one connection pool per origin. */
import { lookup } from "node:dns";
import { BlockList, isIP } from "node:net";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, type Dispatcher } from "undici";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";

export interface EgressRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Whole call, at most 15,000 ms. */
  readonly timeoutMs?: number;
  /** After decompression; 5 MB for carriers, 64 KB for push services. */
  readonly maxBodyBytes?: number;
  /** An address that the operator configured may lie in his own network; one that came from outside may not (S-03). */
  readonly purpose: "carrier" | "push";
}

export type EgressAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  | {
      readonly kind: "failed";
      readonly why: "timeout" | "refused" | "reset" | "dns" | "too_large" | "tls" | "blocked";
    };

export interface Egress {
  request(request: EgressRequest): Promise<EgressAnswer>;
  close(): Promise<void>;
}

const connectMs = 5_000;
const totalMs = 15_000;

/** Everything that is not a public unicast address. */
const closed = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  closed.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["100::", 64],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  closed.addSubnet(net, bits, "ipv6");

export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && !closed.check(address, family === 4 ? "ipv4" : "ipv6");
};

class Blocked extends Error {}
class TooLarge extends Error {}

export function createEgress(options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly allowLoopback?: boolean;
}): Egress {
  const agent = (isOpen: boolean): Agent =>
    new Agent({
      connect: {
        timeout: connectMs,
        // Names are resolved here, and the connection goes to the very address that was looked at.
        lookup: (host, lookupOptions, callback) =>
          lookup(host, { ...lookupOptions, all: true }, (error, addresses) => {
            if (error) return callback(error, []);
            if (!isOpen && addresses.some(({ address }) => !isPublicAddress(address)))
              return callback(new Blocked(), []);
            callback(null, addresses);
          }),
      },
      keepAliveTimeout: 30_000,
      connections: 16,
      headersTimeout: totalMs,
      bodyTimeout: totalMs,
    });
  const agents: Readonly<Record<EgressRequest["purpose"], Dispatcher>> = {
    carrier: agent(true),
    push: agent(options.allowLoopback ?? false),
  };

  return {
    async request(wanted) {
      const { hostname } = new URL(wanted.url);
      const literal = hostname.replace(/^\[|\]$/g, "");
      if (wanted.purpose === "push" && !options.allowLoopback && isIP(literal) !== 0 && !isPublicAddress(literal)) {
        options.log.warn("egress_blocked", { host: hostname });
        return { kind: "failed", why: "blocked" };
      }
      const signal = AbortSignal.timeout(Math.min(wanted.timeoutMs ?? totalMs, totalMs));
      try {
        const target = new URL(wanted.url);
        const answer = await agents[wanted.purpose].request({
          origin: target.origin,
          path: target.pathname + target.search,
          method: wanted.method,
          headers: { "accept-encoding": "gzip, deflate, br", "user-agent": "Posthorn", ...wanted.headers },
          body: wanted.body ?? null,
          signal,
        });
        const headers = Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(", ") : (value ?? ""),
          ]),
        );
        const body = await readCapped(answer.body, headers["content-encoding"] ?? "", wanted.maxBodyBytes ?? 5_000_000);
        return { kind: "answer", status: answer.statusCode, headers, body };
      } catch (error) {
        const why = failureOf(error);
        if (why === "blocked") options.log.warn("egress_blocked", { host: hostname });
        return { kind: "failed", why };
      }
    },
    async close() {
      await Promise.all(Object.values(agents).map((dispatcher) => dispatcher.close()));
    },
  };
}

/** Stops at the limit whatever the compression: 194 KB of gzip can be 200 MB. */
async function readCapped(body: Dispatcher.ResponseData["body"], encoding: string, max: number): Promise<Buffer> {
  const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
    gzip: createGunzip,
    "x-gzip": createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  };
  const decoder = decoders[encoding.trim().toLowerCase()]?.();
  const stream: AsyncIterable<Buffer | string> = decoder
    ? body.on("error", (error) => decoder.emit("error", error)).pipe(decoder)
    : body;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > max) {
      body.destroy();
      throw new TooLarge();
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function failureOf(error: unknown): Extract<EgressAnswer, { kind: "failed" }>["why"] {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Blocked) return "blocked";
    if (cause instanceof TooLarge) return "too_large";
    const code = "code" in cause ? String(cause.code) : cause.name;
    if (/TIMEOUT|TimeoutError|ABORT/i.test(code) || cause.name === "TimeoutError") return "timeout";
    if (code === "ECONNREFUSED") return "refused";
    if (/ENOTFOUND|EAI_AGAIN/.test(code)) return "dns";
    if (/CERT|TLS|SSL/.test(code)) return "tls";
  }
  return "reset";
}
