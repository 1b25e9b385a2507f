/** What the pages about carriers add to the design system: filters in a row, a list of carriers, shares. */
import { style as shared } from "#platform/html/style.ts";

export const style = `${shared}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(13rem,100%),1fr));gap:0 1rem}
.list{list-style:none;padding:0;margin:.75rem 0}
.list .card{margin:.5rem 0;padding:.7rem 1.1rem}
.folded{padding:.4rem 1.1rem}
.line{display:flex;gap:.2rem .9rem;align-items:baseline;justify-content:space-between}.line .pill{flex:none}
.name{font-weight:650;overflow-wrap:anywhere}
.pager{justify-content:space-between;align-items:baseline;margin:1rem 0}
.chips{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.4rem 0}
.chips a,.chips code{display:inline-block;border-radius:9em;background:var(--neutral-bg);padding:.15rem .8rem;min-block-size:1.8rem;text-decoration:none}
.share{display:block;width:100%;height:6px;border-radius:3px;background:var(--line);margin:.5rem 0}.share rect{fill:var(--accent)}
.reasons{list-style:disc;margin:.3rem 0 0;padding-inline-start:1.1rem}
`.trim();
