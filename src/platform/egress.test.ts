import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { systemClock } from "#platform/clock.ts";
import { createEgress, type EgressOptions, isPublicAddress } from "#platform/egress.ts";
import { silentLog } from "#platform/log.ts";

async function world(listener: RequestListener, options: Partial<EgressOptions> = {}) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is an object
  const egress = createEgress({ clock: systemClock, log: silentLog, allowLoopback: true, ...options });
  return {
    egress,
    port,
    get: (path = "/", more: { timeoutMs?: number; purpose?: "carrier" | "push" } = {}) =>
      egress.request({ method: "GET", url: `http://127.0.0.1:${port}${path}`, purpose: "carrier", ...more }),
    async [Symbol.asyncDispose]() {
      await egress.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

test("an answer comes whole, decompressed, with its status and headers", async () => {
  await using w = await world((request, response) => {
    const compressed = request.url === "/br" ? brotliCompressSync("hello") : gzipSync("hello");
    response.writeHead(404, { "content-encoding": request.url === "/br" ? "br" : "gzip", "X-Twice": ["a", "b"] });
    response.end(compressed);
  });
  for (const path of ["/gzip", "/br"]) {
    const answer = await w.get(path);
    assert.ok(answer.kind === "answer");
    assert.equal(answer.status, 404);
    assert.equal(answer.body.toString(), "hello");
    assert.equal(answer.headers["x-twice"], "a, b");
  }
});

test("S-04 a redirect is an answer and is not followed", async () => {
  let canary = 0;
  await using w = await world((request, response) => {
    if (request.url === "/canary") canary += 1;
    response.writeHead(Number(request.url?.slice(1)) || 200, { location: "/canary" }).end();
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const answer = await w.get(`/${status}`);
    assert.equal(answer.kind === "answer" && answer.status, status);
  }
  assert.equal(canary, 0);
});

test("S-05 X-07 a gzip bomb and an endless body end at the limit", async () => {
  const bomb = gzipSync(Buffer.alloc(200_000_000));
  await using w = await world((request, response) => {
    if (request.url === "/bomb") return response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    response.writeHead(200);
    const chunk = Buffer.alloc(64_000, "x");
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  const before = process.memoryUsage().arrayBuffers;
  assert.deepEqual(await w.get("/bomb"), { kind: "failed", why: "too_large" });
  assert.deepEqual(await w.get("/endless"), { kind: "failed", why: "too_large" });
  assert.deepEqual(await w.get("/endless", { purpose: "push" }), { kind: "failed", why: "too_large" });
  assert.ok(process.memoryUsage().arrayBuffers - before < 100_000_000);
});

test("S-05 a server that says nothing, or drips for ever, runs into the deadline", async () => {
  await using w = await world((request, response) => {
    if (request.url !== "/drip") return;
    response.writeHead(200);
    const timer = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(timer));
  });
  assert.deepEqual(await w.get("/silent", { timeoutMs: 150 }), { kind: "failed", why: "timeout" });
  assert.deepEqual(await w.get("/drip", { timeoutMs: 150 }), { kind: "failed", why: "timeout" });
});

test("what breaks on the way is a value", async () => {
  await using w = await world((request, response) => {
    if (request.url === "/truncated")
      return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("hello").subarray(0, 12));
    if (request.url === "/not-gzip") return response.writeHead(200, { "content-encoding": "gzip" }).end("plain");
    request.socket.destroy();
  });
  for (const path of ["/truncated", "/not-gzip", "/cut"]) {
    assert.deepEqual(await w.get(path), { kind: "failed", why: "reset" }, path);
  }
  const tls = `https://127.0.0.1:${w.port}/`;
  const noTls = await w.egress.request({ method: "GET", url: tls, purpose: "carrier" });
  assert.equal(noTls.kind, "failed");
  const nobody = await w.egress.request({ method: "GET", url: "http://127.0.0.1:1/", purpose: "carrier" });
  assert.deepEqual(nobody, { kind: "failed", why: "refused" });
});

test("S-03 push never connects to an address inside, however it is written", async () => {
  let canary = 0;
  const answers: Record<string, string[]> = {
    "inside.example": ["10.0.0.1"],
    "both.example": ["93.184.216.34", "127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
  };
  await using w = await world(
    (_request, response) => {
      canary += 1;
      response.end();
    },
    { allowLoopback: false, resolve: async (host) => answers[host] ?? ["127.0.0.1"] },
  );
  const hosts = ["127.0.0.1", "localhost", "[::1]", "[::ffff:7f00:1]", "2130706433", "0x7f.1", "0177.0.0.1", "0.0.0.0"];
  const named = ["inside.example", "both.example", "mapped.example", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"];
  for (const host of [...hosts, ...named]) {
    for (const scheme of ["http", "https"]) {
      const answer = await w.egress.request({ method: "POST", url: `${scheme}://${host}:${w.port}/`, purpose: "push" });
      assert.deepEqual(answer, { kind: "failed", why: "blocked" }, `${scheme}://${host}`);
    }
  }
  for (const url of ["file:///etc/passwd", "https://user:pass@push.example/", "not a url"]) {
    const answer = await w.egress.request({ method: "POST", url, purpose: "push" });
    assert.deepEqual(answer, { kind: "failed", why: "blocked" }, url);
  }
  assert.equal(canary, 0);
});

test("S-03 the connection goes to the address that was checked, with one look-up", async () => {
  let lookups = 0;
  await using w = await world((_request, response) => response.end("here"), {
    resolve: async () => {
      lookups += 1;
      return lookups === 1 ? ["127.0.0.1"] : ["10.0.0.1"];
    },
  });
  const url = `http://localhost:${w.port}/`;
  const first = await w.egress.request({ method: "GET", url, purpose: "push" });
  assert.equal(first.kind === "answer" && first.body.toString(), "here");
  assert.equal(lookups, 1);
});

test("S-03 which addresses are public", () => {
  for (const open of ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "100.128.0.1", "172.32.0.1"]) {
    assert.equal(isPublicAddress(open), true, open);
  }
  const inside = ["0.1.2.3", "10.1.1.1", "100.64.0.1", "127.9.9.9", "169.254.169.254", "172.31.0.1", "192.168.1.1"];
  const special = ["198.19.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:1.1.1.1", "fe80::1"];
  const more = ["fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1", "2002::1", "64:ff9b::101:101", "2001::1", "x", ""];
  for (const closed of [...inside, ...special, ...more]) assert.equal(isPublicAddress(closed), false, closed);
});
