/** The only reader of the environment. Every setting has a name, a default that is right for most, and an error that says what to do. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { parseEmail } from "#platform/email-address.ts";
import { type MasterKey, masterKeyOf } from "#platform/vault.ts";

/** mail: takes mails that ask for an integration check. */
export type Role = "api" | "worker" | "mail";

export interface CarrierCredential {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Instead of the carrier's own address: a test environment or the simulator. */
  readonly baseUrl?: string;
}

export interface Config {
  readonly roles: readonly Role[];
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
  /** What carriers' credentials are sealed with: the first seals, all open. None: none can be entered. */
  readonly masterKeys: readonly MasterKey[];
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly vapid: { readonly publicKey: string; readonly privateKey: string; readonly subject: string };
  readonly pushHosts: readonly string[];
  /** A directory with templates of merchants; null: every mail is written by ours. */
  readonly templates: string | null;
  /** Null: no events of Mailgun are taken. */
  readonly mailgunSigningKey: string | null;
  /** SMS by Twilio; null: none is sent. */
  readonly twilio: {
    readonly accountSid: string;
    readonly authToken: string;
    readonly from: string;
    readonly baseUrl?: string;
  } | null;
  /** Where merchants write for an integration check; null: nowhere. */
  readonly checkMail: CheckMailSettings | null;
  readonly carriers: Readonly<Record<string, CarrierCredential>>;
  readonly trustedProxies: readonly string[];
  readonly insecureHttp: boolean;
  readonly allowUnsafeDurability: boolean;
  readonly locationForm: "absolute" | "path";
  readonly logLevel: string;
}

export interface CheckMailSettings {
  readonly address: string;
  /** What our own mail server calls itself in `Authentication-Results`. */
  readonly authservId: string;
  /** Where mails come in by SMTP; null: they are piped. */
  readonly smtp: { readonly host: string; readonly port: number; readonly clients: readonly string[] } | null;
}

/** Settings that keep the program from running, each with what to do. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Posthorn does not start:\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** Push services of the browsers. An operator may extend the list (S-07). */
export const knownPushHosts = [
  "fcm.googleapis.com",
  "updates.push.services.mozilla.com",
  "*.push.services.mozilla.com",
  "*.notify.windows.com",
  "web.push.apple.com",
  "*.push.apple.com",
] as const;

const list = (text: string | undefined): readonly string[] =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const url = z.url();

/** What a connection wants to be told (`CredentialField` of the carrier contract). */
interface ConnectionFields {
  readonly slug: string;
  readonly fields: readonly {
    readonly name: string;
    readonly isOptional?: boolean;
    readonly oneOf?: readonly string[];
    readonly isCount?: boolean;
  }[];
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Flags {
  readonly roles?: readonly Role[];
  readonly allowUnsafeDurability?: boolean;
  readonly insecureHttp?: boolean;
}

/**
 * Reads the settings for `serve`. `carriers` names the connections and the fields that each needs; a field is
 * `POSTHORN_CARRIER_<SLUG>_<FIELD>`.
 * @throws ConfigError that lists every missing or weak setting at once.
 */
export function readConfig(environment: Environment, carriers: readonly ConnectionFields[], flags: Flags = {}): Config {
  const { config, problems } = inspectConfig(environment, carriers, flags);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** The same for who looks what is wrong: a setting that is missing is "", and those that are wrong stand as they are. */
export function inspectConfig(
  environment: Environment,
  carriers: readonly ConnectionFields[],
  flags: Flags = {},
): { readonly config: Config; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const need = (name: string, what: string): string => {
    const value = environment[name] ?? "";
    if (value === "") problems.push(`${name} is missing: ${what}`);
    return value;
  };
  const needUrl = (name: string, what: string, protocols: readonly string[]): string => {
    const value = need(name, what);
    if (value !== "" && !(url.safeParse(value).success && protocols.includes(new URL(value).protocol))) {
      problems.push(`${name} is not a URL with ${protocols.join(" or ")}`);
    }
    return value;
  };

  const databaseUrl = needUrl("DATABASE_URL", "postgres://user:password@host/database", ["postgres:", "postgresql:"]);
  const publicBaseUrl = needUrl(
    "POSTHORN_PUBLIC_URL",
    "the https:// address under which shoppers and merchants reach you",
    ["https:", "http:"],
  );
  if (publicBaseUrl.startsWith("http:") && !flags.insecureHttp) {
    problems.push(
      "POSTHORN_PUBLIC_URL is plain http: links in mails would be readable on the way. Use https, or start with --insecure-http on a closed network",
    );
  }
  const linkSecret = need(
    "POSTHORN_LINK_SECRET",
    "32 random bytes or more that the tracking links are made from: openssl rand -base64 32",
  );
  if (linkSecret !== "" && isWeak(linkSecret)) {
    problems.push(
      "POSTHORN_LINK_SECRET is weak: at least 32 characters that are not a word or a pattern: openssl rand -base64 32",
    );
  }
  const masterKeys = masterKeysOf(environment, problems);
  const smtpUrl = needUrl("POSTHORN_SMTP_URL", "smtps://user:password@host:465 of your mail provider", [
    "smtp:",
    "smtps:",
  ]);
  const mailFrom = need("POSTHORN_MAIL_FROM", 'the sender of the mails: "Your Shop <parcels@example.com>"');
  const vapid = {
    publicKey: need("POSTHORN_VAPID_PUBLIC_KEY", "the public half of your Web Push key: npx posthorn vapid"),
    privateKey: need("POSTHORN_VAPID_PRIVATE_KEY", "the private half of your Web Push key: npx posthorn vapid"),
    subject: environment.POSTHORN_VAPID_SUBJECT ?? publicBaseUrl,
  };

  const port = Number(environment.PORT ?? "8080");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push("PORT is not a port number (0 to 65535)");
  const checkMail = checkMailOf(environment, problems);
  const roles = flags.roles ?? rolesOf(environment.POSTHORN_ROLES, checkMail?.smtp != null, problems);
  const locationForm = environment.POSTHORN_LOCATION_FORM ?? "absolute";
  if (locationForm !== "absolute" && locationForm !== "path")
    problems.push('POSTHORN_LOCATION_FORM is neither "absolute" nor "path"');

  const twilio = twilioOf(environment, problems);
  const credentials = carrierCredentials(environment, carriers, problems);
  const config: Config = {
    roles,
    databaseUrl,
    host: environment.HOST ?? "0.0.0.0",
    port,
    publicBaseUrl: publicBaseUrl.replace(/\/+$/, ""),
    linkSecret,
    masterKeys,
    smtpUrl,
    mailFrom,
    vapid,
    templates: environment.POSTHORN_TEMPLATES || null,
    mailgunSigningKey: environment.POSTHORN_MAILGUN_SIGNING_KEY || null,
    twilio,
    checkMail,
    pushHosts: [...knownPushHosts, ...list(environment.POSTHORN_PUSH_HOSTS)],
    carriers: credentials,
    trustedProxies: list(environment.POSTHORN_TRUSTED_PROXIES),
    insecureHttp: flags.insecureHttp ?? false,
    allowUnsafeDurability: flags.allowUnsafeDurability ?? false,
    locationForm: locationForm === "path" ? "path" : "absolute",
    logLevel: environment.POSTHORN_LOG_LEVEL ?? "info",
  };
  return { config, problems };
}

/** For the command that shows a mail; null: there are no templates but ours. */
export const readTemplatesDirectory = (environment: Environment): string | null =>
  environment.POSTHORN_TEMPLATES || null;

/** For commands that need the database and nothing else; null: missing or not a database's URL. */
export function readDatabaseUrl(environment: Environment): string | null {
  const value = environment.DATABASE_URL ?? "";
  return /^postgres(ql)?:\/\/./.test(value) ? value : null;
}

export interface LinkSettings {
  /** Without a slash at the end. */
  readonly publicBaseUrl: string | null;
  readonly linkSecret: string | null;
}

/** For commands that make or show shoppers' links; null: missing, or no address. */
export function readLinkSettings(environment: Environment): LinkSettings {
  const { POSTHORN_PUBLIC_URL: publicUrl = "", POSTHORN_LINK_SECRET: linkSecret = "" } = environment;
  return {
    publicBaseUrl: isWebAddress(publicUrl) ? publicUrl.replace(/\/+$/, "") : null,
    linkSecret: linkSecret === "" ? null : linkSecret,
  };
}

const isWebAddress = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? "");

/**
 * For commands that touch credentials.
 * @throws ConfigError
 */
export function readCredentialSettings(
  environment: Environment,
  carriers: readonly ConnectionFields[],
): Pick<Config, "masterKeys" | "carriers"> & LinkSettings {
  const problems: string[] = [];
  const { POSTHORN_PUBLIC_URL: publicUrl = "" } = environment;
  if (publicUrl !== "" && !isWebAddress(publicUrl)) problems.push("POSTHORN_PUBLIC_URL is not a URL with https:");
  const settings = {
    masterKeys: masterKeysOf(environment, problems),
    carriers: carrierCredentials(environment, carriers, problems),
    ...readLinkSettings(environment),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return settings;
}

/** One key or several, the newest first, separated by commas or line ends; in the environment or in a file. */
function masterKeysOf(environment: Environment, problems: string[]): readonly MasterKey[] {
  const { POSTHORN_MASTER_KEY: inline = "", POSTHORN_MASTER_KEY_FILE: file = "" } = environment;
  if (inline !== "" && file !== "") {
    problems.push("POSTHORN_MASTER_KEY and POSTHORN_MASTER_KEY_FILE are both set: one of them is enough");
    return [];
  }
  const name = file === "" ? "POSTHORN_MASTER_KEY" : "POSTHORN_MASTER_KEY_FILE";
  let text = inline;
  try {
    if (file !== "") text = readFileSync(file, "utf8");
  } catch {
    problems.push(`${name} names a file that cannot be read`);
    return [];
  }
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map(masterKeyOf);
  if (keys.length === 0 && file !== "") problems.push(`${name} names a file without a key: openssl rand -base64 32`);
  for (const [at, key] of keys.entries())
    if (typeof key === "string") problems.push(`${name}${keys.length > 1 ? `, key ${at + 1},` : ""} ${key}`);
  return keys.filter((key) => typeof key !== "string");
}

/** All or none: half a setting would be messages that never leave. */
function twilioOf(environment: Environment, problems: string[]): Config["twilio"] {
  const names = ["POSTHORN_SMS_ACCOUNT_SID", "POSTHORN_SMS_AUTH_TOKEN", "POSTHORN_SMS_FROM"] as const;
  const [accountSid = "", authToken = "", from = ""] = names.map((name) => environment[name] ?? "");
  const baseUrl = environment.POSTHORN_SMS_BASE_URL ?? "";
  if (accountSid === "" && authToken === "" && from === "" && baseUrl === "") return null;
  for (const name of names) if (!environment[name]) problems.push(`${name} is missing, although SMS are wanted`);
  if (accountSid !== "" && !/^AC[0-9a-f]{32}$/i.test(accountSid))
    problems.push("POSTHORN_SMS_ACCOUNT_SID is not the SID of a Twilio account: AC and 32 hex digits");
  if (from !== "" && !/^(\+[1-9]\d{5,14}|MG[0-9a-f]{32}|(?=.*[a-z])[a-z0-9 ]{1,11})$/i.test(from))
    problems.push(
      "POSTHORN_SMS_FROM is neither a number (+49…), a messaging service (MG…) nor a sender of 1 to 11 letters",
    );
  if (baseUrl !== "" && !isWebAddress(baseUrl)) problems.push("POSTHORN_SMS_BASE_URL is not a URL with https:");
  return { accountSid, authToken, from, ...(baseUrl === "" ? {} : { baseUrl: baseUrl.replace(/\/+$/, "") }) };
}

/** For the command that mails are piped into; null: not set, or not whole. */
export function readCheckMail(environment: Environment): CheckMailSettings | null {
  const problems: string[] = [];
  const settings = checkMailOf(environment, problems);
  return problems.length > 0 ? null : settings;
}

/** Addresses that mails are sent from: what comes from there is our own. */
export const readMailFrom = (environment: Environment): string => environment.POSTHORN_MAIL_FROM ?? "";

/** All or none: without the name of the server that vouches for senders no mail could be answered. */
function checkMailOf(environment: Environment, problems: string[]): CheckMailSettings | null {
  const value = (name: string): string => environment[`POSTHORN_CHECK_${name}`] ?? "";
  const names = ["ADDRESS", "AUTHSERV_ID", "SMTP_PORT", "SMTP_HOST", "SMTP_CLIENTS"];
  if (names.every((name) => value(name) === "")) return null;
  const address = parseEmail(value("ADDRESS"));
  if (address === null)
    problems.push("POSTHORN_CHECK_ADDRESS is not the e-mail address that merchants write to for an integration check");
  if (!/^[\w.-]{1,255}$/.test(value("AUTHSERV_ID")))
    problems.push(
      "POSTHORN_CHECK_AUTHSERV_ID is not the name that your own mail server writes into Authentication-Results, such as mx.example.com",
    );
  const port = Number(value("SMTP_PORT"));
  if (!Number.isInteger(port) || port > 65_535)
    problems.push("POSTHORN_CHECK_SMTP_PORT is not a port number (1 to 65535)");
  const clients = list(value("SMTP_CLIENTS"));
  const host = value("SMTP_HOST") || "127.0.0.1";
  if (clients.length === 0 && !["127.0.0.1", "::1", "localhost"].includes(host))
    problems.push(
      "POSTHORN_CHECK_SMTP_CLIENTS is missing: the addresses of your own mail servers, the only ones that may deliver there",
    );
  const smtp = { host, port, clients: clients.length === 0 ? ["127.0.0.1", "::1"] : clients };
  return { address: address ?? "", authservId: value("AUTHSERV_ID"), smtp: value("SMTP_PORT") === "" ? null : smtp };
}

const isRole = (text: string): text is Role => text === "api" || text === "worker" || text === "mail";

function rolesOf(text: string | undefined, takesMail: boolean, problems: string[]): readonly Role[] {
  const roles = list(text ?? (takesMail ? "api,worker,mail" : "api,worker"));
  const known = roles.filter(isRole);
  if (known.length !== roles.length || known.length === 0)
    problems.push('POSTHORN_ROLES takes "api", "worker", "mail" or several, separated by a comma');
  if (known.includes("mail") && !takesMail)
    problems.push("POSTHORN_ROLES has mail, and POSTHORN_CHECK_SMTP_PORT is not set");
  return known;
}

/**
 * A carrier is connected when all its fields are set; some but not all is a mistake worth a word. One that wants nothing is
 * switched on by `POSTHORN_CARRIER_<SLUG>=on`.
 */
function carrierCredentials(
  environment: Environment,
  carriers: readonly ConnectionFields[],
  problems: string[],
): Record<string, CarrierCredential> {
  const credentials: Record<string, CarrierCredential> = {};
  const known = new Set<string>();
  for (const { slug, fields } of carriers) {
    const prefix = `POSTHORN_CARRIER_${slug.replaceAll("-", "_").toUpperCase()}`;
    const variable = (name: string): string => `${prefix}_${name.toUpperCase()}`;
    for (const name of [prefix, `${prefix}_BASE_URL`, ...fields.map(({ name }) => variable(name))]) known.add(name);
    if (!["", "on"].includes(environment[prefix] ?? "")) problems.push(`${prefix} takes "on", or is left out`);
    const values = fields.flatMap(({ name }) => {
      const value = environment[variable(name)] ?? "";
      return value === "" ? [] : [[name, value] as const];
    });
    if (values.length === 0 && environment[prefix] !== "on") continue;
    const given = new Map(values);
    const missing = fields.filter(({ name, isOptional }) => isOptional !== true && !given.has(name));
    for (const { name, oneOf, isCount } of fields) {
      const value = given.get(name);
      if (oneOf !== undefined && value !== undefined && !oneOf.includes(value))
        problems.push(`${variable(name)} is none of ${oneOf.join(", ")}`);
      if (isCount === true && value !== undefined && !/^[1-9]\d{0,8}$/.test(value))
        problems.push(`${variable(name)} is not a whole number, in digits alone`);
    }
    if (missing.length > 0) {
      const names = missing.map(({ name }) => variable(name)).join(" and ");
      problems.push(`${names} is missing, although the connection ${slug} is wanted`);
      continue;
    }
    const baseUrl = environment[`${prefix}_BASE_URL`];
    credentials[slug] = { name: "installation", fields: Object.fromEntries(values), ...(baseUrl ? { baseUrl } : {}) };
  }
  // A slip in a name would be a carrier that nobody asks, without a word.
  for (const name of Object.keys(environment))
    if (name.startsWith("POSTHORN_CARRIER_") && !known.has(name) && environment[name] !== "")
      problems.push(`${name} is no setting of any connection: docs/carriers/ names those that there are`);
  return credentials;
}

function isWeak(secret: string): boolean {
  return secret.length < 32 || new Set(secret).size < 12 || /change|secret|password|example|posthorn/i.test(secret);
}
