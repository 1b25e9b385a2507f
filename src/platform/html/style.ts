/** The design system of all pages: one style sheet, a few kilobytes, light and dark, no outside request. */
export const style = `
:root{color-scheme:light dark;--ink:#1c1b1a;--soft:#5d5a55;--line:#e4e0d9;--paper:#faf8f5;--card:#fff;--accent:#0b5d4e;--accent-ink:#fff;--action:#9a3d00;--action-bg:#fff1e6;--attention:#7a4b00;--attention-bg:#fff6dd;--done:#1d6b35;--done-bg:#e9f6ec;--progress:#0b4f8a;--progress-bg:#e8f1fb;--neutral-bg:#f1eee9}
@media(prefers-color-scheme:dark){:root{--ink:#f1eee9;--soft:#b4aea5;--line:#3a3733;--paper:#171614;--card:#211f1d;--accent:#7fd6c2;--accent-ink:#0d2a24;--action:#ffb27d;--action-bg:#3a2415;--attention:#ffd27a;--attention-bg:#352a12;--done:#93dba7;--done-bg:#16301e;--progress:#9ccbf7;--progress-bg:#152a3f;--neutral-bg:#2a2825}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 4rem}
h1{font-size:clamp(1.6rem,6vw,2.2rem);line-height:1.15;letter-spacing:-.02em;margin:.25rem 0 .5rem;text-wrap:balance}
h2{font-size:1.05rem;margin:2rem 0 .6rem}
h3{font-size:1.1rem;margin:0}
p{margin:.3rem 0}
a{color:var(--accent)}
.soft{color:var(--soft)}.small{font-size:.9rem}
.demo{background:var(--attention-bg);color:var(--attention);text-align:center;padding:.5rem 1rem;font-size:.875rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:1rem 1.1rem;margin:.75rem 0}
a.card{display:block;text-decoration:none;color:inherit}
a.card:hover{border-color:var(--accent)}
.pill{display:inline-block;border-radius:99px;padding:.1rem .7rem;font-size:.85rem;font-weight:600;background:var(--neutral-bg);color:var(--ink)}
.pill.action{background:var(--action-bg);color:var(--action)}.pill.attention{background:var(--attention-bg);color:var(--attention)}.pill.done{background:var(--done-bg);color:var(--done)}.pill.progress{background:var(--progress-bg);color:var(--progress)}
.facts{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem;margin:0}.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
@media(max-width:30rem){.facts{display:block}.facts dt{font-size:.875rem}.facts dd{margin:0 0 .5rem}}
code,.number{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.95em;overflow-wrap:anywhere}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--accent);padding:.25rem 0;min-height:24px}
button,.button{font:inherit;font-weight:600;background:var(--accent);color:var(--accent-ink);border:0;border-radius:12px;padding:.7rem 1.2rem;min-height:44px;cursor:pointer;text-decoration:none;display:inline-block}
button.plain{background:none;color:var(--accent);border:1px solid var(--line);padding:.3rem .8rem;min-height:32px;font-weight:500}
input,select{font:inherit;width:100%;padding:.7rem .9rem;border:1px solid var(--soft);border-radius:12px;background:var(--card);color:var(--ink)}
form button{margin-top:.5rem}
label{display:block;margin:1rem 0 .3rem;font-weight:600}
.wrong{color:var(--action);font-weight:600}
ul.items{list-style:none;padding:0;margin:0}ul.items li{padding:.3rem 0;border-bottom:1px solid var(--line);display:flex;gap:.8rem}ul.items li:last-child{border:0}ul.items.card{padding:.4rem 1.1rem}
.languages{max-width:40rem;margin:0 auto;padding:0 1rem 2rem;font-size:.9rem}.languages ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;margin:.3rem 0}.languages a{display:inline-block;padding:.25rem 0}
nav{display:flex;gap:1rem;flex-wrap:wrap;margin:0 0 1rem;font-size:.95rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media(prefers-reduced-motion:no-preference){main{animation:in .25s ease-out}@keyframes in{from{opacity:.6}to{opacity:1}}}
@media print{body{background:#fff;color:#000}.demo,button,summary{display:none}}
`.trim();
