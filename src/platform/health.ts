/** For load balancers and supervisors: is the process there, and can it do its work? Says nothing of anyone's data. */
import type { Database } from "#platform/database.ts";
import { unsafeSettings } from "#platform/durability.ts";
import type { RoutePlugin } from "#platform/http-server.ts";

/**
 * `/health`: 200 as long as the process answers. `/ready`: 200 when the database answers, else 503; `unsafe_durability` names the
 * settings with which an acknowledged call could be lost, which only `--allow-unsafe-durability` lets run at all.
 */
export function createHealthRoutes({ database }: { readonly database: Database }): RoutePlugin {
  return async (server) => {
    server.get("/health", (_request, reply) => reply.send({ status: "ok" }));
    server.get("/ready", async (_request, reply) => {
      try {
        const unsafe = await unsafeSettings(database);
        return await reply.send({ status: "ready", database: "ok", unsafe_durability: unsafe });
      } catch {
        return await reply
          .code(503)
          .header("retry-after", "2")
          .send({ status: "not ready", database: "does not answer" });
      }
    });
  };
}
