/** One JSON line per event. Only listed keys pass; everything else is dropped, so that nothing private leaks by accident (L-01). */
import { pino } from "pino";

export type LogEvent =
  | "started"
  | "stopping"
  | "stopped"
  | "request"
  | "request_failed"
  | "database_unavailable"
  | "unexpected_error"
  | "key_rejected"
  | "rate_limited"
  | "idempotency_mismatch"
  | "sign_in_requested"
  | "report_not_mailed"
  | "sign_in_ok"
  | "sign_in_failed"
  | "session_ended"
  | "phone_code_requested"
  | "phone_confirmed"
  | "phone_code_wrong"
  | "carrier_asked"
  | "carrier_refused"
  | "carrier_unreadable"
  | "carrier_unmapped"
  | "push_refused"
  | "credential_changed"
  | "credential_tested"
  | "credential_unreadable"
  | "pickup_code_unreadable"
  | "breaker_opened"
  | "breaker_closed"
  | "work_failed"
  | "work_dead"
  | "work_lost"
  | "webhook_failed"
  | "webhook_given_up"
  | "webhook_disabled"
  | "notification_sent"
  | "notification_failed"
  | "address_suppressed"
  | "person_erased"
  | "check_mail"
  | "egress_blocked"
  | "access_denied";

const allowedKeys = [
  "correlationId",
  "merchantId",
  "method",
  "route",
  "status",
  "durationMs",
  "carrier",
  "credential",
  "kind",
  "attempts",
  "count",
  "reason",
  "role",
  "port",
  "errorName",
  "code",
  "shard",
  "why",
  "channel",
  "host",
] as const;
export type LogFields = Partial<Record<(typeof allowedKeys)[number], string | number | boolean>>;

export interface Log {
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

export interface LogDestination {
  write(line: string): void;
}

export function createLog(options: { readonly level?: string; readonly destination?: LogDestination } = {}): Log {
  const logger = pino(
    {
      base: null,
      level: options.level ?? "info",
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
  const line =
    (level: "info" | "warn" | "error") =>
    (event: LogEvent, fields: LogFields = {}) =>
      logger[level]({ event, ...allowed(fields) });
  return { info: line("info"), warn: line("warn"), error: line("error") };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

function allowed(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of allowedKeys) {
    const value = fields[key];
    if (value === undefined) continue;
    kept[key] = typeof value === "string" ? visibleText(value).slice(0, 200) : value;
  }
  return kept;
}

/** Takes out control characters and bidirectional overrides: outside text is shown, mailed, pushed and logged without them. */
export function visibleText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .replace(/[\p{Bidi_Control}\u2028\u2029\ufeff]/gu, "")
    .replace(/\p{Cc}/gu, (control) => (control === "\t" || control === "\n" ? control : ""));
}
