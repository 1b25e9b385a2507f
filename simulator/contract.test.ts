/** Every contract of the simulator is asked by our connection of the same name, as the worker asks a carrier: through the runner, over HTTP. */
import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import type { Asked, Carrier } from "#carriers/carrier.ts";
import { connectionBySlug } from "#carriers/connections.ts";
import { fitsOf, hasFormats } from "#carriers/identify/formats.ts";
import { windowOf } from "#carriers/limits.ts";
import { type Asking, ask, type Credential, type RunnerDeps, register } from "#carriers/runner.ts";
import { ManualClock, systemClock } from "#platform/clock.ts";
import { createEgress } from "#platform/egress.ts";
import { silentLog as log } from "#platform/log.ts";
import { eventIdOf } from "#shipments/event-id.ts";
import { lifecycle } from "#shipments/lifecycle.ts";
import { freshDatabase } from "#test/database.ts";
import type { Contract } from "./contract.ts";
import { contractBySlug, contracts } from "./contracts.ts";
import { type JourneyName, journeyNames, journeyOf, lengthOf } from "./journeys.ts";
import { routes } from "./routes.ts";
import { type Fault, type Simulator, startSimulator } from "./server.ts";

const speed = 60;
const clock = new ManualClock("2026-11-24T08:00:00Z");
const world = await freshDatabase();
const egress = createEgress({ clock: systemClock, log, allowLoopback: true });
const simulator = await startSimulator({ port: 0, clock, seed: 7, speed });
after(async () => {
  await simulator.close();
  await egress.close();
  await world[Symbol.asyncDispose]();
});

/** The status in which a journey ends. */
const ends: Readonly<Record<JourneyName, string>> = {
  normal: "delivered",
  pickup_point: "delivered",
  failed_attempt: "delivered",
  failed_then_pickup: "delivered",
  customs: "delivered",
  delayed: "delivered",
  returned: "returned",
  lost: "exception",
  two_pieces: "delivered",
  late_scans: "delivered",
  damaged: "exception",
  neighbour: "delivered",
  safe_place: "delivered",
  mailbox: "delivered",
  slow_start: "delivered",
  stays_unknown: "not_found",
  long_round: "delivered",
  invalid: "invalid_number",
};

/** Documented fields that no sample of ours happens to have, by carrier; a carrier that stands here is checked for invented ones. */
const keysWithoutSample: Readonly<Record<string, readonly string[]>> = {
  // Null in an answer, an object in our samples.
  aftership: [".data.latest_estimated_delivery"],
  easypost: [],
  seventeentrack: [],
  shippo: [".address_to"],
  trackingmore: [],
  bring: [],
  correos: [],
  "correos-express": [],
  "la-poste": [],
  postnord: [],
  "australia-post": [],
  // developer.dhl.com, Unified 1.5.8
  dhl: [
    ".shipments[].estimatedTimeOfDeliveryRemark",
    ".shipments[].details.weight.value",
    ".shipments[].details.weight.unitText",
    ".possibleAdditionalShipmentsUrl[]",
  ],
  "amazon-shipping": [],
  fedex: [],
  usps: [],
  // MyDHL interface description 3.1.1
  "dhl-express": [],
  "dpd-group": [],
  // OpenAPI 1.0.7
  gls: [],
  "hermes-de": [],
  inpost: [],
  "royal-mail": [],
  postnl: [],
  // Tracking.yaml
  ups: [
    ".trackResponse.shipment[].package[].activity[].location.slic",
    ".trackResponse.shipment[].package[].activity[].status.simplifiedTextDescription",
    ".trackResponse.shipment[].package[].currentStatus.simplifiedTextDescription",
    ".trackResponse.shipment[].package[].currentStatus.type",
    ".trackResponse.shipment[].package[].packageAddress[].type",
    ".trackResponse.shipment[].package[].packageAddress[].address.city",
    ".trackResponse.shipment[].package[].packageAddress[].address.stateProvince",
    ".trackResponse.shipment[].package[].packageAddress[].address.postalCode",
    ".trackResponse.shipment[].package[].packageAddress[].address.countryCode",
    ".trackResponse.shipment[].package[].packageAddress[].address.country",
    ".trackResponse.shipment[].package[].service.levelCode",
    ".trackResponse.shipment[].package[].weight.unitOfMeasurement",
    ".trackResponse.shipment[].package[].weight.weight",
    ".trackResponse.shipment[].userRelation[]",
  ],
};

interface Heard {
  /** Why there is no history, or the status that follows from it. */
  readonly outcome: string;
  readonly unmapped: readonly string[];
  /** Answers that could be read as HTTP, whatever they say. */
  readonly bodies: readonly string[];
}

async function hear(
  contract: Contract,
  numbers: readonly string[],
  { at = simulator, credential = {} }: { readonly at?: Simulator; readonly credential?: Partial<Credential> } = {},
): Promise<Heard> {
  const connection = connectionOf(contract);
  const known = at.connections[contract.carrier];
  assert.ok(known);
  const asked = numbers.map((number) => {
    const { country, postalCode } = routes[contract.numbers.read(number)?.to ?? "berlin"].door;
    return { number, country, postalCode };
  });
  const bodies: string[] = [];
  const deps = {
    egress,
    database: world.database,
    clock,
    log,
    wait: async () => {},
    // What is asked here within a moment of the clock that stands still is a day's work of a carrier.
    limits: { perSecond: 1_000, perDay: null, concurrent: 100, batch: connection.limits.batch },
  };
  const login = { ...known, ...credential };
  const questions = await tell(connection, asked, contract.asks ?? connection.serves[0] ?? "", login, deps);
  if (typeof questions === "string") return { outcome: questions, unmapped: [], bodies };
  const asking = await ask(connection, questions, login, deps, async ({ body }) => {
    bodies.push(body.toString("utf8"));
  });
  return { ...outcomeOf(contract.carrier, asking), bodies };
}

/** What was told already, by simulator, login and number: the question with the aggregator's reference. */
const told = new Map<string, Asked>();

/** As polling does: an aggregator is told once of a number. The questions with its references, or why it does not take them. */
async function tell(
  connection: Carrier,
  asked: readonly Asked[],
  carrierCode: string,
  login: Credential,
  deps: RunnerDeps,
): Promise<readonly Asked[] | string> {
  const { registration, limits } = connection;
  // More than a call may have: that question itself is to be refused.
  if (registration?.isNeeded !== true || asked.length > limits.batch) return asked;
  const keyOf = ({ number }: Asked): string => `${login.baseUrl} ${login.name} ${number}`;
  const missing = asked.filter((one) => !told.has(keyOf(one))).map((one) => ({ ...one, carrierCode }));
  if (missing.length > 0) {
    const answer = await register({ ...connection, registration }, missing, login, null, deps);
    if (answer.kind === "wait") return `wait: ${answer.why}`;
    const refused = answer.outcomes.find((outcome) => outcome.kind === "refused");
    if (refused?.kind === "refused") return refused.why;
    for (const [at, one] of missing.entries()) {
      const outcome = answer.outcomes[at];
      const reference = outcome?.kind === "registered" ? outcome.reference : undefined;
      told.set(keyOf(one), { ...one, ...(reference === undefined ? {} : { reference }) });
    }
  }
  return asked.map((one) => told.get(keyOf(one)) ?? one);
}

function connectionOf({ carrier }: Contract): Carrier {
  const connection = connectionBySlug(carrier);
  assert.ok(connection, `connections.ts knows no ${carrier}`);
  return connection;
}

function outcomeOf(source: string, asking: Asking): Omit<Heard, "bodies"> {
  if (asking.kind === "wait") return { outcome: `wait: ${asking.why}`, unmapped: [] };
  const { reading } = asking;
  if (reading.kind !== "events")
    return { outcome: reading.kind === "refused" ? reading.why : "unreadable", unmapped: [] };
  const [shipment] = reading.shipments;
  if (shipment?.kind !== "events") return { outcome: shipment?.why ?? "nothing", unmapped: [] };
  const { pieceCount, pieces, isReturnLeg } = shipment;
  const seenAt = clock.now().toISOString();
  const events = shipment.events.map((event) => ({ id: eventIdOf("s", source, event), event, source, seenAt }));
  return {
    outcome: lifecycle(events, { pieceCount, pieces, isReturnLeg }).status,
    unmapped: shipment.events
      .filter(({ code }) => code === "unmapped")
      .map(({ rawCode, rawText }) => `${rawCode} ${rawText}`),
  };
}

/** Lets virtual minutes pass, and a little more. */
const pass = (minutes: number): void => clock.advance((minutes / speed) * 60_000 + 60_000);

/** The fields of a credential that are no secret. */
const fixedOf = ({ credential }: Contract): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(credential).filter(([, value]) => value !== "random"));

let serial = 0;
const nextNumber = ({ numbers }: Contract, journey: JourneyName): string =>
  numbers.make({ journey, serial: (serial += 1), seed: 7 });

for (const contract of contracts) {
  const { carrier, numbers, omits = [], endsOtherwise = {} } = contract;
  const heardBodies: string[] = [];

  test(`${carrier}: numbers are the carrier's own, tell their journey, and a sibling is another one of the same`, () => {
    const connection = connectionOf(contract);
    fc.assert(
      fc.property(
        fc.constantFrom(...journeyNames),
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 9 }),
        (journey, someSerial, seed, headStart) => {
          const number = numbers.make({ journey, serial: someSerial, seed, headStart });
          const plan = numbers.read(number);
          assert.deepEqual({ ...plan, to: undefined }, { journey, headStart, to: undefined }, number);
          assert.match(number, connection.numberPattern);
          if (connection.serves.some(hasFormats)) {
            const right = fitsOf(number).filter(({ fit }) => fit === "right");
            assert.ok(
              right.some(({ format }) => format.carriers.some((code) => connection.serves.includes(code))),
              `${number} fits no format of ${carrier}`,
            );
          }
          const sibling = numbers.sibling(number);
          assert.notEqual(sibling, number);
          assert.deepEqual({ ...numbers.read(sibling), to: undefined }, { journey, headStart, to: undefined }, sibling);
        },
      ),
    );
    const some = Array.from({ length: 1_000 }, (_, at) => numbers.make({ journey: "normal", serial: at, seed: 42 }));
    assert.equal(new Set(some).size, some.length);
  });

  for (const journey of journeyNames.filter((name) => !omits.includes(name))) {
    const end = endsOtherwise[journey] ?? ends[journey];
    test(`${carrier} ${journey}: what we read ends as ${end}, with every scan mapped`, async () => {
      const number = nextNumber(contract, journey);
      const first = await hear(contract, [number]);
      if (journey === "slow_start") assert.equal(first.outcome, "not_found");
      pass(lengthOf(journeyOf(journey)) / 2);
      const midway = await hear(contract, [number]);
      pass(lengthOf(journeyOf(journey)) / 2);
      const last = await hear(contract, [number]);
      assert.equal(last.outcome, end, last.bodies.at(-1) ?? "no answer");
      for (const { unmapped, bodies } of [first, midway, last]) {
        assert.deepEqual(unmapped, []);
        heardBodies.push(...bodies);
      }
    });
  }

  test(`${carrier}: faults are told in the carrier's words, and understood`, async () => {
    const number = nextNumber(contract, "normal");
    const understood: readonly (readonly [Fault, string])[] = [
      ["down", "unavailable"],
      ["throttle", "throttled"],
      ["unauthorized", "unauthorized"],
      ["garbage", "unreadable"],
      ["maintenance", "unavailable"],
    ];
    for (const [fault, outcome] of understood) {
      // A name of its own for each: after some faults we ask under that name no more for a while.
      const credential = { name: fault };
      await hear(contract, [number], { credential });
      simulator.setFault(carrier, fault);
      assert.equal((await hear(contract, [number], { credential })).outcome, outcome, fault);
      simulator.setFault(carrier, "none");
    }
  });

  test(`${carrier}: whoever cannot prove who he is hears nothing`, async (context) => {
    const proofs = Object.entries(contract.credential).filter(([, value]) => value === "random");
    if (proofs.length === 0) return context.skip("the carrier asks for no proof");
    const fields = { ...contract.credential, ...Object.fromEntries(proofs.map(([field]) => [field, "wrong"])) };
    const { outcome } = await hear(contract, [nextNumber(contract, "normal")], {
      credential: { name: "wrong", fields },
    });
    assert.match(outcome, /^(unauthorized|forbidden)$/);
  });

  test(`${carrier}: a token that the carrier no longer takes is fetched anew, in whatever words it says so`, async (context) => {
    if (connectionOf(contract).auth.token === undefined) return context.skip("the carrier knows no tokens");
    const fields = Object.entries(contract.credential).map(([field, value]) => [field, `known ${value}`] as const);
    const credentials = { [carrier]: { ...Object.fromEntries(fields), ...fixedOf(contract) } };
    const hearFrom = async (port: number): Promise<number> => {
      // Behind the same address a carrier that remembers no token.
      const restarted = await startSimulator({ port, clock, seed: 7, speed, credentials });
      try {
        const credential = { name: "restarted" };
        const { outcome } = await hear(contract, [nextNumber(contract, "normal")], { at: restarted, credential });
        assert.equal(outcome, "info_received");
      } finally {
        await restarted.close();
      }
      return Number(new URL(restarted.url).port);
    };
    await hearFrom(await hearFrom(0));
  });

  test(`${carrier}: R-08 requests over a limit are refused as too many and counted, those within are not`, async () => {
    const strict = await startSimulator({
      port: 0,
      clock,
      seed: 7,
      speed,
      limits: { [carrier]: { windows: [{ calls: 3, seconds: 60 }] } },
    });
    try {
      const credential = { name: "strict" };
      const number = nextNumber(contract, "normal");
      const outcomes: string[] = [];
      while (outcomes.length < 5 && outcomes.at(-1) !== "throttled")
        outcomes.push((await hear(contract, [number], { at: strict, credential })).outcome);
      assert.equal(outcomes.at(-1), "throttled");
      const counted = strict.counts()[carrier];
      assert.deepEqual({ calls: counted?.calls, over: counted?.over }, { calls: 4, over: 1 });
      if (contract.limits.numbersPerCall > 1) {
        clock.advance(86_400_000);
        const many = Array.from({ length: contract.limits.numbersPerCall + 1 }, () => nextNumber(contract, "normal"));
        await hear(contract, many, { at: strict, credential: { name: "many" } });
        assert.equal(strict.counts()[carrier]?.over, 2, "one number more than a call may have");
      }
    } finally {
      await strict.close();
    }
  });

  test(`${carrier}: R-08 what we allow ourselves is not more than the carrier allows`, () => {
    const ours = connectionOf(contract).limits;
    const { windows, concurrent, numbersPerCall } = contract.limits;
    const paced = windowOf(ours.perSecond);
    for (const { calls, seconds } of windows) {
      const most = Math.ceil((seconds * 1_000) / paced.ms) * paced.calls;
      const inWindow = seconds <= 86_400 ? Math.min(most, ours.perDay ?? most) : most;
      assert.ok(inWindow <= calls, `${inWindow} of ${calls} in ${seconds} s`);
    }
    assert.ok(ours.concurrent <= concurrent);
    assert.ok(ours.batch <= numbersPerCall);
  });

  const documented = keysWithoutSample[carrier];
  if (documented !== undefined) {
    test(`${carrier}: answers have no key that the carrier's documented answers lack`, async () => {
      const known = new Set([...documented, ...(await keysOfSamples(carrier))]);
      const extra = new Set(heardBodies.filter(isJson).flatMap((body) => [...keyPaths(JSON.parse(body))]));
      assert.ok(extra.size > 5);
      assert.deepEqual(
        [...extra].filter((path) => !known.has(path)),
        [],
      );
    });
  }
}

test("contracts stand in the list once, in the order of their slugs", () => {
  const slugs = contracts.map(({ carrier }) => carrier);
  assert.deepEqual(slugs, [...new Set(slugs)].sort());
  assert.equal(contractBySlug("nobody"), undefined);
});

/** `a.b[].c` of everything in a JSON text. */
function keyPaths(value: unknown, path = ""): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...keyPaths(each, `${path}[]`)]));
  if (typeof value !== "object" || value === null) return new Set([path]);
  return new Set(Object.entries(value).flatMap(([key, each]) => [...keyPaths(each, `${path}.${key}`)]));
}

async function keysOfSamples(carrier: string): Promise<ReadonlySet<string>> {
  const samples = join(import.meta.dirname, "../src/carriers", carrier, "samples");
  const keys = new Set<string>();
  for await (const file of glob("*/*.json", { cwd: samples })) {
    const text = await readFile(join(samples, file), "utf8");
    if (/\/\d{3}\.json$/.test(file) && isJson(text)) for (const path of keyPaths(JSON.parse(text))) keys.add(path);
  }
  return keys;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
