import assert from "node:assert/strict";
import { test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { initialsOf, monogram } from "./monogram.ts";

test("a name in capitals is its own monogram, two words give their first letters, one word its first two", () => {
  for (const [name, letters] of [
    ["DHL Express", "DHL"],
    ["USPS", "USPS"],
    ["4PX", "4PX"],
    ["Lantern & Loom", "LL"],
    ["La Poste – Colissimo", "LP"],
    ["teehaus", "TE"],
    ["Élan vital", "ÉV"],
    ["ヤマト運輸", "ヤマ"],
    ["हिंदी डाक", "हिंडा"],
    ["…", ""],
  ] as const)
    assert.equal(initialsOf(name), letters, name);
});

test("who shares an abbreviation shares a hue; a name keeps its hue; nothing to say makes no badge", () => {
  const badge = (name: string): string => {
    const shown = monogram(name);
    return shown === null ? "" : renderToString(shown);
  };
  assert.equal(badge("DPD"), badge("DPD Germany"));
  assert.notEqual(badge("DHL"), badge("DPD").replace("DPD", "DHL"));
  assert.match(badge("Lantern & Loom"), /^<span class="mono h\d{1,2}" aria-hidden="true" translate="no">LL<\/span>$/);
  assert.match(badge("USPS"), /mono h\d+ four/);
  assert.equal(badge("…"), "");
});
