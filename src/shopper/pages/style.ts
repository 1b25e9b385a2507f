/** What the shopper's pages add to the design system: steps, history, freshness. */
import { style as shared } from "#platform/html/style.ts";

export const style = `${shared}
.shop{font-weight:650;letter-spacing:.01em;margin:0}.shop img{display:block;max-width:12rem;max-height:3rem;object-fit:contain;object-position:0}
.next{border-left:4px solid var(--line);padding:.5rem .9rem;margin:1rem 0;border-radius:4px 12px 12px 4px;background:var(--neutral-bg)}
.next.action{border-color:var(--action);background:var(--action-bg)}
.steps{list-style:none;display:grid;grid-template-columns:repeat(5,1fr);gap:6px;padding:0;margin:.4rem 0}
.steps li{font-size:.78rem;line-height:1.25;color:var(--soft);border-top:6px solid var(--line);border-radius:3px;padding-top:.4rem;overflow-wrap:anywhere}
.step-name{display:none;margin-top:1.2rem}
.steps .past{border-color:var(--accent);color:var(--ink)}
.steps [aria-current]{border-color:var(--accent);color:var(--ink);font-weight:700}
.fresh{font-size:.9rem;color:var(--soft);margin:.8rem 0}
.outage{background:var(--attention-bg);color:var(--attention);border-radius:12px;padding:.6rem .9rem;font-size:.92rem}
.of-3{grid-template-columns:repeat(3,1fr)}
@media(max-width:30rem){.step-name{display:block;font-size:.9rem}.steps li{font-size:0;padding:0}}
.history{list-style:none;margin:0;padding:0 0 0 1rem;border-left:2px solid var(--line)}
.history li{position:relative;padding:0 0 .9rem .4rem}
.history li::before{content:"";position:absolute;left:-1.42rem;top:.45rem;width:.7rem;height:.7rem;border-radius:50%;background:var(--line);border:2px solid var(--paper)}
.history li:first-child::before{background:var(--accent)}
.history .what{font-weight:600}
.label{margin:1rem 0 -.4rem;color:var(--soft)}.grow{flex:1}h2.first{margin-top:0}
.code{font-size:1.6rem;letter-spacing:.25em;text-align:center}
`.trim();
