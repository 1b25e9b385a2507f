/** The words of a mail that is written in HTML, in lines: one for each row of a table, quotes marked as in plain text. Pure, in one pass. */

const blocks = new Set(
  "p div br tr li ul ol table h1 h2 h3 h4 h5 h6 hr section article header footer pre dt dd dl blockquote body".split(
    " ",
  ),
);
/** What nobody reads. */
const silent = new Set(["style", "script", "head", "title", "template", "noscript"]);

const entities: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ndash: "–", mdash: "—", colon: ":", shy: "" },
  ...{ auml: "ä", ouml: "ö", uuml: "ü", szlig: "ß", aring: "å", Auml: "Ä", Ouml: "Ö", Uuml: "Ü", Aring: "Å" },
};

export function htmlLines(html: string): string {
  let text = "";
  let quoted = 0;
  let muted = "";
  const line = (): void => {
    text += `\n${quoted > 0 ? "> " : ""}`;
  };
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    if (open < 0 || open > at) {
      const end = open < 0 ? html.length : open;
      if (muted === "") text += decoded(html.slice(at, end).replace(/\s+/g, " "));
      at = end;
      continue;
    }
    const isComment = html.startsWith("<!--", at);
    const close = html.indexOf(isComment ? "-->" : ">", at);
    if (close < 0) break;
    const tag = html.slice(at + 1, close);
    at = close + (isComment ? 3 : 1);
    const [, slash = "", name = ""] = /^(\/?)([a-z][a-z0-9]*)/i.exec(tag) ?? [];
    const lower = name.toLowerCase();
    const isEnd = slash === "/";
    if (muted !== "") {
      if (isEnd && lower === muted) muted = "";
    } else if (silent.has(lower) && !isEnd && !tag.endsWith("/")) muted = lower;
    else if (lower === "blockquote") {
      quoted = Math.max(0, quoted + (isEnd ? -1 : 1));
      line();
    } else if (isEnd && (lower === "td" || lower === "th")) text += "\t";
    else if (blocks.has(lower)) line();
    else if (lower === "a" && !isEnd) text += linkIn(tag);
  }
  return text;
}

/** Where a link leads stands before its words, once more or alone: people write "our shop" and link it. */
function linkIn(tag: string): string {
  const [, href = ""] = /\shref\s*=\s*["']?(https?:[^"'\s>]+)/i.exec(tag) ?? [];
  return href === "" ? "" : `${decoded(href)} `;
}

const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code < 0x11_0000 ? String.fromCodePoint(code) : "";
    },
  );
