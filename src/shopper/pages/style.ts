/** What the shopper's pages add to the design system: steps, history, freshness. */
import { style as shared } from "#platform/html/style.ts";

/** What is to do is the strongest thing on its page; "nothing to do" is a quiet line. */
const next = `
.shop{display:flex;align-items:center;gap:.6rem;font-weight:650;margin:0}.shop img{max-inline-size:12rem;max-block-size:3rem}
.next{display:flex;gap:.7em;align-items:baseline;margin-block:1rem;color:var(--soft)}
.next.action{padding:1rem 1.15rem;border:2px solid #0000;border-radius:1rem;background:var(--action);color:var(--card);font-weight:600;--accent:var(--card)}
.next.action:not(:has(a,button)){border-color:var(--action);background:var(--action-bg);color:var(--action)}
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

/** A person's own pages: the list with its search and choices, settings, adding by hand. */
const own = `
.places{gap:.1rem 1rem}.places a[aria-current]{font-weight:700;text-decoration:none;color:var(--ink)}
.foot{max-inline-size:39rem;margin:0 auto;padding-inline:1rem}
.notice{display:flex;gap:.6em;align-items:baseline;border-radius:.75rem;padding:.6rem .9rem;background:var(--done-bg);color:var(--done);font-weight:600}
.search{display:flex;flex-wrap:wrap;gap:0 .75rem;align-items:end}.search .grow{flex:1 1 14rem}
article{margin-block:1rem}article .card{margin-block:0}.card .named{margin-block:0 .6rem}.card .line{display:flex;flex-wrap:wrap;gap:.4rem;margin-block-end:.3rem}
.parcels{list-style:none;margin:.6rem 0 0;padding:0}.parcels li{padding-block-start:.6rem;margin-block-start:.6rem;border-block-start:1px solid var(--line)}.parcels a{display:inline-block;padding-block:.15rem;font-weight:600}.parcels span.small{display:block}
.more{font-size:.9rem;margin:0;padding-inline:1.1rem}.more form{margin-block:.2rem .8rem}
.past>summary h2{display:inline-block;margin-block:1rem .4rem}
.choice{display:grid;grid-template-columns:auto 1fr;gap:0 .7rem;align-items:center;min-block-size:2.75rem}.choice label{margin:0}.choice p{grid-column:2;margin-block:0 .4rem}
.choices{inline-size:100%;border-collapse:collapse}.choices th,.choices td{padding:.1rem .3rem;border-block-end:1px solid var(--line);text-align:center}.choices th:first-child{text-align:start;font-weight:400}.choices thead th{font-weight:600;white-space:nowrap;font-size:.9rem}
.tick{display:inline-flex;align-items:center;justify-content:center;min-inline-size:2.75rem;min-block-size:2.75rem;margin:0}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:0 1rem}
.help dt{font-weight:650;margin-block:.8rem .1rem}.help dd{margin:0}`;

/** What can be done on a parcel's page, and what it says besides. */
const parcel = `
.note{border-inline-start:4px solid var(--attention);background:var(--attention-bg);border-radius:.25rem .75rem .75rem .25rem;padding:.5rem .9rem;margin-block:.6rem;font-size:.95rem}
.day{font-size:.9rem;font-weight:600;color:var(--soft);margin-block:1rem .5rem}.why summary{font-size:.85rem;padding-block:.1rem}.why p{margin-block:.15rem}
.row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}.row button,.row .button{margin:0}
.next>div{flex:1}.next.action{--accent-ink:var(--action)}.next.action .soft{color:inherit;font-weight:400}.next form{margin-block-start:.6rem}.next .row button,.other button{min-block-size:2.75rem}.other{margin-block:.5rem}
.plain-list{margin-block:.3rem;padding-inline-start:1.2rem}
.pick{display:flex;gap:.6rem;align-items:center;font-weight:400;margin:0;min-block-size:2.75rem}.pick input{inline-size:1.25rem;block-size:1.25rem;margin:0;flex:none}
.big-code .number{font-size:clamp(1.6rem,9vw,2.4rem);font-weight:700;letter-spacing:.08em}
.picture{background:#fff;border-radius:.75rem;padding:.6rem;inline-size:fit-content;max-inline-size:100%;margin-block:.6rem}.picture svg{display:block;max-inline-size:100%;block-size:auto;min-inline-size:9rem}
h2.first{margin-block-start:0}.quiet{background:none}.quiet .first{font-size:1rem}s{color:var(--soft)}[hidden]{display:none!important}`;

export const style = `${shared}${next}${steps}${history}${own}${parcel}
.label{margin-block:1.25rem -.4rem}.grow{flex:1}
.code{font-size:1.6rem;letter-spacing:.2em;text-align:center}`;
