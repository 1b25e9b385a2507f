import assert from "node:assert/strict";
import { test } from "node:test";
import { loadTemplates } from "../load-templates.ts";
import { wordsFor } from "../words.ts";
import { type MailFacts, mailFor } from "./mail.ts";

const base = "https://parcels.example.org";
const link = `${base}/o/secret-of-the-link`;
const unsubscribeLink = `${base}/u/secret-of-the-person?lang=en`;
const templates = loadTemplates(null).of("anybody");

function mailOf(shop: string, locale = "en", arrives: MailFacts["arrives"] = null) {
  const words = wordsFor(
    { kind: "delivered", code: "delivered.mailbox", shop, parcels: 1, estimate: null, keepUntil: null },
    locale,
    "UTC",
    new Date("2026-11-24T12:00:00Z"),
  );
  return mailFor({ words, templates, shop, link, unsubscribeLink, publicBaseUrl: base, arrives });
}

const wordsOfNothing = wordsFor(
  { kind: "delivered", code: "delivered.mailbox", shop: "S", parcels: 1, estimate: null, keepUntil: null },
  "en",
  "UTC",
  new Date("2026-11-24T12:00:00Z"),
);

/** Everything that a mail program could open: attributes, styles, and addresses in the text. */
const addresses = (text: string): readonly string[] => text.match(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>\\]+/gi) ?? [];
const structuredOf = (html: string): Record<string, unknown> =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "{}");

test("subject, headline and first line of the plain text are the same words", () => {
  const { subject, html, text } = mailOf("Lampenwelt", "de");
  assert.equal(subject, "Lampenwelt: Paket ist zugestellt");
  assert.match(html, /<h1[^>]*>Lampenwelt: Paket ist zugestellt<\/h1>/);
  assert.ok(text.startsWith(`${subject}\n`));
  assert.match(html, /<html lang="de" dir="ltr">/);
});

test("the plain text says all that the HTML says, in lines of at most 72 characters with addresses left whole", () => {
  const { text, html } = mailOf("Lampenwelt", "de");
  const wordsOf = (some: string): string => some.replace(/\s+/g, " ");
  const body = html.slice(html.indexOf("<body"));
  const shown = [...body.matchAll(/>([^<>]+)</g)].map(([, words = ""]) => words.trim()).filter((words) => words !== "");
  for (const words of shown.filter((one) => one !== "Lampenwelt"))
    assert.ok(wordsOf(text).includes(wordsOf(words)), `"${words}" is missing in:\n${text}`);
  for (const line of text.split("\n")) assert.ok(line.length <= 72 || /^https:\S+$/.test(line), line);
  assert.match(text, new RegExp(`\n${link}\n`));
  assert.ok(text.endsWith(`${unsubscribeLink}\n`));
});

test("N-05 every mail, HTML and text, says that we never ask for a payment, and how to stop mails of this kind", () => {
  for (const locale of ["en", "de"]) {
    const { text, html } = mailOf("Lampenwelt", locale);
    for (const part of [text, html]) {
      assert.match(part.replace(/\s+/g, " "), /never ask you for a payment|nie per E-Mail nach einer Zahlung/);
      assert.ok(part.includes(unsubscribeLink));
    }
  }
});

test("a language that is written from right to left turns the mail around", () => {
  const says = { ...wordsOfNothing.says, direction: "rtl", locale: "ar" } as const;
  const { html } = mailFor({
    words: { ...wordsOfNothing, says },
    templates,
    shop: "S",
    link,
    unsubscribeLink,
    publicBaseUrl: base,
    arrives: null,
  });
  assert.match(html, /<html lang="ar" dir="rtl">/);
  assert.match(html, /<body [^>]*dir="rtl"/);
  assert.equal(html.match(/<td [^>]*align="right"/g)?.length, 2);
  assert.doesNotMatch(html, /align="left"/);
});

test("a mail has one button, loads nothing and runs nothing", () => {
  const { html, text } = mailOf("Lampenwelt");
  assert.equal(html.match(/class="button"/g)?.length, 1);
  assert.deepEqual(
    [...html.matchAll(/<a\s[^>]*href="([^"]*)"/g)].map(([, href]) => href),
    [link, unsubscribeLink],
  );
  assert.match(html, new RegExp(`<a class="button" href="${link}"`));
  assert.doesNotMatch(
    html,
    /<img|<link|<iframe|<form|url\(|@import|\son\w+=|<script(?! type="application\/ld\+json")/i,
  );
  assert.match(text, new RegExp(`\n${link}\n`));
  assert.match(html, /prefers-color-scheme: dark/);
});

test("N-03 a mail links only to our own origin, whatever the shop is called", () => {
  for (const shop of [
    "Lampenwelt",
    "https://evil.example",
    "http://parcels.example.org.evil.example/ Pay here",
    '"><a href="https://evil.example">Pay</a>',
    "</script><script>location='//evil.example'</script>",
    "' onmouseover='x",
    "&lt;b&gt;",
  ]) {
    const { subject, text, html } = mailOf(shop);
    const foreign = [...addresses(subject), ...addresses(text), ...addresses(html)].filter(
      (address) => !address.startsWith(`${base}/`) && address !== "https://schema.org", // the name of a vocabulary, no link
    );
    assert.deepEqual(foreign, [], shop);
    assert.equal(html.match(/<a[\s>]/g)?.length, 2, shop);
    assert.equal(html.match(/<script/g)?.length, 1, shop);
    assert.equal(structuredOf(html)["@type"], "ParcelDelivery");
  }
});

test("N-03 a link that leaves our origin is a bug and throws", () => {
  const facts = {
    words: wordsOfNothing,
    templates,
    shop: "S",
    link,
    unsubscribeLink,
    publicBaseUrl: base,
    arrives: null,
  };
  for (const elsewhere of ["https://evil.example/o/x", `${base}.evil.example/o/x`, "http://parcels.example.org/o/x"]) {
    assert.throws(() => mailFor({ ...facts, link: elsewhere }));
    assert.throws(() => mailFor({ ...facts, unsubscribeLink: elsewhere }));
  }
});

test("machines read when it comes and where to look, and nothing private", () => {
  const { html } = mailOf("Lampenwelt & Söhne", "en", { from: "2026-11-25", until: "2026-11-26" });
  assert.deepEqual(structuredOf(html), {
    "@context": "https://schema.org",
    "@type": "ParcelDelivery",
    trackingUrl: link,
    deliveryStatus: { "@type": "DeliveryEvent", name: "Lampenwelt & Söhne: delivered" },
    expectedArrivalFrom: "2026-11-25",
    expectedArrivalUntil: "2026-11-26",
    partOfOrder: { "@type": "Order", merchant: { "@type": "Organization", name: "Lampenwelt & Söhne" } },
    potentialAction: { "@type": "TrackAction", target: link },
  });
});

test("a mail about a parcel that the shopper added says so, and names no shop that was ordered from", () => {
  const words = wordsFor(
    { kind: "delivered", code: "delivered.mailbox", shop: "Posthorn", parcels: 1, estimate: null, keepUntil: null },
    "en",
    "UTC",
    new Date("2026-11-24T12:00:00Z"),
  );
  const facts = { words, templates, shop: "Posthorn", link, unsubscribeLink, publicBaseUrl: base, arrives: null };
  const { text } = mailFor({ ...facts, isOwn: true });
  assert.match(text, /because you added this parcel/);
  assert.doesNotMatch(text, /you ordered/);
});
