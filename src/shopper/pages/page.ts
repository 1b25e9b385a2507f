/** The frame of a shopper's page, with the script of pages that move by themselves. */
import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import type { Brand } from "#branding/brand.ts";
import { textsOf } from "#languages/languages.ts";
import { languageLinks } from "#languages/links.ts";
import { renderFrame } from "#platform/html/page.ts";
import type { Texts } from "#shopper/texts.ts";
import { pageFooter } from "./navigation.ts";
import { style } from "./style.ts";

export interface Frame {
  readonly texts: Texts;
  readonly title: string;
  readonly nonce: string;
  readonly simulated: boolean;
  /** Address of the live stream; none: the page does not move. */
  readonly live?: string;
  readonly script?: string;
  /** The shop's colours. */
  readonly brand?: Brand;
  /** This page's address in a language; none: the page is the answer to a form. */
  readonly here?: (language: string) => string;
}

export function renderPage(frame: Frame, content: ComponentChildren): string {
  const { texts, title, nonce } = frame;
  const frameText = textsOf("frame", texts.locale);
  return renderFrame(
    {
      language: texts.language,
      direction: texts.direction,
      title,
      nonce,
      style: style + (frame.brand?.style ?? ""),
      skip: frameText("skip"),
      notice: frame.simulated ? frameText("simulated") : null,
      after: html`${pageFooter(texts)}${frame.here === undefined ? null : languageLinks(texts.locale, frame.here)}<p class="hidden" role="status" aria-live="polite" id="news" data-text=${texts.t("live.updated")}></p>`,
      script: [frame.live ? liveScript(frame.live) : "", frame.script ?? ""].join(""),
    },
    content,
  );
}

/**
 * Fetches the page anew when the order changed, and swaps only its content: no jump, open details stay open, and a polite word.
 * Only title and content are parsed: the rest carries the nonce of another answer, of which the policy would complain.
 */
const liveScript = (address: string): string => `
(()=>{const main=document.getElementById("main"),news=document.getElementById("news");let busy=false;
const policy=window.trustedTypes&&trustedTypes.createPolicy("posthorn",{createHTML:s=>s});
const swap=async()=>{if(busy)return;busy=true;try{const r=await fetch(location.href,{headers:{accept:"text/html"}});if(r.ok){const t=await r.text();
const part=name=>t.slice(t.indexOf("<"+name),t.indexOf("</"+name+">")+name.length+3);
const d=new DOMParser().parseFromString(policy?policy.createHTML(part("title")+part("main")):part("title")+part("main"),"text/html"),next=d.getElementById("main");
if(next&&next.textContent!==main.textContent){const open=[...main.querySelectorAll("details")].map(x=>x.open),before=main.querySelector("h1")?.textContent+main.querySelectorAll(".history li").length;
main.replaceChildren(...next.childNodes);[...main.querySelectorAll("details")].forEach((x,i)=>{x.open=open[i]||false});document.title=d.title;
const after=main.querySelector("h1")?.textContent+main.querySelectorAll(".history li").length;main.classList.toggle("moved",before!==after);if(before!==after){news.textContent="";news.textContent=news.dataset.text}}}}catch{}busy=false};
let source=new EventSource(${JSON.stringify(address)});source.addEventListener("changed",swap);
addEventListener("visibilitychange",()=>{if(!document.hidden)swap()});
document.addEventListener("click",e=>{const b=e.target.closest("[data-copy]");if(b)navigator.clipboard.writeText(b.dataset.copy).then(()=>{b.textContent=b.dataset.done})});
})();`;
