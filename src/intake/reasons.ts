/** What became of an entry of shipping info, or why nothing did: a closed list. The merchant sees the sentence and the evidence. */
import type { Candidate } from "#carriers/identify/identify.ts";

export const reasons = {
  // Nothing is followed.
  empty_entry: "The entry says nothing: no carrier, no number, no method.",
  no_number: "There is no tracking number. Send tracking_number, or a shipping_method that needs none.",
  no_carrier:
    "There is a number, but nobody is named, and the number does not tell whose it is. Send shipping_company.",
  unknown_carrier: "We know no carrier by this name, and the number does not tell whose it is. Send a carrier's code.",
  ambiguous_carrier: "Several carriers are about equally likely. Send the code of the one that is meant.",
  placeholder_text: "The number is a placeholder or an unfilled template.",
  number_is_order_reference: "The number is the order's own reference, not the carrier's.",
  wrong_check_digit: "The number's check digit is wrong for this carrier: a letter or digit was mistyped or cut off.",
  wrong_shape: "No carrier has such a number: it is too short or holds no digit.",
  url_in_number_field:
    "The number field holds a link. Send the number in tracking_number and the link in tracking_uri.",
  test_number:
    "The number is one of ours for tests, which play a journey with a test key only. In live mode send the carrier's number.",
  same_number_for_return:
    "The return has the number of the delivery itself. Send the number of the return's own label.",
  order_erased: "The shopper was erased from the order, so nothing new of it is followed.",
  // Something is followed or shown; these say how.
  followed: "A shipment is followed.",
  carrier_not_connected: "The carrier is known, but no connection follows it yet. The shopper gets the carrier's page.",
  order_cancelled: "The order is cancelled, so the carrier is not asked.",
  untracked_by_nature: "Nothing to follow: digital, own delivery, store pick-up or a letter without a number.",
  number_from_link: "There was no number, so it was read from the link. Send it in tracking_number.",
  check_digit_doubtful:
    "The number fails a check digit that this carrier often uses. The carrier is asked all the same.",
} as const;

export type Reason = keyof typeof reasons;

/** What we saw. Repeats the merchant's own words, cut; shown to that merchant only. */
export interface Evidence {
  /** Key of the entry that it is about. */
  readonly field: string | null;
  /** What stands there, at most 100 characters. */
  readonly said: string | null;
  /** Registry code of the carrier in question. */
  readonly carrier?: string;
  /** The order's reference that the number is equal to. */
  readonly equals?: string;
  /** Name of the number format that was tried. */
  readonly format?: string;
  readonly nature?: string;
  readonly candidates?: readonly Candidate[];
}
