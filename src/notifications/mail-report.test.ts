/** Reports as mail servers write them (RFC 3464, RFC 5965), and some that look like it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bounceReport, spamReport } from "#test/mail-reports.ts";
import { readMailReport } from "./mail-report.ts";

const id = "<0192f0c1-0000-8000-8000-000000000001@parcels.example>";

test("N-05 a bounce for good names our mail; one for now, a full mailbox or a policy says nothing of the address", async () => {
  const kindOf = async (report: Parameters<typeof bounceReport>[0]) =>
    (await readMailReport(bounceReport(report)))?.kind;
  assert.deepEqual(await readMailReport(bounceReport({ messageId: id })), {
    kind: "bounce",
    messageId: id,
    at: new Date("2026-11-24T10:05:00Z"),
  });
  assert.equal(
    await kindOf({ messageId: id, status: "5.0.0", diagnostic: "smtp; 550 5.1.1 no such user\r\n of ours" }),
    "bounce",
  );
  assert.equal(await kindOf({ messageId: id, status: "5.2.2", diagnostic: "smtp; 552 5.2.2 full" }), "passing");
  assert.equal(await kindOf({ messageId: id, status: "5.7.1", diagnostic: "smtp; 550 5.7.1 blocked" }), "passing");
  assert.equal(await kindOf({ messageId: id, action: "delayed", status: "4.4.1" }), "passing");
  assert.equal(await kindOf({ messageId: id, action: "delivered", status: "2.0.0" }), "passing");
});

test("N-05 a spam report is a complaint; praise and a word about our own settings are not", async () => {
  const kindOf = async (type: string) => (await readMailReport(spamReport({ messageId: id, type })))?.kind;
  assert.deepEqual(await readMailReport(spamReport({ messageId: id })), {
    kind: "complaint",
    messageId: id,
    at: new Date("2026-11-24T10:05:00Z"),
  });
  assert.deepEqual(
    [await kindOf("fraud"), await kindOf("not-spam"), await kindOf("auth-failure")],
    ["complaint", "passing", "passing"],
  );
});

test("what is no report is said to be none", async () => {
  const mail = "From: a@b.example\r\nSubject: out of office\r\nIn-Reply-To: <x@y>\r\n\r\nStatus: 5.1.1\r\n";
  assert.equal(await readMailReport(Buffer.from(mail)), null);
  assert.equal(await readMailReport(Buffer.alloc(0)), null);
  assert.equal(await readMailReport(Buffer.from("\u0000\u00ff garbage --\r\n".repeat(500))), null);
  const nameless = bounceReport({ messageId: id })
    .toString()
    .replace(/Message-ID:.*\r\n/i, "");
  assert.deepEqual((await readMailReport(Buffer.from(nameless)))?.messageId, null);
});
