import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { carriersNamed, clearlyMeant, isMistyped, numbersInText, pastedLengthMax } from "./numbers-in-text.ts";

const found = (text: string) =>
  numbersInText(text).map(({ normalised, candidates }) => [normalised, candidates[0]?.code ?? null]);

test("a number alone is found, whatever its form", () => {
  assert.deepEqual(found(" 1Z999AA10123456784 "), [["1Z999AA10123456784", "ups"]]);
  assert.deepEqual(found("1Z 999 AA1 01 2345 6784"), [["1Z999AA10123456784", "ups"]]);
  assert.deepEqual(found("0034 0434 1610 9401 5902"), [["00340434161094015902", "dhl-germany"]]);
  assert.deepEqual(found("QQ-77X"), [["QQ77X", null]]);
  assert.equal(found("123456789012345")[0]?.[0], undefined, "typed along the keys");
});

test("a carrier's link holds its number; another site's link does not", () => {
  const link = "https://www.ups.com/track?loc=en_US&tracknum=1Z999AA10123456784&requester=ST/";
  assert.deepEqual(found(link), [["1Z999AA10123456784", "ups"]]);
  assert.equal(numbersInText(link)[0]?.link, link);
  assert.deepEqual(found("https://shop.example/orders/1234567890123456"), []);
});

const mail = `Hello Ines,

good news: your order 2026-114477 (total 89.90 EUR) left our warehouse on 24/11/2026. Call us at +49 30 1234567 with questions.
It travels with DHL. Your shipment number: 00340434161094015902.
Follow it: <https://www.dhl.com/global-en/home/tracking.html?tracking-id=00340434161094015902>

Lantern & Loom, Weg 5, 10115 Berlin, HRB 123456, VAT DE123456789`;

test("a whole mail gives its tracking number, and neither order number, date, telephone nor tax number", () => {
  const [one, ...others] = numbersInText(mail);
  assert.equal(one?.normalised, "00340434161094015902");
  assert.match(one?.candidates[0]?.code ?? "", /^dhl/);
  assert.deepEqual(others, []);
});

test("two parcels in one mail are two numbers", () => {
  assert.deepEqual(
    found("UPS: 1Z999AA10123456784 and DHL: 00340434161094015902")
      .map(([number]) => number)
      .toSorted(),
    ["00340434161094015902", "1Z999AA10123456784"],
  );
});

test("a number of a wide form counts in running text only beside its carrier's name", () => {
  assert.deepEqual(found("Please quote 01234567890123 when you answer this mail about your purchase"), []);
  const [one] = numbersInText("Ihr Paket kommt mit DPD, Paketnummer 01234567890123.");
  assert.equal(one?.normalised, "01234567890123");
  assert.match(one?.candidates[0]?.code ?? "", /^dpd/);
});

test("what is ambiguous is never clear", () => {
  assert.equal(clearlyMeant(numbersInText("776094337676")[0]?.candidates ?? []), null);
  assert.equal(clearlyMeant(numbersInText("1Z999AA10123456784")[0]?.candidates ?? [])?.code, "ups");
});

test("a wrong last digit is told of forms that stand by it", () => {
  assert.equal(isMistyped("ups", "1Z999AA10123456784"), false);
  assert.equal(isMistyped("ups", "1Z999AA10123456785"), true);
  assert.equal(isMistyped("4px", "X1"), false);
});

test("a carrier is found by its code and by its name", () => {
  assert.equal(carriersNamed("dhl-express")[0]?.code, "dhl-express");
  assert.equal(carriersNamed("Royal Mail")[0]?.code, "royal-mail");
  assert.deepEqual(carriersNamed("asdf"), []);
});

test("X-04 twenty thousand characters of any kind are read in bounded time, and no token is longer than 100", () => {
  const worst = [
    "1".repeat(pastedLengthMax),
    "1 ".repeat(pastedLengthMax / 2),
    "1Z9 ".repeat(pastedLengthMax / 4),
    "12345678 ".repeat(pastedLengthMax / 9),
    `https://www.ups.com/${"1/".repeat(pastedLengthMax / 2)}`,
    "https://www.ups.com/1Z999AA10123456784 ".repeat(500),
    "\u{1d7ce}".repeat(pastedLengthMax / 2),
    "ﷺ".repeat(pastedLengthMax),
  ];
  numbersInText(mail);
  for (const text of worst) {
    const start = performance.now();
    for (const { number } of numbersInText(text)) assert.ok(number.length <= 100);
    const ms = performance.now() - start;
    assert.ok(ms < 500, `${ms} ms for ${text.slice(0, 20)}`);
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      for (const { number, normalised } of numbersInText(text))
        assert.ok(number.length <= 100 && normalised.length >= 5);
    }),
    { numRuns: 300 },
  );
});
