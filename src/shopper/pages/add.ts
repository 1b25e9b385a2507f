/** Adding a parcel by hand: paste something, see whose number it may be and why, say yes. Plain forms, a step each. */
import { html } from "htm/preact";
import type { Candidate } from "#carriers/identify/identify.ts";
import type { FoundNumber } from "#carriers/identify/numbers-in-text.ts";
import { labelLengthMax } from "#shopper/follow-parcel.ts";
import { shownName } from "#shopper/presenter.ts";
import type { TextKey, Texts } from "#shopper/texts.ts";
import { personNav } from "./navigation.ts";

/** What a person must say before we can follow; where it is missing, why it is asked. */
export type AddFault = "mistyped" | "carrier" | "which" | "postcode" | "enough_today" | "enough_open";

const faults: Readonly<Record<AddFault, TextKey>> = {
  mistyped: "add.wrong.mistyped",
  carrier: "add.wrong.carrier",
  which: "add.wrong.which",
  postcode: "add.wrong.postcode",
  enough_today: "add.wrong.today",
  enough_open: "add.wrong.open",
};

/** The first step. `isNothing`: what was pasted holds no number. */
export function pasteContent(
  texts: Texts,
  { pasted, isNothing }: { readonly pasted: string; readonly isNothing: boolean },
) {
  const { t } = texts;
  return html`
    ${personNav(texts, "/add")}
    <h1>${t("add.title")}</h1>
    <p>${t("add.lead")}</p>
    <form method="post" action="/add">
      <label for="pasted">${t("add.paste")}</label>
      <textarea id="pasted" name="pasted" rows="4" required spellcheck="false" autocapitalize="off" autocomplete="off" ...${wrong(isNothing, "pasted-wrong")}>${pasted}</textarea>
      ${isNothing ? html`<p class="wrong" id="pasted-wrong" role="alert">${t("add.nothing")}</p>` : null}
      <p><button>${t("add.find")}</button></p>
    </form>
    <p class="small soft">${t("add.private")}</p>
  `;
}

/** Several numbers were found: which one? Each is a step of its own. */
export function whichContent(texts: Texts, found: readonly FoundNumber[]) {
  const { t } = texts;
  return html`
    ${personNav(texts, "/add")}
    <h1>${t("add.which", { count: found.length })}</h1>
    ${found.map(
      ({ number, link, candidates }) => html`<form class="card" method="post" action="/add">
        <p><span class="number">${number}</span></p>
        <p class="small soft">${candidates.length === 0 ? t("add.unknown") : listOf(candidates, texts)}</p>
        <input type="hidden" name="pasted" value=${link ?? number} />
        <button>${t("add.take")}<span class="hidden"> ${number}</span></button>
      </form>`,
    )}
    <p class="small"><a href="/add">${t("add.again")}</a></p>
  `;
}

export interface Choice {
  readonly found: FoundNumber;
  /** Registry code that is chosen; "": none yet. */
  readonly carrier: string;
  /** What was typed as another carrier. */
  readonly company: string;
  readonly country: string;
  readonly countries: readonly { readonly code: string; readonly name: string }[];
  readonly postcode: string;
  /** Names of the carriers in question that tell little or nothing without the postcode. */
  readonly wantPostcode: readonly string[];
  readonly label: string;
  /** What speaks for each candidate, by its code. */
  readonly reasons: ReadonlyMap<string, readonly string[]>;
  readonly fault: AddFault | null;
}

/** One number: whose is it? Nothing is chosen before the person where there is a doubt. */
export function choiceContent(texts: Texts, choice: Choice) {
  const { t } = texts;
  const { found, carrier, company, fault, label, country, countries, postcode, wantPostcode } = choice;
  const isCarrierWrong = fault === "carrier" || fault === "which";
  return html`
    ${personNav(texts, "/add")}
    <h1>${t("add.whose")}</h1>
    <p>${t("add.number")} <span class="number">${found.number}</span></p>
    ${fault === null ? null : html`<p class="wrong" id="add-wrong" role="alert">${t(faults[fault])}</p>`}
    <form method="post" action="/add/follow">
      <input type="hidden" name="number" value=${found.number} />
      <input type="hidden" name="link" value=${found.link ?? ""} />
      <fieldset aria-describedby=${isCarrierWrong ? "add-wrong" : undefined}>
        <legend>${t("parcel.carrier")}</legend>
        ${found.candidates.map((candidate) => candidateChoice(candidate, carrier === candidate.code, choice))}
        <label for="company">${t(found.candidates.length === 0 ? "add.company" : "add.other")}</label>
        <input id="company" name="company" maxlength="100" value=${company} autocomplete="off" ...${wrong(isCarrierWrong, "add-wrong")} />
      </fieldset>
      <label for="country">${t("add.country")}</label>
      <select id="country" name="country">${countries.map(({ code, name }) => html`<option value=${code} selected=${code === country}>${name}</option>`)}</select>
      ${
        wantPostcode.length === 0
          ? null
          : html`<label for="postcode">${t("add.postcode")}</label>
            <input id="postcode" name="postcode" maxlength="20" autocomplete="postal-code" value=${postcode} aria-describedby="postcode-why" ...${fault === "postcode" ? { "aria-invalid": "true" } : {}} />
            <p class="small soft" id="postcode-why">${t("add.postcode.why", { carriers: named(wantPostcode, texts) })}</p>`
      }
      <label for="label">${t("add.label")}</label>
      <input id="label" name="label" maxlength=${labelLengthMax} value=${label} autocomplete="off" aria-describedby="label-why" />
      <p class="small soft" id="label-why">${t("add.label.why")}</p>
      <p><button>${t("add.follow")}</button></p>
    </form>
    <p class="small"><a href="/add">${t("add.again")}</a></p>
  `;
}

function candidateChoice({ code }: Candidate, isChosen: boolean, { reasons }: Choice) {
  const why = reasons.get(code) ?? [];
  return html`<div class="choice">
    <input type="radio" id=${`carrier-${code}`} name="carrier" value=${code} checked=${isChosen} aria-describedby=${why.length > 0 ? `why-${code}` : undefined} />
    <label for=${`carrier-${code}`}>${shownName(code)}</label>
    ${why.length === 0 ? null : html`<p class="small soft" id=${`why-${code}`}>${why.join(" ")}</p>`}
  </div>`;
}

const listOf = (candidates: readonly Candidate[], texts: Texts): string =>
  named(
    candidates.slice(0, 3).map(({ code }) => shownName(code)),
    texts,
  );

const named = (names: readonly string[], { locale }: Texts): string =>
  new Intl.ListFormat(locale, { type: "disjunction" }).format(names);

const wrong = (isWrong: boolean, id: string) => (isWrong ? { "aria-invalid": "true", "aria-describedby": id } : {});
