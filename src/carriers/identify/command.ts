/** `posthorn identify`: who carries this, for a person or for a file of many lines. */
import { parseArgs } from "node:util";
import { readJson } from "#carriers/json.ts";
import { countryCode } from "#carriers/places.ts";
import { type Candidate, identify } from "./identify.ts";

interface Io {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(line: string): void;
  err(line: string): void;
}

const usage = `Usage: posthorn identify [<number>] [--company TEXT] [--country CC] [--json]
       posthorn identify --stdin   (a JSON object {"number"?, "company"?, "country"?} per line)`;

/** Exit code: 0, or 2 for a wrong call. */
export async function identifyCommand(argv: readonly string[], io: Io): Promise<number> {
  const options = {
    company: { type: "string" },
    country: { type: "string" },
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
    if (positionals.length > 0 || values.company !== undefined || values.country !== undefined) {
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
  const country = values.country === undefined ? undefined : countryCode(values.country);
  if (values.country !== undefined && country === undefined) {
    io.err(`--country wants a country's two letters, like DE, not "${values.country}".`);
    return 2;
  }
  const candidates = identify({ number: positionals[0], company: values.company, country });
  if (values.json) io.out(JSON.stringify({ candidates }));
  else if (candidates.length === 0) io.out("Nobody is likely.");
  else for (const candidate of candidates) io.out(forPeople(candidate));
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
  return JSON.stringify({
    candidates: identify({ number: text("number"), company: text("company"), country: text("country") }),
  });
}

function forPeople({ code, name, probability, reasons }: Candidate): string {
  return `${String(Math.round(probability * 100)).padStart(3)} %  ${name} (${code})\n${reasons.map((reason) => `       ${reason}`).join("\n")}`;
}
