/** `posthorn check`: an integration check at a terminal, with an exit code for CI. */
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { isUuid } from "#platform/ids.ts";
import { forShop, type Io, minuteOf, withoutMerchantId } from "#platform/terminal.ts";
import { check, type Subject, sinceOf } from "./check.ts";
import { linesOf } from "./report-lines.ts";
import { shownCheck } from "./routes.ts";
import { type ShareDeps, shareReport } from "./share-report.ts";

const usage = `Usage: posthorn check --merchant ID [--order ID | --capture ID | --shipment ID | --since 7d] [--test] [--json]
       posthorn check --merchant ID --share [--test] [--json]

  Is what a merchant sent right? Findings with example orders and what to do; of one order, or of all since some days (7).
  --test checks what came with test keys. Ends with 0: nothing is broken or doubtful; 1: something is; 2: it could not be checked.
  --share also makes an address at which others read the last seven days for two weeks, without orders; a new one ends the one before.
  DATABASE_URL says which database; --share wants POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET, too.`;

export interface CheckSettings {
  readonly databaseUrl: string | null;
  readonly publicBaseUrl: string | null;
  readonly linkSecret: string | null;
}

export async function checkCommand(argv: readonly string[], io: Io, settings: CheckSettings): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  const { databaseUrl, publicBaseUrl, linkSecret } = settings;
  const links = publicBaseUrl === null || linkSecret === null ? null : { publicBaseUrl, linkSecret };
  if (wanted.isShared && links === null) {
    io.err("POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET have to be set as for `npm run serve`.");
    return 2;
  }
  try {
    return await forShop({ io, databaseUrl, merchantId: wanted.merchantId }, (database) =>
      run({ database, clock: systemClock }, io, wanted, links),
    );
  } catch (error) {
    io.err(`It could not be checked: ${error instanceof Error ? error.message : "unknown"}`);
    return 2;
  }
}

async function run(
  deps: Pick<ShareDeps, "database" | "clock">,
  io: Io,
  { merchantId, mode, subject, isJson, isShared }: Wanted,
  links: Pick<ShareDeps, "publicBaseUrl" | "linkSecret"> | null,
): Promise<number> {
  const checked = await check(deps, { merchantId, mode }, subject);
  if (checked === null) {
    io.err("This merchant has no such order, capture or shipment in this mode.");
    return 2;
  }
  const shared =
    isShared && links !== null
      ? await shareReport({ ...deps, ...links }, { merchantId, mode }, "posthorn check")
      : null;
  if (isJson) {
    const more = shared === null ? {} : { shared: { address: shared.address, expires_at: shared.expiresAt } };
    io.out(JSON.stringify({ ...shownCheck(checked), ...more }, null, 2));
  } else {
    for (const line of linesOf(checked)) io.out(line);
    if (shared !== null) io.out(`\nTo show to others, until ${minuteOf(shared.expiresAt)}: ${shared.address}`);
  }
  return checked.verdict === "findings" ? 1 : 0;
}

interface Wanted {
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly subject: Subject;
  readonly isJson: boolean;
  readonly isShared: boolean;
}

/** What is asked for, or what is wrong with it. */
function readArguments(argv: readonly string[]): Wanted | string {
  const text = { type: "string" } as const;
  let values: {
    merchant?: string;
    order?: string;
    capture?: string;
    shipment?: string;
    since?: string;
    test?: boolean;
    json?: boolean;
    share?: boolean;
  };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        merchant: text,
        order: text,
        capture: text,
        shipment: text,
        since: text,
        test: { type: "boolean" },
        json: { type: "boolean" },
        share: { type: "boolean" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : "These arguments are not understood.";
  }
  const { merchant = "", since } = values;
  if (!isUuid(merchant)) return withoutMerchantId;
  const ids = (["order", "capture", "shipment"] as const).flatMap((kind) => {
    const id = values[kind];
    return id === undefined ? [] : [{ kind, id: id.toLowerCase() }];
  });
  const from = sinceOf(since ?? "7d", systemClock.now());
  if (from === null) return "--since is 1d to 30d, or a time such as 2026-11-24T00:00:00Z.";
  if (ids.length > 1 || (ids.length === 1 && since !== undefined))
    return "Name one order, capture or shipment, or --since.";
  const [one] = ids;
  if (one !== undefined && !isUuid(one.id))
    return `--${one.kind} is an id such as 0192f0c1-0000-7000-8000-000000000002.`;
  const { test = false, json: isJson = false, share: isShared = false } = values;
  if (isShared && (one !== undefined || since !== undefined))
    return "--share is of the last seven days: leave out order, capture, shipment and --since.";
  const mode = test ? "test" : "live";
  return { merchantId: merchant, mode, subject: one ?? { kind: "since", since: from }, isJson, isShared };
}
