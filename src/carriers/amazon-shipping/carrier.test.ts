import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { addressOf } from "#carriers/call.ts";
import type { Fields } from "#carriers/carrier.ts";
import { read } from "#carriers/read.ts";
import { amazonShipping } from "./carrier.ts";

const fields: Fields = {
  client_id: "id",
  client_secret: "secret",
  refresh_token: "refresh",
  region: "eu",
  business_id: "AmazonShipping_UK",
};

test("Login with Amazon is asked with the merchant's refresh token, at its own host", () => {
  const request = amazonShipping.auth.token?.request(fields);
  assert.equal(`${amazonShipping.baseUrls.token}${request?.path}`, "https://api.amazon.com/auth/o2/token");
  assert.equal(request?.body, "grant_type=refresh_token&client_id=id&client_secret=secret&refresh_token=refresh");
});

test("a call goes to the region, with token and business in headers of Amazon's own", () => {
  assert.equal(addressOf(amazonShipping, { name: "installation", fields }), "https://sellingpartnerapi-eu.amazon.com");
  assert.deepEqual(amazonShipping.auth.headers(fields, "token"), {
    "x-amz-access-token": "token",
    "x-amzn-shipping-business-id": "AmazonShipping_UK",
  });
});

for (const [business_id, carrier_id, carrierId] of [
  ["AmazonShipping_UK", "", "AMZN_UK"],
  ["AmazonShipping_US", "", "AMZN_US"],
  ["AmazonShipping_UAE", "AMZN_AE", "AMZN_AE"],
] as const)
  test(`parcels of ${business_id}${carrier_id && ` with ${carrier_id}`} are asked for as ${carrierId}`, () => {
    const call = { id: "call", fields: { ...fields, business_id, carrier_id }, token: "token" };
    const { path } = amazonShipping.request([{ number: "89108749065090" }], call);
    assert.equal(path, `/shipping/v2/tracking?trackingId=89108749065090&carrierId=${carrierId}`);
  });

test("what proves a delivery is told, and neither the picture's address nor the coordinates are kept", async () => {
  const body = await readFile(new URL("./samples/delivered-to-the-porch/200.json", import.meta.url), "utf8");
  const reading = read(amazonShipping, { status: 200, mediaType: "application/json", body }, []);
  assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
  assert.equal(reading.shipments[0].proofAvailable, true);
  assert.doesNotMatch(JSON.stringify(reading), /images\.example|latitude/);
});
