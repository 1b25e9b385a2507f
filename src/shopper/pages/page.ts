/** The frame of a shopper's page: head of the app, notices, languages, and what the page's script has to say. */
import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import type { Brand } from "#branding/brand.ts";
import { textsOf } from "#languages/languages.ts";
import { languageLinks } from "#languages/links.ts";
import { type Markup, markupOf, renderFrame } from "#platform/html/page.ts";
import { appHead } from "#shopper/app-files.ts";
import type { Texts } from "#shopper/texts.ts";
import { pageFooter } from "./navigation.ts";
import { style } from "./style.ts";

export interface Frame {
  readonly texts: Texts;
  readonly title: string;
  readonly nonce: string;
  readonly simulated: boolean;
  /** Address of the live stream; none: the page does not move. */
  readonly live?: string;
  /** Of this page alone, besides the script of every page. */
  readonly script?: string;
  /** Within another site's page. */
  readonly isEmbedded?: boolean;
  /** JSON-LD, safe to stand in a script element. */
  readonly about?: string | undefined;
  /** The shop's colours. */
  readonly brand?: Brand;
  /** This page's address in a language; none: the page is the answer to a form. */
  readonly here?: (language: string) => string;
}

export function renderPage(frame: Frame, content: ComponentChildren): string {
  const { texts, title, nonce, live, isEmbedded = false } = frame;
  const frameText = textsOf("frame", texts.locale);
  const { footer, news } = endOf(texts);
  return renderFrame(
    {
      language: texts.language,
      direction: texts.direction,
      title,
      nonce,
      head: markupOf(
        appHead({ nonce, live, isEmbedded, language: texts.language }),
        frame.about === undefined
          ? null
          : html`<script type="application/ld+json" nonce=${nonce} dangerouslySetInnerHTML=${{ __html: frame.about }}></script>`,
      ),
      style: style + ownStyle + (frame.brand?.style ?? ""),
      skip: frameText("skip"),
      notice: frame.simulated ? frameText("simulated") : null,
      after: markupOf(footer, frame.here === undefined ? null : languageLinks(texts.locale, frame.here), news),
      script: frame.script,
    },
    content,
  );
}

/** The bar of a page without network stays in view; when the page moves, the script holds what is read in its place; copying needs the script. */
const ownStyle = `
html{overflow-anchor:none}
.offline{position:sticky;top:0;z-index:1;background:var(--attention-bg);color:var(--attention);text-align:center;padding:.6rem 1rem;font-weight:600}
@media(scripting:none){[data-copy]{display:none}}`;

interface End {
  readonly footer: Markup;
  /** Where the page's script says what is new. */
  readonly news: Markup;
}
const ends = new WeakMap<Texts, End>();

/** What every page of a language ends with. */
function endOf(texts: Texts): End {
  let end = ends.get(texts);
  if (end === undefined) {
    end = {
      footer: markupOf(pageFooter(texts)),
      news: markupOf(
        html`<p class="hidden" role="status" aria-live="polite" id="news" data-texts=${scriptTexts(texts)}></p>`,
      ),
    };
    ends.set(texts, end);
  }
  return end;
}

/** What the script says, in the page's language; "{ago}" and "#" are filled on the device. */
function scriptTexts({ t, locale }: Texts): string {
  const ago = "{ago}";
  return JSON.stringify({
    updates: formsOf((count) => t("live.updates", { count }), locale),
    offline: t("offline.known", { ago }),
    unreached: t("offline.unreached", { ago }),
    form: t("offline.form"),
    notSent: t("offline.notSent"),
  });
}

/** A counted sentence in each plural form of its language, "#" where the number stands: the device counts, and knows no messages. */
function formsOf(say: (count: number) => string, locale: string): Readonly<Record<string, string>> {
  const rules = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const forms: Record<string, string> = {};
  for (let count = 1; count <= 100; count += 1)
    forms[rules.select(count)] ??= say(count).replace(number.format(count), "#");
  return forms;
}
