/** Whose page it is: the shop's logo where it has one, else its monogram and name. */
import { html } from "htm/preact";
import { monogram } from "#platform/html/monogram.ts";
import type { OrderView } from "#shopper/presenter.ts";

export const shopLine = ({ shop, brand }: Pick<OrderView, "shop" | "brand">) =>
  html`<p class="shop">${brand.logo === null ? html`${monogram(shop)} ${shop}` : html`<img src=${brand.logo} alt=${shop} />`}</p>`;
