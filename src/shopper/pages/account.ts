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
            <p id="push-state" role="status" data-done=${t("account.push.done")} data-no=${t("account.push.no")}></p>
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

/** Asks only after a click, as browsers want it; without a service worker the button stays hidden and the text says why. */
export const pushScript = `
(()=>{const button=document.getElementById("push"),state=document.getElementById("push-state");if(!button)return;
const show=(name,isOn)=>{state.textContent=name?state.dataset[name]:"";button.hidden=name==="no";button.textContent=isOn?button.dataset.off:button.dataset.on};
if(!("serviceWorker" in navigator)||!("PushManager" in window))return show("no");
const policy=window.trustedTypes&&trustedTypes.createPolicy("posthorn",{createScriptURL:url=>url});
const address="/service-worker.js",worker=navigator.serviceWorker.register(policy?policy.createScriptURL(address):address);
const send=(path,body)=>fetch(path,{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify(body)});
const current=async()=>(await worker).pushManager.getSubscription();
current().then(s=>show(s?"done":"",Boolean(s))).catch(()=>show("no"));
button.addEventListener("click",async()=>{try{const before=await current();
if(before){await send("/account/push/off",{endpoint:before.endpoint});await before.unsubscribe();return show("")}
if(await Notification.requestPermission()!=="granted")return show("no");
const subscription=await(await worker).pushManager.subscribe({userVisibleOnly:true,applicationServerKey:button.dataset.key});
if((await send("/account/push",subscription)).ok)return show("done",true);await subscription.unsubscribe();show("no")}catch{show("no")}});
})();`;

/** Shows what arrives and opens its page; keeps nothing (B-05). */
export const serviceWorker = `
addEventListener("install",()=>skipWaiting());
addEventListener("activate",event=>event.waitUntil(clients.claim()));
addEventListener("push",event=>{const news=event.data?event.data.json():{};
event.waitUntil(registration.showNotification(news.title||"",{body:news.body,tag:news.tag,lang:news.lang,data:{url:news.url}}))});
addEventListener("notificationclick",event=>{event.notification.close();const{url}=event.notification.data||{};
if(url&&new URL(url).origin===location.origin)event.waitUntil(clients.matchAll({type:"window"}).then(all=>{
const open=all.find(page=>page.url===url);return open?open.focus():clients.openWindow(url)}))});
`.trim();
