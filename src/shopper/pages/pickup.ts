/** Where a parcel waits: until when, when it is open, what to bring, and for whoever may see it the code. */
import { html } from "htm/preact";
import { dateFormat, wallTime } from "#platform/local-time.ts";
import { pickupPicture } from "#shopper/barcode.ts";
import { codeKinds, codeMax, type PickupCode } from "#shopper/keep-pickup-code.ts";
import { openAt, readWeek, type Week } from "#shopper/opening-hours.ts";
import type { Pickup } from "#shopper/presenter.ts";
import type { Texts } from "#shopper/texts.ts";
import { copyable, type ParcelPage } from "./parcel.ts";
import { dayWords } from "./times.ts";

export function pickupCard(page: ParcelPage) {
  const { parcel, texts, now } = page;
  const { t } = texts;
  const { pickup, zone } = parcel;
  if (parcel.state !== "ready" || pickup === null) return null;
  const place = [pickup.name, pickup.street, pickup.city].filter((part) => part !== null && part !== "");
  const code = page.choices?.code ?? null;
  return html`<section class="card pickup">
    <h2 class="first">${t("pickup.title")}</h2>
    ${code === null ? null : codeOf(code, texts)}
    <dl class="facts">
      ${place.length === 0 ? null : html`<dt>${t("pickup.where")}</dt><dd>${place.map((line) => html`${line}<br />`)}</dd>`}
      ${pickup.until === null ? null : html`<dt>${t("pickup.until")}</dt><dd>${dayWords(pickup.until, zone, texts, now)} <span class="soft small">${t("pickup.until.said", { carrier: parcel.carrier })}</span></dd>`}
      ${hours(pickup, zone, texts, now)}
      <dt>${t("pickup.bring")}</dt><dd>${t(code === null ? "pickup.bring.paper" : "pickup.bring.code")}</dd>
    </dl>
    ${pickup.until === null ? null : html`<p class="small soft">${t("pickup.reminder")}</p>`}
    ${codeForm(page, code)}
  </section>`;
}

/** Carriers send the code to the person alone: here it is large, and at hand where the parcel is. */
function codeForm({ order, choices, isCodeWrong, link, suffix, texts }: ParcelPage, code: PickupCode | null) {
  const { t } = texts;
  if (order.tier === 0) return null;
  if (choices === null) return html`<p class="small soft not-printed">${t("pickup.code.signIn")}</p>`;
  if (!choices.keepsCodes) return null;
  const kinds = codeKinds.map(
    (kind) =>
      html`<label class="pick"><input type="radio" name="kind" value=${kind} checked=${kind === (code?.kind ?? "text")} /> ${t(`pickup.code.kind.${kind}`)}</label>`,
  );
  return html`<details open=${isCodeWrong}><summary>${t(code === null ? "pickup.code.keep" : "pickup.code.change")}</summary>
    <form method="post" action=${`${link}/code${suffix}`}>
      ${isCodeWrong ? html`<p class="wrong" role="alert">${t("pickup.code.wrong", { most: codeMax })}</p>` : null}
      <label for="pickup-code">${t("pickup.code.text")}</label>
      <input id="pickup-code" name="code" value=${code?.text ?? ""} maxlength=${codeMax} autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="pickup-code-note" required=${code === null} />
      <fieldset><legend>${t("pickup.code.kind")}</legend>${kinds}</fieldset>
      <p class="small soft" id="pickup-code-note">${t("pickup.code.note")}</p>
      <div class="row"><button>${t("pickup.code.save")}</button>
      ${code === null ? null : html`<button class="plain" name="forget" value="1">${t("pickup.code.forget")}</button>`}</div>
    </form></details>`;
}

function codeOf(code: PickupCode, texts: Texts) {
  const picture = pickupPicture(code);
  return html`<p class="soft small">${texts.t("pickup.code")}</p>
    <p class="big-code">${copyable(code.text, texts)}</p>
    ${picture === null ? null : html`<div class="picture" role="img" aria-label=${texts.t("pickup.code.picture")} dangerouslySetInnerHTML=${{ __html: picture }}></div>`}`;
}

/** In words for today, where they can be read; else as the carrier writes them. */
function hours({ hours: text }: Pickup, zone: string, texts: Texts, now: Date) {
  const { t } = texts;
  if (text === null) return null;
  const week = readWeek(text);
  if (week === null) return html`<dt>${t("pickup.hours")}</dt><dd><q lang="">${text}</q></dd>`;
  const local = wallTime(now, zone);
  const open = openAt(week, local);
  const clock = (minutes: number): string => texts.clock(new Date(minutes * 60_000), "UTC");
  const today =
    open.kind === "until" || open.kind === "opens"
      ? t(`pickup.open.${open.kind}`, { time: clock(open.minutes) })
      : t(`pickup.open.${open.kind}`);
  return html`<dt>${t("pickup.hours")}</dt><dd>${today}
    ${week === "always" ? null : html`<details><summary>${t("pickup.hours.all")}</summary><ul class="plain-list small">${weekLines(week, texts, clock)}</ul></details>`}</dd>`;
}

function weekLines(week: Week, texts: Texts, clock: (minutes: number) => string) {
  const name = dateFormat(texts.locale, { weekday: "long", timeZone: "UTC" });
  // The fifth of January 1970 was a Monday.
  return week.map((hours, day) => {
    const open = hours.map(({ from, until }) => `${clock(from)}–${clock(until)}`).join(", ");
    return html`<li>${name.format(new Date(Date.UTC(1970, 0, 5 + day)))}: ${open || texts.t("pickup.open.closed.day")}</li>`;
  });
}
