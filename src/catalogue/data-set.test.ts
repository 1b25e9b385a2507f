/** The open data is the registry and the connections, no more and no less, and documented as it is. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { connections, connectionsFor } from "#carriers/connections.ts";
import { formats } from "#carriers/identify/formats.ts";
import { allCarriers } from "#carriers/registry.ts";
import { dataSetFile, dataSetPage } from "./data-set.ts";
import { DataSet } from "./schema.ts";

const dataSet = DataSet.parse(JSON.parse(dataSetFile().body));
const byCode = new Map(dataSet.carriers.map((record) => [record.code, record]));

test("the data set is the registry, field by field", () => {
  assert.equal(dataSet.count, allCarriers().length);
  assert.equal(byCode.size, allCarriers().length);
  for (const carrier of allCarriers()) {
    const record = byCode.get(carrier.code);
    assert.ok(record, carrier.code);
    assert.deepEqual(
      [record.name, record.other_names, record.countries, record.parent, record.relation, record.website],
      [carrier.name, carrier.otherNames, carrier.countries, carrier.parent, carrier.relation, carrier.website],
    );
    assert.deepEqual([record.tracking_page, record.needs], [carrier.trackingPage, carrier.wants]);
    assert.deepEqual(record.known_as, {
      aftership: carrier.aftershipSlug,
      seventeentrack: carrier.seventeentrackKey,
      easypost: carrier.easypostName,
    });
  }
});

test("routes and ways are what the connections serve", () => {
  assert.deepEqual(
    dataSet.connections.map(({ slug }) => slug),
    connections.map(({ slug }) => slug),
  );
  for (const { code, routes, can } of dataSet.carriers) {
    const serving = connectionsFor(code);
    assert.deepEqual(
      routes,
      serving.map(({ slug }) => slug),
    );
    assert.equal(
      can.includes("own_api"),
      serving.some(({ kind }) => kind !== "aggregator"),
      code,
    );
    assert.equal(
      can.includes("aggregator"),
      serving.some(({ kind }) => kind === "aggregator"),
      code,
    );
  }
  assert.deepEqual(byCode.get("dhl")?.can, ["own_api", ...(byCode.get("dhl")?.can.slice(1) ?? [])]);
});

test("families are told from both sides", () => {
  for (const { code, parent, relation } of dataSet.carriers) {
    if (parent === null) continue;
    const above = byCode.get(parent);
    assert.ok((relation === "variant" ? above?.variants : above?.subsidiaries)?.includes(code), `${code} of ${parent}`);
  }
});

test("every form of number stands at its carriers, with examples", () => {
  for (const { name, carriers } of formats) {
    for (const code of carriers) {
      const known = byCode.get(code)?.number_formats.find((form) => form.name === name);
      assert.ok(known !== undefined && known.examples.length > 0, `${name} of ${code}`);
    }
  }
});

test("its version follows from its content, and docs/carriers-data.md is its description", async () => {
  assert.equal(dataSetFile().etag, `"${dataSet.version}"`);
  assert.match(dataSet.version, /^[0-9a-f]{16}$/);
  const page = await readFile(join(import.meta.dirname, "../../docs/carriers-data.md"), "utf8");
  assert.equal(page, dataSetPage(), "run: node scripts/carriers-docs.ts");
  for (const field of Object.keys(dataSet.carriers[0] ?? {})) assert.ok(page.includes(`\`${field}\` | `), field);
});
