/** A carrier on this machine: whatever a connection asks, at whatever address, is answered by one function. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { systemClock } from "#platform/clock.ts";
import { createEgress, type Egress } from "#platform/egress.ts";
import { silentLog } from "#platform/log.ts";

export interface SeenRequest {
  readonly method: string;
  /** The address that was meant, before it led here. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface LoopbackCarrier {
  readonly url: string;
  /** Leads every address here. */
  readonly egress: Egress;
  readonly seen: readonly SeenRequest[];
  answer: (request: SeenRequest, response: ServerResponse) => void;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startLoopbackCarrier(answer: LoopbackCarrier["answer"]): Promise<LoopbackCarrier> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const meant = request.headers["x-meant-for"];
    const one = {
      method: request.method ?? "",
      url: typeof meant === "string" ? meant : (request.url ?? ""),
      headers: request.headers,
      body: await text(request),
    };
    seen.push(one);
    carrier.answer(one, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is an object
  const url = `http://127.0.0.1:${port}`;
  const real = createEgress({ clock: systemClock, log: silentLog, allowLoopback: true });
  const carrier: LoopbackCarrier = {
    url,
    seen,
    answer,
    egress: {
      request: (wanted) => {
        const { pathname, search } = new URL(wanted.url);
        const headers = { ...wanted.headers, "x-meant-for": wanted.url };
        return real.request({ ...wanted, url: `${url}${pathname}${search}`, headers });
      },
      close: () => real.close(),
    },
    async [Symbol.asyncDispose]() {
      await real.close();
      server.closeAllConnections();
      server.close();
    },
  };
  return carrier;
}
