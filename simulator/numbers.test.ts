import assert from "node:assert/strict";
import { test } from "node:test";
import { gs1, identcode, mod7, s10 } from "./check-digits.ts";
import { numbersLike } from "./numbers.ts";

test("check digits are those of known numbers", () => {
  assert.equal(gs1("0034043416109401590"), "2");
  assert.equal(s10("47312482"), "9");
  assert.equal(mod7("777777777"), "0");
  assert.equal(identcode("42347572948"), "5");
});

test("a form with its check digit in the middle makes, reads and refuses", () => {
  const post = numbersLike({ form: "RRpppnnnnncSE", check: (body) => s10(body.slice(2, 10)), cities: ["stockholm"] });
  const short = numbersLike({ form: "nnnnnnppp", cities: ["berlin"] });
  const number = post.make({ journey: "customs", serial: 4, seed: 1, headStart: 3 });
  assert.match(number, /^RR043\d{6}SE$/);
  assert.deepEqual(post.read(number), { journey: "customs", headStart: 3, to: "stockholm" });
  const wrong = number.replace(/\d(?=SE)/, (digit) => String((Number(digit) + 1) % 10));
  assert.equal(post.read(wrong), undefined);
  assert.deepEqual(post.read(post.sibling(number)), post.read(number));
  assert.match(short.make({ journey: "normal", serial: 0, seed: 0 }), /^[1-9]/, "no number begins with 0");
});
