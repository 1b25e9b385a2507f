/** What the calls take and give. A test of Posthorn holds these against the API's own document. */

export interface Address {
  readonly given_name?: string;
  readonly family_name?: string;
  readonly organization_name?: string;
  readonly street_address?: string;
  readonly street_address2?: string;
  readonly postal_code?: string;
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
  readonly email?: string;
  readonly phone?: string;
}

export interface OrderLine {
  readonly name: string;
  readonly quantity: number;
  /** `physical`, `digital`, `shipping_fee` … */
  readonly type?: string;
  readonly reference?: string;
  readonly image_url?: string;
  readonly product_url?: string;
  readonly unit_price?: number;
  readonly total_amount?: number;
}

export interface NewOrder {
  /** ISO 3166-1 alpha-2. */
  readonly purchase_country: string;
  /** ISO 4217. */
  readonly purchase_currency: string;
  readonly order_lines: readonly OrderLine[];
  /** BCP 47: the language of messages. */
  readonly locale?: string;
  /** Minor units; left out: the sum of the lines. */
  readonly order_amount?: number;
  /** The number that the shopper knows. */
  readonly merchant_reference1?: string;
  readonly merchant_reference2?: string;
  readonly shipping_address?: Address;
  readonly billing_address?: Address;
}

export interface ShippingInfo {
  /** As you write it: a code, or a name. */
  readonly shipping_company?: string;
  readonly shipping_method?: string;
  readonly tracking_number?: string;
  readonly tracking_uri?: string;
  readonly return_shipping_company?: string;
  readonly return_tracking_number?: string;
  readonly return_tracking_uri?: string;
}

export type Status =
  | "pending"
  | "info_received"
  | "in_transit"
  | "out_for_delivery"
  | "available_for_pickup"
  | "attempt_failed"
  | "exception"
  | "delivered"
  | "returning"
  | "returned"
  | "expired";

export interface Estimate {
  readonly from: string;
  readonly through: string | null;
  readonly kind: "date" | "window";
}

export interface Shipment {
  readonly id: string;
  readonly order_id: string;
  readonly reference: string | null;
  readonly direction: "outbound" | "return";
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly tracked: boolean;
  readonly status: Status;
  readonly code: string;
  readonly status_at: string | null;
  readonly estimate: Estimate | null;
  readonly opened_at: string;
  readonly last_event_at: string | null;
  readonly last_asked_at: string | null;
  readonly last_outcome: string | null;
  readonly next_ask_at: string | null;
}

export interface HistoryEvent {
  readonly id: string;
  readonly code: string;
  readonly time: {
    readonly instant: string | null;
    readonly local: string;
    readonly precision: "instant" | "local_with_offset" | "local_without_zone" | "date_only";
    readonly zone: string | null;
  };
  readonly place: {
    readonly name?: string;
    readonly city?: string;
    readonly region?: string;
    readonly postalCode?: string;
    readonly country?: string;
  } | null;
  /** The carrier's own. */
  readonly words: string;
  readonly sources: readonly string[];
  readonly seen_at: string;
  readonly pieces: readonly string[];
  readonly is_withdrawn: boolean;
}

export interface WholeShipment extends Shipment {
  readonly tracking_url: string;
  readonly estimates: readonly {
    readonly estimate: Estimate;
    readonly seen_at: string;
    readonly reason: string | null;
  }[];
  readonly pickup_point: {
    readonly name?: string;
    readonly street?: string;
    readonly city?: string;
    readonly postalCode?: string;
    readonly country?: string;
  } | null;
  readonly keep_until: string | null;
  readonly attempts: number;
  /** Newest first. */
  readonly history: readonly HistoryEvent[];
}

export interface ShipmentFilter {
  readonly status?: Status;
  readonly carrier?: string;
  readonly number?: string;
  readonly order_id?: string;
  readonly reference?: string;
  /** ISO 8601 with offset. */
  readonly opened_since?: string;
  /** What somebody types: a number, a reference, an id, the shopper's address or a part of their name. */
  readonly q?: string;
}

interface About {
  readonly shipment_id: string;
  readonly order_id: string;
  /** 1, 2, 3 … of this shipment: what is lower is older, whenever it comes. */
  readonly sequence: number;
}

export type PosthornEvent = { readonly id: string; readonly timestamp: string } & (
  | {
      readonly type: "shipment.opened";
      readonly data: About & {
        readonly direction: "outbound" | "return";
        readonly carrier: string | null;
        readonly tracked: boolean;
        readonly status: Status;
      };
    }
  | {
      readonly type: "shipment.status_changed";
      readonly data: About & {
        readonly status: Status;
        readonly code: string;
        readonly previous_status: Status;
        readonly happened_at: string | null;
      };
    }
  | {
      readonly type: "shipment.estimate_changed";
      readonly data: About & { readonly estimate: Estimate; readonly reason: string | null };
    }
  | {
      readonly type: "ticket.opened" | "ticket.closed";
      readonly data: About & { readonly kind: string; readonly since: string };
    }
  | {
      readonly type: "integration.finding";
      readonly data: Omit<About, "shipment_id"> & {
        /** Null: no shipment came of it; then the sequence is the order's. */
        readonly shipment_id: string | null;
        readonly reason: string;
        readonly shipping_info_id: string;
      };
    }
);
export type EventType = PosthornEvent["type"];

export type TicketKind =
  | "shopper_waits"
  | "undeliverable"
  | "exception"
  | "invalid_number"
  | "failed_attempt"
  | "pickup_ends"
  | "never_scanned"
  | "delayed_dispatch"
  | "no_news"
  | "delayed"
  | "slow";

/** Opens and closes by itself, as the parcel moves. */
export interface Ticket {
  readonly kind: TicketKind;
  readonly since: string;
  readonly why: string;
  readonly fix: string;
  readonly owner: string | null;
  readonly shipment_id: string;
  readonly order_id: string;
  readonly reference: string | null;
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly status: Status;
  readonly code: string;
}

export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Empty: all. */
  readonly types: readonly EventType[];
  readonly contact: string | null;
  /** Shown once, when it is new. */
  readonly secret: string | null;
  readonly old_secret_until: string | null;
  readonly state: "active" | "paused" | "disabled";
  readonly disabled_why: "gone" | "failing" | null;
  readonly failing_since: string | null;
  readonly created_at: string;
  readonly changed_at: string;
}

export interface WebhookWishes {
  readonly url: string;
  /** Left out or empty: all. */
  readonly types?: readonly EventType[];
  /** Who is told when it is switched off; left out: your support address. */
  readonly contact?: string | null;
}

export interface IntegrationCheck {
  readonly verdict: "validated" | "findings" | "nothing_to_check";
  readonly checked_at: string;
  readonly since: string | null;
  readonly orders: number;
  readonly entries: number;
  readonly is_cut: boolean;
  /** Shares from 0 to 1; null: there is nothing to measure. */
  readonly score: Readonly<
    Record<"captures_with_info" | "entries_resolved" | "shipments_with_events" | "calls_taken" | "whole", number | null>
  >;
  readonly findings: readonly {
    readonly code: string;
    readonly severity: "broken" | "doubtful" | "advice";
    readonly why: string;
    readonly fix: string;
    readonly count: number;
    readonly examples: readonly {
      readonly order_id: string | null;
      readonly reference: string | null;
      readonly capture_id: string | null;
      readonly field: string | null;
      readonly received: string | null;
      readonly understood: string | null;
    }[];
  }[];
}

export interface ImportReport {
  readonly done: boolean;
  readonly line: number;
  readonly rows: number;
  readonly imported: number;
  readonly refused: number;
  readonly carriers: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly problems: readonly ImportRemark[];
  readonly notes: readonly ImportRemark[];
}

export interface ImportRemark {
  readonly line: number;
  readonly column: string | null;
  readonly said: string;
  readonly why: string;
}
