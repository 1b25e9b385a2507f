/** Made-up requests to every address of the shopper's side: whatever comes, it is an answer and no fault of ours. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { startShopper } from "#test/shopper.ts";

const world = await startShopper();
after(() => world[Symbol.asyncDispose]());

const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "\u0000",
    "\ud800",
    "a\u0000b@example.org",
    "..",
    "%00",
    "%",
    "'; drop table orders; --",
    "x".repeat(5_000),
    "https://push.example/\u0000",
  ),
);

test("E-06 E-15 two thousand made-up requests: none ends in a fault of ours, none waits, none tells of the inside", async () => {
  const email = "fuzz@example.org";
  const { link, parcel } = await world.addOrder({ email, reference: "FUZZ-1" });
  const person = await world.signedIn(email);
  const paths = fc.oneof(
    fc.constantFrom(
      link,
      parcel,
      "/sign-in",
      "/sign-in/code",
      "/find",
      "/deliveries",
      "/account",
      "/account/sign-out",
      "/account/push",
      "/account/push/off",
      "/service-worker.js",
    ),
    odd.map((text) => `/o/${encodeURIComponent(text.toWellFormed())}`),
    odd.map((text) => `${link}/p/${encodeURIComponent(text.toWellFormed())}`),
    odd.map((text) => `/sign-in/${encodeURIComponent(text.toWellFormed())}`),
    odd.map((text) => `/account/sessions/${encodeURIComponent(text.toWellFormed())}/end`),
    odd.map(
      (text) =>
        `/deliveries?q=${encodeURIComponent(text.toWellFormed())}&lang=${encodeURIComponent(text.toWellFormed())}`,
    ),
  );
  const names = fc.constantFrom(
    "email",
    "code",
    "reference",
    "contact",
    "endpoint",
    "keys",
    "__proto__",
    "constructor",
  );
  const form = fc.dictionary(names, odd);
  const json = fc.oneof(
    fc.jsonValue(),
    form.map((fields) => ({ ...fields, keys: { p256dh: "B".repeat(87), auth: "A".repeat(22) } })),
  );
  const cookies = new Map(person.cookies);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("open", "send", "sendJson"),
      paths,
      form,
      json,
      async (how, path, fields, body) => {
        person.cookies.clear();
        for (const [name, value] of cookies) person.cookies.set(name, value);
        const answer =
          how === "open"
            ? await person.open(path)
            : how === "send"
              ? await person.send(path, fields)
              : await person.sendJson(path, body);
        assert.ok(answer.status < 500, `${how} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
        assert.doesNotMatch(answer.text, /\n\s+at |node_modules|\bselect \w+ from|PostgreSQL|\.ts:\d/);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("E-06 U+0000 and half surrogate pairs in any field are an ordinary wrong answer", async () => {
  const person = await world.signedIn("nul@example.org");
  for (const text of ["a\u0000b", "\u0000", "\ud800"]) {
    const fields = { email: `${text}@example.org`, code: text, reference: text, contact: text };
    for (const url of ["/sign-in", "/sign-in/code", "/find"]) {
      const { status } = await world.browser().send(url, fields);
      assert.ok(status === 404 || status === 422, `${url} ${status}`);
    }
    const keys = { p256dh: "B".repeat(87), auth: "A".repeat(22) };
    const endpoint = `https://push.example/${text}`;
    assert.equal((await person.sendJson("/account/push", { endpoint, keys })).status, 422);
    assert.equal((await person.sendJson("/account/push/off", { endpoint })).status, 204);
  }
});
