/** The Order Management API as a merchant's program meets it: over a real socket, byte for byte where bytes matter. */
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, test } from "node:test";
import fc from "fast-check";
import { request } from "undici";
import { ManualClock, systemClock } from "#platform/clock.ts";
import { openDatabase, sql } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
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
await server.register(
  createOrdersRoutes({
    database,
    clock,
    log: silentLog,
    wakeups: localWakeups(),
    publicBaseUrl: "https://track.example",
    locationForm: "absolute",
    linkSecret: "x".repeat(40),
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
    fc
      .constantFrom(
        "/shipping-info",
        "/captures",
        "/refunds",
        "/authorization",
        "/customer-details",
        "/merchant-references",
      )
      .map((rest) => om(id, rest)),
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
