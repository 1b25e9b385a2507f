/** A report that a merchant shows to others: a copy of the last seven days, at an address that nobody guesses, for two weeks. */
import { z } from "zod";
import { recordDeed } from "#accounts/audit.ts";
import { type Clock, days } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { derivedToken, newId, sha256 } from "#platform/ids.ts";
import { checkWeek } from "./check.ts";
import { type FindingCode, findingCodes } from "./finding-codes.ts";
import { findSharedReport, putSharedReport, readSharedReport } from "./score-store.ts";
import type { Owner } from "./store.ts";

export interface ShareDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
}

export interface Share {
  readonly address: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

const sharedMs = days(14);
const isCode = (code: string): code is FindingCode => Object.hasOwn(findingCodes, code);

const share = z.number().nullable();
/** As it is stored: what others may see, and nothing besides. */
const SharedReport = z.object({
  verdict: z.enum(["validated", "findings", "nothing_to_check"]),
  checkedAt: z.iso.datetime(),
  orders: z.number(),
  entries: z.number(),
  score: z.object({
    captures_with_info: share,
    entries_resolved: share,
    shipments_with_events: share,
    calls_taken: share,
    whole: share,
  }),
  findings: z.array(z.object({ code: z.string(), count: z.number() })),
});
type Stored = z.infer<typeof SharedReport>;

/**
 * Makes a new one; the one before ends with it.
 * @param who an address, or a command: it is written into the shop's log
 */
export async function shareReport(deps: ShareDeps, owner: Owner, who: string): Promise<Share> {
  const { database, clock } = deps;
  const { verdict, orders, entries, score, findings, checkedAt } = await checkWeek(deps, owner);
  const report: Stored = {
    ...{ verdict, orders, entries, score, checkedAt: checkedAt.toISOString() },
    findings: findings.map(({ code, count }) => ({ code, count })),
  };
  const madeAt = clock.now();
  const shared = { serial: newId(), madeAt, expiresAt: new Date(madeAt.getTime() + sharedMs) };
  const token = tokenOf(deps, shared.serial);
  await database.forMerchants([owner.merchantId], async (tx) => {
    await putSharedReport(tx, owner, { ...shared, tokenHash: sha256(token), report });
    const deed = { merchantId: owner.merchantId, who, what: "report_shared", subject: shared.serial } as const;
    await recordDeed(tx, { ...deed, details: { mode: owner.mode } }, madeAt);
  });
  return { address: addressOf(deps, token), madeAt, expiresAt: shared.expiresAt };
}

/** The one that others can open now; null: there is none. */
export async function sharedNow(deps: ShareDeps, owner: Owner): Promise<Share | null> {
  const found = await deps.database.forMerchants([owner.merchantId], (tx) =>
    readSharedReport(tx, owner, deps.clock.now()),
  );
  return found === undefined ? null : { ...found, address: addressOf(deps, tokenOf(deps, found.serial)) };
}

const tokenOf = ({ linkSecret }: ShareDeps, serial: string): string =>
  derivedToken(linkSecret, "integration report", serial);
const addressOf = ({ publicBaseUrl }: ShareDeps, token: string): string =>
  `${publicBaseUrl}/integration-report/${token}`;

export interface OpenReport extends Omit<Stored, "findings"> {
  readonly shop: string;
  readonly mode: "live" | "test";
  readonly expiresAt: Date;
  readonly findings: readonly ({
    readonly code: FindingCode;
    readonly count: number;
  } & (typeof findingCodes)[FindingCode])[];
}

/** What is at an address; null: nothing, or no longer. */
export async function openSharedReport(
  { database, clock }: Pick<ShareDeps, "database" | "clock">,
  token: string,
): Promise<OpenReport | null> {
  const found = await database.forSystem("a shared report", (tx) => findSharedReport(tx, sha256(token), clock.now()));
  if (found === undefined) return null;
  const { findings, ...report } = SharedReport.parse(found.report);
  const { shop, mode, expiresAt } = found;
  // What a finding says is of today: a code that is no more has nothing to say.
  const known = findings.flatMap(({ code, count }) => (isCode(code) ? [{ code, count, ...findingCodes[code] }] : []));
  return { ...report, shop, mode, expiresAt, findings: known };
}
