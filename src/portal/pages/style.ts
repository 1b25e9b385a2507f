/** What the portal adds to the design system: room for tables, a bar, figures, charts. */
import { style as shared } from "#platform/html/style.ts";

export const style = `${shared}
main{max-inline-size:76rem}h1 .pill{font-family:system-ui,sans-serif;vertical-align:middle}figure{margin:0}
.bar{background:var(--card);border-block-end:1px solid var(--line);padding:.5rem 1rem}
.bar>div{max-inline-size:76rem;margin-inline:auto;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:center}
.bar nav{margin:0;gap:.1rem .9rem}.bar a[aria-current]{font-weight:700;color:var(--ink);text-decoration:none}
.bar form{margin:0}.bar form button{margin:0}.bar .grow{flex:1}
table{border-collapse:collapse;inline-size:100%;font-size:.94rem}
caption{text-align:start;font-weight:600;padding-block:.4rem}
th,td{text-align:start;vertical-align:top;padding:.45rem .6rem;border-block-end:1px solid var(--line)}
th{font-weight:600;color:var(--soft);font-size:.85rem}tbody th{color:inherit;font-size:inherit}
td.figure,th.figure{text-align:end}
.scroll{overflow-x:auto;margin-block:.75rem}.scroll:focus-visible{outline-offset:-3px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(11rem,100%),1fr));gap:.75rem;padding:0;margin:1rem 0;list-style:none}
.figures .card{margin:0}.figures strong{display:block;font-size:1.7rem;line-height:1.2}
.chart{display:block;inline-size:100%;block-size:7rem}.chart rect{fill:var(--accent)}.chart .other{fill:var(--edge)}.chart line{stroke:var(--line)}
.two,.filters{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:0 1rem;align-items:end}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 2rem}
.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}.row form,.row button{margin:0}
.notice{border-radius:.75rem;padding:.6rem .9rem;background:var(--done-bg);color:var(--done);font-weight:600}
.secret{font-size:1.05rem;background:var(--neutral-bg);border-radius:.5rem;padding:.6rem .8rem;display:block;user-select:all}
.picture{background:#fff;border-radius:.75rem;padding:.6rem;inline-size:fit-content}.picture svg{display:block;inline-size:11rem;block-size:11rem}
.narrow{max-inline-size:40rem}
.tick{display:flex;gap:.6rem;align-items:center;font-weight:400;margin:.2rem 0;min-block-size:2.2rem}
.code{font-size:1.4rem;letter-spacing:.15em;max-inline-size:14rem}
.danger{background:none;color:var(--action);border-color:currentColor}
pre{overflow:auto;background:var(--neutral-bg);border-radius:.5rem;padding:.7rem;font-size:.85rem;max-block-size:24rem}
.history{list-style:none;padding:0;margin:0}.history li{padding-block:.5rem;border-block-end:1px solid var(--line)}
h2.first{margin-block-start:.5rem}q{quotes:none;font-style:italic}
@media print{.bar{display:none}}`.trim();
