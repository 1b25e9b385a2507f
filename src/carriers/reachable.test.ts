/** Every carrier of the public list can be asked somewhere by whoever has a credential there, and under the key by which it is known there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { aggregatorKeys, codesByKey, codesWithoutKey } from "#carriers/aggregators.ts";
import { connections, connectionsFor } from "#carriers/connections.ts";
import { allCarriers, carrierByCode } from "#carriers/registry.ts";

const listed = allCarriers().filter(({ onPublicList }) => onPublicList);
const aggregators = connections.filter(({ kind }) => kind === "aggregator");

test("every carrier on the public list is served by a connection", () => {
  assert.equal(listed.length, 802);
  const missing = listed.filter(({ code }) => connectionsFor(code).length === 0);
  assert.deepEqual(
    missing.map(
      ({ code, name }) => `${code} (${name}): find its key at an aggregator and add it to registry/aggregator-keys.tsv`,
    ),
    [],
  );
});

test("what no aggregator has a key for is left to those that find out the carrier, and it is little", () => {
  const guessed = codesWithoutKey();
  assert.ok(guessed.length < 5, guessed.join());
  for (const code of guessed) {
    const served = connectionsFor(code);
    assert.deepEqual(
      served.map(({ slug }) => slug),
      ["aftership", "seventeentrack"],
    );
    for (const { registration } of served) {
      const asked = [{ number: "AB123456789", carrierCode: code }];
      const { body = "" } =
        registration?.request(asked, { id: "1", fields: {}, token: null, push: null }) ?? assert.fail(code);
      assert.match(body, /AB123456789/);
      assert.doesNotMatch(body, /"slug"|"carrier"/);
    }
  }
});

test("each aggregator serves what it has a key for, and each served code leads to its key", () => {
  assert.equal(aggregators.length, 5);
  for (const { slug, serves } of aggregators) {
    const keys = aggregatorKeys(slug as Parameters<typeof aggregatorKeys>[0]); // the folders are named after them
    assert.ok(keys.size > 50, slug);
    const guessed = new Set(codesWithoutKey());
    assert.deepEqual(serves.filter((code) => !guessed.has(code)).sort(), [...keys.keys()].sort(), slug);
  }
});

test("a key leads back to the carrier itself and not to one of its second codes", () => {
  for (const [aggregator, key, code] of [
    ["seventeentrack", "100002", "ups"],
    ["seventeentrack", "7041", "dhl-germany"],
    ["easypost", "USPS", "usps"],
    ["shippo", "hermes_uk", "myhermes-uk"],
    ["trackingmore", "belgium-post", "bpost"],
    ["aftership", "postnl-3s", "postnl-3s"],
  ] as const)
    assert.equal(codesByKey(aggregatorKeys(aggregator)).get(key), code);
});

test("a second code of a carrier has the key of the first, a brand or a group does not", () => {
  const keys = aggregatorKeys("shippo");
  assert.equal(carrierByCode("ups-api")?.relation, "variant");
  assert.equal(keys.get("ups-api"), "ups");
  assert.equal(carrierByCode("asendia-hk")?.relation, "brand");
  assert.equal(keys.get("asendia-hk"), undefined);
});
