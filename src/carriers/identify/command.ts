/** `posthorn identify`: who carries this, for a person or for a file of many lines. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
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
    for await (const line of createInterface({ input: Readable.from(io.stdin), crlfDelay: Number.POSITIVE_INFINITY }))
      io.out(answerLine(line));
    return 0;
  }
  if (positionals.length > 1 || (positionals.length === 0 && values.company === undefined)) {
    io.err(usage);
    return 2;
  }
  const candidates = identify({ number: positionals[0], company: values.company, country: values.country });
  if (values.json) io.out(JSON.stringify({ candidates }));
  else if (candidates.length === 0) io.out("Nobody is likely.");
  else for (const candidate of candidates) io.out(forPeople(candidate));
  return 0;
}

function answerLine(line: string): string {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said !== "object" || said === null || Array.isArray(said)) throw new TypeError("not an object");
    const text = (key: string): string | null => {
      const value = (said as Record<string, unknown>)[key]; // an object, checked above
      return typeof value === "string" || typeof value === "number" ? String(value) : null;
    };
    return JSON.stringify({
      candidates: identify({ number: text("number"), company: text("company"), country: text("country") }),
    });
  } catch {
    return JSON.stringify({
      candidates: [],
      error: 'This line is not a JSON object like {"number":"…","company":"…","country":"DE"}.',
    });
  }
}

function forPeople({ code, name, probability, reasons }: Candidate): string {
  return `${String(Math.round(probability * 100)).padStart(3)} %  ${name} (${code})\n${reasons.map((reason) => `       ${reason}`).join("\n")}`;
}
