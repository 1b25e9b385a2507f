/** The scripted journeys: what happens when, and where. Minutes count from the moment the carrier is first asked. */
import type { HappeningName } from "./happenings.ts";

/** A stop on the route, or an address abroad where goods come from. */
export type Stop = "sender" | "origin" | "hub" | "destination" | "door" | "point" | "abroad" | "border";

export interface Step {
  /** Virtual minutes; below zero it happened before anybody asked, at that real time. */
  readonly after: number;
  readonly what: HappeningName;
  readonly at: Stop;
  /** The carrier tells it so many virtual minutes late. */
  readonly lateBy?: number;
  /** The carrier lists it twice. */
  readonly twice?: true;
  /** Only this piece of several. */
  readonly piece?: 0 | 1;
  /** From here on the carrier promises this virtual minute. */
  readonly promise?: number;
  /** From here on the carrier says that the parcel goes back. */
  readonly back?: true;
}

export interface Journey {
  readonly title: string;
  /** Until this virtual minute the carrier does not know the number; `never`: it never will; `invalid`: it is none of its own. */
  readonly known?: number | "never" | "invalid";
  readonly pieces?: 2;
  readonly steps: readonly Step[];
}

const hour = 60;
const step = (hours: number, what: HappeningName, at: Stop, more: Partial<Step> = {}): Step => ({
  after: Math.round(hours * hour),
  what,
  at,
  ...more,
});

const announced = step(-0.4, "announced", "sender");
/** From the sender's door to the depot near the shopper; `due` is the promised hour. */
const toDepot = (due: number): readonly Step[] => [
  announced,
  step(2, "accepted", "origin", { promise: due * hour }),
  step(5, "departed", "origin"),
  step(11, "arrived", "hub"),
  step(15, "atDepot", "destination"),
];

export const journeys = {
  normal: {
    title: "Delivered at the door",
    steps: [...toDepot(22), step(18, "outForDelivery", "destination"), step(22, "delivered", "door")],
  },
  pickup_point: {
    title: "Sent to a pick-up point, waits there, is collected",
    steps: [
      ...toDepot(20),
      step(17, "onItsWayToPickupPoint", "destination"),
      step(20, "readyAtPickupPoint", "point"),
      step(68, "collected", "point"),
    ],
  },
  failed_attempt: {
    title: "Nobody at home, delivered at the second attempt",
    steps: [
      ...toDepot(22),
      step(18, "outForDelivery", "destination"),
      step(22, "nobodyHome", "door", { promise: 46 * hour }),
      step(28, "atDepot", "destination"),
      step(42, "outForDelivery", "destination"),
      step(46, "delivered", "door"),
    ],
  },
  failed_then_pickup: {
    title: "Nobody at home, then waits at a pick-up point",
    steps: [
      ...toDepot(22),
      step(18, "outForDelivery", "destination"),
      step(22, "nobodyHome", "door"),
      step(23, "toPickupPoint", "destination"),
      step(26, "readyAtPickupPoint", "point"),
      step(90, "collected", "point"),
    ],
  },
  customs: {
    title: "From abroad; customs wants papers, then releases it",
    steps: [
      step(-0.4, "announced", "abroad"),
      step(2, "accepted", "abroad", { promise: 60 * hour }),
      step(6, "leftCountry", "abroad"),
      step(14, "enteredCountry", "border"),
      step(16, "inCustoms", "border"),
      step(20, "customsWantsPapers", "border", { promise: 72 * hour }),
      step(48, "clearedCustoms", "border"),
      step(54, "arrived", "hub"),
      step(64, "atDepot", "destination"),
      step(68, "outForDelivery", "destination"),
      step(72, "delivered", "door"),
    ],
  },
  delayed: {
    title: "Delayed, with a new date, then delivered",
    steps: [
      ...toDepot(22),
      step(19, "delayed", "hub", { promise: 70 * hour }),
      step(44, "movingAgain", "hub"),
      step(60, "atDepot", "destination"),
      step(66, "outForDelivery", "destination"),
      step(70, "delivered", "door"),
    ],
  },
  returned: {
    title: "Refused at the door and sent back",
    steps: [
      ...toDepot(22),
      step(18, "outForDelivery", "destination"),
      step(22, "refused", "door"),
      step(26, "goingBack", "destination", { back: true }),
      step(40, "backAtHub", "hub"),
      step(60, "backAtSender", "sender"),
    ],
  },
  lost: {
    title: "Disappears, is searched for, is not found",
    steps: [...toDepot(22).slice(0, 4), step(60, "searched", "hub"), step(200, "lost", "hub")],
  },
  two_pieces: {
    title: "Two boxes under one number, delivered on different days",
    pieces: 2,
    steps: [
      ...toDepot(22),
      step(18, "outForDelivery", "destination", { piece: 0 }),
      step(22, "delivered", "door", { piece: 0, promise: 46 * hour }),
      step(30, "movingAgain", "hub", { piece: 1 }),
      step(42, "outForDelivery", "destination", { piece: 1 }),
      step(46, "delivered", "door", { piece: 1 }),
    ],
  },
  late_scans: {
    title: "Scans come late, twice and after the delivery",
    steps: [
      announced,
      step(2, "accepted", "origin", { promise: 22 * hour, twice: true }),
      step(5, "departed", "origin", { lateBy: 9 * hour }),
      step(11, "arrived", "hub", { twice: true }),
      step(15, "atDepot", "destination", { lateBy: 12 * hour }),
      step(18, "outForDelivery", "destination", { twice: true }),
      step(22, "delivered", "door", { twice: true }),
    ],
  },
  damaged: {
    title: "Damaged on its way",
    steps: [...toDepot(30).slice(0, 4), step(14, "damaged", "hub")],
  },
  neighbour: {
    title: "Left with a neighbour",
    steps: [...toDepot(22), step(18, "outForDelivery", "destination"), step(22, "deliveredToNeighbour", "door")],
  },
  safe_place: {
    title: "Left at the agreed place",
    steps: [
      ...toDepot(22),
      step(16, "dayChosen", "destination"),
      step(18, "outForDelivery", "destination"),
      step(22, "leftAtSafePlace", "door"),
    ],
  },
  mailbox: {
    title: "Put into the letterbox",
    steps: [...toDepot(22), step(18, "outForDelivery", "destination"), step(22, "putInMailbox", "door")],
  },
  slow_start: {
    title: "Unknown to the carrier at first, then an ordinary journey",
    known: 6 * hour,
    steps: [
      step(6, "announced", "sender"),
      step(8, "accepted", "origin", { promise: 28 * hour }),
      step(11, "departed", "origin"),
      step(17, "arrived", "hub"),
      step(21, "atDepot", "destination"),
      step(24, "outForDelivery", "destination"),
      step(28, "delivered", "door"),
    ],
  },
  stays_unknown: { title: "The carrier never knows the number", known: "never", steps: [] },
  long_round: {
    title: "Out for delivery the whole day",
    steps: [...toDepot(40), step(16, "outForDelivery", "destination"), step(40, "delivered", "door")],
  },
  invalid: { title: "The carrier says that this is none of its numbers", known: "invalid", steps: [] },
} as const satisfies Readonly<Record<string, Journey>>;

export type JourneyName = keyof typeof journeys;
/** A place in this list is what a number's digits say (numbers.ts): new ones go to the end. */
export const journeyNames = Object.keys(journeys) as readonly JourneyName[]; // the keys of the object right above

export function journeyOf(name: JourneyName): Journey {
  return journeys[name];
}

/** Until when the carrier has told everything, in virtual minutes. */
export function lengthOf({ steps, known }: Journey): number {
  const length = Math.max(0, ...steps.map(({ after, lateBy = 0 }) => after + lateBy));
  return steps.length > 0 || typeof known === "number" ? length : 48 * hour;
}
