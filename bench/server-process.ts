/** The process under load: it serves what its parent names, logs as in production, and tells how much CPU it has used. */
import { createServer } from "node:http";
import { startApp } from "#app.ts";
import { createOrdersRoutes } from "#orders/routes.ts";
import { type Clock, systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { randomToken } from "#platform/ids.ts";
import { createLog } from "#platform/log.ts";
import { sharedWakeups } from "#platform/wakeups.ts";
import type { Served } from "./server.ts";

const log = createLog({ level: "info" });
process.on("message", async (message: Served | "cpu") => {
  const { user, system } = process.cpuUsage();
  process.send?.(message === "cpu" ? user + system : await serve(message));
});
process.once("disconnect", () => process.exit(0));

/** The port. */
function serve(served: Served): Promise<number> {
  switch (served.kind) {
    case "orders":
      return serveOrders(served.databaseUrl);
    case "app":
      return serveApp(served);
    case "constant":
      return serveConstant(served.body);
  }
}

async function serveOrders(databaseUrl: string): Promise<number> {
  const database = openDatabase({ url: databaseUrl });
  const server = createHttpServer({ log, clock: systemClock, trustedProxies: [], insecureHttp: true });
  const routes = createOrdersRoutes({
    database,
    clock: systemClock,
    log,
    wakeups: sharedWakeups(databaseUrl),
    publicBaseUrl: "https://parcels.example.org",
    locationForm: "absolute",
    linkSecret: randomToken(32),
    whatBecame: async () => null,
  });
  await server.register(routes);
  return Number(new URL(await server.listen({ host: "127.0.0.1", port: 0 })).port);
}

async function serveApp(served: Served & { readonly kind: "app" }): Promise<number> {
  const { worker } = served;
  const app = await startApp({
    roles: worker === undefined ? ["api"] : ["api", "worker"],
    databaseUrl: served.databaseUrl,
    host: "127.0.0.1",
    port: 0,
    publicBaseUrl: "https://parcels.example.org",
    linkSecret: served.linkSecret,
    masterKeys: [],
    smtpUrl: worker?.smtpUrl ?? "smtp://127.0.0.1:9",
    mailFrom: "Posthorn <parcels@example.org>",
    vapid: { ...(worker?.vapid ?? { publicKey: "", privateKey: "" }), subject: "https://parcels.example.org" },
    pushHosts: [],
    carriers: {},
    trustedProxies: [],
    insecureHttp: true,
    allowUnsafeDurability: false,
    locationForm: "absolute",
    clock: served.now === undefined ? systemClock : clockFrom(served.now),
    log,
    simulatedCarriers: false,
    speed: 1,
    // A benchmark by night measures the same.
    quietHours: worker === undefined,
    allowLoopbackEgress: worker !== undefined,
  });
  return app.port;
}

/** Runs as time does, from the day of the samples on: links end some time after the delivery. */
function clockFrom(start: string): Clock {
  const offset = new Date(start).getTime() - performance.now();
  return { now: () => new Date(offset + performance.now()), monotonicMs: systemClock.monotonicMs };
}

function serveConstant(body: string): Promise<number> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(body);
  });
  return new Promise((listening) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      listening(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}
