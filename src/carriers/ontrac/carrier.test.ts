/** What OnTrac is asked: many numbers, with the password inside the address and nowhere else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ontrac } from "./carrier.ts";

const fields = { account: "37", password: "a&b=c/d" };
const call = { id: "call", fields, token: null };

test("account, password and numbers stand in the address, each escaped", () => {
  const { path } = ontrac.request([{ number: "D10010000000011" }, { number: "1LSXYZ012345678-1" }], call);
  assert.equal(path, "/V7/37/shipments?pw=a%26b%3Dc%2Fd&tn=D10010000000011,1LSXYZ012345678-1&requestType=track");
  assert.deepEqual(ontrac.auth.headers(fields, null), {});
});

test("an account cannot leave its place in the path", () => {
  const { path } = ontrac.request([{ number: "1" }], { ...call, fields: { ...fields, account: ".." } });
  assert.match(path, /^\/V7\/\/shipments/);
});

test("numbers of both families are OnTrac's", () => {
  for (const number of [
    "D10010000000011",
    "C10010000000011",
    "LX12345678",
    "1LS72264319420000001",
    "1LSABC123456789-1",
  ])
    assert.match(number, ontrac.numberPattern);
  for (const number of ["D1001000000001", "1Z5R89390357567127", "LM123456785CA"])
    assert.doesNotMatch(number, ontrac.numberPattern);
});
