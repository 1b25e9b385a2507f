/** Who can be told: the person's devices, address and telephone, or in place of the last two the shop's own server. */
import { idFromCause } from "#platform/ids.ts";
import type { Channel, Recipient } from "./parcel-log.ts";

export interface Reach {
  readonly orderId: string;
  readonly email: string | null;
  readonly devices: readonly { readonly id: string }[];
  /** E.164, confirmed by the shopper. */
  readonly phone: string | null;
}

/** Stands for an address where the address itself need not be kept. */
export const addressId = (email: string): string => idFromCause("address", email);

/** @param available the channels that this installation, for this shop, can send by. */
export function recipientsOf({ orderId, email, devices, phone }: Reach, available: ReadonlySet<Channel>): Recipient[] {
  const recipients: Recipient[] = available.has("push") ? devices.map(({ id }) => ({ channel: "push", id })) : [];
  if (available.has("webhook"))
    return [...recipients, { channel: "webhook", id: idFromCause("webhook", email ?? orderId) }];
  if (available.has("email") && email !== null) recipients.push({ channel: "email", id: addressId(email) });
  if (available.has("sms") && phone !== null) recipients.push({ channel: "sms", id: idFromCause("phone", phone) });
  return recipients;
}
