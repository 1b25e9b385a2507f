/** Tries a credential by a live call: the carrier is asked about a harmless number, and the verdict says in words what to do. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Carrier, Refusal } from "#carriers/carrier.ts";
import { type Asking, ask, type Credential, type RunnerDeps } from "#carriers/runner.ts";
import { fieldNames } from "./fields.ts";

/**
 * works: the carrier answers, if only that it does not know the number. refused: it does not accept who we are. not_allowed: it knows us
 * and does not let us ask. throttled: nobody may ask now. unclear: it answered neither yes nor no.
 */
export type VerdictKind = "works" | "refused" | "not_allowed" | "unreachable" | "throttled" | "unclear";

export interface Verdict {
  readonly kind: VerdictKind;
  /** For people. Nothing of the carrier's answer stands in it, and nothing of the secret (K-04, S-06). */
  readonly words: string;
  /** When it is worth trying again, where that is known. */
  readonly retryAt?: Date;
}

/** The caller waits for it: with an API's answer within ten seconds, the carrier gets a bit less. */
const patienceMs = 8_000;

/** One question like any other: within the connection's limits, counted under the credential. What it answers is kept nowhere. */
export async function verifyCredential(
  connection: Carrier,
  credential: Credential,
  deps: RunnerDeps,
  { withinMs = patienceMs }: { readonly withinMs?: number } = {},
): Promise<Verdict> {
  const deadline = deps.clock.monotonicMs() + withinMs;
  const enough = new AbortController();
  const late = sleep(withinMs, undefined, { signal: enough.signal, ref: false }).then(
    () => undefined,
    () => undefined,
  );
  const asking = askWithin(connection, credential, deps, deadline);
  asking.catch(() => {}); // nobody may be waiting for it any more
  try {
    return verdictOf(connection, credential, await Promise.race([asking, late]));
  } finally {
    enough.abort();
  }
}

/** A slot that is free in a moment is waited for. */
async function askWithin(
  connection: Carrier,
  credential: Credential,
  deps: RunnerDeps,
  deadline: number,
): Promise<Asking> {
  for (;;) {
    const asked = await ask(
      connection,
      [{ number: trialNumber(connection), carrierCode: connection.serves[0] ?? "" }],
      credential,
      deps,
      async () => {},
    );
    if (asked.kind === "answered") return asked;
    const waitMs = Math.max(20, asked.until.getTime() - deps.clock.now().getTime());
    if (deps.clock.monotonicMs() + waitMs > deadline) return asked;
    await deps.wait(waitMs);
  }
}

/** Numbers that hardly anybody's parcel has, in the shapes that carriers use; S10 and 1Z with their right check digits. */
const nobodys = [
  ...[12, 10, 14, 13, 11, 16, 18, 20, 22, 9, 8, 24, 26, 28, 30, 34].map((length) => "9".repeat(length)),
  "RX999999999DE",
  "1Z9999999999999999",
  "XX99999999999",
];

/** One that the carrier gives for trying, or one that it can read and will not know. */
export const trialNumber = ({ trialNumber: given, numberPattern }: Carrier): string =>
  given ?? nobodys.find((number) => numberPattern.test(number)) ?? "999999999999";

const kindOf: Readonly<Record<Refusal, VerdictKind>> = {
  not_found: "works",
  invalid_number: "works",
  needs_more: "works",
  unauthorized: "refused",
  forbidden: "not_allowed",
  throttled: "throttled",
  unavailable: "unreachable",
  bad_request: "unclear",
};

/** @param asked undefined: no answer in the time that there was */
function verdictOf(connection: Carrier, credential: Credential, asked: Asking | undefined): Verdict {
  const say = (kind: VerdictKind): Verdict => ({ kind, words: wordsOf(kind, connection, credential) });
  if (asked === undefined) return say("unreachable");
  if (asked.kind === "wait") return { ...say("throttled"), retryAt: asked.until };
  switch (asked.reading.kind) {
    case "events":
      return say("works");
    case "unreadable":
      return say("unclear");
    case "refused":
      return say(kindOf[asked.reading.why]);
  }
}

/** What a verdict means and what to do, also for one that was found earlier. */
export function wordsOf(
  kind: VerdictKind,
  { name, auth, docs }: Carrier,
  { baseUrl }: Pick<Credential, "baseUrl">,
): string {
  // With the secret of its pushes a carrier proves itself to us, not we to it.
  const secret = auth.fields.filter((field) => field.isPublic !== true && field.name !== "push_secret");
  const open = auth.fields.filter(({ isPublic }) => isPublic === true);
  switch (kind) {
    case "works":
      return `${name} answers with this credential.`;
    case "refused":
      return [
        `${name} refuses this credential.`,
        `Check ${fieldNames(secret.length > 0 ? secret : open)}, whole and without blanks.`,
        `Its documentation: ${docs}.`,
        baseUrl === undefined
          ? "Keys of a test environment do not work here."
          : "It was asked at another address than its usual one: keys of production may not work there.",
      ].join(" ");
    case "not_allowed":
      return `${name} knows this credential, but does not allow it to ask about parcels. Have it allowed for tracking: ${docs}.`;
    case "unreachable":
      return `${name} cannot be reached right now, so this says nothing of the credential. Test it again later.`;
    case "throttled":
      return `${name} may not be asked right now: its limit is used up, or there is a pause after failures. Test it again later.`;
    case "unclear": {
      const check = open.length > 0 ? ` Check ${fieldNames(open)}.` : "";
      return `${name} answered neither yes nor no.${check} Test it again later; if it stays so, follow a parcel and see.`;
    }
  }
}
