/** Mails as a mail server gets them, and what ends them: the link, a refusal, a bounce, a complaint. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { Readable } from "node:stream";
import { test } from "node:test";
import { silentLog } from "#platform/log.ts";
import { bounceReport, spamReport } from "#test/mail-reports.ts";
import { headerOf, linkSecret, publicBaseUrl, startMessages } from "#test/messages.ts";
import { twilioSignature } from "./channels/twilio.ts";
import { mailEventsCommand } from "./mail-events-command.ts";
import { liftSuppression, readSuppression, suppress, suppressionKey } from "./suppression-store.ts";

const email = "ines@example.org";
const key = suppressionKey(linkSecret, "email", email);

test("N-01 N-05 a mail has one recipient, one click that stops its kind, and says that a program wrote it", async () => {
  await using w = await startMessages();
  const parcel = await w.aParcel(await w.anOrder());
  await parcel.scan("in_transit.picked_up");
  await parcel.scan("out_for_delivery.on_vehicle");
  const [shipped, today] = w.mails;
  assert.deepEqual([shipped?.envelopeTo, shipped?.headerTo], [[email], [email]]);
  const listed = headerOf(shipped, "List-Unsubscribe") ?? "";
  const stop = /^<(https:\/\/parcels\.example\/u\/[\w-]{50,70})>$/.exec(listed)?.[1] ?? "";
  assert.notEqual(stop, "", listed);
  assert.equal(headerOf(shipped, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
  assert.match(shipped?.text ?? "", new RegExp(`${stop}\\?lang=en`));
  assert.notEqual(headerOf(today, "List-Unsubscribe"), headerOf(shipped, "List-Unsubscribe"), "one link per kind");
  assert.equal(headerOf(shipped, "Auto-Submitted"), "auto-generated");
  assert.equal(headerOf(shipped, "Feedback-ID"), `shipped:${w.merchantId}:posthorn`);
  assert.match(headerOf(shipped, "Content-Type") ?? "", /^multipart\/alternative/);
  const answer = await w.server.inject({
    method: "POST",
    url: new URL(stop).pathname,
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://mail.provider.example" },
    payload: "List-Unsubscribe=One-Click",
  });
  assert.equal(answer.statusCode, 200);
  await (await w.aParcel(await w.anOrder())).scan("in_transit.picked_up");
  assert.equal(w.mails.length, 2, "no more mails of this kind, of whatever order");
  assert.equal((await w.kept()).at(-1)?.reason, "switched_off");
});

test("a mailbox folds the mails of one parcel together, and no others with them", async () => {
  await using w = await startMessages();
  const order = await w.anOrder();
  const [one, other] = [await w.aParcel(order), await w.aParcel(await w.anOrder())];
  await one.scan("in_transit.picked_up");
  await one.scan("out_for_delivery.on_vehicle");
  await other.scan("in_transit.picked_up");
  const threads = w.mails.map((mail) => [headerOf(mail, "References"), headerOf(mail, "In-Reply-To")]);
  assert.deepEqual(threads[0], threads[1]);
  assert.match(threads[0]?.[0] ?? "", /^<[0-9a-f-]{36}@parcels\.example>$/);
  assert.notEqual(threads[0]?.[0], threads[2]?.[0]);
  assert.equal(new Set(w.mails.map(({ messageId }) => messageId)).size, 3);
});

test("D-06 B-05 no address, order, shopper or parcel number is in links, headers, suppressions or the log", async () => {
  await using w = await startMessages();
  const parcel = await w.aParcel(await w.anOrder("ines.kanarienvogel@mail.example"));
  await parcel.scan("in_transit.picked_up");
  const [mail] = w.mails;
  assert.ok(mail);
  const headers = mail.headers
    .filter(({ name }) => !/^(to|message-id|received)$/i.test(name))
    .map(({ value }) => value);
  assert.doesNotMatch([mail.text, mail.html, ...headers, ...w.lines].join("\n"), /kanarienvogel|LL-1|JD[0-9a-f]{16}/i);
  const suppressed = suppressionKey(linkSecret, "email", "ines.kanarienvogel@mail.example");
  assert.match(suppressed, /^[\w-]{24}$/);
  assert.notEqual(suppressed, suppressionKey("another secret", "email", "ines.kanarienvogel@mail.example"));
  assert.equal(suppressed, suppressionKey(linkSecret, "email", "Ines.Kanarienvogel@MAIL.example"));
});

test("N-05 a mailbox that the server says is gone is written to once; the next news is not tried", async () => {
  await using w = await startMessages({ refuse: { code: 550, words: "5.1.1 no such user" } });
  const parcel = await w.aParcel(await w.anOrder());
  await parcel.scan("in_transit.picked_up");
  assert.equal(w.refusals(), 1);
  assert.deepEqual(
    (await w.kept()).map(({ failed, failure }) => [failed, failure]),
    [[true, "SMTP 550"]],
  );
  assert.equal(await w.database.forSystem("test", (tx) => readSuppression(tx, key)), "bounce");
  await (await w.aParcel(await w.anOrder())).scan("in_transit.picked_up");
  assert.equal(w.refusals(), 1, "nothing was tried");
  const [, next] = await w.kept();
  assert.deepEqual([next?.decision, next?.reason], ["drop", "suppressed"]);
  assert.doesNotMatch(w.lines.join("\n"), /ines@/);
});

test("N-05 a full mailbox, a policy or a refusal for now suppresses nothing", async () => {
  for (const refuse of [
    { code: 552, words: "5.2.2 mailbox full" },
    { code: 550, words: "5.7.1 message refused by policy" },
    { code: 451, words: "4.7.1 try again later" },
  ]) {
    await using w = await startMessages({ refuse });
    await (await w.aParcel(await w.anOrder())).scan("in_transit.picked_up");
    assert.ok(w.refusals() > 0);
    assert.equal(await w.database.forSystem("test", (tx) => readSuppression(tx, key)), null, refuse.words);
  }
});

test("N-05 what was lifted is sent to again, and no old report ends it anew", async () => {
  await using w = await startMessages();
  const at = w.clock.now();
  const later = new Date(at.getTime() + 60_000);
  await w.database.forSystem("test", async (tx) => {
    const bounce = { key, channel: "email", reason: "bounce" } as const;
    assert.deepEqual([await suppress(tx, bounce, at), await suppress(tx, bounce, later)], [true, false]);
    assert.equal(await liftSuppression(tx, key, later), true);
    assert.equal(await readSuppression(tx, key), null);
    assert.equal(await suppress(tx, bounce, at), false, "it happened before");
    assert.equal(await readSuppression(tx, key), null);
    assert.equal(await suppress(tx, { ...bounce, reason: "complaint" }, new Date(later.getTime() + 1)), true);
    assert.equal(await readSuppression(tx, key), "complaint");
  });
});

test("N-05 a bounce or a complaint that comes by mail later ends mail to whom that mail went, and nobody else", async () => {
  await using w = await startMessages();
  const take = async (
    raw: Buffer,
    given: { readonly linkSecret?: string | null; readonly argv?: readonly string[] } = {},
  ) => {
    const said: string[] = [];
    const io = {
      stdin: Readable.from([raw]),
      out: (line: string) => said.push(line),
      err: (line: string) => said.push(line),
    };
    const { argv = [], ...environment } = given;
    const settings = { databaseUrl: w.fresh.url, publicBaseUrl, linkSecret, log: silentLog, ...environment };
    return [await mailEventsCommand(argv, io, () => settings), said.join("\n")] as const;
  };
  const parcel = await w.aParcel(await w.anOrder());
  await parcel.scan("in_transit.picked_up");
  const messageId = w.mails[0]?.messageId ?? "";
  // Whoever wrote the report names another person: the mail itself says whom it went to.
  const aboutAnother = { messageId, recipient: "eve@example.org" };
  assert.deepEqual(await take(bounceReport({ ...aboutAnother, status: "5.2.2" })), [
    0,
    "It says nothing of the address for good: mails go on.",
  ]);
  const forged = messageId.replace(/^<\w/, "<0");
  assert.deepEqual(
    await take(bounceReport({ messageId: forged === messageId ? messageId.replace(/^<\w/, "<1") : forged })),
    [0, "It is about none of our messages."],
  );
  assert.deepEqual(await take(bounceReport({ messageId: "<x@elsewhere.example>" })), [
    0,
    "It is about none of our messages.",
  ]);
  assert.deepEqual(await take(spamReport(aboutAnother)), [0, "Nothing more is sent to this address."]);
  assert.deepEqual(await take(spamReport(aboutAnother)), [0, "That was known already, or was lifted later."]);
  const reasons = await w.database.forSystem("test", async (tx) => [
    await readSuppression(tx, key),
    await readSuppression(tx, suppressionKey(linkSecret, "email", "eve@example.org")),
  ]);
  assert.deepEqual(reasons, ["complaint", null]);
  await parcel.scan("out_for_delivery.on_vehicle");
  assert.equal(w.mails.length, 1);
  const lift = (text: string) => take(Buffer.from(text), { argv: ["lift"] });
  assert.deepEqual(await lift("Ines@Example.org\n"), [0, "Mails are sent to this address again."]);
  assert.deepEqual(await lift(email), [0, "Mails are sent to this address: there was nothing to lift."]);
  assert.deepEqual(await lift("ines, eve"), [65, "This is not one e-mail address."]);
  assert.equal((await take(Buffer.from("Subject: hello\r\n\r\nhello")))[0], 65);
  assert.equal((await take(bounceReport({ messageId }), { linkSecret: null }))[0], 75);
});

const signingKey = "key-of-this-test";
function mailgunBody(now: Date, event: object, changed: { readonly token?: string; readonly key?: string } = {}) {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const { token = "t".repeat(50) } = changed;
  const signature = createHmac("sha256", changed.key ?? signingKey)
    .update(timestamp + token)
    .digest("hex");
  return { signature: { timestamp, token, signature }, "event-data": { timestamp: now.getTime() / 1_000, ...event } };
}

test("N-05 W-06 Mailgun's word that a mail bounced or was called spam counts when it is signed, fresh and said once", async () => {
  await using w = await startMessages({ routes: { mailgunSigningKey: signingKey } });
  const post = async (body: object): Promise<number> =>
    (await w.server.inject({ method: "POST", url: "/v1/mail-events/mailgun", payload: body })).statusCode;
  const reasonNow = () => w.database.forSystem("test", (tx) => readSuppression(tx, key));
  await (await w.aParcel(await w.anOrder())).scan("in_transit.picked_up");
  const now = w.clock.now();
  // As Mailgun writes it: without brackets.
  const message = { headers: { "message-id": w.mails[0]?.messageId.slice(1, -1) } };
  const bounced = {
    event: "failed",
    severity: "permanent",
    reason: "bounce",
    recipient: email,
    message,
    "delivery-status": { code: 550, "enhanced-code": "5.1.1", message: "no such user" },
  };
  assert.equal(await post(mailgunBody(now, bounced, { key: "another key" })), 406);
  assert.equal(await post(mailgunBody(new Date(now.getTime() - 301_000), bounced)), 406);
  assert.equal(await post({ hello: "there" }), 406);
  assert.equal(await post(mailgunBody(now, { ...bounced, severity: "temporary" }, { token: "a" })), 200);
  assert.equal(
    await post(
      mailgunBody(now, { ...bounced, "delivery-status": { code: 552, "enhanced-code": "5.2.2" } }, { token: "b" }),
    ),
    200,
  );
  assert.equal(await post(mailgunBody(now, { ...bounced, event: "delivered" }, { token: "c" })), 200);
  assert.equal(await reasonNow(), null);
  assert.equal(await post(mailgunBody(now, bounced, { token: "d" })), 200);
  assert.equal(await reasonNow(), "bounce");
  await w.database.forSystem("test", (tx) => liftSuppression(tx, key, now));
  const later = new Date(now.getTime() + 1_000);
  w.clock.advance(1_000);
  const complained = mailgunBody(later, { event: "complained", recipient: email, message }, { token: "e" });
  assert.equal(await post(complained), 200);
  assert.equal(await reasonNow(), "complaint");
  assert.equal(await post(complained), 406, "a signature is used once");
  assert.doesNotMatch(w.lines.join("\n"), /ines@/);
});

test("without Mailgun or Twilio there is nothing at their addresses", async () => {
  await using w = await startMessages();
  for (const url of ["/v1/mail-events/mailgun", "/v1/sms-events/twilio"])
    assert.equal((await w.server.inject({ method: "POST", url, payload: {} })).statusCode, 404, url);
});

test("W-06 STOP ends SMS to a number and START lifts it, when Twilio signed it for this address", async () => {
  await using w = await startMessages({ routes: { twilioAuthToken: "token" } });
  const url = "/v1/sms-events/twilio";
  const from = "+4917600000000";
  const reasonNow = () =>
    w.database.forSystem("test", (tx) => readSuppression(tx, suppressionKey(linkSecret, "sms", from)));
  const post = async (
    form: Record<string, string>,
    signature = twilioSignature("token", publicBaseUrl + url, form),
  ) => {
    w.clock.advance(1_000);
    return w.server.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature },
      payload: new URLSearchParams(form).toString(),
    });
  };
  const stop = { From: from, To: "+4915100000000", Body: "Stop", MessageSid: "SM1" };
  assert.equal((await post(stop, "")).statusCode, 403);
  assert.equal((await post(stop, twilioSignature("token", `https://elsewhere.example${url}`, stop))).statusCode, 403);
  assert.equal(await reasonNow(), null);
  const answer = await post(stop);
  assert.deepEqual(
    [answer.statusCode, answer.headers["content-type"], answer.body],
    [200, "text/xml; charset=utf-8", "<Response></Response>"],
  );
  assert.equal(await reasonNow(), "stop");
  await post({ ...stop, Body: "when does it come?" });
  assert.equal(await reasonNow(), "stop");
  await post({ ...stop, Body: "START" });
  assert.equal(await reasonNow(), null);
  assert.doesNotMatch(w.lines.join("\n"), /4917600000000/);
});
