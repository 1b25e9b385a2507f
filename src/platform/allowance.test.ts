import assert from "node:assert/strict";
import { test } from "node:test";
import { createAllowance, networkOf } from "./allowance.ts";
import { ManualClock } from "./clock.ts";

test("a network has its calls in a window, told when to go on, and anew in the next; others have theirs", () => {
  const clock = new ManualClock();
  const allowance = createAllowance(clock, { calls: 2, windowMs: 10_000 });
  assert.deepEqual(
    [allowance("198.51.100.7"), allowance("198.51.100.7"), allowance("198.51.100.7")].map(({ isAllowed }) => isAllowed),
    [true, true, false],
  );
  assert.equal(allowance("198.51.100.8").isAllowed, true);
  clock.advance(4_000);
  assert.deepEqual(allowance("198.51.100.7"), { isAllowed: false, retryAfterSeconds: 6 });
  clock.advance(6_000);
  assert.equal(allowance("198.51.100.7").isAllowed, true);
});

test("an IPv6 host is counted with its network", () => {
  assert.equal(networkOf("2001:db8:1:2:aaaa::1"), networkOf("2001:db8:1:2:bbbb::2"));
  assert.notEqual(networkOf("2001:db8:1:2::1"), networkOf("2001:db8:1:3::1"));
  assert.equal(networkOf("198.51.100.7"), "198.51.100.7");
});
