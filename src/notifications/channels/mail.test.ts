import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsFor } from "../words.ts";
import { mailFor } from "./mail.ts";

const base = "https://parcels.example.org";
const link = `${base}/o/secret-of-the-link`;

function mailOf(shop: string, locale = "en", arrivesUntil: string | null = null) {
  const words = wordsFor(
    { kind: "delivered", code: "delivered.mailbox", shop, parcels: 1, estimate: null, keepUntil: null },
    locale,
    "UTC",
    new Date("2026-11-24T12:00:00Z"),
  );
  return mailFor({ words, shop, link, publicBaseUrl: base, arrivesUntil });
}

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

test("a mail has one button, loads nothing and runs nothing", () => {
  const { html, text } = mailOf("Lampenwelt");
  assert.equal(html.match(/<a\s/g)?.length, 1);
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
    assert.equal(html.match(/<a[\s>]/g)?.length, 1, shop);
    assert.equal(html.match(/<script/g)?.length, 1, shop);
    assert.equal(structuredOf(html)["@type"], "ParcelDelivery");
  }
});

test("N-03 a link that leaves our origin is a bug and throws", () => {
  const words = wordsFor(
    { kind: "delivered", code: "delivered.mailbox", shop: "S", parcels: 1, estimate: null, keepUntil: null },
    "en",
    "UTC",
    new Date("2026-11-24T12:00:00Z"),
  );
  for (const elsewhere of ["https://evil.example/o/x", `${base}.evil.example/o/x`, "http://parcels.example.org/o/x"])
    assert.throws(() => mailFor({ words, shop: "S", link: elsewhere, publicBaseUrl: base, arrivesUntil: null }));
});

test("machines read when it comes and where to look, and nothing private", () => {
  const { html } = mailOf("Lampenwelt & Söhne", "en", "2026-11-26");
  assert.deepEqual(structuredOf(html), {
    "@context": "https://schema.org",
    "@type": "ParcelDelivery",
    trackingUrl: link,
    expectedArrivalUntil: "2026-11-26",
    partOfOrder: { "@type": "Order", merchant: { "@type": "Organization", name: "Lampenwelt & Söhne" } },
    potentialAction: { "@type": "TrackAction", target: link },
  });
});
