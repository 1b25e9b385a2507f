/** The codes of RFC 6238, and when one counts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "otpauth";
import { newTotpSecret, totpAddress, totpCode, totpStep } from "./second-factor.ts";

// RFC 6238, appendix B: the secret is the ASCII text; ours have the last six of its eight digits.
const secret = Secret.fromUTF8("12345678901234567890").base32;
const vectors = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
] as const;

test("the vectors of RFC 6238 are taken, once", () => {
  for (const [seconds, code] of vectors) {
    const now = new Date(seconds * 1_000);
    assert.equal(totpCode(secret, now), code);
    const step = totpStep(secret, code, now, 0);
    assert.equal(step, Math.floor(seconds / 30));
    assert.equal(totpStep(secret, code, now, step ?? 0), null, "once");
  }
});

test("the code of the step before and after counts, one of two steps ago does not, and nothing else is a code", () => {
  const now = new Date(1_234_567_890_000);
  const at = (seconds: number): string => totpCode(secret, new Date(now.getTime() + seconds * 1_000));
  assert.ok(totpStep(secret, at(-30), now, 0));
  assert.ok(totpStep(secret, at(30), now, 0));
  assert.equal(totpStep(secret, at(-60), now, 0), null);
  assert.equal(totpStep(secret, at(90), now, 0), null);
  for (const wrong of ["", "abcdef", "1234567", "00592"]) assert.equal(totpStep(secret, wrong, now, 0), null);
  assert.ok(totpStep(secret, ` ${at(0).slice(0, 3)} ${at(0).slice(3)} `, now, 0), "blanks are none of it");
});

test("a new secret has 160 bits, and apps read whose it is", () => {
  const made = newTotpSecret();
  assert.equal(Secret.fromBase32(made).bytes.length, 20);
  assert.notEqual(newTotpSecret(), made);
  assert.match(totpAddress(made, "ada@shop.example"), /^otpauth:\/\/totp\/Posthorn:ada%40shop\.example\?.*secret=/);
});
