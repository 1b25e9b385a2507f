/**
 * The take-over campaign: two workers take in orders, ask carriers and mail shoppers while one of them is killed, or stood still and let
 * go on, again and again. What it held must be taken over soon; nothing may be lost, and nobody told twice but once per kill.
 */
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import { startMailCatcher } from "#demo/mail-catcher.ts";
import { quietUntil, zoneOfCountry } from "#notifications/quiet-hours.ts";
import { systemClock } from "#platform/clock.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { install, withClient } from "./installation.ts";

export interface TakeOverResult {
  readonly faults: number;
  /** Pieces of work that a worker held when it was killed or stopped. */
  readonly held: number;
  /** From the fault until the piece was claimed anew or finished, in milliseconds. */
  readonly takeOverMs: { readonly median: number; readonly p99: number };
  readonly parcels: number;
  readonly notTakenIn: number;
  readonly notDelivered: number;
  /** Decided to be sent and never received. */
  readonly mailsLost: number;
  readonly mails: number;
  /** Received beyond the first of a Message-ID. */
  readonly mailsRepeated: number;
  readonly dead: number;
}

export async function takeOverCampaign(options: {
  readonly faults: number;
  readonly seed: number;
  readonly parcels: number;
}): Promise<TakeOverResult> {
  const catcher = await startMailCatcher({ smtpPort: 0, clock: systemClock, kept: 100_000 });
  const installation = await install({ name: "take-over", seed: options.seed, smtpUrl: catcher.smtpUrl });
  const { base, authorization, databaseUrl, startRole } = installation;
  const query = <Row extends object>(text: string): Promise<Row[]> =>
    withClient(databaseUrl, async (client) => {
      await client.query("set posthorn.scope = '*'");
      return (await client.query<Row>(text)).rows;
    });
  /**
   * In production speed the next look is minutes away: everything is made due, as it is on a busy day. Who was asked longest ago comes
   * first, as it would: all due at one moment, the same parcels would be asked again and again, and the others never.
   */
  const makeDue = () =>
    query(
      `update due_work d set due_at = coalesce(s.last_asked_at, s.opened_at) from shipments s
       where s.id = d.subject and d.kind = 'poll' and not d.leased and d.due_at > now()`,
    );
  /** As a shop does that is told to wait. */
  const post = async (path: string, body: unknown): Promise<string> => {
    const answer = await request(base + path, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode === 429) {
      await sleep(1_000);
      return post(path, body);
    }
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${text}`);
    return text;
  };

  const server = startRole("api");
  const workers: ChildProcess[] = [startRole("worker"), startRole("worker")];
  try {
    await untilTrue(async () => (await request(`${base}/ready`).catch(() => null))?.statusCode === 200, 20_000);
    const country = countryByDay();
    for (let serial = 0; serial < options.parcels; serial += 1) {
      const { order_id: id } = JSON.parse(await post("/v1/orders", orderOf(serial, country))) as { order_id: string };
      // DHL allows one call in five seconds, which would make this a test of patience.
      const number = makeNumber({ carrier: "ups", journey: "normal", serial, seed: options.seed });
      const entry = { shipping_company: "UPS", tracking_number: number };
      await post(`/ordermanagement/v1/orders/${id}/shipping-info`, { shipping_info: [entry] });
    }

    const took: number[] = [];
    for (let fault = 0; fault < options.faults; fault += 1) {
      await makeDue();
      const held = await untilHeld(query);
      const victim = workers[fault % 2] as ChildProcess; // there are two
      const stands = fault % 4 >= 2;
      victim.kill(stands ? "SIGSTOP" : "SIGKILL");
      took.push(...(await takenOver(query, held)));
      if (stands) victim.kill("SIGCONT");
      else workers[fault % 2] = startRole("worker");
      await sleep(200);
    }

    const isOver = async (): Promise<boolean> => {
      await makeDue();
      const [open] = await query<{ n: number }>(
        `select (select count(*) from shipments where status <> 'delivered') + (select count(*) from due_work where kind <> 'poll' and due_at < now() + interval '1 minute') as n`,
      );
      return Number(open?.n) === 0;
    };
    await untilTrue(isOver, 120_000, 500);
    const [state] = await query<{ untaken: string; open: string; dead: string; parcels: string }>(
      `select (select count(*) from shipping_info where taken_in_at is null) as untaken, (select count(*) from shipments) as parcels,
         (select count(*) from shipments where status <> 'delivered') as open, (select count(*) from dead_work) as dead`,
    );
    const decided = await query<{ id: string }>(
      "select id from notifications where decision = 'send' and channel = 'email'",
    );
    const received = catcher.mails.map(({ messageId }) => messageId);
    took.sort((a, b) => a - b);
    return {
      faults: options.faults,
      held: took.length,
      takeOverMs: { median: at(took, 0.5), p99: at(took, 0.99) },
      parcels: Number(state?.parcels),
      notTakenIn: Number(state?.untaken),
      notDelivered: Number(state?.open),
      mailsLost: decided.filter(({ id }) => !received.some((messageId) => messageId.includes(id))).length,
      mails: new Set(received).size,
      mailsRepeated: received.length - new Set(received).size,
      dead: Number(state?.dead),
    };
  } finally {
    for (const child of [server, ...workers]) child.kill("SIGKILL");
    await installation.close();
    await catcher.close();
  }
}

type Query = <Row extends object>(text: string) => Promise<Row[]>;
interface Held {
  readonly key: string;
  readonly fence: string;
}

const heldNow = (query: Query): Promise<Held[]> =>
  query<Held>("select shard || ' ' || kind || ' ' || subject as key, fence from due_work where leased");

/** Waits until a worker has something in its hands, so that there is something to take over. */
async function untilHeld(query: Query): Promise<readonly Held[]> {
  for (let turn = 0; turn < 500; turn += 1) {
    const held = await heldNow(query);
    if (held.length > 0) return held;
    await sleep(5);
  }
  return [];
}

/** How long until each piece was claimed anew or finished: its fence is another, or it is not held any more. */
async function takenOver(query: Query, held: readonly Held[]): Promise<number[]> {
  const from = performance.now();
  const took: number[] = [];
  let left = held;
  while (left.length > 0 && performance.now() - from < 15_000) {
    const now = new Map((await heldNow(query)).map(({ key, fence }) => [key, fence]));
    const still = left.filter(({ key, fence }) => now.get(key) === fence);
    took.push(...Array<number>(left.length - still.length).fill(performance.now() - from));
    left = still;
    await sleep(10);
  }
  return [...took, ...Array<number>(left.length).fill(Number.POSITIVE_INFINITY)];
}

const at = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

async function untilTrue(ask: () => Promise<boolean>, patienceMs: number, everyMs = 50): Promise<void> {
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(everyMs))
    if (await ask()) return;
}

/** A country where it is day for a while: at night a message waits until the morning, and so would the campaign. */
function countryByDay(): string {
  const [now, soon] = [systemClock.now(), new Date(systemClock.now().getTime() + 1_800_000)];
  const isDay = (country: string): boolean =>
    [now, soon].every((moment) => quietUntil(moment, zoneOfCountry(country)) === null);
  return ["DE", "US", "JP"].find(isDay) ?? "DE";
}

function orderOf(serial: number, country: string): unknown {
  return {
    purchase_country: country,
    purchase_currency: "EUR",
    locale: "en-GB",
    order_amount: 1_000,
    merchant_reference1: `TAKE-OVER-${serial}`,
    order_lines: [{ type: "physical", name: "Lamp", quantity: 1, unit_price: 1_000, total_amount: 1_000 }],
    shipping_address: { email: `shopper-${serial}@example.org`, postal_code: "10115", city: "Anywhere", country },
  };
}
