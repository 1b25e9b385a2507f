/** UPS. Source: carrier API sheet "UPS", section 5. */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

export const ups: readonly NumberFormat[] = [
  {
    name: "UPS 1Z",
    carriers: ["ups"],
    lengths: [18],
    pattern: /^1Z[0-9A-Z]{15}\d$/,
    isRight: (n) => check.ups(n.slice(2)),
    strength: 14,
    valid: ["1Z5R89390357567127", "1Z879E930346834440", "1Z999AA10123456784"],
    invalid: ["1Z5R89390357567128", "1Z5R8939035756712"],
  },
  {
    name: "UPS waybill",
    carriers: ["ups"],
    lengths: [11],
    pattern: /^[AHJKTV]\d{10}$/,
    isRight: (n) => check.ups(n.slice(1)),
    strength: 7.5,
    valid: ["K1506235620", "K2479825491", "J4603636537"],
    invalid: ["K1506235621", "B1506235620"],
  },
  {
    name: "UPS Roadie",
    carriers: ["ups"],
    lengths: [16, 28],
    pattern: /^1R[0-9A-Z]{14}(?:[0-9A-Z]{12})?$/,
    strength: 7,
    valid: ["1R12345678901234", "1R12345678901234ABCDEF123456"],
    invalid: ["1R1234567890123"],
  },
  {
    name: "UPS Mail Innovations",
    carriers: ["ups-mi", "ups"],
    lengths: [26],
    pattern: /^(?!9[1-5])\d{26}$/,
    strength: 4,
    usedIn: ["US"],
    valid: ["80012345678901234567890123"],
    invalid: ["8001234567890123456789012", "92001901755477000012345675"],
  },
  {
    name: "UPS Mail Innovations with letters",
    carriers: ["ups-mi", "ups"],
    lengths: [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30],
    pattern: /^MI\d{6}[0-9A-Z]{1,22}$/,
    strength: 6,
    usedIn: ["US"],
    valid: ["MI123456ABC1234567"],
    invalid: ["MI12345"],
  },
  // Nine bare digits say nothing of anybody; they only do not speak against the carrier that is named.
  {
    name: "UPS Mail Innovations, 9 digits",
    carriers: ["ups-mi", "ups"],
    lengths: [9],
    pattern: /^\d{9}$/,
    strength: 0.4,
    valid: ["482910375"],
    invalid: ["48291037"],
  },
];
