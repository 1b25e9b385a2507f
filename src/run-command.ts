/** Which command is meant: each lives in its folder and gets what it needs of the environment. What there is stands in `commands.ts`. */
import { join } from "node:path";
import { auditCommand, peopleCommand } from "#accounts/people-command.ts";
import { connections } from "#carriers/connections.ts";
import { identifyCommand } from "#carriers/identify/command.ts";
import { readCommand } from "#carriers/read-command.ts";
import {
  ConfigError,
  inspectConfig,
  readCheckMail,
  readCredentialSettings,
  readDatabaseUrl,
  readLinkSettings,
  readMailFrom,
  readTemplatesDirectory,
} from "#config.ts";
import { type CarriersSettings, carriersCommand } from "#connections/carriers-command.ts";
import { doctorCommand } from "#doctor/doctor-command.ts";
import { importCommand } from "#imports/import-command.ts";
import { forecast } from "#intake/forecast.ts";
import { checkMailCommand } from "#integration/check-mail-command.ts";
import { checkCommand } from "#integration/command.ts";
import { mailEventsCommand } from "#notifications/mail-events-command.ts";
import { messageCommand } from "#notifications/message-command.ts";
import { vapidCommand } from "#notifications/vapid-command.ts";
import { merchantCommand } from "#orders/merchant-command.ts";
import { systemClock } from "#platform/clock.ts";
import { keysCommand } from "#platform/keys-command.ts";
import { createLog } from "#platform/log.ts";
import { addressOf } from "#platform/mail.ts";
import { type Io as TerminalIo, withoutDatabaseUrl } from "#platform/terminal.ts";
import { privacyCommand } from "#privacy/command.ts";
import { exportCommand } from "#shipments-api/export-command.ts";
import { trackCommand } from "#shipments-api/track-command.ts";
import { usage } from "./commands.ts";
import { completionCommand } from "./completion.ts";

export interface Io extends TerminalIo {
  readonly stdin: AsyncIterable<Buffer | string>;
  /** Resolves when the standard output has room for more. */
  drained(): Promise<void>;
  /** One line that is written over and over; absent where nobody looks at a terminal. */
  readonly progress?: (text: string) => void;
  /** From now on the first Ctrl-C asks to end in good order; the next one ends. */
  interruption(): AbortSignal;
  /** Absent where nobody sits at a terminal. */
  readonly ask?: (question: string, isSecret: boolean) => Promise<string>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const migrations = join(import.meta.dirname, "migrations");

/** @returns the exit code; 2 for a command that there is none of */
export async function runCommand(argv: readonly string[], to: Io, environment: Environment): Promise<number> {
  const [first, second, ...rest] = argv;
  if (first === "identify") return identifyCommand([...argv.slice(1)], to);
  if (first === "carriers" && second === "read") return readCommand(rest, to);
  if (first === "carriers") return carriersCommand(argv.slice(1), to, () => credentialSettings(to, environment));
  if (first === "keys") return keysCommand(argv.slice(1), to, () => credentialSettings(to, environment));
  if (first === "merchant") return merchantCommand(argv.slice(1), to, readDatabaseUrl(environment));
  if (first === "people") return peopleCommand(argv.slice(1), to, linkAndDatabase(environment));
  if (first === "audit") return auditCommand(to, linkAndDatabase(environment));
  if (first === "privacy") return privacyCommand(argv.slice(1), to, linkAndDatabase(environment));
  if (first === "check") return checkCommand(argv.slice(1), to, linkAndDatabase(environment));
  if (first === "check-mail") return checkMailCommand(argv.slice(1), to, checkMailSettings(environment));
  if (first === "import")
    return importCommand(
      argv.slice(1),
      { ...to, interrupted: to.interruption() },
      { ...linkAndDatabase(environment), forecast },
    );
  if (first === "export") return exportCommand(argv.slice(1), to, readDatabaseUrl(environment));
  if (first === "track") return trackCommand(argv.slice(1), to, linkAndDatabase(environment));
  if (first === "doctor")
    return doctorCommand(argv.slice(1), to, patient(environment), { clock: systemClock, migrations });
  if (first === "message") return messageCommand(argv.slice(1), to, readTemplatesDirectory(environment));
  if (first === "mail-events") return mailEventsCommand(argv.slice(1), to, () => credentialSettings(to, environment));
  if (first === "vapid") return vapidCommand(to);
  if (first === "completion") return completionCommand(argv.slice(1), to);
  if (first === undefined || first === "help" || first === "--help") {
    to.out(usage());
    return 0;
  }
  to.err(`There is no command "${argv.slice(0, 2).join(" ")}".\n\n${usage()}`);
  return 2;
}

function wantedConnections() {
  return connections.map(({ slug, auth }) => ({ slug, fields: auth.fields }));
}

/** Plain http is no fault of the settings here: the doctor has words of its own for it. */
function patient(environment: Environment) {
  return inspectConfig(environment, wantedConnections(), { insecureHttp: true });
}

function linkAndDatabase(environment: Environment) {
  return { ...readLinkSettings(environment), databaseUrl: readDatabaseUrl(environment) };
}

function checkMailSettings(environment: Environment) {
  const own = addressOf(readMailFrom(environment));
  return {
    databaseUrl: readDatabaseUrl(environment),
    checkMail: readCheckMail(environment),
    ownAddresses: own === null ? [] : [own],
  };
}

/** For commands that touch credentials: the database, the master keys, and what the environment connects by itself. */
function credentialSettings(to: Io, environment: Environment): CarriersSettings | null {
  const databaseUrl = readDatabaseUrl(environment);
  if (databaseUrl === null) {
    to.err(withoutDatabaseUrl);
    return null;
  }
  try {
    return {
      ...readCredentialSettings(environment, wantedConnections()),
      databaseUrl,
      log: createLog({ level: "error" }),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) to.err(problem);
    return null;
  }
}
