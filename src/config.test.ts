import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ConfigError, readConfig, readCredentialSettings } from "./config.ts";

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

test("SMS are sent when all that Twilio wants is set, and half of it is named", () => {
  const sms = {
    POSTHORN_SMS_ACCOUNT_SID: `AC${"0a".repeat(16)}`,
    POSTHORN_SMS_AUTH_TOKEN: "token",
    POSTHORN_SMS_FROM: "+4915112345678",
  };
  assert.equal(readConfig(good, carriers).twilio, null);
  assert.deepEqual(readConfig({ ...good, ...sms }, carriers).twilio, {
    accountSid: sms.POSTHORN_SMS_ACCOUNT_SID,
    authToken: "token",
    from: "+4915112345678",
  });
  for (const from of ["Lampenwelt", `MG${"1f".repeat(16)}`])
    assert.equal(readConfig({ ...good, ...sms, POSTHORN_SMS_FROM: from }, carriers).twilio?.from, from);
  assert.match(
    problemsOf({ ...good, ...sms, POSTHORN_SMS_AUTH_TOKEN: "" }).join(),
    /POSTHORN_SMS_AUTH_TOKEN is missing/,
  );
  for (const from of ["015112345678", "Far too long a name", "12345", "x@y"])
    assert.match(problemsOf({ ...good, ...sms, POSTHORN_SMS_FROM: from }).join(), /POSTHORN_SMS_FROM is neither/, from);
  assert.match(problemsOf({ ...good, ...sms, POSTHORN_SMS_ACCOUNT_SID: "SK1" }).join(), /is not the SID/);
});

test("a carrier with half a credential is named, one without is simply not connected", () => {
  assert.deepEqual(readConfig(good, carriers).carriers, {});
  assert.match(
    problemsOf({ ...good, POSTHORN_CARRIER_UPS_CLIENT_ID: "x" }).join(),
    /POSTHORN_CARRIER_UPS_CLIENT_SECRET is missing/,
  );
});

test("a slip in the name of a carrier's setting is named: nobody would be asked, without a word", () => {
  assert.match(
    problemsOf({ ...good, POSTHORN_CARRIER_UPS_CLIENTID: "x" }).join(),
    /^POSTHORN_CARRIER_UPS_CLIENTID is no setting of any connection/,
  );
  assert.match(problemsOf({ ...good, POSTHORN_CARRIER_UPS: "yes" }).join(), /^POSTHORN_CARRIER_UPS takes "on"/);
  const complete = {
    POSTHORN_CARRIER_UPS_CLIENT_ID: "x",
    POSTHORN_CARRIER_UPS_CLIENT_SECRET: "y",
    POSTHORN_CARRIER_UPS_BASE_URL: "https://ups.example",
  };
  assert.deepEqual(problemsOf({ ...good, ...complete }), []);
});

test("commands need no public address, but one that is set must be an address", () => {
  const settingsOf = (publicUrl?: string) => readCredentialSettings({ POSTHORN_PUBLIC_URL: publicUrl }, carriers);
  assert.equal(settingsOf().publicBaseUrl, null);
  assert.equal(settingsOf("https://track.example/").publicBaseUrl, "https://track.example");
  for (const wrong of ["track.example", "ftp://track.example"])
    assert.throws(() => settingsOf(wrong), /POSTHORN_PUBLIC_URL is not a URL/);
});

test("K-01 the master key is optional, but one that is set must be 32 random bytes; several are named by their place", () => {
  const [newer, older] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64url")];
  const keysOf = (environment: Record<string, string>) => readConfig({ ...good, ...environment }, carriers).masterKeys;
  assert.deepEqual(readConfig(good, carriers).masterKeys, []);
  assert.equal(keysOf({ POSTHORN_MASTER_KEY: newer }).length, 1);
  assert.deepEqual(
    keysOf({ POSTHORN_MASTER_KEY: `${newer},${older}` }).map(({ key }) => key.toString("base64url")),
    [Buffer.from(newer, "base64").toString("base64url"), older],
  );
  for (const weak of [
    "short",
    "A".repeat(43),
    Buffer.alloc(32, "ab").toString("base64"),
    randomBytes(31).toString("base64"),
  ])
    assert.match(problemsOf({ ...good, POSTHORN_MASTER_KEY: weak }).join(), /^POSTHORN_MASTER_KEY is not/, weak);
  assert.match(
    problemsOf({ ...good, POSTHORN_MASTER_KEY: `${newer}\nshort` }).join(),
    /^POSTHORN_MASTER_KEY, key 2, is not 32 bytes/,
  );
});

test("K-01 the master key may come in a file", async () => {
  const directory = await mkdtemp(join(tmpdir(), "posthorn-config-"));
  const file = join(directory, "keys");
  try {
    await writeFile(file, `${randomBytes(32).toString("base64")}\n${randomBytes(32).toString("base64")}\n`);
    assert.equal(readConfig({ ...good, POSTHORN_MASTER_KEY_FILE: file }, carriers).masterKeys.length, 2);
    await writeFile(file, "\n");
    assert.match(problemsOf({ ...good, POSTHORN_MASTER_KEY_FILE: file }).join(), /a file without a key/);
    assert.match(problemsOf({ ...good, POSTHORN_MASTER_KEY_FILE: `${file}.not` }).join(), /cannot be read/);
    const both = { POSTHORN_MASTER_KEY: randomBytes(32).toString("base64"), POSTHORN_MASTER_KEY_FILE: file };
    assert.match(problemsOf({ ...good, ...both }).join(), /both set/);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test("K-04 no error shows a secret", () => {
  const secret = "hunter2hunter2";
  assert.ok(
    !problemsOf({ ...good, POSTHORN_LINK_SECRET: secret, POSTHORN_MASTER_KEY: secret, PORT: "x" })
      .join()
      .includes(secret),
  );
});

test("mails for an integration check are taken where address, server and port are set; the mail role stands with them", () => {
  const check = { POSTHORN_CHECK_ADDRESS: "Integration@Example.com", POSTHORN_CHECK_AUTHSERV_ID: "mx.example.com" };
  assert.equal(readConfig(good, carriers).checkMail, null);
  const piped = readConfig({ ...good, ...check }, carriers);
  assert.deepEqual(piped.checkMail, { address: "integration@example.com", authservId: "mx.example.com", smtp: null });
  assert.deepEqual(piped.roles, ["api", "worker"]);
  const taken = readConfig({ ...good, ...check, POSTHORN_CHECK_SMTP_PORT: "2525" }, carriers);
  assert.deepEqual(taken.checkMail?.smtp, { host: "127.0.0.1", port: 2525, clients: ["127.0.0.1", "::1"] });
  assert.deepEqual(taken.roles, ["api", "worker", "mail"]);
  for (const [wrong, expected] of [
    [{ POSTHORN_CHECK_SMTP_PORT: "2525" }, /POSTHORN_CHECK_ADDRESS is not.*POSTHORN_CHECK_AUTHSERV_ID is not/s],
    [{ ...check, POSTHORN_CHECK_ADDRESS: "a@b.example, c@d.example" }, /POSTHORN_CHECK_ADDRESS/],
    [{ ...check, POSTHORN_CHECK_SMTP_PORT: "smtp" }, /POSTHORN_CHECK_SMTP_PORT is not a port/],
    [{ ...check, POSTHORN_CHECK_SMTP_PORT: "25", POSTHORN_CHECK_SMTP_HOST: "0.0.0.0" }, /SMTP_CLIENTS is missing/],
    [{ ...check, POSTHORN_ROLES: "mail" }, /POSTHORN_CHECK_SMTP_PORT is not set/],
  ] as const)
    assert.match(problemsOf({ ...good, ...wrong }).join("\n"), expected);
});
