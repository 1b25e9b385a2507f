/** SMS against a server on this machine that speaks Twilio's contract, and Twilio's own example of a signature. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { createEgress } from "#platform/egress.ts";
import { silentLog } from "#platform/log.ts";
import { parts, smsText } from "./sms.ts";
import { createTwilio, isFromTwilio, twilioSignature, wishIn } from "./twilio.ts";

const account = { accountSid: `AC${"0f".repeat(16)}`, authToken: "token" };

async function startTwilio() {
  const asked: {
    readonly url: string;
    readonly headers: IncomingMessage["headers"];
    readonly form: Record<string, string>;
  }[] = [];
  let next: { readonly status: number; readonly body: string } = {
    status: 201,
    body: '{"sid":"SM1","status":"queued"}',
  };
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    asked.push({ url: `${request.method} ${request.url}`, headers: request.headers, form });
    response.writeHead(next.status, { "content-type": "application/json" }).end(next.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is an object
  const egress = createEgress({ clock: systemClock, log: silentLog });
  const from = (sender: string) =>
    createTwilio({ egress, settings: { ...account, from: sender, baseUrl: `http://127.0.0.1:${port}` } });
  return {
    asked,
    from,
    answer: (status: number, body: object | string = {}) => {
      next = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
    },
    async [Symbol.asyncDispose]() {
      await egress.close();
      server.close();
    },
  };
}

test("an SMS is one form to the account's messages, by Basic authentication, from a number or a messaging service", async () => {
  await using twilio = await startTwilio();
  assert.deepEqual(await twilio.from("+4915100000000").send("+4917600000000", "Lampenwelt: delivered"), {
    kind: "sent",
  });
  const [first] = twilio.asked;
  assert.equal(first?.url, `POST /2010-04-01/Accounts/${account.accountSid}/Messages.json`);
  assert.equal(first?.headers.authorization, `Basic ${btoa(`${account.accountSid}:token`)}`);
  assert.equal(first?.headers["content-type"], "application/x-www-form-urlencoded");
  assert.deepEqual(first?.form, { To: "+4917600000000", From: "+4915100000000", Body: "Lampenwelt: delivered" });
  const service = `MG${"1a".repeat(16)}`;
  await twilio.from(service).send("+4917600000000", "x");
  assert.deepEqual(twilio.asked[1]?.form, { To: "+4917600000000", MessagingServiceSid: service, Body: "x" });
});

test("what Twilio answers says whether it may pass later, never, or whether the number is gone", async () => {
  await using twilio = await startTwilio();
  const sms = twilio.from("+4915100000000");
  const outcome = async (status: number, body: object | string): Promise<string> => {
    twilio.answer(status, body);
    const said = await sms.send("+4917600000000", "x");
    assert.doesNotMatch(JSON.stringify(said), /4917600000000|token/);
    return said.kind === "failed" ? (said.temporary ? "later" : "never") : said.kind;
  };
  for (const code of [21610, 21211, 21614, 21635])
    assert.equal(await outcome(400, { code, message: "m", status: 400 }), "gone", String(code));
  for (const [status, code] of [
    [429, 20429],
    [400, 21611],
    [401, 20003],
    [500, 20500],
    [503, 0],
  ] as const)
    assert.equal(await outcome(status, { code }), "later", String(status));
  assert.equal(await outcome(502, "<html>"), "later");
  for (const code of [21408, 21602, 21606, 21612]) assert.equal(await outcome(400, { code }), "never", String(code));
});

test("W-06 only what Twilio signed is taken: the address, and every field in the order of its name", () => {
  // The example of Twilio's own documentation.
  const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
  const form = {
    CallSid: "CA1234567890ABCDE",
    Caller: "+12349013030",
    Digits: "1234",
    From: "+12349013030",
    To: "+18005551212",
  };
  assert.equal(twilioSignature("12345", url, form), "0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
  assert.ok(isFromTwilio("12345", url, form, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="));
  assert.ok(!isFromTwilio("12345", url, { ...form, Digits: "1235" }, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="));
  assert.ok(!isFromTwilio("12346", url, form, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="));
  assert.ok(!isFromTwilio("12345", url, form, ""));
});

test("STOP and START are words alone, or what Twilio says that the person meant", () => {
  assert.deepEqual(
    ["STOP", " stop\n", "Unsubscribe", "please stop calling me STOP", "start", "hello"].map((Body) => wishIn({ Body })),
    ["stop", "stop", "stop", null, "start", null],
  );
  assert.equal(wishIn({ Body: "ARRÊT", OptOutType: "STOP" }), "stop");
  assert.equal(wishIn({ Body: "STOP", OptOutType: "HELP" }), null);
});

test("B-05 a text fits one SMS where it can, and names a shop, a state and our own page, nothing else", () => {
  const link = "https://track.example/o/0123456789abcdefghijklmn";
  const facts = { title: "Lampenwelt: arrives today", body: "It should arrive today. Nothing to do.", link };
  assert.equal(smsText(facts), `${facts.title}\n${facts.body}\n${link}`);
  assert.equal(smsText({ ...facts, body: "x".repeat(120) }), `${facts.title}\n${link}`);
  assert.equal(parts(smsText({ ...facts, body: "x".repeat(120) })), 1);
});

test("lengths are counted as networks do: 160 septets, 70 where a sign is not among them", () => {
  assert.deepEqual(["a".repeat(160), "a".repeat(161), "a".repeat(306), "a".repeat(307)].map(parts), [1, 2, 2, 3]);
  assert.deepEqual([`${"ä".repeat(158)}€`, `${"ä".repeat(159)}€`].map(parts), [1, 2]);
  assert.deepEqual(["ع".repeat(70), "ع".repeat(71), "😀".repeat(35), "😀".repeat(36)].map(parts), [1, 2, 1, 2]);
});
