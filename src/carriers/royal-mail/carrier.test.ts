/** What Royal Mail is asked: the history of one item, with its terms accepted. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { royalMail } from "./carrier.ts";

test("the events of one item are asked, and the terms are accepted with every call", () => {
  const { path, headers } = royalMail.request([{ number: "FQ111111019GB" }], { id: "call", fields: {}, token: null });
  assert.equal(path, "/mailpieces/v2/FQ111111019GB/events");
  assert.equal(headers?.["x-accept-rmg-terms"], "yes");
  assert.equal(royalMail.limits.batch, 1);
});

test("client id and secret stand in the headers that IBM's gateway wants", () => {
  assert.deepEqual(royalMail.auth.headers({ client_id: "id", client_secret: "secret" }, null), {
    "x-ibm-client-id": "id",
    "x-ibm-client-secret": "secret",
  });
});

test("items are asked by S10 number, inland or foreign, or by Royal Mail's own id", () => {
  for (const number of ["FQ111111019GB", "RR123456785CN", "090000000000000FE1E1B"])
    assert.match(number, royalMail.numberPattern);
  for (const number of ["PBXY1234567001", "FQ111111019G", ".."]) assert.doesNotMatch(number, royalMail.numberPattern);
});
