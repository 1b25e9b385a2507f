/** `posthorn …`: the commands of a person at a terminal. Each command lives in its folder; this is only the list. */
import { identifyCommand } from "#carriers/identify/command.ts";
import { readCommand } from "#carriers/read-command.ts";
import { readDatabaseUrl } from "#config.ts";
import { vapidCommand } from "#notifications/vapid-command.ts";
import { merchantCommand } from "#orders/merchant-command.ts";

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
  merchant create NAME [--support-email ADDRESS] [--website URL] [--test]
      A shop and its first API key, in the database that DATABASE_URL names.
  vapid
      A new key pair for Web Push, as environment settings.
`;

const io: Io = {
  stdin: process.stdin,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};

// Whoever reads us may stop before the end (`posthorn … | head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await command(process.argv.slice(2), io);

async function command(argv: readonly string[], to: Io): Promise<number> {
  const [first, second, ...rest] = argv;
  if (first === "identify") return identifyCommand([...argv.slice(1)], to);
  if (first === "carriers" && second === "read") return readCommand(rest, to);
  if (first === "merchant") return merchantCommand(argv.slice(1), to, readDatabaseUrl(process.env));
  if (first === "vapid") return vapidCommand(to);
  if (first === undefined || first === "help" || first === "--help") {
    to.out(usage);
    return 0;
  }
  to.err(`There is no command "${argv.slice(0, 2).join(" ")}".\n\n${usage}`);
  return 2;
}
