/** The reference says what the API does: every call is on the page, and every example that it shows is taken. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createApiKey } from "#orders/keys.ts";
import { startPortal } from "#test/portal.ts";
import { type ApiDocument, type Call, groupsOf } from "./document.ts";
import { exampleOf } from "./example-of.ts";
import { fieldsOf } from "./fields-of.ts";
import { curlOf, exampleBody } from "./pages/reference.ts";

const world = await startPortal();
const { clock, database, server } = world;
after(() => world[Symbol.asyncDispose]());
const document: ApiDocument = (await server.inject({ url: "/openapi.json" })).json();
const calls: readonly Call[] = groupsOf(document).flatMap((group) => group.calls);

test("every call of the document stands on the page once, with its example; the page asks nobody and needs no script", async () => {
  const { statusCode, body, headers } = await server.inject({ url: "/api" });
  assert.equal(statusCode, 200);
  assert.ok(calls.length >= 50, `${calls.length} calls`);
  for (const { id, method, path } of calls) {
    assert.equal(body.split(`id="${id}"`).length, 2, id);
    assert.ok(body.includes(`${method} ${path}`), id);
  }
  assert.equal(new Set(calls.map(({ id }) => id)).size, calls.length, "each has an address of its own");
  assert.doesNotMatch(body, /<script|src="http|<link/);
  assert.match(String(headers["content-security-policy"]), /default-src 'none'/);
  assert.doesNotMatch(body, /undefined|\[object Object\]/);
});

test("every example is taken by the API as it stands there: no call is refused for its shape", async () => {
  const merchantId = await world.addShop();
  const scopes = ["shipments:write", "read", "webhooks", "admin"] as const;
  const key = await database.forSystem("test", (tx) => createApiKey(tx, { merchantId, mode: "live", scopes, clock }));
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  const send = (method: string, url: string, payload?: string, type?: string) =>
    server.inject({
      ...{ method: method as "GET", url, ...(payload === undefined ? {} : { payload }) },
      headers: { authorization, ...(type === undefined ? {} : { "content-type": type }) },
    });
  const parcel = await world.addParcel(merchantId);
  const captures = (await send("GET", `/ordermanagement/v1/orders/${parcel.orderId}/captures`)).json();
  const webhook = await send("POST", "/v1/webhooks", '{"url":"https://shop.example/hooks"}', "application/json");
  const ids: Readonly<Record<string, string>> = {
    ...{ orderId: parcel.orderId, captureId: captures[0].capture_id, refundId: "none", token: "a-token", slug: "ups" },
  };
  let sent = 0;
  // What ends a thing comes after what is done with it.
  const ends = ({ path }: Call): number => Number(/retire$/.test(path));
  for (const call of calls.filter(({ method }) => method !== "DELETE").toSorted((a, b) => ends(a) - ends(b))) {
    const id = call.path.startsWith("/v1/webhooks") ? webhook.json().id : parcel.id;
    const url = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? id);
    const body = call.body === null ? undefined : exampleBody(call.body);
    const { statusCode, body: said } = await send(call.method, url, body, call.body?.type);
    // An amount that is captured already or a state that does not allow it are no faults of shape.
    assert.ok(
      ![400, 404, 405, 415, 422].includes(statusCode) || url.includes("none"),
      `${call.method} ${url} ${body}: ${statusCode} ${said}`,
    );
    assert.ok(statusCode < 500, `${call.method} ${url}: ${statusCode}`);
    sent += 1;
  }
  assert.ok(sent >= 45, `${sent} examples`);
});

test("an example is what the schema asks for, and fields are named by their paths", () => {
  const schema = {
    type: "object",
    required: ["id", "kind", "many"],
    properties: {
      id: { type: "string", format: "uuid" },
      kind: { anyOf: [{ type: "null" }, { type: "string", enum: ["a", "b"] }], description: "Which." },
      many: {
        type: "array",
        items: {
          type: "object",
          required: ["count"],
          properties: { count: { type: "integer", minimum: 3, maximum: 9 } },
        },
      },
      spare: { type: "boolean" },
    },
  } as const;
  assert.deepEqual(exampleOf(schema), { id: "0192f0c1-0000-7000-8000-000000000002", kind: "a", many: [{ count: 3 }] });
  assert.deepEqual(
    fieldsOf(schema).map(({ path, type, isRequired, description }) =>
      `${path}: ${type}${isRequired ? " !" : ""} ${description}`.trim(),
    ),
    [
      "id: string (uuid) !",
      "kind: null or a, b ! Which.",
      "many: list of object !",
      "many[].count: integer ! 3 to 9.",
      "spare: boolean",
    ],
  );
});

test("what is copied into a terminal names ids as variables and sends the example", () => {
  const call = calls.find(
    ({ method, path }) => method === "POST" && path.endsWith("/captures/{captureId}/shipping-info"),
  );
  assert.ok(call);
  assert.equal(
    curlOf(call, "https://x.example"),
    `curl -X POST -u "$API_USERNAME:$API_PASSWORD" \\
  -H 'Content-Type: application/json' \\
  -d '{"shipping_info":[{"shipping_company":"UPS","tracking_number":"1Z999AA10123456784"}]}' \\
  "https://x.example/ordermanagement/v1/orders/$ORDER_ID/captures/$CAPTURE_ID/shipping-info"`,
  );
});
