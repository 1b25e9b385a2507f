/** What DHL is asked: every code of the registry that is DHL's, each in its division. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allCarriers, carrierByCode } from "#carriers/registry.ts";
import { dhl } from "./carrier.ts";

const asked = (carrierCode: string, more = {}): URLSearchParams =>
  new URL(
    dhl.request([{ number: "00340434161094015902", carrierCode, ...more }], { id: "call", fields: {}, token: null })
      .path,
    "https://dhl.test",
  ).searchParams;

test("every code of DHL in the registry is served, and every code that is served stands in the registry", () => {
  const ours = allCarriers().filter(({ code, parent }) => /^dhl/.test(code) || dhl.serves.includes(parent ?? ""));
  assert.ok(ours.length > 30);
  assert.deepEqual(
    ours.map(({ code }) => code).filter((code) => !dhl.serves.includes(code)),
    [],
  );
  assert.deepEqual(
    dhl.serves.filter((code) => carrierByCode(code) === undefined),
    [],
  );
});

for (const [code, service] of [
  ["dhl-express", "express"],
  ["dhl-germany", "parcel-de"],
  ["dhlparcel-nl", "parcel-nl"],
  ["uk-mail", "parcel-uk"],
  ["dhl-global-mail", "ecommerce"],
  ["dhl-supplychain-in", "dsc"],
  ["dhl", null],
  ["deutsch-post", null],
  ["constructor", null],
] as const)
  test(`${code} is asked for in ${service ?? "all divisions"}`, () => {
    assert.equal(asked(code).get("service"), service);
  });

test("the receiver's postcode goes to the two divisions that want it, and to no other", () => {
  const withPostcode = (code: string) => asked(code, { postalCode: "53113" }).get("recipientPostalCode");
  assert.deepEqual(["dhl-germany", "dhlparcel-nl", "dhl-express", "dhl"].map(withPostcode), [
    "53113",
    "53113",
    null,
    null,
  ]);
});
