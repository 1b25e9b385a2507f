/** The e-mail of a message: subject, plain text and HTML with one button. Readable without images, by day and by night. */
import { headerText } from "#platform/mail.ts";
import type { MailTemplates } from "../load-templates.ts";
import { shopName, type Words } from "../words.ts";
import type { Filling } from "./template.ts";

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailFacts {
  readonly words: Words;
  readonly templates: MailTemplates;
  readonly shop: string;
  /** On our own origin, as the other link. */
  readonly link: string;
  readonly unsubscribeLink: string;
  readonly publicBaseUrl: string;
  /** The shopper added the parcel by hand; no shop has to do with the mail. */
  readonly isOwn?: boolean;
  /** Local dates or times between which it should arrive; `until` null: only one is known. */
  readonly arrives: { readonly from: string; readonly until: string | null } | null;
}

/** Throws when a link leaves our origin: that would be a bug, and in a mail a dangerous one (N-03). */
export function mailFor(facts: MailFacts): MailContent {
  const { words, templates, link, unsubscribeLink, publicBaseUrl } = facts;
  for (const address of [link, unsubscribeLink])
    if (new URL(address).origin !== new URL(publicBaseUrl).origin)
      throw new Error("A mail links only to our own origin.");
  const { says, title, body } = words;
  const shop = shopName(facts.shop);
  const isLeftToRight = says.direction === "ltr";
  const values: Filling = {
    title,
    body,
    shop,
    link,
    unsubscribe_link: unsubscribeLink,
    button: says.t("button"),
    why: facts.isOwn ? says.t("why.own") : says.t("why", { shop }),
    never_ask: says.t("neverAsk"),
    unsubscribe: says.t("unsubscribe.link"),
    language: says.locale.slice(0, 2),
    direction: says.direction,
    start: isLeftToRight ? "left" : "right",
    structured_data: element(structured(shop, title, facts)),
  };
  return {
    subject: headerText(title),
    text: wrapped(templates.text.fill(values)),
    html: templates.html.fill(values),
  };
}

/** schema.org ParcelDelivery as far as tier 1 goes: no address, no tracking number, no items. */
function structured(shop: string, title: string, { link, arrives }: MailFacts): object {
  const until = arrives?.until ?? arrives?.from;
  return {
    "@context": "https://schema.org",
    "@type": "ParcelDelivery",
    trackingUrl: link,
    deliveryStatus: { "@type": "DeliveryEvent", name: title },
    ...(arrives?.until ? { expectedArrivalFrom: arrives.from } : {}),
    ...(until === undefined ? {} : { expectedArrivalUntil: until }),
    partOfOrder: { "@type": "Order", merchant: { "@type": "Organization", name: shop } },
    potentialAction: { "@type": "TrackAction", target: link },
  };
}

/** JSON inside a script element: nothing in it can end the element. */
function element(value: object): string {
  const json = JSON.stringify(value).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  return `<script type="application/ld+json">${json}</script>`;
}

const columns = 72;

/** Lines of at most 72 characters, broken at blanks; an address stands whole. */
function wrapped(text: string): string {
  const lines = text.split("\n").flatMap((line) => {
    const broken: string[] = [];
    let current = "";
    for (const word of line.split(" ")) {
      if (current !== "" && current.length + 1 + word.length > columns) {
        broken.push(current);
        current = word;
      } else current = current === "" ? word : `${current} ${word}`;
    }
    return [...broken, current];
  });
  return `${lines.join("\n").trim()}\n`;
}
