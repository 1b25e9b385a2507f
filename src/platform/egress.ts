/** The only module for outgoing HTTP: limits of time and size, no redirects, no private addresses unless told, one pool per origin (S-03 to S-05). */
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, buildConnector, request as undiciRequest } from "undici";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";

export type EgressFailure = "timeout" | "refused" | "reset" | "dns" | "too_large" | "tls" | "blocked";

export type EgressAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** Names in lower case; a repeated header is joined by ", ". */
      readonly headers: Readonly<Record<string, string>>;
      /** Decompressed. */
      readonly body: Buffer;
    }
  | { readonly kind: "failed"; readonly why: EgressFailure };

export interface EgressRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Whole exchange, connecting included; 15,000 when left out, and never more. */
  readonly timeoutMs?: number;
  /** After decompression; when left out 5 MB for carriers and 64 KB for the others. */
  readonly maxBodyBytes?: number;
  /** Addresses of carriers and of the SMS provider are the operator's own settings and may lie in his network; others may not (S-03). */
  readonly purpose: "carrier" | "sms" | "push" | "webhook";
}

export interface Egress {
  /** Whatever the other side does is a value; a redirect (3xx) is an answer like any other. */
  request(wanted: EgressRequest): Promise<EgressAnswer>;
  close(): Promise<void>;
}

export interface EgressOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Also this machine itself, without TLS: demo and tests only. */
  readonly allowLoopback?: boolean;
  /** All addresses of a host; the system's resolver when left out. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

const connectTimeoutMs = 5_000;
const totalTimeoutMs = 15_000;
const maxBody = { carrier: 5_000_000, sms: 65_536, push: 65_536, webhook: 65_536 } as const;
/** What a merchant entered leads to the web's own ports alone (S-02); push services are held to a list of hosts (S-07). */
const webhookPorts: ReadonlySet<string> = new Set(["", "443", "8443"]);
/** Connections kept to one origin. A slow host fills only its own. */
const connectionsPerOrigin = 32;

class Failed extends Error {
  readonly why: EgressFailure;
  constructor(why: EgressFailure) {
    super(`Outgoing request failed: ${why}.`);
    this.name = "Failed";
    this.why = why;
  }
}

export function createEgress(options: EgressOptions): Egress {
  const { clock, log, allowLoopback = false } = options;
  const resolve = options.resolve ?? systemResolve;
  const connector = buildConnector({ timeout: connectTimeoutMs });

  /** The address that was checked is the address that is connected to: a second look-up could answer differently. */
  const connectPinned: buildConnector.connector = (wanted, callback) => {
    const host = unbracketed(wanted.hostname);
    checkedAddress(host).then(
      (address) =>
        connector({ ...wanted, hostname: address, servername: isIP(host) === 0 ? host : wanted.servername }, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Failed("dns"), null),
    );
  };

  async function checkedAddress(host: string): Promise<string> {
    const addresses = isIP(host) === 0 ? await resolveWithin(resolve, host) : [host];
    const [first] = addresses;
    if (first === undefined) throw new Failed("dns");
    // One bad address among several is reason enough: that is how rebinding begins.
    const all = addresses.every((address) => isPublicAddress(address) || (allowLoopback && isLoopback(address)));
    if (!all) throw new Failed("blocked");
    return first;
  }

  // Each keeps one pool of connections per origin, made and dropped by itself.
  const agentWith = (connect: buildConnector.connector): Agent =>
    new Agent({
      connect,
      connections: connectionsPerOrigin,
      keepAliveTimeout: 30_000,
      headersTimeout: 0, // one deadline covers all phases, below
      bodyTimeout: 0,
    });
  const agents: Readonly<Record<EgressRequest["purpose"], Agent>> = {
    carrier: agentWith(connector),
    sms: agentWith(connector),
    push: agentWith(connectPinned),
    webhook: agentWith(connectPinned),
  };

  return {
    async request(wanted) {
      const url = URL.parse(wanted.url);
      if (url === null || !isAllowedUrl(url, wanted.purpose, allowLoopback)) {
        log.warn("egress_blocked", { kind: wanted.purpose, why: "address" });
        return { kind: "failed", why: "blocked" };
      }
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), Math.min(wanted.timeoutMs ?? totalTimeoutMs, totalTimeoutMs));
      const startedMs = clock.monotonicMs();
      try {
        const answer = await undiciRequest(url, {
          method: wanted.method,
          headers: { "accept-encoding": "gzip, br", "user-agent": "Posthorn", ...wanted.headers },
          body: wanted.body ?? null,
          signal: deadline.signal,
          dispatcher: agents[wanted.purpose],
        });
        const headers = joined(answer.headers);
        const encoding = headers["content-encoding"] ?? "";
        const limit = wanted.maxBodyBytes ?? maxBody[wanted.purpose];
        const body = await readBody(answer.body, encoding, limit, deadline.signal);
        return { kind: "answer", status: answer.statusCode, headers, body };
      } catch (error) {
        const why = deadline.signal.aborted ? "timeout" : whyOf(error);
        if (why === "blocked")
          log.warn("egress_blocked", {
            kind: wanted.purpose,
            host: url.hostname,
            durationMs: Math.round(clock.monotonicMs() - startedMs),
          });
        return { kind: "failed", why };
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      await Promise.all(Object.values(agents).map((agent) => agent.destroy()));
    },
  };
}

/** From outside only https; plain http where loopback is allowed, and only to this machine. */
function isAllowedUrl(url: URL, purpose: EgressRequest["purpose"], allowLoopback: boolean): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return purpose !== "webhook" || allowLoopback || webhookPorts.has(url.port);
  if (url.protocol !== "http:") return false;
  const host = unbracketed(url.hostname);
  return purpose === "carrier" || purpose === "sms" || (allowLoopback && (host === "localhost" || isLoopback(host)));
}

const unbracketed = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

const systemResolve = async (hostname: string): Promise<readonly string[]> =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);

async function resolveWithin(resolve: typeof systemResolve, hostname: string): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failed("dns")), connectTimeoutMs);
  });
  try {
    return await Promise.race([resolve(hostname), late]);
  } catch {
    throw new Failed("dns");
  } finally {
    clearTimeout(timer);
  }
}

/** IANA special-purpose registry, IPv4: what no public service answers from. */
const specialIpv4 = blockListOf("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
]);

/** Global unicast is 2000::/3; mapped, NAT64, unique-local, link-local and multicast addresses all lie outside it. */
const globalIpv6 = blockListOf("ipv6", [["2000::", 3]]);
const specialIpv6 = blockListOf("ipv6", [
  ["2001::", 23], // protocol assignments, Teredo, ORCHID
  ["2001:db8::", 32],
  ["2002::", 16], // 6to4 carries an IPv4 address inside
  ["3fff::", 20],
]);

function blockListOf(family: "ipv4" | "ipv6", nets: readonly (readonly [string, number])[]): BlockList {
  const blocked = new BlockList();
  for (const [net, prefix] of nets) blocked.addSubnet(net, prefix, family);
  return blocked;
}

/** May the open internet's services live at this address? Zone ids (`fe80::1%eth0`) are refused. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !specialIpv4.check(address, "ipv4");
  if (isIP(address) !== 6 || address.includes("%")) return false;
  return globalIpv6.check(address, "ipv6") && !specialIpv6.check(address, "ipv6");
}

const loopbackIpv4 = blockListOf("ipv4", [["127.0.0.0", 8]]);
const isLoopback = (address: string): boolean =>
  isIP(address) === 4
    ? loopbackIpv4.check(address, "ipv4")
    : isIP(address) === 6 && !address.includes("%") && new URL(`http://[${address}]`).hostname === "[::1]";

/** Reads, decompresses and counts at once, so that a bomb is noticed at its first byte too many. */
async function readBody(body: Readable, encoding: string, limit: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > limit) return done(new Failed("too_large"));
      chunks.push(chunk);
      done();
    },
  });
  count.resume();
  const decoder = decoderOf(encoding);
  if (decoder === undefined) await pipeline(body, count, { signal });
  else await pipeline(body, decoder, count, { signal });
  return Buffer.concat(chunks);
}

function decoderOf(encoding: string): Transform | undefined {
  switch (encoding.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "br":
      return createBrotliDecompress();
    case "deflate":
      return createInflate();
    default:
      return undefined; // none, or one that we did not ask for: whoever reads the body will find it unreadable
  }
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
  }
  return plain;
}

/** @throws what is a bug of ours: an argument that the HTTP client does not take. */
function whyOf(error: unknown): EgressFailure {
  if (error instanceof Failed) return error.why;
  if (!(error instanceof Error)) throw error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "UND_ERR_INVALID_ARG") throw error;
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return "timeout";
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/.test(code)) return "refused";
  if (/ENOTFOUND|EAI_/.test(code)) return "dns";
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code)) return "tls";
  return "reset"; // broken off, or broken inside: a truncated stream, a header that is none
}
