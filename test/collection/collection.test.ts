/** The collection that anybody can import into Postman walks every operation, and newman finds nothing wrong with what comes back. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createApiKey } from "#orders/keys.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { startPortal } from "#test/portal.ts";

const file = join(import.meta.dirname, "order-management.postman_collection.json");
const newman = join(import.meta.dirname, "../../node_modules/newman/bin/newman.js");
const folder = await mkdtemp(join(tmpdir(), "posthorn-collection-"));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const world = await startPortal({ publicBaseUrl: base, port });
after(async () => {
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Collection {
  readonly item: readonly {
    readonly name: string;
    readonly request: { readonly method: string; readonly url: { raw: string } };
  }[];
}
const collection: Collection = JSON.parse(await readFile(file, "utf8"));

async function run(password: string) {
  const report = join(folder, "report.json");
  const variables = { base, username: "", password };
  const args = Object.entries(variables).flatMap(([name, value]) => ["--env-var", `${name}=${value}`]);
  const child = spawn(
    process.execPath,
    [
      newman,
      "run",
      file,
      ...args,
      "--reporters",
      "json",
      "--reporter-json-export",
      report,
      "--timeout-request",
      "5000",
    ],
    { stdio: ["ignore", "ignore", "inherit"], env: { PATH: process.env.PATH, HOME: folder, NODE_NO_WARNINGS: "1" } },
  );
  const code = await new Promise((done) => child.once("exit", done));
  const { run: ran } = JSON.parse(await readFile(report, "utf8"));
  const failures = ran.failures.map((one: { source?: { name: string }; error: { test?: string; message: string } }) =>
    [one.source?.name, one.error.test, one.error.message].join(": "),
  );
  return { code, failures, requests: ran.stats.requests.total, assertions: ran.stats.assertions.total };
}

test("newman walks all operations of the Order Management API with our collection, and every assertion holds", async () => {
  const merchantId = await world.addShop();
  const { password } = await world.database.forSystem("test", (tx) =>
    createApiKey(tx, { merchantId, mode: "live", clock: world.clock }),
  );
  const { code, failures, requests, assertions } = await run(password);
  assert.deepEqual(failures, []);
  assert.equal(code, 0);
  assert.equal(requests, collection.item.length);
  assert.ok(assertions > requests, `${assertions} assertions of ${requests} calls`);
});

test("the collection names every operation of the document, and none that is not there", async () => {
  const { paths } = (await world.server.inject({ url: "/openapi.json" })).json();
  const shape = (path: string): string => path.replaceAll(/\{+\w+\}+|[0-9a-f-]{36}/g, "*");
  const described = Object.entries<object>(paths)
    .filter(([path]) => path.startsWith("/ordermanagement/"))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${shape(path)}`));
  const walked = collection.item.map(
    ({ request }) => `${request.method} ${shape(request.url.raw.replace("{{base}}", ""))}`,
  );
  const ofModel = new Set(walked.filter((call) => call.includes("/ordermanagement/")));
  assert.deepEqual([...ofModel].toSorted(), [...new Set(described)].toSorted());
});

test("a wrong key makes the collection fail: its assertions can", async () => {
  const { code, failures } = await run("posthorn_live_api_wrong");
  assert.notEqual(code, 0);
  assert.ok(failures.length > 10);
});
