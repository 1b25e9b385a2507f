/** Read-only tools over a Posthorn installation. What comes out is chosen field by field: no link, no street, nobody's name or address. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { type Posthorn, shortOf, type WholeShipment, wholeOf } from "./shown.ts";

/** Shipments that one answer lists. */
const listMax = 20;
/** Events of a history that one answer tells; the newest say the most. */
const eventsMax = 30;

const readOnly = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;

export function createServer(posthorn: Posthorn): McpServer {
  const server = new McpServer({ name: "posthorn", version: "0.1.0" });

  server.registerTool(
    "find_order",
    {
      title: "Find an order",
      description:
        "Finds orders with their parcels by the shop's reference, an order's or shipment's id, a tracking number, or the shopper's e-mail address or name. Says which parcels there are and how each stands.",
      inputSchema: { query: z.string().trim().min(2).max(200).describe("What you have in hand.") },
      annotations: { title: "Find an order", ...readOnly },
    },
    ({ query }) =>
      answering(async () => {
        const { shipments, next } = await posthorn.shipments.page({ q: query, limit: listMax });
        const ids = [...new Set(shipments.map(({ order_id }) => order_id))];
        const orders = ids.map((order_id) => {
          const parcels = shipments.filter((one) => one.order_id === order_id);
          return { order_id, reference: parcels[0]?.reference ?? null, parcels: parcels.map(shortOf) };
        });
        return { orders, there_are_more: next !== null };
      }),
  );

  server.registerTool(
    "parcel_status",
    {
      title: "How a parcel stands, and why we say so",
      description:
        "The status of one parcel with its evidence: every event in our code and in the carrier's own words, when it happened, who said it and since when it is known; every date that was promised; when the carrier was and will be asked.",
      inputSchema: {
        shipment_id: z.uuid().optional().describe("From find_order."),
        tracking_number: z.string().trim().min(4).max(100).optional().describe("Instead, where there is no id."),
      },
      annotations: { title: "How a parcel stands", ...readOnly },
    },
    ({ shipment_id, tracking_number }) =>
      answering(async () => {
        const parcels = await parcelsOf(posthorn, shipment_id, tracking_number);
        return { parcels: parcels.map((parcel) => wholeOf(parcel, eventsMax)) };
      }),
  );

  server.registerTool(
    "integration_findings",
    {
      title: "Is what the shop sends right?",
      description:
        "What is wrong or doubtful in the shipping info that the shop sends: findings with how often, why it matters, what to do and example orders, and a score. Of one order, or of everything since some days.",
      inputSchema: {
        order_id: z.uuid().optional(),
        days: z.int().min(1).max(30).default(7).describe("Of everything since so many days; left out: 7."),
      },
      annotations: { title: "Integration findings", ...readOnly },
    },
    ({ order_id, days }) =>
      answering(() => posthorn.integration.check(order_id === undefined ? { since: `${days}d` } : { order_id })),
  );
  return server;
}

async function parcelsOf(
  posthorn: Posthorn,
  id: string | undefined,
  number: string | undefined,
): Promise<readonly WholeShipment[]> {
  if (id !== undefined) return [await posthorn.shipments.get(id)];
  if (number === undefined) throw new Error("Send shipment_id, or tracking_number.");
  const { shipments } = await posthorn.shipments.page({ number, limit: 5 });
  return Promise.all(shipments.map((one) => posthorn.shipments.get(one.id)));
}

/** An answer as text and as data; what was refused is told to the assistant in the API's own sentence. */
async function answering(work: () => Promise<object>) {
  try {
    const answer = await work();
    return { content: [{ type: "text" as const, text: JSON.stringify(answer) }], structuredContent: { ...answer } };
  } catch (error) {
    const text = error instanceof Error ? error.message : "That did not work.";
    return { content: [{ type: "text" as const, text }], isError: true };
  }
}
