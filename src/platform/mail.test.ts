/** Mails through the real mailer into a real SMTP server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SMTPServer } from "smtp-server";
import { silentLog } from "./log.ts";
import { createMailer } from "./mail.ts";

/** Notes every envelope and the raw message; `refuse` answers a recipient with this status. */
async function sink(refuse?: number) {
  const caught: { readonly to: readonly string[]; readonly raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 200,
    onRcptTo: (_address, _session, done) =>
      done(refuse === undefined ? undefined : Object.assign(new Error("no"), { responseCode: refuse })),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        caught.push({ to: session.envelope.rcptTo.map((r) => r.address), raw: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: "Posthorn <parcels@example.org>",
    log: silentLog,
  });
  return {
    caught,
    mailer,
    async [Symbol.asyncDispose]() {
      await mailer.close();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

const mail = { subject: "On its way", text: "Hello", html: "<p>Hello</p>", messageId: "<1@example.org>" };

test("N-01 one recipient in the envelope and one in the header", async () => {
  await using world = await sink();
  assert.deepEqual(
    await world.mailer.send({
      ...mail,
      to: "ines@example.org",
      headers: { "List-Unsubscribe": "<https://posthorn.example/o/x>" },
    }),
    { kind: "sent" },
  );
  const [first] = world.caught;
  assert.deepEqual(first?.to, ["ines@example.org"]);
  assert.equal(first?.raw.match(/^To: .*$/gim)?.length, 1);
  assert.match(first?.raw ?? "", /^To: ines@example\.org\r$/m);
  assert.doesNotMatch(first?.raw ?? "", /^b?cc:/im);
  assert.match(first?.raw ?? "", /^Message-ID: <1@example\.org>\r$/m);
  assert.match(first?.raw ?? "", /^List-Unsubscribe: <https:\/\/posthorn\.example\/o\/x>\r$/m);
});

test("N-02 an address that is more than one reaches nobody", async () => {
  await using world = await sink();
  const wrong = [
    "a@x.example, b@x.example",
    "a@x.example\r\nRCPT TO:<b@x.example>",
    "a@x.example;b@x.example",
    "Ines <a@x.example>",
    '"b@x.example,"@x.example',
    "group: a@x.example;",
    "a@x.example\0",
    "",
  ];
  for (const to of wrong) {
    const result = await world.mailer.send({ ...mail, to });
    assert.equal(result.kind, "failed", JSON.stringify(to));
    assert.ok(result.kind === "failed" && !result.temporary);
  }
  assert.deepEqual(world.caught, []);
});

test("N-03 outside text cannot add a header, and is cut at 200 characters", async () => {
  await using world = await sink();
  await world.mailer.send({
    ...mail,
    to: "ines@example.org",
    subject: `Shop\r\nBcc: b@x.example\u202e ${"x".repeat(500)}`,
  });
  const [first] = world.caught;
  assert.deepEqual(first?.to, ["ines@example.org"]);
  assert.doesNotMatch(first?.raw ?? "", /^bcc:/im);
  const subject = /^Subject: ((?:.*\r\n[ \t])*.*)\r$/m.exec(first?.raw ?? "")?.[1]?.replace(/\r\n/g, "") ?? "";
  assert.ok(subject.length <= 200, subject);
});

test("a refusal for now may pass later, a refusal for good not", async () => {
  await using busy = await sink(451);
  const later = await busy.mailer.send({ ...mail, to: "ines@example.org" });
  assert.ok(later.kind === "failed" && later.temporary, JSON.stringify(later));
  await using gone = await sink(550);
  const never = await gone.mailer.send({ ...mail, to: "ines@example.org" });
  assert.deepEqual(never, { kind: "gone", detail: "SMTP 550" });
  // Of anything but the mailbox: this mail is not taken, the address may be good.
  await using refused = await sink(554);
  const refusal = await refused.mailer.send({ ...mail, to: "ines@example.org" });
  assert.ok(refusal.kind === "failed" && !refusal.temporary, JSON.stringify(refusal));
  assert.doesNotMatch(JSON.stringify(refusal), /ines/);
});

test("a server that is not there is a failure for now", async () => {
  const mailer = createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "parcels@example.org", log: silentLog });
  const result = await mailer.send({ ...mail, to: "ines@example.org" });
  assert.ok(result.kind === "failed" && result.temporary);
  await mailer.close();
});
