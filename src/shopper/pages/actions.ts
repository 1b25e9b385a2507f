/** What a person can do on a parcel's page without the carrier: plain forms that work without a script. */
import { html } from "htm/preact";
import type { PickupCode } from "#shopper/keep-pickup-code.ts";
import type { ParcelView, State } from "#shopper/presenter.ts";
import { type ReportKind, reportKinds } from "#shopper/report-problem.ts";
import type { Texts } from "#shopper/texts.ts";
import type { ParcelPage } from "./parcel.ts";
import { expected } from "./times.ts";

/** What a signed-in person chose for this parcel. */
export interface Choices {
  readonly isMuted: boolean;
  readonly isArchived: boolean;
  /** The pick-up code that they keep here; null: none, or this installation has no key to seal one. */
  readonly code: PickupCode | null;
  readonly keepsCodes: boolean;
}

export interface ReportState {
  /** The last report of this parcel or order; null: none. */
  readonly last: { readonly kind: ReportKind; readonly at: Date } | null;
  /** What was wrong with the one that was just sent. */
  readonly fault: "kind" | "too_many" | null;
}

/** Deliveries of which nobody but the shopper can say that they arrived. */
export const hiddenStates: ReadonlySet<State> = new Set(["digital", "own_delivery", "store_pickup", "letter"]);

/** "It arrived", "it did not arrive"; what was said can be taken back. @param isUrgent the answer is what the page asks for */
export function arrivedForm({ link, suffix, parcel, order, texts, now }: ParcelPage, isUrgent: boolean) {
  const { t } = texts;
  if (order.tier === 0) return null;
  const action = `${link}/said${suffix}`;
  if (parcel.said !== null) {
    const day = texts.day(parcel.said.at, parcel.zone, now);
    return html`<form method="post" action=${action}>
      <p>${t(`said.${parcel.said.word}`, { day })}</p>
      <button class="plain" name="word" value="nothing">${t("said.undo")}</button>
    </form>`;
  }
  const isCollected = parcel.state === "store_pickup";
  return html`<form method="post" action=${action} class="row">
    <button class=${isUrgent ? "" : "plain"} name="word" value="arrived">${t(isCollected ? "said.button.collected" : "said.button.arrived")}</button>
    ${isCollected ? null : html`<button class="plain" name="word" value="not_arrived">${t("said.button.not_arrived")}</button>`}
  </form>`;
}

/** One tap asks another carrier; what the shop said stays as it is until that one knows the number. */
export function carriersForm({ link, suffix, others, order, texts }: ParcelPage) {
  const { t } = texts;
  if (others.length === 0) return html`<p class="small">${t("carriers.none", { shop: order.shop })}</p>`;
  return html`<form method="post" action=${`${link}/carrier${suffix}`}>
      ${others.map(
        ({ code, name, reasons, asked }) => html`<div class="other">
          ${
            asked === "no"
              ? html`<button class="plain" name="carrier" value=${code}>${t("carriers.try", { carrier: name })}</button>`
              : html`<p><strong>${name}</strong>: ${t(asked === "asking" ? "carriers.asking" : "carriers.denied")}</p>`
          }
          ${reasons[0] === undefined ? null : html`<p class="small soft" lang="en">${reasons[0]}</p>`}
        </div>`,
      )}
    </form>
    <p class="small soft">${t("carriers.note")}</p>`;
}

/** @param link of the parcel, or of the order */
export function reportForm(
  { report, order, texts, now, suffix }: Pick<ParcelPage, "report" | "order" | "texts" | "now" | "suffix">,
  link: string,
  isOpen: boolean,
) {
  const { t } = texts;
  const { last, fault } = report;
  return html`${
    last === null
      ? null
      : html`<p class="note" role="status">${t("report.sent", { shop: order.shop, what: t(`report.kind.${last.kind}`), day: texts.dayAndClock(last.at, order.zone, now) })}</p>`
  }
    <details id="report" open=${isOpen || fault !== null}><summary>${t("report.title")}</summary>
    <form method="post" action=${`${link}/report${suffix}`}>
      ${fault === null ? null : html`<p class="wrong" role="alert">${t(`report.fault.${fault}`, { shop: order.shop })}</p>`}
      <fieldset><legend>${t("report.what")}</legend>
        ${reportKinds.map((kind) => html`<label class="pick"><input type="radio" name="kind" value=${kind} required /> ${t(`report.kind.${kind}`)}</label>`)}
      </fieldset>
      <label for="report-text">${t("report.text")}</label>
      <textarea id="report-text" name="text" maxlength="1000" rows="4" aria-describedby="report-note"></textarea>
      <p class="small soft" id="report-note">${t("report.note", { shop: order.shop })}</p>
      <button>${t("report.send", { shop: order.shop })}</button>
    </form></details>`;
}

/** Calendar for everybody; quiet and out of the list for whoever is signed in. */
export function choiceForms({ link, suffix, parcel, choices, texts, now }: ParcelPage) {
  const { t } = texts;
  return html`
    ${hasCalendar(parcel, texts, now) ? html`<a class="button plain" href=${`${link}/calendar.ics${suffix}`} download="delivery.ics">${t("choice.calendar")}</a>` : null}
    ${
      choices === null
        ? null
        : html`<form method="post" action=${`${link}/mute${suffix}`}>
            <button class="plain" name="on" value=${choices.isMuted ? "0" : "1"}>${t(choices.isMuted ? "choice.unmute" : "choice.mute")}</button>
          </form>
          <form method="post" action=${`${link}/archive${suffix}`}>
            <button class="plain" name="on" value=${choices.isArchived ? "0" : "1"}>${t(choices.isArchived ? "choice.unarchive" : "choice.archive")}</button>
          </form>
          ${choices.isMuted ? html`<p class="small soft">${t("choice.muted")}</p>` : null}
          ${choices.isArchived ? html`<p class="small soft">${t("choice.archived")}</p>` : null}`
    }`;
}

/** There is a day to write down. */
export const hasCalendar = (parcel: ParcelView, texts: Texts, now: Date): boolean =>
  parcel.state === "ready"
    ? parcel.pickup?.until != null
    : !parcel.isReturn && expected(parcel.estimate, parcel.zone, texts, now)?.stands === "coming";

/** The link as text that can be read, copied and, where the device can, shared. */
export function share({ shareLink, texts }: Pick<ParcelPage, "shareLink" | "texts">) {
  const { t } = texts;
  return html`<details><summary>${t("share.title")}</summary>
    <p class="small">${t("share.note")}</p>
    <p><span class="number">${shareLink}</span></p>
    <div class="row"><button class="plain" type="button" data-copy=${shareLink} data-done=${t("parcel.copied")}>${t("parcel.copy")}</button>
    <button class="plain" type="button" hidden data-share=${shareLink}>${t("share.button")}</button></div>
  </details>`;
}

/** Shows the share button where the device can share. The page's content may be swapped, so it listens above. */
export const shareScript = `
(()=>{if(!navigator.share)return;const show=()=>{for(const b of document.querySelectorAll("[data-share][hidden]"))b.hidden=false};
show();new MutationObserver(show).observe(document.getElementById("main"),{childList:true});
document.addEventListener("click",e=>{const b=e.target.closest("[data-share]");if(b)navigator.share({url:b.dataset.share}).catch(()=>{})})})();`;
