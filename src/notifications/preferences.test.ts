import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import { freshDatabase } from "#test/database.ts";
import { defaultPreferences, topics, wants } from "./preferences.ts";
import { keepChoice, keepHabits, keepMuted, readPreferences } from "./preferences-store.ts";

const fresh = await freshDatabase();
after(() => fresh[Symbol.asyncDispose]());
const now = new Date("2026-11-24T09:00:00Z");
const addShopper = sql("test.addShopper", "insert into shoppers (id, email, created_at) values ($1, $2, $3)");

test("without a word, everything but the eve of delivery is told, and by SMS only what cannot wait", () => {
  assert.deepEqual(
    topics.filter((topic) => !wants(defaultPreferences, topic, "email")),
    ["tomorrow"],
  );
  assert.deepEqual(
    topics.filter((topic) => wants(defaultPreferences, topic, "sms")),
    ["pickup", "trouble"],
  );
});

test("what a person chooses is kept and holds, the last word counting", async () => {
  const [id, shipment] = [newId(), newId()];
  await fresh.database.forSystem("test", async (tx) => {
    assert.deepEqual(await readPreferences(tx, "ines@example.org"), defaultPreferences);
    await tx.execute(addShopper, [id, "ines@example.org", now]);
    assert.deepEqual(await readPreferences(tx, "ines@example.org"), defaultPreferences);
    await keepChoice(tx, id, { topic: "today", channel: "email", wanted: false }, now);
    await keepChoice(tx, id, { topic: "tomorrow", channel: "push", wanted: false }, now);
    await keepChoice(tx, id, { topic: "tomorrow", channel: "push", wanted: true }, now);
    await keepHabits(tx, id, { quietFrom: 21, quietUntil: 9, zone: "Europe/Berlin", locale: "de" });
    await keepMuted(tx, id, shipment, now);
    const kept = await readPreferences(tx, "ines@example.org");
    assert.deepEqual([wants(kept, "today", "email"), wants(kept, "today", "push")], [false, true]);
    assert.equal(wants(kept, "tomorrow", "push"), true);
    assert.deepEqual([kept.quietFrom, kept.quietUntil, kept.zone, kept.locale], [21, 9, "Europe/Berlin", "de"]);
    assert.ok(kept.muted.has(shipment));
    await keepMuted(tx, id, shipment, null);
    assert.equal((await readPreferences(tx, "ines@example.org")).muted.size, 0);
  });
});
