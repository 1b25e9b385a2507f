/** The order's page: one headline for all parcels, then who needs you, what moves, what arrived, and what is in it. */
import { html } from "htm/preact";
import { monogram } from "#platform/html/monogram.ts";
import type { OrderView, ParcelView, UnfollowedView } from "#shopper/presenter.ts";
import type { Texts } from "#shopper/texts.ts";
import { shopLine } from "./shop.ts";
import { sentencesFor } from "./words.ts";

export interface OrderPage {
  readonly order: OrderView;
  readonly linkTo: (parcel: ParcelView) => string;
  readonly texts: Texts;
  readonly now: Date;
}

export function orderHeadline(order: OrderView, texts: Texts, now: Date): string {
  const { t } = texts;
  const outbound = order.parcels.filter(({ isReturn }) => !isReturn);
  const [only] = outbound;
  if (only === undefined) return headlineWithoutParcel(order, texts);
  if (outbound.length === 1) return sentencesFor(only, order.shop, texts, now).headline;
  const attention = outbound.filter(needsYou).length;
  const here = outbound.filter(({ state }) => state === "delivered").length;
  if (here === outbound.length) return t("order.headline.all", { count: here });
  if (attention > 0) return t("order.headline.attention", { count: attention });
  return t("order.headline.some", { here, count: outbound.length });
}

function headlineWithoutParcel({ shop, items, isCancelled, unfollowed }: OrderView, { t }: Texts): string {
  if (isCancelled) return t("order.headline.cancelled");
  if (unfollowed.length > 0) return t("order.headline.sent", { shop });
  return items.length > 0 && items.every(({ isDigital }) => isDigital)
    ? t("headline.digital")
    : t("order.headline.none", { shop });
}

/** Under the headline, where there is no parcel to show. */
function lineWithoutParcel({ shop, items, isCancelled, unfollowed }: OrderView, { t }: Texts): string {
  if (isCancelled) return t("order.headline.cancelled.sub", { shop });
  if (unfollowed.length > 0) return "";
  return items.length > 0 && items.every(({ isDigital }) => isDigital)
    ? t("line.digital", { shop })
    : t("order.headline.none.sub");
}

export const needsYou = (parcel: ParcelView): boolean =>
  parcel.tone === "action" || parcel.state === "problem" || parcel.state === "lost";
const hasArrived = (parcel: ParcelView): boolean =>
  ["delivered", "returned", "cancelled", "digital"].includes(parcel.state);

export function orderContent({ order, linkTo, texts, now }: OrderPage) {
  const { t } = texts;
  const groups = [
    { title: t("order.group.attention"), parcels: order.parcels.filter((p) => needsYou(p) && !hasArrived(p)) },
    { title: t("order.group.moving"), parcels: order.parcels.filter((p) => !needsYou(p) && !hasArrived(p)) },
    { title: t("order.group.arrived"), parcels: order.parcels.filter(hasArrived) },
  ].filter(({ parcels }) => parcels.length > 0);
  return html`
    ${shopLine(order)}
    <h1>${orderHeadline(order, texts, now)}</h1>
    ${order.reference ? html`<p class="soft">${t("order.reference", { reference: order.reference })}</p>` : null}
    ${order.tier === 0 ? html`<p class="soft">${t("ended.body")}</p>` : null}
    ${order.parcels.length === 0 ? html`<p>${lineWithoutParcel(order, texts)}</p>` : null}
    ${groups.map(({ title, parcels }) => html`<section><h2>${title}</h2>${parcels.map((parcel) => parcelCard(parcel, order.shop, linkTo(parcel), texts, now))}</section>`)}
    ${order.unfollowed.map((one) => unfollowedCard(one, order.shop, texts))}
    ${
      order.items.length === 0
        ? null
        : html`<h2>${t("order.items")}</h2>
          <ul class="items card">${order.items.map((item) => html`<li><span>${item.quantity} ×</span><span>${item.name}${item.isDigital ? html` <span class="pill">${t("order.item.digital")}</span>` : null}</span></li>`)}</ul>`
    }
    <p class="small"><a href="/deliveries">${t("order.all")}</a></p>
    <p class="small soft">${order.contact ? html`${t("order.contact", { shop: order.shop, contact: "" })}<a href=${`mailto:${order.contact}`}>${order.contact}</a>` : t("order.contact.none", { shop: order.shop })}</p>
  `;
}

export function parcelCard(parcel: ParcelView, shop: string, link: string, texts: Texts, now: Date) {
  const words = sentencesFor(parcel, shop, texts, now);
  return html`<a class="card" href=${link}>
    <span class=${`pill ${parcel.tone}`}>${words.state}</span>
    <h3>${words.headline}</h3>
    ${words.line ? html`<p class="soft small">${words.line}</p>` : null}
    ${parcel.boxes ? html`<p class="small">${texts.t("parcel.boxes", { delivered: parcel.boxes.delivered, count: parcel.boxes.count })}</p>` : null}
    <p class="small soft named">${parcel.carrier === "" ? null : monogram(parcel.carrier)} ${[parcel.carrier, texts.t("parcel.open")].filter((text) => text !== "").join(" · ")}</p>
  </a>`;
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
