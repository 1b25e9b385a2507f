/** Who is responsible for what, what each state means, how to tell a fraud, in which languages and for whom the pages work. */
import { html } from "htm/preact";
import { languages } from "#languages/languages.ts";
import type { TextKey, Texts } from "#shopper/texts.ts";

/** In the order of a journey; each is explained. */
const states = [
  "pending",
  "announced",
  "in_transit",
  "customs",
  "out_for_delivery",
  "ready",
  "attempt_failed",
  "delayed",
  "problem",
  "lost",
  "delivered",
  "returning",
  "no_news",
] as const;

export function helpContent(texts: Texts) {
  const { t } = texts;
  return html`
    <h1>${t("help.title")}</h1>
    <h2>${t("help.who")}</h2>
    <dl class="help">
      <dt>${t("help.who.shop")}</dt><dd>${t("help.who.shop.body")}</dd>
      <dt>${t("help.who.carrier")}</dt><dd>${t("help.who.carrier.body")}</dd>
      <dt>${t("help.who.us")}</dt><dd>${t("help.who.us.body")}</dd>
    </dl>
    <h2>${t("help.fraud")}</h2>
    <p><strong>${t("help.fraud.never")}</strong></p>
    <p>${t("help.fraud.body")}</p>
    <h2>${t("help.states")}</h2>
    <p>${t("help.states.body")}</p>
    <dl class="help">${states.map((state) => html`<dt>${nameOf(state, t)}</dt><dd>${t(`help.state.${state}` as TextKey)}</dd>`)}</dl>
    <h2>${t("help.reach")}</h2>
    <p>${t("help.reach.body")}</p>
    <h2>${t("help.data")}</h2>
    <p>${t("help.data.body")}</p>
    <h2>${t("help.languages")}</h2>
    <p>${t("help.languages.body", {
      names: list(
        [...languages.values()].map(({ name }) => name),
        texts,
      ),
    })}</p>
    <h2>${t("help.accessibility")}</h2>
    <p>${t("help.accessibility.body")}</p>
    <p>${t("help.accessibility.report")}</p>
  `;
}

const nameOf = (state: (typeof states)[number], t: Texts["t"]): string =>
  state === "pending" ? t("help.state.pending.name") : t(`state.${state}`);

const list = (names: readonly string[], { locale }: Texts): string => new Intl.ListFormat(locale).format(names);
