/** `posthorn …`: the commands of a person at a terminal. Each command lives in its folder; this is only the list. */
import { identifyCommand } from "#carriers/identify/command.ts";
import { readCommand } from "#carriers/read-command.ts";
import { vapidCommand } from "#notifications/vapid-command.ts";

interface Io {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(line: string): void;
  err(line: string): void;
}

const usage = `Usage: posthorn <command>

  identify [<number>] [--company TEXT] [--country CC] [--json]
      Who carries this? Ranked candidates with reasons.
  identify --stdin
      The same for many: a JSON object {"number"?, "company"?, "country"?} per line.
  carriers read <carrier> --http-status 200 [--number N] < body
      What Posthorn understands of a carrier's answer, as JSON.
  vapid
      A new key pair for Web Push, as environment settings.
`;

const io: Io = {
  stdin: process.stdin,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};

process.exitCode = await command(process.argv.slice(2), io);

async function command(argv: readonly string[], to: Io): Promise<number> {
  const [first, second, ...rest] = argv;
  if (first === "identify") return identifyCommand([...argv.slice(1)], to);
  if (first === "carriers" && second === "read") return readCommand(rest, to);
  if (first === "vapid") return vapidCommand(to);
  if (first === undefined || first === "help" || first === "--help") {
    to.out(usage);
    return 0;
  }
  to.err(`There is no command "${argv.slice(0, 2).join(" ")}".\n\n${usage}`);
  return 2;
}
