/** The order's page: one headline for all parcels, then who needs you, what moves, what arrived, and what is in it. */
import { html } from "htm/preact";
import { monogram } from "#platform/html/monogram.ts";
import type { Item } from "#shopper/items.ts";
import type { OrderView, ParcelView, PreparedReturn, UnfollowedView } from "#shopper/presenter.ts";
import type { Texts } from "#shopper/texts.ts";
import { type ReportState, reportForm } from "./actions.ts";
import { shopLine } from "./shop.ts";
import { expected } from "./times.ts";
import { sentencesFor } from "./words.ts";

export interface OrderPage {
  readonly order: OrderView;
  /** Of this page; its parcels' pages are below it. */
  readonly link: string;
  /** `?lang=de`, or "". */
  readonly suffix: string;
  readonly report: ReportState;
  readonly texts: Texts;
  readonly now: Date;
}

export function orderHeadline(order: OrderView, texts: Texts, now: Date): string {
  const { t } = texts;
  const outbound = order.parcels.filter(({ isReturn }) => !isReturn);
  // What was cancelled, and a number that another one has replaced, are nobody's parcel.
  const real = outbound.filter(({ state }) => state !== "cancelled" && state !== "invalid");
  const parcels = real.length > 0 ? real : outbound;
  const [only] = parcels;
  if (only === undefined) return headlineWithoutParcel(order, texts, now);
  if (parcels.length === 1 && (order.unsent?.length ?? 0) === 0)
    return sentencesFor(only, order.shop, texts, now).headline;
  const count = parcels.length;
  const here = parcels.filter(hasArrived).length;
  const attention = parcels.filter(needsYou).length;
  if (here === count)
    return order.unsent?.length ? t("order.headline.rest", { count }) : t("order.headline.all", { count });
  if (attention > 0) return t("order.headline.attention", { count: attention });
  const last = lastOf(
    parcels.filter((parcel) => !hasArrived(parcel)),
    texts,
    now,
  );
  if (last === null) return t("order.headline.some", { here, count });
  return here === 0
    ? t("order.headline.none_yet", { count, when: last })
    : t("order.headline.some.last", { here, count, open: count - here, when: last });
}

/** When the last of them is expected; null: of one of them nobody knows. */
function lastOf(open: readonly ParcelView[], texts: Texts, now: Date): string | null {
  const byDate = open.toSorted((a, b) => endOf(a).localeCompare(endOf(b)));
  if (byDate.some(({ estimate }) => estimate === null)) return null;
  const last = byDate.at(-1);
  const known = last === undefined ? null : expected(last.estimate, last.zone, texts, now);
  return known?.stands === "coming" ? known.words : null;
}

const endOf = ({ estimate }: ParcelView): string => estimate?.through ?? estimate?.from ?? "9999";

function headlineWithoutParcel(order: OrderView, texts: Texts, now: Date): string {
  const { t } = texts;
  const { shop, isCancelled, unfollowed } = order;
  if (isCancelled) return t("order.headline.cancelled");
  if (unfollowed.length > 0) return t("order.headline.sent", { shop });
  if (isAllDigital(order)) return t("headline.digital");
  const promise = expected(order.promise, order.zone, texts, now);
  if (promise === null) return t("order.headline.none", { shop });
  return promise.stands === "overdue"
    ? t("order.headline.promise.passed", { shop })
    : t("order.headline.promise", { when: promise.words });
}

const isAllDigital = ({ items }: OrderView): boolean => items.length > 0 && items.every(({ isDigital }) => isDigital);

/** Under the headline, where there is no parcel to show. */
function lineWithoutParcel(order: OrderView, texts: Texts, now: Date): string {
  const { t } = texts;
  const { shop, isCancelled, unfollowed, createdAt, zone } = order;
  if (isCancelled) return t("order.headline.cancelled.sub", { shop });
  if (unfollowed.length > 0) return "";
  if (isAllDigital(order)) return t("line.digital", { shop });
  const ordered = t("order.ordered", { when: texts.day(createdAt, zone, now) });
  const promise = expected(order.promise, order.zone, texts, now);
  if (promise?.stands === "overdue")
    return `${ordered} ${t("order.headline.promise.passed.sub", { shop, when: promise.words })}`;
  return `${ordered} ${t("order.headline.none.sub")}`;
}

/** Something is asked of the person, or something is wrong; also what they say has not come. */
export const needsYou = (parcel: ParcelView): boolean =>
  !parcel.isReturn &&
  (parcel.tone === "action" ||
    parcel.state === "problem" ||
    parcel.state === "lost" ||
    parcel.said?.word === "not_arrived");

/** Over, by the carrier's word, or by the shopper's where no carrier speaks. */
export const hasArrived = (parcel: ParcelView): boolean =>
  parcel.said?.word !== "not_arrived" &&
  (parcel.said?.word === "arrived" || ["delivered", "returned", "cancelled", "digital"].includes(parcel.state));

export function orderContent({ order, link, suffix, report, texts, now }: OrderPage) {
  const { t } = texts;
  const groups = [
    { title: t("order.group.attention"), parcels: order.parcels.filter((p) => needsYou(p) && !hasArrived(p)) },
    { title: t("order.group.moving"), parcels: order.parcels.filter((p) => !needsYou(p) && !hasArrived(p)) },
    { title: t("order.group.arrived"), parcels: order.parcels.filter(hasArrived) },
  ].filter(({ parcels }) => parcels.length > 0);
  const linkTo = ({ id }: ParcelView): string => `${link}/p/${id}${suffix}`;
  return html`
    ${shopLine(order)}
    <h1>${orderHeadline(order, texts, now)}</h1>
    ${order.reference ? html`<p class="soft">${t("order.reference", { reference: order.reference })}</p>` : null}
    ${order.tier === 0 ? html`<p class="soft">${t("ended.body")}</p>` : null}
    ${order.parcels.length === 0 ? html`<p>${lineWithoutParcel(order, texts, now)}</p>` : null}
    ${order.isCorrected ? html`<p class="note">${t("order.corrected", { shop: order.shop })}</p>` : null}
    ${groups.map(({ title, parcels }) => html`<section><h2>${title}</h2>${parcels.map((parcel) => parcelCard(parcel, order.shop, linkTo(parcel), texts, now))}</section>`)}
    ${order.unfollowed.map((one) => unfollowedCard(one, order.shop, texts))}
    ${items(order, texts)}
    ${order.preparedReturns.map((one) => returnCard(one, link, suffix, texts))}
    <p class="small"><a href="/deliveries">${t("order.all")}</a></p>
    <p class="small soft">${order.contact ? html`${t("order.contact", { shop: order.shop, contact: "" })}<a href=${`mailto:${order.contact}`}>${order.contact}</a>` : t("order.contact.none", { shop: order.shop })}</p>
    ${order.tier >= 1 && !order.isOwn ? reportForm({ report, order, texts, now, suffix }, link, false) : null}
  `;
}

/** Where the shop said what is in which parcel, only what is in none; else everything. */
function items(order: OrderView, texts: Texts) {
  const { t } = texts;
  if (order.unsent === null)
    return order.items.length === 0 ? null : html`<h2>${t("order.items")}</h2>${itemList(order.items, texts)}`;
  const open = order.unsent.filter(({ isDigital }) => !isDigital);
  const digital = order.unsent.filter(({ isDigital }) => isDigital);
  return html`
    ${open.length === 0 ? null : html`<h2>${t(order.isCancelled ? "order.items.cancelled" : "order.items.unsent")}</h2>${itemList(open, texts)}`}
    ${digital.length === 0 ? null : html`<h2>${t("order.items.digital")}</h2>${itemList(digital, texts)}`}`;
}

const itemList = (some: readonly Item[], { t }: Texts) =>
  html`<ul class="items card">${some.map((item) => html`<li><span>${item.quantity} ×</span><span>${item.name}${item.isDigital ? html` <span class="pill">${t("order.item.digital")}</span>` : null}</span></li>`)}</ul>`;

export function parcelCard(parcel: ParcelView, shop: string, link: string, texts: Texts, now: Date) {
  const words = sentencesFor(parcel, shop, texts, now);
  const inside = parcel.items
    .map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name))
    .join(texts.comma);
  return html`<a class="card" href=${link}>
    <span class=${`pill ${words.tone}`}>${words.state}</span>
    <h3>${words.headline}</h3>
    ${words.line ? html`<p class="soft small">${words.line}</p>` : null}
    ${inside === "" ? null : html`<p class="small">${inside}</p>`}
    ${parcel.boxes ? html`<p class="small">${texts.t("parcel.boxes", { delivered: parcel.boxes.delivered, count: parcel.boxes.count })}</p>` : null}
    <p class="small soft named">${parcel.carrier === "" ? null : monogram(parcel.carrier)} ${[parcel.carrier, texts.t("parcel.open")].filter((text) => text !== "").join(" · ")}</p>
  </a>`;
}

/** A label that lies in the parcel: quiet, until the shopper says that it is on its way. */
function returnCard({ id, carrier, number }: PreparedReturn, link: string, suffix: string, { t }: Texts) {
  return html`<section class="card quiet">
    <span class="pill">${t("state.return_prepared")}</span>
    <h2 class="first">${t("headline.return_prepared")}</h2>
    <p class="soft small">${t("line.return_prepared")}</p>
    <p class="small">${[carrier, number === null ? "" : t("return.number")].filter((text) => text !== "").join(" · ")} ${number === null ? null : html`<span class="number">${number}</span>`}</p>
    <form method="post" action=${`${link}/p/${id}/said${suffix}`}>
      <button class="plain" name="word" value="sent_back">${t("said.button.sent_back")}</button>
    </form>
  </section>`;
}

/** Sent, and not to be followed: who has it, and where to ask. */
function unfollowedCard({ carrier, number, page, isWrongNumber }: UnfollowedView, shop: string, { t }: Texts) {
  const name = carrier || t("order.unfollowed.somebody");
  return html`<div class="card">
    <span class="pill">${isWrongNumber ? t("state.invalid") : t("state.linked", { carrier: name })}</span>
    <h3>${isWrongNumber ? t("headline.invalid") : t("headline.linked", { carrier: name })}</h3>
    <p class="soft small">${isWrongNumber ? t("line.invalid", { carrier: name, shop }) : t("order.unfollowed.line", { carrier: name })}</p>
    ${number ? html`<p class="small">${t("parcel.number")}: <span class="number">${number}</span></p>` : null}
    ${page ? html`<p class="small"><a href=${page} rel="noopener noreferrer nofollow">${t("parcel.carrierPage", { carrier: name })} (${new URL(page).host})</a></p>` : null}
  </div>`;
}
