/** One call: signed in, in time, repeated where that is safe. */
import { ApiError, Unreachable } from "./errors.ts";

export interface ClientOptions {
  /** `https://parcels.example.org`. */
  readonly baseUrl: string;
  /** The password that `posthorn merchant key` printed. */
  readonly key: string;
  /** Instead of the platform's own. */
  readonly fetch?: typeof fetch;
  /** Of one attempt. 15,000. */
  readonly timeoutMs?: number;
  /** After the first. 3. */
  readonly retries?: number;
  /** Waits; for tests. */
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /** Of a body that is no JSON. */
  readonly type?: string;
  /** What happens once has one; made where it is left out, so that a repetition is none. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Http {
  /** The answer; a body that is JSON as `json`. @throws ApiError, Unreachable, or the signal's reason */
  send(call: Call): Promise<{ readonly status: number; readonly headers: Headers; readonly json: unknown }>;
  /** The answer's lines as they come, of a call that is not repeated. @throws ApiError, Unreachable */
  stream(call: Call): AsyncGenerator<string, void>;
}

const [firstWaitMs, waitMaxMs] = [500, 30_000];
/** Worth another attempt: too fast, or a fault that passes. */
const passing: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

export function createHttp(options: ClientOptions): Http {
  const { timeoutMs = 15_000, retries = 3 } = options;
  const ask = options.fetch ?? fetch;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((done) => setTimeout(done, ms)));
  const authorization = `Basic ${btoa(`:${options.key}`)}`;

  function request({ method, path, query = {}, body, type, idempotencyKey, signal }: Call): Request {
    const url = new URL(path, options.baseUrl);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const headers = new Headers({ authorization, accept: "application/json" });
    if (method !== "GET") headers.set("klarna-idempotency-key", idempotencyKey ?? crypto.randomUUID());
    if (body !== undefined) headers.set("content-type", type ?? "application/json");
    const sent = body === undefined ? null : type === undefined ? JSON.stringify(body) : (body as BodyInit);
    const limit = AbortSignal.timeout(timeoutMs);
    const both = signal === undefined ? limit : AbortSignal.any([limit, signal]);
    return new Request(url, { method, headers, body: sent, signal: both });
  }

  return {
    async send(wanted) {
      // The key is made once: each attempt is the same call.
      const call = { ...wanted, idempotencyKey: wanted.idempotencyKey ?? crypto.randomUUID() };
      for (let attempt = 1; ; attempt += 1) {
        wanted.signal?.throwIfAborted();
        const isLast = attempt > retries;
        let answer: Response;
        try {
          answer = await ask(request(call));
          const text = await answer.text();
          if (answer.ok)
            return { status: answer.status, headers: answer.headers, json: text === "" ? null : JSON.parse(text) };
          if (isLast || !passing.has(answer.status)) throw errorOf(answer.status, text);
        } catch (cause) {
          wanted.signal?.throwIfAborted();
          if (cause instanceof ApiError) throw cause;
          if (isLast) throw new Unreachable(attempt, cause);
          await sleep(backoffMs(attempt, null));
          continue;
        }
        await sleep(backoffMs(attempt, answer.headers.get("retry-after")));
      }
    },
    async *stream(call) {
      let answer: Response;
      try {
        answer = await ask(request(call));
      } catch (cause) {
        call.signal?.throwIfAborted();
        throw new Unreachable(1, cause);
      }
      if (!answer.ok || answer.body === null) throw errorOf(answer.status, await answer.text());
      let rest = "";
      for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + piece).split("\n");
        rest = lines.pop() ?? "";
        yield* lines;
      }
      if (rest !== "") yield rest;
    },
  };
}

/** Twice as long each time, half of it by chance; or what the installation asks for. */
function backoffMs(attempt: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter) * 1_000;
  if (Number.isFinite(asked)) return Math.min(asked, waitMaxMs);
  const whole = Math.min(firstWaitMs * 2 ** (attempt - 1), waitMaxMs);
  return whole / 2 + Math.random() * (whole / 2);
}

/** Both APIs' forms of an error. */
function errorOf(status: number, text: string): ApiError {
  const said = parsed(text);
  const texts = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  const messages = texts(said.error_messages);
  const code = typeof said.error_code === "string" ? said.error_code : null;
  return new ApiError(status, {
    code,
    title: typeof said.title === "string" ? said.title : (messages[0] ?? code ?? "The call was refused."),
    details: code === null ? texts(said.errors) : messages.slice(1),
    correlationId: typeof said.correlation_id === "string" ? said.correlation_id : null,
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {}; // a proxy's page
  }
}
