/** What can go wrong, as classes: a program looks at them, a person reads their message. */

/** The installation answered, and refused. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** Machine-readable, where the call has one: `NO_SUCH_ORDER`. */
  readonly code: string | null;
  /** Each fault in a sentence. */
  readonly details: readonly string[];
  /** For support: it stands in the installation's log. */
  readonly correlationId: string | null;
  constructor(
    status: number,
    answer: { code: string | null; title: string; details: readonly string[]; correlationId: string | null },
  ) {
    super([`${status}: ${answer.title}`, ...answer.details].join(" "));
    this.status = status;
    this.code = answer.code;
    this.details = answer.details;
    this.correlationId = answer.correlationId;
  }
}

/** Nobody answered in time, after every attempt that was allowed. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
  readonly attempts: number;
  constructor(attempts: number, cause: unknown) {
    super(`The installation could not be reached in ${attempts} attempts.`, { cause });
    this.attempts = attempts;
  }
}

/** The body is none of ours, or is too old. */
export class WebhookRefused extends Error {
  override readonly name = "WebhookRefused";
}
