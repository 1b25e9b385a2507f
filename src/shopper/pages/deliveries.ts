/** A person's own list over all shops: who needs you, what comes today, what is on its way, what waits, what is past. */
import { html } from "htm/preact";
import { days } from "#platform/clock.ts";
import { monogram } from "#platform/html/monogram.ts";
import { localDate } from "#platform/local-time.ts";
import { labelLengthMax } from "#shopper/follow-parcel.ts";
import { inOwnWords } from "#shopper/own-words.ts";
import type { OrderView, ParcelView } from "#shopper/presenter.ts";
import type { TextKey, Texts } from "#shopper/texts.ts";
import { personNav } from "./navigation.ts";
import { hasArrived, needsYou, orderHeadline } from "./order.ts";
import { said } from "./times.ts";
import { sentencesFor } from "./words.ts";

export interface ListedOrder {
  readonly id: string;
  readonly order: OrderView;
  /** The order's page; its parcels' pages are below it. */
  readonly link: string;
  readonly isArchived: boolean;
}

export const groups = ["attention", "today", "moving", "waiting", "past"] as const;
export type Group = (typeof groups)[number];
/** What the list is narrowed to; "" shows all that is not archived. */
export type Shown = Group | "archived" | "";

export interface DeliveriesPage {
  readonly orders: readonly ListedOrder[];
  /** What was searched for; "" shows all. */
  readonly query: string;
  readonly shown: Shown;
  /** Address of the page with older ones; null: these are all. */
  readonly older: string | null;
  /** Is there anything to search for, be it archived? */
  readonly hasAny: boolean;
  /** Is this page one of older ones? */
  readonly isOlder: boolean;
  /** What just happened, to be said. */
  readonly notice: TextKey | null;
  readonly texts: Texts;
  readonly now: Date;
}

export function deliveriesContent(page: DeliveriesPage) {
  const { orders, query, shown, older, hasAny, isOlder, notice, texts, now } = page;
  const { t } = texts;
  const isNarrowed = query !== "" || shown !== "";
  const isEmpty = orders.length === 0 && !isNarrowed && !isOlder;
  const listed = orders.filter((one) => shown === "" || shown === "archived" || groupOf(one.order, now) === shown);
  return html`
    ${personNav(texts, "/deliveries")}
    <h1>${t("deliveries.title")}</h1>
    ${notice === null ? null : html`<p class="notice" role="status">${t(notice)}</p>`}
    ${isEmpty || isNarrowed || isOlder ? null : html`<p class="soft" data-needs=${needing(orders, now)}>${t("deliveries.count", { count: onTheWay(orders, now) })}</p>`}
    ${isEmpty ? html`<div class="empty"><p>${t("deliveries.empty")}</p><p>${t("deliveries.empty.add")}</p><p><a class="button" href="/add">${t("add.title")}</a></p></div>` : null}
    ${hasAny ? searchForm(query, shown, texts) : null}
    ${!isEmpty && listed.length === 0 ? html`<p>${t("deliveries.nothing")}</p>` : null}
    ${groups.map((group) => section(group, listed, isNarrowed || isOlder, texts, now))}
    ${isOlder ? html`<p><a href="/deliveries">${t("deliveries.newest")}</a></p>` : null}
    ${older === null ? null : html`<p><a href=${older}>${t("deliveries.older")}</a></p>`}
  `;
}

/** Parcels that move, over all orders. */
export const onTheWay = (orders: readonly ListedOrder[], now: Date): number =>
  groupsOfParcels(orders, now).filter((group) => group === "attention" || group === "today" || group === "moving")
    .length;

/** Parcels that wait for the person: the number on the app's icon. */
const needing = (orders: readonly ListedOrder[], now: Date): number =>
  groupsOfParcels(orders, now).filter((group) => group === "attention").length;

const groupsOfParcels = (orders: readonly ListedOrder[], now: Date): readonly Group[] =>
  orders
    .filter(({ isArchived }) => !isArchived)
    .flatMap(({ order }) => order.parcels.map((parcel) => groupOfParcel(parcel, order, now)));

function searchForm(query: string, shown: Shown, { t }: Texts) {
  const choices: readonly (readonly [Shown, string])[] = [
    ["", t("deliveries.show.all")],
    ...groups.map((group) => [group, titleOf(group, t)] as const),
    ["archived", t("deliveries.archived")],
  ];
  return html`<details open=${query !== "" || shown !== ""}><summary>${t("deliveries.find")}</summary>
  <form class="search" method="get" action="/deliveries" role="search">
    <div class="grow"><label for="q">${t("deliveries.search")}</label>
    <input id="q" name="q" type="search" maxlength="100" value=${query} /></div>
    <div><label for="show">${t("deliveries.show")}</label>
    <select id="show" name="show">${choices.map(([value, text]) => html`<option value=${value} selected=${value === shown}>${text}</option>`)}</select></div>
    <button class="plain">${t("deliveries.search.submit")}</button>
  </form></details>`;
}

const titleOf = (group: Group, t: Texts["t"]): string => t(`deliveries.group.${group}` as TextKey); // one key per group

function section(group: Group, listed: readonly ListedOrder[], isOpen: boolean, texts: Texts, now: Date) {
  const own = listed.filter(({ order }) => groupOf(order, now) === group);
  if (own.length === 0) return null;
  if (group === "moving") own.sort((a, b) => expectedBy(a).localeCompare(expectedBy(b)));
  const title = titleOf(group, texts.t);
  const cards = own.map((one) => card(one, texts, now));
  return group === "past"
    ? html`<details class="past" open=${isOpen}><summary><h2>${title} (${own.length})</h2></summary>${cards}</details>`
    : html`<section><h2>${title}</h2>${cards}</section>`;
}

/** One order is one card, however many parcels it has: a shop that sends it in three boxes sold it once. */
function card(listed: ListedOrder, texts: Texts, now: Date) {
  const { link, isArchived } = listed;
  const { view: order, texts: words } = inOwnWords(listed.order, texts);
  const label = labelOf(order);
  const parcels = order.parcels.filter(({ isReturn }) => !isReturn);
  const [only] = order.parcels.length === 1 ? order.parcels : parcels.length === 1 ? parcels : [];
  const badge = monogram(order.isOwn ? (only?.carrier ?? "") : order.shop);
  const archived = isArchived ? html` <span class="pill">${texts.t("deliveries.archived")}</span>` : null;
  const inside =
    order.parcels.length > 1
      ? html`<div class="card">
          <p class="small soft named">${badge} ${label}${archived}</p>
          <h3><a href=${link}>${orderHeadline(order, words, now)}</a></h3>
          <ul class="parcels">${order.parcels.map((parcel) => parcelLine(parcel, order, `${link}/p/${parcel.id}`, words, now))}</ul>
        </div>`
      : html`<a class="card" href=${only === undefined ? link : `${link}/p/${only.id}`}>
          <p class="small soft named">${badge} ${label}</p>
          <span class="line">${only === undefined ? html`<span class="pill">${stateWithoutParcel(order, words)}</span>` : pill(only, order, words, now)}${archived}</span>
          <h3>${only === undefined ? orderHeadline(order, words, now) : sentencesFor(only, order.shop, words, now).headline}</h3>
          ${only === undefined ? null : html`<p class="small soft">${[only.carrier, newsOf(only, texts, now)].filter((text) => text !== "").join(" · ")}</p>`}
        </a>`;
  return html`<article>${inside}${choices(listed, label, texts)}</article>`;
}

function parcelLine(parcel: ParcelView, order: OrderView, link: string, texts: Texts, now: Date) {
  const { headline } = sentencesFor(parcel, order.shop, texts, now);
  return html`<li>${pill(parcel, order, texts, now)} <a href=${link}>${headline}</a>
    <span class="small soft">${[parcel.carrier, newsOf(parcel, texts, now)].filter((text) => text !== "").join(" · ")}</span></li>`;
}

const pill = (parcel: ParcelView, order: OrderView, texts: Texts, now: Date) =>
  html`<span class=${`pill ${parcel.tone}`}>${sentencesFor(parcel, order.shop, texts, now).state}</span>`;

/** Shop and items; of a parcel of one's own the name that one gave it. */
const labelOf = (order: OrderView): string =>
  [order.isOwn && order.reference !== null ? order.reference : "", order.shop, itemsOf(order)]
    .filter((text) => text !== "")
    .join(" · ");
const itemsOf = ({ items }: OrderView): string =>
  items
    .slice(0, 3)
    .map(({ name }) => name)
    .join(", ") + (items.length > 3 ? " …" : "");

function stateWithoutParcel({ isCancelled, unfollowed }: OrderView, { t }: Texts): string {
  if (isCancelled) return t("state.cancelled");
  return unfollowed.some(({ isWrongNumber }) => isWrongNumber) ? t("state.invalid") : t("step.1");
}

/** How old the carrier's last word is. */
function newsOf({ lastNews, zone }: ParcelView, texts: Texts, now: Date): string {
  if (lastNews === null) return "";
  const { time } = lastNews;
  const isExact = time.instant !== null && time.precision !== "date_only";
  const when = isExact && time.instant !== null ? texts.ago(new Date(time.instant), now) : said(time, zone, texts, now);
  return when === "" ? "" : texts.t("deliveries.news", { when });
}

/** What a person may do with a card, without a script: put it away, and a parcel of their own to rename or take out. */
function choices({ id, order, isArchived }: ListedOrder, label: string, { t }: Texts) {
  if (order.parcels.length === 0 && !order.isOwn) return null;
  const field = `label-${id}`;
  return html`<details class="more"><summary>${t("deliveries.more")}<span class="hidden"> – ${label}</span></summary>
    ${
      order.parcels.length === 0
        ? null
        : html`<form method="post" action=${`/deliveries/${id}/${isArchived ? "unarchive" : "archive"}`}>
            <button class="plain">${t(isArchived ? "deliveries.unarchive" : "deliveries.archive")}</button>
          </form>`
    }
    ${
      order.isOwn
        ? html`<form method="post" action=${`/deliveries/${id}/rename`}>
              <label for=${field}>${t("add.label")}</label>
              <input id=${field} name="label" maxlength=${labelLengthMax} value=${order.reference ?? ""} autocomplete="off" />
              <button class="plain">${t("deliveries.rename")}</button>
            </form>
            <form method="post" action=${`/deliveries/${id}/remove`}>
              <p class="small soft">${t("deliveries.remove.body")}</p>
              <button class="plain">${t("deliveries.remove")}</button>
            </form>`
        : null
    }
  </details>`;
}

/** Without scans nobody says when a delivery is over; after so long it belongs to the past. */
const untrackedMs = days(30);

/** The most urgent of its parcels says where an order stands. */
export function groupOf(order: OrderView, now: Date): Group {
  const ofParcels = order.parcels.map((parcel) => groupOfParcel(parcel, order, now));
  const first = groups.find((group) => ofParcels.includes(group));
  if (first !== undefined) return first;
  return isOld(order, now) || order.isCancelled ? "past" : "waiting";
}

const isOld = (order: OrderView, now: Date): boolean => now.getTime() - order.createdAt.getTime() > untrackedMs;

function groupOfParcel(parcel: ParcelView, order: OrderView, now: Date): Group {
  if (hasArrived(parcel)) return "past";
  if (parcel.step === null) return isOld(order, now) ? "past" : "waiting";
  if (parcel.state === "no_news") return "past";
  if (needsYou(parcel)) return "attention";
  if (parcel.state === "out_for_delivery") return "today";
  if (parcel.estimate !== null && parcel.estimate.from.slice(0, 10) === localDate(now, parcel.zone)) return "today";
  return ["pending", "announced", "invalid"].includes(parcel.state) ? "waiting" : "moving";
}

const expectedBy = ({ order }: ListedOrder): string =>
  order.parcels
    .filter(({ state }) => state !== "delivered")
    .map(({ estimate }) => estimate?.from ?? "9999")
    .toSorted()[0] ?? "9999";
