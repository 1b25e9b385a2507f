/**
 * Random journeys of orders under a virtual clock: carriers report late, twice, out of order and flap; people sleep, mute and choose;
 * devices fail. Decisions are asked for exactly as notifications/plan.ts asks, waits are looked at again, messages leave, and each is held
 * against what the reference promises. What is true is found here by other means than decide.ts finds it.
 */
import type { Decision } from "#notifications/decide.ts";
import type {
  Channel,
  Days,
  DecideInput,
  EstimateFacts,
  ParcelFacts,
  PastDecision,
  Recipient,
  TransitionFacts,
} from "#notifications/parcel-log.ts";
import { type Preferences, topics } from "#notifications/preferences.ts";
import { reasons } from "#notifications/reasons.ts";
import { days, hours, minutes } from "#platform/clock.ts";
import { type EventCode, eventCodes, type Status, statusOf } from "#shipments/event-codes.ts";

export interface Deciders {
  decide(input: DecideInput): readonly Decision[];
  nextLook(input: DecideInput): Date | null;
}

/** What a journey broke, in words; null: nothing. `sent`: how many messages left, so that an empty world is no proof. */
export interface Played {
  readonly violation: string | null;
  readonly sent: number;
  readonly decisions: readonly Decision[];
}

class Violation extends Error {}

/** Mulberry32: small, fast, and the same everywhere. */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  chance(p: number): boolean {
    return this.next() < p;
  }
  upTo(n: number): number {
    return Math.floor(this.next() * n);
  }
  of<T>(list: readonly T[]): T {
    const chosen = list[this.upTo(list.length)];
    if (chosen === undefined) throw new Error("Nothing to choose from.");
    return chosen;
  }
}

const startMs = Date.parse("2026-11-02T00:00:00Z");
/** No change of clocks within the journeys, so that a fixed offset tells the hour. */
const zones: readonly (readonly [name: string, offsetHours: number])[] = [
  ["Europe/Berlin", 1],
  ["Asia/Tokyo", 9],
  ["America/Phoenix", -7],
  ["UTC", 0],
];

const dateAt = (ms: number, offsetHours: number): string =>
  new Date(ms + hours(offsetHours)).toISOString().slice(0, 10);
const hourAt = (ms: number, offsetHours: number): number => new Date(ms + hours(offsetHours)).getUTCHours();
const dayAfter = (date: string, n: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days(n)).toISOString().slice(0, 10);

/** One scan, and when we hear of it. */
interface Scan {
  readonly id: number;
  readonly code: EventCode;
  readonly atMs: number;
  readonly heardMs: number;
  readonly action: boolean;
  readonly keepDays: number | null;
  /** Takes back what was reported before it. */
  readonly withdraws: boolean;
}

interface Parcel {
  facts: ParcelFacts;
  readonly scans: Scan[];
  readonly plan: readonly Scan[];
  decisive: number;
}

const noEstimate: ReadonlySet<Status> = new Set<Status>([
  "delivered",
  "returned",
  "returning",
  "expired",
  "attempt_failed",
  "available_for_pickup",
]);
const needing: ReadonlySet<EventCode> = new Set<EventCode>([
  "attempt_failed.payment_due",
  "exception.customs_documents_missing",
  "exception.customs_charges_due",
  "exception.payment_required",
  "exception.address_incorrect",
]);
const late: ReadonlySet<EventCode> = new Set<EventCode>([
  "exception.delayed",
  "exception.delayed_weather",
  "exception.delayed_operational",
  "exception.misrouted",
]);

const way: readonly EventCode[] = [
  "info_received.label_created",
  "in_transit.picked_up",
  "in_transit.moving",
  "out_for_delivery.on_vehicle",
];
const ends: readonly EventCode[] = [
  "delivered.to_recipient",
  "delivered.mailbox",
  "delivered.to_neighbour",
  "available_for_pickup.at_pickup_point",
  "available_for_pickup.at_locker",
  "attempt_failed.nobody_home",
];
const trouble: readonly EventCode[] = [
  "exception.delayed",
  "exception.delayed_weather",
  "exception.misrouted",
  "exception.customs_hold",
  "exception.customs_charges_due",
  "exception.customs_documents_missing",
  "exception.payment_required",
  "exception.address_incorrect",
  "exception.damaged",
  "exception.lost",
  "exception.refused",
  "exception.under_investigation",
  "attempt_failed.payment_due",
  "attempt_failed.identity_check",
  "attempt_failed.no_access",
  "in_transit.problem_resolved",
  "returning.initiated",
  "returned.to_sender",
];
const all = Object.keys(eventCodes) as readonly EventCode[]; // the keys of the table of codes

/** The scans of one parcel in the order in which they happen; what we hear of them, and when, is another matter. */
function planOf(dice: Dice, isSmall: boolean): readonly Scan[] {
  const codes: EventCode[] = way.filter(() => dice.chance(isSmall ? 0.4 : 0.7));
  if (dice.chance(0.45)) codes.splice(dice.upTo(codes.length + 1), 0, dice.of(trouble));
  if (dice.chance(0.2)) codes.splice(dice.upTo(codes.length + 1), 0, dice.of(trouble));
  codes.push(dice.of(ends));
  if (!isSmall && dice.chance(0.5)) codes.push(dice.of(ends));
  if (dice.chance(0.35)) codes.push(dice.chance(0.5) ? "delivered.collected" : dice.of(ends));
  if (dice.chance(0.12)) codes.push(dice.of(trouble));
  if (dice.chance(0.1)) codes.splice(dice.upTo(codes.length + 1), 0, dice.of(all));
  // A carrier that flaps says two things in turn.
  if (dice.chance(0.06)) {
    const [one, other] = [dice.of(trouble), dice.of(dice.chance(0.5) ? way : trouble)];
    for (let turn = 4 + dice.upTo(18); turn > 0; turn -= 1) codes.push(turn % 2 === 0 ? one : other);
  }
  const scans: Scan[] = [];
  let atMs = startMs + dice.upTo(days(4));
  for (const [id, code] of codes.entries()) {
    atMs += dice.chance(0.3) ? dice.upTo(minutes(40)) : dice.upTo(hours(30));
    const lateMs = dice.chance(0.75)
      ? dice.upTo(minutes(20))
      : dice.chance(0.7)
        ? dice.upTo(hours(20))
        : dice.upTo(days(4));
    const isWaiting = statusOf(code) === "available_for_pickup";
    const keepDays = isWaiting && dice.chance(0.8) ? dice.upTo(9) : null;
    const action = isWaiting || needing.has(code) || (statusOf(code) === "exception" && dice.chance(0.15));
    const scan = { id, code, atMs, heardMs: atMs + lateMs, action, keepDays, withdraws: false };
    scans.push(scan);
    if (dice.chance(0.08)) scans.push({ ...scan, heardMs: scan.heardMs + dice.upTo(days(2)) });
    if (dice.chance(0.03)) {
      const withdrawnMs = scan.heardMs + dice.upTo(hours(12));
      scans.push({ ...scan, id: 100 + id, atMs: withdrawnMs, heardMs: withdrawnMs, withdraws: true });
    }
  }
  return scans;
}

/** As shipments/lifecycle.ts does, for one piece: the latest step, except that the end is sticky. */
function standing(scans: readonly Scan[]): Scan | null {
  const ordered = [...new Map(scans.map((scan) => [scan.id, scan])).values()].sort(
    (a, b) => a.atMs - b.atMs || a.id - b.id,
  );
  const kept: Scan[] = [];
  for (const scan of ordered) {
    if (scan.withdraws) kept.pop();
    else kept.push(scan);
  }
  let current: Scan | null = null;
  let isGoingBack = false;
  for (const scan of kept) {
    if (eventCodes[scan.code] === "inform") continue;
    const code: EventCode = isGoingBack ? onTheWayBack(scan.code) : scan.code;
    isGoingBack ||= code.startsWith("return");
    if (current === null || supersedes(code, current.code))
      current = code === scan.code ? scan : { ...scan, code, action: false };
  }
  return current;
}

const turnsBack: ReadonlySet<Status> = new Set<Status>([
  "in_transit",
  "out_for_delivery",
  "attempt_failed",
  "available_for_pickup",
]);

function onTheWayBack(code: EventCode): EventCode {
  if (statusOf(code) === "delivered") return "returned.to_sender";
  return turnsBack.has(statusOf(code)) ? "returning.in_transit" : code;
}

function supersedes(next: EventCode, current: EventCode): boolean {
  const [from, to] = [statusOf(current), statusOf(next)];
  if (from === "delivered")
    return (
      ["delivered", "returning", "returned"].includes(to) ||
      next === "exception.under_investigation" ||
      next === "exception.lost"
    );
  if (from === "returned") return to === "returned";
  if (current === "exception.disposed" || current === "exception.cancelled")
    return to === "delivered" || to === "returned" || eventCodes[next] === "end";
  if (to === "pending") return from === "pending";
  return to === "info_received" ? from === "pending" || from === "info_received" : true;
}

type Happening =
  | { readonly kind: "scan"; readonly atMs: number; readonly parcel: Parcel; readonly scan: Scan }
  | { readonly kind: "estimate"; readonly atMs: number; readonly parcel: Parcel; readonly days: Days }
  | { readonly kind: "keep"; readonly atMs: number; readonly parcel: Parcel; readonly keepDays: number }
  | { readonly kind: "wish"; readonly atMs: number; readonly parcel: Parcel; readonly muted: boolean };

interface Told {
  readonly fact: string;
  readonly decision: Decision;
  readonly parcelId: string;
  /** The message that said it: of a parcel that was told with another one, that one's. */
  readonly by: string;
  readonly atMs: number;
}

const counted: ReadonlySet<string> = new Set([
  "shipped",
  "date_changed",
  "date_later",
  "out_for_delivery",
  "ready_for_pickup",
  "delayed",
  "silent",
  "delivered",
]);
const oneWay: ReadonlySet<string> = new Set([...counted, "tomorrow"].filter((kind) => kind !== "ready_for_pickup"));
const afterwards: ReadonlySet<string> = new Set([
  "delivered",
  "problem",
  "problem_action",
  "action_reminder",
  "returning",
  "returned",
  "lost",
]);
const lasting: ReadonlySet<string> = new Set(["problem_action", "action_reminder", "ready_for_pickup"]);
const topicOf: Readonly<Record<string, (typeof topics)[number]>> = {
  shipped: "on_the_way",
  date_changed: "date",
  date_later: "date",
  tomorrow: "tomorrow",
  out_for_delivery: "today",
  ready_for_pickup: "pickup",
  pickup_reminder: "pickup",
  pickup_last_day: "pickup",
  delayed: "date",
  silent: "date",
  delivered: "delivered",
  has_it_arrived: "delivered",
  returning: "returns",
  returned: "returns",
};

class Order {
  readonly #dice: Dice;
  readonly #deciders: Deciders;
  readonly #parcels: Parcel[] = [];
  readonly #happenings: Happening[] = [];
  readonly #due = new Map<string, { parcel: Parcel; dueMs: number; attempts: number }>();
  readonly #past = new Map<string, PastDecision>();
  readonly #told: Told[] = [];
  readonly #recipients: readonly Recipient[];
  readonly #zone: readonly [string, number];
  readonly #quietHours: boolean;
  readonly #deadDevices: ReadonlySet<string>;
  readonly #others: readonly number[];
  readonly #sentMs = new Map<string, Map<string, number>>();
  readonly #excused = new Set<string>();
  readonly decisions: Decision[] = [];
  #preferences: Preferences;
  #nowMs = startMs;
  #looks = 0;
  sent = 0;

  constructor(seed: number, deciders: Deciders) {
    const dice = new Dice(seed);
    this.#dice = dice;
    this.#deciders = deciders;
    this.#zone = dice.of(zones);
    this.#quietHours = dice.chance(0.85);
    const devices: Recipient[] = ["phone", "tablet"]
      .slice(0, dice.of([0, 0, 1, 1, 2]))
      .map((id) => ({ channel: "push", id }));
    const recipients: Recipient[] = devices;
    if (dice.chance(0.06)) recipients.push({ channel: "webhook", id: "shop" });
    else {
      if (dice.chance(0.94)) recipients.push({ channel: "email", id: "address" });
      if (dice.chance(0.15)) recipients.push({ channel: "sms", id: "number" });
    }
    this.#recipients = recipients;
    this.#deadDevices = new Set(devices.filter(() => dice.chance(0.2)).map(({ id }) => id));
    const isBusyPerson = dice.chance(0.04);
    const otherShops = isBusyPerson ? 6 * (44 + dice.upTo(8)) : 0;
    this.#others = Array.from({ length: otherShops }, () => startMs + dice.upTo(days(6)));
    // Most orders are small, and so are most bugs.
    const isSmall = dice.chance(0.75);
    const parcels = isSmall ? 1 : dice.of([1, 1, 2, 2, 3]);
    for (let n = 0; n < parcels; n += 1) this.#addParcel(`p${n}`, isSmall);
    const choices = dice.chance(0.3)
      ? Array.from({ length: 1 + dice.upTo(4) }, () => ({
          topic: dice.of(topics),
          channel: dice.of(["push", "email", "sms"] as const),
          wanted: dice.chance(0.4),
        }))
      : [];
    const night = dice.chance(0.3)
      ? { quietFrom: dice.upTo(24), quietUntil: dice.upTo(24) }
      : { quietFrom: 22, quietUntil: 8 };
    const muted = this.#parcels.filter(() => dice.chance(0.04)).map(({ facts }) => facts.id);
    this.#preferences = { choices, ...night, zone: null, locale: null, muted: new Set(muted) };
    this.#happenings.sort((a, b) => a.atMs - b.atMs);
  }

  #addParcel(id: string, isSmall: boolean): void {
    const dice = this.#dice;
    const isUntracked = dice.chance(0.03);
    const openedMs = startMs + dice.upTo(days(2));
    const parcel: Parcel = {
      facts: {
        id,
        direction: !isUntracked && dice.chance(0.04) ? "return" : "outbound",
        tracked: !isUntracked,
        method: isUntracked ? dice.of(["letter", "own_delivery", "digital"]) : null,
        status: "pending",
        code: "pending.no_information",
        actionRequired: false,
        estimate: null,
        keepUntil: null,
        openedAt: new Date(openedMs),
        transitions: [],
        estimates: [],
      },
      scans: [],
      plan: isUntracked ? [] : planOf(dice, isSmall),
      decisive: -1,
    };
    this.#parcels.push(parcel);
    if (isUntracked) this.#announce(id, parcel, openedMs);
    for (const scan of parcel.plan) {
      const atMs = Math.max(openedMs, scan.heardMs);
      this.#happenings.push({ kind: "scan", atMs, parcel, scan });
      if (scan.keepDays !== null && dice.chance(0.2))
        this.#happenings.push({ kind: "keep", atMs: atMs + dice.upTo(days(3)), parcel, keepDays: dice.upTo(9) });
    }
    const lastMs = parcel.plan.at(-1)?.atMs ?? openedMs;
    for (let n = parcel.plan.length === 0 ? 0 : dice.of(isSmall ? [0, 0, 0, 1] : [0, 0, 1, 2, 4]); n > 0; n -= 1) {
      const atMs = openedMs + dice.upTo(Math.max(1, lastMs - openedMs));
      const first = dayAfter(dateAt(atMs, this.#zone[1]), dice.upTo(4));
      const last = dayAfter(first, dice.chance(0.7) ? 0 : dice.upTo(3));
      this.#happenings.push({ kind: "estimate", atMs, parcel, days: { first, last } });
    }
    if (dice.chance(0.05)) {
      const atMs = openedMs + dice.upTo(Math.max(1, lastMs - openedMs));
      this.#happenings.push({ kind: "wish", atMs, parcel, muted: true });
      if (dice.chance(0.5))
        this.#happenings.push({ kind: "wish", atMs: atMs + dice.upTo(days(2)), parcel, muted: false });
    }
  }

  play(): void {
    for (;;) {
      const happening = this.#happenings[0];
      let next: { id: string; dueMs: number } | null = null;
      for (const [id, { dueMs }] of this.#due) if (next === null || dueMs < next.dueMs) next = { id, dueMs };
      if (happening === undefined && next === null) return;
      if (next === null || (happening !== undefined && happening.atMs <= next.dueMs)) {
        this.#happenings.shift();
        if (happening === undefined) continue;
        this.#nowMs = Math.max(this.#nowMs, happening.atMs);
        this.#happen(happening);
      } else {
        this.#nowMs = Math.max(this.#nowMs, next.dueMs);
        this.#work(next.id);
      }
    }
  }

  #happen(happening: Happening): void {
    const { parcel } = happening;
    const { facts } = parcel;
    switch (happening.kind) {
      case "scan":
        if (!parcel.scans.some(({ id }) => id === happening.scan.id)) parcel.scans.push(happening.scan);
        this.#advance(parcel);
        return;
      case "estimate": {
        const before = facts.estimates.at(-1);
        const isSame = before?.first === happening.days.first && before.last === happening.days.last;
        if (noEstimate.has(facts.status) || isSame) return;
        const id = `${facts.id} estimate ${facts.estimates.length + 1}`;
        const change: EstimateFacts = { id, ...happening.days, reason: null, recordedAt: new Date(this.#nowMs) };
        parcel.facts = { ...facts, estimate: happening.days, estimates: [...facts.estimates, change] };
        if (facts.direction === "outbound") this.#announce(id, parcel, this.#nowMs);
        return;
      }
      case "keep": {
        if (facts.status !== "available_for_pickup") return;
        parcel.facts = { ...facts, keepUntil: dayAfter(dateAt(this.#nowMs, this.#zone[1]), happening.keepDays) };
        const last = facts.transitions.at(-1);
        if (last !== undefined && parcel.facts.keepUntil !== facts.keepUntil)
          this.#announce(last.id, parcel, this.#nowMs);
        return;
      }
      case "wish": {
        const muted = new Set(this.#preferences.muted);
        if (happening.muted) muted.add(facts.id);
        else muted.delete(facts.id);
        this.#preferences = { ...this.#preferences, muted };
      }
    }
  }

  /** As shipments/record-scans.ts does: one transition for where it stands now. */
  #advance(parcel: Parcel): void {
    const scan = standing(parcel.scans);
    const before = parcel.facts;
    const code = scan?.code ?? "pending.no_information";
    const [status, action] = [statusOf(code), scan?.action ?? false];
    const isNews =
      status !== before.status ||
      (status === "exception" && action && !before.actionRequired) ||
      (status === "attempt_failed" && parcel.decisive !== scan?.id) ||
      ((status === "exception" || status === "available_for_pickup") && code !== before.code);
    parcel.decisive = scan?.id ?? -1;
    const estimate = noEstimate.has(status) ? null : (before.estimates.at(-1) ?? null);
    const said =
      scan?.keepDays === null || scan === null ? null : dayAfter(dateAt(scan.atMs, this.#zone[1]), scan.keepDays);
    const keepUntil = status === "available_for_pickup" ? (said ?? (isNews ? null : before.keepUntil)) : null;
    parcel.facts = { ...before, status, code, actionRequired: action, estimate, keepUntil };
    if (!isNews || scan === null) return;
    const happenedAt = this.#dice.chance(0.05) ? null : new Date(scan.atMs);
    const transition: TransitionFacts = {
      id: `${before.id} ${before.transitions.length + 1}`,
      sequence: before.transitions.length + 1,
      to: status,
      code,
      actionRequired: action,
      happenedAt,
      day: dateAt(scan.atMs, this.#zone[1]),
      recordedAt: new Date(this.#nowMs),
      keepUntil: said,
    };
    parcel.facts = { ...parcel.facts, transitions: [...before.transitions, transition] };
    this.#announce(transition.id, parcel, this.#nowMs);
  }

  /** Most work is begun at once; some when the workers are back. */
  #announce(causeId: string, parcel: Parcel, atMs: number): void {
    const lagMs = this.#dice.chance(0.9)
      ? 0
      : this.#dice.chance(0.8)
        ? this.#dice.upTo(minutes(10))
        : this.#dice.upTo(hours(30));
    const known = this.#due.get(causeId);
    this.#due.set(causeId, {
      parcel,
      attempts: 0,
      dueMs: Math.min(atMs + lagMs, known?.dueMs ?? Number.POSITIVE_INFINITY),
    });
  }

  #work(causeId: string): void {
    const work = this.#due.get(causeId);
    if (work === undefined) return;
    this.#looks += 1;
    if (this.#looks > 2_000) throw new Violation("never comes to an end");
    const { parcel } = work;
    const now = new Date(this.#nowMs);
    const input: DecideInput = {
      now,
      causeId,
      parcel: parcel.facts,
      siblings: this.#parcels.filter((other) => other !== parcel).map(({ facts }) => facts),
      past: [...this.#past.values()],
      recipients: this.#recipients,
      preferences: this.#preferences,
      sentToday: this.#countOfDay(),
      zone: this.#zone[0],
      quietHours: this.#quietHours,
      mergeWindowMs: hours(2),
    };
    const looks = [this.#deciders.nextLook(input)];
    const decisions = this.#deciders.decide(input);
    for (const decision of decisions) {
      this.decisions.push(decision);
      if (!Object.hasOwn(reasons, decision.reason)) throw new Violation(`a reason that is none: ${decision.reason}`);
      if (decision.decision === "wait" && !(decision.until !== null && decision.until > now))
        throw new Violation(`waits for nothing: ${decision.kind} ${decision.reason}`);
      this.#keep(decision);
      looks.push(decision.until);
    }
    let mustRetry = false;
    for (const decision of decisions) {
      if (decision.decision !== "send") continue;
      this.#check(decision, input, decisions);
      const outcome = this.#outcome(decision);
      const kept = this.#past.get(decision.id);
      if (kept === undefined) throw new Violation("sent and not kept");
      if (outcome === "sent") this.#past.set(decision.id, { ...kept, sent: true });
      else if (outcome === "gone") {
        this.#past.set(decision.id, { ...kept, failed: true });
        looks.push(now);
      } else mustRetry = true;
    }
    this.#checkAction(parcel, input);
    if (mustRetry) {
      work.attempts += 1;
      work.dueMs = this.#nowMs + Math.min(hours(1), 5_000 * 2 ** work.attempts);
      return;
    }
    const againMs = looks.flatMap((look) => (look === null ? [] : [look.getTime()]));
    if (againMs.length === 0) this.#due.delete(causeId);
    else Object.assign(work, { dueMs: Math.max(this.#nowMs, Math.min(...againMs)), attempts: 0 });
  }

  /** `unmarked`: the process ended between sending and noting, and the same id comes again; the recipient's program folds the two. */
  #outcome({ channel, recipient }: Decision): "sent" | "gone" | "later" | "unmarked" {
    if (channel === "push" && this.#deadDevices.has(recipient)) return "gone";
    if (this.#dice.chance(0.03)) return "later";
    return this.#dice.chance(0.02) ? "unmarked" : "sent";
  }

  /** As notifications/store.ts does. */
  #keep(decision: Decision): void {
    const before = this.#past.get(decision.id);
    if (before?.sent) return;
    const { id, parcelId, causeId, kind, channel, recipient, decision: verdict, reason } = decision;
    const decidedAt = before?.decision === verdict ? before.decidedAt : new Date(this.#nowMs);
    const kept = { id, parcelId, causeId, kind, channel, recipient, decision: verdict, reason, decidedAt };
    this.#past.set(id, { ...kept, sent: false, failed: before?.failed ?? false });
    if (verdict !== "send") return;
    const ofRecipient = this.#sentMs.get(recipient) ?? new Map<string, number>();
    if (!ofRecipient.has(id)) ofRecipient.set(id, this.#nowMs);
    this.#sentMs.set(recipient, ofRecipient);
  }

  #countOfDay(): ReadonlyMap<string, number> {
    const sinceMs = this.#nowMs - days(1);
    const others = this.#others.filter((ms) => ms > sinceMs && ms <= this.#nowMs).length;
    return new Map(
      this.#recipients.map(({ id }) => {
        const own = [...(this.#sentMs.get(id)?.values() ?? [])].filter((ms) => ms > sinceMs).length;
        return [id, others + own];
      }),
    );
  }

  /** Is what leaves now right? */
  #check(decision: Decision, input: DecideInput, decisions: readonly Decision[]): void {
    const { id, kind, channel, recipient, parcelId, causeId } = decision;
    this.sent += 1;
    const isAgain = this.#told.some((told) => told.decision.id === id);
    const fail = (claim: string): never => {
      throw new Violation(`${claim}: ${kind} of ${parcelId} by ${channel} to ${recipient} because of ${causeId}`);
    };
    const merged = decisions.filter(
      (d) => d.decision === "merge" && d.causeId === causeId && d.recipient === recipient,
    );
    for (const one of merged.length === 0 ? [decision] : [decision, ...merged]) {
      const parcel = this.#parcels.find(({ facts }) => facts.id === one.parcelId) ?? fail("nobody's parcel");
      const cause = one === decision ? causeId : (parcel.facts.transitions.at(-1)?.id ?? "");
      const fact = this.#factOf(one, parcel.facts, cause);
      const before = this.#told.filter((told) => told.fact === fact && told.decision.recipient === recipient);
      if (before.some((told) => told.decision.id !== one.id)) fail("two messages for one fact");
      if (before.length > 0 && this.#past.get(one.id)?.sent === true) fail("sent again after it was noted");
      if (!isAgain && before.length > 0) fail("one fact told twice");
      this.#checkTruth(one, parcel, cause, fail);
      if (this.#preferences.muted.has(one.parcelId) && !isAgain) fail("muted");
      if (!isAgain) this.#checkBudget(one, fact, fail);
      this.#told.push({ fact, decision: one, parcelId: one.parcelId, by: id, atMs: this.#nowMs });
    }
    const isAtOnce = (told: Told): boolean =>
      told.atMs === this.#nowMs && told.decision.recipient === recipient && told.decision.kind === "ready_for_pickup";
    if (kind.startsWith("pickup_") && this.#told.some((told) => told.parcelId === parcelId && isAtOnce(told)))
      fail("told and reminded at once");
    if (!this.#isWanted(kind, channel)) fail("switched off");
    if (this.#isNight() && !(kind === "problem_action" && channel !== "sms")) fail("at night");
    if (!isAgain && (input.sentToday.get(recipient) ?? 0) >= 50) fail("N-04: more than fifty a day");
    if (oneWay.has(kind)) {
      const others = this.#told.filter(
        (told) =>
          told.decision.kind === kind &&
          told.decision.causeId === causeId &&
          told.decision.channel !== channel &&
          this.#past.get(told.by)?.failed !== true,
      );
      if (others.length > 0) fail("told twice, by two channels");
    }
  }

  #isNight(): boolean {
    const { quietFrom, quietUntil } = this.#preferences;
    if (!this.#quietHours || quietFrom === quietUntil) return false;
    const hour = hourAt(this.#nowMs, this.#zone[1]);
    return quietFrom < quietUntil ? hour >= quietFrom && hour < quietUntil : hour >= quietFrom || hour < quietUntil;
  }

  #isWanted(kind: string, channel: Channel): boolean {
    const topic = topicOf[kind] ?? "trouble";
    const personal = channel === "webhook" ? "email" : channel;
    const choice = this.#preferences.choices.find((one) => one.topic === topic && one.channel === personal);
    if (choice !== undefined) return choice.wanted;
    if (topic === "tomorrow") return false;
    return personal !== "sms" || topic === "trouble" || topic === "pickup";
  }

  /** What makes it the same news, as the catalogue's last column says it. */
  #factOf({ kind, parcelId }: Pick<Decision, "kind" | "parcelId">, facts: ParcelFacts, causeId: string): string {
    const about = `${parcelId} ${kind.replace(/^date_.*/, "date").replace("action_reminder", "action reminder")}`;
    const transition = facts.transitions.find(({ id }) => id === causeId);
    const estimate = facts.estimates.find(({ id }) => id === causeId);
    if (estimate !== undefined) return kind.startsWith("date_") ? `${about} ${causeId}` : `${about} ${estimate.last}`;
    if (kind === "pickup_last_day") return `${about} ${facts.keepUntil}`;
    if (transition === undefined) return about;
    switch (kind) {
      case "out_for_delivery": {
        const earlier = facts.transitions.filter((t) => t.sequence < transition.sequence && t.to === "attempt_failed");
        return `${about} ${transition.day} ${new Set(earlier.map(({ day }) => day)).size}`;
      }
      case "failed_attempt":
        return `${about} ${transition.day}`;
      case "problem":
        return `${about} ${transition.code}`;
      case "problem_action":
      case "action_reminder":
        return `${about} ${transition.code} ${transition.to === "attempt_failed" ? transition.day : ""}`;
      case "delayed": {
        // A delay begins anew only when the parcel was tried, or the problem solved.
        const until = facts.transitions.filter((t) => t.sequence < transition.sequence);
        const tried = until.findLastIndex(
          (t) =>
            !["in_transit", "exception", "info_received", "pending", "expired"].includes(t.to) ||
            t.code === "in_transit.problem_resolved",
        );
        return `${about} ${[...until.slice(tried + 1), transition].find((t) => late.has(t.code))?.day}`;
      }
      default:
        return about;
    }
  }

  #checkTruth({ kind }: Decision, parcel: Parcel, causeId: string, fail: (claim: string) => never): void {
    const { facts } = parcel;
    const { status, code } = facts;
    const today = dateAt(this.#nowMs, this.#zone[1]);
    const transition = facts.transitions.find(({ id }) => id === causeId);
    const estimate = facts.estimates.find(({ id }) => id === causeId);
    const isEstimateHeld = estimate !== undefined && facts.estimates.at(-1) === estimate && facts.estimate !== null;
    const isOpen = ["in_transit", "out_for_delivery", "exception"].includes(status);
    const isReturn = facts.direction === "return";
    const isAction =
      needing.has(code) || code === "attempt_failed.identity_check" || (status === "exception" && facts.actionRequired);
    const isNow: Readonly<Record<string, boolean>> = {
      shipped: status === "in_transit",
      out_for_delivery: status === "out_for_delivery",
      ready_for_pickup: status === "available_for_pickup",
      pickup_reminder: status === "available_for_pickup" && today <= (facts.keepUntil ?? ""),
      pickup_last_day: status === "available_for_pickup" && today === facts.keepUntil,
      failed_attempt: status === "attempt_failed",
      problem_action: isAction,
      action_reminder: isAction,
      problem: status === "exception",
      delayed: late.has(code),
      delivered: status === "delivered",
      returning: status === "returning",
      returned: status === "returned" || (isReturn && status === "delivered"),
      lost: code === "exception.lost",
      date_changed: isEstimateHeld && isOpen && estimate.last >= today,
      date_later: isEstimateHeld && isOpen && estimate.last >= today,
      tomorrow: isEstimateHeld && isOpen && estimate.first === dayAfter(today, 1),
      silent: isEstimateHeld && isOpen && estimate.last < today,
      has_it_arrived: !facts.tracked,
    };
    if (isNow[kind] !== true) fail(`overtaken, it is ${code} now`);
    const delivered = facts.transitions.findLast(({ to }) => to === "delivered");
    const wasDelivered = delivered !== undefined && delivered.id !== causeId;
    // Withdrawn, or looked into: the carrier itself no longer says that it is there, and what has to be done may be told.
    const isOpenAgain = parcel.scans.some(
      ({ code: said, withdraws }) => withdraws || said === "exception.lost" || said === "exception.under_investigation",
    );
    const isAllowed = afterwards.has(kind) || (isOpenAgain && ["ready_for_pickup", "failed_attempt"].includes(kind));
    if (wasDelivered && !isAllowed && !/^pickup_/.test(kind)) fail("after it was delivered");
    if (lasting.has(kind) || kind === "has_it_arrived" || kind.startsWith("pickup_")) return;
    const sinceMs =
      transition?.happenedAt?.getTime() ?? transition?.recordedAt.getTime() ?? estimate?.recordedAt.getTime();
    if (kind !== "silent" && kind !== "tomorrow" && sinceMs !== undefined && this.#nowMs - sinceMs > days(1))
      fail("older than a day");
  }

  #checkBudget(one: Decision, fact: string, fail: (claim: string) => never): void {
    const earlier = this.#told.filter((told) => told.parcelId === one.parcelId);
    const places = new Set([
      ...earlier.filter((told) => counted.has(told.decision.kind)).map((told) => told.fact),
      fact,
    ]);
    if (counted.has(one.kind) && one.kind !== "ready_for_pickup" && places.size > 4) fail("over the budget");
    const byChannel = earlier.filter((told) => told.decision.channel === one.channel).map((told) => told.fact);
    if (new Set([...byChannel, fact]).size > 8) fail("N-04: more than eight by one channel");
  }

  /** Whoever has to do something hears of it as soon as we look, unless nobody may tell. */
  #checkAction(parcel: Parcel, { causeId, sentToday }: DecideInput): void {
    const { facts } = parcel;
    const transition = facts.transitions.at(-1);
    const isAction =
      needing.has(facts.code) ||
      facts.code === "attempt_failed.identity_check" ||
      (facts.status === "exception" &&
        facts.actionRequired &&
        !late.has(facts.code) &&
        !["exception.damaged", "exception.lost", "exception.refused", "exception.disposed"].includes(facts.code));
    const isOver = eventCodes[facts.code] === "end";
    if (transition?.id !== causeId || !isAction || isOver || facts.direction === "return") return;
    if (this.#preferences.muted.has(facts.id)) return;
    const factOf = (kind: "problem_action" | "action_reminder"): string =>
      this.#factOf({ kind, parcelId: facts.id }, facts, causeId);
    const heard = [factOf("problem_action"), factOf("action_reminder")];
    const reachable = this.#recipients.filter(
      ({ channel, id }) =>
        channel !== "sms" &&
        this.#isWanted("problem_action", channel) &&
        (sentToday.get(id) ?? 0) < 50 &&
        new Set(this.#told.filter((t) => t.parcelId === facts.id && t.decision.channel === channel).map((t) => t.fact))
          .size < 8,
    );
    // Who could not be told then, because too much had been sent, hears of it by the reminder at the latest.
    if (reachable.length === 0) this.#excused.add(heard[0] ?? "");
    else if (!this.#excused.has(heard[0] ?? "") && !this.#told.some(({ fact }) => heard.includes(fact)))
      throw new Violation(`nobody heard what has to be done: ${facts.code} of ${facts.id}`);
  }
}

/** One journey from its seed to its end. */
export function playJourney(seed: number, deciders: Deciders): Played {
  const order = new Order(seed, deciders);
  let violation: string | null = null;
  try {
    order.play();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = error.message;
  }
  const { sent, decisions } = order;
  return { violation, sent, decisions };
}
