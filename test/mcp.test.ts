/** The MCP server as an assistant meets it: compiled, started as a program, spoken to by the official SDK's client, over a real API. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { createApiKey } from "#orders/keys.ts";
import { freePort } from "#platform/embedded-postgres.ts";
import { startPortal } from "#test/portal.ts";
import { scanAt } from "#test/readings.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const folder = await mkdtemp(join(tmpdir(), "posthorn-mcp-"));
const port = await freePort();
const baseUrl = `http://127.0.0.1:${port}`;
const world = await startPortal({ publicBaseUrl: baseUrl, port });
const merchantId = await world.addShop();
const client = new Client({ name: "test", version: "1" });
after(async () => {
  await client.close();
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** As somebody who installs it gets it: both packages compiled, the SDKs beside them. */
before(async () => {
  const tsc = join(root, "node_modules/.bin/tsc");
  for (const name of ["sdk", "mcp"]) await cp(join(root, name), join(folder, name), { recursive: true });
  await run(tsc, ["-p", join(folder, "sdk/tsconfig.json")]);
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@posthorn"), { recursive: true });
  await mkdir(join(modules, "@modelcontextprotocol"), { recursive: true });
  await symlink(join(folder, "sdk"), join(modules, "@posthorn/sdk"));
  await symlink(join(root, "node_modules/@modelcontextprotocol/sdk"), join(modules, "@modelcontextprotocol/sdk"));
  await symlink(join(root, "node_modules/zod"), join(modules, "zod"));
  await mkdir(join(modules, "@types"), { recursive: true });
  await symlink(join(root, "node_modules/@types/node"), join(modules, "@types/node"));
  await run(tsc, ["-p", join(folder, "mcp/tsconfig.json")]);
  const key = await world.database.forSystem("test", (tx) =>
    createApiKey(tx, { merchantId, mode: "live", scopes: ["read"], clock: world.clock }),
  );
  const env = { POSTHORN_URL: baseUrl, POSTHORN_KEY: key.password };
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [join(folder, "mcp/dist/main.js")], env, stderr: "inherit" },
  });
  await client.connect(transport);
});

async function call(name: string, args: Record<string, unknown>) {
  const answer = await client.callTool({ name, arguments: args });
  const [first] = answer.content as readonly { type: string; text: string }[];
  return { isError: answer.isError === true, text: first?.text ?? "", data: answer.structuredContent as never };
}

test("its tools only read, and say so", async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(({ name }) => name).toSorted(), ["find_order", "integration_findings", "parcel_status"]);
  for (const { annotations, description } of tools) {
    assert.equal(annotations?.readOnlyHint, true);
    assert.ok((description ?? "").length > 80);
  }
});

test("D-06 an order is found by what is in hand, a parcel told with its evidence, and nobody's address or name leaves", async () => {
  const parcel = await world.addParcel(merchantId, { reference: "LL-77" });
  const now = world.clock.now();
  await world.scan(merchantId, parcel, scanAt(now, { code: "in_transit.picked_up", rawText: "PICKED UP" }));
  const said: string[] = [];
  for (const query of ["LL-77", "1Z999AA10123456784", parcel.orderId, "ines@example.org"]) {
    const { text } = await call("find_order", { query });
    said.push(text);
    const { orders } = JSON.parse(text);
    assert.equal(orders[0].reference, "LL-77", query);
    assert.equal(orders[0].parcels[0].shipment_id, parcel.id);
  }
  for (const args of [{ shipment_id: parcel.id }, { tracking_number: "1z 999 aa1 0123456784" }]) {
    const { text } = await call("parcel_status", args);
    said.push(text);
    const [one] = JSON.parse(text).parcels;
    assert.equal(one.status, "in_transit");
    assert.equal(one.evidence[0].carrier_words, "PICKED UP");
    assert.deepEqual(one.evidence[0].said_by, ["ups"]);
  }
  const { text, isError } = await call("integration_findings", { order_id: parcel.orderId });
  said.push(text);
  assert.equal(isError, false);
  assert.equal(JSON.parse(text).verdict, "validated");
  assert.doesNotMatch(said.join("\n"), /Prüfer|Ines|ines@example|\/o\/|Lange Gasse/);
});

test("what is not there, or wrongly asked, is told in words; another shop's parcel is not there", async () => {
  const other = await world.addParcel(await world.addShop("Nordkiste"), { reference: "NK-1" });
  const foreign = await call("parcel_status", { shipment_id: other.id });
  assert.equal(foreign.isError, true);
  assert.match(foreign.text, /no shipment of this id/i);
  assert.deepEqual(JSON.parse((await call("find_order", { query: "NK-1" })).text).orders, []);
  assert.match((await call("parcel_status", {})).text, /Send shipment_id, or tracking_number/);
  assert.equal((await call("find_order", { query: "x" })).isError, true);
});

test("without settings it says what to set and ends", async () => {
  const started = run(process.execPath, [join(folder, "mcp/dist/main.js")], { env: {} });
  await assert.rejects(started, /POSTHORN_URL/);
});
