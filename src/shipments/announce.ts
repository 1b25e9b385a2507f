/**
 * What merchants' programs are to hear of a shipment, written with what it announces: never without it, never twice. Thin: ids, codes
 * and times; whoever reads it asks for the rest (W-05).
 */
import type { Tx } from "#platform/database.ts";
import type { Estimate } from "./event.ts";
import type { EventCode, Status } from "./event-codes.ts";
import { insertFeedEntries, insertOrderFeedEntries } from "./store.ts";

export type News =
  | {
      readonly type: "shipment.opened";
      readonly id: string;
      readonly data: {
        readonly direction: "outbound" | "return";
        readonly carrier: string | null;
        readonly tracked: boolean;
        readonly status: Status;
      };
    }
  | {
      readonly type: "shipment.status_changed";
      readonly id: string;
      readonly data: {
        readonly status: Status;
        readonly code: EventCode;
        readonly previous_status: Status;
        /** When the carrier says it happened, ISO 8601 in UTC; null: it does not. */
        readonly happened_at: string | null;
      };
    }
  | {
      readonly type: "shipment.estimate_changed";
      readonly id: string;
      readonly data: { readonly estimate: Estimate; readonly reason: EventCode | null };
    }
  | {
      readonly type: "ticket.opened" | "ticket.closed";
      readonly id: string;
      /** Kinds are those of `tickets/`. */
      readonly data: { readonly kind: string; readonly since: string };
    }
  | FindingNews;

/** About an entry of shipping info; where it led to no shipment, about the order. */
export interface FindingNews {
  readonly type: "integration.finding";
  readonly id: string;
  /** Reasons are those of `intake/`. */
  readonly data: { readonly reason: string; readonly shipping_info_id: string };
}

export type NewsType = News["type"];
export const newsTypes = [
  "shipment.opened",
  "shipment.status_changed",
  "shipment.estimate_changed",
  "ticket.opened",
  "ticket.closed",
  "integration.finding",
] as const satisfies readonly NewsType[];

export interface Announced {
  readonly shard: number;
  readonly id: string;
  readonly orderId: string;
  readonly merchantId: string;
  readonly mode: "live" | "test";
}

/** In the transaction of what is announced, which holds the shipment's row: numbers follow each other without gaps. */
export async function announce(tx: Tx, shipment: Announced, news: readonly News[], now: Date): Promise<void> {
  if (news.length > 0) await insertFeedEntries(tx, shipment, news, now);
}

/** What is about the order itself, because no shipment came of it: numbered by the order. */
export async function announceOfOrder(
  tx: Tx,
  order: Omit<Announced, "id">,
  news: readonly FindingNews[],
  now: Date,
): Promise<void> {
  if (news.length > 0) await insertOrderFeedEntries(tx, order, news, now);
}
