/** The tracking page as a part of a shop's own page: the script that shops load, and the small page in its frame. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { html } from "htm/preact";
import type { RoutePlugin } from "#platform/http-server.ts";
import { orderHeadline } from "./pages/order.ts";
import { stepBar } from "./pages/parcel.ts";
import { shopLine } from "./pages/shop.ts";
import { sentencesFor } from "./pages/words.ts";
import type { OrderView } from "./presenter.ts";
import type { Texts } from "./texts.ts";

const script = readFileSync(join(import.meta.dirname, "scripts/widget.js"), "utf8");

/** For every page that shops have: the same file for all of them, without a person's data. */
export const createWidgetRoutes = (): RoutePlugin => async (server) => {
  server.get("/widget.js", (_request, reply) =>
    reply
      .headers({
        "cache-control": "public, max-age=3600",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      })
      .type("text/javascript; charset=utf-8")
      .send(script),
  );
};

/** Within the frame: the answer, where each parcel is, and the way to the whole page. */
export function embedContent(order: OrderView, link: string, texts: Texts, now: Date) {
  return html`
    ${shopLine(order)}
    <h1>${orderHeadline(order, texts, now)}</h1>
    ${order.parcels.map((parcel) => {
      const words = sentencesFor(parcel, order.shop, texts, now);
      return html`<section class="card">
        <p><span class=${`pill ${parcel.tone}`}>${words.state}</span></p>
        ${order.parcels.length > 1 ? html`<h2>${words.headline}</h2>` : null}
        ${words.line ? html`<p class="small">${words.line}</p>` : null}
        ${stepBar(parcel, texts)}
      </section>`;
    })}
    <p><a href=${link} target="_blank" rel="noopener">${texts.t("parcel.open")}</a></p>
  `;
}

/** Tells the page around the frame how high it is; nothing else leaves. */
export const heightScript = `
(()=>{const tell=()=>parent.postMessage({posthornHeight:document.documentElement.scrollHeight},"*");
new ResizeObserver(tell).observe(document.body);tell()})();`;
