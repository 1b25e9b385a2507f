/** `npm start` as a newcomer meets it: the printed call works, the page moves, Ctrl-C ends it, and a second start goes on. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { request } from "undici";
import { until } from "#test/journeys/world.ts";

const root = join(import.meta.dirname, "../..");
const directory = await mkdtemp(join(tmpdir(), "posthorn-demo-"));
const started: ChildProcess[] = [];
after(async () => {
  for (const child of started) {
    if (child.exitCode !== null) continue;
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  await rm(directory, { recursive: true, force: true });
});

interface Demo {
  readonly base_url: string;
  readonly api_username: string;
  readonly api_password: string;
  readonly shopper_email: string;
  readonly tracking_url: string;
  readonly portal_url: string;
  readonly mail_url: string;
  readonly simulator_url: string;
}

interface Run {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly demo: Demo;
  /** As Ctrl-C does. */
  stop(): Promise<number | null>;
}

async function start(): Promise<Run> {
  const child = spawn(process.execPath, [join(root, "src/main.ts"), "demo"], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await until(
    async () => text,
    (said) => /Ctrl-C stops everything/.test(said) || child.exitCode !== null,
    "the welcome",
    60_000,
  );
  const demo = JSON.parse(await readFile(join(directory, ".posthorn/demo.json"), "utf8")) as Demo; // checked field by field below
  return {
    child,
    text: () => text,
    demo,
    async stop() {
      child.kill("SIGINT");
      const [code] = (await once(child, "exit")) as [number | null];
      return code;
    },
  };
}

async function page(url: string): Promise<string> {
  const answer = await request(url, { headers: { "accept-language": "en" } });
  assert.equal(answer.statusCode, 200, url);
  return answer.body.text();
}

test("npm start shows parcels moving, takes a call of one's own, ends with Ctrl-C and goes on where it was", async () => {
  const first = await start();
  const { demo } = first;
  for (const [name, value] of Object.entries(demo)) assert.ok(typeof value === "string" && value !== "", name);
  for (const url of [demo.base_url, demo.tracking_url, demo.mail_url, demo.simulator_url])
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+/);
  assert.match(demo.shopper_email, /^[^@\s]+@[^@\s]+$/);
  assert.equal((await stat(join(directory, ".posthorn/demo.json"))).mode & 0o077, 0, "nobody else reads the password");
  for (const shown of [demo.tracking_url, demo.portal_url, demo.mail_url, demo.simulator_url, "curl -i"])
    assert.ok(first.text().includes(shown), shown);

  // The printed call, word for word, but for the shell around it.
  const printed = /curl -i -u '([^']+)' -H 'Content-Type: application\/json' \\\s+-d '([^']+)' \\\s+(\S+)/.exec(
    first.text(),
  );
  assert.ok(printed);
  const [, credential = "", body = "", url = ""] = printed;
  const authorization = `Basic ${Buffer.from(credential).toString("base64")}`;
  const sent = await request(url, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body,
  });
  assert.equal(sent.statusCode, 204);

  const order = await until(
    () => page(demo.tracking_url),
    (text) => /Out for delivery|Ready to collect|On its way/.test(text),
    "a parcel that moves",
  );
  assert.match(order, /Simulated carriers/);
  await until(
    async () => JSON.parse(await page(`${demo.mail_url}api/mails`)) as readonly { to: string }[],
    (mails) => mails.some(({ to }) => to === demo.shopper_email),
    "a mail to the shopper",
  );
  const parcels = (text: string): readonly string[] => [...new Set(text.match(/\/p\/[0-9a-f-]{36}/g))].toSorted();
  const three = (text: string): boolean => parcels(text).length === 3;
  const before = parcels(
    await until(() => page(demo.tracking_url), three, "the parcel of one's own beside the demo's two"),
  );
  // The printed link opens the shop's portal, once; its shipments are the parcels that move.
  const entered = await request(demo.portal_url, { method: "POST", headers: { "sec-fetch-site": "same-origin" } });
  assert.equal(entered.statusCode, 303);
  const cookie = String(entered.headers["set-cookie"]).split(";")[0] ?? "";
  const portal = async (path: string): Promise<string> =>
    (await request(demo.base_url + path, { headers: { cookie } })).body.text();
  const [, shop = ""] = /href="(\/portal\/[0-9a-f-]{36}\/live)"/.exec(await portal("/portal")) ?? [];
  assert.match(await portal(`${shop}/shipments`), /class="pill progress">/);

  const pushes = /at <code>\/ups<\/code>: [^;]*; \d+ pushed \(\d+ × 200\)/;
  await until(
    () => page(demo.simulator_url),
    (text) => pushes.test(text),
    "news that UPS pushed, and that were taken",
  );
  assert.equal(await first.stop(), 0);
  assert.match(first.text(), /continues where this ended/);

  const second = await start();
  assert.deepEqual(
    {
      ...second.demo,
      base_url: "",
      mail_url: "",
      simulator_url: "",
      portal_url: "",
      tracking_url: new URL(second.demo.tracking_url).pathname,
    },
    {
      ...demo,
      base_url: "",
      mail_url: "",
      simulator_url: "",
      portal_url: "",
      tracking_url: new URL(demo.tracking_url).pathname,
    },
  );
  assert.notEqual(second.demo.portal_url, demo.portal_url, "each start prints a link that was not used yet");
  assert.deepEqual(parcels(await page(second.demo.tracking_url)), before, "nothing was sent twice");
  assert.equal(await second.stop(), 0);
});
