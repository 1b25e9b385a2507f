/** `posthorn identify`: who carries this, for a person or for a file of many lines. */
import { parseArgs } from "node:util";
import { readJson } from "#carriers/json.ts";
import { countryCode } from "#carriers/places.ts";
import { type Candidate, identify, mistypedFormats } from "./identify.ts";

interface Io {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(line: string): void;
  err(line: string): void;
}

const usage = `Usage: posthorn identify [<number>] [--company TEXT] [--country CC] [--origin CC] [--postcode TEXT] [--json]
       posthorn identify --stdin   (a JSON object {"number"?, "company"?, "country"?, "origin"?, "postcode"?} per line)

--country and --postcode are the receiver's, --origin is where the shop sends from.`;

/** Exit code: 0, or 2 for a wrong call. */
export async function identifyCommand(argv: readonly string[], io: Io): Promise<number> {
  const options = {
    company: { type: "string" },
    country: { type: "string" },
    origin: { type: "string" },
    postcode: { type: "string" },
    json: { type: "boolean" },
    stdin: { type: "boolean" },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : "The options cannot be read."}\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.stdin) {
    const { stdin: _, json: __, ...others } = values;
    if (positionals.length > 0 || Object.keys(others).length > 0) {
      io.err(`With --stdin, numbers and names come in the lines.\n${usage}`);
      return 2;
    }
    for await (const line of linesOf(io.stdin)) io.out(answerLine(line));
    return 0;
  }
  if (positionals.length > 1) {
    io.err(`One number at a time; put it in quotes when it has blanks: "${positionals.join(" ")}".\n${usage}`);
    return 2;
  }
  if (positionals.length === 0 && values.company === undefined) {
    io.err(usage);
    return 2;
  }
  for (const name of ["country", "origin"] as const) {
    const country = values[name];
    if (country !== undefined && countryCode(country) === undefined) {
      io.err(`--${name} wants a country's two letters, like DE, not "${country}".`);
      return 2;
    }
  }
  const [number] = positionals;
  const { company, country, origin, postcode } = values;
  const candidates = identify({ number, company, country, origin, postcode });
  if (values.json) io.out(JSON.stringify({ candidates }));
  else for (const line of forPeople(candidates, number ?? "")) io.out(line);
  return 0;
}

/** Longer than any sensible line; what follows of a longer one is not kept. */
const maxLine = 1_000_000;

/**
 * The lines of a stream, split at line feeds only: JSON texts may hold U+2028, at which `node:readline` splits too. Every line
 * gives one, blank ones as well; a last line feed ends the last line and begins no other.
 */
async function* linesOf(stdin: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stdin) {
    const lines = (rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))).split("\n");
    rest = (lines.pop() ?? "").slice(0, maxLine);
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

function answerLine(line: string): string {
  const json = readJson(line);
  if (json.kind !== "value" || typeof json.value !== "object" || json.value === null || Array.isArray(json.value)) {
    return JSON.stringify({
      candidates: [],
      error: 'This line is not a JSON object like {"number":"…","company":"…","country":"DE"}.',
    });
  }
  const said = new Map(Object.entries(json.value));
  const text = (key: string): string | null => {
    const value = said.get(key);
    return typeof value === "string" || typeof value === "number" ? String(value) : null;
  };
  if (text("number") === null && text("company") === null)
    return JSON.stringify({ candidates: [], error: 'This line names neither a "number" nor a "company".' });
  return JSON.stringify({
    candidates: identify({
      number: text("number"),
      company: text("company"),
      country: text("country"),
      origin: text("origin"),
      postcode: text("postcode"),
    }),
  });
}

/** Less doubt than this is not worth a line, less chance than that not one of its own. */
const [doubtMin, chanceMin] = [0.1, 0.05];

function forPeople(candidates: readonly Candidate[], number: string): readonly string[] {
  if (candidates.length === 0) {
    const mistyped = misspelt(number);
    return ["Nobody is likely.", ...(mistyped.length > 0 ? mistyped : [moreHelps])];
  }
  const [likely, others] = [
    candidates.filter(({ probability }, at) => at === 0 || probability >= chanceMin),
    candidates.filter(({ probability }, at) => at > 0 && probability < chanceMin),
  ];
  const lines = likely.map(
    ({ code, name, probability, reasons }) =>
      `${percent(probability)}  ${name} (${code})\n${reasons.map((reason) => `       ${reason}`).join("\n")}`,
  );
  if (others.length > 0)
    lines.push(`  < ${percent(chanceMin).trim()} each: ${others.map(({ code }) => code).join(", ")}`);
  const doubt = 1 - candidates.reduce((sum, { probability }) => sum + probability, 0);
  return doubt < doubtMin ? lines : [...lines, `${percent(doubt)}  somebody else`];
}

const moreHelps =
  "No form of number that Posthorn knows fits, or too many fit alike. What else is known may help: --company, --country.";

const percent = (share: number): string => `${String(Math.round(share * 100)).padStart(3)} %`;

const misspelt = (number: string): readonly string[] =>
  mistypedFormats(number).map(
    (format) => `It has the form of ${format}, but the check digit is wrong: is a character mistyped?`,
  );
