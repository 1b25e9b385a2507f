/** The parcel's page, element by element as a person asks: when, where, must I do something; then the evidence. */
import { html } from "htm/preact";
import { monogram } from "#platform/html/monogram.ts";
import type { HistoryItem, OrderView, ParcelView } from "#shopper/presenter.ts";
import type { Texts } from "#shopper/texts.ts";
import { shopLine } from "./shop.ts";
import { placeZone, said, sentencesFor } from "./words.ts";

export interface ParcelPage {
  readonly order: OrderView;
  readonly parcel: ParcelView;
  readonly orderLink: string | null;
  readonly texts: Texts;
  readonly now: Date;
}

export function parcelContent({ order, parcel, orderLink, texts, now }: ParcelPage) {
  const { t } = texts;
  const words = sentencesFor(parcel, order.shop, texts, now);
  return html`
    ${orderLink === null ? null : html`<nav><a class="back" href=${orderLink}>${t("parcel.back")}</a></nav>`}
    ${shopLine(order)}
    <h1>${words.headline}</h1>
    <p><span class=${`pill ${parcel.tone}`}>${words.state}</span>${words.reason ? html` <strong>${words.reason}</strong>` : null}</p>
    ${words.line ? html`<p>${words.line}</p>` : null}
    ${order.tier === 0 ? html`<p class="soft">${t("ended.body")}</p>` : null}
    <p class=${`next ${parcel.needsAction ? "action" : ""}`}>${words.action}</p>
    ${stepBar(parcel, texts)} ${freshness(parcel, texts, now)}
    ${parcel.boxes ? html`<p>${t("parcel.boxes", { delivered: parcel.boxes.delivered, count: parcel.boxes.count })}</p>` : null}
    ${parcel.state === "delivered" ? html`<details><summary>${t("action.notHere")}</summary><p>${t("action.notHere.body", { shop: order.shop })}</p></details>` : null}
    <section class="card">
      <dl class="facts">
        ${parcel.carrier ? html`<dt>${t("parcel.carrier")}</dt><dd class="named">${monogram(parcel.carrier)} ${parcel.carrier}</dd>` : null}
        ${parcel.number ? html`<dt>${t("parcel.number")}</dt><dd><span class="number">${parcel.number}</span> <button class="plain" type="button" data-copy=${parcel.number} data-done=${t("parcel.copied")}>${t("parcel.copy")}</button></dd>` : null}
        <dt>${t("parcel.place")}</dt>
        <dd>${parcel.pickup?.name || order.address?.map((line) => html`${line}<br />`) || t(parcel.placeKind === "home" ? "parcel.place.home" : "parcel.place.point")}</dd>
        ${parcel.pickup?.street ? html`<dt>${t("parcel.place.street")}</dt><dd>${parcel.pickup.street}</dd>` : null}
        ${parcel.receivedBy ? html`<dt></dt><dd>${t("parcel.signed", { name: parcel.receivedBy })}</dd>` : null}
      </dl>
      ${parcel.carrierPage ? html`<p><a href=${parcel.carrierPage} rel="noopener noreferrer nofollow">${t("parcel.carrierPage", { carrier: parcel.carrier || new URL(parcel.carrierPage).host })} (${new URL(parcel.carrierPage).host})</a></p>` : null}
    </section>
    ${history(parcel, texts, now)} ${dateChanges(parcel, texts, now)} ${evidence(parcel, texts)}
    <h2>${t("parcel.help")}</h2>
    ${parcel.carrier ? html`<p class="small">${t("parcel.help.carrier", { carrier: parcel.carrier })}</p>` : null}
    <p class="small">${t("parcel.help.shop", { shop: order.shop })} ${order.contact ? html`<a href=${`mailto:${order.contact}`}>${order.contact}</a>` : null}</p>
  `;
}

export function stepBar(parcel: ParcelView, texts: Texts) {
  const { t } = texts;
  const { step } = parcel;
  if (step === null) return null;
  const names = parcel.isGoingBack
    ? ([1, 2, 3] as const).map((n) => t(`back.${n}`))
    : ([1, 2, 3, 4, 5] as const).map((n) => t(n === 4 && parcel.state === "ready" ? "step.4.point" : `step.${n}`));
  const label = t("step.label", { n: step, count: names.length, name: names[step - 1] ?? "" });
  return html`<p class="step-name">${label}</p>
    <ol class=${`steps of-${names.length}`} aria-label=${label}>
    ${names.map((name, at) => html`<li class=${at + 1 < step ? "past" : ""} aria-current=${at + 1 === step ? "step" : undefined}>${name}${at + 1 < step ? html`<span class="hidden">, ${t("step.done")}</span>` : null}</li>`)}
    </ol>`;
}

function freshness(parcel: ParcelView, texts: Texts, now: Date) {
  const { t } = texts;
  const { carrier, lastNews, lastAskedAt, nextAskAt, silentSince, zone } = parcel;
  if (parcel.step === null || parcel.state === "linked") return null;
  return html`
    <p class="fresh">
      ${lastNews ? t("fresh.news", { carrier, when: said(lastNews.time, zone, texts, now), place: lastNews.place ? `, ${lastNews.place}` : "" }) : t("fresh.noNews", { carrier })}${" "}
      ${lastAskedAt ? t("fresh.checked", { ago: texts.ago(lastAskedAt, now) }) : lastNews ? "" : t("fresh.never")}
      ${nextAskAt && nextAskAt > now ? ` ${t("fresh.next", { when: texts.dayAndClock(nextAskAt, zone, now) })}` : ""}
    </p>
    ${silentSince ? html`<p class="outage">${t("fresh.outage", { carrier, when: texts.dayAndClock(silentSince, zone, now) })}</p>` : null}
  `;
}

function history(parcel: ParcelView, texts: Texts, now: Date) {
  const { t } = texts;
  if (parcel.step === null && parcel.history.length === 0) return null;
  const items = parcel.history.map((item) => historyLine(item, parcel, texts, now));
  return html`<h2>${t("parcel.history")}</h2>
    ${items.length === 0 ? html`<p class="soft">${t("parcel.history.empty")}</p>` : html`<ol class="history">${items.slice(0, 3)}</ol>`}
    ${items.length > 3 ? html`<details><summary>${t("parcel.history.all", { count: items.length })}</summary><ol class="history">${items.slice(3)}</ol></details>` : null}`;
}

function historyLine(item: HistoryItem, parcel: ParcelView, texts: Texts, now: Date) {
  const zone =
    item.time.instant !== null && placeZone(item.time, parcel.zone) !== parcel.zone
      ? ` (${placeZone(item.time, parcel.zone)})`
      : "";
  return html`<li>
    <span class="what">${texts.event(item.code)}</span><br />
    <span class="soft small"><time datetime=${item.time.instant ?? item.time.local}>${said(item.time, parcel.zone, texts, now)}</time>${zone}${item.place ? ` · ${item.place}` : ""}</span>
    ${item.raw ? html`<br /><q class="soft small">${item.raw}</q>` : null}
  </li>`;
}

function dateChanges(parcel: ParcelView, texts: Texts, now: Date) {
  if (parcel.estimateHistory.length < 2) return null;
  const shown = (text: string): string =>
    text.length === 10
      ? texts.day(new Date(`${text}T12:00:00Z`), "UTC", now)
      : texts.dayAndClock(new Date(text), parcel.zone, now);
  return html`<details><summary>${texts.t("parcel.estimateChanged")}</summary>
    <ol>${parcel.estimateHistory.map((change) => html`<li>${shown(change.estimate.from)}${change.reason ? html` <span class="soft small">${texts.event(change.reason)}</span>` : null}</li>`)}</ol>
  </details>`;
}

/** Each status opens to what stands behind it. */
function evidence(parcel: ParcelView, texts: Texts) {
  const { t } = texts;
  if (parcel.step === null) return null;
  return html`<details><summary>${t("parcel.evidence")}</summary>
    ${
      parcel.evidence === null
        ? html`<p>${t("parcel.evidence.none")}</p>`
        : html`<p>${t("parcel.evidence.scan", { carrier: parcel.carrier, text: parcel.evidence.raw || "–" })}</p>
          <p class="small soft">${t("parcel.evidence.code", { code: parcel.evidence.rawCode || "–", event: parcel.code })}</p>`
    }
  </details>`;
}
