/** `posthorn merchant …` on a real database: what is printed is what opens the API. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { newId } from "#platform/ids.ts";
import { freshDatabase } from "#test/database.ts";
import { createAuthenticator } from "./authenticate.ts";
import { merchantCommand } from "./merchant-command.ts";

const world = await freshDatabase();
after(() => world[Symbol.asyncDispose]());
const authenticate = createAuthenticator({ database: world.database, clock: systemClock });

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const code = await merchantCommand(argv, io, world.url);
  const said = out.join("\n");
  const printed = (name: string): string => new RegExp(`^${name} +(\\S+)$`, "m").exec(said)?.[1] ?? "";
  const [merchant, username, password] = ["merchant", "username", "password"].map(printed);
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return { code, merchant: merchant ?? "", caller: await authenticate(basic), err: err.join("\n") };
}

test("M-03 a key opens what its scopes say: shipments and reading, and with --admin webhooks and the carriers' credentials", async () => {
  const { code, merchant, caller } = await run("create", "Lantern & Loom", "--website", "https://shop.example");
  assert.equal(code, 0);
  assert.deepEqual([caller?.merchantId, caller?.mode, caller?.scopes], [merchant, "live", ["shipments:write", "read"]]);
  const admin = await run("key", merchant, "--admin", "--test");
  assert.deepEqual(
    [admin.caller?.merchantId, admin.caller?.mode, admin.caller?.scopes],
    [merchant, "test", ["shipments:write", "read", "webhooks", "admin"]],
  );
});

test("a key for nobody is not made, and it is said why", async () => {
  const nobody = await run("key", newId());
  assert.deepEqual([nobody.code, nobody.caller, nobody.err], [1, null, "There is no merchant with this id."]);
  for (const argv of [
    ["key"],
    ["key", "Lantern & Loom"],
    ["key", newId(), "--website", "https://shop.example"],
    ["create"],
  ])
    assert.equal((await run(...argv)).code, 2, argv.join(" "));
});
