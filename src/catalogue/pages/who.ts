/** "Whose number is this?": the form, and the answer with its reasons. */
import { html } from "htm/preact";
import { type Candidate, checkNumber, mistypedFormats } from "#carriers/identify/identify.ts";
import type { Texts } from "#catalogue/texts.ts";
import { monogram } from "#platform/html/monogram.ts";
import type { Entry } from "../entries.ts";
import { saidLengthMax } from "../schema.ts";
import { countryChoices, pathOf, type Reader, select, to, top, wayPill } from "./parts.ts";

export interface Said {
  readonly number: string;
  readonly company: string;
  readonly country: string;
}

export const nothingSaid: Said = { number: "", company: "", country: "" };

/** Sent by POST, so that the number stands in no address (see routes.ts). */
export function whoForm(reader: Reader, said: Said, fault: string | null = null) {
  const { texts } = reader;
  const { t } = texts;
  const wrong = fault === null ? {} : { "aria-invalid": "true", "aria-describedby": "number-wrong" };
  const countries = [{ value: "", text: t("who.country.unknown") }, ...countryChoices(texts)];
  return html`<form method="post" action=${to(reader, "/carriers/identify")} autocomplete="off">
    <label for="number">${t("who.number")}</label>
    <input id="number" name="number" value=${said.number} maxlength=${saidLengthMax.number} spellcheck="false" autocapitalize="characters" ...${wrong} />
    ${fault === null ? null : html`<p class="wrong" id="number-wrong" role="alert">${fault}</p>`}
    <details open=${said.company !== "" || said.country !== ""}>
      <summary>${t("who.more")}</summary>
      <div class="two">
        <div>
          <label for="company">${t("who.company")}</label>
          <input id="company" name="company" value=${said.company} maxlength=${saidLengthMax.company} />
        </div>
        ${select("goes-to", t("who.country"), countries, said.country)}
      </div>
    </details>
    <p><button>${t("who.submit")}</button></p>
    <p class="small soft">${t("who.privacy")}</p>
  </form>`;
}

export interface Answered {
  readonly candidate: Candidate;
  readonly entry: Entry;
}

export interface WhoPage {
  readonly said: Said;
  /** Null: nothing was asked yet. */
  readonly answer: readonly Answered[] | null;
  readonly fault: string | null;
}

export function whoContent({ said, answer, fault }: WhoPage, reader: Reader) {
  const { t } = reader.texts;
  return html`
    ${top(reader)}
    <h1>${t("who.title")}</h1>
    ${answer === null ? html`<p>${t("who.lead")}</p>` : answers(answer, said, reader)}
    <section class="card">${whoForm(reader, said, fault)}</section>
  `;
}

/** Less chance than that is not worth a card of its own. */
const chanceMin = 0.05;

function answers(answer: readonly Answered[], said: Said, reader: Reader) {
  const { texts } = reader;
  const { t } = texts;
  if (answer.length === 0) {
    const mistyped = mistypedFormats(said.number);
    return html`<p><strong>${t("who.nobody")}</strong></p>
      ${
        mistyped.length === 0
          ? html`<p>${t("who.nobody.body")}</p>`
          : mistyped.map((format) => html`<p>${t("who.wrongDigit", { format })}</p>`)
      }`;
  }
  const likely = answer.filter(({ candidate }, at) => at === 0 || candidate.probability >= chanceMin);
  const others = answer.filter((one) => !likely.includes(one));
  return html`<ol class="list">
      ${likely.map((one) => candidateCard(one, said.number, reader))}
    </ol>
    ${
      others.length === 0
        ? null
        : html`<p class="small soft">${t("who.others", { share: texts.percent(chanceMin) })}</p>
            <ul class="chips small">
              ${others.map(({ candidate: { code, name } }) => html`<li><a href=${to(reader, pathOf(code))}>${name}</a></li>`)}
            </ul>`
    }
    <p class="small soft">${t("who.rest")}</p>`;
}

function candidateCard({ candidate, entry }: Answered, number: string, reader: Reader) {
  const { texts } = reader;
  const { name, code, probability } = candidate;
  return html`<li class="card">
    <span class="line"><span class="named">${monogram(name)} <a class="name" href=${to(reader, pathOf(code))}>${name}</a></span> ${wayPill(entry, texts)}</span>
    <span class="small soft">${certainty(probability, texts)}, ${texts.percent(probability)} · <code>${code}</code></span>
    <svg class="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width=${Math.round(probability * 100)} height="1" /></svg>
    ${reasons(candidate, number, texts)}
  </li>`;
}

/** `identify` gives its reasons in English: others read first what the number says, in their own language. */
function reasons({ code, reasons }: Candidate, number: string, texts: Texts) {
  const all = html`<ul class="reasons small" lang="en">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`;
  if (texts.language === "en") return all;
  const check = checkNumber(code, number);
  const sentence =
    check.kind === "unknown"
      ? null
      : texts.t(check.kind === "fits" ? "who.fits" : "who.wrongDigit", { format: check.format });
  return html`${sentence === null ? null : html`<p class="small">${sentence}</p>`}
    <details class="small"><summary>${texts.t("who.reasons")}</summary>${all}</details>`;
}

function certainty(probability: number, { t }: Texts): string {
  if (probability >= 0.9) return t("certainty.almost");
  if (probability >= 0.55) return t("certainty.probably");
  return probability >= 0.1 ? t("certainty.perhaps") : t("certainty.hardly");
}
