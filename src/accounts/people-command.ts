/** `posthorn people` and `posthorn audit`: who may come into the portal, from the operator's own terminal; and whether the log is whole. */
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { type Database, openDatabase } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { isUuid } from "#platform/ids.ts";
import { verifyAudit } from "./audit.ts";
import { isRole, type Role, roles } from "./roles.ts";
import { printLink } from "./sessions.ts";
import { endPerson, listPeople, personByEmail, shopName } from "./store.ts";
import { letIn } from "./team.ts";

const usage = `Usage: posthorn people add --email ADDRESS [--operator] [--merchant ID --role ${roles.join("|")}] [--base-url URL]
       posthorn people link --email ADDRESS [--base-url URL]
       posthorn people remove --email ADDRESS
       posthorn people list

  Lets somebody into the portal and prints a link that opens it once, within an hour. Afterwards they sign in by mail and with a
  second factor. --operator: of the whole installation; --merchant with --role: of a shop. There is no account before the first one.
  DATABASE_URL says which database; POSTHORN_PUBLIC_URL or --base-url where the portal is.`;

interface Io {
  out(line: string): void;
  err(line: string): void;
}
interface Settings {
  readonly databaseUrl: string | null;
  readonly publicBaseUrl: string | null;
}

/** Who it was, in the audit log. */
const who = "posthorn people";

/** @returns the exit code: 0 done, 1 there is no such person or shop, 2 wrong usage or no database */
export async function peopleCommand(argv: readonly string[], io: Io, settings: Settings): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  const publicBaseUrl = wanted.baseUrl ?? settings.publicBaseUrl;
  if (["add", "link"].includes(wanted.verb) && publicBaseUrl === null) {
    io.err("POSTHORN_PUBLIC_URL is missing, and --base-url, too: where is the portal?");
    return 2;
  }
  return withDatabase(io, settings, (database) => act(wanted, { database, io, publicBaseUrl: publicBaseUrl ?? "" }));
}

interface Wanted {
  readonly verb: "add" | "link" | "remove" | "list";
  readonly email: string;
  readonly isOperator: boolean;
  readonly shop: { readonly merchantId: string; readonly role: Role } | null;
  readonly baseUrl: string | null;
}

async function act(
  { verb, email, isOperator, shop }: Wanted,
  { database, io, publicBaseUrl }: { readonly database: Database; readonly io: Io; readonly publicBaseUrl: string },
): Promise<number> {
  const deps = { database, clock: systemClock, publicBaseUrl };
  if (verb === "list") {
    for (const one of await database.forSystem("people", (tx) => listPeople(tx)))
      io.out([one.email, one.isOperator ? "operator" : "", ...one.shops].filter((part) => part !== "").join("  "));
    return 0;
  }
  if (verb === "add") {
    const name = shop === null ? null : await database.forSystem("a shop", (tx) => shopName(tx, shop.merchantId));
    if (name === undefined) {
      io.err("There is no merchant with this id.");
      return 1;
    }
    await letIn(deps, who, { email, isOperator, shop });
  }
  const person = await database.forSystem("a person", (tx) => personByEmail(tx, email));
  if (person === undefined) {
    io.err("There is nobody with this address: posthorn people add --email …");
    return 1;
  }
  if (verb === "remove") {
    await database.forSystem("a person's end", (tx) => endPerson(tx, person.id, systemClock.now()));
    io.out(`${email} does not come in any more; open sessions have ended.`);
    return 0;
  }
  io.out(`Open this once, within an hour: ${await printLink(deps, person.id)}`);
  return 0;
}

/** What is wanted, or a sentence that says what is wrong. */
function readArguments(argv: readonly string[]): Wanted | string {
  const text = { type: "string" } as const;
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        email: text,
        operator: { type: "boolean", default: false },
        merchant: text,
        role: text,
        "base-url": text,
      },
    });
    const [verb = "", ...more] = positionals;
    if (more.length > 0 || !isVerb(verb)) return `There is no command "people ${positionals.join(" ")}".`;
    const email = parseEmail(values.email ?? "");
    if (verb !== "list" && email === null) return "--email is missing, or not one e-mail address.";
    const { merchant, role = "owner", operator: isOperator, "base-url": baseUrl = null } = values;
    if (merchant !== undefined && !isUuid(merchant))
      return "--merchant is the id that `posthorn merchant create` printed.";
    if (!isRole(role)) return `--role is one of ${roles.join(", ")}.`;
    if (verb === "add" && !isOperator && merchant === undefined)
      return "Where may they go? --operator, or --merchant ID with --role.";
    if (baseUrl !== null && !/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? "")) return "--base-url is not a URL.";
    const shop = merchant === undefined ? null : { merchantId: merchant.toLowerCase(), role };
    return { verb, email: email ?? "", isOperator, shop, baseUrl };
  } catch (cause) {
    return cause instanceof Error ? cause.message : "The options cannot be read.";
  }
}
const isVerb = (text: string): text is Wanted["verb"] => ["add", "link", "remove", "list"].includes(text);

/** `posthorn audit`. @returns 0: every chain holds, 1: one is broken, 2: it could not be read */
export function auditCommand(io: Io, settings: Settings): Promise<number> {
  return withDatabase(io, settings, async (database) => {
    const { chains, rows, broken } = await verifyAudit(database);
    for (const { chain, sequence, why } of broken) io.err(`Chain ${chain}, row ${sequence}: ${why}`);
    io.out(`${rows} rows in ${chains} chains: ${broken.length === 0 ? "all hold" : `${broken.length} broken`}.`);
    return broken.length === 0 ? 0 : 1;
  });
}

async function withDatabase(
  io: Io,
  { databaseUrl }: Settings,
  work: (database: Database) => Promise<number>,
): Promise<number> {
  if (databaseUrl === null) {
    io.err("DATABASE_URL is missing or not a URL: postgres://user:password@host/database");
    return 2;
  }
  const database = openDatabase({ url: databaseUrl });
  try {
    return await work(database);
  } catch (error) {
    io.err(`That did not work: ${error instanceof Error ? error.message : "unknown"}`);
    return 2;
  } finally {
    await database.close();
  }
}
