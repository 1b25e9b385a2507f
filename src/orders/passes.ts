/** The portal is a client of the merchant's API: for each of its calls it gets a pass, which lives in memory and ends with the call. */
import type { FastifyInstance } from "fastify";
import { randomToken } from "#platform/ids.ts";
import type { AskApi, Caller } from "#platform/merchant-api.ts";

export interface Passes {
  /** Undefined: this secret is no pass. */
  holderOf(secret: string): Caller | undefined;
  issue(holder: Caller): string;
  end(pass: string): void;
}

export function createPasses(): Passes {
  const holders = new Map<string, Caller>();
  return {
    holderOf: (secret) => holders.get(secret),
    issue(holder) {
      const pass = `posthorn_pass_${randomToken(24)}`;
      holders.set(pass, holder);
      return pass;
    },
    end: (pass) => void holders.delete(pass),
  };
}

/** Calls the API of this server as whom the pass names: the same routes, checks, limits and sentences as from outside. */
export const askWith =
  (server: FastifyInstance, passes: Passes): AskApi =>
  async (caller, { method, path, body }) => {
    const pass = passes.issue(caller);
    try {
      const answer = await server.inject({
        method,
        url: path,
        headers: {
          authorization: `Basic ${pass}`,
          ...(typeof body === "string" ? { "content-type": "text/csv" } : {}),
        },
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: answer.statusCode, body: read(answer.body, String(answer.headers["content-type"] ?? "")) };
    } finally {
      passes.end(pass);
    }
  };

function read(text: string, mediaType: string): unknown {
  if (text === "") return undefined;
  if (!mediaType.includes("ndjson")) return JSON.parse(text);
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line): unknown => JSON.parse(line));
}
