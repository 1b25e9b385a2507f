/** The page of all carriers: search and filters, what was found, and the way from a number to its carrier. */
import { html } from "htm/preact";
import { type Entry, ways } from "../entries.ts";
import { queryLengthMax } from "../search.ts";
import { carrierLine, countryChoices, langField, type Reader, select, to, top } from "./parts.ts";
import { nothingSaid, whoForm } from "./who.ts";

export interface CarriersPage {
  /** What was asked for; "" where nothing was. */
  readonly query: { readonly q: string; readonly country: string; readonly can: string };
  /** This page's carriers. */
  readonly found: readonly Entry[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** Carriers that would be found without filters. */
  readonly everywhere: number;
  /** Of all carriers. */
  readonly counts: { readonly all: number; readonly ownApi: number; readonly hasAggregators: boolean };
  /** What was searched for is rather a tracking number. */
  readonly isNumber: boolean;
}

export function carriersContent(shown: CarriersPage, reader: Reader) {
  const { query, isNumber } = shown;
  const { t } = reader.texts;
  const isSearch = query.q !== "" || query.country !== "" || query.can !== "" || shown.page > 1;
  const who = html`<section class="card">
    <h2 class="plain">${t("who.title")}</h2>
    <p>${t("who.lead")}</p>
    ${whoForm(reader, { ...nothingSaid, number: isNumber ? query.q : "" })}
  </section>`;
  return html`
    ${top(reader, { isStart: !isSearch })}
    <h1>${t("carriers.title")}</h1>
    ${isSearch ? null : lead(shown, reader)}
    <form method="get" action="/carriers" role="search">
      ${langField(reader)}
      <label for="q">${t("search.label")}</label>
      <input id="q" name="q" type="search" maxlength=${queryLengthMax} value=${isNumber ? "" : query.q} aria-describedby="q-hint" autocomplete="off" />
      <p class="small soft" id="q-hint">${t("search.hint")}</p>
      <div class="two">
        ${select("country", t("search.country"), [{ value: "", text: t("search.country.any") }, ...countryChoices(reader.texts)], query.country)}
        ${select("can", t("search.can"), [{ value: "", text: t("search.can.any") }, ...ways.map((value) => ({ value, text: t(`can.${value}`) }))], query.can)}
      </div>
      <p><button>${t("search.submit")}</button></p>
    </form>
    ${
      isNumber
        ? html`<p><strong>${t("search.isNumber")}</strong> ${t("search.isNumber.body")}</p>
            ${who}`
        : html`${isSearch ? null : who} ${results(shown, reader)} ${isSearch ? who : null}`
    }
    <h2>${t("data.title")}</h2>
    <p>${t("data.lead")} <a href="/v1/carriers.json">carriers.json</a></p>
  `;
}

function lead({ counts }: CarriersPage, { texts }: Reader) {
  const key = counts.hasAggregators ? "carriers.lead" : "carriers.leadNoAggregator";
  return html`<p>${texts.t(key, { count: counts.all, own: counts.ownApi })}</p>`;
}

function results(shown: CarriersPage, reader: Reader) {
  const { query, found, total, everywhere } = shown;
  const { t } = reader.texts;
  const isFiltered = query.country !== "" || query.can !== "";
  return html`<section>
    <h2>${t("search.found", { count: total })}</h2>
    ${
      isFiltered && query.q !== "" && everywhere > total
        ? html`<p><a href=${to(reader, "/carriers", { q: query.q })}>${t("search.everywhere", { count: everywhere })}</a></p>`
        : null
    }
    ${total === 0 ? html`<p><a href=${to(reader, "/carriers")}>${t("search.all")}</a></p>` : null}
    <ul class="list">${found.map((entry) => carrierLine(entry, reader))}</ul>
    ${shown.pages > 1 ? pager(shown, reader) : null}
  </section>`;
}

function pager({ query, page, pages }: CarriersPage, reader: Reader) {
  const { t } = reader.texts;
  const link = (other: number, text: string, rel: string) =>
    other < 1 || other > pages
      ? html`<span></span>`
      : html`<a href=${to(reader, "/carriers", { ...query, page: other > 1 ? other : null })} rel=${rel}>${text}</a>`;
  return html`<nav class="pager" aria-label=${t("page.nav")}>
    ${link(page - 1, t("page.previous"), "prev")}
    <span class="soft">${t("page.of", { page, pages })}</span>
    ${link(page + 1, t("page.next"), "next")}
  </nav>`;
}
