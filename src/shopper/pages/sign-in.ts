/** The pages of signing in and finding an order, and the mail with the code. Plain forms: everything works without a script. */
import { html } from "htm/preact";
import { renderToString } from "preact-render-to-string";
import type { Texts } from "#shopper/texts.ts";

export function emailForm(texts: Texts, isWrong: boolean) {
  const { t } = texts;
  return html`
    <h1>${t("signin.title")}</h1>
    <p>${t("signin.lead")}</p>
    <form method="post" action="/sign-in">
      <label for="email">${t("signin.email")}</label>
      <input id="email" name="email" type="email" autocomplete="email" required maxlength="254" ...${fault("email-wrong", isWrong)} />
      ${isWrong ? html`<p class="wrong" id="email-wrong" role="alert">${t("signin.badEmail")}</p>` : null}
      <p><button>${t("signin.send")}</button></p>
    </form>
    <p class="small"><a href="/find">${t("find.title")}</a></p>
  `;
}

export function codeForm(texts: Texts, isWrong: boolean) {
  const { t } = texts;
  return html`
    <h1>${t("signin.sent.title")}</h1>
    <p>${t("signin.sent.body")}</p>
    <form method="post" action="/sign-in/code">
      <label for="code">${t("signin.code")}</label>
      <input class="code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20" ...${fault("code-wrong", isWrong)} />
      ${isWrong ? html`<p class="wrong" id="code-wrong" role="alert">${t("signin.wrong")}</p>` : null}
      <p><button>${t("signin.submit")}</button></p>
    </form>
    <p class="small"><a href="/sign-in">${t("signin.again")}</a></p>
  `;
}

/** Opening the mailed link changes nothing (C-03): a person's click does, and only in the browser that asked. */
export function confirmForm(texts: Texts, token: string, isSameBrowser: boolean) {
  const { t } = texts;
  return html`
    <h1>${t("signin.confirm.title")}</h1>
    ${
      isSameBrowser
        ? html`<form method="post" action=${`/sign-in/${token}`}><button>${t("signin.submit")}</button></form>`
        : html`<p>${t("signin.confirm.other")}</p>`
    }
  `;
}

export interface FindForm {
  readonly isWrong: boolean;
  /** What was typed, so that nobody types it twice. */
  readonly reference: string;
}

export function findForm(texts: Texts, { isWrong, reference }: FindForm) {
  const { t } = texts;
  return html`
    <h1>${t("find.title")}</h1>
    <p>${t("find.lead")}</p>
    <form method="post" action="/find">
      <label for="reference">${t("find.reference")}</label>
      <input id="reference" name="reference" required maxlength="255" value=${reference} ...${fault("find-wrong", isWrong)} />
      <label for="contact">${t("find.contact")}</label>
      <input id="contact" name="contact" autocomplete="email" required maxlength="254" ...${fault("find-wrong", isWrong)} />
      ${isWrong ? html`<p class="wrong" id="find-wrong" role="alert">${t("find.wrong")}</p>` : null}
      <p><button>${t("find.submit")}</button></p>
    </form>
    <p class="small"><a href="/sign-in">${t("signin.title")}</a></p>
  `;
}

const fault = (id: string, isWrong: boolean) => (isWrong ? { "aria-invalid": "true", "aria-describedby": id } : {});

/** The code stands in the subject, so that it can be read without opening the mail. */
export function signInMail(
  texts: Texts,
  code: string,
  link: string,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const text = texts.t("mail.signin.body", { code, link });
  const paragraphs = text.split("\n\n").map((paragraph) => {
    const [before, after] = paragraph.split(link);
    return after === undefined
      ? html`<p>${paragraph}</p>`
      : html`<p>${before}<br /><a href=${link}>${link}</a>${after}</p>`;
  });
  const page = html`<html lang=${texts.language}>
    <head>
      <meta charset="utf-8" />
      <meta name="color-scheme" content="light dark" />
    </head>
    <body style="font-family:system-ui,sans-serif;font-size:17px;line-height:1.5;max-width:32rem;margin:2rem auto;padding:0 1rem">
      <p style="font-size:2rem;letter-spacing:.2em;font-weight:700">${code}</p>
      ${paragraphs}
    </body>
  </html>`;
  return {
    subject: texts.t("mail.signin.subject", { code }),
    text: `${text}\n`,
    html: `<!doctype html>${renderToString(page as Parameters<typeof renderToString>[0])}`, // htm types a single root as one node
  };
}
