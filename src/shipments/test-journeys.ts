/**
 * Numbers that are ours for tests: sent with a test key, each plays a whole journey in seconds, through the same lifecycle, messages
 * and webhooks as a real one. docs/test-numbers.md lists them; a test compares.
 */
import type { Estimate, EventFacts, EventTime, Place, ShipmentEvent } from "./event.ts";
import type { EventCode } from "./event-codes.ts";
import type { NumberReading } from "./reading.ts";

/** Registry code of the carrier that plays them; merchants may send it as shipping_company, and need not. */
export const testCarrierCode = "posthorn-test";

interface Step {
  /** Seconds since the shipment was opened. */
  readonly after: number;
  readonly code: EventCode;
  readonly words: string;
  readonly place: Place;
  readonly facts?: EventFacts;
  /** From here on the carrier promises the day so many days from now. */
  readonly promise?: number;
}

export interface TestJourney {
  /** What a developer sees it do, for the documentation. */
  readonly title: string;
  readonly steps: readonly Step[];
  /** How the carrier answers instead of steps: it does not know the number, says it is none of its own, or is down for the first seconds. */
  readonly answers?: "not_found" | "invalid_number" | { readonly downForSeconds: number };
  /** Seconds after which we stop asking, because nothing new was said; a real parcel has 30 days. */
  readonly silentAfter?: number;
}

const [hamburg, hanover, berlin] = ["Hamburg", "Hannover", "Berlin"].map((city) => ({ city, country: "DE" })) as [
  Place,
  Place,
  Place,
]; // three names, three places
const kiosk = { name: "Kiosk am Testplatz", street: "Testplatz 1", city: "Berlin", postalCode: "10115", country: "DE" };
const step = (after: number, code: EventCode, words: string, place: Place, more: Partial<Step> = {}): Step => ({
  ...{ after, code, words, place },
  ...more,
});
const start = [
  step(0, "info_received.label_created", "The sender has announced the parcel.", hamburg),
  step(4, "in_transit.picked_up", "Collected from the sender.", hamburg, { promise: 1 }),
  step(8, "in_transit.arrived_at_facility", "Arrived at the sorting centre.", hanover),
];
const out = step(12, "out_for_delivery.on_vehicle", "Loaded onto the delivery vehicle.", berlin, { promise: 0 });

export const testJourneys = {
  DELIVERED: {
    title: "delivered at the door",
    steps: [...start, out, step(16, "delivered.to_recipient", "Delivered to the recipient.", berlin)],
  },
  NEIGHBOUR: {
    title: "handed to a neighbour",
    steps: [
      ...start,
      out,
      step(16, "delivered.to_neighbour", "Left with a neighbour.", berlin, { facts: { neighbour: "T. Ester" } }),
    ],
  },
  PICKUP: {
    title: "waits at a pick-up point, is collected",
    steps: [
      ...start,
      step(12, "available_for_pickup.at_pickup_point", "Ready to be collected.", berlin, {
        facts: { pickupPoint: kiosk },
      }),
      step(40, "delivered.collected", "Collected by the recipient.", berlin),
    ],
  },
  LOCKER: {
    title: "waits in a parcel locker, is collected",
    steps: [
      ...start,
      step(12, "available_for_pickup.at_locker", "Ready in the parcel locker.", berlin, {
        facts: { pickupPoint: { ...kiosk, name: "Packfach 42" } },
      }),
      step(40, "delivered.collected", "Collected by the recipient.", berlin),
    ],
  },
  ATTEMPT: {
    title: "nobody at home, delivered at the second attempt",
    steps: [
      ...start,
      out,
      step(16, "attempt_failed.nobody_home", "Nobody was at home.", berlin, { promise: 1 }),
      step(26, "out_for_delivery.on_vehicle", "Loaded onto the delivery vehicle again.", berlin, { promise: 0 }),
      step(30, "delivered.to_recipient", "Delivered to the recipient.", berlin),
    ],
  },
  DELAYED: {
    title: "delayed, with a new date, then delivered",
    steps: [
      ...start,
      step(12, "exception.delayed", "The parcel is delayed.", hanover, { promise: 3 }),
      step(26, "out_for_delivery.on_vehicle", "Loaded onto the delivery vehicle.", berlin, { promise: 0 }),
      step(30, "delivered.to_recipient", "Delivered to the recipient.", berlin),
    ],
  },
  CUSTOMS: {
    title: "held by customs until charges are paid, then delivered",
    steps: [
      ...start,
      step(12, "exception.customs_charges_due", "Customs charges are due.", berlin, {
        facts: { actionRequired: true },
      }),
      step(26, "in_transit.customs_released", "Released by customs.", berlin, { promise: 0 }),
      step(30, "delivered.to_recipient", "Delivered to the recipient.", berlin),
    ],
  },
  RETURNED: {
    title: "not collected, returned to the sender",
    steps: [
      ...start,
      step(12, "available_for_pickup.at_pickup_point", "Ready to be collected.", berlin, {
        facts: { pickupPoint: kiosk },
      }),
      step(26, "returning.initiated", "Not collected: the parcel goes back.", berlin),
      step(34, "returned.to_sender", "Returned to the sender.", hamburg),
    ],
  },
  LOST: {
    title: "lost by the carrier",
    steps: [...start, step(12, "exception.lost", "The parcel cannot be found.", hanover)],
  },
  DAMAGED: {
    title: "damaged on the way",
    steps: [...start, step(12, "exception.damaged", "The parcel was damaged.", hanover)],
  },
  SILENT: {
    title: "moves, and then nothing more is heard: we stop asking",
    steps: start,
    silentAfter: 20,
  },
  OUTAGE: {
    title: "the carrier cannot be reached for ten seconds, then everything is there",
    steps: [...start, out, step(16, "delivered.to_recipient", "Delivered to the recipient.", berlin)],
    answers: { downForSeconds: 10 },
  },
  UNKNOWN: {
    title: "the carrier never hears of it: we stop asking",
    steps: [],
    answers: "not_found",
    silentAfter: 20,
  },
  INVALID: {
    title: "the carrier says that this is no number of its own",
    steps: [],
    answers: "invalid_number",
  },
} as const satisfies Readonly<Record<string, TestJourney>>;

export type TestJourneyName = keyof typeof testJourneys;

/** Which journey a number plays: `POSTHORN-` and its name, then anything that tells one parcel from another; null: it is no test number. */
export function testJourneyOf(number: string): TestJourneyName | null {
  const [, name] = /^POSTHORN([A-Z]+?)(?:\d[A-Z0-9]*)?$/.exec(number.toUpperCase().replace(/[^A-Z0-9]/g, "")) ?? [];
  return name !== undefined && Object.hasOwn(testJourneys, name) ? (name as TestJourneyName) : null; // one of its keys
}

/** What the test carrier answers at this moment, and when it will have something new; null: never again. */
export interface TestAnswer {
  readonly reading: NumberReading & { readonly kind: "events" };
  readonly outcome: "events" | "not_found" | "invalid_number" | "unavailable";
  /** Nothing more is to be expected, though the journey has not ended. */
  readonly isGivenUp: boolean;
  readonly nextAt: Date | null;
}

/** Pure: the same moment gives the same answer, and each step keeps its time. */
export function testAnswer(number: string, name: TestJourneyName, openedAt: Date, now: Date): TestAnswer {
  const journey: TestJourney = testJourneys[name];
  const at = (seconds: number): Date => new Date(openedAt.getTime() + seconds * 1_000);
  const isDown = typeof journey.answers === "object" && now < at(journey.answers.downForSeconds);
  const told = isDown ? [] : journey.steps.filter(({ after }) => at(after) <= now);
  const dues = [
    ...journey.steps.map(({ after }) => at(after)),
    ...(typeof journey.answers === "object" ? [at(journey.answers.downForSeconds)] : []),
    ...(journey.silentAfter === undefined ? [] : [at(journey.silentAfter)]),
  ];
  const answers = typeof journey.answers === "string" ? journey.answers : isDown ? "unavailable" : "events";
  return {
    reading: readingOf(number, told, openedAt),
    outcome: answers,
    isGivenUp: journey.silentAfter !== undefined && at(journey.silentAfter) <= now,
    nextAt: dues.filter((due) => due > now).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null,
  };
}

function readingOf(number: string, told: readonly Step[], openedAt: Date): TestAnswer["reading"] {
  const dayOf = (days: number): string => new Date(openedAt.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const promised = told.findLast(({ promise }) => promise !== undefined)?.promise;
  const estimate: Estimate | null =
    promised === undefined ? null : { from: dayOf(promised), through: null, kind: "date" };
  const events = told.map(({ after, code, words, place, facts = {} }, order): ShipmentEvent => {
    const isWaiting = code.startsWith("available_for_pickup.");
    return {
      code,
      time: timeOf(new Date(openedAt.getTime() + after * 1_000)),
      rawCode: code.toUpperCase(),
      rawSubCode: null,
      rawText: words,
      place,
      piece: null,
      facts: isWaiting ? { ...facts, keepUntil: dayOf(7) } : facts,
      order,
    };
  });
  return {
    ...{ kind: "events", number, events, estimate, pickupPoint: null, pieces: [], pieceCount: null, service: null },
    ...{ isReturnLeg: false, proofAvailable: false, partnerNumbers: [] },
  };
}

function timeOf(at: Date): EventTime {
  const instant = at.toISOString();
  return { instant, local: instant.slice(0, 19), precision: "instant", zone: "UTC", zoneDerived: false };
}
