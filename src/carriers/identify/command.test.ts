/** `posthorn identify`: what a person reads, and one line for each line of a file. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { identifyCommand } from "./command.ts";

async function run(argv: readonly string[], ...chunks: readonly (string | Buffer)[]) {
  const [out, err]: [string[], string[]] = [[], []];
  async function* stdin() {
    yield* chunks;
  }
  const code = await identifyCommand(argv, {
    stdin: stdin(),
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out, err: err.join("\n") };
}
const first = (line: string | undefined): string | undefined => JSON.parse(line ?? "{}").candidates?.[0]?.code;

test("a number of nobody's is told so, with what may help; a line that names nothing is an error of its own", async () => {
  assert.match((await run(["123456789012"])).out.join("\n"), /^Nobody is likely\.\n.*--company, --country\.$/);
  const { code, out } = await run(["--stdin"], '{"nummer":"1Z999AA10123456784"}');
  assert.equal(code, 0);
  assert.match(JSON.parse(out.join()).error, /neither a "number" nor a "company"/);
});

test("a number is told with the carrier's name, how sure we are, and why", async () => {
  const { code, out } = await run(["1Z999AA10123456784"]);
  assert.equal(code, 0);
  assert.match(
    out.join("\n"),
    /^100 % {2}UPS \(ups\)\n {7}The number has the form of UPS 1Z, with a right check digit\.$/,
  );
  assert.equal((await run(["asdf"])).out[0], "Nobody is likely.");
});

test("as JSON: candidates with code, name, probability and reasons, best first, empty where nobody is likely", async () => {
  const { out } = await run(["--company", "Deutsche Post DHL", "--country", "de", "--json"]);
  const { candidates } = JSON.parse(out.join());
  assert.deepEqual(Object.keys(candidates[0]), ["code", "name", "probability", "reasons"]);
  assert.equal(candidates[0].code, "dhl-germany");
  assert.deepEqual((await run(["--company", "free shipping", "--json"])).out, ['{"candidates":[]}']);
});

test("a file: one line out for each line in, whatever stands there and however it is cut into pieces", async () => {
  const lines = [
    '{"number":"1Z999AA10123456784"}',
    '{"company":"UPS Ground (USD)","country":"US"}\r',
    "",
    "not json",
    "[1]",
    '{"number":12345}',
    '{"company":null,"number":null}',
    '{"company":"DHL\u2028Paket"}',
    `{"company":"${"x".repeat(50_000)}"}`,
    '{"number":"00340434161094015902"}',
  ];
  const bytes = Buffer.from(`${lines.join("\n")}\n`);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7));
  const { code, out } = await run(["--stdin"], ...pieces);
  assert.equal(code, 0);
  assert.equal(out.length, lines.length);
  assert.deepEqual([first(out[0]), first(out[1]), first(out[9])], ["ups", "ups", "dhl-germany"]);
  for (const line of out) assert.ok(Array.isArray(JSON.parse(line).candidates));
  assert.match(JSON.parse(out[3] ?? "").error, /not a JSON object/);
  assert.equal(JSON.parse(out[8] ?? "").error, undefined, "a long line is a line");
});

test("a wrong call is told with what is right, and exits 2", async () => {
  for (const argv of [[], ["1", "2"], ["--country", "Atlantis", "1"], ["--stdin", "1"], ["--unknown"]]) {
    const { code, err } = await run(argv);
    assert.equal(code, 2, argv.join(" "));
    assert.match(err, /posthorn identify|two letters/);
  }
});

test("a number that is right but for its check digit is told to be mistyped; doubt and crowds have a line", async () => {
  assert.deepEqual((await run(["1Z999AA10123456785"])).out, [
    "Nobody is likely.",
    "It has the form of UPS 1Z, but the check digit is wrong: is a character mistyped?",
  ]);
  const { out } = await run(["423475729485"]);
  assert.match(out.at(-1) ?? "", /^ \d\d % {2}somebody else$/);
  assert.match((await run(["--company", "DPD"])).out.join("\n"), /< 5 % each: .*dpd-de/);
});

test("origin and postcode are told as options and in lines", async () => {
  const number = "PQ4F6P0704104480128013T";
  const one = await run([number, "--origin", "ES", "--postcode", "28013", "--json"]);
  assert.match(one.out.join(), /the receiver's postcode.*at home in ES/);
  const many = await run(["--stdin"], JSON.stringify({ number, origin: "ES", postcode: 28013 }));
  assert.deepEqual(many.out, one.out);
  assert.match((await run([number, "--origin", "Atlantis"])).err, /--origin wants a country's two letters/);
  assert.equal((await run(["--stdin", "--origin", "ES"])).code, 2);
});
