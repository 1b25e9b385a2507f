/** The frame of every page: title, style, a notice above the content, and at most a small script under a nonce. */
import { html } from "htm/preact";
import type { ComponentChildren, VNode } from "preact";
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
  readonly head?: ComponentChildren;
  /** "Skip to content": the first thing that the keyboard finds. */
  readonly skip: string;
  /** What is to be known before anything else, above the content. */
  readonly notice: string | null;
  /** Before the content, on every page of its kind: the way among them. */
  readonly before?: ComponentChildren;
  /** After the content. */
  readonly after?: ComponentChildren;
  readonly script?: string;
}

export function renderFrame(frame: Frame, content: ComponentChildren): string {
  const { nonce, script = "" } = frame;
  const page: VNode = html`<html lang=${frame.language} dir=${frame.direction ?? "ltr"}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <title>${frame.title}</title>
      ${frame.head ?? null}
      <style nonce=${nonce} dangerouslySetInnerHTML=${{ __html: frame.style }}></style>
    </head>
    <body>
      <a class="skip" href="#main">${frame.skip}</a>
      ${frame.notice === null ? null : html`<header class="demo">${frame.notice}</header>`}
      ${frame.before ?? null}
      <main id="main" tabindex="-1">${content}</main>
      ${frame.after ?? null}
      ${script === "" ? null : html`<script nonce=${nonce} dangerouslySetInnerHTML=${{ __html: script }}></script>`}
    </body>
  </html>` as VNode; // htm types a single root as one node
  return `<!doctype html>${renderToString(page)}`;
}
