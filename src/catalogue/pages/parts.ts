/** What several pages about carriers show: a carrier's line, the ways to follow it, fields, addresses that keep the language. */
import { html } from "htm/preact";
import { allCarriers } from "#carriers/registry.ts";
import type { Texts } from "#catalogue/texts.ts";
import type { Language } from "#languages/languages.ts";
import { monogram } from "#platform/html/monogram.ts";
import type { Entry, Way } from "../entries.ts";

/** Who reads, and how this page was asked for. */
export interface Reader {
  readonly texts: Texts;
  /** The language that the address names; links keep it. */
  readonly lang: string | null;
}

type Parameters = Readonly<Record<string, string | number | null | undefined>>;

/** An address of these pages; what is empty is left out. */
export function to({ lang }: Reader, path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...parameters, lang })) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

export const pathOf = (code: string): string => `/carriers/${encodeURIComponent(code)}`;

/** In a GET form the address' query is what the form says: the language has to be said, too. */
export const langField = ({ lang }: Reader) =>
  lang === null ? null : html`<input type="hidden" name="lang" value=${lang} />`;

export function wayPill({ ways }: Pick<Entry, "ways">, { t }: Texts) {
  const [best] = ways;
  if (best === undefined) return html`<span class="pill">${t("way.none")}</span>`;
  const tone: Readonly<Record<Way, string>> = { own_api: "done", aggregator: "progress", link: "" };
  return html`<span class=${`pill ${tone[best]}`.trim()}>${t(`way.${best}`)}</span>`;
}

export function carrierLine(entry: Entry, reader: Reader) {
  const { carrier, group } = entry;
  const { texts } = reader;
  const facts = [
    ...carrier.countries.slice(0, 4).map(texts.country),
    ...(group[0] === undefined ? [] : [`${relationOf(entry, texts)} ${group[0].name}`]),
  ];
  return html`<li><a class="card" href=${to(reader, pathOf(carrier.code))}>
    <span class="line"><span class="name named">${monogram(carrier.name)} ${carrier.name}</span> ${wayPill(entry, texts)}</span>
    <span class="small soft"><code>${carrier.code}</code> ${facts.map((fact) => ` · ${fact}`).join("")}</span>
  </a></li>`;
}

/** "Belongs to", or what else it is to its parent. */
export function relationOf({ carrier: { relation } }: Entry, { t }: Texts): string {
  return relation === "variant" || relation === "renamed" || relation === "probable-duplicate"
    ? t(`carrier.relation.${relation}`)
    : t("carrier.parent");
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export function select(name: string, label: string, choices: readonly Choice[], chosen: string) {
  return html`<div>
    <label for=${name}>${label}</label>
    <select id=${name} name=${name}>
      ${choices.map(({ value, text }) => html`<option value=${value} selected=${value === chosen}>${text}</option>`)}
    </select>
  </div>`;
}

const sorted = new Map<Language, readonly Choice[]>();

/** Countries in which the registry places somebody, by name. */
export function countryChoices(texts: Texts): readonly Choice[] {
  const known = sorted.get(texts.language);
  if (known !== undefined) return known;
  const codes = [...new Set(allCarriers().flatMap(({ countries }) => countries))];
  const choices = codes
    .map((value) => ({ value, text: texts.country(value) }))
    .sort((a, b) => a.text.localeCompare(b.text, texts.language));
  sorted.set(texts.language, choices);
  return choices;
}

/** Above every page: the way back. */
export function top(reader: Reader, { isStart = false } = {}) {
  return isStart
    ? null
    : html`<nav><a class="back" href=${to(reader, "/carriers")}>${reader.texts.t("back.carriers")}</a></nav>`;
}

/** A link out of here: only to the web, named by its host (X-02). Else the text alone. */
export function outside(address: string, text?: string) {
  const url = URL.parse(address);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return html`<span>${address}</span>`;
  return html`<a href=${url.href} rel="noopener noreferrer nofollow">${text === undefined ? url.host : `${text} (${url.host})`}</a>`;
}
