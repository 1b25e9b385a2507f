/** DHL's push: what it proves, and how a subscription is answered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { push } from "./push.ts";

const secret = "0123456789abcdef0123456789abcdef";
const now = new Date("2026-11-24T12:00:00Z");
const message = (body: string, headers: Record<string, string> = {}) => ({ headers, body: Buffer.from(body) });

test("W-06 a message is a hint at most, with the right token too; a wrong token is a stranger's", () => {
  const token = (value: string) => ({ "x-posthorn-push-token": value });
  assert.equal(push.prove(message("{}", token(secret)), secret, now), "unproven");
  assert.equal(push.prove(message("{}"), secret, now), "unproven");
  assert.equal(push.prove(message("{}", token("wrong")), secret, now), "forged");
});

test("the turns of a subscription are answered, and news is none of them", () => {
  assert.deepEqual(push.handshake?.(message('{"scope":"subscription.validate","secret":"s"}')), {
    status: 200,
    body: "",
  });
  assert.equal(push.handshake?.(message('{"scope":"push","shipments":[]}')), undefined);
  assert.equal(push.handshake?.(message("not JSON")), undefined);
});
