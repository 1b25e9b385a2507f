/** Why it was decided so: a closed list, each with the sentence that support reads. */
export const reasons = {
  news: "New, true and wanted: sent.",
  not_news: "This change is shown on the page and needs no message.",
  own_return: "A parcel that the shopper sends back: only its arrival at the shop is told.",
  over_before_added: "It was over before the shop told us of the parcel.",
  superseded: "Something newer is known and is told instead.",
  no_longer_true: "The parcel is no longer where this news says.",
  overtaken: "The parcel had already been further than this.",
  too_old: "It happened more than a day ago: the page shows it with its date.",
  already_told: "Another message has told it, or told the same date.",
  muted: "The shopper wants no more messages about this parcel.",
  switched_off: "The shopper does not want this kind of message this way.",
  not_this_way: "News of this kind does not go this way.",
  over_budget: "The parcel's messages are used up; the page shows it.",
  over_cap: "Eight messages of this parcel went this way already, which no parcel needs: held back, and logged.",
  over_daily_cap: "Fifty messages went to this address or device within a day: held back, and logged.",
  richer_channel: "Told by push on the shopper's device instead.",
  other_channel: "Told by SMS instead, as the shopper chose.",
  suppressed:
    "Nothing is sent to this e-mail address any more: it does not exist, or its owner reported our mail as spam.",
  no_recipient: "Nobody to tell: the order has no e-mail address and no device.",
  quiet_hours: "It is night where the shopper is: looked at again in the morning.",
  gathering_parcels: "Another parcel of the order is about to have the same news: waiting for one message.",
  just_told: "The same was just told of another parcel of this order: waiting for one message.",
  dates_in_a_row: "A date was told less than twelve hours ago: only the newest is told then.",
  another_says_it: "Another message about this parcel is about to go and says the date.",
  told_with_another_parcel: "Told in one message with another parcel of the order.",
  asked_again: "The shop asked to e-mail the shopper again.",
} as const;
export type Reason = keyof typeof reasons;

export const isReason = (text: string): text is Reason => Object.hasOwn(reasons, text);
