/** What people type, and whom they mean by it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allCarriers } from "#carriers/registry.ts";
import { type CarrierSearch, searchCarriers } from "./search.ts";

const codes = (search: CarrierSearch): readonly string[] => searchCarriers(search).map(({ carrier }) => carrier.code);

const meant: readonly (readonly [typed: string, code: string])[] = [
  ["dpd", "dpd"],
  ["DPD Germany", "dpd-de"],
  ["dpd deutschland", "dpd-de"],
  ["dpd-de", "dpd-de"],
  ["Deutsche Post", "deutsch-post"],
  ["deutsche post dhl", "dhl-germany"],
  ["hermes", "hermes"],
  ["hermes germany", "hermes-de"],
  ["evri", "myhermes-uk"],
  ["DHL", "dhl"],
  ["dhl express", "dhl-express"],
  ["ups®", "ups"],
  ["FedEx", "fedex"],
  ["fed ex", "fedex"],
  ["USPS", "usps"],
  ["royal mail", "royal-mail"],
  ["correos", "spain-correos-es"],
  ["递四方", "4px"],
  ["四方", "4px"],
  ["österreichische post", "austrian-post-registered"],
  ["Osterreichische Post", "austrian-post-registered"],
  ["australiapost", "australia-post"],
  ["Canada Post", "canada-post"],
];

test("a name, an alias, a code, parted or closed, with or without accents: the one that is meant comes first", () => {
  for (const [typed, code] of meant) assert.equal(codes({ text: typed })[0], code, typed);
});

const slips: readonly (readonly [typed: string, code: string])[] = [
  ["hermse", "hermes"],
  ["ontrack", "ontrac"],
  ["royal mial", "royal-mail"],
  ["austrailia post", "australia-post"],
  ["deutshe psot", "deutsch-post"],
  ["purolater", "purolator"],
  ["colisimo", "colissimo"],
  ["uspp", "usps"],
];

test("one slip of the finger is forgiven, in a long word two: a letter left out, put in, taken for another, swapped", () => {
  for (const [typed, code] of slips) assert.equal(codes({ text: typed })[0], code, typed);
});

test("every code finds its own carrier first", () => {
  for (const { code } of allCarriers()) assert.equal(codes({ text: code })[0], code);
});

test("every name finds its carrier, and whoever is called just the same stands beside", () => {
  for (const { code, name } of allCarriers()) {
    const found = searchCarriers({ text: name });
    const at = found.findIndex(({ carrier }) => carrier.code === code);
    assert.ok(at >= 0, `${name} (${code})`);
  }
});

test("a group finds its members, after itself", () => {
  const found = codes({ text: "dpd" });
  assert.ok(found.includes("dpd-uk") && found.includes("dpd-poland"));
  assert.ok(found.indexOf("dpd") < found.indexOf("dpd-uk"));
});

test("a country leaves those that the registry places there, and a way those that can be followed so", () => {
  assert.equal(codes({ text: "dpd", country: "DE" })[0], "dpd-de");
  assert.equal(codes({ text: "hermes", country: "IT" })[0], "hermes-it");
  const german = searchCarriers({ country: "DE" });
  assert.ok(german.length > 10 && german.every(({ carrier }) => carrier.countries.includes("DE")));
  const own = searchCarriers({ can: "own_api" });
  assert.ok(own.length > 10 && own.every(({ ways }) => ways[0] === "own_api"));
});

test("nothing said finds all, a carrier before its subsidiaries; nonsense finds nobody", () => {
  const all = codes({});
  assert.equal(all.length, allCarriers().length);
  assert.equal(new Set(all).size, all.length);
  assert.ok(all.indexOf("dhl") < all.indexOf("dhl-express"));
  for (const text of ["zzzzzzzz", "!!!", "qqqqq xxxxx"]) {
    const found = codes({ text });
    assert.equal(found.length, text === "!!!" ? all.length : 0, text);
  }
});

test("X-04 a text of any length and kind is searched in bounded time: the first hundred characters and eight words count", () => {
  const long = `${"a ".repeat(8)}dhl`;
  assert.deepEqual(codes({ text: long }), codes({ text: "a ".repeat(8) }));
  for (const text of [
    "x".repeat(1_000_000),
    "dhl ".repeat(100_000),
    "\u0000\ud800",
    "a".repeat(99),
    "\u0301".repeat(500),
  ])
    assert.ok(codes({ text }).length <= allCarriers().length);
});
