import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { oauth as oauthAuth } from "#carriers/auth.ts";
import { ask } from "#carriers/runner.ts";
import { days, hours, minutes, seconds, systemClock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable, sql } from "#platform/database.ts";
import { planWork } from "#platform/due-work.ts";
import { newId, shardOf } from "#platform/ids.ts";
import { createPolling } from "#polling/jobs.ts";
import { countFollowed } from "#polling/store.ts";
import { carrierNamed, fast, say, world } from "#test/polling.ts";

test("a due parcel is asked about once, and what came of it is kept: the answer, its events, the status and the next look", async () => {
  await using w = await world((request, response, number) => {
    assert.equal(request.headers["x-key"], "secret-key");
    say(response, number);
  });
  const parcel = await w.parcel(await w.merchant(), "NUMBER0001");
  assert.equal(await w.polling.runOnce(), 1);
  await w.polling.drain();
  const row = await w.shipment(parcel);
  assert.equal(row.status, "in_transit");
  assert.equal(row.lastOutcome, "events");
  assert.ok(row.nextAskAt !== null && row.nextAskAt > w.clock.now());
  assert.deepEqual((await w.due(parcel.id))?.dueAt, row.nextAskAt);
  assert.deepEqual([await w.count("raw_answers"), await w.count("events"), await w.count("transitions")], [1, 1, 1]);
  assert.ok(w.heard.includes(parcel.orderId));
  assert.equal(await w.polling.runOnce(), 0);
});

test("L-01 neither number nor credential stands in the log", async () => {
  await using w = await world((_request, response, number) =>
    number === "NUMBER0002" ? response.writeHead(500).end("NUMBER0002") : say(response, number),
  );
  const merchant = await w.merchant();
  await w.parcel(merchant, "NUMBER0001");
  await w.parcel(merchant, "NUMBER0002");
  await w.polling.runOnce();
  await w.polling.drain();
  assert.ok(w.lines.length >= 2);
  assert.doesNotMatch(w.lines.join(""), /NUMBER000|secret-key|127\.0\.0\.1.*n=/);
});

test("a shared token belongs to its secret and address: after a change of the secret another one is fetched", async () => {
  const secrets: string[] = [];
  const used: string[] = [];
  const oauth = oauthAuth({ path: "/token", place: "basic" });
  await using w = await world(
    (request, response, number) => {
      const said = request.headers.authorization ?? "";
      if (request.url !== "/token") {
        used.push(said);
        return say(response, number);
      }
      const secret = Buffer.from(said.slice("Basic ".length), "base64").toString().split(":")[1] ?? "";
      secrets.push(secret);
      response.end(JSON.stringify({ access_token: `token of ${secret}`, expires_in: 3_600 }));
    },
    [carrierNamed("test", oauth)],
  );
  const credential = (secret: string) => ({
    name: "installation",
    baseUrl: w.baseUrl,
    fields: { client_id: "id", client_secret: secret },
  });
  const deps = { egress: w.egress, database: w.database, clock: w.clock, log: w.log, wait: async () => {} };
  for (const secret of ["old", "old", "new"])
    await ask(carrierNamed("test", oauth), [{ number: "N1" }], credential(secret), deps, async () => {});
  assert.deepEqual(secrets, ["old", "new"]);
  assert.deepEqual(used, ["Bearer token of old", "Bearer token of old", "Bearer token of new"]);
});

test("OAuth: one token for all calls; a 401 drops it and tries once more", async () => {
  let tokens = 0;
  let refused = 0;
  const oauth = oauthAuth({ path: "/token", place: "basic", refreshEarlyMs: 60_000 });
  await using w = await world(
    (request, response, number) => {
      if (request.url === "/token") {
        assert.equal(request.headers.authorization, `Basic ${Buffer.from("id:secret-key").toString("base64")}`);
        tokens += 1;
        response.end(JSON.stringify({ access_token: `t${tokens}`, expires_in: "14399" }));
      } else if (request.headers.authorization === "Bearer t2") say(response, number);
      else {
        refused += 1;
        response.writeHead(401).end("{}");
      }
    },
    [carrierNamed("test", oauth, { ...fast, concurrent: 1 })],
  );
  const merchant = await w.merchant();
  const parcels = [await w.parcel(merchant, "A1"), await w.parcel(merchant, "A2"), await w.parcel(merchant, "A3")];
  for (let i = 0; i < 4; i += 1) {
    await w.polling.runOnce();
    await w.polling.drain();
    w.clock.advance(1_100);
  }
  for (const parcel of parcels) assert.equal((await w.shipment(parcel)).status, "in_transit");
  assert.deepEqual([tokens, refused], [2, 1]);
});

test("R-08 Retry-After is honoured by everyone, in seconds or as a date, and costs no attempt", async () => {
  for (const [status, header, ms] of [
    [429, "120", 120_000],
    [503, "Tue, 24 Nov 2026 09:10:00 GMT", 600_000],
  ] as const) {
    let calls = 0;
    await using w = await world((_request, response) => {
      calls += 1;
      response.writeHead(status, { "retry-after": header, "content-type": "application/json" }).end("{}");
    });
    const merchant = await w.merchant();
    await w.parcel(merchant, "A1");
    await w.polling.runOnce();
    await w.polling.drain();
    assert.equal(calls, 1);
    const second = await w.parcel(merchant, "A2");
    await w.create().runOnce();
    assert.equal(calls, 1);
    const due = await w.due(second.id);
    assert.ok(due !== undefined && due.dueAt.getTime() >= w.clock.now().getTime() + ms && due.attempts === 0);
    w.clock.advance(ms + 1_000);
    await w.polling.runOnce();
    await w.polling.drain();
    assert.ok(calls > 1);
  }
});

test("R-08 a pause that the carrier's documents name holds as one that its header names", async () => {
  let calls = 0;
  await using w = await world(
    (_request, response) => {
      calls += 1;
      response.writeHead(200, { "content-type": "application/json" }).end('{"error":"too fast"}');
    },
    [
      carrierNamed("test", undefined, fast, {
        refusal: () => ({ why: "throttled", detail: "too fast", waitMs: 90_000 }),
      }),
    ],
  );
  const merchant = await w.merchant();
  await w.parcel(merchant, "A1");
  await w.polling.runOnce();
  await w.polling.drain();
  await w.parcel(merchant, "A2");
  for (const after of [0, 60]) {
    w.clock.advance(seconds(after));
    await w.polling.runOnce();
    await w.polling.drain();
    assert.equal(calls, 1);
  }
  w.clock.advance(seconds(31));
  await w.polling.runOnce();
  await w.polling.drain();
  assert.equal(calls, 2);
});

test("an outage is repeated a little, then planned, never buried; the parcel keeps its status", async () => {
  let calls = 0;
  await using w = await world((request) => {
    calls += 1;
    request.socket.destroy();
  });
  const parcel = await w.parcel(await w.merchant(), "A1");
  for (let round = 0; round < 15; round += 1) {
    await w.polling.runOnce();
    await w.polling.drain();
    w.clock.advance(seconds(3_600));
  }
  const row = await w.shipment(parcel);
  assert.equal(row.lastOutcome, "unavailable");
  assert.equal(row.status, "pending");
  assert.ok(row.silentSince !== null && row.lastAnsweredAt === null);
  assert.ok(await w.due(parcel.id));
  assert.equal(await w.count("dead_work"), 0);
  assert.ok(calls >= 15 && calls <= 45);
});

test("garbage is kept raw, called unreadable, and asked again", async () => {
  await using w = await world((_request, response) => void response.end('{"parcels":[{"numb'));
  const parcel = await w.parcel(await w.merchant(), "A1");
  await w.polling.runOnce();
  await w.polling.drain();
  assert.equal((await w.shipment(parcel)).lastOutcome, "unreadable");
  assert.equal(await w.count("raw_answers"), 1);
  assert.ok(await w.due(parcel.id));
});

test("R-10 a carrier that hangs does not keep another's parcels waiting", async () => {
  const hanging: ServerResponse[] = [];
  await using w = await world(
    (_request, response, number) => {
      if (number.startsWith("SLOW")) hanging.push(response);
      else say(response, number);
    },
    [carrierNamed("slow"), carrierNamed("test")],
  );
  const merchant = await w.merchant();
  for (let i = 0; i < 20; i += 1) await w.parcel(merchant, `SLOW${i}`, "slow");
  const early = await w.parcel(merchant, "A1");
  await w.polling.runOnce();
  assert.equal((await w.shipment(early)).status, "in_transit");
  const later = await w.parcel(merchant, "A2");
  await w.polling.runOnce();
  assert.equal((await w.shipment(later)).status, "in_transit");
  assert.ok(hanging.length > 0);
  const answerAll = setInterval(() => {
    for (const response of hanging.splice(0)) say(response, "SLOW");
  }, 5);
  await w.polling.drain();
  clearInterval(answerAll);
});

test("E-14 one merchant's thousands do not stand before another's first poll", async () => {
  const asked: string[] = [];
  await using w = await world((_request, response, number) => {
    asked.push(number);
    say(response, number);
  });
  const [big, small] = [await w.merchant(), await w.merchant()];
  const rows = Array.from({ length: 3_000 }, () => newId());
  await w.database.forSystem("test", (tx) =>
    planWork(
      tx,
      rows.map((subject) => ({
        shard: shardOf(subject),
        kind: "poll",
        subject,
        merchantId: big,
        dueAt: w.clock.now(),
      })),
    ),
  );
  w.clock.advance(1);
  await w.parcel(small, "FIRST");
  w.clock.advance(1);
  await w.polling.runOnce();
  await w.polling.drain();
  assert.deepEqual(asked, ["FIRST"]);
});

test("numbers of one merchant share a call where the carrier takes several; merchants never share one", async () => {
  const asked: string[] = [];
  await using w = await world(
    (_request, response, numbers) => {
      asked.push(numbers);
      say(response, numbers);
    },
    [carrierNamed("test", undefined, { ...fast, batch: 3 })],
  );
  const [a, b] = [await w.merchant(), await w.merchant()];
  for (const number of ["A1", "A2", "A3", "A4"]) await w.parcel(a, number);
  await w.parcel(b, "B1");
  await w.polling.runOnce();
  await w.polling.drain();
  const sizes = asked.map((numbers) => numbers.split(",").length).sort();
  assert.deepEqual(sizes, [1, 1, 3]);
  assert.ok(asked.includes("B1"));
  assert.equal(await w.count("events"), 5);
});

test("a month of silence ends in 'expired', said by us", async () => {
  await using w = await world((_request, response) => void response.writeHead(404).end("{}"));
  const parcel = await w.parcel(await w.merchant(), "A1");
  await w.polling.runOnce();
  await w.polling.drain();
  assert.equal((await w.shipment(parcel)).lastOutcome, "not_found");
  w.clock.advance(31 * 86_400_000);
  await w.polling.runOnce();
  await w.polling.drain();
  assert.equal((await w.shipment(parcel)).status, "expired");
  assert.equal(await w.due(parcel.id), undefined);
});

test("R-05 a worker that lost its lease while it asked changes nothing", async () => {
  let taken: () => Promise<void> = async () => {};
  await using w = await world((_request, response, number) => {
    taken().then(() => say(response, number, "DONE"));
  });
  const parcel = await w.parcel(await w.merchant(), "A1");
  taken = () =>
    w.database.forSystem("test", (tx) =>
      planWork(tx, [
        { ...parcel, kind: "poll", subject: parcel.id, dueAt: new Date(w.clock.now().getTime() + 60_000) },
      ]),
    );
  await w.polling.runOnce();
  await w.polling.drain();
  assert.equal((await w.shipment(parcel)).status, "pending");
  assert.deepEqual([await w.count("events"), await w.count("transitions")], [0, 0]);
  const due = await w.due(parcel.id);
  assert.equal(due?.dueAt.getTime(), w.clock.now().getTime() + 60_000);
});

test("R-08 three processes with a slow carrier stay within its limit, as the carrier counts", async () => {
  const arrivals: number[] = [];
  let running = 0;
  let most = 0;
  await using w = await world(
    (_request, response, number) => {
      arrivals.push(performance.now());
      running += 1;
      most = Math.max(most, running);
      response.on("close", () => (running -= 1));
      setTimeout(() => say(response, number), 30);
    },
    [carrierNamed("test", undefined, { perSecond: 4, perDay: null, concurrent: 3, batch: 1 })],
    systemClock,
  );
  const merchant = await w.merchant();
  for (let i = 0; i < 14; i += 1) await w.parcel(merchant, `A${i}`);
  const processes = [w.create(), w.create(), w.create()];
  while (arrivals.length < 14) {
    await Promise.all(processes.map((process) => process.runOnce()));
    await new Promise((done) => setTimeout(done, 50));
  }
  await Promise.all(processes.map((process) => process.drain()));
  const within = arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + 1_000).length);
  assert.ok(Math.max(...within) <= 4, String(within));
  assert.ok(most <= 3);
  assert.equal(await w.count("events"), 14);
});

test("a cancelled order's parcel that has not moved is not asked about any more; one that moves is", async () => {
  const asked: string[] = [];
  await using w = await world((_request, response, number) => {
    asked.push(number);
    say(response, number, number === "MOVES" ? "MOVE" : "LABEL");
  });
  const merchant = await w.merchant();
  const [still, moving] = [await w.parcel(merchant, "STILL"), await w.parcel(merchant, "MOVES")];
  await w.polling.runOnce();
  await w.polling.drain();
  const cancel = sql("test.cancel", "update orders set status = 'CANCELLED'");
  await w.database.forSystem("test", (tx) => tx.execute(cancel));
  asked.length = 0;
  w.clock.advance(days(2));
  await w.polling.runOnce();
  await w.polling.drain();
  assert.deepEqual(asked, ["MOVES"]);
  assert.equal(await w.due(still.id), undefined);
  assert.equal((await w.shipment(still)).nextAskAt, null);
  assert.ok(await w.due(moving.id));
});

test("parcels that came before their carrier was connected are taken up when a worker starts, and within minutes by one that runs", async () => {
  const asked: string[] = [];
  await using w = await world((_request, response, number) => {
    asked.push(number);
    say(response, number);
  });
  const merchant = await w.merchant();
  const [waiting, planned] = [await w.parcel(merchant, "WAITING"), await w.parcel(merchant, "PLANNED")];
  await w.polling.runOnce();
  await w.polling.drain();
  const never = sql(
    "test.never",
    "update shipments set waits = true, last_asked_at = null, next_ask_at = null where id = $1",
  );
  const unplanned = sql("test.unplanned", "delete from due_work where subject = $1");
  await w.database.forSystem("test", async (tx) => {
    await tx.execute(never, [waiting.id]);
    await tx.execute(unplanned, [waiting.id]);
  });
  asked.length = 0;
  await w.polling.runOnce();
  assert.deepEqual(asked, [], "a worker that runs looks every few minutes only");
  const started = w.create();
  await started.runOnce();
  await started.drain();
  assert.deepEqual(asked, ["WAITING"]);
  await w.database.forSystem("test", async (tx) => {
    await tx.execute(never, [waiting.id]);
    await tx.execute(unplanned, [waiting.id]);
  });
  w.clock.advance(minutes(6));
  w.credentials.set("test", []);
  await w.polling.runOnce();
  assert.deepEqual(asked, ["WAITING"], "nobody is asked without a way");
  w.credentials.delete("test");
  w.clock.advance(minutes(6));
  await w.polling.runOnce();
  await w.polling.drain();
  assert.equal(asked.filter((number) => number === "WAITING").length, 2);
  assert.ok(await w.due(planned.id));
});

test("E-14 hundreds of merchants with nothing due do not hide the one with much", async () => {
  await using w = await world((_request, response, number) => say(response, number));
  const later = new Date(w.clock.now().getTime() + days(1));
  const plan = (merchantId: string, dueAt: Date, count: number) =>
    Array.from({ length: count }, () => newId()).map((subject) => ({
      shard: shardOf(subject),
      kind: "poll" as const,
      subject,
      merchantId,
      dueAt,
    }));
  const ids = Array.from({ length: 450 }, () => newId()).sort();
  const busy = ids.at(-1) ?? "";
  await w.database.forSystem("test", (tx) =>
    planWork(tx, [...ids.slice(0, -1).flatMap((id) => plan(id, later, 1)), ...plan(busy, w.clock.now(), 250)]),
  );
  let handled = 0;
  for (let claims = 0; claims < 8; claims += 1) handled += await w.polling.runOnce();
  assert.equal(handled, 250);
});

test("a carrier that tells only days is not silent while it tells new ones", async () => {
  let day = "2026-11-24";
  await using w = await world((_request, response, number) => {
    response.end(JSON.stringify({ parcels: [{ number, code: "MOVE", at: day }] }));
  });
  const parcel = await w.parcel(await w.merchant(), "A1");
  const look = async (at: string) => {
    day = at;
    await w.polling.runOnce();
    await w.polling.drain();
    return (await w.shipment(parcel)).status;
  };
  await look("2026-11-24");
  w.clock.advance(days(29));
  assert.equal(await look("2026-12-23"), "in_transit");
  w.clock.advance(days(2));
  assert.equal(await look("2026-12-23"), "in_transit");
  w.clock.advance(days(31));
  assert.equal(await look("2026-12-23"), "expired");
});

test("a scan that the carrier dates into next year is no reason to ask until then", async () => {
  await using w = await world((_request, response, number) => {
    response.end(JSON.stringify({ parcels: [{ number, code: "MOVE", at: "2027-11-24T08:00:00Z" }] }));
  });
  const parcel = await w.parcel(await w.merchant(), "A1");
  for (const rest of [0, 31]) {
    w.clock.advance(days(rest));
    await w.polling.runOnce();
    await w.polling.drain();
  }
  assert.equal((await w.shipment(parcel)).status, "expired");
  assert.equal(await w.due(parcel.id), undefined);
});

test("R-13 a worker that stops hears the answer that it asked for, and hands back what waits", async () => {
  let answer = (): void => {};
  const asked = Promise.withResolvers<void>();
  await using w = await world(
    (_request, response, number) => {
      answer = () => say(response, number);
      asked.resolve();
    },
    [carrierNamed("test", undefined, { ...fast, concurrent: 1 })],
  );
  const merchant = await w.merchant();
  const parcels = [await w.parcel(merchant, "A1"), await w.parcel(merchant, "A2"), await w.parcel(merchant, "A3")];
  const looking = w.polling.runOnce();
  await asked.promise;
  await looking;
  const stopping = w.polling.stop();
  answer();
  await stopping;
  const outcomes = await Promise.all(parcels.map(async (parcel) => (await w.shipment(parcel)).lastOutcome));
  assert.deepEqual(outcomes.sort(), ["events", null, null].sort());
  const due = await Promise.all(parcels.map(({ id }) => w.due(id)));
  const handedBack = due.filter(
    (work) => work?.attempts === 0 && !work.leased && work.dueAt <= new Date(w.clock.now().getTime() + 5),
  );
  assert.equal(handedBack.length, 2);
});

test("what nobody asks about any more takes no share of what the carrier allows", async () => {
  await using w = await world((_request, response, number) => say(response, number));
  const merchant = await w.merchant();
  await w.parcel(merchant, "OPEN");
  const stopped = await w.parcel(merchant, "STOPPED");
  const unplanned = sql("test.stopped", "update shipments set next_ask_at = null where id = $1");
  await w.database.forSystem("test", (tx) => tx.execute(unplanned, [stopped.id]));
  const counted = await w.database.forSystem("test", countFollowed);
  assert.deepEqual(counted, [{ merchantId: "", carrier: "test", route: null, status: "pending", n: 1 }]);
});

const wait = sql("test.wait", "update shipments set waits = true, next_ask_at = null");
const unplan = sql("test.unplan", "delete from due_work");
const ofManyCarriers = sql(
  "test.ofManyCarriers",
  `insert into shipments (shard, order_id, id, merchant_id, mode, direction, tracked, carrier, tracking_number, status, code, opened_at)
   select shard, order_id, gen_random_uuid(), merchant_id, mode, direction, true, 'nobody-' || n, 'A1', status, code, opened_at
   from shipments, generate_series(1, 1005) as n`,
);

test("parcels of many carriers that nobody connects do not stand before one whose carrier was connected", async () => {
  const asked: string[] = [];
  await using w = await world((_request, response, number) => {
    asked.push(number);
    say(response, number);
  });
  await w.parcel(await w.merchant(), "WAITING");
  await w.database.forSystem("test", async (tx) => {
    await tx.execute(ofManyCarriers);
    await tx.execute(wait);
    await tx.execute(unplan);
  });
  for (let look = 0; look < 7; look += 1) await w.polling.runOnce();
  await w.polling.drain();
  assert.deepEqual(asked, ["WAITING"]);
});

test("a parcel that nobody can be asked about is looked at for two months, and no longer", async () => {
  await using w = await world((_request, response, number) => say(response, number));
  const parcel = await w.parcel(await w.merchant(), "A1", "nobody");
  await w.polling.runOnce();
  assert.ok(await w.due(parcel.id));
  w.clock.advance(days(61));
  await w.polling.runOnce();
  assert.equal(await w.due(parcel.id), undefined);
  assert.equal((await w.shipment(parcel)).nextAskAt, null);
});

const connect = sql(
  "test.connect",
  `insert into carrier_credentials (id, merchant_id, connection, name, public_fields, sealed_fields, environment, created_at, changed_at)
   values ($1, $2, 'test', 'main', '{}', '', 'production', now(), now())`,
);

test("each account has the carrier's limits for itself: a merchant's thousands by its own do not stretch another's intervals", async () => {
  const slow = carrierNamed("test", undefined, { ...fast, perSecond: 1_000, perDay: 240 });
  await using w = await world((_request, response, number) => say(response, number), [slow]);
  const [big, small] = [await w.merchant(), await w.merchant()];
  w.credentials.set(`test ${big}`, [{ name: `${big} main`, fields: w.fields, baseUrl: w.baseUrl }]);
  await w.database.forSystem("test", (tx) => tx.execute(connect, [newId(), big]));
  for (let at = 0; at < 150; at += 1) await w.parcel(big, `B${at}`);
  const [one, other] = [await w.parcel(big, "BIG"), await w.parcel(small, "SMALL")];
  await w.polling.runOnce();
  await w.polling.drain();
  const nextIn = async (parcel: typeof one): Promise<number> =>
    ((await w.shipment(parcel)).nextAskAt?.getTime() ?? 0) - w.clock.now().getTime();
  assert.ok((await nextIn(one)) > hours(9));
  assert.ok((await nextIn(other)) < hours(4));
});

test("a database that is gone when parcels are put back does not take away those that are being asked about", async () => {
  let calls = 0;
  let asked = 0;
  const slow = carrierNamed("test", undefined, { ...fast, perSecond: 1, concurrent: 1 });
  await using w = await world(
    (_request, response, number) => {
      asked += 1;
      calls = -100;
      say(response, number);
    },
    [slow],
  );
  const database: Database = {
    ...w.database,
    // The first reads the parcels, the second puts back what there is no room for.
    forMerchants: (ids, work) => {
      calls += 1;
      return calls > 1 ? Promise.reject(new DatabaseUnavailable("a test")) : w.database.forMerchants(ids, work);
    },
  };
  const polling = createPolling({ ...w, database, connections: [slow], credentials: w.credentialsOf, speed: 1 });
  const merchant = await w.merchant();
  for (let at = 0; at < 6; at += 1) await w.parcel(merchant, `A${at}`);
  assert.equal(await polling.runOnce(), 6);
  await polling.stop();
  assert.equal(asked, 1);
  assert.equal(await w.count("events"), 1);
});
