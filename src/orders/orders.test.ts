/** The Order Management API as a merchant's program meets it: over a real socket, byte for byte where bytes matter. */
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, test } from "node:test";
import fc from "fast-check";
import { request } from "undici";
import { whatBecame } from "#intake/what-became.ts";
import { ManualClock, systemClock } from "#platform/clock.ts";
import { openDatabase, sql } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { freshDatabase } from "#test/database.ts";
import { createApiKey, createMerchant } from "./keys.ts";
import { createOrdersRoutes } from "./routes.ts";

const world = await freshDatabase();
const { database } = world;
const clock = new ManualClock(new Date());
const server = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: false });
const served: string[] = [];
server.addHook("onRoute", ({ method, url }) => {
  for (const one of [method].flat()) served.push(`${one} ${url}`);
});
await registerOpenApi(server, "https://track.example");
await server.register(
  createOrdersRoutes({
    database,
    clock,
    log: silentLog,
    wakeups: localWakeups(),
    publicBaseUrl: "https://track.example",
    locationForm: "absolute",
    linkSecret: "x".repeat(40),
    whatBecame: (reader, orderId) => whatBecame(database, reader, orderId),
    limits: { live: 100_000, test: 2 },
  }),
);
await server.listen({ host: "127.0.0.1", port: 0 });
const address = server.server.address();
const port = typeof address === "object" && address ? address.port : 0;
after(async () => {
  await server.close();
  await world[Symbol.asyncDispose]();
});

interface Key {
  readonly username: string;
  readonly password: string;
}
async function aMerchant(mode: "live" | "test" = "live"): Promise<Key & { id: string }> {
  return database.forSystem("test", async (tx) => {
    const { id } = await createMerchant(tx, { name: "Shop", clock });
    return { id, ...(await createApiKey(tx, { merchantId: id, mode, clock })) };
  });
}
const merchant = await aMerchant();
const basic = ({ username, password }: Key): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

interface Call {
  readonly key?: Key;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly raw?: string;
}
async function call(method: string, path: string, { key = merchant, headers = {}, body, raw }: Call = {}) {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await request(`http://127.0.0.1:${port}${path}`, {
    method: method as "POST",
    headers: { authorization: basic(key), "content-type": "application/json", ...headers },
    body: text ?? null,
  });
  const said = await answer.body.text();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: said,
    json: said.startsWith("{") || said.startsWith("[") ? JSON.parse(said) : undefined,
  };
}
const orderBody = {
  purchase_country: "us",
  purchase_currency: "usd",
  locale: "en-us",
  order_amount: 5_000,
  merchant_reference1: "A-1",
  order_lines: [{ name: "Lamp", quantity: 1, unit_price: 5_000, total_amount: 5_000 }],
  shipping_address: { given_name: "Kim", email: "Kim@Example.org", postal_code: "10001", country: "US" },
};
async function anOrder(key: Key = merchant): Promise<string> {
  const { json } = await call("POST", "/v1/orders", { key, body: orderBody });
  return json.order_id;
}
const om = (id: string, rest = ""): string => `/ordermanagement/v1/orders/${id}${rest}`;
/** What stands below an order's own address and takes a body. */
const subresources = [
  "/shipping-info",
  "/captures",
  "/refunds",
  "/authorization",
  "/customer-details",
  "/merchant-references",
];

/** Writes bytes and reads until the connection closes or is idle. */
function raw(bytes: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let got = "";
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on("data", (chunk) => (got += chunk));
    socket.on("close", () => done(got));
    socket.on("error", fail);
  });
}

test("header names are spelled on the wire as SDKs look them up; 201 has no body and no type", async () => {
  const id = await anOrder();
  const body =
    '{"captured_amount":50,"shipping_info":[{"shipping_company":"company","tracking_number":1245,"tracking_url":"tracking.com"}]}';
  const answer = await raw(
    `POST ${om(id, "/captures")} HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic(merchant)}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  assert.match(answer, /^HTTP\/1\.1 201 /);
  for (const name of [
    "Capture-Id",
    "Location",
    "Klarna-Correlation-Id",
    "Transaction-Id",
    "X-Ratelimit-Limit",
    "X-Ratelimit-Remaining",
    "X-Ratelimit-Reset",
    "Cache-Control",
    "Content-Length",
  ]) {
    assert.match(answer, new RegExp(`\r\n${name}: `), name);
  }
  assert.match(
    answer,
    /\r\nLocation: https:\/\/track\.example\/ordermanagement\/v1\/orders\/[0-9a-f-]{36}\/captures\/[0-9a-f-]{36}\r\n/,
  );
  assert.doesNotMatch(answer, /\r\nContent-Type:/);
  const { json } = await call("GET", om(id));
  assert.deepEqual(json.captures[0].shipping_info, [{ shipping_company: "company", tracking_number: "1245" }]);
});

test("the vectors of the recordings: missing values are named", async () => {
  const id = await anOrder();
  const capture = await call("POST", om(id, "/captures"), { body: {} });
  assert.deepEqual(
    [capture.status, capture.json.error_code, capture.json.error_messages],
    [422, "UNPROCESSABLE_ENTITY", ["'captured_amount' must not be null"]],
  );
  assert.equal(capture.json.correlation_id, capture.headers["klarna-correlation-id"]);
  const info = await call("POST", om(id, "/shipping-info"), { body: {} });
  assert.deepEqual([info.status, info.json.error_messages], [422, ["'shipping_info' must not be null"]]);
});

test("the same shipping info twice answers 204 twice with the same Transaction-Id, and is said once", async () => {
  const id = await anOrder();
  const body = {
    shipping_info: [
      {
        shipping_company: "DHL",
        shipping_method: "Home",
        tracking_number: "1",
        tracking_uri: "u",
        return_shipping_company: "DHL",
        return_tracking_number: "2",
        return_tracking_uri: "v",
      },
    ],
  };
  const [first, second] = [
    await call("POST", om(id, "/shipping-info"), { body }),
    await call("POST", om(id, "/shipping-info"), { body }),
  ];
  assert.deepEqual([first.status, second.status, first.text, second.text], [204, 204, "", ""]);
  assert.equal(first.headers["transaction-id"], second.headers["transaction-id"]);
  assert.deepEqual((await call("GET", om(id))).json.shipping_info, body.shipping_info);
});

test("values read back exactly as sent; a JSON number of 20 digits keeps every digit; null, empty and odd are fine", async () => {
  const id = await anOrder();
  const entries =
    '[{"tracking_number":93456415674545679888},{"shipping_company":null,"tracking_number":""},{},{"tracking_number":"  ü \\t ","shipping_method":"Whatever"}]';
  assert.equal((await call("POST", om(id, "/shipping-info"), { raw: `{"shipping_info":${entries}}` })).status, 204);
  assert.deepEqual((await call("GET", om(id))).json.shipping_info, [
    { tracking_number: "93456415674545679888" },
    { shipping_company: null, tracking_number: "" },
    {},
    { shipping_method: "Whatever", tracking_number: "  ü \t " },
  ]);
});

test("E-07 lengths and counts at their limits", async () => {
  const id = await anOrder();
  const send = async (entry: object, times = 1) =>
    (
      await call("POST", om(id, "/shipping-info"), {
        body: { shipping_info: Array.from({ length: times }, (_, n) => ({ ...entry, shipping_method: String(n) })) },
      })
    ).status;
  assert.equal(await send({ tracking_number: "9".repeat(100), tracking_uri: "u".repeat(1_024) }, 500), 204);
  assert.equal(await send({ tracking_number: "9".repeat(101) }), 422);
  assert.equal(await send({ tracking_uri: "u".repeat(1_025) }), 422);
  assert.equal(await send({}, 501), 422);
  for (const wrong of [true, [], {}]) assert.equal(await send({ tracking_number: wrong }), 422);
  const { json } = await call("POST", om(id, "/shipping-info"), {
    body: { shipping_info: [{ shipping_company: "x".repeat(101) }] },
  });
  assert.equal(
    json.error_messages[0],
    "The size of the shipping_info/shipping_company value must be between 0 and 100 (entry 1)",
  );
  for (let round = 0; round < 9; round += 1) assert.equal(await send({ tracking_number: `${round}` }, 500), 204);
  assert.equal(await send({ tracking_number: "one more" }), 422, "5,000 per order");
});

test("E-06 U+0000 and half surrogate pairs are repaired in shipping info and refused elsewhere", async () => {
  const id = await anOrder();
  assert.equal(
    (
      await call("POST", om(id, "/shipping-info"), {
        raw: '{"shipping_info":[{"tracking_number":"a\\u0000b\\ud800"}]}',
      })
    ).status,
    204,
  );
  assert.deepEqual((await call("GET", om(id))).json.shipping_info, [{ tracking_number: "a\ufffdb\ufffd" }]);
  assert.equal(
    (await call("PATCH", om(id, "/merchant-references"), { raw: '{"merchant_reference1":"a\\u0000"}' })).status,
    422,
  );
});

test("E-05 unknown, duplicate and prototype keys are neither stored nor echoed", async () => {
  const id = await anOrder();
  const sent =
    '{"__proto__":{"polluted":1},"constructor":1,"shipping_info":[{"tracking_number":"1","tracking_number":"2","__proto__":{"x":1},"weight":5}]}';
  assert.equal((await call("POST", om(id, "/shipping-info"), { raw: sent })).status, 204);
  assert.deepEqual((await call("GET", om(id))).json.shipping_info, [{ tracking_number: "2" }]);
  assert.equal(({} as { polluted?: number }).polluted, undefined);
});

test("E-04 a JSON type with an empty body, on GET, and {} where none is taken are fine; another type is 415", async () => {
  const id = await anOrder();
  assert.equal((await call("POST", om(id, "/acknowledge"))).status, 204);
  assert.equal((await call("POST", om(id, "/acknowledge"), { body: {} })).status, 204);
  assert.equal((await call("GET", om(id))).status, 200);
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "text/json"]) {
    assert.equal(
      (
        await call("POST", om(id, "/shipping-info"), {
          body: { shipping_info: [{}] },
          headers: { "content-type": type },
        })
      ).status,
      415,
      type,
    );
  }
  for (const type of ["Application/JSON", " application/json ;charset=utf-8", "application/json\t; charset=utf-8"]) {
    assert.equal(
      (
        await call("POST", om(id, "/shipping-info"), {
          body: { shipping_info: "no" },
          headers: { "content-type": type },
        })
      ).status,
      422,
      type,
    );
  }
});

test("broken JSON is told with line, column and the trailing comma of the public sample", async () => {
  const id = await anOrder();
  const { status, json } = await call("POST", om(id, "/shipping-info"), {
    raw: '{\n "shipping_info": [{\n  "tracking_number": "1",\n }]\n}',
  });
  assert.equal(status, 400);
  assert.match(json.error_messages[0], /line 3, column 25.*public documentation/);
});

test("E-12 stray bytes after a GET: the GET is answered, then the connection closes", async () => {
  const id = await anOrder();
  const answer = await raw(
    `GET ${om(id)} HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic(merchant)}\r\nContent-Type: application/json\r\n\r\n{}`,
  );
  assert.match(answer, /^HTTP\/1\.1 200 /);
  assert.match(answer, /"order_id"/);
});

test("E-12 what is not HTTP is answered 400 and closed", async () => {
  for (const bytes of [
    `POST ${om(newId())} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
    `POST ${om(newId())} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    `GET ${om(newId())} HTTP/1.1\nHost: x\n\n`,
    "nonsense\r\n\r\n",
  ]) {
    assert.match(await raw(bytes), /^HTTP\/1\.1 400 /, bytes);
  }
});

test("E-02 headers over 16 KB are 431, addresses over 4 KB are 414", async () => {
  assert.match(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${"x".repeat(17_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.equal((await call("GET", `/ordermanagement/v1/orders/${"x".repeat(4_100)}`)).status, 414);
});

test("E-01 a body over 1 MB is 413, over 2 MB where shipping info may be large", async () => {
  const id = await anOrder();
  const big = (bytes: number) =>
    JSON.stringify({ shipping_info: [{ tracking_number: "1" }], padding: "x".repeat(bytes) });
  const refused = await call("PATCH", om(id, "/merchant-references"), { raw: big(1_024 * 1_024) });
  assert.deepEqual([refused.status, refused.json.error_code], [413, "REQUEST_TOO_LARGE"]);
  assert.equal((await call("POST", om(id, "/shipping-info"), { raw: big(1_500_000) })).status, 204);
  assert.equal((await call("POST", om(id, "/shipping-info"), { raw: big(2_100_000) })).status, 413);
});

test("M-02 all four forms of Basic open; a wrong one is 401 with the same body as an unknown one", async () => {
  const id = await anOrder();
  const b64 = (text: string): string => Buffer.from(text).toString("base64");
  const { username, password } = merchant;
  for (const authorization of [
    `Basic ${b64(`${username}:${password}`)}`,
    `Basic ${b64(`:${password}`)}`,
    `Basic ${b64(password)}`,
    `Basic ${password}`,
    `Basic  ${b64(`${username}:${password}`)}`,
  ]) {
    assert.equal((await call("GET", om(id), { headers: { authorization } })).status, 200, authorization);
  }
  const bodies = new Set<string>();
  for (const authorization of [
    `Basic ${b64(`${newId()}:${password}`)}`,
    `Basic ${b64(`${username}:wrong`)}`,
    "Basic",
    "Bearer x",
    "",
  ]) {
    const answer = await call("GET", om(id), { headers: { authorization } });
    assert.equal(answer.status, 401);
    assert.match(String(answer.headers["www-authenticate"]), /^Basic realm=/);
    bodies.add(answer.text.replace(answer.json.correlation_id, "…"));
  }
  assert.equal(bodies.size, 1);
});

test("M-01 a key is 192 random bits behind a typed prefix, and only its hash is stored", async () => {
  assert.match(merchant.password, /^posthorn_live_api_[\w-]{32}$/);
  const rows = await database.forSystem("test", (tx) =>
    tx.query<{ row: string }>(sql("test.keys", "select api_keys::text as row from api_keys")),
  );
  assert.ok(rows.every(({ row }) => !row.includes(merchant.password)));
});

test("M-07 plain http from elsewhere than this machine is refused", async () => {
  const answer = await call("GET", om(newId()), { headers: { "x-forwarded-for": "203.0.113.9" } });
  assert.equal(answer.status, 403);
});

test("A-01 another merchant's order answers byte for byte like one that never existed", async () => {
  const id = await anOrder();
  const other = await aMerchant();
  const never = newId();
  const plain = (text: string, own: string): string =>
    text.replaceAll(own, "ID").replace(/"correlation_id":"[^"]+"/, "");
  for (const [method, rest, body] of [
    ["GET", "", undefined],
    ["GET", "/captures", undefined],
    ["POST", "/shipping-info", { shipping_info: [{}] }],
    ["POST", "/captures", { captured_amount: 1 }],
    ["POST", "/cancel", undefined],
    ["PATCH", "/merchant-references", { merchant_reference1: "x" }],
  ] as const) {
    const [theirs, nobodys] = [
      await call(method, om(id, rest), { key: other, body }),
      await call(method, om(never, rest), { key: other, body }),
    ];
    assert.equal(theirs.status, 404);
    assert.equal(plain(theirs.text, id), plain(nobodys.text, never), `${method} ${rest}`);
  }
  const bare = sql("test.rls", "select count(*) as n from orders where shard = $1 and id = $2");
  assert.equal(
    (await database.forMerchants([other.id], (tx) => tx.query<{ n: number }>(bare, [shardOf(id), id])))[0]?.n,
    0,
    "also without the application's own check",
  );
});

test("R-03 sixteen concurrent copies with one key have one effect and byte-equal answers", async () => {
  const id = await anOrder();
  const key = newId();
  const copies = await Promise.all(
    Array.from({ length: 16 }, () =>
      call("POST", om(id, "/captures"), { body: { captured_amount: 100 }, headers: { "klarna-idempotency-key": key } }),
    ),
  );
  assert.deepEqual(
    new Set(copies.map(({ status, text, headers }) => `${status} ${text} ${headers["capture-id"]} ${headers.location}`))
      .size,
    1,
  );
  assert.equal((await call("GET", om(id))).json.captures.length, 1);
});

test("R-03 only the key is compared; another path is 409 and nothing runs; 4xx are remembered; merchants do not share keys", async () => {
  const id = await anOrder();
  const headers = { "klarna-idempotency-key": `text with blanks ${id}` };
  const first = await call("POST", om(id, "/captures"), { body: { captured_amount: 100 }, headers });
  const other = await call("POST", om(id, "/captures"), { body: { captured_amount: 999 }, headers });
  assert.equal(other.headers["capture-id"], first.headers["capture-id"]);
  const elsewhere = await call("POST", om(id, "/shipping-info"), { body: { shipping_info: [{}] }, headers });
  assert.deepEqual([elsewhere.status, elsewhere.json.error_code], [409, "CONFLICT"]);
  assert.equal((await call("GET", om(id))).json.shipping_info, undefined);

  const refusedKey = { "klarna-idempotency-key": newId() };
  const refused = await call("POST", om(id, "/captures"), { body: { captured_amount: 100_000 }, headers: refusedKey });
  const again = await call("POST", om(id, "/captures"), { body: { captured_amount: 1 }, headers: refusedKey });
  assert.deepEqual([again.status, again.text], [403, refused.text]);

  const stranger = await aMerchant();
  const theirs = await anOrder(stranger);
  assert.equal(
    (await call("POST", om(theirs, "/captures"), { key: stranger, body: { captured_amount: 1 }, headers })).status,
    201,
  );
  for (const bad of ["x".repeat(256), "tab\there"])
    assert.equal(
      (await call("POST", om(id, "/acknowledge"), { headers: { "klarna-idempotency-key": bad } })).status,
      422,
    );
});

test("R-03 a key holds for 24 hours and not for ever", async () => {
  const id = await anOrder();
  const headers = { "klarna-idempotency-key": newId() };
  const capture = () => call("POST", om(id, "/captures"), { body: { captured_amount: 1 }, headers });
  const first = await capture();
  clock.advance(23 * 3_600_000 + 59 * 60_000);
  assert.equal((await capture()).headers["capture-id"], first.headers["capture-id"]);
  clock.advance(2 * 60_000);
  assert.notEqual((await capture()).headers["capture-id"], first.headers["capture-id"]);
});

test("R-04 captures at once never exceed the authorization", async () => {
  const id = await anOrder();
  const captures = await Promise.all(
    Array.from({ length: 12 }, () => call("POST", om(id, "/captures"), { body: { captured_amount: 1_000 } })),
  );
  assert.equal(captures.filter(({ status }) => status === 201).length, 5);
  const refused = captures.find(({ status }) => status === 403);
  assert.equal(refused?.json.error_code, "CAPTURE_NOT_ALLOWED");
  const { json } = await call("GET", om(id));
  assert.deepEqual([json.status, json.captured_amount, json.remaining_authorized_amount], ["CAPTURED", 5_000, 0]);
  assert.deepEqual(
    json.captures.map(({ klarna_reference: r }: { klarna_reference: string }) => r.slice(-2)),
    ["-1", "-2", "-3", "-4", "-5"],
  );
});

test("capture shipping-info, send-out, references, details, cancel, authorization, refunds, extends", async () => {
  const id = await anOrder();
  const captureId = String(
    (await call("POST", om(id, "/captures"), { body: { captured_amount: 1_000 } })).headers["capture-id"],
  );
  const expected = async (method: string, rest: string, status: number, body?: unknown) =>
    assert.equal((await call(method, om(id, rest), { body })).status, status, `${method} ${rest}`);
  await expected("POST", `/captures/${captureId}/shipping-info`, 204, { shipping_info: [{ tracking_number: "7" }] });
  await expected("POST", `/captures/${newId()}/shipping-info`, 404, { shipping_info: [{ tracking_number: "7" }] });
  await expected("POST", `/captures/${captureId}/trigger-send-out`, 204);
  await expected("PATCH", "/merchant-references", 204, { merchant_reference1: "B-2" });
  await expected("PATCH", "/customer-details", 204, { shipping_address: { city: "Boston" } });
  await expected("PATCH", "/customer-details", 422, { shipping_address: { postal_code: "" } });
  await expected("PATCH", "/customer-details", 403, { billing_address: { city: "Boston" } });
  await expected("PATCH", `/captures/${captureId}/customer-details`, 204, { billing_address: {} });
  await expected("POST", "/cancel", 403);
  await expected("PATCH", "/authorization", 204, { order_amount: 6_000 });
  await expected("POST", "/extend-authorization-time", 204);
  await expected("POST", "/refunds", 403, { refunded_amount: 1_001 });
  const refund = await call("POST", om(id, "/refunds"), { body: { refunded_amount: 400 } });
  assert.equal(refund.status, 201);
  assert.equal((await call("GET", om(id, `/refunds/${refund.headers["refund-id"]}`))).json.refunded_amount, 400);
  await expected("GET", `/refunds/${newId()}`, 404);
  await expected("POST", "/release-remaining-authorization", 204);
  const { json } = await call("GET", om(id));
  assert.deepEqual(
    [json.merchant_reference1, json.shipping_address.city, json.refunded_amount, json.order_lines, json.status],
    ["B-2", "Boston", 400, [], "CAPTURED"],
  );
  const one = await call("GET", om(id, `/captures/${captureId}`));
  assert.deepEqual(one.json.shipping_info, [{ tracking_number: "7" }]);
  const fresh = await anOrder();
  assert.deepEqual(
    [(await call("POST", om(fresh, "/cancel"))).status, (await call("POST", om(fresh, "/cancel"))).status],
    [204, 204],
  );
  assert.equal(
    (await call("PATCH", om(fresh, "/merchant-references"), { body: { merchant_reference1: "x" } })).status,
    403,
  );
});

test("the Payments call: 200, the same token is the same order, missing fields are named", async () => {
  const token = newId();
  const [first, second] = [
    await call("POST", `/payments/v1/authorizations/${token}/order`, { body: orderBody }),
    await call("POST", `/payments/v1/authorizations/${token}/order`, { body: orderBody }),
  ];
  assert.deepEqual([first.status, second.status], [200, 200]);
  assert.equal(first.json.order_id, second.json.order_id);
  assert.equal(first.json.fraud_status, "ACCEPTED");
  const bad = await call("POST", `/payments/v1/authorizations/${newId()}/order`, {
    body: { purchase_currency: "USD", order_lines: orderBody.order_lines },
  });
  assert.deepEqual(
    [bad.status, bad.json.error_code, bad.json.error_messages],
    [400, "BAD_VALUE", ["Bad value: purchase_country, order_amount"]],
  );
});

test("an order reads back in the newest form: arrays always, no empty keys, upper-case country", async () => {
  const { json } = await call("GET", om(await anOrder()));
  assert.deepEqual(
    [json.captures, json.refunds, json.purchase_country, json.purchase_currency, json.locale],
    [[], [], "US", "USD", "en-US"],
  );
  assert.ok(!("shipping_info" in json) && !("merchant_reference2" in json) && !("selected_shipping_option" in json));
  assert.match(json.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.match(json.klarna_reference, /^[A-Z2-9]{8}$/);
});

test("A-03 what the API answers never holds what it did not list", async () => {
  const id = await anOrder();
  const text = JSON.stringify((await call("GET", om(id))).json);
  for (const secret of ["shard", "link_hash", "linkHash", "shopperEmail", "merchant_id", "merchantId", "change_id"])
    assert.ok(!text.includes(secret), secret);
});

test("a second over the limit is 429 with the rate headers, then it goes on", async () => {
  const slow = await aMerchant("test");
  const answers = await Promise.all(Array.from({ length: 3 }, () => call("GET", om(newId()), { key: slow })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [404, 404, 429]);
  const limited = answers.find(({ status }) => status === 429);
  assert.equal(limited?.json.error_code, "TOO_MANY_REQUESTS");
  assert.equal(limited?.headers["x-ratelimit-limit"], "2, 2;w=1");
  clock.advance(1_000);
  assert.equal((await call("GET", om(newId()), { key: slow })).status, 404);
});

test("E-08 only declared methods; TRACE and made-up addresses are refused", async () => {
  assert.match(await raw("TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), /^HTTP\/1\.1 40[045] /);
  assert.equal((await call("DELETE", om(newId()))).status, 404);
});

test("E-09 E-10 errors say nothing of the inside; every answer is typed, unsniffable and uncached", async () => {
  for (const answer of [
    await call("GET", "/nowhere"),
    await call("GET", om(newId())),
    await call("POST", om(newId(), "/captures"), { raw: "{" }),
  ]) {
    assert.match(String(answer.headers["content-type"]), /^application\/(problem\+)?json; charset=utf-8$/);
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
    assert.match(String(answer.headers["cache-control"]), /no-store/);
    assert.equal(answer.headers.server ?? answer.headers["x-powered-by"], undefined);
    assert.doesNotMatch(answer.text, /at .*\.ts|select |node_modules|fastify|postgres/i);
  }
});

async function describedRoutes(): Promise<{ readonly method: string; readonly path: string }[]> {
  const { json } = await call("GET", "/openapi.json", { headers: { authorization: "" } });
  assert.equal(json.openapi, "3.1.0");
  const paths: Record<string, object> = json.paths;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

test("E-08 the routes that are served are the routes of the OpenAPI document", async () => {
  const described = (await describedRoutes()).map(({ method, path }) => `${method} ${path.replace(/{(\w+)}/g, ":$1")}`);
  assert.deepEqual(described.sort(), served.filter((route) => route !== "GET /openapi.json").sort());
  assert.ok(described.length >= 21);
});

test("A-01 every operation of the document: another merchant's ids answer like ids that never existed", async () => {
  const owner = await aMerchant();
  const stranger = await aMerchant();
  const id = await anOrder(owner);
  const made = async (rest: string, body: unknown, header: string): Promise<string> =>
    String((await call("POST", om(id, rest), { key: owner, body })).headers[header]);
  const captureId = await made("/captures", { captured_amount: 100 }, "capture-id");
  const refundId = await made("/refunds", { refunded_amount: 1 }, "refund-id");
  const bodies: Record<string, unknown> = {
    "shipping-info": { shipping_info: [{ tracking_number: "1" }] },
    captures: { captured_amount: 1 },
    refunds: { refunded_amount: 1 },
    authorization: { order_amount: 1 },
    "customer-details": { shipping_address: { city: "X" } },
    "merchant-references": { merchant_reference1: "X" },
  };
  for (const { method, path } of await describedRoutes()) {
    if (!path.includes("{orderId}")) continue;
    const fill = (order: string, capture: string, refund: string): string =>
      path.replace("{orderId}", order).replace("{captureId}", capture).replace("{refundId}", refund);
    const body = method === "GET" ? undefined : (bodies[path.split("/").at(-1) ?? ""] ?? {});
    const ids = [newId(), newId(), newId()] as const;
    const theirs = await call(method, fill(id, captureId, refundId), { key: stranger, body });
    const nobodys = await call(method, fill(...ids), { key: stranger, body });
    const plain = (text: string): string => text.replace(/[0-9a-f-]{36}/g, "ID");
    assert.deepEqual([theirs.status, plain(theirs.text)], [404, plain(nobodys.text)], `${method} ${path}`);
    assert.equal(nobodys.status, 404);
    const anonymous = await call(method, fill(id, captureId, refundId), { headers: { authorization: "" }, body });
    assert.equal(anonymous.status, 401, `${method} ${path}`);
  }
  const { json } = await call("GET", om(id), { key: owner });
  assert.deepEqual([json.captured_amount, json.refunded_amount, json.merchant_reference1], [100, 1, "A-1"]);
});

test("R-03 a refused body is the answer of its key too, and the first answer outlasts a broken repetition", async () => {
  const id = await anOrder();
  const refusedKey = { "klarna-idempotency-key": newId() };
  const refused = await call("POST", om(id, "/captures"), { body: {}, headers: refusedKey });
  const mended = await call("POST", om(id, "/captures"), { body: { captured_amount: 1 }, headers: refusedKey });
  assert.deepEqual([refused.status, mended.status, mended.text], [422, 422, refused.text]);
  const headers = { "klarna-idempotency-key": newId() };
  const first = await call("POST", om(id, "/captures"), { body: { captured_amount: 1 }, headers });
  const broken = await call("POST", om(id, "/captures"), { body: {}, headers });
  assert.deepEqual([first.status, broken.status], [201, 201]);
  assert.equal(broken.headers["capture-id"], first.headers["capture-id"]);
  assert.equal((await call("GET", om(id))).json.captures.length, 1);
});

test("R-03 keys are stored hashed", async () => {
  const key = `readable-${newId()}`;
  await call("POST", om(await anOrder(), "/acknowledge"), { headers: { "klarna-idempotency-key": key } });
  const rows = await database.forSystem("test", (tx) =>
    tx.query<{ row: string }>(sql("test.idempotency", "select idempotency::text as row from idempotency")),
  );
  assert.ok(rows.length > 0 && rows.every(({ row }) => !row.includes(key)));
});

test("R-03 our own order call: sixteen copies make one order, another body is 422, another call 409, no link is kept", async () => {
  const headers = { "klarna-idempotency-key": newId() };
  const copies = await Promise.all(
    Array.from({ length: 16 }, () => call("POST", "/v1/orders", { body: orderBody, headers })),
  );
  assert.equal(new Set(copies.map(({ status, text, headers: h }) => `${status} ${text} ${h.location}`)).size, 1);
  const [made] = copies;
  assert.equal(made?.status, 201);
  assert.match(made?.json.tracking_url, /^https:\/\/track\.example\/o\/[\w-]{24}$/);
  const otherBody = await call("POST", "/v1/orders", { body: { ...orderBody, locale: "de-DE" }, headers });
  assert.equal(otherBody.status, 422);
  assert.match(String(otherBody.headers["content-type"]), /^application\/problem\+json/);
  assert.equal((await call("POST", om(made?.json.order_id, "/acknowledge"), { headers })).status, 409);
  const token = String(made?.json.tracking_url).split("/").at(-1) ?? "";
  const rows = await database.forSystem("test", (tx) =>
    tx.query<{ row: string }>(
      sql("test.links", "select idempotency::text as row from idempotency union all select orders::text from orders"),
    ),
  );
  assert.ok(rows.every(({ row }) => !row.includes(token)));
});

test("an order of ours needs no amount: it is the sum of its lines", async () => {
  const { order_amount: _, ...body } = orderBody;
  const { json } = await call("POST", "/v1/orders", { body });
  assert.equal((await call("GET", om(json.order_id))).json.order_amount, 5_000);
});

test("E-09 errors of our own API are problem documents, of the others as their clients know them", async () => {
  for (const [call_, status] of [
    [{ raw: "{" }, 400],
    [{ body: {} }, 422],
    [{ body: orderBody, headers: { authorization: "" } }, 401],
    [{ body: orderBody, headers: { "content-type": "text/plain" } }, 415],
  ] as const) {
    const own = await call("POST", "/v1/orders", call_);
    assert.deepEqual([own.status, own.json.status, typeof own.json.title], [status, status, "string"]);
    assert.match(String(own.headers["content-type"]), /^application\/problem\+json/);
    assert.equal(own.json.correlation_id, own.headers["klarna-correlation-id"]);
  }
  for (const path of ["/ordermanagement/v1/orders", "/ordermanagement/v1/nothing", "/payments/v1/sessions"]) {
    const theirs = await call("GET", path);
    assert.deepEqual([theirs.status, theirs.json.error_code], [404, "NOT_FOUND"], path);
    assert.ok(theirs.json.error_messages.length > 0);
    assert.equal(theirs.json.correlation_id, theirs.headers["klarna-correlation-id"]);
  }
  const plain = await call("GET", om(newId()), { headers: { "x-forwarded-for": "203.0.113.9" } });
  assert.deepEqual([plain.status, plain.json.error_code], [403, "FORBIDDEN"], "M-07");
});

test("a refund is counted on the captures, the oldest first", async () => {
  const id = await anOrder();
  for (const amount of [1_000, 2_000]) await call("POST", om(id, "/captures"), { body: { captured_amount: amount } });
  for (const amount of [400, 900]) await call("POST", om(id, "/refunds"), { body: { refunded_amount: amount } });
  const { json } = await call("GET", om(id));
  assert.deepEqual(
    json.captures.map((one: { refunded_amount: number }) => one.refunded_amount),
    [1_000, 300],
  );
});

test("calls that change nothing keep the Transaction-Id; calls that do get a new one", async () => {
  const id = await anOrder();
  const ids = async (method: string, rest: string, body?: unknown) =>
    (await call(method, om(id, rest), { body })).headers["transaction-id"];
  for (const [method, rest, body] of [
    ["POST", "/acknowledge"],
    ["POST", "/extend-authorization-time"],
    ["PATCH", "/merchant-references", { merchant_reference2: "R" }],
    ["PATCH", "/customer-details", { shipping_address: { city: "Boston" } }],
    ["PATCH", "/authorization", { order_amount: 4_000 }],
    ["POST", "/cancel"],
  ] as const) {
    const first = await ids(method, rest, body);
    assert.ok(first, rest);
    assert.equal(await ids(method, rest, body), first, rest);
  }
  const live = await anOrder();
  const capture = () => call("POST", om(live, "/captures"), { body: { captured_amount: 1 } });
  assert.notEqual((await capture()).headers["transaction-id"], (await capture()).headers["transaction-id"]);
});

test("after 28 days an authorization without captures is expired: no capture, but shipping info is still taken", async () => {
  const id = await anOrder();
  clock.advance(29 * 86_400_000);
  assert.equal((await call("GET", om(id))).json.status, "EXPIRED");
  const capture = await call("POST", om(id, "/captures"), { body: { captured_amount: 1 } });
  assert.deepEqual([capture.status, capture.json.error_code], [403, "CAPTURE_NOT_ALLOWED"]);
  assert.equal((await call("POST", om(id, "/shipping-info"), { body: { shipping_info: [{}] } })).status, 204);
});

test("news follow the address that the merchant says now, and none that was taken back", async () => {
  const id = await anOrder();
  const email = async () =>
    (
      await database.forSystem("test", (tx) =>
        tx.query<{ email: string | null }>(
          sql("test.email", "select shopper_email as email from orders where id = $1"),
          [id],
        ),
      )
    )[0]?.email;
  assert.equal(await email(), "kim@example.org");
  for (const [sent, expected] of [
    ["Other@Example.org", "other@example.org"],
    ["nobody", null],
    ["", null],
  ] as const) {
    await call("PATCH", om(id, "/customer-details"), { body: { shipping_address: { email: sent } } });
    assert.equal(await email(), expected);
  }
});

test("R-09 without a database: 503, Retry-After and the error body that clients know", async () => {
  const gone = openDatabase({ url: "postgres://nobody@127.0.0.1:1/none" });
  const alone = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: false });
  await alone.register(
    createOrdersRoutes({
      database: gone,
      clock,
      log: silentLog,
      wakeups: localWakeups(),
      publicBaseUrl: "https://track.example",
      locationForm: "absolute",
      linkSecret: "x".repeat(40),
      whatBecame: async () => null,
    }),
  );
  const answer = await alone.inject({
    method: "POST",
    url: om(newId(), "/shipping-info"),
    headers: { authorization: basic(merchant), "content-type": "application/json" },
    payload: '{"shipping_info":[{}]}',
  });
  assert.deepEqual([answer.statusCode, answer.json().error_code], [503, "TEMPORARILY_UNAVAILABLE"]);
  assert.ok(Number(answer.headers["retry-after"]) > 0);
  await alone.close();
  await gone.close();
});

test("E-05 E-15 a thousand made-up calls: none ends in a fault of ours", async () => {
  const id = await anOrder();
  const odd = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u0000", "\ud800", "__proto__", "", "9".repeat(101), -1, 1e308, 0.5, null, true),
    fc.integer(),
    fc.array(fc.constant({}), { maxLength: 3 }),
  );
  const keys = [
    "shipping_info",
    "captured_amount",
    "refunded_amount",
    "order_amount",
    "order_lines",
    "merchant_reference1",
  ];
  const keys2 = ["shipping_address", "locale", "purchase_country", "purchase_currency", "customer", "merchant_data"];
  const inner = ["tracking_number", "tracking_uri", "name", "quantity", "email", "country", "__proto__", "constructor"];
  const member = fc.oneof(
    odd,
    fc.dictionary(fc.constantFrom(...inner), odd),
    fc.array(fc.dictionary(fc.constantFrom(...inner), odd), { maxLength: 3 }),
  );
  const aBody = fc.dictionary(fc.constantFrom(...keys, ...keys2), member);
  const aPath = fc.oneof(
    fc.constantFrom(
      "/v1/orders",
      "/payments/v1/authorizations/%00/order",
      om("%00"),
      om("%ff/captures"),
      om("..%2f..", "/cancel"),
    ),
    fc.constantFrom(...subresources).map((rest) => om(id, rest)),
    fc
      .string({ unit: "grapheme", maxLength: 20 })
      .map((text) => `/payments/v1/authorizations/${encodeURIComponent(text.toWellFormed())}/order`),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("POST", "PATCH", "GET"),
      aPath,
      aBody,
      fc.boolean(),
      async (method, path, body, cut) => {
        const text = JSON.stringify(body);
        const { status } = await call(method, path, method === "GET" ? {} : { raw: cut ? text.slice(0, -2) : text });
        assert.ok(status < 500, `${status} ${method} ${path} ${text}`);
      },
    ),
    { numRuns: 1_000, seed: 20_261_124 },
  );
});

/** Bytes as they are: a request with this key's credential, answered and closed. */
const wire = (method: string, path: string, headers: string, body = "", key: Key = merchant): Promise<string> =>
  raw(
    `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${basic(key)}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
const payments = (token: string = newId()): string => `/payments/v1/authorizations/${token}/order`;

test("E-07 lengths are counted in characters: a hundred emoji are a hundred, a hundred and one are too many", async () => {
  const id = await anOrder();
  const box = "\u{1f4e6}";
  const said = (number: string) =>
    call("POST", om(id, "/shipping-info"), { body: { shipping_info: [{ tracking_number: number }] } });
  assert.deepEqual([(await said(box.repeat(100))).status, (await said(box.repeat(101))).status], [204, 422]);
  const referred = (reference: string) =>
    call("PATCH", om(id, "/merchant-references"), { body: { merchant_reference1: reference } });
  assert.deepEqual([(await referred(box.repeat(255))).status, (await referred(box.repeat(256))).status], [204, 422]);
  const { json } = await call("GET", om(id));
  assert.deepEqual(
    [json.shipping_info[0].tracking_number, json.merchant_reference1],
    [box.repeat(100), box.repeat(255)],
  );
});

test("a number in any text field is kept by its source text, however it is written and spaced", async () => {
  const fields = [
    "shipping_company",
    "shipping_method",
    "tracking_number",
    "tracking_uri",
    "return_shipping_company",
    "return_tracking_number",
    "return_tracking_uri",
  ];
  for (const number of ["1e400", "-0", "1.10", "93456415674545679888", "1E5", "9".repeat(100), `${" ".repeat(40)}5`]) {
    const id = await anOrder();
    const entry = fields.map((field) => `"${field}":${number}`).join(",");
    assert.equal((await call("POST", om(id, "/shipping-info"), { raw: `{"shipping_info":[{${entry}}]}` })).status, 204);
    const [read] = (await call("GET", om(id))).json.shipping_info;
    assert.deepEqual(read, Object.fromEntries(fields.map((field) => [field, number.trim()])), number);
  }
  const id = await anOrder();
  const escaped = '{"shipping_info":[{"tracking\\u005fnumber":93456415674545679888}]}';
  assert.equal((await call("POST", om(id, "/shipping-info"), { raw: escaped })).status, 204);
  const references = '{"merchant_reference1":10000000000000000001,"merchant_reference2":1.10}';
  assert.equal((await call("PATCH", om(id, "/merchant-references"), { raw: references })).status, 204);
  const address = '{"shipping_address":{"postal_code":10115,"phone":4930123456789012345}}';
  assert.equal((await call("PATCH", om(id, "/customer-details"), { raw: address })).status, 204);
  const capture = '{"captured_amount":1.0e2,"reference":0.7}';
  assert.equal((await call("POST", om(id, "/captures"), { raw: capture })).status, 201);
  const { json } = await call("GET", om(id));
  assert.deepEqual(
    [json.shipping_info[0].tracking_number, json.merchant_reference1, json.merchant_reference2, json.captured_amount],
    ["93456415674545679888", "10000000000000000001", "1.10", 100],
  );
  assert.deepEqual(
    [json.shipping_address.postal_code, json.shipping_address.phone, json.captures[0].reference],
    ["10115", "4930123456789012345", "0.7"],
  );
  const order = JSON.stringify({ ...orderBody, merchant_reference1: 20_417 });
  const made = await call("POST", "/v1/orders", { raw: order });
  assert.equal((await call("GET", om(made.json.order_id))).json.merchant_reference1, "20417");
});

test("E-07 a number of 500 digits is too long, and is not told as broken JSON", async () => {
  const raw = `{"shipping_info":[{"tracking_number":${"9".repeat(500)}}]}`;
  const { status, json } = await call("POST", om(await anOrder(), "/shipping-info"), { raw });
  assert.deepEqual(
    [status, json.error_messages],
    [422, ["The size of the shipping_info/tracking_number value must be between 0 and 100 (entry 1)"]],
  );
});

test("what is of the wrong type is told as that, and what is missing as missing, each once", async () => {
  const id = await anOrder();
  for (const [value, sentence] of [
    ['"50"', "'captured_amount' must be a number"],
    ["1.5", "'captured_amount' must be an integer"],
    ["1e400", "'captured_amount' must be a number"],
    ["null", "'captured_amount' must not be null"],
    ["9007199254740993", "The size of the captured_amount value must be between 0 and 200000000"],
    ["-1", "The size of the captured_amount value must be between 0 and 200000000"],
    ['0,"shipping_info":{}', "'shipping_info' must be an array"],
    ['0,"shipping_info":[{"tracking_number":true}]', "'shipping_info/tracking_number' must be a string (entry 1)"],
    [
      '0,"order_lines":[{"name":"x","quantity":-1}]',
      "The size of the order_lines/quantity value must be at least 0 (entry 1)",
    ],
    [`0,"description":"${"x".repeat(256)}"`, "The size of the description value must be between 0 and 255"],
  ] as const) {
    const { status, json } = await call("POST", om(id, "/captures"), { raw: `{"captured_amount":${value}}` });
    assert.deepEqual([status, json.error_messages], [422, [sentence]], value);
  }
  for (const body of ["[]", '"x"', "5"]) {
    const { json } = await call("POST", om(id, "/captures"), { raw: body });
    assert.deepEqual(json.error_messages, ["The body must be a JSON object."]);
  }
});

test("E-05 no key is text in one body and a number in another, so that its numbers can be kept by their text", async () => {
  const kinds = new Map<string, Set<string>>();
  const visit = (node: unknown, key: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { type } = node as { type?: unknown };
    if (type === "string" || type === "number" || type === "integer")
      kinds.set(key, (kinds.get(key) ?? new Set()).add(type === "string" ? "text" : "number"));
    const { properties } = node as { properties?: object };
    for (const [name, field] of Object.entries(properties ?? {})) visit(field, name);
    for (const [name, inner] of Object.entries(node)) if (name !== "properties") visit(inner, key);
  };
  const paths: Record<string, Record<string, { requestBody?: object }>> = (await call("GET", "/openapi.json")).json
    .paths;
  for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods)))
    visit(operation.requestBody, "");
  assert.ok(kinds.get("tracking_number")?.has("text") && kinds.get("captured_amount")?.has("number"));
  assert.deepEqual(
    [...kinds].filter(([, seen]) => seen.size > 1).map(([key]) => key),
    [],
  );
});

test("every answer carries the rate headers and one correlation id, in header and error body", async () => {
  const id = await anOrder();
  const answers = {
    created: await call("POST", "/v1/orders", { body: orderBody }),
    aliased: await call("POST", payments(), { body: orderBody }),
    read: await call("GET", om(id)),
    captured: await call("POST", om(id, "/captures"), { body: { captured_amount: 1 } }),
    acknowledged: await call("POST", om(id, "/acknowledge")),
    "own, without a key": await call("POST", "/v1/orders", { body: orderBody, headers: { authorization: "" } }),
    "without a key": await call("GET", om(id), { headers: { authorization: "" } }),
    "unknown address": await call("GET", "/ordermanagement/v1/nothing"),
    "unreadable address": await call("GET", om("%zz")),
    "long address": await call("GET", om("x".repeat(4_096))),
    "unknown method": await call("DELETE", om(id)),
    "plain http": await call("GET", om(id), { headers: { "x-forwarded-for": "203.0.113.9" } }),
    "broken JSON": await call("POST", om(id, "/captures"), { raw: "{" }),
    "no JSON": await call("POST", om(id, "/captures"), { raw: "{}", headers: { "content-type": "text/plain" } }),
    "too large": await call("PATCH", om(id, "/merchant-references"), { raw: " ".repeat(1_024 * 1_024 + 1) }),
    "no such order": await call("GET", om("not-a-uuid")),
  };
  for (const [name, { status, headers, json }] of Object.entries(answers)) {
    assert.match(String(headers["x-ratelimit-limit"]), /^(\d+), \1;w=1$/, name);
    assert.match(String(headers["x-ratelimit-remaining"]), /^\d+$/, name);
    assert.equal(headers["x-ratelimit-reset"], "1", name);
    assert.match(String(headers["klarna-correlation-id"]), /^[0-9a-f-]{36}$/, name);
    if (status >= 400) assert.equal(json.correlation_id, headers["klarna-correlation-id"], name);
  }
});

test("R-03 a replayed refusal says the first call's correlation id in body and header alike", async () => {
  const headers = { "klarna-idempotency-key": newId() };
  const nobodys = newId();
  const capture = () => call("POST", om(nobodys, "/captures"), { body: { captured_amount: 1 }, headers });
  const [first, second] = [await capture(), await capture()];
  assert.deepEqual([first.status, second.text], [404, first.text]);
  assert.equal(second.headers["klarna-correlation-id"], first.json.correlation_id);
});

test("R-03 broken JSON, another type and a body too large are answers of their key too; the first answer outlasts them", async () => {
  const id = await anOrder();
  const good: Call = { body: { captured_amount: 1 } };
  const bad: readonly (Call & { readonly status: number })[] = [
    { raw: '{"captured_amount":1,}', status: 400 },
    { raw: "{}", headers: { "content-type": "text/plain" }, status: 415 },
    { raw: " ".repeat(2 * 1_024 * 1_024 + 1), status: 413 },
  ];
  for (const { status, ...faulty } of bad) {
    const withKey = (wanted: Call, key: string) =>
      call("POST", om(id, "/captures"), { ...wanted, headers: { ...wanted.headers, "klarna-idempotency-key": key } });
    const [key, other] = [newId(), newId()];
    const [refused, mended] = [await withKey(faulty, key), await withKey(good, key)];
    assert.deepEqual([refused.status, mended.status, mended.text], [status, status, refused.text]);
    const [made, broken] = [await withKey(good, other), await withKey(faulty, other)];
    assert.deepEqual([made.status, broken.status], [201, 201]);
    assert.equal(broken.headers["capture-id"], made.headers["capture-id"]);
  }
  assert.equal((await call("GET", om(id))).json.captures.length, bad.length);
});

test("R-03 a key of any printable characters, counted as characters; control characters and more than 255 are 422", async () => {
  const status = async (key: string): Promise<string> => {
    const answer = await wire("POST", om(await anOrder(), "/acknowledge"), `Klarna-Idempotency-Key: ${key}\r\n`);
    return answer.slice(9, 12);
  };
  for (const key of ["a", "x".repeat(255), "Schlüssel – 1", "\u{1f4e6}".repeat(255)])
    assert.equal(await status(key), "204", key);
  for (const key of ["", " ", "x".repeat(256), "ü".repeat(256), "a\tb", "a\u0085b"])
    assert.equal(await status(key), "422", key);
  const id = await anOrder();
  const capture = () =>
    wire("POST", om(id, "/captures"), "Klarna-Idempotency-Key: März-1\r\n", '{"captured_amount":1}');
  const [first, second] = [await capture(), await capture()];
  const captureIdOf = (answer: string): string | undefined => /\r\nCapture-Id: (\S+)/.exec(answer)?.[1];
  assert.ok(captureIdOf(first));
  assert.equal(captureIdOf(second), captureIdOf(first));
});

test("R-03 the Payments call takes a key as well: first answer whatever the body, 409 on another token or call, refusals remembered", async () => {
  const headers = { "klarna-idempotency-key": newId() };
  const path = payments();
  const copies = await Promise.all(Array.from({ length: 16 }, () => call("POST", path, { body: orderBody, headers })));
  assert.equal(new Set(copies.map(({ status, text }) => `${status} ${text}`)).size, 1);
  assert.equal(copies[0]?.status, 200);
  const other = await call("POST", path, { body: {}, headers });
  assert.deepEqual([other.status, other.text], [200, copies[0]?.text]);
  for (const [elsewhere, code] of [
    [payments(), "CONFLICT"],
    [om(copies[0]?.json.order_id, "/acknowledge"), "CONFLICT"],
  ] as const) {
    const answer = await call("POST", elsewhere, { body: orderBody, headers });
    assert.deepEqual([answer.status, answer.json.error_code], [409, code], elsewhere);
  }
  const refusedKey = { "klarna-idempotency-key": newId() };
  const [refusedPath, refused] = [payments(), { body: { purchase_country: "US" }, headers: refusedKey }];
  const [first, mended] = [
    await call("POST", refusedPath, refused),
    await call("POST", refusedPath, { body: orderBody, headers: refusedKey }),
  ];
  assert.deepEqual([first.status, mended.status, mended.text], [400, 400, first.text]);
  const token = newId();
  const sameToken = await Promise.all(
    Array.from({ length: 16 }, () =>
      call("POST", payments(token), { body: orderBody, headers: { "klarna-idempotency-key": newId() } }),
    ),
  );
  assert.equal(new Set(sameToken.map(({ status, text }) => `${status} ${text}`)).size, 1);
});

test("R-03 a refused order call of ours is the answer of its key: the same again, and another body is 422", async () => {
  for (const refused of [{ body: {} }, { raw: "{" }]) {
    const headers = { "klarna-idempotency-key": newId() };
    const [first, again] = [
      await call("POST", "/v1/orders", { ...refused, headers }),
      await call("POST", "/v1/orders", { ...refused, headers }),
    ];
    assert.deepEqual([again.status, again.text], [first.status, first.text]);
    const mended = await call("POST", "/v1/orders", { body: orderBody, headers });
    assert.deepEqual(
      [mended.status, mended.json.title],
      [422, "This idempotency key was used with another body. Nothing was done."],
    );
  }
});

test("R-03 what was not an answer is not remembered: 401 and 429 leave the key free", async () => {
  const slow = await aMerchant("test");
  const headers = { "klarna-idempotency-key": newId() };
  const made = await call("POST", "/v1/orders", { key: slow, body: orderBody });
  const path = om(made.json.order_id, "/captures");
  const wrong = { ...slow, password: "wrong" };
  assert.equal((await call("POST", path, { key: wrong, body: { captured_amount: 1 }, headers })).status, 401);
  await call("GET", om(newId()), { key: slow });
  assert.equal((await call("POST", path, { key: slow, body: { captured_amount: 1 }, headers })).status, 429);
  clock.advance(1_000);
  assert.equal((await call("POST", path, { key: slow, body: { captured_amount: 1 }, headers })).status, 201);
});

test("of a cancelled or expired order nothing can be captured, and remaining_authorized_amount says so", async () => {
  const cancelled = await anOrder();
  await call("POST", om(cancelled, "/cancel"));
  const expired = await anOrder();
  assert.equal((await call("GET", om(expired))).json.remaining_authorized_amount, 5_000);
  clock.advance(29 * 86_400_000);
  for (const id of [cancelled, expired]) {
    const { json } = await call("GET", om(id));
    assert.deepEqual([json.order_amount, json.remaining_authorized_amount], [5_000, 0], json.status);
  }
});

test("reads leave out what has no value at any depth, keep empty texts, and spell country and locale as recorded", async () => {
  const made = await call("POST", "/v1/orders", {
    body: {
      ...orderBody,
      locale: "zh-hant-tw",
      order_lines: [
        { name: "", quantity: 1, quantity_unit: "", type: null, product_identifiers: { brand: null, color: "" } },
      ],
      shipping_address: { title: "", street_address2: "", given_name: null, postal_code: "0150", country: "no" },
      billing_address: { country: "se" },
      selected_shipping_option: {
        carrier: "DHL",
        location: { id: null, name: "Kiosk", address: { city: null, country: "no" } },
      },
    },
  });
  const id = made.json.order_id;
  await call("POST", om(id, "/captures"), { body: { captured_amount: 0, shipping_info: [] } });
  const { json } = await call("GET", om(id));
  assert.equal(json.locale, "zh-Hant-TW");
  assert.deepEqual(json.order_lines, [
    { name: "", quantity: 1, quantity_unit: "", product_identifiers: { color: "" } },
  ]);
  const address = { title: "", street_address2: "", postal_code: "0150", country: "NO" };
  assert.deepEqual([json.shipping_address, json.billing_address], [address, { country: "SE" }]);
  assert.deepEqual(json.selected_shipping_option.location, { name: "Kiosk", address: { country: "no" } });
  assert.deepEqual(json.captures[0].shipping_address, address);
  assert.ok(!("shipping_info" in json.captures[0]) && !("description" in json.captures[0]));
  assert.match(json.expires_at, /T00:00:00\.000Z$/);
  for (const locale of ["en-a1", "ab-12345678"])
    assert.equal((await call("POST", "/v1/orders", { body: { ...orderBody, locale } })).status, 201, locale);
});

test("the old and the odd calls: details of a capture, due dates, release", async () => {
  const id = await anOrder();
  const made = await call("POST", om(id, "/captures"), { body: { captured_amount: 1_000 } });
  const captureId = String(made.headers["capture-id"]);
  const answer = async (method: string, rest: string, body?: unknown) => {
    const { status, text } = await call(method, om(id, rest), { body });
    return [status, text];
  };
  const details = { billing_address: { given_name: "Kim" } };
  assert.deepEqual(await answer("PATCH", `/captures/${captureId}/customer-details`, details), [204, ""]);
  assert.deepEqual(await answer("PATCH", `/captures/${captureId}/extend-due-date`, { number_of_days: 10 }), [204, ""]);
  assert.deepEqual(await answer("GET", `/captures/${captureId}/extend-due-date-options`), [200, '{"options":[]}']);
  assert.deepEqual(await answer("POST", "/release-remaining-authorization", {}), [204, ""]);
  for (const [method, rest] of [
    ["PATCH", "customer-details"],
    ["PATCH", "extend-due-date"],
    ["GET", "extend-due-date-options"],
    ["POST", "trigger-send-out"],
  ] as const) {
    const { status, json } = await call(method, om(id, `/captures/not-a-uuid/${rest}`));
    assert.deepEqual([status, json.error_code], [404, "NO_SUCH_CAPTURE"], rest);
  }
});

test("Location can be the path alone", async () => {
  const alone = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: false });
  const more = {
    database,
    clock,
    log: silentLog,
    wakeups: localWakeups(),
    linkSecret: "x".repeat(40),
    whatBecame: async () => null,
  };
  const [publicBaseUrl, locationForm] = ["https://track.example", "path"] as const;
  await alone.register(createOrdersRoutes({ ...more, publicBaseUrl, locationForm }));
  const headers = { authorization: basic(merchant), "content-type": "application/json" };
  const inject = (url: string, body: object) =>
    alone.inject({ method: "POST", url, headers, payload: JSON.stringify(body) });
  const made = await inject("/v1/orders", orderBody);
  const id = made.json().order_id;
  const capture = await inject(om(id, "/captures"), { captured_amount: 1 });
  assert.equal(made.headers.location, om(id));
  assert.equal(capture.headers.location, om(id, `/captures/${capture.headers["capture-id"]}`));
  await alone.close();
});

test("R-17 E-09 E-15 ten thousand made-up requests on the wire: no fault of ours, none over a second, nothing of the inside, and nothing that nobody caught", async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, () => anOrder()));
  const captured = await call("POST", om(ids[0] ?? "", "/captures"), { body: { captured_amount: 1 } });
  const captureId = String(captured.headers["capture-id"]);
  const fields = Object.keys({ ...orderBody, ...orderBody.shipping_address, ...orderBody.order_lines[0] });
  const more = [
    "shipping_info",
    "captured_amount",
    "refunded_amount",
    "tracking_number",
    "tracking_uri",
    "__proto__",
    "",
  ];
  const numbers = ["0", "-0", "-1", "1.5", "1e400", "200000001", "9007199254740993", "9".repeat(500)];
  const texts = [
    '"\\u0000"',
    '"\\ud800"',
    '"\u{1f4e6}"',
    '"US"',
    '"en-a1-b2"',
    `"${"x".repeat(1_025)}"`,
    '"%s"',
    '"\\u202e"',
  ];
  const { json } = fc.letrec<{ json: string; object: string; array: string; scalar: string }>((tie) => ({
    json: fc.oneof({ maxDepth: 4 }, tie("scalar"), tie("object"), tie("array")),
    scalar: fc.constantFrom("null", "true", '""', ...numbers, ...texts),
    object: fc
      .array(fc.tuple(fc.constantFrom(...fields, ...more), tie("json")), { maxLength: 5 })
      .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`),
    array: fc.array(tie("json"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
  }));
  const aBody = fc.oneof(
    json,
    json.map((value) => `{"captured_amount":1,"shipping_info":[${value}]}`),
    json.map((value) => `{"shipping_address":${value},"order_lines":[${value}]}`),
    json.map((value) => `${JSON.stringify(orderBody).slice(0, -1)},"selected_shipping_option":${value}}`),
    fc.constantFrom("", "{", "\ufeff{}", "[".repeat(100), '{"a":1,}', "{}{}"),
  );
  const actions = [
    "/cancel",
    "/acknowledge",
    "/release-remaining-authorization",
    "/nothing",
    "/captures/%00/shipping-info",
  ];
  const ofCapture = ["shipping-info", "customer-details", "trigger-send-out", "extend-due-date-options"];
  const aPath = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(...ids, "%00", "%ff", "..%2f", "x".repeat(3_000), "'%22"),
        fc.constantFrom("", ...subresources, ...actions),
      )
      .map(([id, tail]) => om(id, tail)),
    fc.constantFrom(...ofCapture).map((tail) => om(ids[0] ?? "", `/captures/${captureId}/${tail}`)),
    fc.constantFrom("/v1/orders", payments("%00"), payments("one"), payments("x".repeat(3_000)), "/", "/%", "*"),
  );
  const aRequest = fc.record({
    method: fc.constantFrom("POST", "POST", "POST", "PATCH", "PATCH", "GET", "PUT", "TRACE", "QUERY"),
    path: aPath,
    body: aBody,
    type: fc.constantFrom("application/json", "application/json", "application/json", "text/plain", "", 'a/b;c="'),
    header: fc.constantFrom(
      "",
      "",
      "",
      "Klarna-Idempotency-Key: \u00ff\r\n",
      "Klarna-Idempotency-Key: k\r\n",
      "Expect: x\r\n",
    ),
    isChunked: fc.boolean(),
    credential: fc.constantFrom(basic(merchant), basic(merchant), basic(merchant), "Basic ====", ""),
  });
  const uncaught: unknown[] = [];
  const note = (error: unknown): unknown => uncaught.push(error);
  process.on("uncaughtExceptionMonitor", note).on("unhandledRejection", note);
  const queue = fc.sample(aRequest, { numRuns: 10_000, seed: 20_261_125 });
  const one = async ({ method, path, body, type, header, isChunked, credential }: (typeof queue)[number]) => {
    const length = Buffer.byteLength(body);
    const framed = length > 0 ? `${length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : "0\r\n\r\n";
    const framing = isChunked
      ? `Transfer-Encoding: chunked\r\n\r\n${framed}`
      : `Content-Length: ${length}\r\n\r\n${body}`;
    const begun = performance.now();
    const answer = await raw(
      `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${credential}\r\nContent-Type: ${type}\r\n${header}${framing}`,
    );
    const what = `${method} ${path.slice(0, 100)} ${body.slice(0, 300)}\n${answer.slice(0, 300)}`;
    assert.match(answer, /^HTTP\/1\.1 [24]\d\d /, what);
    assert.equal(answer.match(/HTTP\/1\.1 \d/g)?.length, 1, what);
    assert.ok(performance.now() - begun < 1_000, what);
    // The list of orders says the references that merchants gave them, whatever they are.
    const ours =
      method === "GET" && path === "/v1/orders"
        ? answer.replace(/"merchant_reference[12]":"(?:[^"\\]|\\.)*"/g, "")
        : answer;
    assert.doesNotMatch(ours, /\bat \S+ \(|node_modules|\.ts:|select |insert |fastify|zod|SQLSTATE/i, what);
  };
  try {
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) await one(next);
      }),
    );
  } finally {
    process.off("uncaughtExceptionMonitor", note).off("unhandledRejection", note);
  }
  assert.deepEqual(uncaught, []);
});

test("A-01 A-03 what became of an order's shipping info is read by its own merchant only, in its own mode", async () => {
  const owner = await aMerchant();
  const id = await anOrder(owner);
  const entry = { shipping_company: "Nobody", tracking_number: "1", anything: "else" };
  await call("POST", om(id, "/shipping-info"), { key: owner, body: { shipping_info: [entry] } });
  const read = (key: typeof owner, orderId = id) => call("GET", `/v1/orders/${orderId}/deliveries`, { key });
  const { status, json } = await read(owner);
  assert.equal(status, 200);
  assert.deepEqual(json.entries[0].shipping_info, { shipping_company: "Nobody", tracking_number: "1" });
  assert.deepEqual([json.entries[0].outcomes, json.deliveries], [[], []], "not looked at yet");
  const stranger = await aMerchant();
  assert.equal((await read(stranger)).status, 404);
  assert.equal((await read(owner, "no-uuid")).status, 404);
});

test("A-04 orders are listed newest first, page after page, by reference and time, one's own and of one's mode alone", async () => {
  const [shop, other] = [await aMerchant(), await aMerchant()];
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    const body = {
      purchase_country: "DE",
      purchase_currency: "EUR",
      merchant_reference1: `L-${n % 2}`,
      order_lines: [{ name: "Lamp", quantity: 1 }],
    };
    const { json } = await call("POST", "/v1/orders", { key: shop, body: { ...body, order_amount: 100 } });
    ids.unshift(json.order_id);
    clock.advance(1_000);
  }
  const seen: string[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const url = `/v1/orders?limit=3${next && `&after=${next}`}`;
    const page: { orders: { order_id: string }[]; next: string | null } = (await call("GET", url, { key: shop })).json;
    seen.push(...page.orders.map(({ order_id }) => order_id));
    next = page.next;
  }
  assert.deepEqual(seen, ids);
  const first = (await call("GET", "/v1/orders?limit=3", { key: shop })).json.next;
  const odd = (await call("GET", "/v1/orders?reference=L-1", { key: shop })).json.orders;
  assert.deepEqual(
    odd.map(({ merchant_reference1 }: { merchant_reference1: string }) => merchant_reference1),
    ["L-1", "L-1", "L-1"],
  );
  assert.deepEqual((await call("GET", "/v1/orders", { key: other })).json, { orders: [], next: null });
  assert.equal(
    (await call("GET", `/v1/orders?after=${first}`, { key: other })).status,
    400,
    "another merchant's cursor",
  );
  assert.equal(
    (await call("GET", `/v1/orders?reference=L-1&after=${first}`, { key: shop })).status,
    400,
    "another filter's",
  );
  assert.equal((await call("GET", "/v1/orders?limit=1000", { key: shop })).status, 400);
});
