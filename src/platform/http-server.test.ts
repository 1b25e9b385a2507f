/** The HTTP edge on a real socket: what is refused, how it is closed, and what every answer carries. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { request } from "undici";
import { systemClock } from "#platform/clock.ts";
import { createHttpServer, type HttpServerOptions } from "#platform/http-server.ts";
import { createLog, silentLog } from "#platform/log.ts";
import { freshDatabase } from "#test/database.ts";

const logged: string[] = [];

async function aServer(options: Partial<HttpServerOptions> = {}): Promise<{ server: FastifyInstance; port: number }> {
  const server = createHttpServer({
    log: silentLog,
    clock: systemClock,
    trustedProxies: [],
    insecureHttp: false,
    ...options,
  });
  server.get("/hello", async (incoming, reply) =>
    reply.headers({ "x-ratelimit-limit": "1", "www-authenticate": "Basic", etag: "a", "capture-id": "c" }).send({
      ip: incoming.ip,
      protocol: incoming.protocol,
    }),
  );
  server.post("/echo", async (incoming) => ({ body: incoming.body ?? null }));
  server.get("/broken", async () => {
    throw Object.assign(new Error('invalid input "1Z999AA10123456784"'), { code: "22P02" });
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  after(() => server.close());
  const address = server.server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0 };
}
const { server, port } = await aServer({ log: createLog({ destination: { write: (line) => logged.push(line) } }) });

/** Writes the chunks, each after something came back for the one before, and reads until the other side closes. */
function exchange(...chunks: string[]): Promise<string> {
  return new Promise((done, fail) => {
    let got = "";
    const socket: Socket = connect(port, "127.0.0.1", () => socket.write(chunks.shift() ?? ""));
    socket.on("data", (data) => {
      got += data;
      const next = chunks.shift();
      if (next !== undefined) socket.write(next);
    });
    socket.on("close", () => done(got));
    socket.on("error", fail);
  });
}
const get = (path: string, extra = ""): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${extra}\r\n`;

test("E-12 stray bytes that come with a GET: one answer, which says that the connection closes", async () => {
  const answer = await exchange(`${get("/hello")}{}`);
  assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1);
  assert.match(answer, /^HTTP\/1\.1 200 .*\r\nConnection: close\r\n/s);
});

test("E-12 stray bytes that come after the answer: the connection closes without a second answer", async () => {
  const answer = await exchange(get("/hello"), "{}");
  assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1);
});

for (const [name, bytes] of Object.entries({
  "a GET that says it closes": `${get("/hello", "Connection: close\r\n")}{}`,
  "a GET of HTTP/1.0": "GET /hello HTTP/1.0\r\n\r\n{}",
  "a GET, where they look like another request": `${get("/hello")}GET no address\r\n`,
})) {
  test(`E-12 stray bytes after ${name}: it is answered, once`, async () => {
    const answer = await exchange(bytes);
    assert.match(answer, /^HTTP\/1\.1 200 .*\r\nConnection: close\r\n/s);
    assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1);
  });
}

test("E-12 stray bytes after an address that cannot be read: one answer", async () => {
  const answer = await exchange(`${get("/%zz", "Connection: close\r\n")}{}`);
  assert.equal(answer.match(/HTTP\/1\.1 400/g)?.length, 1);
});

test("E-10 a call with an expectation that we do not know is served, with all that every answer carries", async () => {
  const answer = await exchange(get("/hello", "Expect: something\r\nConnection: close\r\n"));
  assert.match(answer, /^HTTP\/1\.1 200 /);
  assert.match(answer, /\r\nX-Content-Type-Options: nosniff\r\n/);
});

const post = (headers: string, body = ""): string => `POST /echo HTTP/1.1\r\nHost: x\r\n${headers}\r\n${body}`;
for (const [name, bytes] of Object.entries({
  "both a length and chunks": post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "{}"),
  "two lengths": post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"),
  "a signed length": post("Content-Length: +2\r\n", "{}"),
  "an unknown transfer coding": post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
  "line feeds alone": "GET /hello HTTP/1.1\nHost: x\n\n",
  "a carriage return inside a header": get("/hello", "X-A: b\rX-B: c\r\n"),
  "a folded header name": get("/hello", "X A: b\r\n"),
  "a broken chunk size": post(
    "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n",
    "zz\r\n{}\r\n0\r\n\r\n",
  ),
  "no Host": "GET /hello HTTP/1.1\r\n\r\n",
  nonsense: "hello there\r\n\r\n",
})) {
  test(`E-12 ${name} is 400 and the connection closes`, async () => {
    const answer = await exchange(bytes);
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1);
  });
}

test("E-10 what the parser refuses carries a type with charset, nosniff, no-store and a correlation id", async () => {
  const answer = await exchange("nonsense\r\n\r\n");
  for (const header of [
    "Content-Type: application/json; charset=utf-8",
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-cache, no-store, max-age=0, must-revalidate",
  ])
    assert.ok(answer.includes(`\r\n${header}\r\n`), header);
  const [, id] = /\r\nKlarna-Correlation-Id: ([0-9a-f-]{36})\r\n/.exec(answer) ?? [];
  assert.equal(JSON.parse(answer.split("\r\n\r\n")[1] ?? "").correlation_id, id);
});

test("header names are capitalised on the wire, whatever case the code used", async () => {
  const answer = await exchange(get("/hello", "Connection: close\r\n"));
  for (const name of ["Content-Type", "Content-Length", "X-Ratelimit-Limit", "WWW-Authenticate", "ETag", "Capture-Id"])
    assert.ok(answer.includes(`\r\n${name}: `), name);
});

test("a body in chunks is read; E-01 a chunked body over the limit is 413 without a length to say so", async () => {
  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
  const chunked = "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\nConnection: close\r\n";
  assert.match(await exchange(post(chunked, `${chunk('{"a":')}${chunk("1}")}0\r\n\r\n`)), /\{"body":\{"a":1\}\}/);
  const big = JSON.stringify("x".repeat(64 * 1_024));
  const answer = await request(`http://127.0.0.1:${port}/echo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Readable.from([Buffer.from(big)]),
  });
  assert.equal(answer.statusCode, 413);
  await answer.body.dump();
});

test("E-01 however large a body is, the answer 413 reaches the client, and then the connection closes", async () => {
  const size = 16 * 1_024 * 1_024;
  const body = "x".repeat(size);
  for (const headers of [`Content-Length: ${size}\r\n`, `Content-Length: ${size}\r\nConnection: close\r\n`]) {
    const answer = await exchange(post(`Content-Type: application/json\r\n${headers}`, body));
    assert.match(answer, /^HTTP\/1\.1 413 .*\r\nConnection: close\r\n/s);
    assert.match(answer, /The body is larger than 64 KB/);
  }
});

test("E-02 an address over 4 KB is 414, headers over 16 KB are 431", async () => {
  assert.match(await exchange(get(`/${"x".repeat(4_200)}`, "Connection: close\r\n")), /^HTTP\/1\.1 414 /);
  assert.match(await exchange(get("/hello", `X-Big: ${"x".repeat(17_000)}\r\n`)), /^HTTP\/1\.1 431 /);
});

test("E-03 headers have 10 s, requests 30 s at most, and connections are capped in total", () => {
  const node = server.server;
  assert.ok(node.headersTimeout <= 10_000 && node.requestTimeout <= 30_000);
  assert.ok(node.maxConnections < 100_000);
});

test("E-03 connections of one address are capped; the ones that are open go on", async () => {
  const capped = await aServer({ connectionsPerAddressMax: 2 });
  const open = await Promise.all(
    [1, 2].map(
      () =>
        new Promise<Socket>((done) => {
          const socket = connect(capped.port, "127.0.0.1", () => done(socket));
        }),
    ),
  );
  const third = connect(capped.port, "127.0.0.1");
  await new Promise((done) => third.on("close", done).on("error", () => {}));
  const answer = await new Promise<string>((done) => {
    open[0]?.once("data", (data) => done(String(data)));
    open[0]?.write(get("/hello"));
  });
  assert.match(answer, /^HTTP\/1\.1 200 /);
  for (const socket of open) socket.destroy();
});

test("E-11 X-Forwarded-* from elsewhere than a configured proxy is not believed", async () => {
  const spoofed = { "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https" };
  const answer = await request(`http://127.0.0.1:${port}/hello`, { headers: spoofed });
  assert.equal(answer.statusCode, 403, "M-07: it came through something that we were not told of");
  await answer.body.dump();
  const open = await aServer({ insecureHttp: true });
  const said = await request(`http://127.0.0.1:${open.port}/hello`, { headers: spoofed });
  assert.deepEqual(await said.body.json(), { ip: "127.0.0.1", protocol: "http" });
});

test("M-07 through a configured proxy https opens and http is refused", async () => {
  const proxied = await aServer({ trustedProxies: ["127.0.0.1"] });
  const through = (proto: string) =>
    request(`http://127.0.0.1:${proxied.port}/hello`, {
      headers: { "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": proto },
    });
  const [https, http] = [await through("https"), await through("http")];
  assert.deepEqual(await https.body.json(), { ip: "203.0.113.9", protocol: "https" });
  assert.equal(http.statusCode, 403);
  assert.equal(http.headers.location, undefined, "and never redirected");
  await http.body.dump();
});

test("E-09 an unexpected error tells only its correlation id, and the log does not quote values", async () => {
  const answer = await request(`http://127.0.0.1:${port}/broken`);
  const text = await answer.body.text();
  assert.equal(answer.statusCode, 500);
  const { correlation_id: id } = JSON.parse(text);
  const line = logged.find((entry) => entry.includes("unexpected_error")) ?? "";
  assert.ok(line.includes(id) && line.includes("22P02"));
  assert.ok(!text.includes("1Z999") && !logged.join("").includes("1Z999"));
});

test("E-08 TRACE and methods without a route are refused", async () => {
  for (const method of ["TRACE", "DELETE", "OPTIONS", "PUT", "HEAD"])
    assert.match(
      await exchange(`${method} /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      /^HTTP\/1\.1 404 /,
    );
});

test("E-04 a body without a type or of another type is 415; no body needs none", async () => {
  const answerTo = async (headers: Record<string, string>, body: string | null) => {
    const answer = await request(`http://127.0.0.1:${port}/echo`, { method: "POST", headers, body });
    await answer.body.dump();
    return answer.statusCode;
  };
  assert.equal(await answerTo({}, "{}"), 415);
  assert.equal(await answerTo({}, null), 200);
  assert.equal(await answerTo({ "content-type": "application/json" }, null), 200);
  for (const type of ["text/plain", "application/jsonp", "application/x-www-form-urlencoded", "multipart/form-data"])
    assert.equal(await answerTo({ "content-type": type }, "{}"), 415, type);
});

/** The program itself, with a bug planted that a signal sets off. */
async function startWithBug(bug: string) {
  const fresh = await freshDatabase();
  const planted = `data:text/javascript,process.on("SIGUSR2",()=>{${encodeURIComponent(bug)}})`;
  const main = join(import.meta.dirname, "../main.ts");
  const child = spawn(process.execPath, ["--import", planted, main, "serve", "--allow-unsafe-durability"], {
    env: {
      DATABASE_URL: fresh.ownerUrl,
      HOST: "127.0.0.1",
      PORT: "0",
      POSTHORN_ROLES: "api",
      POSTHORN_PUBLIC_URL: "https://track.example",
      POSTHORN_LINK_SECRET: "kq83Zp1vX0cB7rTgYw2LdN5sHfJm9AeU",
      POSTHORN_SMTP_URL: "smtp://127.0.0.1:1",
      POSTHORN_MAIL_FROM: "parcels@example.org",
      POSTHORN_VAPID_PUBLIC_KEY: "public",
      POSTHORN_VAPID_PRIVATE_KEY: "private",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (data) => {
    const wasStarted = said.includes('"started"');
    said += data;
    if (!wasStarted && said.includes('"started"')) child.kill("SIGUSR2");
  });
  const ended = await new Promise<number | null>((done) => child.once("close", done));
  await fresh[Symbol.asyncDispose]();
  return { ended, lines: said.trim().split("\n") };
}

for (const [name, bug] of Object.entries({
  "a promise that nobody awaits": 'Promise.reject(new Error("planted"))',
  "an error that nobody catches": 'throw new Error("planted")',
})) {
  test(`R-17 ${name} is logged once and ends the process with a code that is not zero`, async () => {
    const { ended, lines } = await startWithBug(bug);
    assert.equal(ended, 1);
    const told = lines.filter((line) => line.includes("planted"));
    assert.equal(told.length, 1, lines.join("\n"));
    assert.equal(JSON.parse(told[0] ?? "").event, "unexpected_error");
  });
}
