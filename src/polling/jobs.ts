/** The polling job: claims what is due, fairly among merchants, and lets each carrier's lane work at its own pace. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Carrier } from "#carriers/carrier.ts";
import { connectionsAmong } from "#carriers/connections.ts";
import type { WaitReason } from "#carriers/limits.ts";
import type { PushSettings } from "#carriers/push-address.ts";
import type { Credential, CredentialSource } from "#carriers/runner.ts";
import { type Clock, hours } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable } from "#platform/database.ts";
import { backoffMs, buryWork, completeWork, LeaseLost, planRetry, type Work } from "#platform/due-work.ts";
import type { Egress } from "#platform/egress.ts";
import { keepLeases } from "#platform/leases.ts";
import type { Log } from "#platform/log.ts";
import type { Vault } from "#platform/vault.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { testCarrierCode } from "#shipments/test-journeys.ts";
import { type AskDeps, askCarrier, type Settled } from "./ask.ts";
import { type Batch, batchesOf, type Piece } from "./batch.ts";
import { accountName, createLoad } from "./load.ts";
import { rehearse } from "./rehearse.ts";
import {
  asideNow,
  candidatesNow,
  chooseRoute,
  isWorthLeaving,
  nextRoute,
  type Route,
  routeName,
  routesOf,
} from "./routing.ts";
import { claimFairly, forgetNextLook, noteAside, putBack, readToAsk, type ToAsk } from "./store.ts";
import { createTakeUp, waitsAtMostMs } from "./take-up.ts";

export interface PollingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly connections: readonly Carrier[];
  /** A connection's credentials for a merchant: its own first, then the installation's. "" stands for no merchant. */
  readonly credentials: CredentialSource;
  readonly push: PushSettings;
  readonly egress: Egress;
  /** Seals the tokens that processes share; without it each fetches its own. */
  readonly vault?: Vault;
  /** How much faster than life parcels move: 1, but for the demo. */
  readonly speed: number;
}

export interface Polling {
  /** Claims what is due and gives it to the lanes. Waits for them a moment, not for a slow carrier. */
  runOnce(): Promise<number>;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
  /** Before the process ends: what waits is due again at once, and who is being asked may answer. */
  stop(): Promise<void>;
}

const batchMax = 200;
const attemptsMax = 10;
const patienceMs = 1_000;
/** A wait for a slot that is worth keeping the lease for. */
const shortWaitMs = 1_500;

/** The calls to one carrier with one credential, from this process. */
interface Lane {
  readonly carrier: Carrier;
  readonly queue: Batch[];
  running: number;
}

export function createPolling(options: PollingOptions): Polling {
  const { database, clock, log, wakeups, speed } = options;
  const connectionsFor = connectionsAmong(options.connections);
  const lanes = new Map<string, Lane>();
  const { hold, release } = keepLeases({ database, clock });
  const tasks = new Set<Promise<void>>();
  const ways = { database, clock, connectionsFor, credentials: options.credentials };
  const load = createLoad(ways);
  const takeUpNewlyConnected = createTakeUp(ways);
  let lastMerchant: string | null = null;
  const deps: AskDeps = {
    ...options,
    wait: (ms) => sleep(ms),
    stretch: load.stretch,
  };

  /** Simulated carriers live faster and have no quota; a real one's limits are its own. */
  const limitsOf = ({ limits }: Carrier) =>
    speed > 1 ? { ...limits, perSecond: 50, perDay: null, concurrent: 8 } : limits;

  function pump(lane: Lane): void {
    while (lane.running < limitsOf(lane.carrier).concurrent) {
      const batch = lane.queue.shift();
      if (batch === undefined) return;
      lane.running += 1;
      const task = run(lane, batch).then((again) => {
        lane.running -= 1;
        lane.queue.unshift(...again);
        const kept = new Set(again.flatMap(({ pieces }) => pieces));
        release(batch.pieces.filter((piece) => !kept.has(piece)).map(({ work }) => work));
        tasks.delete(task);
        pump(lane);
      });
      tasks.add(task);
    }
  }

  /** Never rejects: what cannot be done now is due again later. What is to be asked in smaller calls comes back. */
  async function run(lane: Lane, batch: Batch): Promise<readonly Batch[]> {
    try {
      for (let waitedMs = 0; ; ) {
        const outcome = await askCarrier(batch, { ...deps, limits: limitsOf(lane.carrier) });
        if (outcome.kind === "split") return outcome.halves;
        if (outcome.kind === "asked" || outcome.kind === "parted") {
          for (const one of outcome.settled) await settle(one);
          if (outcome.kind === "asked") return [];
          const { unpaid, rest } = outcome;
          if (unpaid !== null)
            await putBackInTurn(lane.carrier, [{ ...batch, pieces: unpaid.pieces }], unpaid.until, "credits");
          return rest === null ? [] : [rest];
        }
        const waitMs = Math.max(20, outcome.until.getTime() - clock.now().getTime());
        waitedMs += waitMs;
        if (waitedMs > shortWaitMs) {
          const waiting = [batch, ...lane.queue.splice(0)];
          await putBackInTurn(lane.carrier, waiting, outcome.until, outcome.why);
          return [];
        }
        await sleep(waitMs);
      }
    } catch (error) {
      for (const { work } of batch.pieces) await fail(work, error);
      return [];
    }
  }

  async function settle({ piece: { work, shipment }, recorded }: Settled): Promise<void> {
    if (recorded.status !== "fulfilled") return fail(work, recorded.reason);
    const { isAnnounced, summary, newEvents } = recorded.value;
    if (newEvents > 0 && summary.unmappedCount > 0)
      log.warn("carrier_unmapped", { carrier: shipment.carrier, count: summary.unmappedCount });
    // Also when nothing is new: the page says when we looked.
    wakeups.wake("order", shipment.orderId);
    if (isAnnounced) wakeups.wake("work", "notify");
  }

  /** A bug of ours or of a reading: tried again ever later, then laid aside for a person. A carrier's outage never comes here. */
  async function fail(work: Work, error: unknown): Promise<void> {
    const { kind, attempts, merchantId } = work;
    if (error instanceof LeaseLost) return log.info("work_lost", { kind });
    if (error instanceof DatabaseUnavailable) return log.warn("database_unavailable", { kind });
    const reason = error instanceof Error ? error.message : "unknown";
    const isDead = attempts >= attemptsMax;
    log.error(isDead ? "work_dead" : "work_failed", { kind, attempts, merchantId, reason });
    const dueAt = new Date(clock.now().getTime() + backoffMs(attempts, 2_000, hours(1)));
    await database
      .forMerchants([merchantId], (tx) =>
        isDead ? buryWork(tx, work, reason, clock.now()) : planRetry(tx, work, dueAt, reason),
      )
      .catch(() => {}); // the lease ends by itself, and the next attempt says it again
  }

  /**
   * One after another at the carrier's pace, so that a long queue comes back as a queue and not as a crowd. Who has another way
   * while this one is closed is due at once, and goes there. Never rejects.
   */
  async function putBackInTurn(
    carrier: Carrier,
    batches: readonly Batch[],
    from: Date,
    why: Closed | null,
  ): Promise<void> {
    const everyMs = 1_000 / limitsOf(carrier).perSecond;
    const now = clock.now();
    const pauseMs = from.getTime() - now.getTime();
    const waiting = batches.flatMap(({ pieces }, turn) =>
      pieces.map((piece) => {
        const { aside, silentSince } = piece.shipment;
        const closed = {
          ...asideNow(aside, now),
          [routeName(piece.route)]: { until: from.toISOString(), why: closedBy(why) },
        };
        const other = nextRoute(piece.routes, { aside: closed, route: piece.shipment.route }, now);
        const silentMs = from.getTime() - (silentSince ?? now).getTime();
        const isElsewhere =
          other !== undefined && (why === "credits" || (isPause(why) && isWorthLeaving(other, why, pauseMs, silentMs)));
        return isElsewhere
          ? { ...piece, dueAt: now, aside: closed }
          : { ...piece, dueAt: new Date(from.getTime() + turn * everyMs), aside };
      }),
    );
    try {
      await database.forMerchants(
        batches.map(({ merchantId }) => merchantId),
        async (tx) => {
          await putBack(tx, waiting, { now, outcome: isPause(why) ? "unavailable" : null });
          for (const { shipment, aside } of waiting) if (aside !== shipment.aside) await noteAside(tx, shipment, aside);
        },
      );
    } catch (error) {
      // The leases end by themselves; what else this process has in its hands goes on.
      if (error instanceof DatabaseUnavailable) log.warn("database_unavailable", { kind: "poll" });
      else log.error("work_failed", { kind: "poll", reason: error instanceof Error ? error.message : "unknown" });
    } finally {
      release(waiting.map(({ work }) => work));
    }
  }

  async function giveToLanes(works: readonly Work[], shipments: ReadonlyMap<string, ToAsk>): Promise<void> {
    const byLane = new Map<string, { credential: Credential; carrier: Carrier; pieces: Piece[] }>();
    const now = clock.now();
    for (const work of works) {
      const shipment = shipments.get(work.subject);
      if (shipment === undefined) {
        await stopAsking(work);
        continue;
      }
      if (shipment.carrier === testCarrierCode) {
        await playNextStep(work, shipment);
        continue;
      }
      const routes = await routesFor(shipment);
      const route = chooseRoute(routes, shipment, now);
      if (route === undefined) {
        await notConnected(work, shipment);
        continue;
      }
      const { connection: carrier, credential } = route;
      const key = accountName(route);
      const group = byLane.get(key) ?? { credential, carrier, pieces: [] };
      group.pieces.push({ work, shipment, route, routes });
      byLane.set(key, group);
    }
    for (const [key, { carrier, credential, pieces }] of byLane) {
      const lane = lanes.get(key) ?? { carrier, queue: [], running: 0 };
      lanes.set(key, lane);
      const limits = limitsOf(carrier);
      // No more than what can be asked while a lease is short; the rest comes back in its turn.
      const room = Math.ceil(Math.max(limits.concurrent, limits.perSecond) * 2) - lane.queue.length - lane.running;
      const batches = batchesOf(carrier, credential, pieces);
      const rest = batches.splice(Math.max(0, room));
      lane.queue.push(...batches);
      if (rest.length > 0) {
        const first = new Date(clock.now().getTime() + ((lane.queue.length + lane.running) * 1_000) / limits.perSecond);
        await putBackInTurn(carrier, rest, first, null);
      }
      pump(lane);
    }
  }

  async function routesFor(shipment: ToAsk): Promise<readonly Route[]> {
    const candidates = candidatesNow(shipment);
    const codes = [shipment.carrier, ...candidates.map(({ code }) => code)];
    const slugs = new Set(codes.flatMap(connectionsFor).map(({ slug }) => slug));
    const found = new Map<string, readonly Credential[]>();
    for (const slug of slugs) found.set(slug, await options.credentials(slug, shipment.merchantId));
    return routesOf({ ...shipment, candidates }, connectionsFor, (slug) => found.get(slug) ?? []);
  }

  async function withoutAsking(work: Work, act: Parameters<typeof database.forMerchants<void>>[1]): Promise<void> {
    try {
      await database.forMerchants([work.merchantId], act);
    } catch (error) {
      await fail(work, error);
    } finally {
      release([work]);
    }
  }

  async function playNextStep(work: Work, shipment: ToAsk): Promise<void> {
    let isAnnounced = false;
    await withoutAsking(work, async (tx) => {
      isAnnounced = (await rehearse(tx, work, shipment, clock.now()))?.isAnnounced ?? false;
    });
    wakeups.wake("order", shipment.orderId);
    if (isAnnounced) wakeups.wake("work", "notify");
  }

  /** Nobody is asked any more, and the page does not promise it. */
  const stopAsking = (work: Work): Promise<void> =>
    withoutAsking(work, async (tx) => {
      await forgetNextLook(tx, work);
      await completeWork(tx, work);
    });

  /** The operator has taken the credential away, or not set it yet: the parcel waits, though not for ever, and the page says so. */
  function notConnected(work: Work, shipment: ToAsk): Promise<void> {
    const now = clock.now();
    if (now.getTime() - shipment.openedAt.getTime() > waitsAtMostMs) return stopAsking(work);
    const nextAskAt = new Date(now.getTime() + hours(1));
    return withoutAsking(work, async (tx) => {
      await putBack(tx, [{ work, dueAt: nextAskAt }], { now, outcome: "unauthorized" });
      log.warn("carrier_refused", { carrier: shipment.carrier, why: "unauthorized" });
    });
  }

  async function drain(): Promise<void> {
    while (tasks.size > 0) await Promise.all(tasks);
  }

  return {
    async runOnce() {
      // Simulated carriers have no quota to be shared out.
      if (speed === 1) await load.look();
      await takeUpNewlyConnected();
      const { works, next } = await database.forSystem("claim polls", (tx) =>
        claimFairly(tx, clock.now(), batchMax, lastMerchant),
      );
      lastMerchant = next;
      if (works.length === 0) return 0;
      hold(works);
      try {
        const merchants = works.map(({ merchantId }) => merchantId);
        const shipments = await database.forMerchants(merchants, (tx) => readToAsk(tx, works));
        await giveToLanes(works, shipments);
      } catch (error) {
        release(works);
        throw error;
      }
      await patiently(tasks, patienceMs);
      return works.length;
    },
    drain,
    async stop() {
      for (const { carrier, queue } of lanes.values()) {
        const waiting = queue.splice(0);
        if (waiting.length > 0) await putBackInTurn(carrier, waiting, clock.now(), null);
      }
      await drain();
    },
  };
}

/** Why a way is closed for a while: at the carrier, or because the month's money is spent. */
type Closed = WaitReason | "credits";
const isPause = (why: Closed | null): why is "breaker" | "login" => why === "breaker" || why === "login";
const closedBy = (why: Closed | null): "credits" | "unavailable" => (why === "credits" ? "credits" : "unavailable");

async function patiently(tasks: ReadonlySet<Promise<void>>, ms: number): Promise<void> {
  const patience = new AbortController();
  const all = (async () => {
    while (tasks.size > 0) await Promise.all(tasks);
  })();
  await Promise.race([all, sleep(ms, undefined, { signal: patience.signal }).catch(() => {})]);
  patience.abort();
}
