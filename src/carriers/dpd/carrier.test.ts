/** How DPD is asked: which number, at which host, with what in the SOAP header. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { localTime } from "#carriers/_families/dpd.ts";
import type { XmlElement } from "#carriers/xml.ts";
import { readXml, textAt } from "#carriers/xml.ts";
import { dpd } from "./carrier.ts";

const fields = { delis_id: "KD<1>", password: 'a&"b', region: "be" };

function sent(body: string | undefined): XmlElement {
  const reading = readXml(body ?? "");
  return reading.kind === "element" ? reading.element : assert.fail(reading.detail);
}

test("the 14 digits are asked for, whether the number has its check character, is the barcode, or bare", () => {
  for (const number of ["09980000020033", "09980000020033F", "008182709980000020033350276C"]) {
    assert.match(number, dpd.numberPattern);
    const { body } = dpd.request([{ number }], { id: "call", fields, token: "token" });
    assert.equal(textAt(sent(body), "Body", "getTrackingData", "parcelLabelNumber"), "09980000020033");
  }
});

test("the token stands in the SOAP header, and no value leaves its place", () => {
  const { body } = dpd.request([{ number: "</x>" }], { id: "call", fields, token: "t&<k>" });
  const envelope = sent(body);
  assert.equal(textAt(envelope, "Header", "authentication", "delisId"), "KD<1>");
  assert.equal(textAt(envelope, "Header", "authentication", "authToken"), "t&<k>");
  assert.equal(textAt(envelope, "Body", "getTrackingData", "parcelLabelNumber"), "</x>");
});

test("each network has its login: version 2.1 in Belgium and the Netherlands, 2.0 in the group", () => {
  const login = (region: string) => dpd.auth.token?.request({ ...fields, region });
  assert.equal(login("nl")?.path, "/LoginService/V2_1");
  assert.equal(login("public-ws")?.path, "/LoginService/V2_0");
  assert.equal(textAt(sent(login("be")?.body), "Body", "getAuth", "password"), 'a&"b');
});

test("the login's answer is a token for a day; a fault is none", () => {
  const answer = (inside: string) =>
    dpd.auth.token?.read?.(sent(`<s:Envelope xmlns:s="x"><s:Body>${inside}</s:Body></s:Envelope>`));
  const good = "<getAuthResponse><return><authToken>abc</authToken></return></getAuthResponse>";
  assert.deepEqual(answer(good), { token: "abc", seconds: 86_400 });
  assert.equal(answer("<s:Fault/>"), undefined);
  assert.equal(dpd.auth.token?.read?.({ access_token: "abc" }), undefined);
});

test("twelve-hour times", () => {
  assert.equal(localTime("8/17/2021 7:11:26 PM"), "2021-08-17T19:11:26");
  assert.equal(localTime("8/17/2021 12:00:01 AM"), "2021-08-17T00:00:01");
  assert.equal(localTime("8/17/2021 12:00:01 PM"), "2021-08-17T12:00:01");
  assert.equal(localTime("20.01.2026, 12:23"), "2026-01-20T12:23:00");
  assert.equal(localTime("soon"), undefined);
});
