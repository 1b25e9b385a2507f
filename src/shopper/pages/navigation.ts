/** The way among a person's pages, and the small footer of all pages. */
import { html } from "htm/preact";
import type { Texts } from "#shopper/texts.ts";

const places = [
  ["/deliveries", "deliveries.title.short"],
  ["/add", "add.title"],
  ["/settings", "settings.title"],
  ["/account", "account.title"],
] as const;

/** @param here the address of this page, where it is one of them. */
export function personNav({ t }: Texts, here: (typeof places)[number][0] | null) {
  return html`<nav class="places" aria-label=${t("nav.label")}>
    ${places.map(([address, key]) => html`<a href=${address} aria-current=${address === here ? "page" : undefined}>${t(key)}</a>`)}
  </nav>`;
}

/** No footer of its own: the links to other languages stand in one. */
export const pageFooter = ({ t }: Texts) =>
  html`<nav class="foot" aria-label=${t("nav.more")}><a href="/help">${t("help.title")}</a></nav>`;
