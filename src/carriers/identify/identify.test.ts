import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { allCarriers, carrierByCode } from "#carriers/registry.ts";
import { checkNumber, identify, type Said } from "./identify.ts";
import { splitNumbers } from "./number.ts";

test("the registry holds all 1,560 carriers, 802 of them on the public list, and every parent exists", () => {
  assert.equal(allCarriers().length, 1_560);
  assert.equal(allCarriers().filter(({ onPublicList }) => onPublicList).length, 802);
  for (const { code, parent } of allCarriers())
    assert.ok(parent === null || carrierByCode(parent), `${code} → ${parent}`);
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

// A name means what it means in the order's country.
for (const [company, country, code] of [
  ["Correos", "AR", "correo-argentino"],
  ["Correos", "CR", "correos-de-costa-rica"],
  ["Hermes", "GB", "myhermes-uk"],
  ["Hermes", "DE", "hermes-de"],
  ["hermes", "GB", "hermes"],
  ["Post", "US", "usps"],
  ["Post", "FR", "la-poste-colissimo"],
  ["Postal Service", "US", "usps"],
  ["Post Standard", "AT", "austrian-post"],
  ["Post", "LU", null],
  ["Post", null, null],
  ["posta", null, null],
  ["asdf", "DE", null],
  ["free shipping", "DE", null],
  ["n/a", "GB", null],
  ["standard", "AT", null],
] as const)
  check({ company, country }, code);
for (const [number, code] of [
  ["61299998820821171811", "fedex"],
  ["9205590164917337534322", "usps"],
  ["993456789012345678", "swiss-post"],
  ["1000012345678901234567", "austrian-post"],
  ["323212345678901234567890", "bpost"],
  ["33XXX012345601000931502", "australia-post"],
  ["XT1234567890123", "chronopost-france"],
  ["RR123456785GB", "royal-mail"],
  ["RR123456786GB", null],
  ["123456789012", null],
  ["12345678901234567890", null],
] as const)
  check({ number }, code);
check({}, null);

const chanceOf = (said: Said, code: string): number =>
  identify(said).find((candidate) => candidate.code === code)?.probability ?? 0;

test("a country that the carrier does not serve makes it less likely", () => {
  for (const [company, code, own] of [
    ["Royal Mail", "royal-mail", "GB"],
    ["Correos", "spain-correos-es", "ES"],
  ] as const)
    assert.ok(chanceOf({ company, country: own }, code) > chanceOf({ company, country: "JP" }, code));
  const number = "520127751300";
  assert.ok(chanceOf({ number, country: "CA" }, "purolator") > chanceOf({ number, country: "JP" }, "purolator"));
});

test("bare digits are nobody's for sure; a prefix with a check digit is", () => {
  for (const number of ["776094337676", "041441760228964", "25005012345678", "423475729485", "50512345678"]) {
    const [first] = identify({ number });
    assert.ok(first !== undefined && first.probability <= 0.5, number);
  }
  for (const number of ["00340434161094015902", "9400111202555842332669", "9611020987654321000012", "RR123456785DE"])
    assert.ok(identify({ number }).reduce((sum, { probability }) => sum + probability, 0) > 0.95, number);
});

test("a number that a carrier has the post deliver is the post's, with that carrier as the second", () => {
  assert.ok(chanceOf({ number: "9261292700768711948021" }, "usps") > 0.6);
  assert.ok(chanceOf({ number: "9261292700768711948021" }, "fedex") > 0.2);
  assert.equal(identify({ company: "FedEx", number: "9261292700768711948021" })[0]?.code, "fedex");
  assert.equal(identify({ company: "UPS Mail Innovations", number: "9205590164917337534322" })[0]?.code, "ups-mi");
});

test("Deutsche Post with a number of DHL is DHL; with a number of its own it is itself", () => {
  assert.equal(identify({ company: "Deutsche Post", number: "00340434161094015902" })[0]?.code, "dhl-germany");
  assert.equal(identify({ company: "Deutsche Post", number: "RR123456785DE" })[0]?.code, "deutsch-post");
  assert.ok(chanceOf({ company: "Deutsche Post" }, "deutsch-post") > 0.8);
});

test("a number of a sister speaks for the sister", () => {
  const said = { company: "DHL Express", number: "00340434161094015902" };
  assert.equal(identify(said)[0]?.code, "dhl-express");
  assert.ok(chanceOf(said, "dhl-germany") > 0.3);
});

// Shop labels: service, price, language, marks.
for (const [company, country, code] of [
  ["DHL Paket (4,99 €)", null, "dhl-germany"],
  ["UPS Standard - €5.90", null, "ups"],
  ["Royal Mail Tracked 24®", "GB", "royal-mail"],
  ["Envío con SEUR", "ES", "spanish-seur"],
  ["Spedizione con BRT", "IT", "brt-it"],
  ["InPost Paczkomaty 24/7", "PL", "inpost-paczkomaty"],
  ["Почта России", null, "russian-post"],
  ["ヤマト運輸", null, "taqbin-jp"],
  ["順豐速運", null, "sf-express"],
  ["Schweizerische Post", null, "swiss-post"],
  ["AMZN_US", null, "amazon"],
  ["DX 24", null, "dx"],
  ["Hermes Paket S", "DE", "hermes-de"],
  ["Hermes Next Day", "GB", "myhermes-uk"],
  ["Posten", "SE", "sweden-posten"],
  ["Royal Mial", null, "royal-mail"],
  ["Colisimo", null, "colissimo"],
  ["constructor", null, null],
  ["__proto__", "DE", null],
] as const)
  check({ company, country }, code);

test("a group's name is ambiguous until something decides: the country, the number, what the shop does", () => {
  const codes = (said: Said): readonly string[] => identify(said).map(({ code }) => code);
  const [first, ...others] = identify({ company: "DPD" });
  assert.equal(first?.code, "dpd");
  assert.ok((first?.probability ?? 1) < 0.85 && others.length > 3, "its companies are in question");
  assert.deepEqual(codes({ company: "DPD", country: "DE" }), ["dpd", "dpd-de"]);
  assert.ok(chanceOf({ company: "GLS", country: "IT" }, "gls-italy") > 0.3);
  const usedByMerchant = new Map([["dpd-uk", 40]]);
  assert.equal(codes({ company: "DPD", country: "GB", usedByMerchant })[0], "dpd-uk");
  assert.deepEqual(codes({ company: "dpd" }), ["dpd"], "written as the code, it is the code");
});

test("a German DHL number is not USPS, wherever it goes", () => {
  const numbers = ["00340434161094015902", "JJD000390007882823536", "423475729485", "CX473124829DE"];
  for (const number of numbers) {
    for (const country of ["DE", "US"])
      assert.equal(chanceOf({ number, country, origin: "DE" }, "usps") > 0.1, false, `${number} ${country}`);
    assert.equal(identify({ number, country: "DE" })[0]?.code, "dhl-germany", number);
  }
});

test("twelve random digits are nobody's with confidence", () => {
  const random = (length: number) =>
    fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
  fc.assert(
    fc.property(random(12), (number) => {
      for (const { probability } of identify({ number })) assert.ok(probability <= 0.5);
    }),
    { numRuns: 2_000 },
  );
});

test("where it comes from says more than where it goes", () => {
  const number = "520127751300";
  const chance = (said: Said): number => chanceOf({ number, ...said }, "purolator");
  assert.ok(chance({ country: "US", origin: "CA" }) > chance({ country: "US" }));
  assert.ok(chance({ country: "US", origin: "JP" }) < chance({ country: "US" }));
  assert.equal(identify({ company: "Post", country: "DE", origin: "AT" })[0]?.code, "austrian-post");
});

test("the post that delivers is in question beside the post that sent", () => {
  const said = { number: "RR123456785CN", country: "US" };
  assert.deepEqual(
    identify(said).map(({ code }) => code),
    ["china-post", "usps"],
  );
  assert.ok(
    identify(said)[0]?.reasons.every((reason) => !/not in/.test(reason)),
    "China Post may send abroad",
  );
});

test("a postcode in the number that is the receiver's speaks for it; it is in no reason", () => {
  const number = "PQ4F6P0704104480128013T";
  const chance = (postcode: string | null): number => chanceOf({ number, country: "ES", postcode }, "spain-correos-es");
  assert.ok(chance("28013") > chance(null) && chance("08001") < chance(null));
  assert.ok(identify({ number, postcode: "28013" }).every(({ reasons }) => !/28013/.test(reasons.join())));
});

test("a postcode that one country alone writes tells the country", () => {
  const purolator = (postcode: string): number => chanceOf({ number: "520127751300", postcode }, "purolator");
  assert.ok(purolator("K1A 0B1") > purolator("SW1A 1AA"));
  assert.equal(identify({ company: "Post", postcode: "1011 AB" })[0]?.code, "postnl");
  assert.equal(identify({ company: "Post", postcode: "10115" })[0], undefined, "five digits are many countries'");
});

test("a shop's habit is a share: what it never used loses, what it mostly uses wins, relatives count half", () => {
  const number = "50512345678";
  const chance = (used: Readonly<Record<string, number>>): number =>
    chanceOf({ number, usedByMerchant: new Map(Object.entries(used)) }, "gls");
  assert.ok(chance({ gls: 50 }) > chance({ gls: 50, ups: 500 }));
  assert.ok(chance({}) > chance({ ups: 500 }));
  assert.ok(chance({ "gls-italy": 50 }) > chance({}) && chance({ "gls-italy": 50 }) < chance({ gls: 50 }));
});

test("what carriers answer decides: who knows the number has it, who does not is less likely", () => {
  const number = "423475729485";
  const answered = new Map([
    ["gls", "does_not_know"],
    ["hermes-de", "knows"],
    ["nobody-s-code", "knows"],
  ] as const);
  const [first] = identify({ number, answered });
  assert.equal(first?.code, "hermes-de");
  assert.ok(first.probability > 0.8);
  assert.match(first.reasons.join(), /was asked and knows the number/);
  const said = { company: "UPS", number: "1Z999AA10123456784" };
  const bare = chanceOf({ company: "UPS Ground" }, "ups");
  assert.ok(chanceOf({ company: "UPS Ground", answered: new Map([["ups", "does_not_know"]]) }, "ups") < bare);
  assert.ok(chanceOf({ ...said, answered: new Map([["ups", "does_not_know"]]) }, "ups") > 0.9, "not known yet");
});

test("a long list of other texts does not change what a text means", () => {
  const before = identify({ company: "DHL Paket (4,99 €)" });
  for (let at = 0; at < 2_500; at += 1) identify({ company: `Carrier ${at}` });
  assert.deepEqual(identify({ company: "DHL Paket (4,99 €)" }), before);
});
