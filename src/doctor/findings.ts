/** What the doctor says of what was looked at: each line is well, a warning, or a problem with what to do. Pure; no secret goes in, so none comes out. */
import { createECDH } from "node:crypto";
import { minutes, seconds } from "#platform/clock.ts";
import type { Queue } from "#platform/due-work.ts";
import type { MailServerTried } from "#platform/mail.ts";
import type { MigrationState } from "#platform/migrate.ts";
import { minuteOf } from "#platform/terminal.ts";

export interface Finding {
  readonly about: string;
  readonly level: "ok" | "warning" | "problem";
  readonly says: string;
  /** What to do; null where nothing is. */
  readonly advice: string | null;
}

const ok = (about: string, says: string): Finding => ({ about, level: "ok", says, advice: null });
const warning = (about: string, says: string, advice: string): Finding => ({ about, level: "warning", says, advice });
const problem = (about: string, says: string, advice: string): Finding => ({ about, level: "problem", says, advice });

/** @param problems sentences that say what to do, as `serve` would */
export const aboutSettings = (problems: readonly string[]): readonly Finding[] =>
  problems.length === 0
    ? [ok("settings", "All that serve needs is set.")]
    : problems.map((says) => ({ about: "settings", level: "problem", says, advice: null }));

export function aboutAddress(publicBaseUrl: string): readonly Finding[] {
  const protocol = URL.parse(publicBaseUrl)?.protocol;
  if (protocol === "https:") return [ok("address", `Links begin with ${publicBaseUrl}`)];
  if (protocol !== "http:") return []; // the settings say so
  return [
    warning(
      "address",
      `${publicBaseUrl} is plain http: links in mails can be read on the way, and serve starts only with --insecure-http.`,
      "Put a certificate before it, and https:// into POSTHORN_PUBLIC_URL.",
    ),
  ];
}

/** Halves of two pairs look well, and every push is refused. */
export function aboutVapid({ publicKey, privateKey }: { readonly publicKey: string; readonly privateKey: string }) {
  if (publicKey === "" || privateKey === "") return [];
  return isKeyPair(publicKey, privateKey)
    ? [ok("push", "The Web Push keys are a pair.")]
    : [problem("push", "The Web Push keys are no pair: no push reaches anybody.", "A new pair: npx posthorn vapid")];
}

/** RFC 8292: points and numbers of P-256, in base64url. */
function isKeyPair(publicKey: string, privateKey: string): boolean {
  try {
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(Buffer.from(privateKey, "base64url"));
    return curve.getPublicKey().equals(Buffer.from(publicKey, "base64url"));
  } catch {
    return false; // it is no number of the curve
  }
}

export function aboutMail(host: string, tried: MailServerTried): Finding {
  if (tried.kind === "fails")
    return problem(
      "mail",
      `${host} does not take our connection (${tried.detail}): no mail leaves.`,
      "Look at POSTHORN_SMTP_URL: name, port, user and password; the certificate has to be one that can be checked.",
    );
  if (tried.isEncrypted) return ok("mail", `${host} answers, encrypted.`);
  if (/^(localhost|127\.|\[?::1)/.test(host)) return ok("mail", `${host} answers, on this machine and not encrypted.`);
  return warning(
    "mail",
    `${host} offers no STARTTLS: mails and the password go readable.`,
    "Use smtps:// or another port; ask the provider.",
  );
}

export const aboutSender = (isSender: boolean): readonly Finding[] =>
  isSender
    ? []
    : [problem("mail", "The sender is no e-mail address.", "POSTHORN_MAIL_FROM: Your Shop <parcels@example.com>")];

export const aboutSilence = (reason: string): Finding =>
  problem(
    "database",
    `The database does not answer: ${reason}. What needs it was not looked at.`,
    "Look at DATABASE_URL, and whether PostgreSQL runs and may be reached from here.",
  );

export function aboutMigrations({ pending, changed, unknown }: MigrationState): readonly Finding[] {
  if (pending.length > 0)
    return [
      problem(
        "migrations",
        `${pending.length} are not applied, from ${pending[0]} on. What needs them was not looked at.`,
        "npm run serve applies them when it starts.",
      ),
    ];
  if (changed.length > 0)
    return [
      problem(
        "migrations",
        `${changed.join(", ")} ran as another text than the one that is here.`,
        "Use the files of the release: serve does not start with these.",
      ),
    ];
  if (unknown.length > 0)
    return [
      warning(
        "migrations",
        `The database is ahead by ${unknown.join(", ")}.`,
        "A newer Posthorn ran on it: update this one.",
      ),
    ];
  return [ok("migrations", "All are applied.")];
}

export const aboutDurability = (unsafe: readonly string[]): Finding =>
  unsafe.length === 0
    ? ok("durability", "What is accepted survives a power cut.")
    : problem(
        "durability",
        `${unsafe.map((name) => `${name} = off`).join(", ")}: the database could lose what a merchant was told we have.`,
        "Switch it on in postgresql.conf.",
      );

/** Work is due, and leased, by the clock of a process. @param aheadMs how far this machine is before the database's */
export function aboutClock(aheadMs: number): Finding {
  const off = Math.abs(aheadMs);
  const says = `This machine is ${(off / 1_000).toFixed(1)} s ${aheadMs < 0 ? "behind" : "ahead of"} the database.`;
  const advice = "Set both clocks by NTP.";
  if (off <= seconds(2)) return ok("clock", says);
  return off <= seconds(10) ? warning("clock", says, advice) : problem("clock", says, advice);
}

export function aboutKeys(hasKey: boolean, missing: readonly string[]): readonly Finding[] {
  if (missing.length > 0)
    return missing.map((id) =>
      problem(
        "keys",
        `The master key ${id} is missing: what it sealed does not open, and serve does not start.`,
        `Add it to POSTHORN_MASTER_KEY, which may hold several; if it is lost: npx posthorn keys give-up ${id}`,
      ),
    );
  if (hasKey) return [ok("keys", "The master keys open all that is sealed.")];
  return [
    warning(
      "keys",
      "There is no master key: carriers' credentials cannot be entered, only set in the environment.",
      "POSTHORN_MASTER_KEY for every process: openssl rand -base64 32",
    ),
  ];
}

/** Later than this nobody is at it: a lease ends within seconds. */
export const overdueMs = minutes(1);

/** @param queues what of each is late by `overdueMs` */
export function aboutWork(queues: readonly Pick<Queue, "kind" | "overdue" | "oldestDueAt">[], now: Date) {
  const late = queues.flatMap(({ kind, overdue, oldestDueAt }) => {
    if (oldestDueAt === null) return [];
    const says = `${overdue} of kind ${kind} overdue, since ${minuteOf(oldestDueAt)}.`;
    const advice = "Does a process with the role worker run, with this database? More of them do more.";
    const isLong = now.getTime() - oldestDueAt.getTime() > minutes(10);
    return [isLong ? problem("work", says, advice) : warning("work", says, advice)];
  });
  return late.length > 0 ? late : [ok("work", "Nothing is overdue.")];
}

export const aboutDead = (
  dead: readonly { readonly kind: string; readonly count: number; readonly at: Date }[],
): readonly Finding[] =>
  dead.map(({ kind, count, at }) =>
    warning(
      "given up",
      `${count} of kind ${kind} failed too often, the last one ${minuteOf(at)}.`,
      "The portal's page /portal/operator/work has the causes, and does it again.",
    ),
  );

export interface Entered {
  readonly connection: string;
  readonly isInstalled: boolean;
  readonly verdict: string | null;
  readonly count: number;
}

/** @param refusing connections that are not asked now, because they refused a login */
export function aboutCarriers(
  installed: readonly string[],
  entered: readonly Entered[],
  refusing: readonly string[],
): readonly Finding[] {
  const names = [
    ...installed.map((name) => `${name} (environment)`),
    ...entered.map(
      ({ connection, isInstalled, count }) => `${connection} (${isInstalled ? "installation" : `merchants: ${count}`})`,
    ),
  ];
  if (names.length === 0)
    return [
      warning(
        "carriers",
        "No carrier is connected: nobody is asked about any parcel.",
        "npx posthorn carriers connect",
      ),
    ];
  const failed = entered.filter(({ verdict }) => verdict === "refused" || verdict === "not_allowed");
  return [
    ok("carriers", `Connected: ${[...new Set(names)].toSorted().join(", ")}`),
    ...failed.map(({ connection, isInstalled, count, verdict }) =>
      (isInstalled ? problem : warning)(
        "carriers",
        `${connection} ${verdict === "refused" ? "refuses the credential" : "does not let us ask with the credential"} ${isInstalled ? "of the installation" : `of ${count} merchants`}.`,
        `npx posthorn carriers connect ${connection}${isInstalled ? "" : " --merchant ID"}`,
      ),
    ),
    ...refusing.map((connection) =>
      problem(
        "carriers",
        `${connection} refused a login lately, and is not asked meanwhile.`,
        `npx posthorn carriers test ${connection}`,
      ),
    ),
  ];
}

export const worst = (findings: readonly Finding[]): Finding["level"] =>
  (["problem", "warning"] as const).find((level) => findings.some((finding) => finding.level === level)) ?? "ok";
