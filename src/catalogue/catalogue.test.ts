/** Carriers as a browser and a program meet them, over HTTP. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { connections } from "#carriers/connections.ts";
import { allCarriers } from "#carriers/registry.ts";
import { ManualClock } from "#platform/clock.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { createLog } from "#platform/log.ts";
import { Problem } from "#platform/problem.ts";
import { hostileTexts } from "#test/browser/hostile-texts.ts";
import { dataSetFile } from "./data-set.ts";
import { createCatalogueRoutes } from "./routes.ts";
import * as schema from "./schema.ts";

async function start({ simulatedCarriers = false } = {}) {
  const lines: string[] = [];
  const clock = new ManualClock();
  const log = createLog({ destination: { write: (line) => void lines.push(line) } });
  const server = createHttpServer({ log, clock, trustedProxies: [], insecureHttp: true });
  await server.register(createCatalogueRoutes({ clock, publicBaseUrl: "https://parcels.example", simulatedCarriers }));
  const get = async (url: string, headers: Record<string, string> = {}) => {
    clock.advance(200);
    return server.inject({ method: "GET", url, headers: { "accept-language": "en", ...headers } });
  };
  const post = async (url: string, payload: string, headers: Record<string, string>) => {
    clock.advance(2_000);
    return server.inject({ method: "POST", url, payload, headers: { "accept-language": "en", ...headers } });
  };
  const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    post("/carriers/identify", new URLSearchParams(fields).toString(), {
      "content-type": "application/x-www-form-urlencoded",
      "sec-fetch-site": "same-origin",
      ...headers,
    });
  const call = (body: unknown) =>
    post("/v1/carriers/identify", JSON.stringify(body), { "content-type": "application/json" });
  return { server, clock, lines, get, post, form, call };
}

const { get, post, form, call, lines } = await start();
const number = "00340434161094015902";

test("the API searches, filters and pages; each record is as documented", async () => {
  const first = schema.SearchAnswer.parse((await get("/v1/carriers?q=dpd")).json());
  assert.equal(first.carriers[0]?.code, "dpd");
  const german = schema.SearchAnswer.parse((await get("/v1/carriers?q=dpd&country=germany")).json());
  assert.equal(german.carriers[0]?.code, "dpd-de");
  const own = schema.SearchAnswer.parse((await get("/v1/carriers?can=own_api")).json());
  assert.ok(own.total > 10 && own.carriers.every(({ can }) => can[0] === "own_api"));
  const codes = new Set<string>();
  const all = schema.SearchAnswer.parse((await get("/v1/carriers?q=&country=")).json());
  for (let page = 1; page <= all.pages; page += 1) {
    const { carriers } = schema.SearchAnswer.parse((await get(`/v1/carriers?page=${page}`)).json());
    for (const { code } of carriers) codes.add(code);
  }
  assert.equal(codes.size, allCarriers().length);
  assert.deepEqual((await get("/v1/carriers?page=1000")).json().carriers, []);
});

test("one carrier comes with its connections; an unknown code is a problem document", async () => {
  const { carrier, connections: routes } = schema.OneCarrier.parse((await get("/v1/carriers/dhl")).json());
  assert.equal(carrier.code, "dhl");
  assert.equal(routes[0]?.slug, "dhl");
  assert.ok((routes[0]?.numbers_per_call ?? 0) >= 1);
  for (const code of ["nobody", "__proto__", "constructor", "%00", "..%2f..%2fetc"]) {
    const answer = await get(`/v1/carriers/${code}`);
    assert.equal(answer.statusCode, 404, code);
    assert.equal(Problem.parse(answer.json()).status, 404);
    assert.match(String(answer.headers["content-type"]), /^application\/problem\+json/);
  }
});

test("what cannot be meant is said, value by value, without repeating it", async () => {
  const answer = await get(`/v1/carriers?country=Atlantis&can=fly&page=0&q=${"x".repeat(101)}`);
  assert.equal(answer.statusCode, 422);
  assert.deepEqual(Problem.parse(answer.json()).errors, [
    "q must be at most 100 characters.",
    "country must be a country's two letters, like DE.",
    "can must be one of: own_api, aggregator, link.",
    "page must be at least 1.",
  ]);
  assert.doesNotMatch(answer.body, /Atlantis|xxx/);
  const twice = await get("/v1/carriers?q=a&q=b");
  assert.deepEqual([twice.statusCode, twice.json().errors], [422, ["q must be a string, once."]]);
});

test("the whole data set is one file that may be kept, and is not sent again while nothing changed", async () => {
  const file = await get("/v1/carriers.json");
  assert.equal(file.body, dataSetFile().body);
  assert.equal(file.headers["cache-control"], "public, max-age=3600");
  const etag = String(file.headers.etag);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await get("/v1/carriers.json", { "if-none-match": known });
    assert.deepEqual([again.statusCode, again.body], [304, ""], known);
  }
  assert.equal((await get("/v1/carriers.json", { "if-none-match": '"other"' })).statusCode, 200);
});

test("who carries this: ranked, with reasons and what can be done; a body that says nothing is refused", async () => {
  const { candidates } = schema.IdentifyAnswer.parse((await call({ number, country: "DE" })).json());
  assert.equal(candidates[0]?.code, "dhl-germany");
  assert.equal(candidates[0]?.number_check, "fits");
  assert.ok(candidates[0]?.reasons.length > 0 && candidates[0].can.includes("own_api"));
  for (const body of [{}, { number: " " }, { country: "DE" }, [], null, "x"]) {
    const answer = await call(body);
    assert.equal(answer.statusCode, 422, JSON.stringify(body));
    assert.equal(Problem.parse(answer.json()).errors?.length, 1);
  }
  const long = await call({ number: "1".repeat(1_025) });
  assert.deepEqual(long.json().errors, ["number must be at most 1024 characters."]);
  assert.equal((await call({ company: "x".repeat(9_000) })).statusCode, 413);
});

test("the page finds carriers without a script, keeps what was chosen, and leads through its pages", async () => {
  const start = await get("/carriers");
  assert.match(start.body, /knows 1,560 carriers/);
  assert.doesNotMatch(start.body, /<script/);
  const found = await get("/carriers?q=dpd&country=DE&can=");
  assert.match(found.body, /href="\/carriers\/dpd-de"/);
  assert.match(found.body, /value="dpd"/);
  assert.match(found.body, /<option value="DE" selected>Germany/);
  assert.match(found.body, /href="\/carriers\?q=dpd">Search in all countries/);
  const second = await get("/carriers?country=CN&page=2");
  assert.match(second.body, /href="\/carriers\?country=CN"[^>]*>Previous/);
  assert.match(second.body, /href="\/carriers\?country=CN&amp;page=3"[^>]*>Next/);
  for (const nonsense of ["page=-5", "page=9999", "page=x", "country=Atlantis", "can=fly", "q=a&q=b", "q=%00%ff"])
    assert.equal((await get(`/carriers?${nonsense}`)).statusCode, 200, nonsense);
});

test("the page speaks the reader's language, and links keep the one that was chosen", async () => {
  const german = await get("/carriers?q=dpd&country=DE", { "accept-language": "de-DE,de" });
  assert.match(german.body, /<html lang="de" dir="ltr">/);
  assert.match(german.body, /<option value="DE" selected>Deutschland/);
  assert.match(german.body, /href="\/carriers\/dpd-de"/);
  const chosen = await get("/carriers?lang=de&q=dpd");
  assert.match(chosen.body, /href="\/carriers\/dpd-de\?lang=de"/);
  assert.match(chosen.body, /<input type="hidden" name="lang" value="de"/);
  assert.match(chosen.body, /action="\/carriers\/identify\?lang=de"/);
});

test("a carrier's page says what it is, how it is followed and what is not proven; an unknown one is missing", async () => {
  for (const connection of connections) {
    const code = connection.serves[0] ?? "";
    const { body, statusCode } = await get(`/carriers/${code}`);
    assert.equal(statusCode, 200);
    assert.ok(body.includes(`docs/carriers/${connection.slug}.md`), code);
    assert.ok(body.includes(`What is not proven (${connection.unproven.length})`) || connection.unproven.length === 0);
  }
  const { body } = await get("/carriers/dpd-de");
  assert.match(body, /<dt>Belongs to<\/dt><dd><a href="\/carriers\/dpd">/);
  assert.match((await get("/carriers/dpd")).body, /href="\/carriers\/dpd-uk"/);
  const missing = await get("/carriers/nobody");
  assert.equal(missing.statusCode, 404);
  assert.match(missing.body, /No such carrier/);
});

test("every carrier has a page that can be read: under 30 KB, with its name, whatever the lists hold", async () => {
  for (const { code } of allCarriers()) {
    const { statusCode, body } = await get(`/carriers/${encodeURIComponent(code)}`);
    assert.equal(statusCode, 200, code);
    assert.ok(Buffer.byteLength(body) < 30_000, `${code}: ${Buffer.byteLength(body)} bytes`);
    assert.doesNotMatch(body, /undefined|\[object|href="(?!\/|https?:|#main")/, code);
  }
  for (const url of ["/carriers", "/carriers?q=post", "/carriers?lang=de&country=CN", "/carriers/identify"])
    assert.ok(Buffer.byteLength((await get(url)).body) < 30_000, url);
});

test("the form answers with ranked candidates and reasons, and asks for something when nothing was typed", async () => {
  const answer = await form({ number, company: "", "goes-to": "DE" });
  assert.equal(answer.statusCode, 200);
  assert.match(answer.body, /href="\/carriers\/dhl-germany"/);
  assert.match(answer.body, /has the form of DHL Parcel DE/);
  const german = await form({ number }, { "accept-language": "de" });
  assert.match(german.body, /Die Nummer hat die Form von DHL Parcel DE/);
  assert.match((await form({ number: "what is this" })).body, /Nobody is likely/);
  assert.match((await form({ number: "00340434161094015903" })).body, /check digit is wrong: perhaps a typing error/);
  const ambiguous = await form({ company: "DPD" });
  assert.match(ambiguous.body, /Less than 5% each:/);
  const empty = await form({});
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /role="alert"/);
  assert.equal((await form({ number: "x".repeat(9_000) })).statusCode, 413);
});

test("L-01 D-06 P-04 a number that was typed is in no log line and in no address, and its answer is kept nowhere", async () => {
  const secret = "1Z5R89390357567127";
  const shown = await form({ number: secret, company: "UPS" });
  const answers = [
    shown,
    await form({ number: secret }, { "accept-language": "de" }),
    await call({ number: secret, company: "UPS" }),
    await call({ number: secret, country: "Atlantis" }),
    await post("/v1/carriers/identify", `{"number":"${secret}"`, { "content-type": "application/json" }),
    await post("/v1/carriers/identify", secret, { "content-type": "text/plain" }),
    // Into the wrong field, and by hand into an address.
    await get(`/carriers?q=${secret}`),
    await get(`/v1/carriers?q=${secret}`),
    await get(`/carriers/${secret}`),
    await get(`/v1/carriers/${secret}`),
  ];
  for (const answer of answers) assert.match(String(answer.headers["cache-control"]), /no-store/);
  assert.ok(lines.length >= answers.length);
  assert.doesNotMatch(lines.join(""), new RegExp(secret, "i"));
  for (const { body } of answers)
    for (const [, address] of body.matchAll(/(?:href|action|src)="([^"]*)"/g))
      assert.doesNotMatch(address ?? "", new RegExp(secret, "i"));
  assert.equal(shown.headers["referrer-policy"], "no-referrer");
  assert.match(shown.body, /<form method="post"/);
});

test("a number in the search field is not searched for: the page tells where it belongs, and no name looks like one", async () => {
  const { body } = await get(`/carriers?q=${number}`);
  assert.match(body, /looks like a tracking number/);
  assert.match(body, new RegExp(`id="number" name="number" value="${number}"`));
  const texts = allCarriers().flatMap(({ code, name, otherNames }) => [code, name, ...otherNames]);
  for (const text of texts.filter((text) => /\d{3}/.test(text)))
    assert.doesNotMatch((await get(`/carriers?q=${encodeURIComponent(text)}`)).body, /looks like/, text);
});

test("P-05 the answer comes from the number's form alone: the same body each time, whoever asks", async () => {
  const bodies = new Set<string>();
  for (let turn = 0; turn < 5; turn += 1) bodies.add((await call({ number })).body);
  assert.equal(bodies.size, 1);
});

test("X-02 hostile texts in every field and parameter are shown as text", async () => {
  for (const [at, text] of hostileTexts.entries()) {
    if (at % 4 !== 0) continue;
    const said = encodeURIComponent(text.toWellFormed());
    const pages = [
      await get(`/carriers?q=${said}&country=${said}&can=${said}&page=${said}&lang=${said}`),
      await get(`/carriers/${said}`),
      await form({ number: text, company: text, "goes-to": text }),
    ];
    for (const { body, headers } of pages) {
      assert.doesNotMatch(body, /<(?:script|img|iframe|object|embed|video|base|link|marquee|template|math)\b/i, text);
      assert.doesNotMatch(body.replace(/"[^"]*"/g, '""'), /<[^>]*\son\w+\s*=/i, text);
      assert.doesNotMatch(body, /(?:href|action)="(?!\/|https?:\/\/|#main")/i, text);
      assert.match(String(headers["content-security-policy"]), /default-src 'none'/);
    }
  }
});

test("B-02 B-03 pages carry the headers of all pages, and a form from elsewhere is refused", async () => {
  for (const answer of [
    await get("/carriers"),
    await get("/carriers/dhl"),
    await get("/carriers/nobody"),
    await form({ number }),
  ]) {
    assert.match(String(answer.headers["strict-transport-security"]), /max-age=63072000/);
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
    assert.equal(answer.headers["cross-origin-opener-policy"], "same-origin");
    assert.match(String(answer.headers["content-security-policy"]), /frame-ancestors 'none'/);
  }
  assert.equal((await form({ number }, { "sec-fetch-site": "cross-site" })).statusCode, 403);
});

test("a network that calls too often is told when to go on, by page and by API, and others are not touched", async () => {
  const busy = await start();
  const ask = (url: string, remoteAddress: string) => busy.server.inject({ method: "GET", url, remoteAddress });
  for (let calls = 0; calls < 100; calls += 1)
    assert.equal((await ask("/v1/carriers/dhl", "198.51.100.7")).statusCode, 200);
  const refused = await ask("/v1/carriers/dhl", "198.51.100.7");
  assert.equal(refused.statusCode, 429);
  assert.equal(Problem.parse(refused.json()).status, 429);
  assert.equal(refused.headers["retry-after"], "10");
  const page = await ask("/carriers", "198.51.100.7");
  assert.equal(page.statusCode, 429);
  assert.match(page.body, /Try again in 10 seconds/);
  assert.equal((await ask("/carriers", "198.51.100.8")).statusCode, 200);
  busy.clock.advance(10_000);
  assert.equal((await ask("/carriers", "198.51.100.7")).statusCode, 200);
});

test("whoever asks for a number by address is told how to ask", async () => {
  const answer = await get("/v1/carriers/identify");
  assert.equal(answer.statusCode, 404);
  assert.match(Problem.parse(answer.json()).title, /a POST with a JSON body/);
});

test("a carrier that many connections follow stays a calm page: its own interface is open, aggregators are a line each", async () => {
  const { body } = await get("/carriers/fedex");
  assert.match(body, /<section class="card"><h3>FedEx<\/h3>/);
  assert.equal(body.match(/<details class="card folded">/g)?.length, 5);
  assert.doesNotMatch(body, /<details[^>]* open/);
  for (const page of ["/carriers", "/carriers?q=dhl", "/carriers/fedex", "/carriers/usps", "/carriers/dhl"])
    assert.ok((await get(page)).body.length < 30_000, page);
});

test("in the demo every page says that the carriers are simulated", async () => {
  const demo = await start({ simulatedCarriers: true });
  assert.match((await demo.get("/carriers")).body, /<header class="demo">Simulated carriers/);
});
