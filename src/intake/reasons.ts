/** Why something that was said is not followed: a closed list. The merchant sees the sentence and the evidence. */

export const reasons = {
  empty_entry: "The entry says nothing: no carrier, no number, no method.",
  no_number: "A carrier is named, but no tracking number.",
  no_carrier: "There is a number, but nobody is named, and the number does not tell whose it is.",
  unknown_carrier: "We know no carrier by this name, and the number does not tell whose it is.",
  ambiguous_carrier: "Several carriers are about equally likely. Send the carrier's code.",
  placeholder_text: "The number is a placeholder or an unfilled template.",
  number_is_order_reference: "The number is the order's own reference, not the carrier's.",
  wrong_check_digit: "The number's check digit is wrong for this carrier: a letter or digit was mistyped or cut off.",
  carrier_not_connected: "The carrier is known, but no connection follows it yet. The shopper gets the carrier's page.",
  untracked_by_nature: "Nothing to follow: digital, own delivery, store pick-up or a letter without a number.",
  followed: "A shipment is followed.",
} as const;

export type Reason = keyof typeof reasons;
