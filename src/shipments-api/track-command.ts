/** `posthorn track`: what is known of a number, for who sits at a terminal: status, carrier, when we knew, what is planned, the history. */
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { isUuid } from "#platform/ids.ts";
import { forShop, type Io, minuteOf, oneLine, tableOf, withoutMerchantId } from "#platform/terminal.ts";
import { type History, readHistories } from "#shipments/store.ts";
import { filterOf } from "./filter.ts";
import { linkOf, whole } from "./show-shipment.ts";
import { type ListedShipment, listShipments } from "./store.ts";

const usage = `Usage: posthorn track NUMBER --merchant ID [--test] [--json]

  The shipments of a merchant under a tracking number, however it is written: status, carrier, when we knew, what is planned
  next, and the history. --test looks among the test orders' ones. --json has them as GET /v1/shipments/{id} does.
  Ends with 0: found; 1: there is none; 2: it could not be looked up. DATABASE_URL says which database; the shopper's page is
  shown where POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET are set as for \`npm run serve\`.`;

export interface TrackSettings {
  readonly databaseUrl: string | null;
  readonly publicBaseUrl: string | null;
  readonly linkSecret: string | null;
}

/** Of one number; more would be somebody's placeholder. */
const shownMax = 50;

/** @returns the exit code: 0 found, 1 none, 2 not looked up */
export async function trackCommand(argv: readonly string[], io: Io, settings: TrackSettings): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  const { databaseUrl, publicBaseUrl, linkSecret } = settings;
  const links = publicBaseUrl === null || linkSecret === null ? null : { publicBaseUrl, linkSecret };
  if (wanted.isJson && links === null) {
    io.err(
      "POSTHORN_PUBLIC_URL and POSTHORN_LINK_SECRET have to be set as for `npm run serve`: each shipment has its link.",
    );
    return 2;
  }
  const { merchantId, number } = wanted;
  return forShop({ io, databaseUrl, merchantId }, async (database) => {
    const found = (await findShipments(database, wanted)).map(
      ({ row, history }): Found => ({
        row,
        shown: whole(row, history, links === null ? "" : linkOf(row, links)),
        hasLink: links !== null,
      }),
    );
    if (wanted.isJson) io.out(JSON.stringify({ shipments: found.map(({ shown }) => shown) }, null, 2));
    else for (const line of found.flatMap((one, at) => [...(at === 0 ? [] : [""]), ...linesOf(one)])) io.out(line);
    if (found.length > 0) return 0;
    io.err(
      `This merchant has no shipment under ${oneLine(number)}. Why not: posthorn check --merchant ${merchantId}${wanted.mode === "test" ? " --test" : ""}`,
    );
    return 1;
  });
}

function findShipments(
  database: Database,
  { merchantId, mode, number }: Wanted,
): Promise<{ readonly row: ListedShipment; readonly history: History }[]> {
  return database.forMerchants([merchantId], async (tx) => {
    const rows = await listShipments(tx, { merchantId, mode }, filterOf({ number }), null, shownMax);
    const found: { readonly row: ListedShipment; readonly history: History }[] = [];
    for (const row of rows) {
      const histories = await readHistories(tx, row.shard, [row.id]);
      found.push({ row, history: histories.get(row.id) ?? { events: [], facts: {} } });
    }
    return found;
  });
}

interface Found {
  readonly row: ListedShipment;
  readonly shown: ReturnType<typeof whole>;
  readonly hasLink: boolean;
}

function linesOf({ row, shown, hasLink }: Found): readonly string[] {
  const { estimate, pickup_point: point, keep_until: keepUntil } = shown;
  const known = row.summary.statusFrom?.seenAt ?? null;
  const facts: readonly (readonly [string, string | null])[] = [
    ["shipment", `${shown.id}${shown.direction === "return" ? ", a return" : ""}`],
    ["order", `${shown.reference ?? "without reference"} (${shown.order_id})`],
    ["carrier", shown.carrier ?? "not known"],
    ["status", `${shown.status} (${shown.code})`],
    ["happened", minuteOf(shown.status_at)],
    ["we knew", minuteOf(known)],
    ["expected", estimate && [estimate.from, estimate.through].filter((end) => end !== null).join(" to ")],
    ["pick up", point && [point.name, point.street, point.postalCode, point.city].filter(Boolean).join(", ")],
    ["kept until", keepUntil],
    ["last asked", row.lastAskedAt && `${minuteOf(row.lastAskedAt)}: ${row.lastOutcome ?? "no answer yet"}`],
    ["next", nextOf(row)],
    ["page", hasLink ? shown.tracking_url : null],
  ];
  const said = facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return [oneLine(shown.tracking_number ?? ""), ...indented(said), ...historyOf(shown.history)];
}

const indented = (rows: readonly (readonly string[])[]): readonly string[] => tableOf(rows).map((line) => `  ${line}`);

function nextOf({ nextAskAt, lastAskedAt, tracked, status }: ListedShipment): string {
  if (nextAskAt !== null)
    return `${nextAskAt <= systemClock.now() ? "the carrier is due to be asked since" : "the carrier is asked at"} ${minuteOf(nextAskAt)}`;
  if (!tracked) return "nothing: there is no way to follow it";
  if (lastAskedAt === null && status === "pending") return "nothing: its carrier is not asked (posthorn carriers list)";
  return `nothing: it is ${status}, and nobody is asked any more`;
}

function historyOf(history: Found["shown"]["history"]): readonly string[] {
  if (history.length === 0) return ["", "  The carrier has said nothing of it yet."];
  const rows = history.map(({ code, time, place, words, sources, seen_at: seenAt, is_withdrawn: isWithdrawn }) => [
    `${time.local.slice(0, 16).replace("T", " ")}`,
    minuteOf(seenAt),
    isWithdrawn ? `${code} (withdrawn)` : code,
    [place?.city ?? place?.name, place?.country].filter(Boolean).join(", "),
    sources.join(", "),
    words,
  ]);
  return ["", ...indented([["HAPPENED, LOCAL", "WE KNEW", "EVENT", "PLACE", "SAID BY", "WORDS"], ...rows])];
}

interface Wanted {
  readonly number: string;
  readonly merchantId: string;
  readonly mode: "live" | "test";
  readonly isJson: boolean;
}

const options = { merchant: { type: "string" }, test: { type: "boolean" }, json: { type: "boolean" } } as const;

/** What is wanted, or a sentence that says what is wrong. */
function readArguments(argv: readonly string[]): Wanted | string {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : "These arguments are not understood.";
  }
  const { values, positionals } = parsed;
  const number = positionals.join(" "); // as printed on a label: 1Z 999 AA1 …
  if (number.length > 100 || !/[\p{L}\p{N}]/u.test(number)) return "Name one tracking NUMBER.";
  if (!isUuid(values.merchant ?? "")) return withoutMerchantId;
  return {
    number,
    merchantId: values.merchant?.toLowerCase() ?? "",
    mode: values.test === true ? "test" : "live",
    isJson: values.json === true,
  };
}
