/** Under a page: the same page in each other language. Plain links, so that they work without a script. */
import { html } from "htm/preact";
import { escaped, Markup, markupOf } from "#platform/html/page.ts";
import { fileOf, type Language, languageOf, languages, textsOf } from "./languages.ts";

/** No address holds it, so that a footer which is rendered once can be cut where its addresses stand. */
const mark = "\u0000";
const footers = new Map<Language, readonly string[]>();

/** @param locale one that `chooseLocale` gave. @param addressIn this page's address in a language. */
export function languageLinks(locale: string, addressIn: (language: string) => string): Markup {
  const own = languageOf(locale);
  const pieces = footers.get(own) ?? String(markupOf(footerOf(own, locale))).split(mark);
  footers.set(own, pieces);
  // Between two marks stands a language's code.
  return new Markup(pieces.map((piece, at) => (at % 2 === 0 ? piece : escaped(addressIn(piece)))).join(""));
}

function footerOf(own: Language, locale: string) {
  return html`<footer class="languages"><details>
    <summary>${textsOf("frame", locale)("languages")}: ${fileOf(own).name}</summary>
    <ul>
      ${[...languages].map(([code, { name, direction }]) =>
        code === own
          ? null
          : html`<li><a href=${mark + code + mark} lang=${code} hreflang=${code} dir=${direction}>${name}</a></li>`,
      )}
    </ul>
  </details></footer>`;
}

/** The address of a request as one in another language; what else it asks for stays. @param url path and query. */
export function addressInLanguage(url: string): (language: string) => string {
  const [path = "/", query = ""] = url.split("?");
  if (query === "") return (language) => `${path}?lang=${language}`;
  return (language) => {
    const parameters = new URLSearchParams(query);
    parameters.set("lang", language);
    return `${path}?${parameters}`;
  };
}
