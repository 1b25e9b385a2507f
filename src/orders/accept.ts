/**
 * How every write of the Order Management API becomes durable. Calls that arrive while a transaction commits form the next batch by
 * themselves (no timer): one transaction, a few statements whatever its size, and each caller is answered after the commit.
 */
import type { Clock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable, type Tx } from "#platform/database.ts";
import { type PlannedWork, planWork } from "#platform/due-work.ts";
import { newId, shardOf } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import type { CallFaults } from "./call-faults.ts";
import { type Answer, refused } from "./errors.ts";
import type { Additions, Call, CallContext, Order } from "./order.ts";
import * as store from "./store.ts";

export interface AcceptedCall {
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly orderId: string;
  readonly idempotency: { readonly keyHash: Buffer; readonly bodyHash: Buffer } | null;
  readonly method: string;
  readonly path: string;
  readonly correlationId: string;
  readonly call: Call;
  /** How many rows it may add, so that a batch stays a short transaction. */
  readonly rows: number;
  /** Refused whatever the order is (a value is missing, say): kept with the key like every other answer. */
  readonly refusal?: Answer;
  /** The 404 of this operation, in the words of the API. */
  readonly unknownOrder: string;
}

export interface Acceptor {
  /** Resolves after the commit. Throws DatabaseUnavailable when nothing was accepted. */
  accept(call: AcceptedCall): Promise<Answer>;
}

const batchMax = 256;
const batchRowsMax = 5_000;
/** More calls than this have no chance to be answered in time; saying so at once keeps memory bounded. */
const waitingMax = 10_000;
/** When there is no answer after this, the caller is told 503. What still waits is taken back and not executed. */
export const patienceMs = 1_800;
const dayMs = 86_400_000;

interface Waiting {
  readonly call: AcceptedCall;
  readonly done: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
  /** The caller was told 503: do not begin it any more. */
  isOver: boolean;
}

export function createAcceptor(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly locationBase: string;
  /** Told when a key comes back with another body. */
  readonly faults?: CallFaults;
}): Acceptor {
  const waiting = new Set<Waiting>();
  let running: object | null = null;

  /** One batch after the other. A batch that hangs is left behind after a while, so that a database that is back serves at once. */
  async function drain(): Promise<void> {
    const mine = {};
    running = mine;
    while (waiting.size > 0 && running === mine) {
      const batch: Waiting[] = [];
      let rows = 0;
      for (const one of waiting) {
        if (batch.length === batchMax || (batch.length > 0 && rows + one.call.rows > batchRowsMax)) break;
        rows += one.call.rows;
        batch.push(one);
        waiting.delete(one);
      }
      const hanging = setTimeout(() => {
        if (running === mine) running = null;
        if (running === null && waiting.size > 0) void drain();
      }, patienceMs);
      await acceptApart(batch);
      clearTimeout(hanging);
    }
    if (running === mine) running = null;
  }

  /** When a batch fails, the orders of it are tried one by one, then the calls: one that cannot be stored never fails the others. */
  async function acceptApart(all: readonly Waiting[]): Promise<void> {
    const batch = all.filter(({ isOver }) => !isOver);
    if (batch.length === 0) return;
    try {
      const answers = await acceptBatch(batch.map(({ call }) => call));
      for (const [at, { done }] of batch.entries()) done(answers[at] ?? unanswered());
    } catch (error) {
      if (error instanceof DatabaseUnavailable) {
        for (const { fail } of batch) fail(error);
        return;
      }
      const byOrder = Map.groupBy(batch, ({ call }) => call.orderId);
      if (byOrder.size > 1) for (const part of byOrder.values()) await acceptApart(part);
      else if (isHeld(error)) for (const { call, done, fail } of batch) answerHeld(call, done, fail);
      else if (batch.length > 1) for (const one of batch) await acceptApart([one]);
      else for (const { fail } of batch) fail(error);
    }
  }

  /** Another transaction holds this order or this key, for longer than a transaction of ours takes. */
  function answerHeld(call: AcceptedCall, done: (answer: Answer) => void, fail: (error: unknown) => void): void {
    const sentence = "A call with this idempotency key is still running. Send it again in a moment.";
    if (call.idempotency === null) fail(new DatabaseUnavailable("held"));
    else done(refused("CONFLICT", [sentence], call.correlationId));
  }

  async function acceptBatch(batch: readonly AcceptedCall[]): Promise<readonly Answer[]> {
    const now = deps.clock.now();
    const merchants = [...new Set(batch.map(({ merchantId }) => merchantId))];
    // Another process may answer one of our keys while we decide; then everything is rolled back and looked up again.
    for (let tries = 0; ; tries += 1) {
      const result = await deps.database
        .forMerchants(merchants, (tx) => decideAndWrite(tx, batch, now))
        .catch((error: unknown) => {
          if ((error instanceof KeyTaken || isConflict(error)) && tries < 5) return null;
          throw error;
        });
      if (result === null) continue;
      if (result.plannedIntake) deps.wakeups.wake("work", "intake");
      if (result.plannedNotify) deps.wakeups.wake("work", "notify");
      for (const orderId of result.changedOrders) deps.wakeups.wake("order", orderId);
      return result.answers;
    }
  }

  async function decideAndWrite(tx: Tx, batch: readonly AcceptedCall[], now: Date) {
    const since = new Date(now.getTime() - dayMs);
    const keyed = batch.filter((call) => call.idempotency !== null);
    const remembered = new Map<string, RememberedAnswer>();
    await store.prepareBatch(tx);
    if (keyed.length > 0)
      for (const row of await store.rememberedCalls(tx, keyed.map(asKeyed), since)) remembered.set(keyName(row), row);

    const keys = new Map(
      batch
        .filter(({ refusal }) => refusal === undefined)
        .map((call) => [call.orderId, { shard: shardOf(call.orderId), id: call.orderId }]),
    );
    const orders = new Map((await store.lockOrders(tx, [...keys.values()])).map((order) => [order.id, order]));
    const effects = new Effects();
    const toRemember: (store.KeyedCall & { readonly answer: Answer })[] = [];
    const answers = batch.map((call) => {
      const keyedCall = call.idempotency === null ? null : asKeyed(call);
      const before = keyedCall && remembered.get(keyName(keyedCall));
      if (keyedCall && before) return repeat(call, keyedCall, before);
      const order = orders.get(call.orderId);
      const answer =
        call.refusal ??
        (order === undefined || order.merchantId !== call.merchantId || order.mode !== call.mode
          ? refused("NO_SUCH_ORDER", [call.unknownOrder], call.correlationId)
          : effects.apply(order, call.call, {
              now,
              correlationId: call.correlationId,
              locationBase: deps.locationBase,
            }));
      if (keyedCall) {
        toRemember.push({ ...keyedCall, answer });
        remembered.set(keyName(keyedCall), { ...keyedCall, ...answer, headers: { ...answer.headers } });
      }
      return answer;
    });
    await effects.write(tx, now);
    if (toRemember.length > 0 && (await store.rememberCalls(tx, toRemember, since, now)) < toRemember.length)
      throw new KeyTaken();
    return {
      answers,
      plannedIntake: effects.shippingInfo.length > 0,
      plannedNotify: effects.sendOuts.length > 0,
      changedOrders: [...effects.changed].map(({ id }) => id),
    };
  }

  function repeat(call: AcceptedCall, keyedCall: store.KeyedCall, before: RememberedAnswer): Answer {
    if (before.method !== call.method || before.path !== call.path) {
      return refused(
        "CONFLICT",
        [
          `This idempotency key was used for ${before.method} ${before.path}. Nothing was done; send this call with a key of its own.`,
        ],
        call.correlationId,
      );
    }
    if (!before.bodyHash.equals(keyedCall.bodyHash)) {
      const { correlationId, merchantId, mode, method, path } = call;
      deps.log.warn("idempotency_mismatch", { correlationId, merchantId });
      const route = `${method} ${path.replace(/[0-9a-f-]{36}/gi, ":id")}`;
      const sentence = "An idempotency key came again with another body: the first answer was repeated.";
      deps.faults?.note({ merchantId, mode }, { code: "key_reused", route, sentence, correlationId });
    }
    return { status: before.status, headers: before.headers, body: before.body };
  }

  return {
    accept(call) {
      return new Promise((resolve, reject) => {
        if (waiting.size >= waitingMax) return reject(new DatabaseUnavailable("too many calls wait"));
        const tooLong = setTimeout(() => {
          waiting.delete(one);
          one.isOver = true;
          reject(new DatabaseUnavailable("no answer in time"));
        }, patienceMs);
        const one: Waiting = {
          call,
          isOver: false,
          done: (answer) => {
            clearTimeout(tooLong);
            resolve(answer);
          },
          fail: (error) => {
            clearTimeout(tooLong);
            reject(error);
          },
        };
        waiting.add(one);
        if (running === null) void drain();
      });
    },
  };
}

/** SQLSTATE 55P03: a lock was not given within our patience. */
export const isHeld = (error: unknown): boolean => stateOf(error) === "55P03";
/** Deadlock or serialization failure: the same again, from the start. */
const isConflict = (error: unknown): boolean => ["40P01", "40001"].includes(stateOf(error));
const stateOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

type RememberedAnswer = store.KeyedCall & {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
};

/** A key that we were about to answer was answered by another process meanwhile. */
class KeyTaken extends Error {}

function unanswered(): never {
  throw new Error("A call of the batch has no answer.");
}

const asKeyed = (call: AcceptedCall): store.KeyedCall => ({
  merchantId: call.merchantId,
  mode: call.mode,
  keyHash: call.idempotency?.keyHash ?? Buffer.alloc(0),
  method: call.method,
  path: call.path,
  bodyHash: call.idempotency?.bodyHash ?? Buffer.alloc(0),
});
const keyName = (call: { readonly merchantId: string; readonly mode: string; readonly keyHash: Buffer }): string =>
  `${call.merchantId} ${call.mode} ${call.keyHash.toString("base64")}`;

/** What a batch of calls adds up to, written with one statement per table. */
class Effects {
  readonly changed = new Set<Order>();
  readonly captures: { order: Order; capture: Additions["captures"][number] }[] = [];
  readonly refunds: { order: Order; refund: Additions["refunds"][number] }[] = [];
  readonly shippingInfo: store.ShippingInfoRow[] = [];
  readonly sendOuts: Order[] = [];

  apply(order: Order, call: Call, context: CallContext): Answer {
    const additions: Additions = { captures: [], refunds: [], shippingInfo: [], sendOut: false };
    const before = order.changeId;
    const answer = call(order, additions, context);
    if (order.changeId !== before) this.changed.add(order);
    for (const capture of additions.captures) this.captures.push({ order, capture });
    for (const refund of additions.refunds) this.refunds.push({ order, refund });
    for (const { captureId, entry } of additions.shippingInfo)
      this.shippingInfo.push({ order, id: newId(), captureId, ...storable(entry) });
    if (additions.sendOut) this.sendOuts.push(order);
    return answer;
  }

  async write(tx: Tx, now: Date): Promise<void> {
    await store.updateOrders(tx, [...this.changed]);
    await store.insertCaptures(tx, this.captures, now);
    for (const { order, refund } of this.refunds) {
      await store.insertRefund(tx, order, refund, now);
      await store.spreadRefund(tx, order, refund.refundedAmount);
    }
    await store.insertShippingInfo(tx, this.shippingInfo, now);
    const planned = new Map<string, PlannedWork>();
    for (const { order } of this.shippingInfo)
      planned.set(order.id, {
        shard: order.shard,
        kind: "intake",
        subject: order.id,
        merchantId: order.merchantId,
        dueAt: now,
      });
    for (const order of this.sendOuts) {
      const id = newId();
      await store.insertSendOut(tx, order, id, now);
      planned.set(id, { shard: order.shard, kind: "notify", subject: id, merchantId: order.merchantId, dueAt: now });
    }
    await planWork(tx, [...planned.values()]);
  }
}

/** The one exception to "read back as sent": U+0000 and half surrogate pairs become U+FFFD, and the row says so (E-06). */
export function storable(entry: object): { readonly entry: string; readonly repaired: boolean } {
  let repaired = false;
  const text = JSON.stringify(entry, (_key, value: unknown) => {
    if (typeof value !== "string") return value;
    const well = value.toWellFormed().replaceAll("\u0000", "\ufffd");
    if (well !== value) repaired = true;
    return well;
  });
  return { entry: text, repaired };
}
