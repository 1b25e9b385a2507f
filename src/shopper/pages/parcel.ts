/** The parcel's page, element by element as a person asks: when, where, must I do something; then the evidence. */
import { html } from "htm/preact";
import { monogram } from "#platform/html/monogram.ts";
import { localDate, wallTime } from "#platform/local-time.ts";
import type { HistoryItem, OrderView, ParcelView } from "#shopper/presenter.ts";
import type { Texts } from "#shopper/texts.ts";
import {
  arrivedForm,
  type Choices,
  carriersForm,
  choiceForms,
  hiddenStates,
  type ReportState,
  reportForm,
  share,
} from "./actions.ts";
import { pickupCard } from "./pickup.ts";
import { shopLine } from "./shop.ts";
import { dayWords, expected, placeZone, said, saidClock } from "./times.ts";
import { type Action, isLetterDue, isUnknownForLong, type Sentences, sentencesFor } from "./words.ts";

/** Another carrier that may have the parcel. */
export interface OtherCarrier {
  readonly code: string;
  readonly name: string;
  readonly reasons: readonly string[];
  readonly asked: "no" | "asking" | "denied";
}

export interface ParcelPage {
  readonly order: OrderView;
  readonly parcel: ParcelView;
  readonly orderLink: string;
  /** Of this page, for its forms. */
  readonly link: string;
  /** The whole address, to be given to others. */
  readonly shareLink: string;
  /** `?lang=de`, or "": forms keep the language that was asked for. */
  readonly suffix: string;
  /** Null: not signed in as whoever ordered. */
  readonly choices: Choices | null;
  readonly report: ReportState;
  /** The pick-up code that was just sent is too long to be one. */
  readonly isCodeWrong: boolean;
  readonly others: readonly OtherCarrier[];
  readonly texts: Texts;
  readonly now: Date;
}

export function parcelContent(page: ParcelPage) {
  const { order, parcel, orderLink, texts, now } = page;
  const { t } = texts;
  const words = sentencesFor(parcel, order.shop, texts, now);
  const isOpen = order.tier >= 1;
  return html`
    <nav><a class="back" href=${orderLink + page.suffix}>${t("parcel.back")}</a></nav>
    ${shopLine(order)} ${itemLine(order, parcel, texts)}
    <h1>${words.headline}</h1>
    <p><span class=${`pill ${words.tone}`}>${words.state}</span>${words.reason ? html` <strong>${words.reason}</strong>` : null}</p>
    ${words.line ? html`<p>${words.line}</p>` : null} ${notes(parcel, texts)}
    ${order.tier === 0 ? html`<p class="soft">${t("ended.body")}</p>` : null}
    ${nextAction(page, words)} ${stepBar(parcel, texts)} ${freshness(parcel, texts, now)} ${boxes(parcel, texts)}
    ${pickupCard(page)}
    ${isOpen && parcel.state === "delivered" && !parcel.isReturn ? notHere(page) : null}
    <section class="card">${facts(page)}</section>
    ${history(parcel, texts, now)} ${dateChanges(parcel, texts, now)}
    ${help(page, words)}
    ${isOpen ? html`<h2>${t("parcel.more")}</h2><div class="row">${choiceForms(page)}</div>${share(page)}` : null}
  `;
}

/** What is in it: the parcel's own lines where the shop said so, else how much the order holds. */
function itemLine(order: OrderView, parcel: ParcelView, { t, comma }: Texts) {
  const { items } = parcel.items.length > 0 ? parcel : order;
  if (items.length === 0 || parcel.isReturn) return null;
  const named = items.slice(0, 3).map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name));
  const rest = items.length - named.length;
  const isAll = parcel.items.length > 0 || order.parcels.length < 2;
  if (!isAll) return html`<p class="soft small">${t("parcel.items.some", { count: items.length })}</p>`;
  return html`<p class="soft small">${named.join(comma)}${rest > 0 ? ` ${t("parcel.items.more", { count: rest })}` : null}</p>`;
}

function notes(parcel: ParcelView, { t }: Texts) {
  const carrier = parcel.carrier;
  return html`${parcel.isCorrected ? html`<p class="note">${t("note.corrected", { carrier })}</p>` : null}
    ${parcel.hasTurnedUp ? html`<p class="note">${t("note.turnedUp", { carrier })}</p>` : null}`;
}

/** One thing to do, and where; or that there is nothing. */
function nextAction(page: ParcelPage, { action }: Sentences) {
  const { parcel, texts, now } = page;
  return html`<div class=${`next ${action.isAsked ? "action" : ""}`}>
    <div><p>${action.text}</p>
    ${actionLink(action, page)}
    ${isUnknownForLong(parcel, now) && page.order.tier >= 1 ? carriersForm(page) : null}
    ${isAskedWhetherArrived(parcel) ? arrivedForm(page, isLetterDue(parcel, now)) : null}
    ${parcel.isReturn && parcel.said?.word === "sent_back" ? saidBack(page, texts) : null}
  </div></div>`;
}

const isAskedWhetherArrived = (parcel: ParcelView): boolean =>
  !parcel.isReturn && (hiddenStates.has(parcel.state) || parcel.state === "linked" || parcel.state === "no_news");

function actionLink({ leadsTo }: Action, { parcel, order, texts }: ParcelPage) {
  if (order.tier === 0 || leadsTo === null || (leadsTo === "report" && order.isOwn)) return null;
  const { t } = texts;
  if (leadsTo === "report")
    return html`<p><a class="button" href="#report">${t("action.go.report", { shop: order.shop })}</a></p>`;
  const address = leadsTo === "carrier" ? parcel.carrierPage : (parcel.pickup?.page ?? null);
  if (address === null) return null;
  return html`<p><a class="button" href=${address} rel="noopener noreferrer nofollow">${t(`action.go.${leadsTo}`, { host: new URL(address).host })}</a></p>`;
}

function saidBack({ link, suffix, parcel }: ParcelPage, { t }: Texts) {
  if (!["pending", "announced", "no_news", "linked"].includes(parcel.state)) return null;
  return html`<form method="post" action=${`${link}/said${suffix}`}>
    <button class="plain" name="word" value="nothing">${t("said.undo.back")}</button>
  </form>`;
}

export function stepBar(parcel: ParcelView, texts: Texts) {
  const { t } = texts;
  const bar = barOf(parcel, texts);
  if (bar === null) return null;
  const { names, step } = bar;
  const label = t("step.label", { n: step, count: names.length, name: names[step - 1] ?? "" });
  return html`<p class="step-name">${label}</p>
    <ol class=${`steps of-${names.length}`} aria-label=${label}>
    ${names.map((name, at) => html`<li class=${at + 1 < step ? "past" : ""} aria-current=${at + 1 === step ? "step" : undefined}>${name}${at + 1 < step ? html`<span class="hidden">, ${t("step.done")}</span>` : null}</li>`)}
    </ol>`;
}

function barOf(parcel: ParcelView, { t }: Texts): { readonly names: readonly string[]; readonly step: number } | null {
  const { step, state } = parcel;
  if (state === "store_pickup") {
    const names = ([1, 2, 3, 4] as const).map((n) => t(`store.${n}`));
    return { names, step: parcel.said?.word === "arrived" ? 4 : 2 };
  }
  if (parcel.isReturn || parcel.isGoingBack) {
    const back = ([1, 2, 3] as const).map((n) => t(`back.${n}`));
    const own = parcel.isReturn ? returnStep(parcel) : step;
    if (own === null) return null;
    return parcel.refundedAt === null || own < 3
      ? { names: back, step: own }
      : { names: [...back, t("back.4")], step: 4 };
  }
  if (step === null) return null;
  const names = ([1, 2, 3, 4, 5] as const).map((n) =>
    t(n === 4 && (state === "ready" || parcel.code === "delivered.collected") ? "step.4.point" : `step.${n}`),
  );
  return { names, step };
}

/** Of the parcel that a person sends to the shop: its own way there is the way back. */
function returnStep({ state, history }: ParcelView): number {
  if (state === "delivered" || state === "returned") return 3;
  return history.some(({ code }) => code.startsWith("in_transit.")) ? 2 : 1;
}

function freshness(parcel: ParcelView, texts: Texts, now: Date) {
  const { t } = texts;
  const { carrier, lastNews, lastAskedAt, nextAskAt, silentSince, zone } = parcel;
  if (parcel.step === null || parcel.state === "linked") return null;
  return html`
    <p class="fresh">
      ${lastNews ? t("fresh.news", { carrier, when: said(lastNews.time, zone, texts, now), place: lastNews.place ? texts.comma + lastNews.place : "" }) : t("fresh.noNews", { carrier })}${" "}
      ${lastAskedAt ? t("fresh.checked", { ago: texts.ago(lastAskedAt, now) }) : lastNews ? "" : t("fresh.never")}
      ${nextAskAt && nextAskAt > now ? ` ${t("fresh.next", { when: texts.dayAndClock(nextAskAt, zone, now) })}` : ""}
    </p>
    ${silentSince ? html`<p class="outage">${t("fresh.outage", { carrier, when: texts.dayAndClock(silentSince, zone, now) })}</p>` : null}
  `;
}

const boxes = ({ boxes: some }: ParcelView, { t }: Texts) =>
  some === null ? null : html`<p>${t("parcel.boxes", { delivered: some.delivered, count: some.count })}</p>`;

/** What to look at first, when to wait, and how to say that it is not there. */
function notHere(page: ParcelPage) {
  const { order, parcel, texts } = page;
  const { t } = texts;
  const isSaid = parcel.said !== null;
  return html`<details open=${isSaid}><summary>${t("action.notHere")}</summary>
    <ul class="plain-list">
      ${([1, 2, 3, 4] as const).map((n) => html`<li>${t(`look.${n}`)}</li>`)}
    </ul>
    <p class="small soft">${t("action.notHere.body", { shop: order.shop })}</p>
    ${arrivedForm(page, false)}
  </details>`;
}

function facts(page: ParcelPage) {
  const { order, parcel, texts, now } = page;
  const { t } = texts;
  const place = order.address?.map((line) => html`${line}<br />`) ?? t("parcel.place.home");
  const isToPoint = parcel.placeKind === "point" || parcel.state === "store_pickup";
  const source = dateSource(parcel, order.shop, texts, now);
  return html`<dl class="facts">
      ${parcel.carrier ? html`<dt>${t("parcel.carrier")}</dt><dd class="named">${monogram(parcel.carrier)} ${parcel.carrier}</dd>` : null}
      ${parcel.number ? html`<dt>${t("parcel.number")}</dt><dd>${copyable(parcel.number, texts)}</dd>` : null}
      ${parcel.partners.map(
        (partner) => html`<dt>${t("parcel.partner")}</dt><dd>${handOver(parcel.carrier, partner.carrier, texts)}
          ${partner.number ? html`<br />${copyable(partner.number, texts)}` : null}
          ${partner.page ? html`<br />${outward(partner.page, t("parcel.carrierPage", { carrier: partner.carrier }))}` : null}</dd>`,
      )}
      ${
        parcel.isReturn || parcel.isGoingBack
          ? html`<dt>${t("parcel.place")}</dt><dd>${order.shop}</dd>`
          : html`<dt>${t("parcel.place")}</dt><dd>${isToPoint ? parcel.pickup?.name || t("parcel.place.point") : place}</dd>`
      }
      ${source === null ? null : html`<dt>${t("parcel.date")}</dt><dd>${source}</dd>`}
      ${parcel.receivedBy ? html`<dt>${t("parcel.receivedBy")}</dt><dd>${t("parcel.signed", { name: parcel.receivedBy })}</dd>` : null}
      ${parcel.hasProof && parcel.state === "delivered" ? html`<dt>${t("parcel.proof")}</dt><dd>${t("parcel.proof.at", { carrier: parcel.carrier })}</dd>` : null}
    </dl>
    ${parcel.carrierPage ? html`<p>${outward(parcel.carrierPage, t("parcel.carrierPage", { carrier: parcel.carrier || new URL(parcel.carrierPage).host }))}</p>` : null}`;
}

/** X-02: the page that is left for names its host. */
const outward = (address: string, text: string) =>
  html`<a href=${address} rel="noopener noreferrer nofollow">${text} (${new URL(address).host})</a>`;

export const copyable = (text: string, { t }: Texts) =>
  html`<span class="number">${text}</span> <button class="plain" type="button" data-copy=${text} data-done=${t("parcel.copied")}>${t("parcel.copy")}</button>`;

const handOver = (from: string, to: string, { t }: Texts): string =>
  to === "" ? t("parcel.partner.number") : from === "" ? to : `${from} → ${to}`;

/** Which of the dates that somebody named is shown: live window, the carrier's day, the shop's promise. */
function dateSource({ estimate, zone }: ParcelView, shop: string, texts: Texts, now: Date): string | null {
  const { t } = texts;
  const known = expected(estimate, zone, texts, now);
  if (estimate === null || known === null) return null;
  const { words: when } = known;
  if (estimate.saidBy === "shop") return t("parcel.date.shop", { when, shop });
  const isLive = estimate.kind === "window" && estimate.from.length > 10;
  return t(isLive ? "parcel.date.window" : "parcel.date.carrier", { when });
}

/** The newest three, then all; by the day of the places. */
function history(parcel: ParcelView, texts: Texts, now: Date) {
  const { t } = texts;
  if (parcel.step === null && parcel.history.length === 0) return null;
  const items = parcel.history;
  if (items.length === 0) return html`<h2>${t("parcel.history")}</h2><p class="soft">${t("parcel.history.empty")}</p>`;
  const newest = items.slice(0, 3);
  return html`<h2>${t("parcel.history")}</h2>
    ${byDay(newest, parcel, texts, now)}
    ${items.length > 3 ? html`<details><summary>${t("parcel.history.all", { count: items.length })}</summary>${byDay(items.slice(3), parcel, texts, now)}</details>` : null}`;
}

function byDay(items: readonly HistoryItem[], parcel: ParcelView, texts: Texts, now: Date) {
  const days = Map.groupBy(items, ({ time }) => localDay(time, parcel.zone));
  return [...days].map(
    ([date, own]) => html`<h3 class="day">${dayWords(date, parcel.zone, texts, now)}</h3>
      <ol class="history">${own.map((item) => historyLine(item, parcel, texts, now))}</ol>`,
  );
}

/** As `said` shows it, so that the heading is the day of what stands below it. */
const localDay = (time: HistoryItem["time"], zone: string): string =>
  time.precision === "date_only" || time.instant === null
    ? time.local.slice(0, 10)
    : localDate(new Date(time.instant), placeZone(time, zone));

function historyLine(item: HistoryItem, parcel: ParcelView, texts: Texts, now: Date) {
  const { t } = texts;
  const own = placeZone(item.time, parcel.zone);
  const zone = item.time.instant !== null && isOtherClock(item.time.instant, own, parcel.zone) ? ` (${own})` : "";
  const clock = saidClock(item.time, parcel.zone, texts);
  const where = [clock === "" ? "" : clock + zone, item.place ?? ""].filter((text) => text !== "").join(" · ");
  const name = texts.event(item.code);
  return html`<li>
    <span class="what">${item.isWithdrawn ? html`<s>${name}</s> <span class="pill attention">${t("parcel.withdrawn")}</span>` : name}</span>
    ${where === "" ? null : html`<br /><span class="soft small"><time datetime=${item.time.instant ?? item.time.local}>${where}</time></span>`}
    <details class="why"><summary>${t("parcel.evidence")}<span class="hidden">: ${name}</span></summary>
      ${item.raw ? html`<p class="small">${t("parcel.words")} <q lang="">${item.raw}</q></p>` : null}
      <p class="small soft">${t("parcel.evidence.code", { code: item.rawCode || "–", event: name })}</p>
      <p class="small soft">${t("parcel.evidence.seen", { when: texts.dayAndClock(item.seenAt, parcel.zone, now), source: item.toldBy.join(", ") || "Posthorn" })}</p>
    </details>
  </li>`;
}

/** Zones of different names that show the same clock need no name. */
function isOtherClock(instant: string, zone: string, other: string): boolean {
  const at = new Date(instant);
  return wallTime(at, zone).getTime() !== wallTime(at, other).getTime();
}

/** No date changes silently: each that was named, when, and why. */
function dateChanges(parcel: ParcelView, texts: Texts, now: Date) {
  const { t } = texts;
  const changes = parcel.estimateHistory;
  if (changes.length < 2) return null;
  const named = (at: number): string => {
    const change = changes[at];
    return change === undefined ? "" : (expected(change.estimate, parcel.zone, texts, now)?.words ?? "");
  };
  return html`<details class="dates" open=${parcel.state === "delayed"}><summary>${t("parcel.estimateChanged")}</summary>
    <ol>${changes.map((change, at) => {
      const seen = texts.dayAndClock(change.seenAt, parcel.zone, now);
      return html`<li>${at === 0 ? named(0) : html`<s>${named(at - 1)}</s> → <strong>${named(at)}</strong>`}
        <br /><span class="soft small">${t("parcel.estimate.said", { when: seen })}${at > 0 && change.reason ? ` · ${texts.event(change.reason)}` : ""}</span></li>`;
    })}</ol>
  </details>`;
}

function help(page: ParcelPage, { action }: Sentences) {
  const { order, parcel, texts } = page;
  const { t } = texts;
  return html`<h2>${t("parcel.help")}</h2>
    ${parcel.carrier ? html`<p class="small">${t("parcel.help.carrier", { carrier: parcel.carrier })}</p>` : null}
    <p class="small">${t("parcel.help.shop", { shop: order.shop })} ${order.contact ? html`<a href=${`mailto:${order.contact}`}>${order.contact}</a>` : null}</p>
    ${order.tier >= 1 && !order.isOwn && !parcel.isReturn ? reportForm(page, page.link, action.leadsTo === "report") : null}`;
}
