/** What an integration check can find: one catalogue, the same as docs/integration-check.md. A code is never used for another thing. */

/**
 * broken: a parcel is not followed, or a call was not taken. doubtful: something is followed, and may be the wrong thing.
 * advice: all works, and could work better.
 */
export type Severity = "broken" | "doubtful" | "advice";

interface Finding {
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
}

export const findingCodes = {
  info_missing: {
    severity: "broken",
    why: "The capture has goods that are shipped, and no shipping info came for it within two days.",
    fix: "Send shipping_info with the capture, or append it when the label is made.",
  },
  info_late: {
    severity: "advice",
    why: "The shipping info came more than two days after the capture: so long the shopper knew nothing.",
    fix: "Send it when the label is made, not when the carrier has delivered.",
  },
  entry_empty: {
    severity: "broken",
    why: "The entry says nothing: no carrier, no number, no method.",
    fix: "Leave it out until there is something to say.",
  },
  number_missing: {
    severity: "broken",
    why: "A carrier is named, and there is no number to ask it about.",
    fix: "Send tracking_number. If there is none by nature, say so: shipping_method Postal, Own, PickUpStore or Digital.",
  },
  number_only_in_link: {
    severity: "advice",
    why: "There was no number, so it was read from the link.",
    fix: "Send it in tracking_number, too.",
  },
  number_field_holds_link: {
    severity: "doubtful",
    why: "The number's field holds a link.",
    fix: "Send the number in tracking_number and the link in tracking_uri.",
  },
  number_is_reference: {
    severity: "broken",
    why: "The number is the order's own reference.",
    fix: "Send the number that the carrier gave for the parcel.",
  },
  number_is_placeholder: {
    severity: "broken",
    why: "The number is a placeholder that somebody or some program put there.",
    fix: "Send nothing until there is a number.",
  },
  template_unfilled: {
    severity: "broken",
    why: "The text is a template whose place was not filled in.",
    fix: "Look where your shop fills this field: the variable has another name, or is set later.",
  },
  several_numbers: {
    severity: "advice",
    why: "The field holds several numbers. They were taken apart.",
    fix: "Send one entry for each parcel.",
  },
  number_shape_wrong: {
    severity: "broken",
    why: "No carrier has such a number: it is too short, or holds no digit.",
    fix: "Send the number as it stands on the label.",
  },
  check_digit_wrong: {
    severity: "broken",
    why: "The number's check digit is wrong for this carrier: a letter or digit was mistyped, cut off or rounded by a spreadsheet.",
    fix: "Send the number as the carrier gave it, as text.",
  },
  check_digit_doubtful: {
    severity: "doubtful",
    why: "The number fails a check digit that this carrier often uses. The carrier is asked all the same.",
    fix: "Compare it with the label.",
  },
  test_number_live: {
    severity: "broken",
    why: "The number is one that stands for tests, in a live order.",
    fix: "Use it with a test key, and send the carrier's number here.",
  },
  company_missing: {
    severity: "broken",
    why: "There is a number, and nobody is named; the number does not tell whose it is.",
    fix: "Send shipping_company: a carrier's code, such as dhl-germany.",
  },
  company_unknown: {
    severity: "broken",
    why: "We know no carrier by this name, and the number does not tell whose it is.",
    fix: "Send a carrier's code: GET /v1/carriers.json has them all.",
  },
  company_ambiguous: {
    severity: "broken",
    why: "The name fits several carriers, and the number does not decide.",
    fix: "Send the code of the one that is meant.",
  },
  company_is_label: {
    severity: "doubtful",
    why: "The company's field holds the name of a way of shipping, not of a carrier.",
    fix: "Send the carrier that your shop hands this parcel to.",
  },
  company_is_link: {
    severity: "doubtful",
    why: "The company's field holds a link.",
    fix: "Send the carrier's code in shipping_company and the link in tracking_uri.",
  },
  fields_swapped: {
    severity: "broken",
    why: "The company's field holds a number, and the number's field does not.",
    fix: "Swap shipping_company and tracking_number where your shop fills them.",
  },
  other_carrier: {
    severity: "doubtful",
    why: "You named one carrier, and the number looks like another one's. Both are asked, the named one first.",
    fix: "Send the code of the carrier whose label is on the parcel.",
  },
  uri_no_link: {
    severity: "advice",
    why: "The link is no web address, so nobody can open it.",
    fix: "Send a whole address that begins with https://, or nothing.",
  },
  method_unknown: {
    severity: "advice",
    why: "The shipping method is none of those that the API knows.",
    fix: "Send one of Home, PickUpPoint, PickUpStore, BoxReg, BoxUnreg, Own, Postal, Digital … or nothing.",
  },
  return_confused: {
    severity: "doubtful",
    why: "The return's fields hold the delivery's own number, or stand where the delivery's should.",
    fix: "return_tracking_number is for the label that lies in the parcel; the parcel's own number belongs in tracking_number.",
  },
  entry_repeated: {
    severity: "advice",
    why: "The very same entry came more than once. It is one delivery all the same.",
    fix: "Send an entry once, with an idempotency key for the call.",
  },
  postcode_missing: {
    severity: "broken",
    why: "The carrier tells nothing without the postcode of the delivery, and the order has none.",
    fix: "Send shipping_address with postal_code and country when the order is made.",
  },
  never_heard_of: {
    severity: "doubtful",
    why: "Three days after you sent the number the carrier still does not know it.",
    fix: "Compare it with the label. A number is often sent before the parcel is handed over, and sometimes never is.",
  },
  carrier_refuses_number: {
    severity: "broken",
    why: "The carrier says that this is none of its numbers.",
    fix: "Compare number and carrier with the label, and send the right one: the order keeps both, and the shopper sees the one that moves.",
  },
  json_broken: {
    severity: "broken",
    why: "A call's body was no JSON, so nothing of it was taken.",
    fix: "Let a library write the JSON. The message names line and column.",
  },
  call_refused: {
    severity: "broken",
    why: "A call was refused. Nothing of it was taken.",
    fix: "The message says which field, and what was expected there.",
  },
  key_reused: {
    severity: "broken",
    why: "An idempotency key came again with another body. The first answer was repeated, and the second body was not taken.",
    fix: "Make a key for each thing that happens, such as one per capture, and use it again only to repeat that very call.",
  },
  no_key: {
    severity: "advice",
    why: "Calls that write came without an idempotency key: repeated after a time-out they would be two.",
    fix: "Send Klarna-Idempotency-Key, a new UUID for each thing that happens.",
  },
} as const satisfies Readonly<Record<string, Finding>>;

export type FindingCode = keyof typeof findingCodes;
