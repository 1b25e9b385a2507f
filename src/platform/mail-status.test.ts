import assert from "node:assert/strict";
import { test } from "node:test";
import { isAddressGone, statusIn } from "./mail-status.ts";

test("N-05 a mailbox is gone when the server says so of the address, and of nothing else", () => {
  const gone: readonly (readonly [number | null, string | null])[] = [
    [550, "5.1.1"],
    [550, "5.1.10"],
    [550, "5.2.1"],
    [550, "5.0.0"],
    [550, null],
    [553, null],
    [null, "5.1.2"],
  ];
  const staying: readonly (readonly [number | null, string | null])[] = [
    [552, "5.2.2"], // full
    [550, "5.7.1"], // policy
    [554, "5.7.1"], // relaying, or a blocked sender
    [550, "5.1.8"], // of the sender
    [550, "5.4.1"],
    [554, null],
    [552, null],
    [450, "4.2.1"],
    [421, null],
    [null, "5.0.0"],
    [null, "4.1.1"],
    [null, null],
    [550, "4.1.1"],
  ];
  for (const [code, status] of gone) assert.ok(isAddressGone(code, status), `${code} ${status}`);
  for (const [code, status] of staying) assert.ok(!isAddressGone(code, status), `${code} ${status}`);
  assert.equal(statusIn("550 5.1.1 <a@b.example>: no such user at 10.0.0.1"), "5.1.1");
  assert.equal(statusIn("550 no such user"), null);
});
