/** `posthorn …`: the commands of a person at a terminal, or of a script. */
import { once } from "node:events";
import { stderr, stdin } from "node:process";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { type Io, runCommand } from "./run-command.ts";

const io: Io = {
  stdin,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void stderr.write(`${line}\n`),
  drained: async () => void (process.stdout.writableNeedDrain && (await once(process.stdout, "drain"))),
  interruption,
  ...(stdin.isTTY ? { ask } : {}),
  ...(stderr.isTTY ? { progress: (text: string) => void stderr.write(`\r\x1b[K${text}`) } : {}),
};

// Whoever reads us may stop before the end (`posthorn … | head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await runCommand(process.argv.slice(2), io, process.env);

/** The first Ctrl-C asks to end in good order; the next one ends. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  return stop.signal;
}

/** What is secret is not echoed: the terminal is quiet before the question stands there. */
async function ask(question: string, isSecret: boolean): Promise<string> {
  const output = isSecret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : stderr;
  const lines = createInterface({ input: stdin, output, terminal: true });
  stderr.write(question);
  try {
    return await lines.question("");
  } finally {
    lines.close();
    if (isSecret) stderr.write("\n");
  }
}
