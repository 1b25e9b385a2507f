/** `posthorn doctor` on real databases and mail servers: what is well is said to be, what is not is found, and no secret is shown. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import pg from "pg";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import webPush from "web-push";
import { connectionBySlug } from "#carriers/connections.ts";
import { inspectConfig } from "#config.ts";
import { connectCarrier } from "#connections/connect-carrier.ts";
import { createMerchant } from "#orders/keys.ts";
import { type Clock, minutes, seconds, systemClock } from "#platform/clock.ts";
import { sql } from "#platform/database.ts";
import { planWork } from "#platform/due-work.ts";
import { createEgress } from "#platform/egress.ts";
import { createDatabase, startEmbeddedPostgres } from "#platform/embedded-postgres.ts";
import { newId, randomToken, shardOf } from "#platform/ids.ts";
import { silentLog } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { createVault } from "#platform/vault.ts";
import { aCertificate } from "#test/certificate.ts";
import { freshDatabase } from "#test/database.ts";
import { aMasterKey } from "#test/master-key.ts";
import { doctorCommand } from "./doctor-command.ts";
import type { Installation } from "./examine.ts";
import type { Finding } from "./findings.ts";

const migrations = join(import.meta.dirname, "../migrations");
const password = "a-password-of-the-mail-server";

/** Signs everybody in who knows the password. */
async function aMailServer(options: SMTPServerOptions) {
  const server = new SMTPServer({
    closeTimeout: 200,
    onAuth: ({ password: given }, _session, done) =>
      given === password ? done(null, { user: "shop" }) : done(new Error("no")),
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: (scheme: "smtp" | "smtps", secret = password) => `${scheme}://shop:${secret}@127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

/** This process trusts the certificate until it is disposed of. */
function trusting(cert: string): Disposable {
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, cert]);
  return { [Symbol.dispose]: () => setDefaultCACertificates(before) };
}

const vapid = webPush.generateVAPIDKeys();
const good: Installation = {
  databaseUrl: "",
  publicBaseUrl: "https://parcels.example",
  smtpUrl: "",
  mailFrom: "Your Shop <parcels@example.com>",
  vapid,
  masterKeys: [aMasterKey()],
  carriers: { ups: {} },
};

async function run(
  config: Partial<Installation>,
  more: { readonly problems?: readonly string[]; readonly clock?: Clock } = {},
) {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void out.push(line) };
  const patient = { config: { ...good, ...config }, problems: more.problems ?? [] };
  const deps = { clock: more.clock ?? systemClock, migrations };
  const code = await doctorCommand(["--json"], io, patient, deps);
  const text: string[] = [];
  await doctorCommand([], { ...io, out: (line) => void text.push(line) }, patient, deps);
  const report: { verdict: string; findings: readonly Finding[] } = JSON.parse(out.join("\n"));
  const of = (about: string) => report.findings.filter((finding) => finding.about === about);
  return { code, verdict: report.verdict, of, text: text.join("\n"), all: out.join("\n") + text.join("\n") };
}

/** Durable, as production is: the tests' own server is not. */
async function aDurableDatabase() {
  const directory = await mkdtemp(join(tmpdir(), "posthorn-doctor-"));
  const server = await startEmbeddedPostgres({ directory });
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const world = await freshDatabase();
const { database } = world;
after(() => world[Symbol.asyncDispose]());

test("a healthy installation: each line is ok, and it ends with 0; before its migrations it is not well", async () => {
  const certificate = aCertificate();
  using _trust = trusting(certificate.cert);
  await using mail = await aMailServer({ ...certificate });
  await using server = await aDurableDatabase();
  const config = { databaseUrl: server.url, smtpUrl: mail.url("smtp") };
  const empty = await run(config);
  assert.deepEqual([empty.code, empty.of("migrations")[0]?.level], [2, "problem"]);
  assert.match(empty.text, /problem +migrations +\d+ are not applied, from 0001-/);
  await migrate(server.url, migrations);
  const { code, verdict, text } = await run(config);
  assert.deepEqual([code, verdict], [0, "ok"], text);
  assert.match(text, /^ok +mail +127\.0\.0\.1 answers, encrypted\.$/m);
  assert.equal(text.split("\n").length, 10, text);
});

test("a mail server: TLS from the start, by STARTTLS, without, with a certificate that nobody knows, with a wrong password, not there", async () => {
  const certificate = aCertificate();
  await using starts = await aMailServer({ ...certificate });
  await using secure = await aMailServer({ ...certificate, secure: true });
  await using plain = await aMailServer({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true });
  const said = async (smtpUrl: string) => {
    const [finding] = (await run({ smtpUrl })).of("mail");
    return `${finding?.level}: ${finding?.says}`;
  };
  assert.match(await said(starts.url("smtp")), /^problem: 127\.0\.0\.1 does not take our connection/);
  assert.match(await said(secure.url("smtps")), /^problem: /);
  assert.match(await said(plain.url("smtp")), /^ok: .* on this machine and not encrypted/);
  assert.match(await said(plain.url("smtp", "wrong")), /^problem: .*SMTP 535/);
  {
    using _trust = trusting(certificate.cert);
    assert.match(await said(starts.url("smtp")), /^ok: .* encrypted\.$/);
    assert.match(await said(secure.url("smtps")), /^ok: .* encrypted\.$/);
    assert.match(await said(starts.url("smtp", "wrong")), /^problem: .*SMTP 535/);
  }
  const gone = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => gone.once("listening", listening));
  const address = gone.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await new Promise((closed) => gone.close(closed));
  assert.match(await said(`smtp://127.0.0.1:${port}`), /^problem: /);
});

test("R-02 a database that could lose a commit is a problem, and so is one that does not answer or is not there", async () => {
  const unsafe = await run({ databaseUrl: world.url });
  assert.equal(unsafe.code, 2);
  assert.match(unsafe.of("durability")[0]?.says ?? "", /fsync = off/);
  const silent = await run({ databaseUrl: "postgres://posthorn:db-secret@127.0.0.1:1/posthorn" });
  assert.match(silent.of("database")[0]?.says ?? "", /does not answer/);
  assert.ok(!silent.all.includes("db-secret"));
  const unknown = new URL(world.url);
  unknown.pathname = "/nothing_here";
  assert.match(
    (await run({ databaseUrl: unknown.href })).of("database")[0]?.says ?? "",
    /"nothing_here" does not exist/,
  );
});

test("a clock that is off, a migration that was changed, and one of a newer program are seen", async () => {
  const slow: Clock = { ...systemClock, now: () => new Date(systemClock.now().getTime() - seconds(5)) };
  assert.equal((await run({ databaseUrl: world.url }, { clock: slow })).of("clock")[0]?.level, "warning");
  const name = `doctor_${newId().replaceAll("-", "")}`;
  await createDatabase(world.url, name, "template_posthorn");
  const url = new URL(world.url);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query("insert into migrations (name, sha256) values ('9999-later.sql', 'x')");
    assert.match((await run({ databaseUrl: url.href })).of("migrations")[0]?.says ?? "", /ahead by 9999-later/);
    await client.query("update migrations set sha256 = 'x' where name like '0001-%'");
    assert.match(
      (await run({ databaseUrl: url.href })).of("migrations")[0]?.says ?? "",
      /^0001-.* ran as another text/,
    );
  } finally {
    await client.end();
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    await owner.query(`drop database ${owner.escapeIdentifier(name)} with (force)`);
    await owner.end();
  }
});

test("what is overdue, given up, sealed with a lost key, and refused by a carrier is named; K-04 no secret is", async () => {
  const merchantId = (
    await database.forSystem("test", (tx) => createMerchant(tx, { name: "Shop", clock: systemClock }))
  ).id;
  const subject = newId();
  const dueAt = new Date(systemClock.now().getTime() - minutes(20));
  const die = sql(
    "test.doctorDead",
    `insert into dead_work (shard, kind, subject, merchant_id, attempts, cause, died_at) values ($1, 'notify', $2, $3, 9, 'a cause of somebody', now())`,
  );
  const pause = sql(
    "test.doctorPause",
    `insert into carrier_limits (carrier, credential, open_until, paused_for) values ('gls', 'x', now() + interval '1 hour', 'unauthorized')`,
  );
  await database.forSystem("test", async (tx) => {
    await planWork(tx, [{ shard: shardOf(subject), kind: "poll", subject, merchantId, dueAt }]);
    await tx.execute(die, [shardOf(subject), subject, merchantId]);
    await tx.execute(pause);
  });
  const lost = aMasterKey();
  const connection = connectionBySlug("ups") ?? assert.fail();
  const secret = randomToken(24);
  const egress = createEgress({ clock: systemClock, log: silentLog });
  after(() => egress.close());
  const fields = { client_id: "ours", client_secret: secret };
  await connectCarrier(
    { connection, merchantId: null, name: "main", fields, environment: "production" },
    {
      ...{ database, egress, clock: systemClock, log: silentLog, wait: async () => {} },
      vault: createVault({ database, clock: systemClock, masterKeys: [lost] }),
    },
  );
  const refuse = sql("test.doctorRefused", "update carrier_credentials set verdict = 'refused', verified_at = now()");
  await database.forSystem("test", (tx) => tx.execute(refuse));
  const { of, all } = await run({ databaseUrl: world.url, carriers: {} });
  assert.match(of("work")[0]?.says ?? "", /^1 of kind poll overdue/);
  assert.equal(of("work")[0]?.level, "problem");
  assert.match(of("given up")[0]?.says ?? "", /^1 of kind notify failed too often/);
  assert.match(of("keys")[0]?.says ?? "", new RegExp(`^The master key ${lost.id} is missing`));
  assert.deepEqual(
    of("carriers").map(({ says }) => says),
    [
      "Connected: ups (installation)",
      "ups refuses the credential of the installation.",
      "gls refused a login lately, and is not asked meanwhile.",
    ],
  );
  const keys = [lost, ...good.masterKeys].flatMap(({ key }) => [key.toString("base64"), key.toString("hex")]);
  for (const hidden of [secret, vapid.privateKey, password, "a cause of somebody", ...keys])
    assert.ok(!all.includes(hidden));
});

test("K-04 of settings that are missing or wrong it names the setting, and not what stands in it", async () => {
  const { config, problems } = inspectConfig(
    {
      DATABASE_URL: "mysql://u:hunter2-db@db.example/x",
      POSTHORN_PUBLIC_URL: "http://parcels.example",
      POSTHORN_LINK_SECRET: "hunter2-link",
      POSTHORN_SMTP_URL: "http://u:hunter2-mail@mail.example",
      POSTHORN_MASTER_KEY: "hunter2-master",
      POSTHORN_MAIL_FROM: "nobody",
    },
    [],
    { insecureHttp: true },
  );
  const { code, all, of } = await run(config, { problems });
  assert.equal(code, 2);
  for (const name of [
    "DATABASE_URL",
    "POSTHORN_LINK_SECRET",
    "POSTHORN_SMTP_URL",
    "POSTHORN_MASTER_KEY",
    "POSTHORN_VAPID_PUBLIC_KEY",
  ])
    assert.ok(
      of("settings").some(({ says }) => says.startsWith(name)),
      name,
    );
  assert.equal(of("address")[0]?.level, "warning");
  assert.match(of("mail")[0]?.says ?? "", /sender is no e-mail address/);
  assert.ok(!all.includes("hunter2"));
});
