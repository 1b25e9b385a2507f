/** `posthorn privacy`: a shopper's data, found, exported and erased at the operator's own terminal. Each use is in the audit log. */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable, openDatabase } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { minuteOf, type Io as Output, tableOf, withoutDatabaseUrl } from "#platform/terminal.ts";
import { eraseShopper } from "./erase-shopper.ts";
import { exportShopper } from "./export-shopper.ts";
import { type FoundShopper, findShopper } from "./find-shopper.ts";
import { type PrivacyRequest, reasonOf, reasonRule } from "./request.ts";

const usage = `Usage: posthorn privacy find --email ADDRESS --reason TEXT
       posthorn privacy export --email ADDRESS --reason TEXT [--out FILE]
       posthorn privacy erase --email ADDRESS --reason TEXT [--yes]

  What is kept about a shopper: what there is, all of it as JSON to be given to them, or none of it any more. Make sure first that
  it is them who asks. Who did it and why stands in the audit log, for good and without the address. Erasing asks for the address
  once more, or for --yes; when it breaks off, the same command again ends it. --out makes a file that only you can read.
  DATABASE_URL says which database; with POSTHORN_LINK_SECRET the export says whether the address is written to.`;

interface Io extends Output {
  /** Absent where nobody sits at a terminal. */
  readonly ask?: (question: string, isSecret: boolean) => Promise<string>;
}
interface Settings {
  readonly databaseUrl: string | null;
  readonly linkSecret: string | null;
}

/** @returns the exit code: 0 done, 1 there is nothing of this person, 2 it could not be done */
export async function privacyCommand(argv: readonly string[], io: Io, settings: Settings): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  if (settings.databaseUrl === null) {
    io.err(withoutDatabaseUrl);
    return 2;
  }
  const database = openDatabase({ url: settings.databaseUrl });
  try {
    return await act(wanted, { database, io, linkSecret: settings.linkSecret });
  } catch (error) {
    if (error instanceof DatabaseUnavailable) io.err(`${error.message} The same command again goes on.`);
    else if (isFileFault(error)) io.err(`The file was not written: ${error.message}`);
    else throw error;
    return 2;
  } finally {
    await database.close();
  }
}

/** The file is there already, or cannot be written. */
const isFileFault = (error: unknown): error is Error => error instanceof Error && "syscall" in error && "path" in error;

interface Wanted {
  readonly verb: "find" | "export" | "erase";
  readonly request: PrivacyRequest;
  readonly out: string | null;
  readonly isSure: boolean;
}
interface Around {
  readonly database: Database;
  readonly io: Io;
  readonly linkSecret: string | null;
}

async function act({ verb, request, out, isSure }: Wanted, { database, io, linkSecret }: Around): Promise<number> {
  const deps = { database, clock: systemClock, linkSecret };
  if (verb === "export") {
    const told = await exportShopper(deps, request);
    const text = JSON.stringify(told, null, 2);
    if (out === null) io.out(text);
    else await writeFile(out, `${text}\n`, { mode: 0o600, flag: "wx" });
    return told.account === null && told.orders.length + told.named_in_orders_of_others.length === 0 ? 1 : 0;
  }
  const found = await findShopper(deps, request);
  for (const line of linesOf(found)) io.out(line);
  const isNobody = !found.hasAccount && found.orders.length + found.namedIn.length === 0;
  if (verb === "find") return isNobody ? 1 : 0;
  if (!isSure && !(await isConfirmed(request, io))) return 2;
  // Though nothing was found: codes that were mailed to somebody who never came in are theirs, too.
  const { hadAccount, orders, namedIn } = await eraseShopper(deps, request);
  io.out(`Erased: ${hadAccount ? "the account, " : ""}${orders} orders, ${namedIn} addresses in others' orders.`);
  return isNobody ? 1 : 0;
}

async function isConfirmed({ email }: PrivacyRequest, io: Io): Promise<boolean> {
  if (io.ask === undefined) {
    io.err("Nobody sits here who could be asked. Nothing was erased; with --yes it is.");
    return false;
  }
  const typed = parseEmail(
    await io.ask("This cannot be undone. To erase all of this, type the address once more: ", false),
  );
  if (typed !== email) io.err("That is not the address. Nothing was erased.");
  return typed === email;
}

function linesOf({ hasAccount, orders, namedIn, parcels }: FoundShopper): readonly string[] {
  const row = (one: FoundShopper["orders"][number]): readonly string[] => [
    ...[minuteOf(one.createdAt), one.isOwn ? "followed by hand" : one.shop, one.reference ?? "–", one.id],
    `${one.parcels} parcels`,
  ];
  return [
    `${hasAccount ? "An account" : "No account"}, ${orders.length} orders, ${parcels} parcels.`,
    ...tableOf(orders.map(row)),
    ...(namedIn.length === 0 ? [] : ["The address stands in orders of others:", ...tableOf(namedIn.map(row))]),
  ];
}

/** What is wanted, or a sentence that says what is wrong. */
function readArguments(argv: readonly string[]): Wanted | string {
  const text = { type: "string" } as const;
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { email: text, reason: text, out: text, yes: { type: "boolean", default: false } },
    });
    const [verb = "", ...more] = positionals;
    if (more.length > 0 || !isVerb(verb)) return `There is no command "privacy ${positionals.join(" ")}".`;
    const email = parseEmail(values.email ?? "");
    if (email === null) return "--email is missing, or not one e-mail address.";
    const reason = reasonOf(values.reason ?? "");
    if (reason === null) return `--reason: ${reasonRule}`;
    if (values.out !== undefined && verb !== "export") return "--out is for export.";
    if (values.yes && verb !== "erase") return "--yes is for erase.";
    const request = { email, reason, who: "posthorn privacy" };
    return { verb, request, out: values.out ?? null, isSure: values.yes };
  } catch (cause) {
    return cause instanceof Error ? cause.message : "The options cannot be read.";
  }
}
const isVerb = (text: string): text is Wanted["verb"] => ["find", "export", "erase"].includes(text);
