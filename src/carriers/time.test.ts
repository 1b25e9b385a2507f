/** Times as carriers write them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compactTime, germanTime, readTime } from "#carriers/time.ts";

const home = "Europe/Berlin";

test("a time without zone stands in the zone of its place, and says that this was concluded", () => {
  const time = readTime({ text: "2026-11-24T14:05:00" }, { country: "US", region: "CA" }, home);
  assert.deepEqual(time, {
    instant: "2026-11-24T22:05:00.000Z",
    local: "2026-11-24T14:05:00",
    precision: "local_without_zone",
    zone: "America/Los_Angeles",
    zoneDerived: true,
  });
});

test("in a divided state the ZIP code tells the zone", () => {
  const zoneIn = (region: string, postalCode: string) =>
    readTime({ text: "2026-11-24T14:05:00" }, { country: "US", region, postalCode }, home)?.zone;
  assert.equal(zoneIn("TX", "79901-1234"), "America/Denver");
  assert.equal(zoneIn("TX", "77002"), "America/Chicago");
  assert.equal(zoneIn("TN", "37402"), "America/New_York");
});

test("without a place the carrier's home zone counts, in summer time where it is summer", () => {
  assert.equal(readTime({ text: "2026-07-01T12:00:00" }, undefined, home)?.instant, "2026-07-01T10:00:00.000Z");
  assert.equal(readTime({ text: "2026-12-01T12:00:00" }, undefined, home)?.instant, "2026-12-01T11:00:00.000Z");
});

test("a zone that the carrier names counts before that of the place, and is no conclusion of ours", () => {
  const place = { country: "CA", region: "QC" };
  const time = readTime({ text: "2026-07-01T12:00:00", zone: "America/Halifax" }, place, home);
  assert.equal(time?.instant, "2026-07-01T15:00:00.000Z");
  assert.equal(time?.zone, "America/Halifax");
  assert.equal(time?.zoneDerived, false);
  assert.equal(readTime({ text: "2026-07-01", zone: "America/Halifax" }, place, home)?.zone, "America/Halifax");
});

test("an hour that summer time skips or repeats is still one instant", () => {
  assert.equal(readTime({ text: "2026-03-29T02:30:00" }, undefined, home)?.instant, "2026-03-29T01:30:00.000Z");
  assert.equal(readTime({ text: "2026-10-25T02:30:00" }, undefined, home)?.instant, "2026-10-25T00:30:00.000Z");
});

test("an offset is kept as said, and a bare date gets no instant", () => {
  assert.equal(readTime({ text: "2026-11-24T14:05:00+0100" }, undefined, home)?.precision, "local_with_offset");
  assert.equal(readTime({ text: "2026-11-24T14:05:00+01:00" }, undefined, home)?.instant, "2026-11-24T13:05:00.000Z");
  assert.equal(readTime({ text: "2026-11-24" }, undefined, home)?.instant, null);
});

test("an instant beside the wall time wins, unless it is a slip of days", () => {
  const raw = { text: "2026-11-23T08:40:00", instant: "2026-11-23T13:40:00Z", offset: "-05.00" };
  assert.equal(readTime(raw, undefined, home)?.zone, "-05:00");
  assert.equal(readTime({ ...raw, instant: "2026-12-23T13:40:00Z", offset: undefined }, undefined, home)?.zone, home);
});

test("what no calendar knows is no time", () => {
  for (const text of ["2026-02-30", "2026-13-01T00:00:00", "2026-11-24T25:00:00", "0001-01-01", "soon", ""]) {
    assert.equal(readTime({ text }, undefined, home), undefined, text);
  }
});

test("compact and German times are read, with a lost leading zero", () => {
  assert.equal(compactTime("74700"), "07:47:00");
  assert.equal(compactTime("163000"), "16:30:00");
  assert.equal(compactTime("990000"), undefined);
  assert.equal(germanTime("24.11.2026 14:05"), "2026-11-24T14:05:00");
});
