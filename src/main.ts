/** Which roles this process plays: `demo` (everything, with simulated carriers) or `serve` (production). */
import { parseArgs } from "node:util";
import { createLog, type Log } from "#platform/log.ts";

const usage = `Usage:
  npm start                     try it: everything on this machine, with simulated carriers
  npm run serve -- [options]    production; settings come from the environment (README, "Configuration")

Options of serve:
  --roles api,worker            what this process does (default: both; mail takes mails in)
  --allow-unsafe-durability     run on a database that could lose a commit
  --insecure-http               allow Basic authentication and links over plain http (closed networks)
`;

const [command = "demo", ...rest] = process.argv.slice(2);
const running = await start(command, rest);
if (running !== undefined) endWithSignals(running);

interface Running {
  readonly log: Log;
  stop(): Promise<void>;
}

async function start(name: string, args: readonly string[]): Promise<Running | undefined> {
  if (name === "demo") {
    const { startDemo } = await import("#demo/start.ts");
    return startOrExplain(() => startDemo({ directory: ".posthorn" }));
  }
  if (name === "serve") {
    const { values } = parseArgs({
      args: [...args],
      options: {
        roles: { type: "string" },
        "allow-unsafe-durability": { type: "boolean", default: false },
        "insecure-http": { type: "boolean", default: false },
      },
    });
    const { serve } = await import("./serve.ts");
    return startOrExplain(() =>
      serve(process.env, {
        roles: values.roles,
        allowUnsafeDurability: values["allow-unsafe-durability"],
        insecureHttp: values["insecure-http"],
      }),
    );
  }
  console.error(`There is no command "${name}".\n\n${usage}`);
  process.exitCode = 2;
  return undefined;
}

/** What keeps the program from starting is said in its own words, without a stack; only a bug shows one. */
async function startOrExplain(begin: () => Promise<Running>): Promise<Running | undefined> {
  try {
    return await begin();
  } catch (error) {
    const expected =
      error instanceof Error && ["ConfigError", "UnsafeDurability", "DatabaseUnavailable"].includes(error.name);
    console.error(expected && error instanceof Error ? error.message : error);
    process.exitCode = 1;
    process.exit();
  }
}

/** SIGTERM and Ctrl-C end cleanly; a bug that nobody caught is logged once and ends the process, so that a supervisor restarts it. */
function endWithSignals({ log, stop }: Running): void {
  let stopping = false;
  const end = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(code || 1), 10_000).unref();
    await stop().catch(() => {
      code = 1;
    });
    process.exit(code);
  };
  process.once("SIGTERM", () => end(0));
  process.once("SIGINT", () => end(0));
  const bug = (error: unknown): void => {
    (log ?? createLog()).error("unexpected_error", {
      errorName: error instanceof Error ? error.name : typeof error,
      reason: error instanceof Error ? (error.stack ?? error.message) : "",
    });
    void end(1);
  };
  // More of them while it ends are logged, too, and end nothing twice.
  process.on("uncaughtException", bug);
  process.on("unhandledRejection", bug);
}
