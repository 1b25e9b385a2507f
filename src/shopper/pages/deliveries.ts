/** A person's own list over all shops: who needs you, what comes today, what is on its way, what waits, what is past. */
import { html } from "htm/preact";
import { days } from "#platform/clock.ts";
import { monogram } from "#platform/html/monogram.ts";
import type { OrderView, ParcelView } from "#shopper/presenter.ts";
import { localDate, type TextKey, type Texts } from "#shopper/texts.ts";
import { needsYou, orderHeadline, parcelCard } from "./order.ts";

export interface ListedOrder {
  readonly order: OrderView;
  /** The order's page; its parcels' pages are below it. */
  readonly link: string;
}

export interface DeliveriesPage {
  readonly orders: readonly ListedOrder[];
  /** What was searched for; "" shows all. */
  readonly query: string;
  readonly texts: Texts;
  readonly now: Date;
}

const groups = ["attention", "today", "moving", "waiting", "past"] as const;
type Group = (typeof groups)[number];

interface Entry {
  readonly order: OrderView;
  /** Null: the shop has sent nothing yet. */
  readonly parcel: ParcelView | null;
  readonly link: string;
}

export function deliveriesContent({ orders, query, texts, now }: DeliveriesPage) {
  const { t } = texts;
  const all = orders.flatMap(({ order, link }): Entry[] =>
    order.parcels.length === 0
      ? [{ order, parcel: null, link }]
      : order.parcels.map((parcel) => ({ order, parcel, link: `${link}/p/${parcel.id}` })),
  );
  const moving = all.filter((entry) => ["attention", "today", "moving"].includes(groupOf(entry, now))).length;
  const found = all.filter((entry) => matches(entry, query));
  return html`
    <nav><a href="/account">${t("account.title")}</a></nav>
    <h1>${t("deliveries.title")}</h1>
    <p class="soft">${t("deliveries.count", { count: moving })}</p>
    ${
      all.length === 0
        ? html`<p class="empty">${t("deliveries.empty")}</p>`
        : html`<form method="get" action="/deliveries" role="search">
            <label for="q">${t("deliveries.search")}</label>
            <input id="q" name="q" type="search" maxlength="100" value=${query} />
          </form>`
    }
    ${all.length > 0 && found.length === 0 ? html`<p>${t("deliveries.nothing")}</p>` : null}
    ${groups.map((group) => section(group, found, texts, now))}
  `;
}

function section(group: Group, entries: readonly Entry[], texts: Texts, now: Date) {
  const own = entries.filter((entry) => groupOf(entry, now) === group);
  if (own.length === 0) return null;
  if (group === "moving") own.sort((a, b) => expectedBy(a).localeCompare(expectedBy(b)));
  const title = texts.t(`deliveries.group.${group}` as TextKey); // one key per group
  return html`<section><h2>${title}</h2>${own.map((entry) => card(entry, texts, now))}</section>`;
}

function card({ order, parcel, link }: Entry, texts: Texts, now: Date) {
  const items = order.items.map(({ name }) => name).join(", ");
  const label = [order.shop, items].filter((text) => text !== "").join(" · ");
  if (parcel !== null)
    return html`<div><p class="label named">${monogram(order.shop)} ${label}</p>${parcelCard(parcel, order.shop, link, texts, now)}</div>`;
  return html`<div><p class="label named">${monogram(order.shop)} ${label}</p><a class="card" href=${link}>
    <span class="pill">${texts.t(order.isCancelled ? "state.cancelled" : "step.1")}</span>
    <h3>${orderHeadline(order, texts, now)}</h3>
  </a></div>`;
}

/** Without scans nobody says when a delivery is over; after so long it belongs to the past. */
const untrackedMs = days(30);

export function groupOf({ order, parcel }: Pick<Entry, "order" | "parcel">, now: Date): Group {
  const isOld = now.getTime() - order.createdAt.getTime() > untrackedMs;
  if (parcel === null) return isOld || order.isCancelled ? "past" : "waiting";
  if (["delivered", "returned", "cancelled", "digital"].includes(parcel.state)) return "past";
  if (parcel.step === null) return isOld ? "past" : "waiting";
  if (parcel.state === "no_news") return "past";
  if (needsYou(parcel)) return "attention";
  if (parcel.state === "out_for_delivery") return "today";
  if (parcel.estimate !== null && parcel.estimate.from.slice(0, 10) === localDate(now, parcel.zone)) return "today";
  return ["pending", "announced", "invalid"].includes(parcel.state) ? "waiting" : "moving";
}

const expectedBy = ({ parcel }: Entry): string => parcel?.estimate?.from ?? "9999";

function matches({ order, parcel }: Entry, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return true;
  const texts = [order.shop, order.reference, parcel?.carrier, parcel?.number, ...order.items.map(({ name }) => name)];
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}
