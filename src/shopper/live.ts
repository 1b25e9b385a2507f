/** Open pages hear that their order changed, by server-sent events. The event carries nothing: the page reads itself again. */
import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import type { Wakeups } from "#platform/wakeups.ts";

const heartbeatMs = 25_000;
const perOrderMax = 50;
const streamsMax = 4_000;

export interface Live {
  /** False: too many are open, and the page reloads by itself when it is looked at again. */
  open(orderId: string, reply: FastifyReply): boolean;
  close(): void;
}

export function createLive(wakeups: Wakeups): Live {
  const streams = new Map<ServerResponse, () => void>();
  const perOrder = new Map<string, number>();
  const heartbeat = setInterval(() => {
    for (const stream of streams.keys()) stream.write(":\n\n");
  }, heartbeatMs).unref();
  return {
    open(orderId, reply) {
      const open = perOrder.get(orderId) ?? 0;
      if (open >= perOrderMax || streams.size >= streamsMax) return false;
      perOrder.set(orderId, open + 1);
      const headers = reply.getHeaders();
      reply.hijack();
      const stream = reply.raw;
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) stream.setHeader(name, value);
      stream.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      stream.write("retry: 5000\n\n");
      const deaf = wakeups.hear("order", orderId, () => stream.write("event: changed\ndata: 1\n\n"));
      streams.set(stream, deaf);
      stream.once("close", () => {
        deaf();
        streams.delete(stream);
        const left = (perOrder.get(orderId) ?? 1) - 1;
        if (left === 0) perOrder.delete(orderId);
        else perOrder.set(orderId, left);
      });
      return true;
    },
    close() {
      clearInterval(heartbeat);
      for (const stream of streams.keys()) stream.end();
    },
  };
}
