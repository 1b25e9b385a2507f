/** What carriers push, taken by our connection of the same name: their form, their proof, their repetitions, and what goes wrong on the way. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Asked, Carrier, CarrierRequest, NumberReading, PushMessage, PushProof } from "#carriers/carrier.ts";
import { connectionBySlug } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import type { ManualClock } from "#platform/clock.ts";
import { eventIdOf } from "#shipments/event-id.ts";
import { contractBySlug, makeNumber } from "./contracts.ts";
import { journeyOf, lengthOf } from "./journeys.ts";
import type { Fault, Simulator } from "./server.ts";
import { type Answer, call, withSimulator } from "./testing.ts";

const secret = "0123456789abcdef0123456789abcdef";

/** What our side makes of a message: as it should be, signed an hour ago, and signed with another secret. */
const proofs: Readonly<Record<string, readonly [usual: PushProof, late: PushProof, forged: PushProof]>> = {
  aftership: ["genuine", "stale", "forged"],
  bring: ["unproven", "unproven", "forged"],
  dhl: ["unproven", "unproven", "forged"],
  easypost: ["genuine", "genuine", "forged"],
  fedex: ["genuine", "genuine", "forged"],
  inpost: ["unproven", "unproven", "unproven"],
  seventeentrack: ["genuine", "genuine", "forged"],
  shippo: ["genuine", "stale", "forged"],
  trackingmore: ["unproven", "unproven", "forged"],
  ups: ["unproven", "unproven", "forged"],
  usps: ["genuine", "stale", "forged"],
};

/** An address that is pushed to. */
async function listen(statusOf: (nth: number) => number = () => 200) {
  const heard: PushMessage[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = await Array.fromAsync(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    heard.push({ headers, body: Buffer.concat(chunks) });
    response.writeHead(statusOf(heard.length - 1)).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo; // listening on TCP, so it is an address with a port
  return {
    url: `http://127.0.0.1:${port}/push`,
    heard,
    /** Waits for so many messages. */
    async hears(count: number): Promise<readonly PushMessage[]> {
      for (let tries = 0; heard.length < count && tries < 400; tries += 1) await sleep(25);
      assert.equal(heard.length, count);
      return heard;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function connectionOf(slug: string): Carrier {
  const connection = connectionBySlug(slug);
  assert.ok(connection, slug);
  return connection;
}

/** The calls of our connection without the runner around it. */
async function callsOf(simulator: Simulator, carrier: Carrier) {
  const { baseUrl = "", fields = {} } = simulator.connections[carrier.slug] ?? {};
  const send = ({ method, path, headers, body }: CarrierRequest, more: Readonly<Record<string, string>> = {}) =>
    call(baseUrl + path, { method, headers: { ...headers, ...more }, body: body ?? null });
  const token =
    carrier.auth.token === undefined
      ? null
      : String((await send(carrier.auth.token.request(fields))).json.access_token);
  const known = { id: "00000000-0000-4000-8000-000000000000", fields, token };
  const login = { ...carrier.auth.headers(fields, token) };
  return {
    ask: (asked: readonly Asked[]): Promise<Answer> => send(carrier.request(asked, known), login),
    async register(asked: readonly Asked[], url: string): Promise<Asked> {
      const [one] = asked;
      assert.ok(one);
      if (carrier.registration === undefined) return one;
      const push = { url, secret };
      const answer = await send(carrier.registration.request(asked, { ...known, push }), login);
      const [outcome] = carrier.registration.outcomes(answer.json, asked, answer.status);
      assert.equal(outcome?.kind, "registered", answer.text);
      const reference = outcome.kind === "registered" ? outcome.reference : undefined;
      return reference === undefined ? one : { ...one, reference };
    },
    send: (request: CarrierRequest) => send(request, login),
  };
}

interface Followed {
  readonly carrier: Carrier;
  readonly one: Asked;
  readonly secret: string;
  ask(): Promise<NumberReading | undefined>;
}

let serial = 0;

/** A parcel whose news go to the address: as the merchant's operator has it set up at the carrier. */
async function follow(simulator: Simulator, slug: string, at: Awaited<ReturnType<typeof listen>>): Promise<Followed> {
  const carrier = connectionOf(slug);
  const number = makeNumber({ carrier: slug, journey: "normal", serial: (serial += 1), seed: 7 });
  const asked = [{ number, carrierCode: contractBySlug(slug)?.asks ?? carrier.serves[0] ?? "" }];
  // 17TRACK signs with the account's key, whatever else was agreed.
  const known = slug === "seventeentrack" ? (simulator.connections[slug]?.fields.key ?? "") : secret;
  const calls = await callsOf(simulator, carrier);
  if (slug !== "bring" && slug !== "dhl") simulator.setPush(slug, { url: at.url, secret: known });
  if (slug === "dhl") await subscribeAtDhl(calls.send, number, at);
  const one = await calls.register(asked, at.url);
  const ask = async (): Promise<NumberReading | undefined> => {
    const { status, text } = await calls.ask([one]);
    const reading = read(carrier, { status, mediaType: "application/json", body: text }, [one]);
    return reading.kind === "events" ? reading.shipments[0] : undefined;
  };
  await ask();
  return { carrier, one, secret: known, ask };
}

/** As the operator does it by hand: DHL sends a secret to the hook, and only a call with it wakes the subscription. */
async function subscribeAtDhl(
  send: (request: CarrierRequest) => Promise<Answer>,
  number: string,
  at: Awaited<ReturnType<typeof listen>>,
): Promise<void> {
  const path = "/tracking/push/v1/subscription";
  const headers = { "content-type": "application/json" };
  const authentication = { type: "ApiKeyAuthentication", header: "x-posthorn-push-token", token: secret };
  const body = { hook: { uri: at.url, authentication }, format: "Default", type: "Shipment", shipmentIDs: [number] };
  const made = await send({ method: "POST", path, headers, body: JSON.stringify(body) });
  assert.equal(made.status, 201, made.text);
  const [validate] = await at.hears(1);
  const { scope, secret: hookSecret } = JSON.parse(validate?.body.toString() ?? "{}");
  assert.equal(scope, "subscription.validate");
  const wake = (given: string) =>
    send({ method: "POST", path: `${path}/${made.json.id}`, headers: { "dhl-api-hook-secret": given } });
  assert.equal((await wake("wrong")).status, 401);
  assert.equal((await wake(hookSecret)).status, 200);
  const turns = await at.hears(3);
  const { push } = connectionOf("dhl");
  for (const turn of turns) assert.deepEqual(push?.handshake?.(turn), { status: 200, body: "" });
  at.heard.length = 0;
}

const happenings = journeyOf("normal").steps.filter(({ after }) => after > 0).length;
const pass = (clock: ManualClock, minutes: number): void => clock.advance(minutes * 1_000 + 60_000); // at 60 times life's speed
const whole = lengthOf(journeyOf("normal"));

function proofsOf({ carrier, secret: known }: Followed, messages: readonly PushMessage[], clock: ManualClock) {
  return new Set(messages.map((message) => carrier.push?.prove(message, known, clock.now())));
}

function readingsOf({ carrier, one }: Followed, messages: readonly PushMessage[]): readonly NumberReading[] {
  return messages.map((message) => {
    const body = message.body.toString("utf8");
    const said = read(carrier, { status: 200, mediaType: "", body: carrier.push?.unwrap?.(body) ?? body }, []);
    assert.ok(said.kind === "events", `${said.kind}: ${body}`);
    const found = said.shipments.find(({ number }) => number === one.number);
    assert.ok(found, body);
    return found;
  });
}

const idsOf = (reading: NumberReading | undefined): readonly string[] =>
  reading?.kind === "events" ? reading.events.map((event) => eventIdOf("s", "s", event)) : [];

for (const [slug, [usual, late, forged]] of Object.entries(proofs)) {
  test(`${slug}: each happening is pushed once, proven as ${usual}, and says what an answer says`, async () => {
    await using at = await listen();
    await withSimulator({}, async (simulator, clock) => {
      const followed = await follow(simulator, slug, at);
      const before = new Set(idsOf(await followed.ask()));
      pass(clock, whole);
      const messages = await at.hears(happenings);
      assert.deepEqual(proofsOf(followed, messages, clock), new Set([usual]));
      const readings = readingsOf(followed, messages);
      const after = idsOf(await followed.ask());
      if (usual === "genuine")
        assert.deepEqual(
          new Set([...before, ...readings.flatMap(idsOf)]),
          new Set(after),
          "push and answer name the same events",
        );
      assert.ok(readings.every((reading) => reading.kind === "events" && reading.events.length > 0));
      const { sent, byStatus } = simulator.counts()[slug]?.pushed ?? {};
      assert.deepEqual(byStatus, { 200: sent });
    });
  });

  test(`W-06 ${slug}: a message that was signed an hour ago is ${late}, one with another secret ${forged}`, async () => {
    const faults: readonly (readonly [Fault, PushProof])[] = [
      ["push_late", late],
      ["push_forged", forged],
    ];
    for (const [fault, proof] of faults) {
      await using at = await listen();
      await withSimulator({}, async (simulator, clock) => {
        const followed = await follow(simulator, slug, at);
        simulator.setFault(slug, fault);
        pass(clock, whole);
        assert.deepEqual(proofsOf(followed, await at.hears(happenings), clock), new Set([proof]), fault);
      });
    }
  });
}

const codesOf = (messages: readonly PushMessage[]): readonly string[] =>
  messages.map(({ body }) => JSON.parse(body.toString()).activityStatus.code);

test("a carrier that pushes twice sends the same bytes again; one that pushes out of order lets each second message overtake", async () => {
  await using at = await listen();
  await withSimulator({}, async (simulator, clock) => {
    await follow(simulator, "ups", at);
    simulator.setFault("ups", "push_twice");
    pass(clock, 6 * 60);
    assert.deepEqual(codesOf(await at.hears(4)), ["OR", "OR", "DP", "DP"]);
    simulator.setFault("ups", "push_out_of_order");
    pass(clock, whole);
    assert.deepEqual(codesOf(await at.hears(8)).slice(4), ["DS", "AR", "M7", "OT"]);
  });
});

test("a message is repeated until it is answered with 2xx, as often as the carrier does and no more", async () => {
  await using at = await listen((nth) => (nth < 2 ? 503 : nth === 2 ? 204 : 500));
  await withSimulator({}, async (simulator, clock) => {
    await follow(simulator, "ups", at);
    const answered = async (count: number): Promise<void> => {
      for (let tries = 0; simulator.counts().ups?.pushed.sent !== count && tries < 400; tries += 1) await sleep(25);
      assert.equal(simulator.counts().ups?.pushed.sent, count);
    };
    pass(clock, 2 * 60);
    await answered(1);
    clock.advance(5_000);
    await answered(2);
    clock.advance(30_000);
    await answered(3);
    const [first, ...again] = at.heard;
    for (const message of again) assert.deepEqual(message.body, first?.body);
    assert.deepEqual(simulator.counts().ups?.pushed, { sent: 3, byStatus: { 204: 1, 503: 2 } });
    pass(clock, 2 * 60);
    for (const attempts of [4, 5, 6]) {
      await answered(attempts);
      clock.advance(30_000);
    }
    await sleep(200);
    assert.equal(at.heard.length, 6, "three attempts for the second message");
    const { text } = await call(simulator.url);
    assert.match(text, /6 pushed \(1 × 204, 3 × 500, 2 × 503\)/);
  });
});

test("nothing is pushed to another machine, of numbers that nobody registered, or by carriers that push nothing", async () => {
  await using at = await listen();
  await withSimulator({}, async (simulator, clock) => {
    for (const url of ["https://shop.example/push", "http://127.0.0.1.example/", "file:///etc/hosts", "nonsense"])
      assert.throws(() => simulator.setPush("ups", { url, secret }), /this machine only/);
    assert.throws(() => simulator.setPush("gls", { url: at.url, secret }), /gls pushes nothing/);
    simulator.setPush("ups", { url: at.url, secret });
    const ups = await callsOf(simulator, connectionOf("ups"));
    await ups.ask([{ number: makeNumber({ carrier: "ups", journey: "normal", serial: 901, seed: 7 }) }]);
    const bring = await callsOf(simulator, connectionOf("bring"));
    const number = makeNumber({ carrier: "bring", journey: "normal", serial: 902, seed: 7 });
    await bring.register([{ number }], "https://shop.example/push");
    await follow(simulator, "fedex", at);
    pass(clock, whole);
    await at.hears(happenings);
    const { ups: ofUps, bring: ofBring, fedex } = simulator.counts();
    assert.deepEqual([ofUps?.pushed.sent, ofBring?.pushed.sent, fedex?.pushed.sent], [0, 0, happenings]);
  });
});

test("a second start still knows who wants to hear of what", async () => {
  const directory = await mkdtemp(join(tmpdir(), "simulator-"));
  try {
    await using at = await listen();
    await withSimulator({ dataDir: directory }, async (simulator) => {
      await follow(simulator, "ups", at);
      await follow(simulator, "bring", at);
    });
    await withSimulator({ dataDir: directory, push: { ups: { url: at.url, secret } } }, async (_simulator, clock) => {
      pass(clock, whole);
      const heard = await at.hears(2 * happenings);
      assert.equal(heard.filter(({ headers }) => headers["x-posthorn-secret"] === secret).length, happenings);
    });
  } finally {
    await rm(directory, { recursive: true });
  }
});

test("the control says where a carrier pushes to, what goes wrong there, and that it ends", async () => {
  await using at = await listen();
  await withSimulator({}, async (simulator, clock) => {
    const control = (body: object): Promise<Answer> =>
      call(`${simulator.url}/control`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    assert.equal((await control({ carrier: "ups", push: { url: "https://shop.example/", secret } })).status, 400);
    assert.equal((await control({ carrier: "gls", push: { url: at.url, secret } })).status, 400);
    const { one } = await follow(simulator, "ups", at);
    assert.equal((await control({ carrier: "ups", push: { url: `${at.url}/new`, secret: "another" } })).status, 200);
    assert.equal((await control({ carrier: "ups", fault: "push_twice" })).status, 200);
    await control({ advance_minutes: 4 * 60, number: one.number });
    const [first] = await at.hears(2);
    assert.equal(first?.headers.authorization, "Bearer another");
    assert.equal((await control({ carrier: "ups", push: null })).status, 200);
    pass(clock, whole);
    await sleep(200);
    assert.equal(at.heard.length, 2);
  });
});
