/** What plugins and SDKs of the public model put on the wire, byte for byte: each works unchanged (docs/existing-integration.md). */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createApiKey } from "#orders/keys.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { startPortal } from "#test/portal.ts";

const port = await freePort();
const world = await startPortal({ publicBaseUrl: `http://127.0.0.1:${port}`, port });
after(() => world[Symbol.asyncDispose]());
let key = { username: "", password: "" };
let merchantId = "";
before(async () => {
  merchantId = await world.addShop();
  key = await world.database.forSystem("test", (tx) =>
    createApiKey(tx, { merchantId, mode: "live", clock: world.clock }),
  );
});
const basic = (): string => Buffer.from(`${key.username}:${key.password}`).toString("base64");

/** As it stands, over a socket of its own. The first answer's status, headers and body. */
function wire(lines: readonly string[], body = ""): Promise<{ status: number; headers: string; text: string }> {
  return new Promise((done, fail) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`));
    let got = "";
    socket.on("data", (chunk) => {
      got += chunk.toString();
      const [head = "", ...rest] = got.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (!got.includes("\r\n\r\n") || Buffer.byteLength(rest.join("\r\n\r\n")) < length) return;
      socket.destroy();
      done({ status: Number(head.slice(9, 12)), headers: head, text: rest.join("\r\n\r\n").slice(0, length) });
    });
    socket.once("error", fail);
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer: ${got}`)));
  });
}
const call = (method: string, path: string, headers: readonly string[], body = "") =>
  wire([`${method} ${path} HTTP/1.1`, "Host: x", ...headers], body);
const signed = (): string => `Authorization: Basic ${basic()}`;
const json = "Content-Type: application/json";
const sized = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}`;

/** By the Payments call, as a checkout makes it. */
async function anOrder(): Promise<string> {
  const body = JSON.stringify({
    ...{ purchase_country: "de", purchase_currency: "eur", locale: "de-de", order_amount: 9_800, order_tax_amount: 0 },
    order_lines: [{ type: "physical", name: "Lamp", quantity: 2, unit_price: 4_900, total_amount: 9_800 }],
  });
  const token = crypto.randomUUID();
  const answer = await call("POST", `/payments/v1/authorizations/${token}/order`, [signed(), json, sized(body)], body);
  assert.equal(answer.status, 200, "kco_rest_php wants 200 here, not 201");
  return JSON.parse(answer.text).order_id;
}
async function aCapture(order: string, headers: readonly string[] = [signed(), json]): Promise<string> {
  const body = JSON.stringify({ captured_amount: 4_900 });
  const { status, headers: said } = await call("POST", `${om}/${order}/captures`, [...headers, sized(body)], body);
  assert.equal(status, 201);
  return /capture-id: (\S+)/i.exec(said)?.[1] ?? "";
}
const om = "/ordermanagement/v1/orders";

const ways: Readonly<Record<string, () => Promise<void>>> = {
  async WooCommerce() {
    const order = await anOrder();
    for (const action of ["acknowledge", "cancel"]) {
      const own = action === "cancel" ? await anOrder() : order;
      assert.equal((await call("POST", `${om}/${own}/${action}`, [signed(), json, "Content-Length: 0"])).status, 204);
      assert.equal((await call("POST", `${om}/${own}/${action}`, [signed(), json])).status, 204, "no length at all");
    }
    const body =
      '{"captured_amount":4900.0,"description":"","reference":"","shipping_info":[{"shipping_company":"UPS","shipping_method":"","tracking_number":"1Z999AA10123456784","tracking_uri":"","return_shipping_company":""}]}';
    for (let times = 0; times < 2; times += 1)
      assert.equal((await call("POST", `${om}/${order}/captures`, [signed(), json, sized(body)], body)).status, 201);
    await world.takeIn();
    const list = await call("GET", `/v1/shipments?order_id=${order}`, [signed()]);
    assert.equal(JSON.parse(list.text).shipments.length, 1, "said twice, one parcel");
  },
  async "Magento modules"() {
    const order = await anOrder();
    const body = '{"billing_address":{"given_name":"Ines","city":"Berlin"}}';
    const path = `${om}/${order}/captures/${await aCapture(order)}/customer-details`;
    assert.equal((await call("PATCH", path, [signed(), json, sized(body)], body)).status, 204);
  },
  async "Shopware 5, Solidus"() {
    const order = await anOrder();
    const body =
      '{"shipping_info":[{"shipping_company":"DHL","shipping_method":null,"tracking_number":"00340434161094015902","tracking_uri":null,"return_shipping_company":null,"return_tracking_number":null,"return_tracking_uri":null}]}';
    assert.equal((await call("POST", `${om}/${order}/shipping-info`, [signed(), json, sized(body)], body)).status, 204);
  },
  async OXID() {
    const answer = await call("POST", `${om}/${await anOrder()}/captures`, [signed(), json, sized("{}")], "{}");
    assert.equal(answer.status, 422);
    assert.equal(typeof JSON.parse(answer.text).error_messages[0], "string");
  },
  async SAP() {
    const body =
      '{"shipping_info":[{"shipping_company":"","shipping_method":"standard-gross","tracking_number":"1Z999AA10123456784"}]}';
    const path = `${om}/${await anOrder()}/shipping-info`;
    assert.equal((await call("POST", path, [signed(), json, sized(body)], body)).status, 204);
  },
  async "Node shops by node-klarna"() {
    const order = await anOrder();
    const chunked = [signed(), json, "Transfer-Encoding: chunked"];
    const body = '{"captured_amount":100}';
    const framed = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    assert.equal((await call("POST", `${om}/${order}/captures`, chunked, framed)).status, 201);
    assert.equal((await call("POST", `${om}/${order}/acknowledge`, chunked, "2\r\n{}\r\n0\r\n\r\n")).status, 204);
    assert.equal((await call("GET", `${om}/${order}`, [signed(), json], "{}")).status, 200);
  },
  async "klarna-node (npm)"() {
    assert.equal((await call("GET", `${om}/${await anOrder()}`, [`Authorization: Basic  ${basic()}`])).status, 200);
  },
  async "PHP shops by kco_rest_php"() {
    const accept = "Accept: text/html, image/gif, image/jpeg, */*; q=0.2";
    const answer = await call("GET", `${om}/${await anOrder()}`, [signed(), accept, json]);
    assert.equal(answer.status, 200);
    assert.ok(Array.isArray(JSON.parse(answer.text).captures), "it goes over captures without a check");
  },
  async "Java shops by kco_rest_java"() {
    const path = `${om}/${await anOrder()}/extend-authorization-time`;
    assert.equal((await call("POST", path, [signed(), "Accept: */*", json, "Content-Length: 0"])).status, 204);
  },
  async "an API key as the whole credential"() {
    const order = await anOrder();
    assert.equal((await call("GET", `${om}/${order}`, [`Authorization: Basic ${key.password}`])).status, 200);
  },
  async "recorded calls"() {
    const order = await anOrder();
    const body =
      '{"captured_amount":50,"shipping_info":[{"shipping_company":"company","tracking_number":93456415674545679888,"tracking_url":"tracking.com"}]}';
    assert.equal((await call("POST", `${om}/${order}/captures`, [signed(), json, sized(body)], body)).status, 201);
    const read = await call("GET", `${om}/${order}/captures`, [signed()]);
    assert.equal(JSON.parse(read.text)[0].shipping_info[0].tracking_number, "93456415674545679888");
  },
};

for (const [who, way] of Object.entries(ways)) test(`${who}: what they put on the wire works`, way);

test("every line of docs/existing-integration.md is sent here, and nothing else", async () => {
  const text = await readFile(join(import.meta.dirname, "../docs/existing-integration.md"), "utf8");
  const table = text.slice(text.indexOf("| who |"), text.indexOf("## What is different"));
  const named = [...table.matchAll(/^\| ([^|]+?) \|/gm)].map(([, who]) => who).slice(1);
  assert.deepEqual(
    named.filter((who) => who !== "---"),
    Object.keys(ways),
  );
});
