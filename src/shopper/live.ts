/** Open pages hear that an order of theirs changed, by server-sent events. The event carries nothing: the page reads itself again. */
import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import type { Wakeups } from "#platform/wakeups.ts";

const heartbeatMs = 25_000;
const perReaderMax = 50;
const streamsMax = 4_000;

export interface Live {
  /**
   * @param reader a link or a person: so many streams each, and no more.
   * False: too many are open, and the page reads itself again when it is looked at.
   */
  open(reader: string, orderIds: readonly string[], reply: FastifyReply): boolean;
  close(): void;
}

export function createLive(wakeups: Wakeups): Live {
  const streams = new Set<ServerResponse>();
  const perReader = new Map<string, number>();
  const heartbeat = setInterval(() => {
    // An event and no comment: a page that hears none knows that its connection is dead.
    for (const stream of streams) stream.write("event: still\ndata:\n\n");
  }, heartbeatMs).unref();
  return {
    open(reader, orderIds, reply) {
      const open = perReader.get(reader) ?? 0;
      if (open >= perReaderMax || streams.size >= streamsMax) return false;
      perReader.set(reader, open + 1);
      const headers = reply.getHeaders();
      reply.hijack();
      const stream = reply.raw;
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) stream.setHeader(name, value);
      stream.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      stream.write("retry: 5000\n\n");
      const tell = (): void => void stream.write("event: changed\ndata: 1\n\n");
      const deafen = orderIds.map((orderId) => wakeups.hear("order", orderId, tell));
      streams.add(stream);
      stream.once("close", () => {
        for (const deaf of deafen) deaf();
        streams.delete(stream);
        const left = (perReader.get(reader) ?? 1) - 1;
        if (left === 0) perReader.delete(reader);
        else perReader.set(reader, left);
      });
      return true;
    },
    close() {
      clearInterval(heartbeat);
      for (const stream of streams) stream.end();
    },
  };
}
