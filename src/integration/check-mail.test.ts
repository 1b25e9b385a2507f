/** The integration check by mail: a real SMTP conversation with the intake, and the answers as a real mail server gets them. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import nodemailer from "nodemailer";
import { SMTPServer } from "smtp-server";
import { letIn } from "#accounts/team.ts";
import { startMailCatcher } from "#demo/mail-catcher.ts";
import { createIntake } from "#intake/jobs.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { days, hours, ManualClock } from "#platform/clock.ts";
import { openDatabase, sql } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { createMailer, type Mailer } from "#platform/mail.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { freshDatabase } from "#test/database.ts";
import { readCases } from "./case-store.ts";
import { checkMailCommand } from "./check-mail-command.ts";
import { startCheckSmtp } from "./check-smtp.ts";
import { createCheckJob } from "./jobs.ts";
import { mailsPerDay } from "./take-check-mail.ts";

const fresh = await freshDatabase();
const { database, url } = fresh;
const clock = new ManualClock();
const common = {
  ...{ database, clock, log: silentLog, wakeups: localWakeups(), linkSecret: "x".repeat(40) },
  publicBaseUrl: "https://parcels.example",
};
const server = createHttpServer({ log: silentLog, clock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, common.publicBaseUrl);
await server.register(createOrdersRoutes({ ...common, locationForm: "absolute", whatBecame: async () => null }));
const intake = createIntake({ ...common, connectedFor: async () => () => true });

const address = "integration@parcels.example";
const catcher = await startMailCatcher({ smtpPort: 0, clock });
const mailer = createMailer({ smtpUrl: catcher.smtpUrl, from: "Posthorn <parcels@parcels.example>", log: silentLog });
const taking = { ...common, authservId: "mx.parcels.example", ownAddresses: [address, "parcels@parcels.example"] };
const local = { host: "127.0.0.1", port: 0, clients: ["127.0.0.1"], address };
const door = await startCheckSmtp(taking, local);
const jobWith = (sender: Mailer) => createCheckJob({ ...common, mailer: sender, address });
const job = jobWith(mailer);
after(async () => {
  await door.close();
  await mailer.close();
  await catcher.close();
  await server.close();
  await fresh[Symbol.asyncDispose]();
});

async function aShop(name: string, mode: "live" | "test" = "live") {
  const { merchantId, ...key } = await database.forSystem("test", async (tx) => {
    const supportEmail = `help@${name.toLowerCase()}.example`;
    const { id } = await createMerchant(tx, {
      name,
      clock,
      supportEmail,
      website: `https://${name.toLowerCase()}.example`,
    });
    return { merchantId: id, ...(await createApiKey(tx, { merchantId: id, mode, clock })) };
  });
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  return {
    ...{ id: merchantId, name, support: `help@${name.toLowerCase()}.example` },
    /** Its id. */
    async addOrder(reference: string, tracking_number: string): Promise<string> {
      const post = (path: string, payload: object) =>
        server.inject({ method: "POST", url: path, headers: { authorization }, payload });
      const made = await post("/v1/orders", {
        ...{ purchase_country: "DE", purchase_currency: "EUR", order_amount: 4_900, merchant_reference1: reference },
        order_lines: [{ type: "physical", name: "Lamp", quantity: 1 }],
        shipping_address: { email: "ines@example.org", postal_code: "10115", country: "DE", city: "Berlin" },
      });
      const orderId: string = made.json().order_id;
      const captures = `/ordermanagement/v1/orders/${orderId}/captures`;
      await post(captures, { captured_amount: 4_900, shipping_info: [{ shipping_company: "UPS", tracking_number }] });
      while ((await intake.runOnce()) > 0);
      return orderId;
    },
  };
}
const loom = await aShop("Loom");
const kiste = await aShop("Kiste");
const good = await loom.addOrder("LL-1001", "1Z999AA10123456784");
await loom.addOrder("LL-1002", "undefined");
await kiste.addOrder("NK-1", "TBA");
await letIn({ database, clock }, "test", {
  ...{ email: "ada@loom.example", isOperator: false },
  shop: { merchantId: loom.id, role: "developer" },
});

interface Sent {
  readonly from?: string;
  readonly envelopeFrom?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What our own mail server writes; null: nothing. */
  readonly results?: string | null;
  readonly messageId?: string;
}
/** As our mail server hands it over. @returns the last answer of the conversation */
async function send(mail: Sent = {}, port = door.port): Promise<string> {
  const { from = "ada@loom.example", to = address, messageId = `<${newId()}@loom.example>` } = mail;
  const { subject = "Delivery tracking integration: Loom", text = "Order number: LL-1002", headers = {} } = mail;
  const passed = `mx.parcels.example; dmarc=pass (p=none) header.from=${from.split("@")[1]}`;
  const results = mail.results === undefined ? passed : mail.results;
  const transport = nodemailer.createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  try {
    const { response } = await transport.sendMail({
      ...{ from, to, subject, text, messageId },
      envelope: { from: mail.envelopeFrom ?? from, to },
      headers: { ...headers, ...(results === null ? {} : { "Authentication-Results": results }) },
    });
    return response;
  } catch (error) {
    return error instanceof Error ? error.message : "";
  } finally {
    transport.close();
  }
}
/** What is answered to all that was sent until now. */
async function answers() {
  const before = catcher.mails.length;
  while ((await job.runOnce()) > 0);
  return catcher.mails.slice(before);
}
async function answerTo(mail: Sent) {
  assert.match(await send(mail), /^250 2\.0\.0 Taken/);
  const all = await answers();
  assert.equal(all.length, 1, all.map(({ text }) => text).join("\n---\n"));
  return all[0] ?? assert.fail("one");
}
const cases = () => database.forSystem("test", (tx) => readCases(tx, 100));
const count = sql("test.checkMails", "select count(*)::int as count from check_mails");
const taken = async () => (await database.forSystem("test", (tx) => tx.query<{ count: number }>(count)))[0]?.count;

test("somebody of the shop reads the report of the order that the mail names, in the thread of the mail, and no program answers that", async () => {
  const messageId = "<first@loom.example>";
  const mail = await answerTo({ messageId, headers: { References: "<zero@loom.example>" } });
  assert.equal(mail.to, "ada@loom.example");
  assert.equal(mail.subject, "Re: Delivery tracking integration: Loom");
  const header = (name: string) => mail.headers.find((one) => one.name.toLowerCase() === name)?.value;
  assert.equal(header("in-reply-to"), messageId);
  assert.equal(header("references"), `<zero@loom.example> ${messageId}`);
  assert.equal(header("auto-submitted"), "auto-replied");
  assert.equal(header("reply-to"), address);
  for (const form of [mail.text, mail.html]) {
    assert.match(form, /LL-1002/);
    assert.match(form, /template_unfilled/);
    assert.match(form, /the variable has another name/);
    assert.doesNotMatch(form, /LL-1001|NK-1|ines@example/);
  }
  // An answer that came back to us would be dropped.
  assert.match(await send({ headers: { "Auto-Submitted": "auto-replied" } }), /^250 .*not answered/);
  assert.deepEqual(await answers(), []);
});

test("several orders, by our id and by the shop's number, one of which is not there: reports, and what to send instead", async () => {
  const mail = await answerTo({ text: `Order numbers: ${good}, LL-1002, LL-9 and NK-1` });
  assert.match(mail.text, new RegExp(`Order ${good} —\\nValidated`));
  assert.match(mail.text, /Order LL-1002 —\nFindings/);
  assert.match(mail.text, /Loom has no order "LL-9", "NK-1"\. Send our order_id/);
  assert.match(mail.text, /Merchant ID: \{the id/);
});

test("without an order all of the last seven days is looked at; the shop's address for questions may ask as well", async () => {
  const mail = await answerTo({ from: loom.support, subject: "hello", text: "Store URL: https://loom.example" });
  assert.match(mail.text, /The last 7 days —\nFindings in 2 orders/);
  assert.match(mail.text, /Your mail named no order/);
});

test("whoever only has test orders reads of those", async () => {
  const young = await aShop("Jung", "test");
  await young.addOrder("J-1", "1Z999AA10123456784");
  const mail = await answerTo({ from: young.support, text: "" });
  assert.match(mail.text, /The last 7 days, test mode —\nValidated/);
});

test("A-01 a mail that proves nothing, of a shop that is there or not, is answered in the very same words without data, and somebody looks at it", async () => {
  const before = (await cases()).length;
  const stranger = "eve@evil.example";
  const asking = (id: string, more: Sent = {}) => ({
    text: `Store URL: https://kiste.example\nMerchant ID: ${id}\nOrder number: NK-1`,
    ...more,
  });
  const mails = {
    "a stranger, of a shop that is there": await answerTo(asking(kiste.id, { from: stranger })),
    "a stranger, of one that is not": await answerTo(asking(newId(), { from: stranger })),
    "somebody of another shop": await answerTo(asking(kiste.id)),
    "somebody of another shop, of none": await answerTo(asking(newId())),
    "nobody vouches": await answerTo(asking(kiste.id, { from: kiste.support, results: null })),
    "another server vouches": await answerTo(
      asking(kiste.id, { from: kiste.support, results: "mx.evil.example; dmarc=pass header.from=kiste.example" }),
    ),
    "another envelope": await answerTo(asking(kiste.id, { from: kiste.support, envelopeFrom: stranger })),
  };
  const [first] = Object.values(mails);
  for (const [name, { text, html }] of Object.entries(mails)) {
    assert.deepEqual([text, html], [first?.text, first?.html], name);
    assert.doesNotMatch(text, /Kiste|NK-1|is_placeholder/, name);
  }
  const opened = (await cases()).slice(0, (await cases()).length - before);
  assert.deepEqual(
    opened.map(({ sender, why, merchantId }) => `${sender} ${why} ${merchantId}`).sort(),
    [
      `ada@loom.example unknown_merchant null`,
      `${stranger} unknown_merchant null`,
      `${kiste.support} not_verified null`,
    ].sort(),
    "one for each sender and cause, however often they write",
  );
});

test("a mail that our mail server calls forged is not answered at all, nor one that nobody vouches for under two names; each is a case", async () => {
  const results = "mx.parcels.example; dkim=pass header.d=loom.example; dmarc=fail header.from=loom.example";
  await send({ results });
  await send({ results: null, envelopeFrom: "other@evil.example" });
  assert.deepEqual(await answers(), []);
  const whys = (await cases()).filter(({ sender }) => sender === "ada@loom.example").map(({ why }) => why);
  assert.deepEqual(whys.sort(), ["forged", "not_verified", "unknown_merchant"]);
});

test("what programs send, what comes from nobody or from ourselves is taken and forgotten", async () => {
  const before = await taken();
  const silent: readonly Sent[] = [
    { headers: { "Auto-Submitted": "auto-generated" } },
    { headers: { Precedence: "bulk" } },
    { headers: { "List-Id": "<x.example>" } },
    { from: "mailer-daemon@loom.example" },
    { from: address },
    { from: "parcels@parcels.example" },
  ];
  for (const mail of silent) assert.match(await send(mail), /^250 .*not answered/, JSON.stringify(mail));
  assert.match(await bounce(), /^250 .*not answered/);
  assert.equal(await taken(), before);
  assert.deepEqual(await answers(), []);
});

/** From nobody. */
async function bounce(): Promise<string> {
  const transport = nodemailer.createTransport({ host: "127.0.0.1", port: door.port, ignoreTLS: true });
  const raw = "From: ada@loom.example\r\nSubject: Undelivered\r\n\r\nOrder number: LL-1002\r\n";
  const { response } = await transport.sendMail({ envelope: { from: "", to: address }, raw });
  transport.close();
  return response;
}

test("who works in several shops is asked which; a name, an address or an id says it", async () => {
  for (const { id: merchantId } of [loom, kiste])
    await letIn({ database, clock }, "test", {
      ...{ email: "dev@agency.example", isOperator: false },
      shop: { merchantId, role: "developer" },
    });
  const from = "dev@agency.example";
  const asked = await answerTo({ from, subject: "Delivery tracking integration: ours", text: "Order: NK-1" });
  assert.match(asked.text, new RegExp(`Merchant ID: ${kiste.id} \\(Kiste\\)\n`));
  assert.match(asked.text, new RegExp(`Merchant ID: ${loom.id} \\(Loom\\)\n`));
  assert.doesNotMatch(asked.text, /placeholder/);
  for (const mail of [
    { subject: "Re: Delivery tracking integration:  KISTE" },
    { subject: "x", text: "Shop-URL: www.kiste.example\nBestellnummer: NK-1" },
    { subject: "x", text: `Merchant ID: ${kiste.id}\nOrder: NK-1` },
  ])
    assert.match(
      (await answerTo({ from, text: "Order: NK-1", ...mail })).text,
      /number_is_placeholder/,
      JSON.stringify(mail),
    );
});

test("the mail server that comes a second time with the same mail hears yes, and the answer is one", async () => {
  const messageId = "<twice@loom.example>";
  assert.match(await send({ messageId }), /^250 2\.0\.0 Taken\. The answer/);
  assert.match(await send({ messageId }), /^250 2\.0\.0 Taken before/);
  assert.equal((await answers()).length, 1);
});

test("nobody gets more answers a day than twenty; the last one says so, and on the next day it goes on", async () => {
  clock.advance(days(1));
  for (let n = 0; n < mailsPerDay - 1; n += 1) await send({ from: kiste.support });
  assert.equal((await answers()).length, mailsPerDay - 1);
  assert.match((await answerTo({ from: kiste.support })).text, /This was the last of 20 answers today/);
  assert.match(await send({ from: kiste.support }), /^250 .*too many today/);
  assert.deepEqual(await answers(), []);
  clock.advance(days(1));
  assert.equal((await answerTo({ from: kiste.support })).to, kiste.support);
});

test("another mailbox, another machine, more than a megabyte: refused, and nothing is kept", async () => {
  const before = await taken();
  assert.match(await send({ to: "anybody@parcels.example" }), /550.*no such mailbox/);
  assert.match(await send({ text: "x".repeat(1_100_000) }), /552/);
  const shut = await startCheckSmtp(taking, { ...local, clients: ["192.0.2.1"] });
  assert.match(await send({}, shut.port), /554|Only our own/);
  await shut.close();
  assert.equal(await taken(), before);
});

test("without a database a mail is not accepted: the mail server keeps it", async () => {
  const gone = openDatabase({ url: "postgres://nobody@127.0.0.1:1/none" });
  const dark = await startCheckSmtp({ ...taking, database: gone }, local);
  assert.match(await send({}, dark.port), /451.*not stored/);
  await dark.close();
  await gone.close();
});

test("R-07 a process that dies between sending and writing it down sends once more, with the same Message-ID, and never a third time", async () => {
  const dying = jobWith({
    ...mailer,
    send: async (mail) => {
      await mailer.send(mail);
      throw new Error("the process ends here");
    },
  });
  const before = catcher.mails.length;
  await send();
  for (let n = 0; n < 4; n += 1) {
    while ((await dying.runOnce()) > 0);
    clock.advance(hours(1));
  }
  const sent = catcher.mails.slice(before);
  assert.equal(sent.length, 2);
  assert.equal(sent[0]?.messageId, sent[1]?.messageId);
  assert.ok(
    (await cases()).some(({ why }) => why === "undeliverable"),
    "somebody is told that nobody knows",
  );
});

test("a mail server that is away, or says later, does not lose an answer: it leaves when that is back, once", async () => {
  let isBack = false;
  const reached: string[] = [];
  const moody = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS", "AUTH"], logger: false },
    onRcptTo: (_address, _session, done) =>
      done(isBack ? null : Object.assign(new Error("later"), { responseCode: 451 })),
    onData(stream, session, done) {
      stream.resume().on("end", () => {
        reached.push(session.envelope.rcptTo[0]?.address ?? "");
        done();
      });
    },
  });
  await new Promise<void>((listening) => moody.listen(0, "127.0.0.1", () => listening()));
  const bound = moody.server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const later = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: "parcels@parcels.example", log: silentLog });
  const patient = jobWith(later);
  await send();
  for (let n = 0; n < 5; n += 1) {
    while ((await patient.runOnce()) > 0);
    clock.advance(hours(2));
  }
  assert.deepEqual(reached, []);
  isBack = true;
  while ((await patient.runOnce()) > 0);
  clock.advance(hours(2));
  while ((await patient.runOnce()) > 0);
  assert.deepEqual(reached, ["ada@loom.example"]);
  await later.close();
  await new Promise<void>((closed) => moody.close(() => closed()));
});

test("posthorn check-mail takes what a mail server pipes, by its Return-Path, and its exit code is the mail server's", async () => {
  const said: string[] = [];
  const settings = { databaseUrl: url, checkMail: { address, authservId: taking.authservId }, ownAddresses: [] };
  const pipe = async (raw: string, given: typeof settings = settings) => {
    const io = { stdin: (async function* () { yield raw; })(), out: (line: string) => said.push(line), err: (line: string) => said.push(line) }; // biome-ignore format: one line
    return checkMailCommand([], io, given);
  };
  const head = [
    "Return-Path: <ada@loom.example>",
    "Authentication-Results: mx.parcels.example; dkim=pass header.d=loom.example",
    "From: Ada <ada@loom.example>",
    `Message-ID: <${newId()}@loom.example>`,
    "Subject: Delivery tracking integration: Loom",
  ];
  const raw = `${head.join("\r\n")}\r\n\r\nOrder number: LL-1002\r\n`;
  assert.equal(await pipe(raw), 0, said.join("\n"));
  clock.advance(days(3_650)); // the command's clock is the machine's
  assert.match((await answers())[0]?.text ?? "", /template_unfilled/);
  assert.equal(await pipe(raw.replace("Return-Path: <ada@loom.example>\r\n", "Return-Path: <>\r\n")), 0);
  assert.match(said.at(-1) ?? "", /not answered/);
  assert.equal(await pipe("x".repeat(1_000_001)), 65);
  assert.equal(await pipe(raw, { ...settings, databaseUrl: "postgres://nobody@127.0.0.1:1/none" }), 75);
});
