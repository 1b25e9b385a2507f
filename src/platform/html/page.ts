/** The frame of every page: title, style, a notice above the content, and at most a small script under a nonce. */
import { type ComponentChildren, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";

export interface Frame {
  readonly language: string;
  /** `rtl` for languages that are written from right to left; `ltr` when left out. */
  readonly direction?: "ltr" | "rtl";
  readonly title: string;
  /** Made for this answer; its content policy names it. */
  readonly nonce: string;
  readonly style: string;
  /** Further elements of the head. */
  readonly head?: ComponentChildren | Markup;
  /** "Skip to content": the first thing that the keyboard finds. */
  readonly skip: string;
  /** What is to be known before anything else, above the content. */
  readonly notice: string | null;
  /** Before the content, on every page of its kind: the way among them. */
  readonly before?: ComponentChildren | Markup;
  /** After the content. */
  readonly after?: ComponentChildren | Markup;
  readonly script?: string;
}

/** HTML that was rendered and may stand in many pages. What makes one has rendered or escaped it: a text never becomes HTML by itself. */
export class Markup {
  readonly #html: string;
  constructor(html: string) {
    this.#html = html;
  }
  toString(): string {
    return this.#html;
  }
}

/** All of these, one after another. */
export const markupOf = (...parts: readonly (ComponentChildren | Markup)[]): Markup =>
  new Markup(parts.map(render).join(""));

const render = (part: ComponentChildren | Markup): string =>
  part instanceof Markup ? String(part) : renderToString(h(Fragment, null, part));

/** A text as it stands in an element or an attribute, as Preact writes it. */
export const escaped = (text: string): string =>
  /["&<]/.test(text) ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;") : text;

/** Written as text: on every page it is the same but for a few words, and elements made for each answer cost more than its content. */
export function renderFrame(frame: Frame, content: ComponentChildren): string {
  const { nonce, script = "" } = frame;
  const nonced = `nonce="${escaped(nonce)}"`;
  return `<!doctype html><html lang="${escaped(frame.language)}" dir="${frame.direction ?? "ltr"}"><head>${meta}<title>${escaped(frame.title)}</title>${render(
    frame.head,
  )}<style ${nonced}>${frame.style}</style></head><body><a class="skip" href="#main">${escaped(frame.skip)}</a>${
    frame.notice === null ? "" : `<header class="demo">${escaped(frame.notice)}</header>`
  }${render(frame.before)}<main id="main" tabindex="-1">${render(content)}</main>${render(frame.after)}${
    script === "" ? "" : `<script ${nonced}>${script}</script>`
  }</body></html>`;
}

const meta =
  '<meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="robots" content="noindex"/><meta name="referrer" content="no-referrer"/>';
