/** `posthorn doctor`: is this installation well? Each line says what was looked at, and where something is wrong what to do. */
import { parseArgs } from "node:util";
import { type Io, oneLine, tableOf } from "#platform/terminal.ts";
import { type ExamineDeps, examine, type Patient } from "./examine.ts";
import { type Finding, worst } from "./findings.ts";

const usage = `Usage: posthorn doctor [--json]

  Looks at the settings, the mail server, the database and what lies there, with the environment of \`npm run serve\`; changes
  nothing and shows no secret. Ends with 0: all is well; 1: there are warnings; 2: there are problems.`;

const codes = { ok: 0, warning: 1, problem: 2 } as const;

/** @returns the exit code: 0 well, 1 warnings, 2 problems */
export async function doctorCommand(
  argv: readonly string[],
  io: Io,
  patient: Patient,
  deps: ExamineDeps,
): Promise<number> {
  let isJson = false;
  try {
    isJson = parseArgs({ args: [...argv], options: { json: { type: "boolean" } } }).values.json === true;
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : "These arguments are not understood."}\n\n${usage}`);
    return 2;
  }
  const findings = await examine(patient, deps);
  const verdict = worst(findings);
  if (isJson) io.out(JSON.stringify({ verdict, findings }, null, 2));
  else for (const line of linesOf(findings)) io.out(line);
  return codes[verdict];
}

function linesOf(findings: readonly Finding[]): readonly string[] {
  const heads = tableOf(findings.map(({ level, about, says }) => [level, about, says]));
  return findings.flatMap(({ advice }, at) => [
    heads[at] ?? "",
    ...(advice === null ? [] : [`         → ${oneLine(advice)}`]),
  ]);
}
