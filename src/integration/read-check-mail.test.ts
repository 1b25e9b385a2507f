/** Mails as people write them to ask for a check, in three languages, answered, passed on, in HTML, half empty or hostile: what is understood of each. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Asked } from "./check-mail-fields.ts";
import { authenticityOf } from "./mail-authenticity.ts";
import { readCheckMail as readOrNull } from "./read-check-mail.ts";

const readCheckMail = async (raw: Buffer, authservId: string) =>
  (await readOrNull(raw, authservId)) ?? assert.fail("it can be read");

const shop = "0192f0c1-0000-7000-8000-0000000000aa";
const order = "0192f0c1-0000-7000-8000-000000000001";
const whole = { shopName: "Lantern & Loom", storeUrl: "https://loom.example", merchantId: shop, orders: ["LL-1001"] };
const none = { shopName: null, storeUrl: null, merchantId: null, orders: [] };
const subject = "Delivery tracking integration: Lantern & Loom";

interface Written {
  readonly subject?: string;
  readonly body?: string;
  readonly html?: string;
  readonly headers?: readonly string[];
}
function written({ subject: given = subject, body, html, headers = [] }: Written): Buffer {
  const type = html === undefined ? "text/plain" : "text/html";
  const head = [
    "From: Ada Ng <ada@loom.example>",
    "To: integration@posthorn.example",
    `Subject: =?utf-8?B?${Buffer.from(given).toString("base64")}?=`,
    "Message-ID: <one@loom.example>",
    `Content-Type: ${type}; charset=utf-8`,
    ...headers,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${(html ?? body ?? "").replaceAll("\n", "\r\n")}`);
}

const corpus: Readonly<Record<string, readonly [Written, Partial<Asked>]>> = {
  "as the form says it": [
    { body: `Store URL: https://loom.example\nMerchant ID: ${shop}\nOrder number: LL-1001\n` },
    whole,
  ],
  "in another order, with other signs and a greeting": [
    {
      body: `Hi there,\n\norder no. = LL-1001\nmerchant-id - ${shop}\nWebsite → see below\nshop url – https://loom.example.\n\nThanks, Ada`,
    },
    whole,
  ],
  "all on one line": [{ body: `Store URL: https://loom.example | Merchant ID: ${shop} | Order: LL-1001` }, whole],
  "an id of ours and no https": [
    { body: `store url: loom.example\nstore id: 4711\norder id: ${order.toUpperCase()}` },
    { ...whole, merchantId: "4711", orders: [order] },
  ],
  "in sentences": [
    {
      body: `Hello,\nwe have finished the integration for https://loom.example and our merchant id is ${shop}.\nCould you check order LL-1001, please?\n`,
    },
    whole,
  ],
  "several orders, one a line": [
    {
      body: `Store URL: https://loom.example\nMerchant ID: ${shop}\nOrders:\n - LL-1001\n - LL-1002\n* LL-1003\n\nBest`,
    },
    { ...whole, orders: ["LL-1001", "LL-1002", "LL-1003"] },
  ],
  "several orders in a row": [
    { body: `https://loom.example\nMID: ${shop}\nOrder numbers: LL-1001, #LL-1002 and LL-1003; LL-1001` },
    { ...whole, orders: ["LL-1001", "LL-1002", "LL-1003"] },
  ],
  "values below their labels": [
    { body: `Store URL\t\n\nStore URL:\nhttps://loom.example\n\nMerchant ID:\n${shop}\n\nOrder number:\nLL-1001` },
    whole,
  ],
  German: [
    {
      body: `Guten Tag,\n\nShop-URL: https://loom.example\nHändler-ID: ${shop}\nBestellnummer: LL-1001\n\nViele Grüße\nAda Ng`,
    },
    whole,
  ],
  "German, in sentences": [
    {
      body: `Hallo, unsere Händlernummer lautet ${shop}, der Shop ist https://loom.example.\nBitte prüfen Sie Bestellung LL-1001 und LL-1002.`,
    },
    { ...whole, orders: ["LL-1001", "LL-1002"] },
  ],
  Swedish: [
    {
      body: `Hej!\n\nButikens webbadress: https://loom.example\nButiks-ID: ${shop}\nOrdernummer: LL-1001\n\nHälsningar`,
    },
    whole,
  ],
  "Swedish, with other words": [
    { body: `Hej,\nHemsida: loom.example\nHandlar-ID är ${shop}\nBeställningar: LL-1001, LL-1002 och LL-1003` },
    { ...whole, orders: ["LL-1001", "LL-1002", "LL-1003"] },
  ],
  "HTML alone, in a table": [
    {
      html: `<html><head><style>p{color:red}</style></head><body><table><tr><td><b>Store URL</b></td><td><a href="https://loom.example">loom.example</a></td></tr><tr><td>Merchant&nbsp;ID:</td><td>${shop}</td></tr><tr><th>Order number</th><td>LL-1001</td></tr></table></body></html>`,
    },
    whole,
  ],
  "HTML alone, with line breaks and signs that are not seen": [
    {
      html: `<p>Store URL:&#160;https://loom.example<br>Merchant ID:<br>${shop}<br/>Order&shy; number\u200b: LL-1001</p>`,
    },
    { ...whole },
  ],
  "answered: the new words count, the quote fills up": [
    {
      subject: `AW: Re: ${subject}`,
      body: `Sorry, here it is:\nOrder: LL-1001\n\nOn Tue, 24 Nov 2026 at 10:00, Posthorn <parcels@posthorn.example> wrote:\n> Store URL: https://loom.example\n> Merchant ID: ${shop}\n> Order number: LL-9\n`,
    },
    whole,
  ],
  "answered above an original message": [
    {
      subject: `Sv: ${subject}`,
      body: `Ordernr: LL-1001\n\n-----Original Message-----\nFrom: Ada\nStore URL: https://loom.example\nMerchant ID: ${shop}\nOrder: LL-77`,
    },
    whole,
  ],
  "HTML answered, the quote in a block": [
    {
      subject: `RE: ${subject}`,
      html: `<div>Order: LL-1001</div><blockquote><p>Order: LL-9</p><p>Store URL: https://loom.example</p><p>Merchant ID: ${shop}</p></blockquote>`,
    },
    whole,
  ],
  forwarded: [
    {
      subject: `Fwd: WG: [EXT] ${subject}`,
      body: `FYI\n\n---------- Forwarded message ---------\nFrom: Dev <dev@agency.example>\nSubject: ${subject}\n\nStore URL: https://loom.example\nMerchant ID: ${shop}\nOrder number: LL-1001`,
    },
    whole,
  ],
  "in bold, as some programs write it": [
    { body: `*Store URL:* https://loom.example\n**Merchant ID**: ${shop}\n*Order number:* *LL-1001*` },
    whole,
  ],
  "without an order": [{ body: `Store URL: https://loom.example\nMerchant ID: ${shop}\n` }, { ...whole, orders: [] }],
  "only an order": [
    { subject: "Hello", body: "Order number: LL-1001" },
    { ...none, orders: ["LL-1001"] },
  ],
  "labels without values, as in a form that nobody filled in": [
    { body: "Store URL:\nMerchant ID:\nOrder number:\n\nKind regards\nAda" },
    { ...none, shopName: "Lantern & Loom" },
  ],
  "nothing at all": [{ subject: "", body: "" }, none],
  "the template's own braces in the subject": [
    { subject: "Delivery tracking integration: {Lantern & Loom}", body: "Order: LL-1001" },
    { ...none, shopName: "Lantern & Loom", orders: ["LL-1001"] },
  ],
  "hostile: markup, quotes and commands are a value or nothing": [
    {
      subject: "Delivery tracking integration: x\r\nBcc: all@example.org",
      body: `Store URL: javascript:alert(1)\nMerchant ID: ' or '1'='1\nOrder number: <script>1</script>, ../../etc/passwd, LL-1001' --`,
    },
    { storeUrl: null, orders: ["LL-1001"] },
  ],
  "hostile: an address that looks like another, a number beyond all length": [
    { body: `Store URL: https://loom.example@evil.example/\nOrder number: ${"9".repeat(5_000)}` },
    { ...none, shopName: "Lantern & Loom" },
  ],
  "hostile: more orders than are looked at": [
    { body: `Orders: ${Array.from({ length: 5_000 }, (_, n) => `LL-${n}`).join(", ")}` },
    { ...none, shopName: "Lantern & Loom", orders: Array.from({ length: 10 }, (_, n) => `LL-${n}`) },
  ],
};

for (const [name, [mail, asked]] of Object.entries(corpus))
  test(`a mail ${name}`, async () => {
    const read = (await readCheckMail(written(mail), "mx.posthorn.example")).asked;
    assert.deepEqual({ ...read, ...asked }, read, JSON.stringify(read));
  });

test("the mail that docs/integration-check.md shows is understood", async () => {
  const text = await readFile(join(import.meta.dirname, "../../docs/integration-check.md"), "utf8");
  const [, mail = ""] = /```mail\nSubject: ([\s\S]+?)```/.exec(text) ?? [];
  const [head = "", ...body] = mail.split("\n");
  const { asked } = await readCheckMail(written({ subject: head, body: body.join("\n") }), "mx");
  assert.deepEqual(asked, { ...whole, orders: ["LL-1001", "LL-1002"] });
});

test("hostile mails end soon: a million signs that open and never close", async () => {
  for (const sign of [
    "<",
    "&#",
    "order ",
    "order: ",
    ">",
    "(",
    "[",
    "store url",
    "a@",
    "LL-1, ",
    "0192f0c1-",
    "\u00ad",
  ]) {
    const text = sign.repeat(Math.floor(900_000 / sign.length));
    await readCheckMail(written({ body: text }), "mx");
    await readCheckMail(written({ html: text }), "mx");
    await readCheckMail(written({ body: text.replaceAll(" ", "\n") }), "mx");
  }
  const nested = Array.from(
    { length: 2_000 },
    (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`,
  );
  const head = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n";
  assert.equal(await readOrNull(Buffer.from(head + nested.join("")), "mx"), null);
  assert.equal((await readCheckMail(Buffer.alloc(0), "mx")).from, null);
});

test("what is attached stays shut, also a text and a whole mail", async () => {
  const parts = [
    ["text/plain", "Please look at what is attached."],
    ['text/plain; name="order.txt"\r\nContent-Disposition: attachment', "Order number: LL-1001"],
    ["message/rfc822", "From: x@y.example\r\nSubject: x\r\n\r\nOrder number: LL-1002"],
  ].map(([type, text]) => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`);
  const raw = `From: ada@loom.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join("")}--b--`;
  assert.deepEqual((await readCheckMail(Buffer.from(raw), "mx")).asked, none);
});

test("what programs and lists send is known as that, and a person's mail is not", async () => {
  const isAutomatic = async (...headers: readonly string[]) =>
    (await readCheckMail(written({ body: "Order: 1", headers }), "mx")).isAutomatic;
  for (const header of [
    "Auto-Submitted: auto-replied",
    "auto-submitted: Auto-Generated; x=y",
    "Precedence: bulk",
    "Precedence: auto_reply",
    "List-Id: <x.example>",
    "X-Auto-Response-Suppress: All",
    "X-Autoreply: yes",
  ])
    assert.equal(await isAutomatic(header), true, header);
  assert.equal(await isAutomatic(), false);
  assert.equal(await isAutomatic("Auto-Submitted: no"), false);
  for (const from of ["MAILER-DAEMON@x.example", "no-reply@x.example", "bounces+1@x.example"])
    assert.equal((await readCheckMail(Buffer.from(`From: ${from}\r\n\r\nx`), "mx")).isAutomatic, true, from);
});

test("two senders, or one field with two, are none", async () => {
  const fromOf = async (head: string) => (await readCheckMail(Buffer.from(`${head}\r\n\r\nx`), "mx")).from;
  assert.equal(await fromOf("From: Ada <ADA@Loom.example>"), "ada@loom.example");
  assert.equal(await fromOf("From: ada@loom.example\r\nFrom: eve@evil.example"), null);
  assert.equal(await fromOf("From: ada@loom.example, eve@evil.example"), null);
  assert.equal(await fromOf("From: undisclosed:;"), null);
  assert.equal(await fromOf("To: x@y.example"), null);
});

const id = "mx.posthorn.example";
const results: Readonly<Record<string, readonly [readonly string[], string]>> = {
  "DMARC passed": [[`${id}; dmarc=pass (p=reject dis=none) header.from=loom.example`], "pass"],
  "a signature of the domain": [[`${id} 1; dkim=pass reason="ok; fine" header.d=Loom.example header.s=a`], "pass"],
  "a signature of the domain above": [[`${id}; dkim=pass header.d=loom.example`], "pass"],
  "whom the signature is for": [[`${id}; dkim=pass header.i=@loom.example header.b=x`], "pass"],
  "one good signature of two": [
    [`${id}; dkim=fail header.d=loom.example; dkim=pass header.d=loom.example; spf=none`],
    "pass",
  ],
  "DMARC failed, whatever else passed": [
    [`${id}; dkim=pass header.d=loom.example; dmarc=fail header.from=loom.example`],
    "fail",
  ],
  "DMARC of another domain": [[`${id}; dmarc=pass header.from=evil.example`], "unknown"],
  "another domain's signature": [[`${id}; dkim=pass header.d=evil.example`], "unknown"],
  "a signature of below": [[`${id}; dkim=pass header.d=tenant.loom.example`], "unknown"],
  "a signature of a top-level domain": [[`${id}; dkim=pass header.d=example`], "unknown"],
  "a domain that ends alike": [[`${id}; dkim=pass header.d=m.example`], "unknown"],
  "SPF alone": [[`${id}; spf=pass smtp.mailfrom=loom.example`], "unknown"],
  "another server's word": [["mx.evil.example; dmarc=pass header.from=loom.example"], "unknown"],
  "a name that begins alike": [[`${id}.evil.example; dmarc=pass header.from=loom.example`], "unknown"],
  "what came with the mail, below our server's own": [
    [`${id}; dmarc=none header.from=loom.example`, `${id}; dmarc=pass header.from=loom.example`],
    "unknown",
  ],
  "another's above ours": [["other.example; dmarc=fail", `${id}; dmarc=pass header.from=loom.example`], "pass"],
  "a pass in a comment": [[`${id}; (dmarc=pass header.from=loom.example) dmarc=none`], "unknown"],
  "a pass in a comment in a comment": [[`${id}; (a (b) dmarc=pass header.from=loom.example;) spf=none`], "unknown"],
  "a pass in a reason": [[`${id}; spf=none reason="; dmarc=pass header.from=loom.example"`], "unknown"],
  "nothing was looked at": [[`${id}; none`], "unknown"],
  "no field": [[], "unknown"],
  "brackets that never close": [[`${id}; ${"(".repeat(9_000)} dmarc=pass header.from=loom.example`], "unknown"],
};
for (const [name, [fields, verdict]] of Object.entries(results))
  test(`whether it is from there: ${name}`, () => {
    const domain = name.endsWith("above") ? "shop.loom.example" : "loom.example";
    assert.equal(authenticityOf(fields, id, domain), verdict);
  });
