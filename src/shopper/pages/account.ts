/** A person's account: where they are signed in, notifications on this device, and the way out. */
import { html } from "htm/preact";
import type { DeviceRow } from "#shopper/store.ts";
import type { Texts } from "#shopper/texts.ts";
import { personNav } from "./navigation.ts";

export interface AccountPage {
  readonly email: string;
  readonly sessionId: string;
  readonly sessions: readonly DeviceRow[];
  /** "" where the installation has no Web Push keys. */
  readonly vapidPublicKey: string;
  readonly texts: Texts;
  readonly now: Date;
}

export function accountContent({ email, sessionId, sessions, vapidPublicKey, texts, now }: AccountPage) {
  const { t } = texts;
  return html`
    ${personNav(texts, "/account")}
    <h1>${t("account.title")}</h1>
    <p>${t("account.signedIn", { email })}</p>
    <p><a href="/settings">${t("account.settings")}</a></p>
    ${
      vapidPublicKey === ""
        ? null
        : html`<section class="card">
            <h2>${t("account.push")}</h2>
            <p class="small soft">${t("account.push.body")}</p>
            <noscript><p class="small">${t("account.push.no")}</p></noscript>
            <p id="push-state" role="status" data-done=${t("account.push.done")} data-no=${t("account.push.no")} data-denied=${t("account.push.denied")} data-install=${t("account.push.install")} data-failed=${t("account.push.failed")} data-offline=${t("offline.notSent")}></p>
            <button id="push" type="button" hidden data-key=${vapidPublicKey} data-on=${t("account.push.on")} data-off=${t("account.push.off")}>${t("account.push.on")}</button>
          </section>`
    }
    <h2>${t("account.sessions")}</h2>
    <ul class="items card">
      ${sessions.map(
        (session) => html`<li>
          <span class="grow">${session.device || t("account.device")}<br /><span class="small soft">${session.id === sessionId ? t("account.this") : texts.ago(session.lastSeenAt, now)}</span></span>
          ${session.id === sessionId ? null : html`<form method="post" action=${`/account/sessions/${session.id}/end`}><button class="plain">${t("account.end")}</button></form>`}
        </li>`,
      )}
    </ul>
    <form method="post" action="/account/sign-out"><button>${t("account.signOut")}</button></form>
  `;
}
