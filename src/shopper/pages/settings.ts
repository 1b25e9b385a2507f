/** What a person wishes to hear, when not, in which language, and on which devices: one plain form and a list. */
import { html } from "htm/preact";
import { languages } from "#languages/languages.ts";
import { type PersonalChannel, type Preferences, topics, wants } from "#notifications/preferences.ts";
import { dateFormat } from "#platform/local-time.ts";
import type { PhoneFault } from "#shopper/confirm-phone.ts";
import { zoneName, zones } from "#shopper/places.ts";
import type { PushDeviceRow } from "#shopper/store.ts";
import type { TextKey, Texts } from "#shopper/texts.ts";
import { personNav } from "./navigation.ts";

/** What can be chosen here: SMS where the installation sends any and the person's number is confirmed. */
export const offeredWith = (phone: PhoneState | null): readonly PersonalChannel[] =>
  phone?.kept == null ? ["push", "email"] : ["push", "email", "sms"];

/** The person's telephone number; both masked. */
export interface PhoneState {
  readonly kept: string | null;
  /** Its code can still be typed. */
  readonly pending: string | null;
  readonly fault: PhoneFault | null;
}

export interface SettingsPage {
  readonly preferences: Preferences;
  /** Null: this installation sends no SMS. */
  readonly phone: PhoneState | null;
  readonly devices: readonly PushDeviceRow[];
  readonly isSaved: boolean;
  readonly texts: Texts;
  readonly now: Date;
}

export function settingsContent({ preferences, phone, devices, isSaved, texts, now }: SettingsPage) {
  const { t } = texts;
  const offered = offeredWith(phone);
  return html`
    ${personNav(texts, "/settings")}
    <h1>${t("settings.title")}</h1>
    ${isSaved ? html`<p class="notice" role="status">${t("settings.saved")}</p>` : null}
    <form method="post" action="/settings">
      <h2 id="messages">${t("settings.messages")}</h2>
      <p class="small soft">${t("settings.messages.body")}</p>
      <table class="choices" aria-labelledby="messages">
        <thead><tr><th scope="col">${t("settings.topic")}</th>${offered.map((channel) => html`<th scope="col">${channelName(channel, t)}</th>`)}</tr></thead>
        <tbody>
          ${topics.map((topic) => {
            const name = t(`settings.topic.${topic}` as TextKey); // one key per topic
            return html`<tr><th scope="row">${name}</th>${offered.map(
              (channel) =>
                html`<td><label class="tick"><input type="checkbox" name=${`${topic}-${channel}`} value="yes" checked=${wants(preferences, topic, channel)} /><span class="hidden">${t("settings.tick", { topic: name, channel: channelName(channel, t) })}</span></label></td>`,
            )}</tr>`;
          })}
        </tbody>
      </table>
      <h2>${t("settings.quiet")}</h2>
      <p class="small soft">${t("settings.quiet.body")}</p>
      <div class="two">
        <div><label for="quiet-from">${t("settings.quiet.from")}</label>
        <select id="quiet-from" name="quiet-from"><option value="none" selected=${isLoud(preferences)}>${t("settings.quiet.none")}</option>${hours(isLoud(preferences) ? null : preferences.quietFrom, texts)}</select></div>
        <div><label for="quiet-until">${t("settings.quiet.until")}</label>
        <select id="quiet-until" name="quiet-until">${hours(isLoud(preferences) ? 8 : preferences.quietUntil, texts)}</select></div>
      </div>
      <label for="zone">${t("settings.zone")}</label>
      <select id="zone" name="zone"><option value="">${t("settings.zone.parcel")}</option>${zonesWith(preferences.zone).map((zone) => html`<option value=${zone} selected=${zone === preferences.zone}>${zoneName(zone, texts.locale, now)}</option>`)}</select>
      <label for="language">${t("settings.language")}</label>
      <select id="language" name="language" aria-describedby="language-for"><option value="">${t("settings.language.order")}</option>${[...languages].map(([code, { name, direction }]) => html`<option value=${code} lang=${code} dir=${direction} selected=${code === preferences.locale?.slice(0, 2)}>${name}</option>`)}</select>
      <p class="small soft" id="language-for">${t("settings.language.body")}</p>
      <p><button>${t("settings.save")}</button></p>
    </form>
    ${phone === null ? null : phoneSection(phone, texts)}
    <h2>${t("settings.devices")}</h2>
    ${
      devices.length === 0
        ? html`<p>${t("settings.devices.none")}</p>`
        : html`<ul class="items card">${devices.map((device) => deviceLine(device, texts, now))}</ul>`
    }
    <p class="small"><a href="/account">${t("settings.devices.account")}</a></p>
  `;
}

function deviceLine({ id, device, createdAt }: PushDeviceRow, texts: Texts, now: Date) {
  const { t } = texts;
  const name = device || t("account.device");
  return html`<li>
    <span class="grow">${name}<br /><span class="small soft">${t("settings.devices.since", { ago: texts.ago(createdAt, now) })}</span></span>
    <form method="post" action=${`/settings/devices/${id}/remove`}><button class="plain">${t("settings.devices.remove")}<span class="hidden"> – ${name}</span></button></form>
  </li>`;
}

/** A number is asked for, then its code; what is kept can be taken away. */
function phoneSection({ kept, pending, fault }: PhoneState, { t }: Texts) {
  const wrong = fault === null ? null : html`<p class="wrong" role="alert">${t(`settings.phone.${fault}`)}</p>`;
  return html`<h2 id="phone">${t("settings.phone")}</h2>
    ${
      kept === null
        ? html`<p class="small soft">${t("settings.phone.offer")}</p>`
        : html`<p>${t("settings.phone.kept", { number: kept })} <span class="small soft">${t("settings.phone.body")}</span></p>
          <form method="post" action="/settings/phone/remove"><button class="plain">${t("settings.phone.remove")}</button></form>`
    }
    ${wrong}
    ${
      pending === null
        ? null
        : html`<form method="post" action="/settings/phone/code">
            <p role="status">${t("settings.phone.sent", { number: pending })}</p>
            <label for="phone-code">${t("settings.phone.typed")}</label>
            <input id="phone-code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required aria-invalid=${fault === "code" ? "true" : undefined} />
            <p><button>${t("settings.phone.confirm")}</button></p>
          </form>`
    }
    ${pending === null && kept === null ? numberForm(t) : html`<details><summary>${t("settings.phone.other")}</summary>${numberForm(t)}</details>`}`;
}

const numberForm = (t: Texts["t"]) => html`<form method="post" action="/settings/phone">
    <label for="phone-number">${t("settings.phone.number")}</label>
    <input id="phone-number" name="number" type="tel" autocomplete="tel" maxlength="40" required />
    <p><button>${t("settings.phone.send")}</button></p>
  </form>`;

const channelName = (channel: PersonalChannel, t: Texts["t"]): string => t(`settings.channel.${channel}` as TextKey); // one key per channel

/** Both hours the same: no quiet hours. */
const isLoud = ({ quietFrom, quietUntil }: Preferences): boolean => quietFrom === quietUntil;

function hours(chosen: number | null, { locale }: Texts) {
  const format = dateFormat(locale, { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
  return Array.from(
    { length: 24 },
    (_, hour) =>
      html`<option value=${hour} selected=${hour === chosen}>${format.format(new Date(Date.UTC(2026, 0, 1, hour)))}</option>`,
  );
}

/** What was kept stays a choice, though it is none of ours. */
const zonesWith = (kept: string | null): readonly string[] =>
  kept === null || zones.some((zone) => zone === kept) ? zones : [kept, ...zones];
