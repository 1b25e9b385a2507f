/** The typed client. Lists are async iterables; what writes carries an idempotency key, so that a repetition is none. */
import { type ClientOptions, createHttp, type Http } from "./http.ts";
import type {
  ImportReport,
  IntegrationCheck,
  NewOrder,
  PosthornEvent,
  Shipment,
  ShipmentFilter,
  ShippingInfo,
  Ticket,
  TicketKind,
  Webhook,
  WebhookWishes,
  WholeShipment,
} from "./types.ts";

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Yours, where the same thing may be sent again later: one per thing that happens. */
  readonly idempotencyKey?: string;
}

const om = "/ordermanagement/v1/orders";
const at = encodeURIComponent;

export function createPosthorn(options: ClientOptions) {
  const http = createHttp(options);
  return {
    orders: ordersOf(http),
    shipments: shipmentsOf(http),
    tickets: ticketsOf(http),
    events: eventsOf(http),
    webhooks: webhooksOf(http),
    integration: {
      /** Of one order, capture or shipment, or of all since some days. */
      check: async (
        subject:
          | { readonly order_id: string }
          | { readonly capture_id: string }
          | { readonly shipment_id: string }
          | { readonly since: string } = { since: "7d" },
        { signal }: CallOptions = {},
      ) =>
        (await http.send({ method: "GET", path: "/v1/integration-check", query: { ...subject }, signal }))
          .json as IntegrationCheck,
    },
    imports: {
      /** Sends a CSV file; yields how far it is, the last report with `done`. */
      async *csv(
        file: string | Blob,
        {
          signal,
          ...query
        }: CallOptions & {
          readonly dry_run?: boolean;
          readonly country?: string;
          readonly locale?: string;
          readonly columns?: string;
          readonly from_line?: number;
        } = {},
      ): AsyncGenerator<ImportReport, void> {
        for await (const line of http.stream({
          method: "POST",
          path: "/v1/imports",
          query,
          body: file,
          type: "text/csv",
          signal,
        }))
          yield JSON.parse(line) as ImportReport;
      },
    },
  };
}
export type PosthornClient = ReturnType<typeof createPosthorn>;

const ordersOf = (http: Http) => ({
  create: async (order: NewOrder, call: CallOptions = {}) =>
    (await http.send({ method: "POST", path: "/v1/orders", body: order, ...call })).json as {
      readonly order_id: string;
      readonly tracking_url: string;
    },
  /** With what is shipped, where that is known. @returns the capture's id */
  capture: async (
    orderId: string,
    capture: {
      readonly captured_amount: number;
      readonly description?: string;
      readonly reference?: string;
      readonly shipping_info?: readonly ShippingInfo[];
    },
    call: CallOptions = {},
  ) => {
    const { headers } = await http.send({
      method: "POST",
      path: `${om}/${at(orderId)}/captures`,
      body: capture,
      ...call,
    });
    return { capture_id: headers.get("capture-id") ?? "" };
  },
  /** To the order, or to one of its captures. Never refused because of a carrier or a number. */
  addShippingInfo: async (
    orderId: string,
    entries: readonly ShippingInfo[],
    { captureId, ...call }: CallOptions & { readonly captureId?: string } = {},
  ): Promise<void> => {
    const of = captureId === undefined ? "" : `/captures/${at(captureId)}`;
    await http.send({
      method: "POST",
      path: `${om}/${at(orderId)}${of}/shipping-info`,
      body: { shipping_info: entries },
      ...call,
    });
  },
  /** What became of what was sent: deliveries, and reasons why not. */
  deliveries: async (orderId: string, { signal }: CallOptions = {}) =>
    (await http.send({ method: "GET", path: `/v1/orders/${at(orderId)}/deliveries`, signal })).json,
});

const shipmentsOf = (http: Http) => {
  const page = async (
    filter: ShipmentFilter & { readonly after?: string; readonly limit?: number } = {},
    { signal }: CallOptions = {},
  ) =>
    (await http.send({ method: "GET", path: "/v1/shipments", query: { ...filter }, signal })).json as {
      readonly shipments: readonly Shipment[];
      readonly next: string | null;
    };
  return {
    page,
    /** All of them, newest first, page after page. */
    async *list(filter: ShipmentFilter = {}, call: CallOptions = {}): AsyncGenerator<Shipment, void> {
      for (let after: string | null | undefined; after !== null; ) {
        const { shipments, next } = await page(
          { ...filter, limit: 100, ...(after === undefined ? {} : { after }) },
          call,
        );
        yield* shipments;
        after = next;
      }
    },
    get: async (id: string, { signal }: CallOptions = {}) =>
      (await http.send({ method: "GET", path: `/v1/shipments/${at(id)}`, signal })).json as WholeShipment,
    /** It was entered by mistake: followed no more, shown to nobody. */
    retire: async (id: string, call: CallOptions = {}): Promise<void> => {
      await http.send({ method: "POST", path: `/v1/shipments/${at(id)}/retire`, ...call });
    },
  };
};

const ticketsOf = (http: Http) => ({
  /** What somebody should look at, of all shipments of the last 90 days, newest shipment first. */
  async *list(filter: { readonly kind?: TicketKind } = {}, { signal }: CallOptions = {}): AsyncGenerator<Ticket, void> {
    for (let after: string | null | undefined; after !== null; ) {
      const query = { ...filter, ...(after === undefined ? {} : { after }) };
      const page = (await http.send({ method: "GET", path: "/v1/tickets", query, signal })).json as {
        readonly tickets: readonly Ticket[];
        readonly next: string | null;
      };
      yield* page.tickets;
      after = page.next;
    }
  },
});

const eventsOf = (http: Http) => {
  const page = async (query: { readonly after?: string; readonly limit?: number } = {}, { signal }: CallOptions = {}) =>
    (await http.send({ method: "GET", path: "/v1/events", query, signal })).json as {
      readonly events: readonly PosthornEvent[];
      readonly next: string;
      readonly has_more: boolean;
    };
  return {
    page,
    /** From where you were to now, in order, page by page. Keep `next` once a page is handled: that is where to go on. */
    async *since(
      after: string | null,
      call: CallOptions = {},
    ): AsyncGenerator<{ readonly events: readonly PosthornEvent[]; readonly next: string }, void> {
      for (let cursor = after, more = true; more; ) {
        const { events, next, has_more } = await page(
          { limit: 100, ...(cursor === null ? {} : { after: cursor }) },
          call,
        );
        if (events.length > 0) yield { events, next };
        cursor = next;
        more = has_more;
      }
    },
  };
};

const webhooksOf = (http: Http) => {
  const call = async (
    method: "GET" | "POST" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    { signal }: CallOptions = {},
  ) => (await http.send({ method, path: `/v1/webhooks${path}`, signal, ...(body === undefined ? {} : { body }) })).json;
  return {
    list: async () => ((await call("GET", "")) as { readonly webhooks: readonly Webhook[] }).webhooks,
    /** Its `secret` is shown this once. */
    create: async (wishes: WebhookWishes) => (await call("POST", "", wishes)) as Webhook,
    get: async (id: string) => (await call("GET", `/${at(id)}`)) as Webhook,
    change: async (id: string, wishes: Partial<WebhookWishes>) =>
      (await call("PATCH", `/${at(id)}`, wishes)) as Webhook,
    delete: async (id: string) => void (await call("DELETE", `/${at(id)}`)),
    replaceSecret: async (id: string) => (await call("POST", `/${at(id)}/secret`)) as Webhook,
    pause: async (id: string) => (await call("POST", `/${at(id)}/pause`)) as Webhook,
    resume: async (id: string) => (await call("POST", `/${at(id)}/resume`)) as Webhook,
    ping: async (id: string) =>
      (await call("POST", `/${at(id)}/ping`)) as {
        readonly outcome: "delivered" | "refused" | "unreachable";
        readonly status: number | null;
        readonly duration_ms: number;
        readonly answer: string;
      },
    replay: async (
      id: string,
      wanted: { readonly event_id: string } | { readonly from: string; readonly through?: string },
    ) => (await call("POST", `/${at(id)}/replay`, wanted)) as { readonly replayed: number },
  };
};
