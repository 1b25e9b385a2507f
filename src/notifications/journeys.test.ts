/**
 * What the reference promises of messages, held against a hundred thousand random journeys; and rules that are broken on purpose, so that
 * the promises are seen to be watched. A failure names its seed; `POSTHORN_JOURNEY=<seed>` plays that one alone and prints it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Deciders, playJourney } from "#test/message-journeys.ts";
import { decide, nextLook } from "./decide.ts";
import type { DecideInput, ParcelFacts, PastDecision } from "./parcel-log.ts";
import { type Reason, reasons } from "./reasons.ts";

const ours: Deciders = { decide, nextLook };
const asked = process.env.POSTHORN_JOURNEY;
const seedsPerPart = asked === undefined ? 10_000 : 0;
const reached = new Set<Reason>();
let sent = 0;

for (let part = 0; part < 10; part += 1) {
  const from = part * seedsPerPart + 1;
  test(`N-04 journeys ${from} to ${from + seedsPerPart - 1}: true, once, in time, by day, within the limits`, () => {
    for (let seed = from; seed < from + seedsPerPart; seed += 1) {
      const played = playJourney(seed, ours);
      assert.equal(played.violation, null, `Journey ${seed}: ${played.violation}. Play it: POSTHORN_JOURNEY=${seed}`);
      sent += played.sent;
      for (const { reason } of played.decisions) reached.add(reason);
    }
  });
}

test("the journeys are worth their time: three messages each, and every reason but the shop's own request and a lost address comes up", () => {
  if (asked !== undefined) return;
  assert.ok(sent > 10 * seedsPerPart * 3, `${sent} messages`);
  assert.deepEqual(
    Object.keys(reasons).filter((reason) => ![...reached, "asked_again", "suppressed"].includes(reason)),
    [],
  );
});

if (asked !== undefined)
  test(`journey ${asked}`, (context) => {
    const played = playJourney(Number(asked), {
      nextLook,
      decide: (input) => {
        const made = decide(input);
        const { code, keepUntil, estimate } = input.parcel;
        context.diagnostic(
          `${input.now.toISOString()} ${input.causeId}: ${code} ${keepUntil ?? ""} ${estimate?.last ?? ""}`,
        );
        for (const d of made)
          context.diagnostic(
            `  ${d.kind} of ${d.parcelId} by ${d.channel} to ${d.recipient}: ${d.decision}, ${d.reason}`,
          );
        return made;
      },
    });
    assert.equal(played.violation, null);
  });

const withParcel = (input: DecideInput, parcel: Partial<ParcelFacts>): DecideInput => {
  return { ...input, parcel: { ...input.parcel, ...parcel } };
};
const withPast = (input: DecideInput, change: (past: PastDecision) => readonly PastDecision[]): DecideInput => {
  return { ...input, past: input.past.flatMap(change) };
};
/** The world as it was when the cause came. */
function asItWas(input: DecideInput): DecideInput {
  const { parcel, causeId } = input;
  const at = parcel.transitions.findIndex(({ id }) => id === causeId);
  const then = parcel.transitions[at];
  if (then === undefined) return input;
  const { to: status, code, actionRequired, keepUntil = null } = then;
  return withParcel(input, {
    status,
    code,
    actionRequired,
    keepUntil,
    transitions: parcel.transitions.slice(0, at + 1),
  });
}
const deciding = (change: (input: DecideInput) => DecideInput): Deciders => {
  return { decide: (input) => decide(change(input)), nextLook: (input) => nextLook(change(input)) };
};

/** One broken rule each, and what must be found of it. */
const mutants: readonly (readonly [name: string, deciders: Deciders, expected: RegExp])[] = [
  ["nothing is overtaken", deciding(asItWas), /overtaken|after it was delivered/],
  [
    "what was sent is forgotten",
    deciding((input) => withPast(input, (p) => (p.sent ? [] : [p]))),
    /one fact|sent again|over the budget|N-04/,
  ],
  [
    "one fact has another name each time",
    {
      nextLook,
      decide: (input) =>
        decide(withPast(input, (p) => (p.causeId === input.causeId ? [p] : [{ ...p, id: "another" }]))),
    },
    /one fact/,
  ],
  [
    "there is no budget",
    deciding((input) => withPast(input, (p) => [p.kind === "ready_for_pickup" ? p : { ...p, kind: `${p.kind} ` }])),
    /over the budget/,
  ],
  [
    "the budget holds back what the shopper has to do",
    {
      nextLook,
      decide: (input) =>
        decide(input).map((d) =>
          d.kind === "problem_action" && input.past.length > 3 ? { ...d, decision: "drop" } : d,
        ),
    },
    /nobody heard/,
  ],
  ["nobody sleeps", deciding((input) => ({ ...input, quietHours: false })), /at night/],
  [
    "the night is the server's",
    deciding((input) => ({ ...input, zone: input.zone === "UTC" ? "Asia/Tokyo" : "UTC" })),
    /at night/,
  ],
  [
    "'delivered' is no end",
    {
      nextLook,
      decide: (input) =>
        decide(input).map((d) =>
          d.kind === "out_for_delivery" && d.reason === "superseded" ? { ...d, decision: "send", reason: "news" } : d,
        ),
    },
    /overtaken|after it was delivered|at night/,
  ],
  [
    "old news is news",
    deciding((input) =>
      withParcel(input, {
        transitions: input.parcel.transitions.map((t) => ({ ...t, happenedAt: input.now, recordedAt: input.now })),
      }),
    ),
    /older than a day/,
  ],
  [
    "muting is not heard",
    deciding((input) => ({ ...input, preferences: { ...input.preferences, muted: new Set() } })),
    /muted/,
  ],
  [
    "choices are not heard",
    deciding((input) => ({ ...input, preferences: { ...input.preferences, choices: [] } })),
    /switched off|nobody heard/,
  ],
  [
    "each channel thinks it is the only one",
    {
      nextLook,
      decide: (input) => {
        const channels = [...new Set(input.recipients.map(({ channel }) => channel))];
        return channels.flatMap((channel) =>
          decide({ ...input, recipients: input.recipients.filter((recipient) => recipient.channel === channel) }),
        );
      },
    },
    /two channels/,
  ],
  [
    "a carrier may flap for ever",
    deciding((input) =>
      withPast(input, (p) => [p.causeId === input.causeId || counted.has(p.kind) ? p : { ...p, parcelId: "another" }]),
    ),
    /N-04: more than eight/,
  ],
  ["an address has no end", deciding((input) => ({ ...input, sentToday: new Map() })), /N-04: more than fifty/],
  [
    "a reminder is sent because it was planned",
    deciding((input) =>
      input.parcel.transitions.at(-1)?.id === input.causeId || !/available/.test(asItWas(input).parcel.status)
        ? input
        : asItWas(input),
    ),
    /overtaken/,
  ],
  [
    "a wait that waits for nothing",
    { nextLook, decide: (input) => decide(input).map((d) => (d.until === null ? d : { ...d, until: input.now })) },
    /waits for nothing/,
  ],
  [
    "a reason that nobody can look up",
    {
      nextLook,
      // what a mistaken cast would let through
      decide: (input) =>
        decide(input).map((d) => (d.reason === "not_news" ? { ...d, reason: "because" as Reason } : d)),
    },
    /a reason that is none/,
  ],
];
const counted: ReadonlySet<string> = new Set([
  "shipped",
  "out_for_delivery",
  "delayed",
  "delivered",
  "ready_for_pickup",
]);

for (const [name, deciders, expected] of mutants)
  test(`a rule broken on purpose is found: ${name}`, () => {
    for (let seed = 1; seed <= 4_000; seed += 1) {
      const { violation } = playJourney(seed, deciders);
      if (violation !== null && expected.test(violation)) return;
    }
    assert.fail(`4000 journeys did not show that ${name}.`);
  });
