import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Asked, PushMessage } from "#carriers/carrier.ts";
import { read } from "#carriers/read.ts";
import { hmacSha256 } from "#carriers/signatures.ts";
import { eventIdOf } from "#shipments/event-id.ts";
import { usps } from "./carrier.ts";
import { plainWords } from "./plain-words.ts";

const number = "9400111202555842332669";

const sample = (situation: string): Promise<string> =>
  readFile(new URL(`./samples/${situation}/200.json`, import.meta.url), "utf8");

function readingOf(body: string) {
  const reading = read(usps, { status: 200, mediaType: "application/json", body }, []);
  assert.ok(reading.kind === "events" && reading.shipments[0]?.kind === "events");
  return reading.shipments[0];
}

const pathOf = (asked: Asked): string => usps.request([asked], { id: "call", fields: {}, token: "token" }).path;

for (const [asked, path] of [
  [{ number }, `/tracking/v3/tracking/${number}?expand=DETAIL`],
  [
    { number, postalCode: "83702-1234", country: "US", since: "2026-11-19" },
    `/tracking/v3/tracking/${number}?expand=DETAIL&destinationZIPCode=83702&mailingDate=2026-11-19`,
  ],
  [{ number, postalCode: "53113", country: "DE" }, `/tracking/v3/tracking/${number}?expand=DETAIL`],
  [{ number, postalCode: "SW1A 1AA" }, `/tracking/v3/tracking/${number}?expand=DETAIL`],
  [{ number: `42083702${number}` }, `/tracking/v3/tracking/${number}?expand=DETAIL`],
  [{ number: `420837021234${number}` }, `/tracking/v3/tracking/${number}?expand=DETAIL`],
  [{ number: "CP123456785US" }, "/tracking/v3/tracking/CP123456785US?expand=DETAIL"],
] as const)
  test(`${Object.values(asked).join(" ")} is asked as ${path}`, () => {
    assert.equal(pathOf(asked), path);
  });

test("the token is asked for in JSON, with the scope of tracking", () => {
  const request = usps.auth.token?.request({ client_id: "id", client_secret: "secret", push_secret: "hidden" });
  assert.deepEqual(JSON.parse(request?.body ?? ""), {
    grant_type: "client_credentials",
    client_id: "id",
    client_secret: "secret",
    scope: "tracking",
  });
});

test("an offset in minutes, with one digit and with two is the same hour", async () => {
  const { events } = readingOf(await sample("offset-in-minutes"));
  assert.deepEqual(
    events.map(({ time }) => [time.local, time.zone, time.instant]),
    [
      ["2026-11-19T11:32:00", "-05:00", "2026-11-19T16:32:00.000Z"],
      ["2026-11-22T01:13:00", "-07:00", "2026-11-22T08:13:31.041Z"],
      ["2026-11-22T18:07:00", "-07:00", "2026-11-23T01:07:58.000Z"],
    ],
  );
});

for (const [html, words] of [
  ["USPS Ground Advantage<SUP>&#153;</SUP>", "USPS Ground Advantage™"],
  ["USPS Tracking<SUP>&#174;</SUP>", "USPS Tracking®"],
  ["Front Desk/Reception &amp; Mail Room", "Front Desk/Reception & Mail Room"],
  ["&unknown; &#x41; 3 < 4 > 2", "&unknown; &#x41; 3 < 4 > 2"],
  ["&#55296;", "\ufffd"],
] as const)
  test(`"${html}" is read as "${words}"`, () => {
    assert.equal(plainWords(html), words);
  });

test("the mail class is shown without its HTML, and a flag that is a text counts", async () => {
  const { service, proofAvailable } = readingOf(await sample("delivered-and-signed"));
  assert.deepEqual([service, proofAvailable], ["USPS Ground Advantage™", true]);
  assert.equal(readingOf(await sample("delivered-to-the-porch")).proofAvailable, false);
});

for (const [start, end, expected] of [
  ["10:15", "14:15:00", "2026-11-23T10:15:00/2026-11-23T14:15:00"],
  ["9:00am", "1:30 PM", "2026-11-23T09:00:00/2026-11-23T13:30:00"],
  ["12:00am", "12:00pm", "2026-11-23T00:00:00/2026-11-23T12:00:00"],
  ["2026-11-23T10:15:00Z", "2026-11-23T14:15:00Z", "2026-11-23T10:15:00/2026-11-23T14:15:00"],
  ["string", "string", "2026-11-23/null"],
] as const)
  test(`a window from ${start} to ${end} is ${expected}`, async () => {
    const answer = JSON.parse(await sample("arriving-on-time-is-no-scan"));
    const window = { predictedDeliveryWindowStartTime: start, predictedDeliveryWindowEndTime: end };
    const { estimate } = readingOf(JSON.stringify({ ...answer, ...window }));
    assert.equal(`${estimate?.from}/${estimate?.through}`, expected);
  });

const secret = "0123456789abcdef0123456789abcdef";
const now = new Date("2026-11-24T12:00:00Z");
const payload = JSON.stringify({ trackingNumber: number, eventType: "Out for Delivery", eventCode: "OF" });

function message(
  timestamp: string | number,
  key: string | undefined,
  more: { readonly body?: string } = {},
): PushMessage {
  const body = more.body ?? JSON.stringify({ subscriptionId: "1", timestamp, payload });
  const signature = key === undefined ? undefined : hmacSha256(key, `${timestamp}${payload}`, "base64");
  return { headers: signature === undefined ? {} : { "x-hmac": signature }, body: Buffer.from(body) };
}

for (const [what, pushed, proof] of [
  ["signed now", message("2026-11-24T11:59:00Z", secret), "genuine"],
  ["signed now, in seconds", message(1_795_521_600, secret), "genuine"],
  ["signed now, in milliseconds", message("1795521600000", secret), "genuine"],
  ["signed six minutes ago", message("2026-11-24T11:54:00Z", secret), "stale"],
  ["signed six minutes ahead", message("2026-11-24T12:06:00Z", secret), "stale"],
  ["signed at no time", message("tomorrow", secret), "stale"],
  ["signed with another secret", message("2026-11-24T11:59:00Z", "another"), "forged"],
  ["signed without its payload", message("2026-11-24T11:59:00Z", secret, { body: "{}" }), "forged"],
  ["not signed", message("2026-11-24T11:59:00Z", undefined), "unproven"],
] as const)
  test(`W-06 a pushed message that is ${what} is ${proof}`, () => {
    assert.equal(usps.push?.prove(pushed, secret, now), proof);
  });

test("push and poll together never double an event", async () => {
  const polled = readingOf(await sample("delivered-to-the-porch")).events.map((event) => eventIdOf("s", "usps", event));
  for (const situation of ["push-payload", "push-payload-like-an-answer"]) {
    const envelope = JSON.stringify({ subscriptionId: "1", timestamp: "t", payload: await sample(situation) });
    const { events } = readingOf(usps.push?.unwrap?.(envelope) ?? "");
    assert.equal(events.length, 1);
    for (const event of events) assert.ok(polled.includes(eventIdOf("s", "usps", event)), situation);
  }
});
