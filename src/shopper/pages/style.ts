/** What the shopper's pages add to the design system: steps, history, freshness. */
import { style as shared } from "#platform/html/style.ts";

/** What is to do is the strongest thing on its page; "nothing to do" is a quiet line. */
const next = `
.shop{display:flex;align-items:center;gap:.6rem;font-weight:650;margin:0}.shop img{max-inline-size:12rem;max-block-size:3rem}
.next{display:flex;gap:.7em;align-items:baseline;margin-block:1rem;color:var(--soft)}
.next.action{padding:1rem 1.15rem;border:2px solid #0000;border-radius:1rem;background:var(--action);color:var(--card);font-weight:600;--accent:var(--card)}
@media(forced-colors:active){.next.action{border-width:4px;color:CanvasText}}`;

/** Drawn by borders, which every contrast mode keeps: thick is done, thin is to come, the knot is now. */
const steps = `
.steps{list-style:none;display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:.3rem;padding:0;margin-block:1.5rem .75rem}
.steps li{position:relative;padding-block-start:.9rem;padding-inline-end:.3rem;font-size:.8rem;line-height:1.3;color:var(--soft);hyphens:auto}
.steps li::before{content:"";position:absolute;inset-inline:0;inset-block-start:2px;border-block-start:2px solid var(--edge)}
.steps .past,.steps [aria-current]{color:var(--ink)}
.steps .past::before,.steps [aria-current]::before{inset-block-start:0;border-block-start:6px solid var(--accent);border-radius:3px}
.steps [aria-current]{font-weight:700}
.steps [aria-current]::after{content:"";position:absolute;inset-inline-end:0;inset-block-start:-6px;inline-size:18px;block-size:18px;border:5px solid var(--accent);border-radius:50%;background:var(--paper)}
.step-name{display:none;font-weight:600;margin-block:1.5rem 0}
@media(max-width:34rem){.step-name{display:block}.steps{margin-block-start:.9rem}.steps li{font-size:0;padding-block-start:12px}}
@media(prefers-reduced-motion:no-preference){.moved .steps [aria-current]::before{animation:reach .8s ease-out}.moved .steps [aria-current]::after{animation:arrive .8s ease-out}@keyframes reach{from{inset-inline-end:100%}}@keyframes arrive{from{inset-inline-end:calc(100% - 18px)}}}`;

const history = `
.fresh{font-size:.9rem;color:var(--soft);margin-block:.8rem}
.history{list-style:none;margin:0;padding:0}
.history li{position:relative;padding-block-end:1.1rem;padding-inline-start:1.6rem}
.history li::before{content:"";position:absolute;inset-inline-start:5px;inset-block:.7rem -.7rem;border-inline-start:2px solid var(--line)}
:not(details)>.history:not(:has(+details>.history)) li:last-child::before,details .history li:last-child::before{display:none}
.history li::after{content:"";position:absolute;inset-inline-start:0;inset-block-start:.4rem;inline-size:12px;block-size:12px;border:2px solid var(--edge);border-radius:50%;background:var(--paper)}
:not(details)>.history li:first-child::after{border:6px solid var(--accent)}
.history .what{font-weight:600}
q{quotes:none;font-style:italic}
@media print{.history li{padding-block-end:.4rem}}`;

export const style = `${shared}${next}${steps}${history}
.label{margin-block:1.25rem -.4rem}.grow{flex:1}
.code{font-size:1.6rem;letter-spacing:.2em;text-align:center}`;
