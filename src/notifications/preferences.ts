/** What a person wishes to hear, by which channel, and when not. Pure: the wishes are read and kept by the store. */

/** What messages are about, as a person chooses: a few topics, not every kind of message. */
export const topics = ["on_the_way", "date", "tomorrow", "today", "pickup", "trouble", "delivered", "returns"] as const;
export type Topic = (typeof topics)[number];

/** The channels that a person chooses among. */
export const channels = ["push", "email", "sms"] as const;
export type PersonalChannel = (typeof channels)[number];

export interface Preferences {
  /** Differences from the default, by topic and channel. */
  readonly choices: readonly { readonly topic: Topic; readonly channel: PersonalChannel; readonly wanted: boolean }[];
  /** Local hours, 0 to 23; both the same: no quiet hours. */
  readonly quietFrom: number;
  readonly quietUntil: number;
  /** IANA zone; null: where the order goes. */
  readonly zone: string | null;
  /** BCP 47; null: the order's language. */
  readonly locale: string | null;
  /** Shipments that the person wants no more messages about. */
  readonly muted: ReadonlySet<string>;
}

/** Of somebody who has chosen nothing. */
export const defaultPreferences: Preferences = {
  choices: [],
  quietFrom: 22,
  quietUntil: 8,
  zone: null,
  locale: null,
  muted: new Set(),
};

/** Without a word: no eve-of-delivery messages, and by SMS only what cannot wait. */
const defaultOff: ReadonlySet<string> = new Set([
  "tomorrow email",
  "tomorrow push",
  ...topics.filter((topic) => topic !== "trouble" && topic !== "pickup").map((topic) => `${topic} sms`),
]);

export function wants({ choices }: Pick<Preferences, "choices">, topic: Topic, channel: PersonalChannel): boolean {
  const choice = choices.find((one) => one.topic === topic && one.channel === channel);
  return choice?.wanted ?? !defaultOff.has(`${topic} ${channel}`);
}
