/** What has happened to a parcel by now: pure, from its journey, its start and the speed. Times shown are times of the play. */
import { type Journey, type JourneyName, journeyOf, type Step } from "./journeys.ts";
import { chance } from "./numbers.ts";
import { type City, type Place, type Route, routes } from "./routes.ts";

/** What is kept of a parcel. */
export interface Parcel {
  readonly number: string;
  readonly journey: JourneyName;
  /** Where the journey ends. */
  readonly to: City;
  /** When the journey began: when the carrier was first asked, or before, with a head start; ms since 1970. */
  readonly startedMs: number;
  /** Somebody could not wait: at this moment so many virtual minutes passed at once. */
  readonly jumps: readonly { readonly atMs: number; readonly minutes: number }[];
}

export interface Scan {
  readonly step: Step;
  readonly atMs: number;
  readonly place: Place;
}

export interface Play {
  readonly parcel: Parcel;
  readonly journey: Journey;
  /** `unknown`: not yet, or never. `invalid`: the carrier says that this is none of its numbers. */
  readonly knowledge: "known" | "unknown" | "invalid";
  /** Oldest first. */
  readonly scans: readonly Scan[];
  /** The promised time, while it is still one. */
  readonly promiseMs: number | null;
  readonly isGoingBack: boolean;
  readonly isOver: boolean;
  /** Until when the pick-up point keeps the parcel, once it is there. */
  readonly keepUntilMs: number | null;
  readonly destination: Place;
  readonly sender: Place;
}

const day = 86_400_000;
const keepDays = 7;
const endings: ReadonlySet<string> = new Set([
  "delivered",
  "deliveredToNeighbour",
  "leftAtSafePlace",
  "putInMailbox",
  "collected",
  "backAtSender",
]);

/** @param speed virtual minutes per real minute */
export function playOf(parcel: Parcel, speed: number, nowMs: number): Play {
  const journey = journeyOf(parcel.journey);
  const route: Route = routes[parcel.to];
  const known = journey.known ?? Number.NEGATIVE_INFINITY;
  const isKnown = typeof known === "number" && realTime(parcel, known, speed) <= nowMs;
  const told = isKnown
    ? journey.steps.filter(({ after, lateBy = 0 }) => realTime(parcel, after + lateBy, speed) <= nowMs)
    : [];
  const scans = told.map((step) => ({ step, atMs: realTime(parcel, step.after, speed), place: route[step.at] }));
  const arrived = scans.findLast(({ step }) => step.what === "readyAtPickupPoint");
  const promised = told.findLast(({ promise }) => promise !== undefined)?.promise;
  const last = told.at(-1);
  const pieces = journey.pieces ?? 1;
  const isOver = told.filter(({ what }) => endings.has(what)).length >= pieces;
  const isGoingBack = told.some(({ back }) => back === true);
  const isPromised = promised !== undefined && !isOver && !isGoingBack && arrived === undefined && !isStuck(last);
  return {
    parcel,
    journey,
    knowledge: known === "invalid" ? "invalid" : isKnown ? "known" : "unknown",
    scans,
    promiseMs: isPromised ? realTime(parcel, promised, speed) : null,
    isGoingBack,
    isOver,
    keepUntilMs: arrived === undefined ? null : arrived.atMs + keepDays * day,
    destination: route.door,
    sender: journey.steps.some(({ at }) => at === "abroad") ? route.abroad : route.sender,
  };
}

const isStuck = (step: Step | undefined): boolean =>
  step !== undefined && ["searched", "lost", "refused"].includes(step.what);

/** Parcels are not all equally fast: from nine tenths of the script to the whole, by their number. */
function pace(number: string): number {
  return 0.9 + chance(number, "pace", 101) / 1_000;
}

/** When a virtual minute is reached; whole seconds as carriers write them would lose order at high speed, so ms. */
export function realTime(parcel: Parcel, minute: number, speed: number): number {
  if (minute === Number.NEGATIVE_INFINITY) return parcel.startedMs;
  if (minute <= 0) return parcel.startedMs + minute * 60_000;
  const target = minute * pace(parcel.number);
  let atMs = parcel.startedMs;
  let passed = 0;
  for (const jump of parcel.jumps) {
    const before = ((jump.atMs - atMs) / 60_000) * speed;
    if (passed + before >= target) break;
    passed += before + jump.minutes;
    atMs = jump.atMs;
    if (passed >= target) return jump.atMs;
  }
  return Math.ceil(atMs + ((target - passed) / speed) * 60_000);
}
