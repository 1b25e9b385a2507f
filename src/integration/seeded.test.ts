/** Integration mistakes as real shops make them, sent through the API and taken in: each is found and named, and nothing besides. Clean traffic: nothing. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { createIntake } from "#intake/jobs.ts";
import { createApiKey, createMerchant } from "#orders/keys.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { days, hours, ManualClock, systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { registerOpenApi } from "#platform/openapi.ts";
import { localWakeups } from "#platform/wakeups.ts";
import { freshDatabase } from "#test/database.ts";
import { checkCommand } from "./command.ts";
import { type FindingCode, findingCodes } from "./finding-codes.ts";
import { recordFaults } from "./record-faults.ts";
import { createIntegrationRoutes } from "./routes.ts";

const fresh = await freshDatabase();
const { database } = fresh;
const clock = new ManualClock();
const common = {
  ...{ database, clock, log: silentLog, wakeups: localWakeups(), linkSecret: "x".repeat(40) },
  publicBaseUrl: "https://parcels.example",
};
const faults = recordFaults({ database, clock, log: silentLog });
const server = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: true });
await registerOpenApi(server, common.publicBaseUrl);
await server.register(
  createOrdersRoutes({
    ...common,
    locationForm: "absolute",
    faults,
    whatBecame: async () => null,
    more: [createIntegrationRoutes({ database, clock })],
  }),
);
const intake = createIntake({ ...common, connectedFor: async () => () => true });
after(async () => {
  await faults.close();
  await server.close();
  await fresh[Symbol.asyncDispose]();
});

async function aShop() {
  const key = await database.forSystem("test", async (tx) => {
    const { id: merchantId } = await createMerchant(tx, { name: "Lampenwelt", clock });
    return { merchantId, ...(await createApiKey(tx, { merchantId, mode: "live", clock })) };
  });
  const authorization = `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}`;
  const call = async (method: "GET" | "POST", url: string, body?: unknown, more: Record<string, string> = {}) => {
    const payload = typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization,
      ...(method === "POST" ? { "content-type": "application/json", "klarna-idempotency-key": newId() } : {}),
      ...more,
    };
    const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      json: answer.body === "" ? null : answer.json(),
    };
  };
  return { merchantId: key.merchantId, call };
}
const shop = await aShop();
type Shop = typeof shop;

const anOrder = {
  ...{ purchase_country: "DE", purchase_currency: "EUR", order_amount: 4_900, merchant_reference1: "2026-100045678" },
  order_lines: [{ type: "physical", name: "Lamp", quantity: 1 }],
  shipping_address: { email: "ines@example.org", postal_code: "10115", country: "DE", city: "Berlin" },
};
const api = "/ordermanagement/v1/orders";

async function makeOrder({ call }: Shop, more: object = {}): Promise<string> {
  const made = await call("POST", "/v1/orders", { ...anOrder, ...more });
  assert.equal(made.status, 201, made.text);
  return made.json.order_id;
}
async function capture({ call }: Shop, orderId: string, ...shipping_info: object[]): Promise<string> {
  const body = { captured_amount: 4_900, ...(shipping_info.length > 0 ? { shipping_info } : {}) };
  const made = await call("POST", `${api}/${orderId}/captures`, body);
  assert.equal(made.status, 201, made.text);
  return String(made.headers["capture-id"]);
}
async function takeIn(): Promise<void> {
  while ((await intake.runOnce()) > 0);
}
async function codesOf({ call }: Shop, query: string): Promise<string[]> {
  const { status, json, text } = await call("GET", `/v1/integration-check?${query}`);
  assert.equal(status, 200, text);
  return json.findings.map(({ code }: { code: string }) => code).sort();
}

const ups = "1Z999AA10123456784";
const dhl = "00340434161094015902";

/** One entry of a capture each. */
const entries: readonly (readonly [string, object, readonly FindingCode[]])[] = [
  ["nothing but empty texts", { shipping_company: "", tracking_number: "" }, ["entry_empty"]],
  ["a carrier without a number", { shipping_company: "UPS" }, ["number_missing"]],
  ["a number without a carrier that tells nothing", { tracking_number: "ABCDEFG77" }, ["company_missing"]],
  ["an unknown carrier", { shipping_company: "Zuckerwatte Trans", tracking_number: "QX77-4410" }, ["company_unknown"]],
  [
    "the order's reference as the number",
    { shipping_company: "UPS", tracking_number: "2026-100045678" },
    ["number_is_reference"],
  ],
  [
    "the reference without its dash",
    { shipping_company: "UPS", tracking_number: "2026100045678" },
    ["number_is_reference"],
  ],
  ["a wrong check digit", { shipping_company: "UPS", tracking_number: "1Z999AA10123456785" }, ["check_digit_wrong"]],
  ["a number cut short", { shipping_company: "DHL", tracking_number: "Q7X4" }, ["number_shape_wrong"]],
  ["%s in the number", { shipping_company: "UPS", tracking_number: "%s" }, ["template_unfilled"]],
  [
    "{$tracking} in the number",
    { shipping_company: "UPS", tracking_number: "{$tracking_number}" },
    ["template_unfilled"],
  ],
  ["{{ }} in the number", { shipping_company: "UPS", tracking_number: "{{ shipment.number }}" }, ["template_unfilled"]],
  ["undefined as the number", { shipping_company: "UPS", tracking_number: "undefined" }, ["template_unfilled"]],
  ["null, written out", { shipping_company: "UPS", tracking_number: "null" }, ["template_unfilled"]],
  [
    "a shell's variable as the company",
    { shipping_company: "\u0024{carrier}", tracking_number: ups },
    ["template_unfilled"],
  ],
  [
    "%s in the link",
    { shipping_company: "UPS", tracking_number: ups, tracking_uri: "https://track.example/?n=%s" },
    ["template_unfilled"],
  ],
  ["TBA as the number", { shipping_company: "UPS", tracking_number: "TBA" }, ["number_is_placeholder"]],
  ["1234567890 as the number", { shipping_company: "UPS", tracking_number: "1234567890" }, ["number_is_placeholder"]],
  ["zeros as the number", { shipping_company: "UPS", tracking_number: "0000000000" }, ["number_is_placeholder"]],
  [
    "a link in the number's field",
    { shipping_company: "UPS", tracking_number: `https://www.ups.com/track?tracknum=${ups}` },
    ["number_field_holds_link"],
  ],
  [
    "only a link",
    { shipping_company: "UPS", tracking_uri: `https://www.ups.com/track?tracknum=${ups}` },
    ["number_only_in_link"],
  ],
  [
    "two numbers with a comma",
    { shipping_company: "UPS", tracking_number: `${ups}, 1Z5R89390357567127` },
    ["several_numbers"],
  ],
  [
    "two numbers with a slash",
    { shipping_company: "UPS", tracking_number: `${ups}/1Z5R89390357567127` },
    ["several_numbers"],
  ],
  ["DHL said, UPS' number", { shipping_company: "DHL", tracking_number: ups }, ["other_carrier"]],
  ["FedEx said, UPS' number", { shipping_company: "FedEx", tracking_number: ups }, ["company_ambiguous"]],
  [
    "a number of FedEx that breaks its rule",
    { shipping_company: "FedEx", tracking_number: "776094337677" },
    ["check_digit_doubtful"],
  ],
  [
    "a way of shipping as the company",
    { shipping_company: "Standard shipping", tracking_number: ups },
    ["company_is_label"],
  ],
  ["a German way of shipping", { shipping_company: "Kostenloser Versand", tracking_number: ups }, ["company_is_label"]],
  [
    "a way of shipping, and no telling number",
    { shipping_company: "Express delivery", tracking_number: "QX77-4410" },
    ["company_is_label"],
  ],
  ["a link as the company", { shipping_company: "https://www.ups.com", tracking_number: ups }, ["company_is_link"]],
  ["company and number swapped", { shipping_company: ups, tracking_number: "UPS" }, ["fields_swapped"]],
  [
    "a link that is none",
    { shipping_company: "UPS", tracking_number: ups, tracking_uri: "ups.com/track" },
    ["uri_no_link"],
  ],
  ["words as the link", { shipping_company: "UPS", tracking_number: ups, tracking_uri: "see e-mail" }, ["uri_no_link"]],
  [
    "a method of another system",
    { shipping_company: "UPS", tracking_number: ups, shipping_method: "flatrate_flatrate" },
    ["method_unknown"],
  ],
  [
    "the return's label with the delivery's number",
    { shipping_company: "UPS", tracking_number: ups, return_tracking_number: ups },
    ["return_confused"],
  ],
  [
    "the number in the return's field only",
    { shipping_company: "UPS", return_shipping_company: "UPS", return_tracking_number: ups },
    ["return_confused"],
  ],
  ["one of our test numbers", { shipping_company: "UPS", tracking_number: "POSTHORN-DELIVERED" }, ["test_number_live"]],
  [
    "template and no link",
    { shipping_company: "UPS", tracking_number: "{number}", tracking_uri: "{uri}" },
    ["template_unfilled"],
  ],
];

for (const [name, entry, expected] of entries)
  test(`found: ${name} → ${expected.join(", ")}`, async () => {
    const orderId = await makeOrder(shop);
    await capture(shop, orderId, entry);
    await takeIn();
    assert.deepEqual(await codesOf(shop, `order_id=${orderId}`), [...expected].sort());
  });

const setShipment = sql(
  "test.seededShipment",
  "update shipments set last_outcome = $3, code = coalesce($4, code) where shard = $1 and order_id = $2",
);
const answered = (orderId: string, outcome: string, code: string | null = null) =>
  database.forMerchants([shop.merchantId], (tx) => tx.execute(setShipment, [shardOf(orderId), orderId, outcome, code]));

/** What needs time, several calls, or a carrier's word. */
const stories: Readonly<
  Record<string, { readonly expected: readonly FindingCode[]; readonly tell: () => Promise<string> }>
> = {
  "a capture without shipping info for days": {
    expected: ["info_missing"],
    tell: async () => {
      const orderId = await makeOrder(shop);
      await capture(shop, orderId);
      clock.advance(days(2) + hours(1));
      return orderId;
    },
  },
  "shipping info three days after the capture": {
    expected: ["info_late"],
    tell: async () => {
      const orderId = await makeOrder(shop);
      const id = await capture(shop, orderId);
      clock.advance(days(3));
      await shop.call("POST", `${api}/${orderId}/captures/${id}/shipping-info`, {
        shipping_info: [{ shipping_company: "UPS", tracking_number: ups }],
      });
      return orderId;
    },
  },
  "the same list sent again, between others": {
    expected: ["entry_repeated"],
    tell: async () => {
      const orderId = await makeOrder(shop);
      const send = (number: string) =>
        shop.call("POST", `${api}/${orderId}/shipping-info`, {
          shipping_info: [{ shipping_company: "UPS", tracking_number: number }],
        });
      await send(ups);
      await send("1Z5R89390357567127");
      await send(ups);
      return orderId;
    },
  },
  "a carrier that never heard of it": {
    expected: ["never_heard_of"],
    tell: async () => {
      const orderId = await makeOrder(shop);
      await capture(shop, orderId, { shipping_company: "UPS", tracking_number: ups });
      await takeIn();
      await answered(orderId, "not_found");
      clock.advance(days(3) + hours(1));
      return orderId;
    },
  },
  "a carrier that says it is none of its numbers": {
    expected: ["carrier_refuses_number"],
    tell: async () => {
      const orderId = await makeOrder(shop);
      await capture(shop, orderId, { shipping_company: "UPS", tracking_number: ups });
      await takeIn();
      await answered(orderId, "invalid_number", "pending.invalid_number");
      return orderId;
    },
  },
  "a carrier that wants the postcode, and an order without one": {
    expected: ["postcode_missing"],
    tell: async () => {
      const orderId = await makeOrder(shop, { shipping_address: { email: "ines@example.org", country: "DE" } });
      await capture(shop, orderId, { shipping_company: "UPS", tracking_number: ups });
      await takeIn();
      await answered(orderId, "needs_more");
      return orderId;
    },
  },
};
for (const [name, { expected, tell }] of Object.entries(stories))
  test(`found: ${name} → ${expected.join(", ")}`, async () => {
    const orderId = await tell();
    await takeIn();
    assert.deepEqual(await codesOf(shop, `order_id=${orderId}`), [...expected]);
  });

/** What never became an order, or what no order shows. */
const calls: Readonly<
  Record<string, { readonly expected: readonly FindingCode[]; readonly tell: (own: Shop) => Promise<unknown> }>
> = {
  "a trailing comma": {
    expected: ["json_broken"],
    tell: async (own) =>
      own.call("POST", `${api}/${await makeOrder(own)}/shipping-info`, '{"shipping_info":[{"tracking_number":"1Z",}]}'),
  },
  "single quotes": {
    expected: ["json_broken"],
    tell: async (own) => own.call("POST", `${api}/${await makeOrder(own)}/shipping-info`, "{'shipping_info':[]}"),
  },
  "a form instead of JSON": {
    expected: ["call_refused"],
    tell: async (own) =>
      own.call("POST", `${api}/${await makeOrder(own)}/shipping-info`, "tracking_number=1Z", {
        "content-type": "application/x-www-form-urlencoded",
      }),
  },
  "a list that is missing": {
    expected: ["call_refused"],
    tell: async (own) => own.call("POST", `${api}/${await makeOrder(own)}/shipping-info`, { tracking_number: "1Z" }),
  },
  "an order without a country": {
    expected: ["call_refused"],
    tell: (own) => own.call("POST", "/v1/orders", { ...anOrder, purchase_country: undefined }),
  },
  "a key that came again with another body": {
    expected: ["key_reused"],
    tell: async (own) => {
      const orderId = await makeOrder(own);
      const key = { "klarna-idempotency-key": "order-77" };
      for (const number of [ups, dhl])
        await own.call(
          "POST",
          `${api}/${orderId}/shipping-info`,
          { shipping_info: [{ shipping_company: "UPS", tracking_number: number }] },
          key,
        );
    },
  },
  "no key at all": {
    expected: ["no_key"],
    tell: async (own) => {
      const orderId = await makeOrder(own);
      const payload = JSON.stringify({ shipping_info: [{ shipping_company: "UPS", tracking_number: ups }] });
      const { authorization } = await headersOf(own);
      await server.inject({
        method: "POST",
        url: `${api}/${orderId}/shipping-info`,
        headers: { authorization, "content-type": "application/json" },
        payload,
      });
    },
  },
};
const headersOf = async (own: Shop): Promise<{ authorization: string }> => {
  const key = await database.forSystem("test", (tx) =>
    createApiKey(tx, { merchantId: own.merchantId, mode: "live", clock }),
  );
  return { authorization: `Basic ${Buffer.from(`${key.username}:${key.password}`).toString("base64")}` };
};
for (const [name, { expected, tell }] of Object.entries(calls))
  test(`found: ${name} → ${expected.join(", ")}`, async () => {
    const own = await aShop();
    await tell(own);
    await takeIn();
    await faults.flush();
    assert.deepEqual(await codesOf(own, "since=1d"), [...expected]);
  });

test("the seeded set has at least forty mistakes, and every code of the catalogue is in it", () => {
  const all = [
    ...entries.map(([, , codes]) => codes),
    ...[...Object.values(stories), ...Object.values(calls)].map(({ expected }) => expected),
  ];
  assert.ok(all.length >= 40, `${all.length}`);
  const named = new Set(all.flat());
  const missing = Object.keys(findingCodes).filter((code) => !named.has(code as FindingCode));
  assert.deepEqual(missing, []);
});

test("clean traffic has no finding, is validated, and scores full", async () => {
  const own = await aShop();
  const clean: readonly object[] = [
    {
      shipping_company: "ups",
      tracking_number: ups,
      tracking_uri: `https://www.ups.com/track?tracknum=${ups}`,
      shipping_method: "Home",
    },
    { shipping_company: "DHL", tracking_number: dhl, shipping_method: "PickUpPoint" },
    { shipping_company: "Deutsche Post DHL", tracking_number: "00340434161094042557" },
    { shipping_company: "UPS®", tracking_number: "1z 999 aa1 01 2345 6784" },
    { shipping_company: "FedEx", tracking_number: "041441760228964" },
    { shipping_method: "Postal" },
    { shipping_company: "Letter", shipping_method: "Postal" },
    { shipping_method: "Digital" },
    { shipping_method: "PickUpStore" },
    { shipping_method: "ClickCollect" },
    { shipping_company: "own delivery", shipping_method: "Own" },
    {
      shipping_company: "UPS",
      tracking_number: "1Z5R89390357567127",
      return_shipping_company: "DHL",
      return_tracking_number: "00340434161094015926",
    },
  ];
  for (const entry of clean) {
    const orderId = await makeOrder(own);
    await capture(own, orderId, entry);
  }
  const several = await makeOrder(own);
  await capture(
    own,
    several,
    { shipping_company: "UPS", tracking_number: ups },
    { shipping_company: "UPS", tracking_number: "1Z5R89390357567127" },
  );
  const digital = await makeOrder(own, { order_lines: [{ type: "digital", name: "Manual", quantity: 1 }] });
  await capture(own, digital);
  // The same call, repeated by its key after a time-out: one entry.
  const again = await makeOrder(own);
  for (let sent = 0; sent < 2; sent += 1)
    await own.call(
      "POST",
      `${api}/${again}/shipping-info`,
      { shipping_info: [{ shipping_company: "UPS", tracking_number: ups }] },
      { "klarna-idempotency-key": "again" },
    );
  await takeIn();
  await faults.flush();
  clock.advance(days(2) + hours(1));
  const { json } = await own.call("GET", "/v1/integration-check?since=7d");
  assert.deepEqual(
    json.findings.map(({ code, examples }: { code: string; examples: object[] }) => [code, examples[0]]),
    [],
  );
  assert.equal(json.verdict, "validated");
  assert.deepEqual([json.score.captures_with_info, json.score.entries_resolved, json.score.calls_taken], [1, 1, 1]);
});

test("a finding says what was received verbatim, what we understood, why, and what to do; the worst first", async () => {
  const own = await aShop();
  await capture(own, await makeOrder(own, { merchant_reference1: "LL-77" }), {
    shipping_company: "DHL",
    tracking_number: ups,
    tracking_uri: "see e-mail",
  });
  await capture(own, await makeOrder(own), { shipping_company: "UPS", tracking_number: "%s" });
  await takeIn();
  const { json } = await own.call("GET", "/v1/integration-check");
  assert.deepEqual(
    json.findings.map(({ code }: { code: string }) => code),
    ["template_unfilled", "other_carrier", "uri_no_link"],
  );
  const { severity, why, fix, count, examples } = json.findings[1];
  assert.deepEqual(
    [severity, why, fix, count],
    ["doubtful", findingCodes.other_carrier.why, findingCodes.other_carrier.fix, 1],
  );
  assert.deepEqual(
    [examples[0].reference, examples[0].field, examples[0].received],
    ["LL-77", "shipping_company", "DHL"],
  );
  assert.match(examples[0].understood, /"DHL" is DHL.*1Z999AA10123456784 looks like a number of UPS/);
  assert.equal(json.verdict, "findings");
});

test("A-01 another merchant's order is one that never existed, and a question that asks for two things is none", async () => {
  const [own, stranger] = [await aShop(), await aShop()];
  const orderId = await makeOrder(own);
  const captureId = await capture(own, orderId, { shipping_company: "UPS", tracking_number: ups });
  await takeIn();
  const strip = (text: string): string => text.replace(/"correlation_id":"[^"]+"/, "");
  for (const query of [`order_id=${orderId}`, `capture_id=${captureId}`]) {
    assert.equal((await own.call("GET", `/v1/integration-check?${query}`)).status, 200);
    const foreign = await stranger.call("GET", `/v1/integration-check?${query}`);
    const unknown = await stranger.call("GET", `/v1/integration-check?order_id=${newId()}`);
    assert.deepEqual([foreign.status, strip(foreign.text)], [404, strip(unknown.text)]);
  }
  for (const query of [`order_id=${orderId}&since=7d`, "since=soon", "since=90d", "order_id=x"])
    assert.equal((await own.call("GET", `/v1/integration-check?${query}`)).status, 400, query);
});

test("posthorn check ends with 0 for clean, 1 for findings, 2 when it could not be checked, and says what to do", async () => {
  const own = await aShop();
  const good = await makeOrder(own);
  await capture(own, good, { shipping_company: "UPS", tracking_number: ups });
  const bad = await makeOrder(own);
  await capture(own, bad, { shipping_company: "UPS", tracking_number: "%s" });
  await takeIn();
  const settings = { databaseUrl: fresh.url, publicBaseUrl: null, linkSecret: null };
  const run = async (...argv: string[]) => {
    const lines: string[] = [];
    const io = { out: (line: string) => void lines.push(line), err: (line: string) => void lines.push(line) };
    return { code: await checkCommand(argv, io, settings), text: lines.join("\n") };
  };
  const merchant = ["--merchant", own.merchantId];
  assert.equal((await run(...merchant, "--order", good)).code, 0);
  const found = await run(...merchant, "--order", bad);
  assert.equal(found.code, 1);
  assert.match(found.text, /broken {3}template_unfilled, 1 times.*tracking_number = "%s"/s);
  assert.equal(JSON.parse((await run(...merchant, "--order", bad, "--json")).text).verdict, "findings");
  for (const argv of [
    [],
    ["--merchant", "x"],
    [...merchant, "--order", newId()],
    [...merchant, "--order", bad, "--since", "1d"],
    [...merchant, "--sinc", "1d"],
  ])
    assert.equal((await run(...argv)).code, 2, argv.join(" "));
});

test("docs/integration-check.md lists every code with its severity, why and what to do", async () => {
  const text = await readFile(join(import.meta.dirname, "../../docs/integration-check.md"), "utf8");
  const rows = [...text.matchAll(/^\| `([a-z_]+)` \| (\w+) \| (.+) \| (.+) \|$/gm)].map(([, ...cells]) => cells);
  assert.deepEqual(
    rows,
    Object.entries(findingCodes).map(([code, { severity, why, fix }]) => [code, severity, why, fix]),
  );
});
