/** One carrier's page: its names and family, its numbers, and how Posthorn follows it, with what is not proven. */
import { html } from "htm/preact";
import type { Carrier } from "#carriers/carrier.ts";
import type { TextKey, Texts } from "#catalogue/texts.ts";
import { monogram } from "#platform/html/monogram.ts";
import { type Entry, wayOf } from "../entries.ts";
import { outside, pathOf, type Reader, relationOf, to, top, wayPill } from "./parts.ts";

export function carrierContent(entry: Entry, reader: Reader) {
  const { carrier, subsidiaries } = entry;
  const { texts } = reader;
  const { t } = texts;
  return html`
    ${top(reader)}
    <p>${wayPill(entry, texts)}</p>
    <h1 class="named">${monogram(carrier.name)} ${carrier.name}</h1>
    <section class="card">${facts(entry, reader)}</section>
    <h2>${t("carrier.follow")}</h2>
    ${
      entry.connections.length === 0
        ? html`<p>${t(entry.ways.includes("link") ? "carrier.follow.link" : "carrier.follow.none")}</p>`
        : html`<p class="small soft">${t("carrier.follow.note")}</p>
            ${entry.connections.map((connection) => route(connection, texts))}`
    }
    <h2>${t("carrier.numbers")}</h2>
    ${numbers(entry, texts)}
    ${
      subsidiaries.length === 0
        ? null
        : html`<h2>${t("carrier.subsidiaries")}</h2>
            <ul class="chips">
              ${subsidiaries.map(({ code, name }) => html`<li><a href=${to(reader, pathOf(code))}>${name}</a></li>`)}
            </ul>`
    }
  `;
}

function facts(entry: Entry, reader: Reader) {
  const { carrier, group, variants } = entry;
  const { texts } = reader;
  const { t } = texts;
  const countries = carrier.countries.map(texts.country).join(", ");
  const parents = group.map(
    ({ code, name }, at) => html`${at === 0 ? null : " · "}<a href=${to(reader, pathOf(code))}>${name}</a>`,
  );
  const needs = carrier.wants.map((need) => needText(need, texts)).join(", ");
  return html`<dl class="facts">
    ${fact(t("carrier.code"), html`<code>${carrier.code}</code>`)}
    ${fact(t("carrier.countries"), countries === "" ? t("carrier.countries.none") : countries)}
    ${carrier.otherNames.length === 0 ? null : fact(t("carrier.names"), carrier.otherNames.join(", "))}
    ${group.length === 0 ? null : fact(relationOf(entry, texts), parents)}
    ${variants.length === 0 ? null : fact(t("carrier.variants"), html`<code>${variants.join(", ")}</code>`)}
    ${needs === "" ? null : fact(t("carrier.needs"), needs)}
    ${carrier.website === null ? null : fact(t("carrier.website"), outside(carrier.website))}
    ${carrier.trackingPage === null ? null : fact(t("carrier.page"), html`<code>${carrier.trackingPage}</code>`)}
  </dl>`;
}

const fact = (name: string, value: unknown) => html`<dt>${name}</dt><dd>${value}</dd>`;

const needs: ReadonlySet<string> = new Set([
  "postal_code",
  "account",
  "key",
  "destination_country",
  "ship_date",
  "state",
]);
const needText = (need: string, { t }: Texts): string => (needs.has(need) ? t(`need.${need}` as TextKey) : need); // one key per need

function numbers({ numberForms }: Entry, { t }: Texts) {
  if (numberForms.length === 0) return html`<p>${t("carrier.numbers.none")}</p>`;
  return html`<dl class="card facts">
    ${numberForms.map(({ name, examples }) =>
      fact(
        name,
        examples.map((example, at) => html`${at === 0 ? null : html`<br />`}<code>${example}</code>`),
      ),
    )}
  </dl>`;
}

/** One connection. Aggregators are alike for nearly every carrier, and several: each is a line that opens. */
function route(connection: Carrier, texts: Texts) {
  const { t } = texts;
  const way = wayOf(connection);
  return way === "aggregator"
    ? html`<details class="card folded">
        <summary><strong>${connection.name}</strong> <span class="small soft">${t(`route.${way}`)}</span></summary>
        ${routeFacts(connection, texts)}
      </details>`
    : html`<section class="card">
        <h3>${connection.name}</h3>
        <p class="small soft">${t(`route.${way}`)}</p>
        ${routeFacts(connection, texts)}
      </section>`;
}

/** What stands in the code in English, for operators, is shown in English. */
function routeFacts(connection: Carrier, texts: Texts) {
  const { limits, push, registration, unproven } = connection;
  const { t } = texts;
  const credits =
    registration === undefined || registration.credits === 0 ? null : t("route.credits", { n: registration.credits });
  const told =
    registration === undefined
      ? []
      : [t(registration.isNeeded ? "route.registration.needed" : "route.registration.forPush")];
  return html`<dl class="facts">
      ${fact(t("route.quality"), t(`quality.${connection.quality}`))}
      ${fact(t("route.batch"), limits.batch)}
      ${fact(t("route.limits"), limitWords(connection, texts))}
      ${fact(t("route.push"), push === undefined ? t("route.push.none") : html`${t("route.push.proof")} <span lang="en">${push.proof}</span>`)}
      ${told.length === 0 ? null : fact(t("route.registration"), [...told, ...(credits === null ? [] : [credits])].join(", "))}
    </dl>
    ${
      unproven.length === 0
        ? null
        : html`<details>
            <summary>${t("route.unproven", { count: unproven.length })}</summary>
            <ul class="reasons small" lang="en">${unproven.map((sentence) => html`<li>${sentence}</li>`)}</ul>
          </details>`
    }
    <p class="small">${outside(connection.docs, t("route.docs"))} · <code>docs/carriers/${connection.slug}.md</code></p>`;
}

function limitWords({ limits: { perSecond, perDay } }: Carrier, { t }: Texts): string {
  const often =
    perSecond >= 1 ? t("route.perSecond", { n: perSecond }) : t("route.everySeconds", { n: Math.round(1 / perSecond) });
  return perDay === null ? often : `${often}, ${t("route.perDay", { n: perDay })}`;
}
