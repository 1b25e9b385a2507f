/** The words for a parcel that a person follows by hand: there is no shop to name, so each sentence that would name one has a sister. */
import type { EventCode } from "#shipments/event-codes.ts";
import type { OrderView } from "./presenter.ts";
import type { TextKey, Texts } from "./texts.ts";

/** A test holds this against all sentences that name a shop. */
export const sisters: Readonly<Partial<Record<TextKey, TextKey>>> = {
  "order.reference": "own.reference",
  "order.headline.none": "own.headline.none",
  "order.headline.none.sub": "own.headline.none.sub",
  "order.headline.sent": "own.headline.sent",
  "order.contact.none": "own.contact",
  "order.unfollowed.somebody": "own.unfollowed.somebody",
  "order.unfollowed.line": "own.unfollowed.line",
  "parcel.back": "own.back",
  "parcel.help.shop": "own.help.sender",
  "state.returning": "own.state.returning",
  "state.returned": "own.state.returned",
  "headline.returned": "own.state.returned",
  "line.announced": "own.line.announced",
  "line.lost.declared": "own.line.lost.declared",
  "line.lost": "own.line.lost",
  "line.returning": "own.line.returning",
  "line.returned": "own.line.returned",
  "line.invalid": "own.line.invalid",
  "action.address": "own.action.address",
  "action.shop": "own.action.sender",
  "action.notHere.body": "own.action.notHere",
  "line.unknown": "own.line.unknown",
  "line.problem.shop": "own.line.problem",
  "line.delivered.missing": "own.line.missing",
  "action.unknown": "own.action.unknown",
  "carriers.none": "own.carriers.none",
  "carriers.note": "own.carriers.note",
  "calendar.delivery": "own.calendar.delivery",
  "calendar.pickup": "own.calendar.pickup",
  "step.1": "own.step.1",
  "back.3": "own.state.returned",
};

const events: Readonly<Partial<Record<EventCode | "unmapped", TextKey>>> = {
  "info_received.label_created": "own.event.announced",
  "info_received.pickup_scheduled": "own.event.booked",
  "in_transit.picked_up": "own.event.pickedUp",
  "exception.pickup_failed": "own.event.notPickedUp",
  "returning.initiated": "own.state.returning",
  "returned.to_sender": "own.state.returned",
};

/** View and texts as a page takes them; those of a shop's order stay as they are. */
export function inOwnWords(view: OrderView, texts: Texts): { readonly view: OrderView; readonly texts: Texts } {
  if (!view.isOwn) return { view, texts };
  return {
    view: { ...view, shop: texts.t("own.shop"), contact: null },
    texts: {
      ...texts,
      t: (key, values) => texts.t(sisters[key] ?? key, values),
      event: (code) => {
        const key = events[code];
        return key === undefined ? texts.event(code) : texts.t(key);
      },
    },
  };
}
