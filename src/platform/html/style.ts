/** The design system of all pages: one style sheet, a few kilobytes, light and dark, no outside request. */

/**
 * Colours by meaning. Text on its ground has 4.5:1, `--edge` (fields, steps to come) has 3:1 on paper and card. A shop's look changes
 * `--accent` and `--accent-ink` only. `--line` is decoration.
 */
const tokens = `
:root{color-scheme:light dark;--paper:#faf6ef;--card:#fffdf9;--ink:#221e19;--soft:#625a4e;--line:#e6ddcf;--edge:#8a8071;--accent:#12574a;--accent-ink:#fff;--neutral-bg:#f0e9dc;--progress:#1d4f82;--progress-bg:#e5eef7;--action:#98330f;--action-bg:#fdebe0;--attention:#6b4700;--attention-bg:#faeecb;--done:#1b6037;--done-bg:#e2f2e6;--badge:42% 87%;--badge-ink:62% 20%}
@media(prefers-color-scheme:dark){:root{--paper:#181613;--card:#211e1a;--ink:#f3eee5;--soft:#b8afa2;--line:#3b362f;--edge:#8b8274;--accent:#86d3c0;--accent-ink:#0b2a23;--neutral-bg:#2c2823;--progress:#a3cdf5;--progress-bg:#1a2d40;--action:#ffb48f;--action-bg:#402317;--attention:#f6cf74;--attention-bg:#372b10;--done:#97d9aa;--done-bg:#182f1f;--badge:26% 25%;--badge-ink:55% 86%}}
@media(prefers-contrast:more){:root{--soft:var(--ink);--line:var(--ink);--edge:var(--ink)}}`;

/** A tone is never a colour alone: each has a shape of its own, cut from a square so that no picture has to be fetched. */
const tones = `
.pill,.next{--tone:var(--ink);--ground:var(--neutral-bg);--shape:circle(34%)}
.progress{--tone:var(--progress);--ground:var(--progress-bg);--shape:polygon(5% 0,45% 0,95% 50%,45% 100%,5% 100%,55% 50%)}
.action,.wrong{--tone:var(--action);--ground:var(--action-bg);--shape:polygon(50% 0,100% 50%,50% 100%,0 50%)}
.attention,.outage{--tone:var(--attention);--ground:var(--attention-bg);--shape:polygon(50% 4%,100% 94%,0 94%)}
.done{--tone:var(--done);--ground:var(--done-bg)}
.done,.next:not(.action){--shape:polygon(13% 45%,0 60%,38% 96%,100% 22%,86% 8%,37% 66%)}
:is(.pill,.next,.wrong,.outage)::before{content:"";flex:none;inline-size:.7em;block-size:.7em;background:currentColor;clip-path:var(--shape)}
@media(forced-colors:active){:is(.pill,.next,.wrong,.outage)::before{background:CanvasText}}
[dir=rtl] .progress::before{scale:-1 1}
.pill{display:inline-flex;align-items:center;gap:.45em;border:1px solid #0000;border-radius:9em;padding:.1rem .7rem;font-size:.85rem;line-height:1.5;font-weight:600;color:var(--tone);background:var(--ground)}
.outage,.demo{font-size:.9rem;color:var(--attention);background:var(--attention-bg)}
.outage{display:flex;gap:.6em;align-items:baseline;border-radius:.75rem;padding:.6rem .9rem}
.demo{text-align:center;padding:.4rem 1rem}
.wrong{display:flex;gap:.5em;align-items:baseline;color:var(--tone);font-weight:600}
.pill+strong{display:inline-block;margin-block-start:.25rem}`;

const text = `
*,::before,::after{box-sizing:border-box}
html{font-size:106.25%;-webkit-text-size-adjust:100%;scroll-padding:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 -apple-system,"Segoe UI",Roboto,"Noto Sans",system-ui,sans-serif;font-variant-numeric:tabular-nums;text-wrap:pretty;overflow-wrap:break-word}
main,.languages{max-inline-size:39rem;margin-inline:auto;padding-inline:1rem}
main{padding-block:1.25rem 3rem}
h1,h2,h3{text-wrap:balance;margin:0}
h1{font:600 clamp(1.7rem,1.3rem + 2vw,2.3rem)/1.2 "Iowan Old Style","Palatino Linotype","Noto Serif",serif;margin-block:.5rem .75rem}
h2{font-size:1.15rem;margin-block:2rem .6rem}
h3{font-size:1.06rem;line-height:1.35}
p{margin-block:.35rem}
a{color:var(--accent);text-underline-offset:.2em}
.soft,.label{color:var(--soft)}.small,.label{font-size:.9rem}
code,.number{font:.94em ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
code,.number,time{unicode-bidi:isolate}
code,.number{direction:ltr}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.skip{position:absolute;inset-block-start:.5rem;inset-inline-start:.5rem;z-index:1;padding:.6rem 1rem;border-radius:.5rem;background:var(--card)}
.skip:not(:focus){clip-path:inset(50%)}`;

const parts = `
.card,.empty{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1rem 1.1rem;margin-block:.75rem}
a.card{display:block;text-decoration:none;color:inherit}
.card h2{margin-block-start:.2rem}
.card>.pill{margin-block-end:.45rem}
a.card:hover{border-color:var(--accent)}
.empty{background:none;border:2px dashed var(--line);padding:2rem 1.25rem;text-align:center;color:var(--soft)}
.facts{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;align-items:baseline;gap:.55rem 1.25rem;margin:0}
.facts+p{margin-block-start:.75rem}
.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
@media(max-width:30rem){.facts{display:block}.facts dt{font-size:.85rem}.facts dd{margin-block-end:.75rem}.facts dd:last-child{margin:0}}
.mono{display:inline-grid;place-items:center;flex:none;inline-size:2.1rem;block-size:2.1rem;border-radius:.55rem;font:700 .72rem/1 system-ui,sans-serif;vertical-align:middle;background:hsl(var(--hue) var(--badge));color:hsl(var(--hue) var(--badge-ink));border:1px solid #0000}
.mono.four{font-size:.6rem}.small .mono{inline-size:1.8rem;block-size:1.8rem;font-size:.62rem}
.h0{--hue:0}.h1{--hue:30}.h2{--hue:60}.h3{--hue:90}.h4{--hue:120}.h5{--hue:150}.h6{--hue:180}.h7{--hue:210}.h8{--hue:240}.h9{--hue:270}.h10{--hue:300}.h11{--hue:330}
.named{display:flex;align-items:center;gap:.6rem}
.items{list-style:none;padding:0;margin:0}.items.card{padding:.3rem 1.1rem}
.items li{display:flex;gap:.8rem;padding-block:.6rem;border-block-end:1px solid var(--line)}.items li:last-child{border:0}
details{margin-block:.4rem}summary{cursor:pointer;color:var(--accent);padding-block:.5rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin-block-end:1rem;font-size:.95rem}nav a{padding-block:.3rem}
.back::before{content:"";display:inline-block;inline-size:.5em;block-size:.5em;margin-inline-end:.5em;border:solid;border-width:0 0 2px 2px;rotate:45deg;translate:0 -.1em}
[dir=rtl] .back::before{rotate:225deg}
.languages{padding-block-end:2rem;font-size:.9rem}.languages ul{list-style:none;display:flex;flex-wrap:wrap;gap:0 1.2rem;padding:0;margin:0}.languages a{display:inline-block;padding-block:.35rem}`;

const forms = `
label,legend{display:block;font-weight:600;margin-block:1rem .3rem}
fieldset{border:0;padding:0;margin:0}
input,select,textarea{font:inherit;inline-size:100%;min-block-size:2.75rem;padding:.55rem .85rem;border:1px solid var(--edge);border-radius:.65rem;background:var(--card);color:var(--ink)}
[type=checkbox],[type=radio]{inline-size:1.4rem;block-size:1.4rem;min-block-size:0;margin:0;flex:none;accent-color:var(--accent)}
[aria-invalid]{border:2px solid var(--action)}
button,.button{font:inherit;font-weight:600;display:inline-block;min-block-size:2.75rem;padding:.6rem 1.35rem;border:1px solid #0000;border-radius:.65rem;background:var(--accent);color:var(--accent-ink);text-decoration:none;cursor:pointer}
button:hover,.button:hover{filter:brightness(1.12)}
.second,.plain{background:none;color:var(--accent);border-color:var(--edge)}
.plain{min-block-size:2.1rem;padding:.2rem .75rem;font-size:.9rem}
form button{margin-block-start:.5rem}`;

/** On paper: a sheet with all that is known, whatever was folded, and without what only a screen can do. */
const print = `
@media print{@page{margin:12mm}:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#000}html{font-size:9pt}h2{margin-block:1rem .3rem}main{padding:0;max-inline-size:none}.card{break-inside:avoid;border-radius:0}.demo,.skip,.languages,nav,button,.button,.not-printed,summary,form,details:not(:has(ol)){display:none}::details-content{content-visibility:visible;display:block}main a[href^=http]::after{content:" " attr(href);overflow-wrap:anywhere}}`;

export const style = [tokens, tones, text, parts, forms, print].join("").trim();
