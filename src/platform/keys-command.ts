/** `posthorn keys …`: the master keys that carriers' credentials are sealed with. They stand in the environment; none is printed. */
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { createVault, type MasterKey, type Vault, VaultClosed } from "#platform/vault.ts";

const usage = `Usage: posthorn keys list
       posthorn keys rotate
       posthorn keys give-up ID

  A new master key: put it before the old one in POSTHORN_MASTER_KEY (NEW,OLD), restart every process, run \`keys rotate\`,
  take the old one away, restart again. Nothing stops meanwhile. \`keys list\` shows what is needed still.
  When a master key is lost, \`keys give-up\` forgets what it sealed; the carriers' credentials have to be entered again.`;

interface Io {
  out(line: string): void;
  err(line: string): void;
}

interface Settings {
  readonly databaseUrl: string;
  readonly masterKeys: readonly MasterKey[];
}

/**
 * @param readSettings null: they are not good, and that has been said
 * @returns the exit code: 0 done, 1 not (wholly) done, 2 wrong usage
 */
export async function keysCommand(
  argv: readonly string[],
  io: Io,
  readSettings: () => Settings | null,
): Promise<number> {
  const [verb, id, ...more] = argv;
  const isKnown = verb === "give-up" ? id !== undefined : (verb === "list" || verb === "rotate") && id === undefined;
  if (!isKnown || more.length > 0) {
    io.err(usage);
    return 2;
  }
  const settings = readSettings();
  if (settings === null) return 2;
  const database = openDatabase({ url: settings.databaseUrl });
  const vault = createVault({ database, clock: systemClock, masterKeys: settings.masterKeys });
  try {
    if (verb === "list") return await list(vault, settings.masterKeys, io);
    if (verb === "rotate") return await rotate(vault, io);
    return await giveUp(vault, settings.masterKeys, id ?? "", io);
  } catch (error) {
    io.err(error instanceof VaultClosed ? error.message : `Nothing was changed: ${nameOf(error)}`);
    return 1;
  } finally {
    await database.close();
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.message : "unknown");

async function list(vault: Vault, masterKeys: readonly MasterKey[], io: Io): Promise<number> {
  const [current, ...others] = masterKeys;
  const missing = await vault.missingKeys();
  if (current === undefined && missing.length === 0) io.out("There is no master key, and nothing is sealed.");
  if (current !== undefined) io.out(`${current.id}  seals and opens`);
  for (const { id } of others) io.out(`${id}  opens`);
  for (const id of missing) io.out(`${id}  MISSING: what it sealed cannot be opened`);
  return missing.length > 0 ? 1 : 0;
}

async function rotate(vault: Vault, io: Io): Promise<number> {
  const { rewrapped, left } = await vault.rotate();
  io.out(`${rewrapped} data keys are wrapped by the first master key now.`);
  if (left === 0) return 0;
  io.err(`${left} are not, because their master key is missing: posthorn keys list`);
  return 1;
}

async function giveUp(vault: Vault, masterKeys: readonly MasterKey[], id: string, io: Io): Promise<number> {
  if (masterKeys.some((key) => key.id === id)) {
    io.err(`The master key ${id} is here: nothing has to be given up. To replace it: posthorn keys rotate`);
    return 2;
  }
  const gone = await vault.giveUp(id);
  io.out(
    gone === 0
      ? `Nothing was sealed with a master key ${id}.`
      : `${gone} data keys are forgotten. Enter the credentials anew: posthorn carriers list shows which do not open.`,
  );
  return gone === 0 ? 1 : 0;
}
