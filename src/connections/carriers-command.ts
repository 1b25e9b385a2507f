/** `posthorn carriers list | connect | test | push | disconnect`: what an operator does to carriers. Secrets come by prompt or standard input (K-04). */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Carrier, CredentialField } from "#carriers/carrier.ts";
import { connectionBySlug, connections } from "#carriers/connections.ts";
import { didYouMean } from "#carriers/connections-meant.ts";
import { pushAddressOf } from "#carriers/push-address.ts";
import type { Credential } from "#carriers/runner.ts";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { createEgress } from "#platform/egress.ts";
import { isUuid } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import { createVault, type MasterKey, SealBroken, VaultClosed } from "#platform/vault.ts";
import {
  type ConnectDeps,
  connectCarrier,
  disconnectCarrier,
  inScope,
  openCredential,
  testConnection,
  usualName,
} from "./connect-carrier.ts";
import { isAccount, readFields } from "./fields.ts";
import { type CredentialRow, type Environment, readCredentials, type Which } from "./store.ts";
import { type Verdict, verifyCredential } from "./verify-credential.ts";

const usage = `Usage: posthorn carriers list [--merchant ID]
       posthorn carriers connect <connection> [--merchant ID] [--name NAME] [--field name=value …]
                                 [--test-environment | --base-url URL] [< secrets.json]
       posthorn carriers test <connection> [--merchant ID] [--name NAME]
       posthorn carriers push <connection> [--merchant ID] [--name NAME]
       posthorn carriers disconnect <connection> [--merchant ID] [--name NAME]
       posthorn carriers read <connection> --http-status 200 [--number N] < body

  push shows the address to which the carrier shall send its news, and where to enter it there.
  Without --merchant it is about the whole installation. --name tells several accounts of one owner apart.
  Secrets are asked for; where there is no terminal they are read from the standard input as a JSON object of fields.
  --field takes only what is no secret, because everyone on this machine can read arguments.`;

export interface CarriersIo {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(line: string): void;
  err(line: string): void;
  /** Asks a person; absent where there is no terminal. What is secret is not shown while it is typed. */
  readonly ask?: (question: string, isSecret: boolean) => Promise<string>;
}

export interface CarriersSettings {
  readonly databaseUrl: string;
  readonly masterKeys: readonly MasterKey[];
  /** What the environment connects. */
  readonly carriers: Readonly<Record<string, Credential>>;
  readonly publicBaseUrl: string | null;
  readonly linkSecret: string | null;
  readonly log: Log;
}

/**
 * @param readSettings null: they are not good, and that has been said
 * @returns the exit code: 0 done and working, 1 not (the carrier or the database says no), 2 wrong usage
 */
export async function carriersCommand(
  argv: readonly string[],
  io: CarriersIo,
  readSettings: () => CarriersSettings | null,
): Promise<number> {
  if (argv.some((argument) => argument === "--help" || argument === "-h") || argv[0] === "help") {
    io.out(usage);
    return 0;
  }
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(wanted);
    return 2;
  }
  const settings = readSettings();
  if (settings === null) {
    if (wanted.verb === "connect") io.err(`\n${wantedFields(wanted.connection)}`);
    return 2;
  }
  const { log } = settings;
  const database = openDatabase({ url: settings.databaseUrl, connectionsMax: 2 });
  const egress = createEgress({ clock: systemClock, log });
  const vault = createVault({ database, clock: systemClock, masterKeys: settings.masterKeys });
  const deps: ConnectDeps = { database, egress, vault, log, clock: systemClock, wait: (ms) => sleep(ms) };
  try {
    switch (wanted.verb) {
      case "list":
        return await list(wanted, io, deps, settings);
      case "connect":
        return await connect(wanted, io, deps, settings);
      case "test":
        return await test(wanted, io, deps, settings);
      case "push":
        return await push(wanted, io, deps, settings);
      case "disconnect":
        return await disconnect(wanted, io, deps);
    }
  } catch (error) {
    io.err(explained(error));
    return 1;
  } finally {
    await egress.close();
    await database.close();
  }
}

function explained(error: unknown): string {
  if (error instanceof VaultClosed || error instanceof SealBroken) return error.message;
  // 23503: the credential names a merchant that is not there.
  if (error instanceof Error && "code" in error && error.code === "23503") return "There is no merchant with this id.";
  return `That did not work: ${error instanceof Error ? error.message : "unknown"}`;
}

interface Owner {
  readonly merchantId: string | null;
}
interface About extends Owner {
  readonly connection: Carrier;
  readonly name: string;
}
interface ToConnect extends About {
  readonly entered: Readonly<Record<string, string>>;
  readonly environment: Environment;
  readonly baseUrl: string | undefined;
}
type Wanted =
  | ({ readonly verb: "list" } & Owner)
  | ({ readonly verb: "test" | "push" | "disconnect" } & About)
  | ({ readonly verb: "connect" } & ToConnect);

async function list(
  { merchantId }: Owner,
  io: CarriersIo,
  { database, vault }: ConnectDeps,
  { carriers }: CarriersSettings,
): Promise<number> {
  const rows = await inScope(database, merchantId, (tx) => readCredentials(tx, merchantId));
  for (const connection of connections.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))) {
    const { slug, name } = connection;
    const own = rows.filter((row) => row.connection === slug);
    const entries: string[] = [];
    for (const row of own) {
      const opens = await openCredential(connection, row, vault).then(
        () => true,
        () => false,
      );
      const state = opens ? verdictOf(row) : "DOES NOT OPEN: its master key is missing, or it has to be entered again";
      entries.push([row.name, row.environment, state].join("  "));
    }
    if (merchantId === null && Object.hasOwn(carriers, slug)) entries.push("environment");
    io.out(`${slug.padEnd(24)}${name.padEnd(32)}${entries.join("; ") || "not connected"}`);
  }
  return 0;
}

const verdictOf = ({ verdict, verifiedAt }: CredentialRow): string =>
  verdict === null || verifiedAt === null ? "not tested" : `${verdict} (${verifiedAt.toISOString().slice(0, 16)}Z)`;

async function connect(
  wanted: ToConnect,
  io: CarriersIo,
  deps: ConnectDeps,
  settings: CarriersSettings,
): Promise<number> {
  const { connection, environment, baseUrl } = wanted;
  if (!deps.vault.hasKey) {
    io.err("Credentials are sealed before they are stored, and there is no master key.");
    io.err("Set POSTHORN_MASTER_KEY (openssl rand -base64 32) here and for every process of the installation.");
    io.err(`\n${wantedFields(connection)}`);
    return 1;
  }
  const entered = await enteredFields(wanted, io);
  if (typeof entered === "string") {
    io.err(entered);
    return 2;
  }
  const read = readFields(connection, entered);
  if (read.kind === "faults") {
    for (const sentence of read.sentences) io.err(sentence);
    io.err(`\n${wantedFields(connection)}`);
    return 2;
  }
  if (wanted.merchantId !== null && !isAccount(read.fields)) {
    io.err(`${connection.name} asks nobody who he is: connect it without --merchant, for everyone.`);
    return 2;
  }
  const row = await connectCarrier(
    { ...wanted, fields: read.fields, environment, ...(baseUrl === undefined ? {} : { baseUrl }) },
    deps,
  );
  io.out(`Stored. ${connection.name} is asked …`);
  const verdict = await testConnection(connection, row, deps);
  say(verdict, io);
  if (verdict.kind === "refused") io.out("The same command again enters another one in its place.");
  await sayPushAddress(connection, await openCredential(connection, row, deps.vault), io, settings);
  return verdict.kind === "works" ? 0 : 1;
}

/** The address that the carrier shall push to: of a stored credential, or of the environment's. */
async function sayPushAddress(
  connection: Carrier,
  credential: Credential,
  io: CarriersIo,
  { publicBaseUrl, linkSecret }: CarriersSettings,
): Promise<boolean> {
  const { push } = connection;
  if (push === undefined) return false;
  if (publicBaseUrl === null || linkSecret === null) {
    io.out(
      `${connection.name} can push news. To which address: set POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET as for npm run serve, then posthorn carriers push ${connection.slug}`,
    );
    return false;
  }
  const { url, secret } = pushAddressOf(connection.slug, credential, { publicBaseUrl, linkSecret });
  io.out(
    `${connection.name} can push news to this address. Tell it to ${connection.name}, and to nobody else:\n${url}`,
  );
  io.out(`Where: ${push.enteredAt}`);
  if (secret === "") io.out("push_secret is not entered: what arrives is a hint, after which Posthorn asks.");
  const { hostname, protocol } = new URL(url);
  if (protocol === "http:" || !hostname.includes(".") || /^[\d.]+$/.test(hostname))
    io.out(`Carriers hardly reach ${protocol}//${hostname}: POSTHORN_PUBLIC_URL is the https:// address from outside.`);
  return true;
}

/** Of each credential that the owner entered, or of the one that is named; the environment's is the installation's. */
async function push(about: About, io: CarriersIo, deps: ConnectDeps, settings: CarriersSettings): Promise<number> {
  const { connection } = about;
  if (connection.push === undefined) {
    io.err(`${connection.name} does not push: it is asked.`);
    return 1;
  }
  const { rows, installed } = await entriesOf(about, deps, settings);
  if (rows.length === 0 && installed === undefined) return nothingEntered(connection, io);
  let isSaid = true;
  for (const row of rows) {
    if (rows.length > 1) io.out(`${row.name}:`);
    isSaid =
      (await sayPushAddress(connection, await openCredential(connection, row, deps.vault), io, settings)) && isSaid;
  }
  if (installed !== undefined) {
    if (rows.length > 0) io.out("environment:");
    isSaid = (await sayPushAddress(connection, installed, io, settings)) && isSaid;
  }
  if (isSaid)
    io.out("curl -i <address> answers 200 from outside when it leads here, and 404 when another secret made it.");
  return isSaid ? 0 : 1;
}

function nothingEntered({ name, slug }: Carrier, io: CarriersIo): number {
  io.err(`Nothing is entered for ${name}: posthorn carriers connect ${slug}`);
  return 1;
}

/** The owner's credentials, or the one of that name; the environment's beside the installation's. */
async function entriesOf(
  { connection, merchantId, name }: About,
  { database }: ConnectDeps,
  { carriers }: CarriersSettings,
): Promise<{ readonly rows: readonly CredentialRow[]; readonly installed: Credential | undefined }> {
  const rows = await inScope(database, merchantId, (tx) => readCredentials(tx, merchantId));
  const isEnvironment = merchantId === null && (name === "" || name === "environment");
  return {
    rows: rows.filter((row) => row.connection === connection.slug && (name === "" || row.name === name)),
    installed: isEnvironment && Object.hasOwn(carriers, connection.slug) ? carriers[connection.slug] : undefined,
  };
}

/** All of the owner's, or the one that is named; the environment's are the installation's. */
async function test(about: About, io: CarriersIo, deps: ConnectDeps, settings: CarriersSettings): Promise<number> {
  const { connection } = about;
  const { rows, installed } = await entriesOf(about, deps, settings);
  if (rows.length === 0 && installed === undefined) return nothingEntered(connection, io);
  let works = true;
  const heard = (name: string, verdict: Verdict): void => {
    io.out(`${name}:`);
    say(verdict, io);
    works &&= verdict.kind === "works";
  };
  for (const row of rows) heard(row.name, await testConnection(connection, row, deps));
  if (installed !== undefined) heard("environment", await verifyCredential(connection, installed, deps));
  return works ? 0 : 1;
}

function say({ kind, words, retryAt }: Verdict, io: CarriersIo): void {
  io.out(`${kind.replace("_", " ")}: ${words}`);
  if (retryAt !== undefined) io.out(`Not before ${retryAt.toISOString()}.`);
}

async function disconnect({ connection, merchantId, name }: About, io: CarriersIo, deps: ConnectDeps): Promise<number> {
  const which: Which = { merchantId, connection: connection.slug, name: name || usualName };
  if (await disconnectCarrier(which, deps)) {
    io.out(`${connection.name} is disconnected; what was entered is deleted. Running processes know within seconds.`);
    return 0;
  }
  io.err(`Nothing is entered for ${connection.name} under the name "${which.name}".`);
  return 1;
}

/** What was given as arguments, and the rest from the person or the standard input; or a sentence. */
async function enteredFields(wanted: ToConnect, io: CarriersIo): Promise<Readonly<Record<string, string>> | string> {
  const { connection, entered } = wanted;
  const open = connection.auth.fields.filter(({ name }) => !Object.hasOwn(entered, name));
  if (open.length === 0) return entered;
  if (io.ask !== undefined) {
    io.out(`${connection.name}: ${connection.docs} (documentation)`);
    const answers: Record<string, string> = { ...entered };
    for (const field of open) answers[field.name] = await io.ask(`${described(field)}: `, field.isPublic !== true);
    return answers;
  }
  const text = (await textOf(io.stdin)).trim();
  if (text === "") return open.some(({ isOptional }) => isOptional !== true) ? wantedFields(connection) : entered;
  const read = objectOfTexts(text);
  return read === undefined
    ? 'The standard input must be a JSON object of texts: {"<field>": "<value>"}.'
    : { ...read, ...entered };
}

const inputMax = 64 * 1_024;

async function textOf(stdin: CarriersIo["stdin"]): Promise<string> {
  let text = "";
  for await (const chunk of stdin) {
    text += chunk.toString();
    if (text.length > inputMax) break;
  }
  return text;
}

/** A fault of the JSON is not quoted: a secret may stand there. */
function objectOfTexts(text: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string");
    return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
  } catch {
    return undefined;
  }
}

function wantedFields({ slug, name, auth, docs }: Carrier): string {
  if (auth.fields.length === 0) return `${name} wants no credential: posthorn carriers connect ${slug}`;
  const example = Object.fromEntries(auth.fields.map((field) => [field.name, "…"]));
  return [
    `${name} wants (documentation: ${docs}):`,
    ...auth.fields.map((field) => `  ${described(field)}`),
    `Start it in a terminal to be asked, or give it ${JSON.stringify(example)} on the standard input.`,
  ].join("\n");
}

function described({ name, label, isOptional, isPublic, oneOf }: CredentialField): string {
  const remarks = [
    label,
    isOptional === true ? "may be left out" : undefined,
    isPublic === true ? `no secret: --field ${name}=… will do` : undefined,
    oneOf === undefined ? undefined : `one of ${oneOf.join(", ")}`,
  ].filter((remark) => remark !== undefined);
  return remarks.length === 0 ? name : `${name} (${remarks.join("; ")})`;
}

/** What is wanted, or sentences that say what is wrong. */
function readArguments(argv: readonly string[]): Wanted | string {
  const options = {
    merchant: { type: "string" },
    name: { type: "string" },
    field: { type: "string", multiple: true },
    "test-environment": { type: "boolean", default: false },
    "base-url": { type: "string" },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch {
    return usage; // the fault would quote an argument, which may be a secret in the wrong place
  }
  const { values, positionals } = parsed;
  const [verb, slug, ...more] = positionals;
  const merchantId = values.merchant?.toLowerCase() ?? null;
  if (merchantId !== null && !isUuid(merchantId))
    return "--merchant is the id that `posthorn merchant create` printed.";
  const isAboutEntering = values.field !== undefined || values["test-environment"] || values["base-url"] !== undefined;
  if (verb === "list") return slug === undefined && !isAboutEntering ? { verb, merchantId } : usage;
  if (verb !== "connect" && verb !== "test" && verb !== "push" && verb !== "disconnect") return usage;
  if (more.length > 0 || (verb !== "connect" && isAboutEntering)) return usage;
  const connection = connectionBySlug(slug?.trim().toLowerCase() ?? "");
  if (connection === undefined)
    return `${slug === undefined ? usage : `There is no such connection.${didYouMean(slug)}`}\n\nConnections: ${connections.map((one) => one.slug).join(", ")}`;
  const name = values.name ?? (verb === "connect" ? usualName : "");
  if (values.name !== undefined && !/^[a-z0-9][a-z0-9-]{0,30}$/.test(name))
    return "--name takes small letters, digits and dashes, at most 31.";
  if (verb !== "connect") return { verb, merchantId, connection, name };
  const entered = publicFields(connection, values.field ?? []);
  if (typeof entered === "string") return entered;
  const where = environmentOf(connection, values["test-environment"] ?? false, values["base-url"]);
  return typeof where === "string" ? where : { verb, merchantId, connection, name, entered, ...where };
}

function publicFields({ name, auth }: Carrier, given: readonly string[]): Record<string, string> | string {
  const entered: Record<string, string> = {};
  for (const text of given) {
    const at = text.indexOf("=");
    const field = auth.fields.find((one) => one.name === text.slice(0, at));
    if (field === undefined)
      return `--field takes name=value; the fields of ${name}: ${auth.fields.map((one) => one.name).join(", ") || "none"}.`;
    if (field.isPublic !== true)
      return `${field.name} is a secret, and everyone on this machine can read arguments: change it at the carrier. Leave it out here, and you are asked for it.`;
    entered[field.name] = text.slice(at + 1);
  }
  return entered;
}

function environmentOf(
  { name, baseUrls }: Carrier,
  isTest: boolean,
  baseUrl: string | undefined,
): { readonly environment: Environment; readonly baseUrl: string | undefined } | string {
  if (isTest && baseUrl !== undefined) return "Either --test-environment or --base-url.";
  if (isTest && baseUrls.test === undefined) return `${name} has no test environment.`;
  if (baseUrl === undefined) return { environment: isTest ? "test" : "production", baseUrl };
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    return "--base-url is not a http:// or https:// address without a login.";
  return { environment: "custom", baseUrl };
}
