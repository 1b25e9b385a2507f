import assert from "node:assert/strict";
import { test } from "node:test";
import { languages } from "#languages/languages.ts";
import type { Estimate } from "#shipments/event.ts";
import { type EventCode, eventCodes, isEventCode, statusOf } from "#shipments/event-codes.ts";
import { catalogue, type Kind, kindOf, kinds } from "./catalogue.ts";
import { type News, saysIn, shopName, wordsFor } from "./words.ts";

const zone = "Europe/Berlin";
const now = new Date("2026-11-24T09:00:00Z");
const codes = Object.keys(eventCodes).filter(isEventCode);
/** Where a parcel stands while a message goes that no change of status calls for. */
const standsAt: Readonly<Partial<Record<Kind, Kind>>> = {
  date_changed: "shipped",
  date_later: "delayed",
  tomorrow: "shipped",
  pickup_reminder: "ready_for_pickup",
  pickup_last_day: "ready_for_pickup",
  action_reminder: "problem_action",
  silent: "out_for_delivery",
};
/** The codes under which a kind of message leaves. */
const codesOf = (kind: Kind): readonly EventCode[] => {
  if (kind === "has_it_arrived") return ["pending.no_information"];
  const standing = standsAt[kind] ?? kind;
  return codes.filter((code) =>
    [true, false].some(
      (actionRequired) => kindOf({ status: statusOf(code), code, actionRequired }, "outbound") === standing,
    ),
  );
};
const news: News = {
  kind: "shipped",
  code: "in_transit.moving",
  shop: "Lampenwelt",
  parcels: 1,
  estimate: null,
  keepUntil: null,
};

const estimates: readonly (Estimate | null)[] = [
  null,
  { from: "2026-11-24", through: null, kind: "date" },
  { from: "2026-11-25T10:00:00", through: "2026-11-25T12:00:00+01:00", kind: "window" },
  { from: "2026-11-26", through: "2026-11-28", kind: "window" },
  { from: "2026-11-20", through: "2026-11-21", kind: "window" },
];

const changes: readonly Pick<News, "was" | "because">[] = [
  { was: null, because: null },
  { was: { first: "2026-11-24", last: "2026-11-24" }, because: "exception.delayed_weather" },
  { was: { first: "2026-11-25", last: "2026-11-27" }, because: "in_transit.moving" },
  { was: { first: "2026-11-23", last: "2026-11-23" }, because: "exception.misrouted" },
];

/** What no message holds. French has a narrow blank before ! and ?, and Italian says "nulla". */
const broken = /[{}#]|undefined|\bnull\b|NaN|Invalid| {2}|^\s|\s$|\s[.,]|[^\S\u202f][!?]/;

for (const [language, { locale, messages }] of languages) {
  test(`${language}: every message of every kind, code and number of parcels is whole`, () => {
    for (const kind of [...kinds, "order_known"] as const)
      for (const code of kind === "order_known" ? ["pending.no_information" as const] : codesOf(kind))
        for (const parcels of kind === "order_known" || "merges" in catalogue[kind] ? [1, 2, 5] : [1])
          for (const estimate of estimates)
            for (const keepUntil of [null, "2026-11-30"])
              for (const { was, because } of kind.startsWith("date_") ? changes : [{ was: null, because: null }]) {
                const said = { ...news, kind, code, parcels, estimate, keepUntil, was, because };
                const words = wordsFor(said, locale, zone, now);
                const all = `${words.title}\n${words.body}`;
                assert.equal(words.says.locale, locale);
                assert.doesNotMatch(all, broken, `${kind} ${code}: ${all}`);
                assert.match(words.body, /[.?]$/);
                assert.ok(words.title.startsWith("Lampenwelt: "), words.title);
                assert.ok(words.title.split(" ").length <= 6, words.title);
              }
  });

  test(`${language}: no text of a code is unused`, () => {
    const codesWithText = Object.keys(messages).flatMap((key) => /^body\.(.+\..+)$/.exec(key)?.[1] ?? []);
    assert.ok(codesWithText.length > 10);
    for (const code of codesWithText)
      assert.ok(isEventCode(code) && kinds.some((kind) => codesOf(kind).includes(code)), code);
  });
}

for (const [locale, expected] of [
  ["de", "de-DE"],
  ["de-AT", "de-DE"],
  ["de_CH", "de-DE"],
  ["DE", "de-DE"],
  ["en-US", "en-GB"],
  ["xx-XX", "en-GB"],
  ["", "en-GB"],
  [null, "en-GB"],
] as const)
  test(`who reads ${JSON.stringify(locale)} gets ${expected}`, () => assert.equal(saysIn(locale).locale, expected));

/** `expected`: the date sentence of the message. */
function checkDate(more: Partial<News>, locale: string, expected: RegExp): void {
  test(`${locale} ${more.kind ?? "shipped"} ${JSON.stringify(more.estimate ?? more.keepUntil ?? null)} → ${expected.source}`, () =>
    assert.match(wordsFor({ ...news, ...more }, locale, zone, now).body, expected));
}
const [none, today, tomorrowWindow, span, past] = estimates;
checkDate({ estimate: none ?? null }, "en", /parcel\. The carrier has not given a date\. Nothing to do\.$/);
checkDate({ estimate: today ?? null }, "en", /It should arrive today\./);
checkDate({ estimate: tomorrowWindow ?? null }, "en", /arrive tomorrow between 10:00 and 12:00\./);
checkDate({ estimate: tomorrowWindow ?? null }, "de", /kommt es morgen zwischen 10:00 und 12:00 Uhr\./);
checkDate({ estimate: span ?? null }, "en", /between Thursday,? 26 November and Saturday,? 28 November\./);
checkDate({ estimate: span ?? null }, "de", /zwischen Donnerstag, 26\. November und Samstag, 28\. November\./);
// A date that has passed is no answer.
checkDate({ estimate: past ?? null }, "en", /has not given a date/);
// On the vehicle it comes today, whatever was promised before.
checkDate({ kind: "out_for_delivery", code: "out_for_delivery.on_vehicle", estimate: span ?? null }, "en", /today/);
checkDate(
  { kind: "ready_for_pickup", code: "available_for_pickup.at_locker", keepUntil: "2026-11-30" },
  "en",
  /kept until Monday,? 30 November\./,
);
// What was told before, and why it changed, stand beside the new date.
const later = { kind: "date_later", estimate: span ?? null, ...changes[1] } as const;
checkDate(
  later,
  "en",
  /between Thursday,? 26 .* Before, the date was today\. The carrier names the weather as the reason\./,
);
checkDate(later, "de", /Vorher war der Termin heute\. Der Paketdienst nennt das Wetter als Grund\./);
checkDate(
  { kind: "date_changed", estimate: today ?? null, was: null },
  "en",
  /^The carrier has given a date\. It should arrive today\./,
);
checkDate(
  { kind: "silent", estimate: past ?? null },
  "en",
  /has not arrived yet\. It should have come by Saturday,? 21 November\./,
);
checkDate(
  { kind: "pickup_reminder", code: "available_for_pickup.at_locker", keepUntil: "2026-11-25" },
  "de",
  /Aufbewahrt wird es bis morgen\./,
);
// One parcel's date is not that of three.
checkDate({ parcels: 3, estimate: tomorrowWindow ?? null }, "en", /^The carrier has your parcels\. Nothing to do\.$/);

for (const [name, shown] of [
  ["Lampenwelt", "Lampenwelt"],
  ["  Lampen\t welt \n", "Lampen welt"],
  ["Shop\r\nBcc: eve@x.example", "Shop Bcc: eve@x.example"],
  ["\u202egro.elpmaxe\u202c Shop\u2066", "gro.elpmaxe Shop"],
  ["Shop\0\u0007\u009b", "Shop"],
  ["Pay at https://evil.example now", "Pay at evil.example now"],
  ["javascript://evil", "evil"],
  ["x".repeat(100), `${"x".repeat(59)}…`],
] as const)
  test(`N-03 X-05 a shop named ${JSON.stringify(name).slice(0, 50)} is shown as ${shown.slice(0, 30)}`, () =>
    assert.equal(shopName(name), shown));

test("a shop's name is text, whatever it looks like", () => {
  const shop = "{count, plural} <b>Söhne</b> & '{x}'";
  const { title } = wordsFor({ ...news, shop }, "en", zone, now);
  assert.equal(title, `${shop}: on its way`);
});
