import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { systemClock } from "#platform/clock.ts";
import { createHttpServer } from "#platform/http-server.ts";
import { silentLog } from "#platform/log.ts";
import { chosenCoding } from "./compression.ts";

const page = `<!doctype html>${"<p>Your parcel is on its way.</p>".repeat(100)}`;
const server = createHttpServer({ log: silentLog, clock: systemClock, trustedProxies: [], insecureHttp: true });
server.get("/page", (_request, reply) => reply.header("vary", "Cookie").type("text/html; charset=utf-8").send(page));
server.post("/form", { config: { form: true } }, (_request, reply) => reply.type("text/html").send(page));
server.get("/tagged", (_request, reply) =>
  reply
    .header("etag", '"a"')
    .type("application/json")
    .send(JSON.stringify([page])),
);
server.get("/small", (_request, reply) => reply.type("text/html").send("<p>Yes."));
server.get("/picture", (_request, reply) => reply.type("image/png").send(Buffer.alloc(5_000)));
server.get("/prepared", (_request, reply) =>
  reply.header("content-encoding", "br").type("text/html").send(Buffer.alloc(5_000)),
);
server.get("/nothing", (_request, reply) => reply.code(204).send());

const ask = async (url: string, headers: Record<string, string> = {}, method: "GET" | "POST" = "GET") => {
  const answer = await server.inject({
    method,
    url,
    headers: { "accept-encoding": "gzip, deflate, br, zstd", ...headers },
  });
  return { coding: answer.headers["content-encoding"], answer };
};

test("an answer is compressed by what the client takes, and is the same afterwards", async () => {
  const { answer } = await ask("/page");
  assert.equal(answer.headers["content-encoding"], "zstd");
  assert.equal(zstdDecompressSync(answer.rawPayload).toString(), page);
  assert.equal(answer.headers["content-length"], String(answer.rawPayload.length));
  assert.equal(answer.headers.vary, "Cookie, Accept-Encoding");
  const zipped = (await ask("/page", { "accept-encoding": "gzip, br" })).answer;
  assert.equal(gunzipSync(zipped.rawPayload).toString(), page);
  assert.ok(zipped.rawPayload.length < page.length / 10);
  const plain = (await ask("/page", { "accept-encoding": "identity" })).answer;
  assert.equal(plain.body, page);
  assert.equal(plain.headers.vary, "Cookie, Accept-Encoding", "a cache must know even then");
});

test("what is small, a picture, prepared already or nothing at all stays as it is", async () => {
  assert.equal((await ask("/small")).coding, undefined);
  assert.equal((await ask("/picture")).coding, undefined);
  assert.equal((await ask("/prepared")).coding, "br");
  assert.equal((await ask("/nothing")).answer.rawPayload.length, 0);
});

test("a tag that names the plain answer becomes a weak one", async () => {
  assert.equal((await ask("/tagged")).answer.headers.etag, 'W/"a"');
  assert.equal((await ask("/tagged", { "accept-encoding": "" })).answer.headers.etag, '"a"');
});

test("a page for one person with words that another site chose is not compressed, so that its length tells nothing (BREACH)", async () => {
  const cookie = "posthorn-session=a";
  assert.equal((await ask("/page?q=guess", { cookie })).coding, undefined);
  assert.equal((await ask("/page?q=guess", { cookie, "sec-fetch-site": "cross-site" })).coding, undefined);
  assert.equal((await ask("/page?lang=de&q=guess", { cookie, "sec-fetch-site": "none" })).coding, undefined);
  const form = { cookie, "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await ask("/form", form, "POST")).coding, undefined);
  assert.equal((await ask("/page?q=brass", { cookie, "sec-fetch-site": "same-origin" })).coding, "zstd");
  assert.equal((await ask("/form", { ...form, "sec-fetch-site": "same-origin" }, "POST")).coding, "zstd");
  assert.equal((await ask("/page", { cookie })).coding, "zstd");
  assert.equal((await ask("/page?lang=de", { cookie })).coding, "zstd");
  assert.equal((await ask("/page?q=guess")).coding, "zstd", "nobody's page holds no secret");
});

test("a coding that the client refuses is not used", () => {
  assert.equal(chosenCoding("zstd;q=0, gzip;q=0.5"), "gzip");
  assert.equal(chosenCoding("zstd; q=0.0, br"), null);
  assert.equal(chosenCoding("GZIP"), "gzip");
  assert.equal(chosenCoding(undefined), null);
});
