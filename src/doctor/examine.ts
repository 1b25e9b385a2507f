/** Looks at an installation from where it stands: its settings, its mail server, its database and what lies there. Changes nothing. */
import { readCredentialStates } from "#connections/store.ts";
import type { Clock } from "#platform/clock.ts";
import { type Database, DatabaseUnavailable, openDatabase } from "#platform/database.ts";
import { readQueues } from "#platform/due-work.ts";
import { unsafeSettings } from "#platform/durability.ts";
import { isSender, tryMailServer } from "#platform/mail.ts";
import { migrationState } from "#platform/migrate.ts";
import { createVault, type MasterKey } from "#platform/vault.ts";
import * as say from "./findings.ts";
import { readDead, readRefusedLogins, readTime } from "./store.ts";

/** What is missing is "". */
export interface Installation {
  readonly databaseUrl: string;
  readonly publicBaseUrl: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly vapid: { readonly publicKey: string; readonly privateKey: string };
  readonly masterKeys: readonly MasterKey[];
  /** What the environment connects, by slug. */
  readonly carriers: Readonly<Record<string, unknown>>;
}

export interface Patient {
  readonly config: Installation;
  /** What is wrong with the settings themselves. */
  readonly problems: readonly string[];
}

export interface ExamineDeps {
  readonly clock: Clock;
  /** Directory of the migrations that this program brings. */
  readonly migrations: string;
}

export async function examine({ config, problems }: Patient, deps: ExamineDeps): Promise<readonly say.Finding[]> {
  const [mail, database] = await Promise.all([lookAtMail(config), lookAtDatabase(config, deps)]);
  return [
    ...say.aboutSettings(problems),
    ...say.aboutAddress(config.publicBaseUrl),
    ...say.aboutVapid(config.vapid),
    ...mail,
    ...database,
  ];
}

async function lookAtMail({ smtpUrl, mailFrom }: Installation): Promise<readonly say.Finding[]> {
  const sender = mailFrom === "" ? [] : say.aboutSender(isSender(mailFrom));
  const url = URL.parse(smtpUrl);
  if (url === null || !/^smtps?:$/.test(url.protocol)) return sender; // the settings say so
  return [...sender, say.aboutMail(url.hostname, await tryMailServer(smtpUrl))];
}

async function lookAtDatabase(config: Installation, deps: ExamineDeps): Promise<readonly say.Finding[]> {
  const { databaseUrl } = config;
  if (!/^postgres(ql)?:$/.test(URL.parse(databaseUrl)?.protocol ?? "")) return []; // the settings say so
  try {
    const state = await migrationState(databaseUrl, deps.migrations);
    const migrations = say.aboutMigrations(state);
    if (state.pending.length > 0) return migrations;
    const database = openDatabase({ url: databaseUrl, connectionsMax: 2 });
    try {
      return [...migrations, ...(await lookInside(database, config, deps))];
    } finally {
      await database.close();
    }
  } catch (error) {
    return [say.aboutSilence(reasonOf(error))];
  }
}

/** A refusal by several addresses has no words of its own, but a code. */
function reasonOf(error: unknown): string {
  const cause = error instanceof DatabaseUnavailable ? error.cause : error;
  if (!(cause instanceof Error)) return "unknown";
  return cause.message || ("code" in cause ? String(cause.code) : cause.name);
}

async function lookInside(
  database: Database,
  { masterKeys, carriers }: Installation,
  { clock }: ExamineDeps,
): Promise<readonly say.Finding[]> {
  const vault = createVault({ database, clock, masterKeys });
  const unsafe = await unsafeSettings(database);
  const aheadMs = await aheadOf(database, clock);
  const missing = await vault.missingKeys();
  const now = clock.now();
  const seen = await database.forSystem("doctor", async (tx) => ({
    queues: await readQueues(tx, new Date(now.getTime() - say.overdueMs)),
    dead: await readDead(tx),
    entered: await readCredentialStates(tx),
    refusing: await readRefusedLogins(tx, now),
  }));
  return [
    say.aboutDurability(unsafe),
    say.aboutClock(aheadMs),
    ...say.aboutKeys(vault.hasKey, missing),
    ...say.aboutWork(seen.queues, now),
    ...say.aboutDead(seen.dead),
    ...say.aboutCarriers(Object.keys(carriers), seen.entered, seen.refusing),
  ];
}

/** The question takes its time on the way: the middle of it is compared. */
async function aheadOf(database: Database, clock: Clock): Promise<number> {
  return database.forSystem("doctor", async (tx) => {
    const before = clock.now().getTime();
    const theirs = (await readTime(tx)).getTime();
    return (before + clock.now().getTime()) / 2 - theirs;
  });
}
