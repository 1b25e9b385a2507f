/** Where a parcel is now: its journey's steps with real times, in accelerated play. */
import { type Journey, journeyOf, lengthOf, type Place, type Step } from "./journeys.ts";
import { readNumber } from "./numbers.ts";

export interface Scene {
  readonly number: string;
  readonly journey: Journey;
  /** Real instant (ms) at which the journey began. */
  readonly beganMs: number;
  /** Minutes of the parcel's life per real millisecond. */
  readonly minutesPerMs: number;
  readonly nowMs: number;
}

export interface Scan {
  readonly step: Step;
  readonly atMs: number;
  readonly place: Place;
}

/** @param firstAskedMs real instant of the first question about this number */
export function sceneOf(number: string, firstAskedMs: number, nowMs: number, speed: number): Scene {
  const { journey: name, headStart } = readNumber(number);
  const journey = journeyOf(name);
  const minutesPerMs = speed / 60_000;
  return {
    number,
    journey,
    beganMs: firstAskedMs - (lengthOf(journey) * headStart) / 10 / minutesPerMs,
    minutesPerMs,
    nowMs,
  };
}

export const minuteOf = (scene: Scene): number => (scene.nowMs - scene.beganMs) * scene.minutesPerMs;
export const realMs = (scene: Scene, minute: number): number => scene.beganMs + minute / scene.minutesPerMs;

/** What the carrier would tell now, oldest first. */
export function scansOf(scene: Scene): readonly Scan[] {
  const minute = minuteOf(scene);
  return scene.journey.steps
    .filter((step) => step.afterMinutes + (step.reportedLaterBy ?? 0) <= minute)
    .map((step) => ({ step, atMs: realMs(scene, step.afterMinutes), place: placeOf(scene.number, step.at) }));
}

/** The expected delivery, in the parcel's minutes; null where the carrier says none, or no longer. */
export function expectedMinute(scene: Scene): number | null {
  const { expectedMinutes, expectedLater } = scene.journey;
  if (expectedMinutes === undefined) return null;
  return expectedLater && minuteOf(scene) >= expectedLater.fromMinute ? expectedLater.minutes : expectedMinutes;
}

const german: Readonly<Record<Step["at"], Place>> = {
  seller: { city: "Hamburg", country: "DE" },
  origin: { city: "Hamburg", country: "DE" },
  hub: { city: "Hannover", country: "DE" },
  destination: { city: "Rüdersdorf", country: "DE" },
  door: { city: "Berlin", country: "DE" },
  point: { city: "Berlin", country: "DE", postalCode: "10115" },
  customs: { city: "Leipzig", country: "DE" },
};
const american: Readonly<Record<Step["at"], Place>> = {
  seller: { city: "Columbus", country: "US", state: "OH" },
  origin: { city: "Columbus", country: "US", state: "OH" },
  hub: { city: "Louisville", country: "US", state: "KY" },
  destination: { city: "Secaucus", country: "US", state: "NJ" },
  door: { city: "New York", country: "US", state: "NY" },
  point: { city: "New York", country: "US", state: "NY", postalCode: "10001" },
  customs: { city: "Newark", country: "US", state: "NJ" },
};

const placeOf = (number: string, at: Step["at"]): Place => (number.startsWith("1Z") ? american : german)[at];
