/** The parcel as schema.org's ParcelDelivery, for assistants that read pages: no more than its tier shows. Pure. */
import type { OrderView, ParcelView } from "./presenter.ts";

/** JSON that can stand in a script element: nothing in it ends the element. */
export function parcelData(order: OrderView, parcel: ParcelView): string | null {
  if (order.tier === 0) return null;
  const { estimate } = parcel;
  const delivery = {
    "@context": "https://schema.org",
    "@type": "ParcelDelivery",
    provider: parcel.carrier === "" ? undefined : { "@type": "Organization", name: parcel.carrier },
    trackingNumber: parcel.number ?? undefined,
    trackingUrl: parcel.carrierPage ?? undefined,
    expectedArrivalFrom: estimate?.from,
    expectedArrivalUntil: estimate?.through ?? undefined,
    itemShipped: parcel.items.map(({ name }) => ({ "@type": "Product", name })),
    partOfOrder: {
      "@type": "Order",
      orderNumber: order.reference ?? undefined,
      seller: { "@type": "Organization", name: order.shop },
      orderStatus: `https://schema.org/${orderStatus[parcel.state] ?? "OrderInTransit"}`,
    },
  };
  return JSON.stringify(delivery).replaceAll("<", "\\u003c");
}

const orderStatus: Partial<Record<ParcelView["state"], string>> = {
  pending: "OrderProcessing",
  announced: "OrderProcessing",
  ready: "OrderPickupAvailable",
  delivered: "OrderDelivered",
  returning: "OrderReturned",
  returned: "OrderReturned",
  cancelled: "OrderCancelled",
  problem: "OrderProblem",
  lost: "OrderProblem",
};
