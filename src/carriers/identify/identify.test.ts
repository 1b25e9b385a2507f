import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { allCarriers, carrierByCode } from "#carriers/registry.ts";
import { fitsOf, formats, postOf } from "./formats.ts";
import { checkNumber, identify, type Said } from "./identify.ts";
import { normaliseNumber, splitNumbers } from "./number.ts";

test("the registry holds all 1,560 carriers, 802 of them on the public list, and every parent exists", () => {
  assert.equal(allCarriers().length, 1_560);
  assert.equal(allCarriers().filter(({ onPublicList }) => onPublicList).length, 802);
  for (const { code, parent } of allCarriers())
    assert.ok(parent === null || carrierByCode(parent), `${code} → ${parent}`);
});

test("every format passes its own examples, and names carriers of the registry", () => {
  for (const format of formats) {
    for (const valid of format.valid)
      assert.ok(
        fitsOf(valid).some((f) => f.format === format && f.fit === "right"),
        `${format.name}: ${valid}`,
      );
    for (const invalid of format.invalid)
      assert.ok(!fitsOf(invalid).some((f) => f.format === format && f.fit === "right"), `${format.name}: ${invalid}`);
    for (const code of format.carriers) assert.ok(carrierByCode(code), `${format.name}: ${code}`);
  }
  for (const codes of Object.values(postOf)) for (const code of codes) assert.ok(carrierByCode(code), code);
});

test("X-04 no pattern has an unbounded quantifier, and no number longer than 100 characters reaches one", () => {
  for (const { pattern } of formats) assert.doesNotMatch(pattern.source, /[*+]|\{\d+,\}/, pattern.source);
  assert.equal(normaliseNumber("1".repeat(5_000)).length, 100);
});

function check(said: Said, code: string | null): void {
  test(`${JSON.stringify(said)} → ${code ?? "nobody"}`, () => {
    assert.equal(identify(said)[0]?.code ?? null, code);
  });
}

for (const [company, code] of [
  ["dhl", "dhl"],
  ["DHL", "dhl"],
  ["dhl-express", "dhl-express"],
  ["DHL Express", "dhl-express"],
  ["Deutsche Post DHL", "dhl-germany"],
  ["DHL Versand (Werktags)", "dhl-germany"],
  ["DHL Paket", "dhl-germany"],
  ["DHL US", "dhl-global-mail"],
  ["Deutsche Post", "deutsch-post"],
  ["UPS", "ups"],
  ["UPS®", "ups"],
  ["UPS Ground (USD)", "ups"],
  ["ups next day air", "ups"],
  ["United Parcel Service", "ups"],
  ["FedEx", "fedex"],
  ["FEDEX 2Day", "fedex"],
  ["Federal Express", "fedex"],
  ["fedx", "fedex"],
  ["USPS", "usps"],
  ["USPS First Class", "usps"],
  ["U.S.P.S.", "usps"],
  ["DPD", "dpd"],
  ["DPD Predict", "dpd"],
  ["DPD UK", "dpd-uk"],
  ["GLS", "gls"],
  ["GLS Italy", "gls-italy"],
  ["Royal Mail Tracked 48", "royal-mail"],
  ["Evri", "myhermes-uk"],
  ["PostNord", "postnord"],
  ["Swiss Post", "swiss-post"],
  ["Canada Post", "canada-post"],
  ["Postes Canada", "canada-post"],
  ["Australia Post", "australia-post"],
  ["AusPost", "australia-post"],
  ["Correos", "spain-correos-es"],
  ["OnTrac", "ontrac"],
  ["La Poste", "la-poste-colissimo"],
  ["Hermes Germany", "hermes-de"],
  ["https://www.ups.com/track", "ups"],
] as const)
  check({ company }, code);
for (const company of [
  "standard shipping",
  "Free shipping",
  "Express",
  "Paket",
  "N/A",
  "none",
  "",
  "  ",
  "%s",
  "Versandkosten",
  "1234",
  "Home delivery",
  "Letter",
])
  check({ company }, null);
for (const [number, code] of [
  ["1Z999AA10123456784", "ups"],
  ["1Z 999 AA1 01 2345 6784", "ups"],
  ["1z999aa10123456784", "ups"],
  ["00340434161094015902", "dhl-germany"],
  ["JJD000390007882823536", "dhl-germany"],
  ["9400111202555842332669", "usps"],
  ["420221539400111202555842332669", "usps"],
  ["RR123456785DE", "deutsch-post"],
  ["D10011354453707", "ontrac"],
  ["TBA502887274000", "amazon"],
  ["https://www.ups.com/track?tracknum=1Z999AA10123456784", "ups"],
  ["H1000730000000000000", "hermes-de"],
] as const)
  check({ number }, code);
for (const number of ["test", "N/A", "123", "%s", "{$tracking}", "will follow", "0000000000", "", "1Z999AA10123456785"])
  check({ number }, null);
check({ company: "DHL", number: "00340434161094015902", country: "DE" }, "dhl");
check({ company: "Standard", number: "1Z999AA10123456784" }, "ups");

test("a named carrier whose number is another's keeps the name in front, with the other as a strong second", () => {
  const [first, second] = identify({ company: "dhl-express", number: "1Z999AA10123456784" });
  assert.deepEqual([first?.code, second?.code], ["dhl-express", "ups"]);
  assert.ok((second?.probability ?? 0) > 0.1);
});

test("ten bare digits alone are nobody's for sure", () => {
  assert.ok((identify({ number: "7777777770" })[0]?.probability ?? 0) < 0.5);
});

test("a wrong check digit is told, and so is a number of no known form", () => {
  assert.equal(checkNumber("ups", "1Z999AA10123456784").kind, "fits");
  assert.equal(checkNumber("ups", "1Z999AA10123456785").kind, "wrong_check_digit");
  assert.equal(checkNumber("dhl", "00340434161094015902").kind, "fits");
  assert.equal(checkNumber("4px", "X1").kind, "unknown");
});

test("joined numbers are split, one number in groups is not", () => {
  assert.deepEqual(splitNumbers("1Z999AA10123456784, 1Z5R89390357567127"), [
    "1Z999AA10123456784",
    "1Z5R89390357567127",
  ]);
  assert.deepEqual(splitNumbers("00340434161094015902 / 00340434161094022115"), [
    "00340434161094015902",
    "00340434161094022115",
  ]);
  assert.deepEqual(splitNumbers("00340434161094015902 00340434161094022115"), [
    "00340434161094015902",
    "00340434161094022115",
  ]);
  assert.deepEqual(splitNumbers("1Z 999 AA1 01 2345 6784"), ["1Z 999 AA1 01 2345 6784"]);
});

test("whatever is said, identify answers with at most one whole probability and reasons for each", () => {
  const anyText = fc.oneof(fc.string({ maxLength: 150 }), fc.constantFrom("dhl", "ups", "1Z999AA10123456784", "DPD"));
  fc.assert(
    fc.property(
      fc.option(anyText),
      fc.option(anyText),
      fc.option(fc.constantFrom("DE", "US", "xx", "")),
      (number, company, country) => {
        const candidates = identify({ number, company, country });
        assert.ok(candidates.reduce((sum, { probability }) => sum + probability, 0) <= 1.01);
        for (const { reasons } of candidates) assert.ok(reasons.length > 0);
      },
    ),
    { numRuns: 500 },
  );
});

for (const [company, country, code] of [
  ["Correos", "CL", "correos-chile"],
  ["Correos", "MX", "correos-de-mexico"],
  ["Correos", "ES", "spain-correos-es"],
  ["Correos", "FR", "spain-correos-es"],
  ["Post", "AT", "austrian-post"],
  ["Post", "CH", "swiss-post"],
  ["Posten", "NO", "posten-norge"],
  ["DPD Deutschland", null, "dpd-de"],
  ["Deustche Post DHL", null, "dhl-germany"],
  ["Versand mit DHL", null, "dhl"],
  ["UPS Express Saver - 1-2 Tage", null, "ups"],
] as const)
  check({ company, country }, code);

test("a text that names two carriers gives both, the first one in front, neither for sure", () => {
  const [first, second] = identify({ company: "DPD oder DHL" });
  assert.deepEqual([first?.code, second?.code], ["dpd", "dhl"]);
  assert.ok((first?.probability ?? 1) < 0.9);
});

test("a short name that is another country's, too, leaves room for it", () => {
  const [, spain] = identify({ company: "Correos", country: "CL" });
  assert.equal(spain?.code, "spain-correos-es");
  assert.ok((spain?.probability ?? 0) > 0.1);
});

for (const company of ["Pošta", "postal service", "truck", "x", "Other", "Discount"]) check({ company }, null);
for (const [company, code] of [
  ["DHL Fregiht", "dhl-freight"],
  ["APC Overight", "apc-overnight"],
  ["DX Express", "dx"],
  ["Global Post", "goglobalpost"],
  ["Chronopost", "chronopost-france"],
  ["post.ch", "swiss-post"],
] as const)
  check({ company }, code);
for (const [number, code] of [
  ["340434161094015902", "dhl-germany"],
  ["JVGL06246783000117", "dhlparcel-nl"],
  ["1R12345678901234", "ups"],
  ["008182709980000020033350276C", "dpd"],
  ["RR123456785UA", "ukrposhta"],
] as const)
  check({ number }, code);

test("a slip is none between two short names: UPS is no misspelt USPS", () => {
  assert.equal(identify({ company: "UPS Priority Mail" })[0]?.code, "ups");
  assert.equal(identify({ company: "USPS Priority Mail" })[0]?.code, "usps");
});
