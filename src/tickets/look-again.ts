/** Whether a shipment's ticket is another one than was told: then merchants' servers hear of it, in the same transaction. */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { completeWork, planAgain, type Work } from "#platform/due-work.ts";
import { idFromCause } from "#platform/ids.ts";
import { announce, type News } from "#shipments/announce.ts";
import { lockToLookAt, setTold, type ToLookAt } from "./store.ts";
import { nextLook, type Ticket, ticketOf } from "./tickets.ts";

/** @throws LeaseLost when another has the work now: nothing is told */
export function lookAgain(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  work: Work,
): Promise<void> {
  const { shard, subject, merchantId } = work;
  return database.forMerchants([merchantId], async (tx) => {
    const now = clock.now();
    const row = await lockToLookAt(tx, shard, subject);
    if (row === undefined) return completeWork(tx, work);
    const ticket = ticketOf(row, now);
    if ((ticket?.kind ?? null) !== row.told) {
      const { id, orderId, mode } = row;
      await announce(tx, { shard, id, orderId, merchantId, mode }, newsOf(row, ticket, now), now);
      await setTold(tx, shard, id, ticket?.kind ?? null);
    }
    const again = nextLook(row, now);
    return again === null ? completeWork(tx, work) : planAgain(tx, work, again);
  });
}

function newsOf({ id, told }: ToLookAt, ticket: Ticket | null, now: Date): readonly News[] {
  const closed: News[] =
    told === null
      ? []
      : [
          {
            ...{ type: "ticket.closed", id: idFromCause("feed", "ticket closed", id, told, now.toISOString()) },
            data: { kind: told, since: now.toISOString() },
          },
        ];
  if (ticket === null) return closed;
  const { kind } = ticket;
  const since = ticket.since.toISOString();
  return [
    ...closed,
    {
      ...{ type: "ticket.opened", id: idFromCause("feed", "ticket opened", id, kind, now.toISOString()) },
      data: { kind, since },
    },
  ];
}
