/** What a person follows by hand is an order of the installation's own merchant: made, accepted and taken in as a shop's is. */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import type { Log } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { createAcceptor } from "./accept.ts";
import { createOrderWith } from "./create-order.ts";
import { addToOrder, type Call, cancel, setShippingAddress } from "./order.ts";
import { personalMerchantId } from "./personal-merchant.ts";
import type { OrderBody, ShippingInfoEntry } from "./schema.ts";

export interface ParcelByHand {
  /** The same id again is the same order. */
  readonly id: string;
  readonly email: string;
  /** BCP 47. */
  readonly locale: string;
  /** ISO 3166-1 alpha-2, where it goes. */
  readonly country: string;
  /** For carriers that tell nothing without it. */
  readonly postalCode: string | null;
  /** As the person gave it. */
  readonly entry: ShippingInfoEntry;
}

export interface FollowByHand {
  /** Resolves when it is durable. */
  follow(parcel: ParcelByHand): Promise<{ readonly orderId: string }>;
  /** Nobody's any more: no address to write to, nothing to ask about. */
  forget(orderId: string): Promise<void>;
}

const caller = { merchantId: personalMerchantId, mode: "live" } as const;

/** Its address first: a cancelled order takes no change. */
const forgotten: Call = (order, additions, context) => {
  setShippingAddress({ email: "" }, () => null)(order, additions, context);
  return cancel(order, additions, context);
};

export function followByHandWith(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly linkSecret: string;
  readonly publicBaseUrl: string;
}): FollowByHand {
  const createOrder = createOrderWith(deps);
  const acceptor = createAcceptor({ ...deps, locationBase: "" });

  async function change(orderId: string, call: Call): Promise<void> {
    const answer = await acceptor.accept({
      ...caller,
      orderId,
      idempotency: null,
      method: "POST",
      path: "/add",
      correlationId: orderId,
      call,
      rows: 1,
      unknownOrder: "There is no such order.",
    });
    if (answer.status >= 400) throw new Error(`A parcel that a person follows was not changed: ${answer.status}.`);
  }

  return {
    async follow({ id, email, locale, country, postalCode, entry }) {
      const body: OrderBody = {
        purchase_country: country,
        // ISO 4217: no currency is involved.
        purchase_currency: "XXX",
        locale,
        order_amount: 0,
        order_lines: [],
        shipping_address: { email, country, ...(postalCode === null ? {} : { postal_code: postalCode }) },
      };
      const made = await createOrder(caller, body, { idempotency: null, authorizationToken: id });
      if (typeof made === "string" || "refusal" in made) throw new Error("An order without a key was not made.");
      await change(made.orderId, addToOrder([entry]));
      return { orderId: made.orderId };
    },
    forget: (orderId) => change(orderId, forgotten),
  };
}
