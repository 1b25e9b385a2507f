import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { refusals } from "#carriers/carrier.ts";
import { identify } from "#carriers/identify/identify.ts";
import { days, hours, minutes } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { carrierNamed, fast, say, world } from "#test/polling.ts";
import { candidatesNow, chooseRoute, nextRoute, type Route, routeName, routesOf, setAsideFor } from "./routing.ts";

const now = new Date("2026-11-24T09:00:00Z");
const own = carrierNamed("own");
const other = carrierNamed("other");
const broker = carrierNamed("broker", undefined, fast, { kind: "aggregator", serves: ["own", "other"] });
const connectionsFor = (code: string) => [own, other, broker].filter(({ serves }) => serves.includes(code));
const installation = { name: "installation", fields: {} };
const merchants = { name: "merchant", fields: {} };
const parcel = { carrier: "own", number: "N1", candidates: [{ code: "own", probability: 0.9 }] };
const names = (routes: readonly Route[]): string[] => routes.map(routeName);

test("the merchant's own credential, then the installation's, then an aggregator; without any there is only the link", () => {
  const both = routesOf(parcel, connectionsFor, (slug) =>
    slug === "own" ? [merchants, installation] : [installation],
  );
  assert.deepEqual(names(both), ["own own merchant", "own own installation", "own broker installation"]);
  assert.deepEqual(names(routesOf(parcel, connectionsFor, (slug) => (slug === "broker" ? [installation] : []))), [
    "own broker installation",
  ]);
  assert.deepEqual(
    routesOf(parcel, connectionsFor, () => []),
    [],
  );
});

test("a carrier that nobody named is a way when the evidence speaks for it, and never through an aggregator", () => {
  const candidates = [
    { code: "own", probability: 0.6 },
    { code: "other", probability: 0.3 },
  ];
  const routes = routesOf({ ...parcel, candidates }, connectionsFor, () => [installation]);
  assert.deepEqual(names(routes), ["own own installation", "own broker installation", "other other installation"]);
  const unlikely = [{ code: "other", probability: 0.02 }];
  assert.equal(routesOf({ ...parcel, candidates: unlikely }, connectionsFor, () => [installation]).length, 2);
});

test("a number that a connection cannot have is not asked there", () => {
  const digits = carrierNamed("own", undefined, fast, { numberPattern: /^\d{10}$/ });
  assert.deepEqual(
    routesOf(
      parcel,
      () => [digits],
      () => [installation],
    ),
    [],
  );
});

test("what the carrier itself does not know, no aggregator is paid for; a refused login goes on to it", () => {
  const routes = routesOf(parcel, connectionsFor, () => [installation]);
  const [first] = routes;
  assert.ok(first);
  const tried = (why: "not_found" | "unauthorized", route: string | null = null) => ({
    aside: { [routeName(first)]: { until: new Date(now.getTime() + hours(1)).toISOString(), why } },
    route,
  });
  assert.equal(nextRoute(routes, tried("not_found"), now), undefined);
  assert.equal(nextRoute(routes, tried("not_found", "broker"), now)?.connection.slug, "broker", "it had news");
  assert.equal(nextRoute(routes, tried("unauthorized"), now)?.connection.slug, "broker");
  assert.equal(chooseRoute(routes, tried("not_found"), now), first, "a parcel is never without a way");
  assert.equal(chooseRoute(routes, tried("unauthorized"), new Date(now.getTime() + hours(2))), first);
});

test("a way is set aside for what asking again will not mend, and only then", () => {
  const outcomes = ["events", "unreadable", ...Object.keys(refusals)] as Parameters<typeof setAsideFor>[0]["outcome"][]; // Object.keys loses the literal type
  fc.assert(
    fc.property(fc.constantFrom(...outcomes), fc.integer({ min: 0, max: days(40) }), (outcome, age) => {
      const knownSince = new Date(now.getTime() - age);
      const forMs = setAsideFor({ outcome, now, knownSince, silentSince: null });
      if (outcome === "events") assert.equal(forMs, null);
      // Carriers learn of a parcel late; an outage of minutes is none of another's business.
      if (outcome === "not_found" && age < hours(12)) assert.equal(forMs, null);
      if (["unavailable", "throttled", "unreadable"].includes(outcome)) assert.equal(forMs, null);
      if (forMs !== null) assert.ok(forMs >= hours(1) && forMs <= days(30));
    }),
  );
  const silentSince = new Date(now.getTime() - hours(7));
  assert.equal(setAsideFor({ outcome: "unavailable", now, knownSince: silentSince, silentSince }), hours(2));
});

test("a carrier that does not know the number is evidence: who else could carry it is weighed anew", () => {
  const number = "00340434161094015902";
  const code = "pending.no_information";
  const said = { number, country: "DE", postalCode: "10115", saidCompany: "UPS", code, direction: "outbound" } as const;
  const candidates = [{ code: "ups", probability: 0.9 }];
  const until = "2026-11-25T09:00:00Z";
  const before = candidatesNow({ ...said, carrier: "ups", candidates, aside: {} });
  assert.deepEqual(before, candidates);
  const aside = { "ups ups installation": { until, why: "not_found" as const } };
  const after = candidatesNow({ ...said, carrier: "ups", candidates, aside });
  assert.equal(after[0]?.code, "dhl-germany");
  assert.deepEqual(candidatesNow({ ...said, code: "in_transit.moving", carrier: "ups", candidates, aside }), []);
});

test("a return goes to the shop: the shopper's address is where it comes from when everything is weighed anew", () => {
  const number = "09981234567890";
  const where = { country: "DE", postalCode: "10115", saidCompany: null, code: "pending.no_information" } as const;
  const aside = { "ups ups installation": { until: "2026-11-25T09:00:00Z", why: "not_found" as const } };
  const shares = (found: readonly { readonly code: string; readonly probability: number }[]) =>
    found.map(({ code, probability }) => [code, probability]);
  const weighed = (direction: "outbound" | "return") =>
    shares(candidatesNow({ ...where, number, direction, carrier: "ups", candidates: [], aside }));
  const answered = new Map([["ups", "does_not_know"] as const]);
  assert.deepEqual(weighed("return"), shares(identify({ number, company: null, origin: "DE", answered })));
  assert.notDeepEqual(weighed("return"), weighed("outbound"));
});

const changes = sql(
  "test.routeChanges",
  `select from_carrier as "fromCarrier", to_carrier as "toCarrier", from_route as "fromRoute", to_route as "toRoute", why
   from route_changes order by changed_at, id`,
);

test("the carrier is wrong: the next candidate is asked, takes the parcel over under its id, and the history says so", async () => {
  const asked: string[] = [];
  await using w = await world(
    (request, response, number) => {
      const as = String(request.headers["x-as"]);
      asked.push(as);
      if (as === "right") return say(response, number);
      response.writeHead(404, { "content-type": "application/json" }).end("{}");
    },
    ["wrong", "right"].map((slug) =>
      carrierNamed(slug, { kind: "none", fields: [], headers: () => ({ "x-as": slug }) }),
    ),
  );
  const candidates = [
    { code: "wrong", probability: 0.7 },
    { code: "right", probability: 0.25 },
  ];
  const found = await w.parcel(await w.merchant(), "A1", "wrong", candidates);
  await w.polling.runOnce();
  await w.polling.drain();
  assert.deepEqual(asked, ["wrong"], "a young parcel may not be known yet");
  w.clock.advance(hours(13));
  for (let round = 0; round < 2; round += 1) {
    await w.polling.runOnce();
    await w.polling.drain();
  }
  assert.deepEqual(asked, ["wrong", "wrong", "right"]);
  const row = await w.shipment(found);
  assert.deepEqual([row.id, row.carrier, row.status], [found.id, "right", "in_transit"]);
  const history = await w.database.forSystem("test", (tx) => tx.query(changes));
  assert.deepEqual(history, [
    { fromCarrier: "wrong", toCarrier: "right", fromRoute: "wrong", toRoute: "right", why: "not_found" },
  ]);
});

test("a refused login: the installation's credential is asked at once, and the status does not suffer", async () => {
  const keys: unknown[] = [];
  await using w = await world((request, response, number) => {
    keys.push(request.headers["x-key"]);
    if (request.headers["x-key"] === "old") response.writeHead(401, { "content-type": "application/json" }).end("{}");
    else say(response, number);
  });
  const { baseUrl } = w;
  w.credentials.set("test", [
    { name: "merchant", fields: { key: "old" }, baseUrl },
    { name: "installation", fields: { key: "good" }, baseUrl },
  ]);
  const found = await w.parcel(await w.merchant(), "A1");
  for (let round = 0; round < 2; round += 1) {
    await w.polling.runOnce();
    await w.polling.drain();
  }
  assert.deepEqual(keys, ["old", "good"]);
  assert.equal((await w.shipment(found)).status, "in_transit");
});

test("one number that the carrier cannot read does not keep the others of its call from theirs", async () => {
  const calls: string[] = [];
  await using w = await world(
    (_request, response, numbers) => {
      calls.push(numbers);
      if (!numbers.split(",").includes("BAD")) return say(response, numbers);
      response.writeHead(400, { "content-type": "application/json" }).end('{"error":"51104"}');
    },
    [carrierNamed("test", undefined, { ...fast, concurrent: 1, batch: 10 })],
  );
  const merchant = await w.merchant();
  const good = [];
  for (const number of ["A1", "A2", "A3", "A4"]) good.push(await w.parcel(merchant, number));
  const bad = await w.parcel(merchant, "BAD");
  await w.polling.runOnce();
  await w.polling.drain();
  for (const one of good) assert.equal((await w.shipment(one)).status, "in_transit");
  const row = await w.shipment(bad);
  assert.deepEqual([row.status, row.lastOutcome], ["pending", "bad_request"]);
  assert.ok(calls.length <= 6, String(calls));
});

test("numbers of different lots never share a call", async () => {
  const calls: string[] = [];
  await using w = await world(
    (_request, response, numbers) => {
      calls.push(numbers);
      say(response, numbers);
    },
    [carrierNamed("test", undefined, { ...fast, batch: 10 }, { lot: ({ number }) => number.slice(0, 1) })],
  );
  const merchant = await w.merchant();
  for (const number of ["A1", "B1", "A2", "B2"]) await w.parcel(merchant, number);
  await w.polling.runOnce();
  await w.polling.drain();
  assert.deepEqual(calls.map((numbers) => numbers.split(",").toSorted()).toSorted(), [
    ["A1", "A2"],
    ["B1", "B2"],
  ]);
});

/** Two carriers, and what each tells of the number; undefined: nothing. */
async function twoCarriers(tells: Record<string, { code: string; at: string } | undefined>) {
  const asked: string[] = [];
  const w = await world(
    (request, response, number) => {
      const as = String(request.headers["x-as"]);
      asked.push(as);
      const told = tells[as];
      if (told === undefined) response.writeHead(404, { "content-type": "application/json" }).end("{}");
      else response.end(JSON.stringify({ parcels: [{ number, ...told }] }));
    },
    ["named", "other"].map((slug) =>
      carrierNamed(slug, { kind: "none", fields: [], headers: () => ({ "x-as": slug }) }),
    ),
  );
  const candidates = [
    { code: "named", probability: 0.6 },
    { code: "other", probability: 0.3 },
  ];
  return Object.assign(w, {
    asked,
    found: await w.parcel(await w.merchant(), "A1", "named", candidates),
    async look() {
      await w.polling.runOnce();
      await w.polling.drain();
    },
  });
}

test("a parcel of which its carrier has told stays its own, though the carrier forgets it and another knows the number", async () => {
  const tells: Parameters<typeof twoCarriers>[0] = {
    named: { code: "MOVE", at: "2026-11-24T08:00:00Z" },
    other: { code: "DONE", at: "2026-11-24T08:00:00Z" },
  };
  await using w = await twoCarriers(tells);
  await w.look();
  tells.named = undefined;
  for (let round = 0; round < 8; round += 1) {
    w.clock.advance(hours(12));
    await w.look();
  }
  assert.ok(!w.asked.includes("other"));
  const row = await w.shipment(w.found);
  assert.deepEqual([row.carrier, row.status], ["named", "in_transit"]);
});

test("a carrier that nobody named and that tells of a parcel of last year has another one under the same number", async () => {
  await using w = await twoCarriers({ other: { code: "DONE", at: "2025-11-20T08:00:00Z" } });
  for (let round = 0; round < 3; round += 1) {
    await w.look();
    w.clock.advance(hours(13));
  }
  await w.look();
  assert.ok(w.asked.includes("other"));
  const row = await w.shipment(w.found);
  assert.deepEqual([row.carrier, row.status], ["named", "pending"]);
});

test("what another carrier's numbers look like does not end a parcel whose carrier only does not know it yet", async () => {
  const codes = { named: 404, other: 422 };
  await using w = await world(
    (request, response) => {
      const as = String(request.headers["x-as"]) === "other" ? "other" : "named";
      response.writeHead(codes[as], { "content-type": "application/json" }).end("{}");
    },
    ["named", "other"].map((slug) =>
      carrierNamed(slug, { kind: "none", fields: [], headers: () => ({ "x-as": slug }) }, fast, {
        refusal: (_body, status) => (status === 422 ? { why: "invalid_number" } : undefined),
      }),
    ),
  );
  const candidates = [
    { code: "named", probability: 0.6 },
    { code: "other", probability: 0.3 },
  ];
  const found = await w.parcel(await w.merchant(), "A1", "named", candidates);
  for (let round = 0; round < 4; round += 1) {
    await w.polling.runOnce();
    await w.polling.drain();
    w.clock.advance(hours(round === 0 ? 13 : 0));
  }
  const row = await w.shipment(found);
  assert.deepEqual([row.lastOutcome, row.code], ["invalid_number", "pending.no_information"]);
  assert.ok(await w.due(found.id));
});

test("no aggregator is paid because a carrier asks for a pause of minutes; for one of many hours it is", async () => {
  const asked: string[] = [];
  let pause = minutes(20);
  await using w = await world(
    (request, response, number) => {
      asked.push(String(request.headers["x-as"]));
      if (asked.at(-1) === "broker") return say(response, number);
      response.writeHead(429, { "retry-after": String(pause / 1_000), "content-type": "application/json" }).end("{}");
    },
    ["own", "broker"].map((slug) =>
      carrierNamed(
        slug,
        { kind: "none", fields: [], headers: () => ({ "x-as": slug }) },
        { ...fast, concurrent: 1 },
        { serves: ["own"], ...(slug === "broker" ? { kind: "aggregator" } : {}) },
      ),
    ),
  );
  const merchant = await w.merchant();
  await w.parcel(merchant, "A1", "own");
  await w.parcel(merchant, "A2", "own");
  const look = async (): Promise<void> => {
    await w.polling.runOnce();
    await w.polling.drain();
  };
  await look();
  await look();
  assert.deepEqual(asked, ["own"]);
  pause = hours(10);
  w.clock.advance(minutes(21));
  await look();
  await look();
  assert.deepEqual(asked, ["own", "own", "broker"]);
});
