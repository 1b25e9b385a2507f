/** The bar above every page: which shop, live or test, the way among its pages, and who is here. */
import { html } from "htm/preact";
import type { SessionRow } from "#accounts/store.ts";
import type { Visit } from "#portal/site.ts";

const places = [
  ["", "Overview", "read"],
  ["shipments", "Shipments", "read"],
  ["tickets", "Tickets", "read"],
  ["integration", "Integration", "read"],
  ["carriers", "Carriers", "read"],
  ["webhooks", "Webhooks", "webhooks"],
  ["look", "Look", "admin"],
  ["import", "Import", "shipments:write"],
  ["keys", "Keys", "admin"],
  ["team", "Team", "admin"],
  ["log", "Log", "admin"],
] as const;
export type Place = (typeof places)[number][0] | "operator";

export function bar({
  visit,
  session,
  here,
}: {
  readonly visit: Visit | undefined;
  readonly session: SessionRow | undefined;
  readonly here: Place | undefined;
}) {
  if (session === undefined) return null;
  return html`<header class="bar"><div>
    <strong>${visit === undefined ? "Posthorn" : visit.shop}</strong>
    ${visit === undefined ? null : shopLinks(visit, here)}
    <span class="grow"></span>
    ${session.isOperator ? html`<a href="/portal/operator" aria-current=${here === "operator" ? "page" : undefined}>Operator</a>` : null}
    <a href="/portal">${session.email}</a>
    <form method="post" action="/portal/sign-out"><button class="plain">Sign out</button></form>
  </div></header>`;
}

function shopLinks(visit: Visit, here: Place | undefined) {
  const other = visit.mode === "live" ? "test" : "live";
  return html`<span class=${visit.mode === "live" ? "pill done" : "pill attention"}>${visit.mode}</span>
    <a class="small" href=${`/portal/${visit.merchantId}/${other}${here === undefined || here === "" ? "" : `/${here}`}`}>to ${other}</a>
    ${visit.isVisitor ? html`<span class="pill attention">visited as operator, which is logged</span>` : null}
    <nav aria-label="Pages of the shop">
      ${places
        .filter(([, , scope]) => visit.may(scope))
        .map(
          ([page, name]) =>
            html`<a href=${visit.at(page)} aria-current=${page === here ? "page" : undefined}>${name}</a>`,
        )}
    </nav>`;
}
