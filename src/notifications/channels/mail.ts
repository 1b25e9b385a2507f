/** The e-mail of a message: subject, plain text and HTML with one button. Readable without images, by day and by night. */
import { headerText } from "#platform/mail.ts";
import { shopName, type Words } from "../words.ts";

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailFacts {
  readonly words: Words;
  readonly shop: string;
  /** On our own origin. */
  readonly link: string;
  readonly publicBaseUrl: string;
  /** Local date until which it should arrive. */
  readonly arrivesUntil: string | null;
}

/** Throws when the link leaves our origin: that would be a bug, and in a mail a dangerous one (N-03). */
export function mailFor({ words, shop, link, publicBaseUrl, arrivesUntil }: MailFacts): MailContent {
  if (new URL(link).origin !== new URL(publicBaseUrl).origin) throw new Error("A mail links only to our own origin.");
  const { says, title, body } = words;
  const name = shopName(shop);
  const why = says.t("why", { shop: name });
  const text = [title, body, `${says.t("button")}:\n${link}`, "--", why, says.t("neverAsk")].join("\n\n");
  const markup = html`<!doctype html>
<html lang="${says.locale.slice(0, 2)}" dir="${says.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
@media (prefers-color-scheme: dark) {
  .outer { background: #171512 !important } .card { background: #211f1b !important; border-color: #38342d !important }
  h1, .body { color: #f1eee8 !important } .shop, .foot { color: #b3ada2 !important }
  .button { background: #f2b65c !important; color: #1c1a17 !important }
}
</style>
<script type="application/ld+json">${json(structured(name, link, arrivesUntil))}</script>
</head>
<body class="outer" style="margin:0;padding:0;background:#f4f1eb">
<table role="presentation" class="outer" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f1eb"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border:1px solid #e4dfd5;border-radius:16px"><tr><td style="padding:32px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<p class="shop" style="margin:0 0 8px;font-size:14px;line-height:20px;color:#5f594f">${name}</p>
<h1 style="margin:0 0 12px;font-size:24px;line-height:31px;font-weight:700;color:#1c1a17">${title}</h1>
<p class="body" style="margin:0 0 28px;font-size:17px;line-height:26px;color:#1c1a17">${body}</p>
<a class="button" href="${link}" style="display:inline-block;padding:14px 24px;border-radius:10px;background:#8a4b00;color:#ffffff;font-size:16px;line-height:20px;font-weight:600;text-decoration:none">${says.t("button")}</a>
</td></tr></table>
<p class="foot" style="max-width:520px;margin:20px auto 0;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#5f594f">${why}<br>${says.t("neverAsk")}</p>
</td></tr></table>
</body>
</html>`;
  return { subject: headerText(title), text: `${text}\n`, html: markup };
}

/** schema.org ParcelDelivery as far as tier 1 goes: no address, no tracking number, no items. */
function structured(shop: string, link: string, arrivesUntil: string | null): object {
  return {
    "@context": "https://schema.org",
    "@type": "ParcelDelivery",
    trackingUrl: link,
    ...(arrivesUntil === null ? {} : { expectedArrivalUntil: arrivesUntil }),
    partOfOrder: { "@type": "Order", merchant: { "@type": "Organization", name: shop } },
    potentialAction: { "@type": "TrackAction", target: link },
  };
}

/** Text that is markup already; only this file makes it. */
class Safe {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** JSON inside a script element: nothing in it can end the element. */
const json = (value: object): Safe =>
  new Safe(JSON.stringify(value).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`));

/** Every value is escaped, wherever it stands. */
function html(parts: TemplateStringsArray, ...values: readonly (string | Safe)[]): string {
  return parts.reduce((markup, part, at) => {
    const value = values[at - 1] ?? "";
    return markup + (value instanceof Safe ? value.markup : escaped(value)) + part;
  });
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
