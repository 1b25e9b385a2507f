import assert from "node:assert/strict";
import { test } from "node:test";
import { style } from "./style.ts";

type Colour = readonly [red: number, green: number, blue: number];

test("in light and in dark every text has 4.5:1 on its ground, and what a field or a step is drawn with has 3:1", () => {
  const [light, dark] = [...style.matchAll(/:root\{(?:color-scheme:light dark;)?(--paper[^}]+)\}/g)].map(
    ([, tokens = ""]) =>
      Object.fromEntries([...tokens.matchAll(/--([\w-]+):([^;]+)/g)].map(([, name, value]) => [name, value])),
  );
  assert.ok(light && dark);
  for (const [scheme, tokens] of Object.entries({ light, dark: { ...light, ...dark } })) {
    const hex = (name: string): Colour => {
      const text = tokens[name] ?? assert.fail(name);
      const digits = text.length === 4 ? text.replace(/[0-9a-f]/g, "$&$&") : text;
      return [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255) as unknown as Colour; // three of them
    };
    const atLeast = (least: number, pairs: readonly (readonly [string, string])[]): void => {
      for (const [one, other] of pairs) {
        const ratio = contrast(hex(one), hex(other));
        assert.ok(ratio >= least, `${scheme}: ${one} on ${other} has ${ratio.toFixed(2)}:1`);
      }
    };
    const grounds = ["paper", "card"] as const;
    atLeast(4.5, [
      ...grounds.flatMap((ground) => ["ink", "soft", "accent", "action"].map((text) => [text, ground] as const)),
      ["accent-ink", "accent"],
      ["ink", "neutral-bg"],
      ...["progress", "action", "attention", "done"].map((tone) => [tone, `${tone}-bg`] as const),
      ["card", "action"],
    ]);
    atLeast(3, [
      ["edge", "paper"],
      ["edge", "card"],
    ]);
    for (const [, name, hue] of style.matchAll(/\.(h\d+)\{--hue:(\d+)\}/g)) {
      const ratio = contrast(hsl(Number(hue), tokens.badge ?? ""), hsl(Number(hue), tokens["badge-ink"] ?? ""));
      assert.ok(ratio >= 4.5, `${scheme}: monogram ${name} has ${ratio.toFixed(2)}:1`);
    }
  }
});

test("no rule names left or right, asks elsewhere, or is thrown away for a missing brace", () => {
  assert.doesNotMatch(style, /\b(left|right):|-(left|right)\b|text-align:(left|right)|url\(|@import/);
  assert.equal(style.split("{").length, style.split("}").length);
});

/** WCAG 2.2, relative luminance. */
function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param rest saturation and lightness, as CSS writes them: `42% 87%`. */
function hsl(hue: number, rest: string): Colour {
  const [saturation = 0, lightness = 0] = rest.split(" ").map((part) => Number.parseFloat(part) / 100);
  const part = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [part(0), part(8), part(4)];
}
