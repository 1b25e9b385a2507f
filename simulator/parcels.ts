/** The parcels that somebody asked for, kept in a small file so that a second start continues where they were. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Contract } from "./contract.ts";
import { type JourneyName, journeyNames, journeyOf, lengthOf } from "./journeys.ts";
import { chancePlan } from "./numbers.ts";
import type { Parcel } from "./play.ts";
import type { PushedParcel, Target } from "./push.ts";
import { isCity } from "./routes.ts";

export interface Parcels {
  /** The parcel with this number, started now if nobody asked before. Undefined: no such number can exist. */
  ask(contract: Contract, number: string, nowMs: number): Parcel | undefined;
  /** Also a number that the carrier cannot have given out. */
  add(contract: Contract, number: string, journey: JourneyName, nowMs: number): Parcel;
  /** Lets virtual time pass at once, for one parcel or for all. Says for how many. */
  advance(minutes: number, nowMs: number, number?: string): number;
  /** Somebody wants to hear of it; null: at the address that an operator entered. */
  subscribe(contract: Contract, number: string, to: Target | null): void;
  all(): readonly PushedParcel[];
  /** After the last change is on the disk; throws when it could not be written. */
  close(): Promise<void>;
}

/** @param directory where `simulator.json` is kept; absent: nowhere */
export async function openParcels(directory: string | undefined, speed: number): Promise<Parcels> {
  const file = directory === undefined ? undefined : join(directory, "simulator.json");
  const parcels = new Map<string, PushedParcel>(await readKept(file));
  let isDirty = false;
  let writing: Promise<void> | undefined;
  let problem: unknown;

  async function writeWhileDirty(path: string): Promise<void> {
    await mkdir(join(path, ".."), { recursive: true });
    while (isDirty) {
      isDirty = false;
      await writeFile(`${path}.new`, JSON.stringify([...parcels]), { mode: 0o600 });
      await rename(`${path}.new`, path);
    }
    writing = undefined;
  }
  function keep(carrier: string, parcel: Parcel, more: Pick<PushedParcel, "subscribed"> = {}): Parcel {
    const key = `${carrier} ${parcel.number}`;
    parcels.set(key, { ...parcels.get(key), carrier, parcel, ...more });
    isDirty = true;
    if (file !== undefined) {
      writing ??= writeWhileDirty(file).catch((cause: unknown) => {
        problem = cause;
        writing = undefined;
      });
    }
    return parcel;
  }

  return {
    ask({ carrier, numbers }, number, nowMs) {
      const known = parcels.get(`${carrier} ${number}`)?.parcel;
      if (known !== undefined) return known;
      const plan = numbers.read(number);
      if (plan === undefined) return undefined;
      const { journey, headStart, to } = plan;
      const aheadMs = ((lengthOf(journeyOf(journey)) * headStart) / 10 / speed) * 60_000;
      return keep(carrier, { number, journey, to, startedMs: nowMs - aheadMs, jumps: [] });
    },
    add({ carrier, numbers }, number, journey, nowMs) {
      const { to } = numbers.read(number) ?? chancePlan(number, ["berlin", "munich"]);
      return keep(carrier, { number, journey, to, startedMs: nowMs, jumps: [] });
    },
    advance(minutes, nowMs, number) {
      const chosen = [...parcels.values()].filter(({ parcel }) => number === undefined || parcel.number === number);
      for (const { carrier, parcel } of chosen)
        keep(carrier, { ...parcel, jumps: [...parcel.jumps, { atMs: nowMs, minutes }] });
      return chosen.length;
    },
    subscribe({ carrier }, number, to) {
      const parcel = parcels.get(`${carrier} ${number}`)?.parcel;
      if (parcel !== undefined) keep(carrier, parcel, { subscribed: to });
    },
    all: () => [...parcels.values()],
    async close() {
      await writing;
      if (problem !== undefined) throw problem;
    },
  };
}

type Kept = [string, PushedParcel];

async function readKept(file: string | undefined): Promise<readonly Kept[]> {
  if (file === undefined) return [];
  try {
    const kept: unknown = JSON.parse(await readFile(file, "utf8"));
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch {
    // No file, or one cut off in a crash: journeys begin anew.
    return [];
  }
}

function isKept(entry: unknown): entry is Kept {
  if (!Array.isArray(entry)) return false;
  const parcel: Readonly<Record<string, unknown>> = entry[1]?.parcel ?? {};
  return journeyNames.some((name) => name === parcel.journey) && isCity(parcel.to);
}
