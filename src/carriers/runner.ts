/** Asks a carrier, or tells it of numbers: proof of who we are, repeating what is worth it, the answer kept raw, then read. */
import type {
  Asked,
  Call,
  Carrier,
  CarrierRequest,
  PushAddress,
  Reading,
  Refusal,
  Registration,
  RegistrationOutcome,
} from "#carriers/carrier.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import { decodeOf, read, refusalIn } from "#carriers/read.ts";
import { newId } from "#platform/ids.ts";
import {
  addressOf,
  type Credential,
  type Failure,
  finish,
  type HttpReply,
  httpOf,
  mediaTypeOf,
  type RunnerDeps,
  reserve,
  retryAfterMs,
  send,
  sendBy,
  type Waiting,
} from "./call.ts";
import type { Health } from "./limits.ts";
import { authorization, dropToken, refusesLogin } from "./tokens.ts";

export type { Credential, CredentialSource, RunnerDeps, Waiting } from "./call.ts";

export interface Answered {
  readonly kind: "answered";
  readonly reading: Reading;
  readonly health: Health;
  /** Id under which the raw answer was kept; null when there was none. */
  readonly rawAnswerId: string | null;
}

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
      const decoded = decodeOf(carrier, http);
      const reading = refusalIn(carrier, decoded, http.status, asked);
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

const noAnswer = (why: string): Failure => ({
  reading: { kind: "refused", why: "unavailable", detail: `No answer (${why}).` },
  health: { kind: "failing" },
});

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
