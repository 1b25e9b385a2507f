/** How DHL Parcel Germany is asked: XML inside the address, two logins. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readXml } from "#carriers/xml.ts";
import { dhlParcelDe } from "./carrier.ts";

const fields = { key: "k", secret: "s", appname: "zt12345", password: '"/><x a="' };

function sentXml(...numbers: readonly string[]) {
  const { path } = dhlParcelDe.request(
    numbers.map((number) => ({ number })),
    { id: "call", fields, token: null },
  );
  const reading = readXml(new URL(path, "https://dhl.test").searchParams.get("xml") ?? "");
  return reading.kind === "element" ? reading.element : assert.fail(reading.detail);
}

test("twenty numbers stand in one attribute, parted by semicolons", () => {
  assert.equal(dhlParcelDe.limits.batch, 20);
  const { attributes, children } = sentXml("00340434161094015902", "00340434161094022115");
  assert.equal(attributes["piece-code"], "00340434161094015902;00340434161094022115");
  assert.equal(attributes.request, "d-get-piece-detail");
  assert.deepEqual(children, []);
});

test("a password cannot leave its attribute, and the other login is in the header", () => {
  assert.equal(sentXml("1").attributes.password, fields.password);
  assert.equal(dhlParcelDe.auth.headers(fields, null).authorization, `Basic ${btoa("k:s")}`);
});
