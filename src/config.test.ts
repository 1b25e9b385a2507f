import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { ConfigError, readConfig } from "./config.ts";

const good = {
  DATABASE_URL: "postgres://posthorn:pw@db.example/posthorn",
  POSTHORN_PUBLIC_URL: "https://track.example.com/",
  POSTHORN_LINK_SECRET: randomBytes(32).toString("base64"),
  POSTHORN_SMTP_URL: "smtps://u:p@mail.example:465",
  POSTHORN_MAIL_FROM: "Shop <parcels@example.com>",
  POSTHORN_VAPID_PUBLIC_KEY: "public",
  POSTHORN_VAPID_PRIVATE_KEY: "private",
};
const carriers = [{ slug: "ups", fields: [{ name: "client_id" }, { name: "client_secret" }] }];
const problemsOf = (environment: Record<string, string | undefined>): readonly string[] => {
  try {
    readConfig(environment, carriers);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
};

test("serve lists every missing setting at once, by its name", () => {
  const problems = problemsOf({});
  for (const name of Object.keys(good))
    assert.ok(
      problems.some((p) => p.startsWith(`${name} is missing`)),
      name,
    );
});

test("serve refuses a weak link secret", () => {
  for (const weak of [
    "short",
    "a".repeat(64),
    "change-me-change-me-change-me-change-me",
    "abababababababababababababababababababab",
  ]) {
    assert.match(problemsOf({ ...good, POSTHORN_LINK_SECRET: weak }).join(), /POSTHORN_LINK_SECRET is weak/);
  }
});

test("serve refuses links over plain http unless told otherwise", () => {
  const environment = { ...good, POSTHORN_PUBLIC_URL: "http://track.example.com" };
  assert.match(problemsOf(environment).join(), /plain http/);
  assert.equal(readConfig(environment, carriers, { insecureHttp: true }).publicBaseUrl, "http://track.example.com");
});

test("a carrier with half a credential is named, one without is simply not connected", () => {
  assert.deepEqual(readConfig(good, carriers).carriers, {});
  assert.match(
    problemsOf({ ...good, POSTHORN_CARRIER_UPS_CLIENT_ID: "x" }).join(),
    /POSTHORN_CARRIER_UPS_CLIENT_SECRET is missing/,
  );
});

test("no error shows a secret", () => {
  const secret = "hunter2hunter2";
  assert.ok(
    !problemsOf({ ...good, POSTHORN_LINK_SECRET: secret, PORT: "x" })
      .join()
      .includes(secret),
  );
});
