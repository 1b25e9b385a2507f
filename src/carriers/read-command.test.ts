/** `posthorn carriers read`: one JSON per call, exit codes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readCommand } from "#carriers/read-command.ts";

async function run(argv: readonly string[], body: string) {
  const out: string[] = [];
  const err: string[] = [];
  async function* stdin() {
    yield Buffer.from(body);
  }
  const code = await readCommand(argv, {
    stdin: stdin(),
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out, err };
}

test("a carrier that nobody connects is named in the answer, and the exit code is 2", async () => {
  const { code, err } = await run(["acme-post"], "{}");
  assert.equal(code, 2);
  assert.match(err.join(), /"acme-post"/);
});

test("an answer in which every number is refused for one reason is printed as refused", async () => {
  const body = JSON.stringify({
    trackResponse: { shipment: [{ warnings: [{ code: "TW0001", message: "Not Found" }] }] },
  });
  const { code, out } = await run(["ups-mi", "--http-status", "200", "--number", "1Z5R89390357567127"], body);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out.join()), { kind: "refused", why: "not_found", detail: "Not Found" });
});

test("what cannot be read is a reading too", async () => {
  const { code, out } = await run(["dhl", "--http-status", "200"], "not an answer");
  assert.equal(code, 0);
  assert.equal(JSON.parse(out.join()).kind, "unreadable");
});

test("a status that is no HTTP status is refused with a sentence", async () => {
  assert.equal((await run(["dhl", "--http-status", "ok"], "")).code, 2);
});
