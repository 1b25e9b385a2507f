/** `posthorn …` as a person starts it: the whole program, by its own executable file. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as bodyOf } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createMerchant } from "#orders/keys.ts";
import { systemClock } from "#platform/clock.ts";
import { freshDatabase } from "#test/database.ts";
import { aShipment } from "#test/shipments.ts";

const posthorn = fileURLToPath(new URL("../bin/posthorn.mjs", import.meta.url));

async function run(argv: readonly string[], input = "") {
  const child = spawn(posthorn, [...argv]);
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([bodyOf(child.stdout), bodyOf(child.stderr), once(child, "close")]);
  return { code, out, err };
}

test("carriers read: a carrier's answer on the standard input becomes one line of JSON", async () => {
  const activity = (code: string, time: string) => ({
    location: { address: { city: "CHARLOTTE", stateProvince: "NC", countryCode: "US" } },
    status: { type: code === "KB" ? "D" : "I", code, description: code },
    date: "20261124",
    time,
  });
  const number = "1Z5R89390357567127";
  const answer = {
    trackResponse: {
      shipment: [
        { inquiryNumber: number, package: [{ trackingNumber: number, activity: [activity("OT", "091519")] }] },
      ],
    },
  };
  const { code, out } = await run(
    ["carriers", "read", "ups", "--http-status", "200", "--number", number],
    JSON.stringify(answer),
  );
  assert.equal(code, 0);
  assert.match(out, /^[^\n]+\n$/);
  const { kind, shipments } = JSON.parse(out);
  assert.equal(kind, "events");
  assert.equal(shipments[0].number, number);
  assert.equal(shipments[0].status, "out_for_delivery");
  const [{ code: event, at, raw_code, description, place }] = shipments[0].events;
  assert.deepEqual(
    { event, at, raw_code, description, place },
    {
      event: "out_for_delivery.on_vehicle",
      at: "2026-11-24T14:15:19.000Z",
      raw_code: "OT",
      description: "OT",
      place: "CHARLOTTE, US",
    },
  );
});

test("carriers read: what is refused and what cannot be read are readings, too", async () => {
  const [refused, page, broken, wrong] = await Promise.all([
    run(["carriers", "read", "dhl", "--http-status", "401"], '{"status":401,"title":"Unauthorized"}'),
    run(["carriers", "read", "dhl-germany", "--http-status", "503"], "<html>down</html>"),
    run(["carriers", "read", "dhl-express", "--http-status", "200"], '{"shipments":[{"shipmentTra'),
    run(["carriers", "read"]),
  ]);
  assert.deepEqual([refused.code, page.code, broken.code, wrong.code], [0, 0, 0, 2]);
  assert.equal(JSON.parse(refused.out).why, "unauthorized");
  assert.equal(JSON.parse(page.out).why, "unavailable");
  assert.deepEqual(JSON.parse(broken.out), { kind: "unreadable", detail: "broken JSON" });
  assert.match(wrong.err, /^Usage: /);
});

test("identify: a number and a name from the arguments, many from the standard input, in their order", async () => {
  const [one, many, unknown] = await Promise.all([
    run(["identify", "1z 999 AA1 01 2345 6784", "--json"]),
    run(
      ["identify", "--stdin"],
      '{"company":"UPS Ground (USD)"}\n{}\n{"number":"00340434161094015902","country":"DE"}',
    ),
    run(["who"]),
  ]);
  assert.equal(JSON.parse(one.out).candidates[0].code, "ups");
  const lines = many.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).candidates);
  assert.deepEqual(
    lines.map((candidates) => candidates[0]?.code ?? null),
    ["ups", null, "dhl-germany"],
  );
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /There is no command "who"/);
});

test("carriers, keys: without a database it is said what is missing, and connect says what the carrier wants", async () => {
  const [connect, keys, wrong] = await Promise.all([
    run(["carriers", "connect", "ups"]),
    run(["keys", "list"]),
    run(["carriers", "connect", "ups", "--field", "client_secret=hunter2"]),
  ]);
  assert.deepEqual([connect.code, keys.code, wrong.code], [2, 2, 2]);
  assert.match(connect.err, /^DATABASE_URL is missing.*\n\nUPS wants \(.*\n {2}client_id\n {2}client_secret/);
  assert.match(keys.err, /^DATABASE_URL is missing/);
  assert.match(wrong.err, /client_secret is a secret/);
  assert.doesNotMatch(wrong.err, /hunter2/);
});

test("docs/cli.md: its examples run as they stand, one after the other", async () => {
  const text = await readFile(new URL("../docs/cli.md", import.meta.url), "utf8");
  const orders = await readFile(new URL("../docs/import.md", import.meta.url), "utf8");
  const [work, track] = [...text.matchAll(/```sh\n([^`]+)```/g)].map(([, script]) => script ?? "");
  await using world = await freshDatabase();
  const directory = await mkdtemp(join(tmpdir(), "posthorn-docs-"));
  try {
    await writeFile(join(directory, "orders.csv"), /```csv\n([^`]+)```/.exec(orders)?.[1] ?? "");
    const { id: merchantId } = await world.database.forSystem("test", (tx) =>
      createMerchant(tx, { name: "Lampenwelt", clock: systemClock }),
    );
    const env = {
      ...{ ...process.env, POSTHORN: posthorn, MERCHANT: merchantId, DATABASE_URL: world.url },
      ...{ POSTHORN_PUBLIC_URL: "https://parcels.example", POSTHORN_LINK_SECRET: "x".repeat(40) },
    };
    const inShell = async (script: string) => {
      const whole = `set -e; npx() { shift; "$POSTHORN" "$@"; }\n${script}`;
      const child = spawn("bash", ["-c", whole], { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
      const [out, err, [code]] = await Promise.all([bodyOf(child.stdout), bodyOf(child.stderr), once(child, "close")]);
      assert.deepEqual([code, err], [0, ""], script);
      return out;
    };
    const done = await inShell(work ?? "");
    assert.match(done, /^A dry run, nothing is changed: of 3 rows 3 would be imported.*^Of 3 rows 3 are imported/ms);
    assert.match(await readFile(join(directory, "shipments.csv"), "utf8"), /^id,order_id,reference/);
    await world.database.forMerchants([merchantId], (tx) =>
      aShipment(tx, { merchantId, number: "1Z999AA10123456784" }, systemClock.now()),
    );
    assert.match(
      await inShell(track ?? ""),
      /^1Z999AA10123456784\n {2}shipment .*"tracking_number": "1Z999AA10123456784"/s,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
});
