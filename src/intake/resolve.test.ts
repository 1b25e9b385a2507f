import assert from "node:assert/strict";
import { test } from "node:test";
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
check({ shipping_company: "UPS", tracking_number: "A-1000234567" }, "number_is_order_reference");
check({ shipping_company: "UPS", tracking_number: "%s" }, "placeholder_text");
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
