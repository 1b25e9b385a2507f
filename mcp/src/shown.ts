/** What an assistant reads of a parcel. A field is shown when it stands here, and never otherwise. */

/** As much of `@posthorn/sdk`'s client as the tools use. */
export interface Posthorn {
  readonly shipments: {
    page(filter: {
      readonly q?: string;
      readonly number?: string;
      readonly limit?: number;
    }): Promise<{ readonly shipments: readonly Shipment[]; readonly next: string | null }>;
    get(id: string): Promise<WholeShipment>;
  };
  readonly integration: {
    check(subject: { readonly order_id: string } | { readonly since: string }): Promise<object>;
  };
}

interface Estimate {
  readonly from: string;
  readonly through: string | null;
}

export interface Shipment {
  readonly id: string;
  readonly order_id: string;
  readonly reference: string | null;
  readonly direction: string;
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly status: string;
  readonly code: string;
  readonly status_at: string | null;
  readonly estimate: Estimate | null;
  readonly last_asked_at: string | null;
  readonly last_outcome: string | null;
  readonly next_ask_at: string | null;
}

export interface WholeShipment extends Shipment {
  readonly estimates: readonly { readonly estimate: Estimate; readonly seen_at: string }[];
  readonly pickup_point: { readonly name?: string; readonly city?: string } | null;
  readonly keep_until: string | null;
  readonly attempts: number;
  readonly history: readonly {
    readonly code: string;
    readonly time: { readonly local: string; readonly instant: string | null };
    readonly place: { readonly city?: string; readonly country?: string } | null;
    readonly words: string;
    readonly sources: readonly string[];
    readonly seen_at: string;
    readonly is_withdrawn: boolean;
  }[];
}

export const shortOf = (one: Shipment) => ({
  ...{ shipment_id: one.id, direction: one.direction, carrier: one.carrier, tracking_number: one.tracking_number },
  ...{ status: one.status, code: one.code, since: one.status_at, expected: spanOf(one.estimate) },
});

export const wholeOf = (one: WholeShipment, eventsMax: number) => ({
  ...shortOf(one),
  ...{ order_id: one.order_id, reference: one.reference, failed_attempts: one.attempts },
  promised_before: one.estimates.slice(0, -1).map(({ estimate, seen_at }) => ({ expected: spanOf(estimate), seen_at })),
  pickup_point: one.pickup_point === null ? null : { name: one.pickup_point.name, city: one.pickup_point.city },
  ...{
    kept_until: one.keep_until,
    asked_last: one.last_asked_at,
    answered: one.last_outcome,
    asked_next: one.next_ask_at,
  },
  evidence: one.history.slice(0, eventsMax).map((event) => ({
    ...{ code: event.code, local_time: event.time.local, instant: event.time.instant },
    place: event.place === null ? null : [event.place.city, event.place.country].filter(Boolean).join(", "),
    ...{
      carrier_words: event.words,
      said_by: event.sources,
      known_since: event.seen_at,
      withdrawn: event.is_withdrawn,
    },
  })),
  older_events: Math.max(0, one.history.length - eventsMax),
});

const spanOf = (estimate: Estimate | null): string | null =>
  estimate === null ? null : [estimate.from, estimate.through].filter(Boolean).join(" – ");
