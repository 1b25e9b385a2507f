/** What Canada Post is asked: a parcel or a notice card, in a language that it speaks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked } from "#carriers/carrier.ts";
import { canadaPost } from "./carrier.ts";

const request = (asked: Asked) => canadaPost.request([asked], { id: "call", fields: {}, token: null });

test("a parcel is asked by its number, and a delivery notice card by the card's", () => {
  assert.equal(request({ number: "1234567000001014" }).path, "/vis/track/pin/1234567000001014/detail");
  assert.equal(request({ number: "LM123456785CA" }).path, "/vis/track/pin/LM123456785CA/detail");
  assert.equal(request({ number: "315000000000012" }).path, "/vis/track/dnc/315000000000012/detail");
});

test("Canada Post speaks English and French", () => {
  const languageFor = (language?: string) =>
    request({ number: "1234567000001014", ...(language === undefined ? {} : { language }) }).headers?.[
      "accept-language"
    ];
  assert.deepEqual([languageFor("fr"), languageFor("de"), languageFor()], ["fr-CA", "en-CA", "en-CA"]);
});
