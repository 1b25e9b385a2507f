/**
 * "Something changed, look again." A wake-up carries only a topic and a subject's id; whoever hears it re-reads by cursor.
 * It is sent after the commit, outside every transaction, and coalesced: NOTIFY inside the writing one halves the throughput.
 */
export interface Wakeups {
  /** Call after the commit. Many calls within 75 ms for one subject become one. */
  wake(topic: WakeTopic, subject: string): void;
  /** Returns the function that ends the subscription. `subject` "*" hears all of the topic. */
  hear(topic: WakeTopic, subject: string, listener: (subject: string) => void): () => void;
  close(): Promise<void>;
}

/** work: something may be due. order: what a page shows of this order changed. */
export type WakeTopic = "work" | "order";
