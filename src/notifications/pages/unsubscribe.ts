/** The page behind the link "stop e-mails of this kind": says what would stop, stops it by a button, and takes it back. */
import { html } from "htm/preact";
import type { KeyOf } from "#languages/languages.ts";
import type { Topic } from "../preferences.ts";
import type { Says } from "../words.ts";

/** Topics that the answer to a form says are stopped now, so that it can be taken back. */
export type Done =
  | { readonly kind: "stopped"; readonly topics: readonly Topic[]; readonly isAll: boolean }
  | { readonly kind: "resumed" };

export interface UnsubscribePage {
  readonly says: Says;
  readonly token: string;
  readonly topic: Topic;
  readonly isStopped: boolean;
  /** Null: nothing was done yet. */
  readonly done: Done | null;
}

/** What a parcel waits for somebody to do. */
const needsSomebody: ReadonlySet<Topic> = new Set<Topic>(["pickup", "trouble"]);

export function unsubscribeContent({ says, token, topic, isStopped, done }: UnsubscribePage) {
  const t = (key: KeyOf<"messages">) => says.t(key);
  const lang = says.locale.slice(0, 2);
  const form = (action: string, label: string, topics: readonly Topic[], className: string) =>
    html`<form method="post" action=${`/u/${token}/choice?lang=${lang}`}>
      <input type="hidden" name="action" value=${action} />
      ${topics.length === 0 ? null : html`<input type="hidden" name="topics" value=${topics.join(" ")} />`}
      <button class=${className}>${label}</button>
    </form>`;
  const word =
    done === null
      ? null
      : html`<p class="card" role="status">${
          done.kind === "resumed"
            ? t("unsubscribe.resumed")
            : done.isAll
              ? t("unsubscribe.stoppedAll")
              : t("unsubscribe.stopped")
        }</p>`;
  // Stopped all a second time, there is nothing new to take back; this kind can come again all the same.
  const isAllStopped = done?.kind === "stopped" && done.isAll && done.topics.length > 0;
  const undo = done?.kind === "stopped" && done.topics.length > 0 ? done.topics : isStopped ? [topic] : [];
  return html`
    <h1>${titleOf(says, isStopped)}</h1>
    ${word}
    ${
      isAllStopped
        ? null
        : html`<p>${t("unsubscribe.kind")}</p>
            <p class="card"><strong>${says.t(`unsubscribe.topic.${topic}`)}</strong></p>`
    }
    ${needsSomebody.has(topic) && !isStopped ? html`<p>${t("unsubscribe.careful")}</p>` : null}
    ${isStopped ? null : form("stop", t("unsubscribe.stop"), [], "")}
    ${undo.length === 0 ? null : form("resume", done === null ? t("unsubscribe.resume") : t("unsubscribe.undo"), undo, "plain")}
    ${done?.kind === "stopped" && done.isAll ? null : form("stop_all", t("unsubscribe.stopAll"), [], "plain")}
    <p class="soft small">${t("unsubscribe.rest")}</p>
  `;
}

/** The title carries the state. */
export const titleOf = (says: Says, isStopped: boolean): string =>
  isStopped ? says.t("unsubscribe.title.stopped") : says.t("unsubscribe.title");
