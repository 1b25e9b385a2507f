/** Under a page: the same page in each other language. Plain links, so that they work without a script. */
import { html } from "htm/preact";
import { fileOf, languageOf, languages, textsOf } from "./languages.ts";

/** @param locale one that `chooseLocale` gave. @param addressIn this page's address in a language. */
export function languageLinks(locale: string, addressIn: (language: string) => string) {
  const own = languageOf(locale);
  return html`<footer class="languages"><details>
    <summary>${textsOf("frame", locale)("languages")}: ${fileOf(own).name}</summary>
    <ul>
      ${[...languages].map(([code, { name, direction }]) =>
        code === own
          ? null
          : html`<li><a href=${addressIn(code)} lang=${code} hreflang=${code} dir=${direction}>${name}</a></li>`,
      )}
    </ul>
  </details></footer>`;
}

/** The address of a request as one in another language; what else it asks for stays. @param url path and query. */
export function addressInLanguage(url: string): (language: string) => string {
  const [path = "/", query = ""] = url.split("?");
  return (language) => {
    const parameters = new URLSearchParams(query);
    parameters.set("lang", language);
    return `${path}?${parameters}`;
  };
}
