/** The order's page: one headline for all parcels, then who needs you, what moves, what arrived, and what is in it. */
import { html } from "htm/preact";
import type { OrderView, ParcelView } from "#shopper/presenter.ts";
import type { Texts } from "#shopper/texts/texts.ts";
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
  if (only === undefined) return t("order.headline.none", { shop: order.shop });
  if (outbound.length === 1) return sentencesFor(only, order.shop, texts, now).headline;
  const attention = outbound.filter(needsYou).length;
  const here = outbound.filter(({ state }) => state === "delivered").length;
  if (here === outbound.length) return t("order.headline.all", { count: here });
  if (attention > 0) return t("order.headline.attention", { count: attention });
  return t("order.headline.some", { here, count: outbound.length });
}

const needsYou = (parcel: ParcelView): boolean =>
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
    <p class="shop">${order.shop}</p>
    <h1>${orderHeadline(order, texts, now)}</h1>
    ${order.reference ? html`<p class="soft">${t("order.reference", { reference: order.reference })}</p>` : null}
    ${order.parcels.length === 0 ? html`<p>${t("order.headline.none.sub")}</p>` : null}
    ${groups.map(({ title, parcels }) => html`<section><h2>${title}</h2>${parcels.map((parcel) => parcelCard(parcel, order.shop, linkTo(parcel), texts, now))}</section>`)}
    ${
      order.items.length === 0
        ? null
        : html`<h2>${t("order.items")}</h2>
          <ul class="items card">${order.items.map((item) => html`<li><span>${item.quantity} ×</span><span>${item.name}${item.isDigital ? html` <span class="pill">${t("order.item.digital")}</span>` : null}</span></li>`)}</ul>`
    }
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
    <p class="small soft">${[parcel.carrier, texts.t("parcel.open")].filter((text) => text !== "").join(" · ")}</p>
  </a>`;
}
