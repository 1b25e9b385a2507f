/** A server in a process of its own, for a benchmark to put under load. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** What the process serves. */
export type Served =
  | { readonly kind: "orders"; readonly databaseUrl: string }
  | {
      readonly kind: "app";
      readonly databaseUrl: string;
      readonly linkSecret: string;
      /** When it is there, and time runs on from then; left out: now. */
      readonly now?: string;
      /** It also works, and tells shoppers this way, on this machine. */
      readonly worker?: {
        readonly smtpUrl: string;
        readonly vapid: { readonly publicKey: string; readonly privateKey: string };
      };
    }
  | { readonly kind: "constant"; readonly body: string };

export interface Server {
  readonly base: string;
  /** CPU that the process has used since its start, in microseconds. */
  cpuUs(): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startServer(served: Served): Promise<Server> {
  const child = fork(join(import.meta.dirname, "server-process.ts"), {
    // None of ours: under `node --test` the child would take itself for a test run.
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const ending = once(child, "exit").then((): never => {
    throw new Error("The server under load has ended.");
  });
  ending.catch(() => {});
  const ask = async (question: unknown): Promise<number> => {
    const answer = Promise.race([once(child, "message").then(([value]) => Number(value)), ending]);
    child.send(question as object);
    return answer;
  };
  const port = await ask(served);
  return {
    base: `http://127.0.0.1:${port}`,
    cpuUs: () => ask("cpu"),
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
