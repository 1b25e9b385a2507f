import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { reasons } from "./reasons.ts";
import { type OrderContext, resolve, type SaidEntry } from "./resolve.ts";

const order: OrderContext = { country: "DE", references: ["A-1000234567", "K4MADNY"] };
const shipment = (entry: SaidEntry) =>
  resolve(entry, order).map((r) =>
    r.kind === "shipment" ? `${r.direction} ${r.carrier} ${r.number}` : r.kind === "untracked" ? r.nature : r.reason,
  );

function check(entry: SaidEntry, ...expected: string[]): void {
  test(`${JSON.stringify(entry)} → ${expected.join(", ")}`, () => assert.deepEqual(shipment(entry), expected));
}

check(
  { shipping_company: "UPS Ground (USD)", tracking_number: " 1z999aa10123456784 " },
  "outbound ups 1Z999AA10123456784",
);
check(
  { shipping_company: "Deutsche Post DHL", tracking_number: "00340434161094015902" },
  "outbound dhl-germany 00340434161094015902",
);
check({ tracking_number: "1Z999AA10123456784" }, "outbound ups 1Z999AA10123456784");
check(
  { shipping_company: "UPS", tracking_number: "1Z999AA10123456784, 1Z5R89390357567127" },
  "outbound ups 1Z999AA10123456784",
  "outbound ups 1Z5R89390357567127",
);
check({ shipping_company: "UPS", tracking_number: "1Z999AA10123456785" }, "wrong_check_digit");
// FedEx' own sandbox has numbers that break its rule.
check({ shipping_company: "FedEx", tracking_number: "776094337677" }, "outbound fedex 776094337677");
check({ shipping_company: "FedEx", tracking_number: "041441760228965" }, "outbound fedex 041441760228965");
check({ shipping_company: "UPS", tracking_number: "A-1000234567" }, "number_is_order_reference");
check({ shipping_company: "UPS", tracking_number: "%s" }, "placeholder_text");
check({ shipping_company: "UPS", tracking_number: "POSTHORN-DELIVERED" }, "test_number");
check({ shipping_company: "UPS" }, "no_number");
check({}, "empty_entry");
check({ shipping_company: null, tracking_number: "" }, "empty_entry");
check({ tracking_number: "ABCDEFG77" }, "no_carrier");
check({ shipping_company: "Nobody's Pigeon Post", tracking_number: "ABCDEFG77" }, "unknown_carrier");
check({ tracking_number: "7777777770" }, "no_carrier");
check({ shipping_method: "Digital" }, "digital");
check({ shipping_method: "Own", shipping_company: "Our van" }, "own_delivery");
check({ shipping_method: "PickUpStore" }, "store_pickup");
check({ shipping_method: "Postal", shipping_company: "Deutsche Post" }, "letter");
check(
  { shipping_method: "ClickCollect", shipping_company: "UPS", tracking_number: "1Z999AA10123456784" },
  "outbound ups 1Z999AA10123456784",
);
check(
  {
    shipping_company: "UPS",
    tracking_number: "1Z999AA10123456784",
    return_shipping_company: "UPS",
    return_tracking_number: "1Z5R89390357567127",
  },
  "outbound ups 1Z999AA10123456784",
  "return ups 1Z5R89390357567127",
);
check({ tracking_number: "https://www.ups.com/track?tracknum=1Z999AA10123456784" }, "outbound ups 1Z999AA10123456784");

// The number field as shops fill it.
check({ shipping_company: "UPS", tracking_number: "1Z 999 AA1 01 2345 6784" }, "outbound ups 1Z999AA10123456784");
check(
  { shipping_company: "UPS", tracking_number: "1Z999AA10123456784;1Z999AA10123456784" },
  "outbound ups 1Z999AA10123456784",
);
check({ shipping_company: "UPS", tracking_number: "a 1000 234567" }, "number_is_order_reference");
check({ shipping_company: "UPS", tracking_number: "12" }, "wrong_shape");
check({ shipping_company: "UPS", tracking_number: "??" }, "placeholder_text");
check({ shipping_company: "UPS", tracking_number: "https://www.ups.com/" }, "url_in_number_field");
check(
  { shipping_company: "UPS", tracking_uri: "https://www.ups.com/track?tracknum=1Z999AA10123456784" },
  "outbound ups 1Z999AA10123456784",
);
check({ tracking_uri: "https://shop.example/orders/mine" }, "no_number");
check({ shipping_company: "DHL", tracking_number: "00340434161094015903" }, "wrong_check_digit");
check(
  { shipping_company: "UPS", tracking_number: "1Z999AA10123456784 / 1Z999AA10123456785" },
  "outbound ups 1Z999AA10123456784",
  "wrong_check_digit",
);

// Nothing to follow, by method or by the words in the carrier's field.
check({ shipping_method: "Digital", shipping_company: "UPS", tracking_number: "A-1000234567" }, "digital");
check({ shipping_method: "Digital", tracking_number: "LICENSE-77" }, "digital");
check({ shipping_method: "PickUpWarehouse" }, "store_pickup");
check({ shipping_method: "click_collect" }, "store_pickup");
check({ shipping_company: "Selbstabholung" }, "store_pickup");
check({ shipping_company: "Abholung im Laden", tracking_number: "n/a" }, "store_pickup");
check({ shipping_company: "Standardbrief", shipping_method: "Undefined" }, "letter");
check({ shipping_company: "own delivery" }, "own_delivery");
check({ shipping_company: "E-Mail" }, "digital");
check({ shipping_method: "Home" }, "no_number");
check({ shipping_method: "Own", tracking_number: "4711-0815" }, "own_delivery");

// Prepared returns.
check(
  { shipping_company: "UPS", tracking_number: "1Z999AA10123456784", return_tracking_number: "1Z5R89390357567127" },
  "outbound ups 1Z999AA10123456784",
  "return ups 1Z5R89390357567127",
);
check(
  { shipping_company: "UPS", tracking_number: "1Z999AA10123456784", return_tracking_number: "1Z999AA10123456784" },
  "outbound ups 1Z999AA10123456784",
  "same_number_for_return",
);
check(
  { shipping_company: "UPS", tracking_number: "1Z999AA10123456784", return_shipping_company: "UPS" },
  "outbound ups 1Z999AA10123456784",
);
check(
  { return_shipping_company: "UPS", return_tracking_number: "1Z5R89390357567127" },
  "return ups 1Z5R89390357567127",
);

test("a test number is followed in test mode, whoever is named; next to a real one each goes its own way", () => {
  const inTest = (entry: SaidEntry) =>
    resolve(entry, { ...order, mode: "test" }).map((r) =>
      r.kind === "shipment" ? `${r.carrier} ${r.number}` : r.kind,
    );
  assert.deepEqual(inTest({ tracking_number: "posthorn-pickup-2" }), ["posthorn-test POSTHORNPICKUP2"]);
  assert.deepEqual(inTest({ shipping_company: "UPS", tracking_number: "POSTHORN-LOST; 1Z999AA10123456784" }), [
    "posthorn-test POSTHORNLOST",
    "ups 1Z999AA10123456784",
  ]);
});

test("X-04 any text gives at least one outcome, every finding a reason of the list, and nothing throws", () => {
  const text = fc.option(
    fc.oneof(
      fc.string({ maxLength: 100, unit: "binary" }),
      fc.constantFrom("UPS", "DHL", "1Z999AA10123456784", "https://x.example/%E0", "A-1000234567", "Digital", "Own"),
    ),
    { nil: null },
  );
  const entry = fc.record(
    {
      shipping_company: text,
      shipping_method: text,
      tracking_number: text,
      tracking_uri: text,
      return_shipping_company: text,
      return_tracking_number: text,
      return_tracking_uri: text,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(entry, (said) => {
      const outcomes = resolve(said, order);
      assert.ok(outcomes.length > 0);
      for (const outcome of outcomes) {
        const found = outcome.kind === "finding" ? [outcome] : outcome.notes;
        for (const { reason } of found) assert.ok(Object.hasOwn(reasons, reason));
        if (outcome.kind === "shipment") assert.match(outcome.number, /^[\p{L}\p{N}]{5,100}$/u);
      }
    }),
    { numRuns: 500 },
  );
});

test("the shop names one carrier, and the number is plainly another's: one is followed, whatever the shop sent before", () => {
  const carrierFor = (usedByMerchant: ReadonlyMap<string, number>): string | undefined => {
    const context = { references: [], country: "DE", usedByMerchant };
    const [one] = resolve({ shipping_company: "DHL", tracking_number: "1ZEB11240300010007" }, context);
    return one?.kind === "shipment" ? one.carrier : undefined;
  };
  assert.equal(carrierFor(new Map()), "dhl");
  // As likely as the name: the form decides who is asked first.
  assert.equal(carrierFor(new Map([["ups", 3]])), "ups");
  assert.equal(carrierFor(new Map([["dhl", 30]])), "dhl");
  const vague = { shipping_company: "DPD", tracking_number: "12345678901234" };
  assert.notEqual(resolve(vague, { references: [], country: null })[0]?.kind, "shipment");
});
