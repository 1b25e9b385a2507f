/**
 * What carriers tell by themselves: of every number that they push, each new happening goes to the address that was entered for the carrier
 * or named when the number was registered. Sent again as the carrier does, in virtual time; nothing is sent to another machine.
 */
import { createHash } from "node:crypto";
import { Agent, request } from "undici";
import { randomToken } from "#platform/ids.ts";
import { journeyOf, lengthOf, type Step } from "./journeys.ts";
import type { Counts } from "./limits.ts";
import { type Parcel, type Play, playOf, realTime, type Scan } from "./play.ts";

export interface Target {
  readonly url: string;
  /** With which the carrier signs, or which it repeats in a header; "": none was entered. */
  readonly secret: string;
  /** The header that repeats it, where whoever subscribes names that. */
  readonly header?: string;
}

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A happening, to be said in the carrier's words. */
export interface News {
  /** The parcel as the carrier knew it at that moment. */
  readonly play: Play;
  readonly scan: Scan;
  /** A UUID, the same for the same happening. */
  readonly id: string;
  /** When the message is written and signed. */
  readonly atMs: number;
  readonly to: Target;
}

/** How a carrier pushes: part of its office. */
export interface Pushes {
  /** asked: every number of the account, which are those that were asked for here. subscribed: those of `World.subscribe`. */
  readonly numbers: "asked" | "subscribed";
  /** After an attempt that was not answered with 2xx: so many virtual minutes until the next. As many attempts more as there are entries. */
  readonly repeats: readonly number[];
  message(news: News): Message;
}

/** What can be wrong with messages on their way: said twice, the earlier after the later, signed an hour ago, signed with another secret. */
export const pushFaults = ["push_twice", "push_out_of_order", "push_late", "push_forged"] as const;
export type PushFault = (typeof pushFaults)[number];

export interface PushCounts {
  /** Attempts, the repeated ones among them. */
  readonly sent: number;
  /** 0: no answer. */
  readonly byStatus: Readonly<Record<number, number>>;
}

export interface CarrierCounts extends Counts {
  readonly pushed: PushCounts;
}

/** A carrier as its pushing sees it. */
export interface Sender {
  readonly slug: string;
  readonly pushes: Pushes | undefined;
  /** Where the operator wants news to go. */
  readonly target: Target | undefined;
  readonly fault: string;
}

export interface PushedParcel {
  readonly carrier: string;
  readonly parcel: Parcel;
  /** Absent: nobody subscribed. Null: to the operator's address. */
  readonly subscribed?: Target | null;
}

export interface PushingOptions {
  readonly speed: number;
  nowMs(): number;
  sender(slug: string): Sender | undefined;
  parcels(): Iterable<PushedParcel>;
}

export interface Pushing {
  /** What has happened to the parcel by now is known to who asked; only what follows is news. */
  beginWith(entry: PushedParcel, isAnew: boolean): void;
  /** A message that is no news, once: a handshake. */
  send(slug: string, url: string, message: Message): void;
  /** Looks for news from now on. */
  watch(): void;
  counts(slug: string): PushCounts;
  close(): Promise<void>;
}

const lookEveryMs = 50;
const answerWithinMs = 5_000;
const hour = 3_600_000;

interface Outgoing {
  readonly url: string;
  readonly message: Message;
  readonly dueMs: number;
  readonly repeats: readonly number[];
}

interface Post {
  readonly waiting: Outgoing[];
  readonly byStatus: Record<number, number>;
  sent: number;
  isBusy: boolean;
}

export function createPushing({ speed, nowMs, sender, parcels }: PushingOptions): Pushing {
  const agent = new Agent({
    headersTimeout: answerWithinMs,
    bodyTimeout: answerWithinMs,
    connectTimeout: answerWithinMs,
  });
  const openedMs = nowMs();
  /** Steps that are no news any more, by carrier and number. */
  const told = new Map<string, Set<Step>>();
  /** Messages that wait until the next has overtaken them. */
  const held = new Map<string, Outgoing>();
  const posts = new Map<string, Post>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const postOf = (slug: string): Post => {
    const known = posts.get(slug) ?? { waiting: [], byStatus: {}, sent: 0, isBusy: false };
    posts.set(slug, known);
    return known;
  };

  function toldOf({ carrier, parcel }: PushedParcel, byMs: number, isAnew = false): Set<Step> {
    const key = keyOf(carrier, parcel);
    const known = isAnew ? undefined : told.get(key);
    if (known !== undefined) return known;
    const steps = new Set(playOf(parcel, speed, byMs).scans.map(({ step }) => step));
    told.set(key, steps);
    return steps;
  }

  function look(): void {
    const now = nowMs();
    for (const entry of parcels()) {
      const from = sender(entry.carrier);
      const to = from?.pushes === undefined ? undefined : targetOf(from.pushes, entry, from.target);
      if (from?.pushes === undefined || to === undefined || !isOnThisMachine(to.url)) continue;
      const known = toldOf(entry, openedMs);
      const journey = journeyOf(entry.parcel.journey);
      if (known.size === journey.steps.length) continue;
      for (const { step, atMs } of newSteps(entry.parcel, journey.steps, known, now)) {
        known.add(step);
        tell(from, from.pushes, { entry, step, atMs, to });
      }
      const isOver = now >= realTime(entry.parcel, lengthOf(journey), speed);
      if (isOver) release(entry.carrier, keyOf(entry.carrier, entry.parcel));
    }
    for (const post of posts.values()) void deliver(post);
  }

  /** In the order in which the carrier tells them. */
  function newSteps(parcel: Parcel, steps: readonly Step[], known: ReadonlySet<Step>, now: number) {
    const isKnown = new Set(playOf(parcel, speed, now).scans.map(({ step }) => step));
    return steps
      .filter((step) => isKnown.has(step) && !known.has(step))
      .map((step) => ({ step, atMs: realTime(parcel, step.after + (step.lateBy ?? 0), speed) }))
      .toSorted((a, b) => a.atMs - b.atMs);
  }

  function tell(
    { slug, fault }: Sender,
    { message, repeats }: Pushes,
    news: { readonly entry: PushedParcel; readonly step: Step; readonly atMs: number; readonly to: Target },
  ): void {
    const { entry, step, to } = news;
    const play = playOf(entry.parcel, speed, news.atMs);
    const scan = play.scans.find((each) => each.step === step);
    if (scan === undefined) return;
    const key = keyOf(slug, entry.parcel);
    const outgoing: Outgoing = {
      url: to.url,
      message: message({
        play,
        scan,
        id: uuidOf(`${key} ${entry.parcel.startedMs} ${entry.parcel.journey} ${step.after} ${step.what}`),
        atMs: nowMs() - (fault === "push_late" ? hour : 0),
        to: fault === "push_forged" ? { ...to, secret: randomToken(32) } : to,
      }),
      dueMs: nowMs(),
      repeats,
    };
    if (fault === "push_out_of_order" && !held.has(key)) return void held.set(key, outgoing);
    postOf(slug).waiting.push(...(fault === "push_twice" ? [outgoing, outgoing] : [outgoing]));
    release(slug, key);
  }

  function release(slug: string, key: string): void {
    const earlier = held.get(key);
    if (earlier === undefined) return;
    held.delete(key);
    postOf(slug).waiting.push(earlier);
  }

  /** One after another, so that a carrier's messages arrive in the order in which they were sent. */
  async function deliver(post: Post): Promise<void> {
    if (post.isBusy) return;
    post.isBusy = true;
    try {
      for (let at = dueAt(post); at !== -1 && !isClosed; at = dueAt(post)) {
        const [outgoing] = post.waiting.splice(at, 1);
        if (outgoing === undefined) return;
        const status = await send(outgoing);
        post.sent += 1;
        post.byStatus[status] = (post.byStatus[status] ?? 0) + 1;
        const [minutes, ...repeats] = outgoing.repeats;
        if (minutes === undefined || (status >= 200 && status < 300)) continue;
        post.waiting.push({ ...outgoing, repeats, dueMs: nowMs() + (minutes * 60_000) / speed });
      }
    } finally {
      post.isBusy = false;
    }
  }

  const dueAt = ({ waiting }: Post): number => waiting.findIndex(({ dueMs }) => dueMs <= nowMs());

  /** 0: nobody answered. */
  async function send({ url, message }: Outgoing): Promise<number> {
    try {
      const { statusCode, body } = await request(url, { method: "POST", dispatcher: agent, ...message });
      await body.dump();
      return statusCode;
    } catch {
      return 0;
    }
  }

  function watch(): void {
    if (!isClosed) timer ??= setInterval(look, lookEveryMs).unref();
  }

  return {
    beginWith: (entry, isAnew) => void toldOf(entry, nowMs(), isAnew),
    send(slug, url, message) {
      if (!isOnThisMachine(url)) return;
      postOf(slug).waiting.push({ url, message, dueMs: nowMs(), repeats: [] });
      watch();
    },
    watch,
    counts(slug) {
      const { sent, byStatus } = postOf(slug);
      return { sent, byStatus: { ...byStatus } };
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await agent.destroy();
    },
  };
}

/** Simulated carriers send to nobody else's machine, whatever somebody registers. */
export function isOnThisMachine(url: string): boolean {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: "", hostname: "" };
  return /^https?:$/.test(protocol) && /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/.test(hostname);
}

function targetOf(pushes: Pushes, { subscribed }: PushedParcel, entered: Target | undefined): Target | undefined {
  if (pushes.numbers === "subscribed" && subscribed === undefined) return undefined;
  return subscribed ?? entered;
}

const keyOf = (carrier: string, { number }: Parcel): string => `${carrier} ${number}`;

function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** For contracts: a body, and headers that are made of the very text that is sent. */
export function jsonMessage(
  value: object,
  headers: (body: string) => Readonly<Record<string, string>> = () => ({}),
): Message {
  const body = JSON.stringify(value);
  return { body, headers: { "content-type": "application/json", ...headers(body) } };
}
