/** What a merchant may see of a shipment: the only way out for one, over the API and at a terminal. */
import { derivedToken } from "#platform/ids.ts";
import type { History } from "#shipments/store.ts";
import { timeline } from "#shipments/timeline.ts";
import type { ListedShipment } from "./store.ts";

/** The shopper's page of this parcel: whoever has it sees the parcel. */
export const linkOf = (
  { id, orderId }: Pick<ListedShipment, "id" | "orderId">,
  { publicBaseUrl, linkSecret }: { readonly publicBaseUrl: string; readonly linkSecret: string },
): string => `${publicBaseUrl}/o/${derivedToken(linkSecret, "order-link", orderId)}/p/${id}`;

const estimateOf = ({
  from,
  through,
  kind,
}: {
  readonly from: string;
  readonly through: string | null;
  readonly kind: "date" | "window";
}) => ({
  from,
  through,
  kind,
});

/** As it stands in a list. */
export const inList = (row: ListedShipment) => ({
  id: row.id,
  order_id: row.orderId,
  reference: row.reference,
  direction: row.direction,
  carrier: row.carrier,
  tracking_number: row.trackingNumber,
  tracked: row.tracked,
  status: row.status,
  code: row.code,
  status_at: row.statusAt?.toISOString() ?? null,
  estimate: row.summary.estimate && estimateOf(row.summary.estimate),
  opened_at: row.openedAt.toISOString(),
  last_event_at: row.lastEventAt?.toISOString() ?? null,
  last_asked_at: row.lastAskedAt?.toISOString() ?? null,
  last_outcome: row.lastOutcome,
  next_ask_at: row.nextAskAt?.toISOString() ?? null,
});

/** With its history, newest first. @param link of the shopper's page */
export function whole(row: ListedShipment, { events, facts }: History, link: string) {
  const { summary } = row;
  const { pickupPoint } = summary;
  return {
    ...inList(row),
    tracking_url: link,
    estimates: summary.estimateHistory.map(({ estimate, seenAt, reason }) => ({
      estimate: estimateOf(estimate),
      seen_at: seenAt,
      reason,
    })),
    pickup_point: pickupPoint && {
      name: pickupPoint.name,
      street: pickupPoint.street,
      city: pickupPoint.city,
      postalCode: pickupPoint.postalCode,
      country: pickupPoint.country,
    },
    keep_until: summary.keepUntil?.date ?? null,
    attempts: summary.attempts,
    history: timeline(events, facts)
      .flatMap(({ entries }) => entries)
      .map((entry) => ({
        id: entry.id,
        code: entry.code,
        time: {
          instant: entry.time.instant,
          local: entry.time.local,
          precision: entry.time.precision,
          zone: entry.time.zone,
        },
        place: entry.place,
        words: entry.text,
        sources: entry.sources,
        seen_at: entry.seenAt,
        pieces: entry.pieces,
        is_withdrawn: entry.withdrawn,
      })),
  };
}
