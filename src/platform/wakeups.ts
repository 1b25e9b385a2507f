/**
 * "Something changed, look again." A wake-up carries only a topic and a subject's id; whoever hears it re-reads by cursor.
 * It is sent after the commit, outside every transaction, and coalesced: NOTIFY inside the writing one halves the throughput.
 */
import pg from "pg";

/** work: something may be due. order: what a page shows of this order changed. */
export type WakeTopic = "work" | "order";

export interface Wakeups {
  /** Call after the commit. The first is sent at once; those of the next 75 ms become one message. */
  wake(topic: WakeTopic, subject: string): void;
  /** Returns the function that ends the subscription. `subject` "*" hears all of the topic. */
  hear(topic: WakeTopic, subject: string, listener: (subject: string) => void): () => void;
  close(): Promise<void>;
}

const coalesceMs = 75;
/** NOTIFY takes at most 8,000 bytes; a subject is a UUID or a work kind. */
const subjectsPerMessage = 150;

/** Wake-ups within one process: enough where everything runs in it, and in tests. */
export function localWakeups(): Wakeups {
  const ears = new Ears();
  return {
    wake: (topic, subject) => ears.tell(topic, subject),
    hear: (topic, subject, listener) => ears.add(topic, subject, listener),
    close: async () => {},
  };
}

/**
 * Wake-ups across processes, over a connection of their own. They are a hint: when the connection is lost they stop until it is
 * back (tried each second), and workers still look by themselves.
 */
export function sharedWakeups(databaseUrl: string): Wakeups {
  const ears = new Ears();
  const waiting = new Map<WakeTopic, Set<string>>();
  const origin = `${process.pid}.${Math.random().toString(36).slice(2)}`;
  let timer: NodeJS.Timeout | undefined;
  let sentAt = Number.NEGATIVE_INFINITY;
  let client: pg.Client | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    if (closed) return;
    const fresh = new pg.Client({ connectionString: databaseUrl, application_name: "posthorn wake-ups" });
    fresh.on("error", () => retry(fresh));
    fresh.on("end", () => retry(fresh));
    fresh.on("notification", ({ payload }) => {
      const [from, topic, ...subjects] = (payload ?? "").split(" ");
      if (from === origin) return;
      for (const subject of subjects) ears.tell(topic as WakeTopic, subject); // only this module sends on the channel
    });
    try {
      await fresh.connect();
      await fresh.query("listen posthorn_wakeups");
      client = fresh;
    } catch {
      retry(fresh);
    }
  }
  const lost = new WeakSet<pg.Client>();
  function retry(broken: pg.Client): void {
    if (lost.has(broken)) return;
    lost.add(broken);
    if (client === broken) client = undefined;
    if (!closed) setTimeout(connect, 1_000).unref();
  }
  async function send(): Promise<void> {
    timer = undefined;
    sentAt = performance.now();
    for (const [topic, subjects] of waiting) {
      const all = [...subjects];
      subjects.clear();
      for (let at = 0; at < all.length; at += subjectsPerMessage) {
        const payload = [origin, topic, ...all.slice(at, at + subjectsPerMessage)].join(" ");
        await client?.query("select pg_notify('posthorn_wakeups', $1)", [payload]).catch(() => {});
      }
    }
  }

  const connecting = connect();
  return {
    wake(topic, subject) {
      ears.tell(topic, subject);
      let subjects = waiting.get(topic);
      if (subjects === undefined) waiting.set(topic, (subjects = new Set()));
      subjects.add(subject);
      timer ??= setTimeout(send, Math.max(0, sentAt + coalesceMs - performance.now())).unref();
    },
    hear: (topic, subject, listener) => ears.add(topic, subject, listener),
    async close() {
      closed = true;
      clearTimeout(timer);
      await connecting;
      await client?.end().catch(() => {});
    },
  };
}

class Ears {
  readonly #listeners = new Map<string, Set<(subject: string) => void>>();
  add(topic: WakeTopic, subject: string, listener: (subject: string) => void): () => void {
    const key = `${topic} ${subject}`;
    let listeners = this.#listeners.get(key);
    if (listeners === undefined) this.#listeners.set(key, (listeners = new Set()));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    };
  }
  tell(topic: WakeTopic, subject: string): void {
    for (const key of [`${topic} ${subject}`, `${topic} *`]) {
      for (const listener of this.#listeners.get(key) ?? []) listener(subject);
    }
  }
}
