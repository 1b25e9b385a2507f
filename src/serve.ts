/** Production: settings from the environment, a database of the operator's own, real carriers. */
import { join } from "node:path";
import { startApp } from "#app.ts";
import { connections } from "#carriers/connections.ts";
import { type Config, readConfig } from "#config.ts";
import { systemClock } from "#platform/clock.ts";
import { createLog, type Log } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";

export interface ServeFlags {
  readonly roles?: string | undefined;
  readonly allowUnsafeDurability: boolean;
  readonly insecureHttp: boolean;
}

export async function serve(
  environment: Readonly<Record<string, string | undefined>>,
  flags: ServeFlags,
): Promise<{ log: Log; stop(): Promise<void> }> {
  const config: Config = readConfig(
    flags.roles === undefined ? environment : { ...environment, POSTHORN_ROLES: flags.roles },
    connections.map((carrier) => ({ slug: carrier.slug, fields: carrier.auth.fields })),
    { allowUnsafeDurability: flags.allowUnsafeDurability, insecureHttp: flags.insecureHttp },
  );
  const log = createLog({ level: config.logLevel });
  await migrate(config.databaseUrl, join(import.meta.dirname, "migrations"));
  const app = await startApp({
    ...config,
    clock: systemClock,
    log,
    simulatedCarriers: false,
    speed: 1,
    quietHours: true,
  });
  log.info("started", { role: config.roles.join(","), port: app.port });
  return {
    log,
    async stop() {
      log.info("stopping");
      await app.stop();
      log.info("stopped");
    },
  };
}
