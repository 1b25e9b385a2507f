/** The post box: mails in by SMTP, out as pages. */
import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify from "fastify";
import { ManualClock } from "#platform/clock.ts";
import { silentLog } from "#platform/log.ts";
import { createMailer } from "#platform/mail.ts";
import { createMailPages, startMailCatcher } from "./mail-catcher.ts";

test("a mail that was sent is on the list, on its own page and in the JSON, and can do no harm there", async () => {
  const catcher = await startMailCatcher({ smtpPort: 0, clock: new ManualClock() });
  const mailer = createMailer({ smtpUrl: catcher.smtpUrl, from: "Shop <shop@example.org>", log: silentLog });
  const server = Fastify();
  await server.register(createMailPages({ catcher }));
  try {
    for (const subject of ["First", "<script>Second</script>"]) {
      const sent = await mailer.send({
        to: "ines@example.org",
        subject,
        text: "Hello",
        html: `<p>"Hello"</p><script>alert(1)</script>`,
        messageId: `<${subject.length}@example.org>`,
      });
      assert.deepEqual(sent, { kind: "sent" });
    }
    const list = (await server.inject("/")).body;
    assert.ok(list.indexOf("Second") < list.indexOf("First"), "newest first");
    assert.doesNotMatch(list, /<script/);
    const [mail] = (await server.inject("/api/mails")).json();
    assert.deepEqual(
      { from: mail.from, to: mail.to, subject: mail.subject, messageId: mail.messageId, text: mail.text.trim() },
      {
        from: '"Shop" <shop@example.org>',
        to: "ines@example.org",
        subject: "<script>Second</script>",
        messageId: "<23@example.org>",
        text: "Hello",
      },
    );
    assert.match(mail.receivedAt, /^2026-11-24T09:00/);
    const page = await server.inject("/mail/2");
    assert.doesNotMatch(page.body, /<script/, "the mail's own script stands in an attribute of a sandboxed frame");
    assert.match(page.body, /sandbox="allow-popups[^"]*"/);
    assert.doesNotMatch(page.body, /allow-scripts/);
    assert.match(String(page.headers["content-security-policy"]), /default-src 'none'/);
    assert.equal((await server.inject("/mail/99")).statusCode, 404);
  } finally {
    await server.close();
    await mailer.close();
    await catcher.close();
  }
});
