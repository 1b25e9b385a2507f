/** A shop's shipments: found, exported, looked at, corrected, proven. */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Messages } from "#notifications/support-routes.ts";
import { csvLine } from "#platform/csv.ts";
import { parameter } from "#platform/html/request.ts";
import { isUuid, newId, sha256 } from "#platform/ids.ts";
import { readHistories } from "#shipments/store.ts";
import { timeline } from "#shipments/timeline.ts";
import { ShipmentList, WholeShipment } from "#shipments-api/schema.ts";
import { Reports } from "#shopper/reports-routes.ts";
import { Tickets } from "#tickets/schema.ts";
import { type Proof, proofContent } from "./pages/proof.ts";
import { type Shipment, shipmentContent } from "./pages/shipment.ts";
import { shipmentsContent } from "./pages/shipments.ts";
import { Refused, type Site, typed, type Visit } from "./site.ts";
import * as store from "./store.ts";

const path = "/portal/:merchant/:mode/shipments";
const form = { config: { form: true } };
const doneWords: Readonly<Record<string, string>> = {
  noted: "The note is kept.",
  owner: "Done.",
  sent: "The mail with the link is on its way.",
};

export function addShipmentRoutes(server: FastifyInstance, site: Site): void {
  const { database, clock } = site.options;

  server.get(
    path,
    site.shop("read", async (request, reply, visit) => {
      const query = queryOf(request);
      const filters = filtersOf(query);
      const after = parameter(request, "after", 1_000);
      const read = await visit.read(ShipmentList, `/v1/shipments${apiQuery(query, after)}`);
      if (read instanceof Refused) return site.refused(reply, visit, read);
      const views = await database.forMerchants([visit.merchantId], (tx) =>
        store.readViews(tx, visit.session.personId, visit.merchantId),
      );
      const content = shipmentsContent({ list: read, query, views, filters }, visit);
      return site.page(reply, { title: "Shipments", content, visit, here: "shipments" });
    }),
  );
  server.get(
    `${path}.csv`,
    site.shop("read", async (request, reply, visit) => {
      const query = queryOf(request);
      // The log is never rewritten, so a name or an address that was looked for stays out of it (D-03).
      const filters = filtersOf({ ...query, q: query.q === "" ? "" : "…" });
      await site.note(visit, "shipments_exported", "", { filters });
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="shipments.csv"')
        .send(Readable.from(csvOf(visit, query)));
    }),
  );
  server.post(
    `${path}/views`,
    form,
    site.shop("read", async (request, reply, visit) => {
      const view = { name: typed(request, "name", 60), query: typed(request, "query", 600) };
      const kept =
        view.name !== "" && (view.query === "" || view.query.startsWith("?"))
          ? await database.forMerchants([visit.merchantId], (tx) =>
              store.putView(tx, visit.session.personId, visit.merchantId, view, clock.now()),
            )
          : 0;
      if (kept > 0) return reply.redirect(visit.at("shipments") + view.query, 303);
      const sentences = ["A view has a name, and there are at most twenty of them: forget one first."];
      return site.refused(reply, visit, { status: 422, sentences });
    }),
  );
  server.post(
    `${path}/views/forget`,
    form,
    site.shop("read", async (request, reply, visit) => {
      await database.forMerchants([visit.merchantId], (tx) =>
        store.deleteView(tx, visit.session.personId, visit.merchantId, typed(request, "name", 60)),
      );
      return reply.redirect(visit.at("shipments"), 303);
    }),
  );

  server.get(
    `${path}/:id`,
    withShipment(site, "read", async (request, reply, visit, shipment) => {
      const order = `/v1/orders/${shipment.order_id}`;
      const [messages, reports, tickets] = [
        await visit.read(Messages, `${order}/messages`),
        await visit.read(Reports, `${order}/reports`),
        await visit.read(Tickets, `/v1/tickets?shipment_id=${shipment.id}`),
      ];
      const own = await ownParts(site, visit, shipment.id);
      const page = {
        ...{ shipment, ...own },
        ticket: tickets instanceof Refused ? undefined : tickets.tickets[0],
        messages:
          messages instanceof Refused ? [] : messages.messages.filter(({ parcel_id }) => parcel_id === shipment.id),
        reports: reports instanceof Refused ? [] : reports.reports,
        done: doneWords[parameter(request, "done", 20)] ?? null,
      };
      const title = shipment.reference ?? shipment.tracking_number ?? "Shipment";
      return site.page(reply, { title, content: shipmentContent(page, visit), visit, here: "shipments" });
    }),
  );

  server.post(
    `${path}/:id/notes`,
    form,
    withShipment(site, "shipments:write", async (request, reply, visit, { id }) => {
      const words = typed(request, "words", 2_000);
      if (words !== "")
        await database.forMerchants([visit.merchantId], async (tx) => {
          const shard = await store.shardOfShipment(tx, visit, id);
          const note = { id: newId(), who: visit.session.email, words, writtenAt: clock.now() };
          if (shard !== undefined)
            await store.insertNote(tx, { ...note, shard, shipmentId: id, merchantId: visit.merchantId });
        });
      return reply.redirect(visit.at(`shipments/${id}?done=noted`), 303);
    }),
  );
  server.post(
    `${path}/:id/owner`,
    form,
    withShipment(site, "shipments:write", async (request, reply, visit, { id }) => {
      const who = typed(request, "who", 254);
      const answer = await visit.ask("PUT", `/v1/shipments/${id}/owner`, { owner: who === "" ? null : who });
      if (answer.status !== 204) return site.refused(reply, visit, new Refused(answer));
      return reply.redirect(visit.at(`shipments/${id}?done=owner`), 303);
    }),
  );
  server.post(
    `${path}/:id/resend`,
    form,
    withShipment(site, "shipments:write", async (_request, reply, visit, { id, order_id }) => {
      const captures = await visit.ask("GET", `/ordermanagement/v1/orders/${order_id}/captures`);
      const [capture] = captures.status === 200 ? (captures.body as { capture_id: string }[]) : []; // our own answer
      const answer =
        capture === undefined
          ? captures
          : await visit.ask(
              "POST",
              `/ordermanagement/v1/orders/${order_id}/captures/${capture.capture_id}/trigger-send-out`,
            );
      if (capture === undefined)
        return site.refused(reply, visit, {
          status: 409,
          sentences: ["The order has no capture: there is no mail to send again."],
        });
      if (answer.status >= 300) return site.refused(reply, visit, new Refused(answer));
      return reply.redirect(visit.at(`shipments/${id}?done=sent`), 303);
    }),
  );
  server.post(
    `${path}/:id/retire`,
    form,
    withShipment(site, "shipments:write", async (_request, reply, visit, shipment) => {
      const answer = await visit.ask("POST", `/v1/shipments/${shipment.id}/retire`);
      if (answer.status !== 204) return site.refused(reply, visit, new Refused(answer));
      await site.note(visit, "shipment_corrected", shipment.id, { retired: shipment.tracking_number ?? "" });
      return reply.redirect(visit.at("shipments"), 303);
    }),
  );
  server.post(
    `${path}/:id/correct`,
    form,
    withShipment(site, "shipments:write", async (request, reply, visit, shipment) => {
      const entry = {
        shipping_company: typed(request, "company", 100),
        tracking_number: typed(request, "number", 100),
      };
      // Sent as the merchant would: what was said first stays as it was.
      const said = await visit.ask("POST", `/ordermanagement/v1/orders/${shipment.order_id}/shipping-info`, {
        shipping_info: [entry],
      });
      if (said.status >= 300) return site.refused(reply, visit, new Refused(said));
      const retired = await visit.ask("POST", `/v1/shipments/${shipment.id}/retire`);
      if (retired.status !== 204) return site.refused(reply, visit, new Refused(retired));
      await site.note(visit, "shipment_corrected", shipment.id, {
        ...{ from: `${shipment.carrier ?? ""} ${shipment.tracking_number ?? ""}`.trim() },
        to: `${entry.shipping_company} ${entry.tracking_number}`,
      });
      return reply.redirect(visit.at(`shipments?q=${encodeURIComponent(shipment.order_id)}`), 303);
    }),
  );

  server.get(
    `${path}/:id/proof`,
    withShipment(site, "read", async (_request, reply, visit, shipment) => {
      const content = proofContent(await proofOf(site, visit, shipment), visit);
      return site.page(reply, { title: "Proof of delivery", content, visit, here: "shipments" });
    }),
  );
  server.get(
    `${path}/:id/proof.json`,
    withShipment(site, "read", async (_request, reply, visit, shipment) =>
      reply
        .type("application/json; charset=utf-8")
        .header("content-disposition", `attachment; filename="proof-${shipment.id}.json"`)
        .send(JSON.stringify(await proofOf(site, visit, shipment), null, 2)),
    ),
  );
}

/** With the shipment of the address, of this shop and mode. */
function withShipment(
  site: Site,
  scope: Parameters<Site["shop"]>[0],
  act: (request: FastifyRequest, reply: FastifyReply, visit: Visit, shipment: Shipment) => Promise<FastifyReply>,
) {
  return site.shop(scope, async (request, reply, visit) => {
    const { id = "" } = request.params as { id?: string }; // the route's pattern names it
    const read = isUuid(id) ? await visit.read(WholeShipment, `/v1/shipments/${id.toLowerCase()}`) : null;
    return read === null || read instanceof Refused ? site.missing(reply) : act(request, reply, visit, read);
  });
}

interface Query {
  readonly q: string;
  readonly status: string;
  readonly carrier: string;
  readonly since: string;
}
const queryOf = (request: FastifyRequest): Query => ({
  q: parameter(request, "q", 200).trim(),
  status: parameter(request, "status", 40),
  carrier: parameter(request, "carrier", 100).trim(),
  since: parameter(request, "since", 10),
});

/** As they stand in the address of the list. */
function filtersOf(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

function apiQuery({ q, status, carrier, since }: Query, after: string): string {
  const given = Object.entries({ q, status, carrier, opened_since: since === "" ? "" : `${since}T00:00:00Z`, after });
  return `?${new URLSearchParams(given.filter(([, value]) => value !== ""))}`;
}

async function* csvOf(visit: Visit, query: Query): AsyncGenerator<string, void> {
  yield csvLine(columns);
  for (let after = ""; ; ) {
    const page = await visit.read(ShipmentList, `/v1/shipments${apiQuery(query, after)}&limit=100`);
    if (page instanceof Refused) throw new Error(page.sentences.join(" "));
    for (const one of page.shipments)
      yield csvLine([
        ...[one.reference, one.order_id, one.id, one.direction, one.carrier, one.tracking_number],
        ...[one.status, one.code, one.status_at, one.estimate?.from ?? null, one.estimate?.through ?? null],
        ...[one.opened_at, one.last_event_at],
      ]);
    if (page.next === null) return;
    after = page.next;
  }
}
const columns = [
  ...["reference", "order_id", "shipment_id", "direction", "carrier", "tracking_number"],
  ...["status", "code", "status_at", "expected_from", "expected_through", "opened_at", "last_event_at"],
];

/** What the API does not have. */
function ownParts({ options }: Site, visit: Visit, id: string) {
  return options.database.forMerchants([visit.merchantId], async (tx) => {
    const shard = await store.shardOfShipment(tx, visit, id);
    return shard === undefined
      ? { answers: [], notes: [] }
      : { answers: await store.readRawAnswers(tx, shard, id), notes: await store.readNotes(tx, shard, id) };
  });
}

async function proofOf(site: Site, visit: Visit, shipment: Shipment): Promise<Proof> {
  const { answers } = await ownParts(site, visit, shipment.id);
  const history = await site.options.database.forMerchants([visit.merchantId], async (tx) => {
    const shard = await store.shardOfShipment(tx, visit, shipment.id);
    return shard === undefined ? undefined : (await readHistories(tx, shard, [shipment.id])).get(shipment.id);
  });
  const said = shipment.history.find(({ code, is_withdrawn }) => code.startsWith("delivered.") && !is_withdrawn);
  const lines = history === undefined ? [] : timeline(history.events, history.facts).flatMap(({ entries }) => entries);
  const facts = lines.find(({ id }) => id === said?.id)?.facts ?? {};
  return {
    made_at: site.options.clock.now().toISOString(),
    ...{ shop: visit.shop, order_id: shipment.order_id, reference: shipment.reference, shipment_id: shipment.id },
    ...{ carrier: shipment.carrier, tracking_number: shipment.tracking_number },
    delivery:
      said === undefined
        ? null
        : {
            ...{ code: said.code, local_time: said.time.local, instant: said.time.instant },
            place: [said.place?.name, said.place?.city, said.place?.country].filter(Boolean).join(", "),
            ...{ carrier_words: said.words, known_since: said.seen_at, said_by: said.sources },
            ...{ signed_by: facts.signedBy ?? null, neighbour: facts.neighbour ?? null },
          },
    history: shipment.history.map((event) => ({
      ...{ code: event.code, local_time: event.time.local, carrier_words: event.words, known_since: event.seen_at },
    })),
    answers: answers.map((answer) => ({
      ...{ received_at: answer.receivedAt.toISOString(), source: answer.source, http_status: answer.status },
      ...{ sha256: sha256(answer.body).toString("hex"), body: answer.body.toString("utf8") },
    })),
  };
}
