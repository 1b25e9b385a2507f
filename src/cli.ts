/** `posthorn …`: the commands of a person at a terminal. Each command lives in its folder; this is only the list. */
import { once } from "node:events";
import { join } from "node:path";
import { stderr, stdin } from "node:process";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { auditCommand, peopleCommand } from "#accounts/people-command.ts";
import { connections } from "#carriers/connections.ts";
import { identifyCommand } from "#carriers/identify/command.ts";
import { readCommand } from "#carriers/read-command.ts";
import {
  ConfigError,
  inspectConfig,
  readCredentialSettings,
  readDatabaseUrl,
  readPublicUrl,
  readLinkSettings,
  readTemplatesDirectory,
} from "#config.ts";
import { type CarriersSettings, carriersCommand } from "#connections/carriers-command.ts";
import { doctorCommand } from "#doctor/doctor-command.ts";
import { importCommand } from "#imports/import-command.ts";
import { forecast } from "#intake/forecast.ts";
import { checkCommand } from "#integration/command.ts";
import { mailEventsCommand } from "#notifications/mail-events-command.ts";
import { messageCommand } from "#notifications/message-command.ts";
import { vapidCommand } from "#notifications/vapid-command.ts";
import { merchantCommand } from "#orders/merchant-command.ts";
import { systemClock } from "#platform/clock.ts";
import { keysCommand } from "#platform/keys-command.ts";
import { createLog } from "#platform/log.ts";
import type { Io as TerminalIo } from "#platform/terminal.ts";
import { exportCommand } from "#shipments-api/export-command.ts";
import { trackCommand } from "#shipments-api/track-command.ts";

interface Io extends TerminalIo {
  readonly stdin: AsyncIterable<Buffer | string>;
  /** Resolves when the standard output has room for more. */
  drained(): Promise<void>;
  /** One line that is written over and over; absent where nobody looks at a terminal. */
  readonly progress?: (text: string) => void;
  /** Absent where nobody sits at a terminal. */
  readonly ask?: (question: string, isSecret: boolean) => Promise<string>;
}

const usage = `Usage: posthorn <command>

  identify [<number>] [--company TEXT] [--country CC] [--json]
      Who carries this? Ranked candidates with reasons.
  identify --stdin
      The same for many: a JSON object {"number"?, "company"?, "country"?} per line.
  carriers read <carrier> --http-status 200 [--number N] < body
      What Posthorn understands of a carrier's answer, as JSON.
  carriers list | connect | test | push | disconnect [<connection>] [--merchant ID]
      The carriers' credentials of the installation, or of a merchant: which there are, entering, trying, where the carrier
      sends its news, removing.
  keys list | rotate | give-up
      The master keys that credentials are sealed with (POSTHORN_MASTER_KEY).
  merchant create NAME [--support-email ADDRESS] [--website URL] [--test] [--admin]
      A shop and its first API key, in the database that DATABASE_URL names.
  merchant key MERCHANT [--test] [--admin]
      A further key for a shop.
  people add | link | remove | list [--email ADDRESS] [--operator] [--merchant ID --role ROLE]
      Who may come into the portal: lets somebody in and prints a link that opens it once.
  audit
      Is the log of what people did whole?
  check --merchant ID [--order ID | --capture ID | --shipment ID | --since 7d] [--test] [--json]
      Is what a merchant sent right? Findings with what to do; the exit code says whether there are any.
  import FILE --merchant ID [--columns a=b,...] [--country CC] [--locale xx-XX] [--dry-run] [--from-line N] [--test] [--json]
      A CSV file of orders and their parcels; sent again, nothing is doubled.
  export --merchant ID [--since 30d] [--status X] [--test] [--format csv|ndjson]
      All shipments of a merchant.
  track NUMBER --merchant ID [--test] [--json]
      What is known of a number: status, carrier, when we knew, what is planned next, the history.
  doctor [--json]
      Is this installation well? Each line: ok, warning or problem, with what to do. With the environment of serve.
  message preview --kind KIND [--language CODE] [--merchant ID] [--html | --text]
      A mail with sample data, by our template or a merchant's (POSTHORN_TEMPLATES).
  mail-events [lift] < message
      Takes a bounce or a spam report, as a mail server sends them: nothing more is sent to that address, until it is lifted.
  vapid
      A new key pair for Web Push, as environment settings.
`;

const migrations = join(import.meta.dirname, "migrations");

const io: Io = {
  stdin,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void stderr.write(`${line}\n`),
  drained: async () => void (process.stdout.writableNeedDrain && (await once(process.stdout, "drain"))),
  ...(stdin.isTTY ? { ask } : {}),
  ...(stderr.isTTY ? { progress: (text: string) => void stderr.write(`\r\x1b[K${text}`) } : {}),
};

// Whoever reads us may stop before the end (`posthorn … | head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await command(process.argv.slice(2), io);

async function command(argv: readonly string[], to: Io): Promise<number> {
  const [first, second, ...rest] = argv;
  if (first === "identify") return identifyCommand([...argv.slice(1)], to);
  if (first === "carriers" && second === "read") return readCommand(rest, to);
  if (first === "carriers") return carriersCommand(argv.slice(1), to, () => credentialSettings(to));
  if (first === "keys") return keysCommand(argv.slice(1), to, () => credentialSettings(to));
  if (first === "merchant") return merchantCommand(argv.slice(1), to, readDatabaseUrl(process.env));
  const portal = { databaseUrl: readDatabaseUrl(process.env), publicBaseUrl: readPublicUrl(process.env) };
  if (first === "people") return peopleCommand(argv.slice(1), to, portal);
  if (first === "audit") return auditCommand(to, portal);
  if (first === "check") return checkCommand(argv.slice(1), to, readDatabaseUrl(process.env));
  if (first === "import")
    return importCommand(argv.slice(1), { ...to, interrupted: interruption() }, { ...linkAndDatabase(), forecast });
  if (first === "export") return exportCommand(argv.slice(1), to, readDatabaseUrl(process.env));
  if (first === "track") return trackCommand(argv.slice(1), to, linkAndDatabase());
  if (first === "doctor") return doctorCommand(argv.slice(1), to, patient(), { clock: systemClock, migrations });
  if (first === "message") return messageCommand(argv.slice(1), to, readTemplatesDirectory(process.env));
  if (first === "mail-events") return mailEventsCommand(argv.slice(1), to, () => credentialSettings(to));
  if (first === "vapid") return vapidCommand(to);
  if (first === undefined || first === "help" || first === "--help") {
    to.out(usage);
    return 0;
  }
  to.err(`There is no command "${argv.slice(0, 2).join(" ")}".\n\n${usage}`);
  return 2;
}

function wantedConnections() {
  return connections.map(({ slug, auth }) => ({ slug, fields: auth.fields }));
}

/** Plain http is no fault of the settings here: the doctor has words of its own for it. */
function patient() {
  return inspectConfig(process.env, wantedConnections(), { insecureHttp: true });
}

function linkAndDatabase() {
  return { ...readLinkSettings(process.env), databaseUrl: readDatabaseUrl(process.env) };
}

/** The first Ctrl-C asks to end in good order; the next one ends. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  return stop.signal;
}

/** For commands that touch credentials: the database, the master keys, and what the environment connects by itself. */
function credentialSettings(to: Io): CarriersSettings | null {
  const databaseUrl = readDatabaseUrl(process.env);
  if (databaseUrl === null) {
    to.err("DATABASE_URL is missing or not a URL: postgres://user:password@host/database");
    return null;
  }
  try {
    return {
      ...readCredentialSettings(process.env, wantedConnections()),
      databaseUrl,
      log: createLog({ level: "error" }),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) to.err(problem);
    return null;
  }
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
