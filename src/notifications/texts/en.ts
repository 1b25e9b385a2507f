/** English. */
import type { Texts } from "./texts.ts";

export const en: Texts = {
  locale: "en-GB",
  titles: {
    shipped: "{shop}: {count, plural, one {on its way} other {# parcels on their way}}",
    out_for_delivery: "{shop}: arrives today",
    ready_for_pickup: "{shop}: ready to pick up",
    failed_attempt: "{shop}: delivery did not work",
    problem_action: "{shop}: your help is needed",
    problem: "{shop}: a parcel problem",
    delayed: "{shop}: arrives later",
    delivered: "{shop}: {count, plural, one {delivered} other {# parcels delivered}}",
    returning: "{shop}: going back",
    returned: "{shop}: back at the shop",
  },
  bodies: {
    shipped:
      "{count, plural, one {The carrier has your parcel.} other {The carrier has your parcels.}} {eta} Nothing to do.",
    out_for_delivery: "{eta} Nothing to do, if somebody can take it in.",
    ready_for_pickup: "Your parcel is waiting for you. {keep} See on the page where, and what to bring.",
    failed_attempt: "The carrier could not hand over your parcel. See on the page what comes next.",
    problem_action: "Your parcel cannot go on without you. See on the page what to do.",
    problem: "Something went wrong with your parcel. See on the page what is known and who helps.",
    delayed: "Your parcel is late. {eta} We write again when there is news; nothing to do.",
    delivered:
      "{count, plural, one {Your parcel is there.} other {Your parcels are there.}} Not found? The page says what to do.",
    returning: "Your parcel is on its way back to the shop. See on the page why, and who helps.",
    returned: "The parcel has arrived at the shop. Nothing to do; the shop takes over.",
  },
  bodiesByCode: {
    "attempt_failed.nobody_home": "The carrier was there and met nobody. See on the page what comes next.",
    "attempt_failed.not_enough_time": "The carrier did not get to you in time. See on the page what comes next.",
    "attempt_failed.rescheduled": "The carrier has put the delivery off. See on the page what comes next.",
    "attempt_failed.pickup_point_unavailable":
      "The carrier could not leave your parcel at the pick-up point. See on the page what comes next.",
    "exception.customs_documents_missing":
      "Customs needs papers from you before your parcel can go on. See on the page what is missing.",
    "exception.customs_charges_due":
      "Customs asks for charges before your parcel can go on. See on the page how the carrier collects them.",
    "exception.payment_required":
      "The carrier is waiting for a payment before it delivers. See on the page what is known.",
    "attempt_failed.payment_due":
      "The carrier was there and would have needed a payment. See on the page what comes next.",
    "attempt_failed.identity_check":
      "The carrier was there and has to see a proof of identity. See on the page what comes next.",
    "exception.address_incorrect": "The carrier cannot find the address. See on the page how to put it right.",
    "exception.lost": "The carrier says that your parcel is lost. The shop can help now: its contact is on the page.",
    "exception.damaged":
      "The carrier says that your parcel is damaged. The shop can help now: its contact is on the page.",
    "exception.refused":
      "The carrier says that the parcel was not accepted. Was it you? If not, the shop's contact is on the page.",
    "exception.disposed":
      "The carrier says that it has disposed of your parcel. The shop can help: its contact is on the page.",
    "delivered.to_neighbour": "Your parcel is there: a neighbour has it. Not found? The page says what to do.",
    "delivered.safe_place": "Your parcel is there, in the agreed place. Not found? The page says what to do.",
    "delivered.mailbox": "Your parcel is there, in the letterbox. Not found? The page says what to do.",
    "delivered.parcel_locker": "Your parcel is in the parcel locker. See on the page how to get it.",
    "delivered.collected": "Your parcel was picked up. Was it not you? The page says what to do.",
  },
  eta: {
    day: "It should arrive {when}.",
    window: "It should arrive {when} between {from} and {through}.",
    days: "It should arrive between {from} and {through}.",
    unknown: "The carrier has not given a date.",
  },
  keepUntil: "It is kept until {when}.",
  orderKnown: {
    title: "{shop}: your order",
    body: "Here is your order's page. There is no news of a parcel yet; we write when a carrier has it.",
  },
  button: "See my delivery",
  greeting: "{shop}",
  why: "You get this mail because you ordered at {shop}.",
  neverAsk: "We never ask you for a payment, a password or card details by e-mail.",
};
