/** A bounce or a complaint, from wherever it came: finds which of our mails it is about, and stops mail to that address. */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { idFromCause, isUuid } from "#platform/ids.ts";
import type { Log } from "#platform/log.ts";
import type { MailReport } from "./mail-report.ts";
import { readMailRecipient, suppress, suppressionKey } from "./suppression-store.ts";

export interface MailReportDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicBaseUrl: string;
  readonly linkSecret: string;
}

/** suppressed: from now on. known: it was, or somebody has lifted it since. passing: no reason to. unknown: not one of our mails. */
export type ReportTaken = "suppressed" | "known" | "passing" | "unknown";

/** The address is never taken from the report: our mail's id, which nobody can guess, says whom it went to. */
export async function takeMailReport(deps: MailReportDeps, report: MailReport): Promise<ReportTaken> {
  const id = notificationIdIn(report.messageId, deps.publicBaseUrl);
  if (report.kind === "passing") return "passing";
  if (id === null) return "unknown";
  const { kind: reason } = report;
  const now = deps.clock.now();
  const at = report.at === null || report.at > now ? now : report.at;
  const taken = await deps.database.forSystem("a mail's report", async (tx): Promise<ReportTaken> => {
    const mail = await readMailRecipient(tx, id);
    // The order has another address by now: the report is not about that one.
    if (mail?.email == null || mail.recipient !== idFromCause("address", mail.email)) return "unknown";
    const key = suppressionKey(deps.linkSecret, "email", mail.email);
    return (await suppress(tx, { key, channel: "email", reason }, at)) ? "suppressed" : "known";
  });
  if (taken === "suppressed") deps.log.info("address_suppressed", { channel: "email", reason });
  return taken;
}

/** `<id@our host>`; brackets are left out by some. */
function notificationIdIn(messageId: string | null, publicBaseUrl: string): string | null {
  const [, id = "", host = ""] = /^<?([0-9a-f-]{36})@([^<>\s]+?)>?$/i.exec(messageId ?? "") ?? [];
  const isOurs = isUuid(id) && host.toLowerCase() === new URL(publicBaseUrl).hostname.toLowerCase();
  return isOurs ? id.toLowerCase() : null;
}
