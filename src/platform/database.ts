/** PostgreSQL: named statements, one transaction per use case, and a tenant set for each transaction. */
import pg from "pg";
import { askAtOnce, type Question } from "./at-once.ts";

/** A named statement is planned once per connection; unnamed ones double the server's CPU. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Names are `folder.whatItDoes`; each folder keeps its statements in its `store.ts`. */
export const sql = (name: string, text: string): Statement => ({ name, text });

export interface Tx {
  query<Row extends object>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /** How many rows the statement touched. */
  execute(statement: Statement, values?: readonly unknown[]): Promise<number>;
}

export type Asking = Pick<Tx, "query">;

export interface Database {
  /** One transaction that sees only the rows of these merchants, by row-level security. */
  forMerchants<T>(merchantIds: readonly string[], work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One transaction across merchants. `why` names the use, so that a reader can list them: claims, key look-up, links, sign-in. */
  forSystem<T>(why: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * The same in one round trip: `ask` puts all its questions before it waits for the first answer, as `Promise.all` does. For what is
   * looked at often: a page that asked ten times waited ten times.
   */
  forMerchantsAtOnce<T>(merchantIds: readonly string[], ask: (tx: Asking) => Promise<T>): Promise<T>;
  forSystemAtOnce<T>(why: string, ask: (tx: Asking) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The database is gone, read-only, full or too slow. The edge answers 503 with Retry-After. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super("The database does not answer.", { cause });
    this.name = "DatabaseUnavailable";
  }
}

export interface DatabaseOptions {
  readonly url: string;
  readonly connectionsMax?: number;
  /** Role without ownership that every transaction takes on, so that row-level security binds. */
  readonly role?: string;
  readonly statementTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
}

// int8 as a number: our amounts and counters stay far below 2^53. Timestamps as Date (pg's default).
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export const appRole = "posthorn_app";

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 1_500,
    query_timeout: options.statementTimeoutMs ?? 10_000,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    // A process that stands still in the middle of a transaction holds its rows: no longer than what a dead one may.
    idle_in_transaction_session_timeout: 1_500,
    application_name: "posthorn",
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  const role = options.role ?? appRole;

  /** A connection for one use; afterwards it goes back, or is closed where it broke. */
  async function withClient<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((cause) => {
      throw new DatabaseUnavailable(cause);
    });
    let isBroken = false;
    // A connection that breaks while it is in use tells it twice: to the statement that waits, and as an event that ends the process where nobody listens.
    const ignore = (): void => {};
    client.on("error", ignore);
    try {
      return await use(client);
    } catch (cause) {
      isBroken = cause instanceof Unfinished || isConnectionLoss(cause);
      const told = cause instanceof Unfinished ? cause.cause : cause;
      throw isUnavailable(told) ? new DatabaseUnavailable(told) : told;
    } finally {
      client.off("error", ignore);
      client.release(isBroken);
    }
  }

  const inTransaction = <T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    withClient(async (client) => {
      const tx: Tx = {
        query: async <Row extends object>(statement: Statement, values: readonly unknown[] = []) =>
          (await client.query<Row & pg.QueryResultRow>({ ...statement, values: [...values] })).rows,
        execute: async (statement, values = []) =>
          (await client.query({ ...statement, values: [...values] })).rowCount ?? 0,
      };
      try {
        // One round trip. `scope` is "*" or a list of UUIDs that scopeOf has checked: nothing from outside stands in this text.
        await client.query(`begin; set local role ${role}; set local posthorn.scope = '${scope}'`);
        const result = await work(tx);
        await client.query("commit");
        return result;
      } catch (cause) {
        if (isConnectionLoss(cause)) throw cause;
        await client.query("rollback").catch(() => {
          throw new Unfinished(cause);
        });
        throw cause;
      }
    });

  async function atOnce<T>(scope: string, ask: (tx: Asking) => Promise<T>): Promise<T> {
    const questions: Question[] = [{ statement: takeOn, values: [role, scope] }];
    const answers = Promise.withResolvers<readonly (readonly object[])[]>();
    let isSent = false;
    const asked = ask({
      query: async <Row extends object>(statement: Statement, values: readonly unknown[] = []) => {
        if (isSent)
          throw new Error(`${statement.name} is asked after the answers: what needs them is a transaction's.`);
        const at = questions.push({ statement, values }) - 1;
        return ((await answers.promise)[at] ?? []) as Row[]; // the caller's type of its own statement
      },
    });
    isSent = true;
    const sent = withClient((client) =>
      askAtOnce(client, questions).catch((cause: unknown) => {
        throw new Unfinished(cause);
      }),
    ).then(answers.resolve, answers.reject);
    return (await Promise.all([asked, sent]))[0];
  }

  return {
    forMerchants: (merchantIds, work) => inTransaction(scopeOf(merchantIds), work),
    forSystem: (_why, work) => inTransaction("*", work),
    forMerchantsAtOnce: async (merchantIds, ask) => atOnce(scopeOf(merchantIds), ask),
    forSystemAtOnce: (_why, ask) => atOnce("*", ask),
    close: () => pool.end(),
  };
}

/** As `begin; set local …` does: until the transaction ends, which is the Sync of this round trip. */
const takeOn = sql("platform.takeOn", "select set_config('role', $1, true), set_config('posthorn.scope', $2, true)");

/** After this fault the connection is in no known state. */
class Unfinished extends Error {
  constructor(cause: unknown) {
    super("The connection is not to be used again.", { cause });
  }
}

function scopeOf(merchantIds: readonly string[]): string {
  for (const id of merchantIds) {
    if (!/^[0-9a-f-]{36}$/i.test(id)) throw new TypeError("A merchant id is a UUID.");
  }
  return [...new Set(merchantIds)].join(",");
}

/** SQLSTATE classes: 08 connection, 53 out of resources (disk full is 53100), 57 shut down or cancelled, 25006 read-only. */
function isUnavailable(cause: unknown): boolean {
  const code = sqlState(cause);
  return isConnectionLoss(cause) || /^(08|53|57|58)/.test(code) || code === "25006";
}

function isConnectionLoss(cause: unknown): boolean {
  const code = sqlState(cause);
  if (/^(08|57P0)/.test(code)) return true;
  if (["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND"].includes(code)) return true;
  return cause instanceof Error && /Connection terminated|Query read timeout|timeout exceeded/.test(cause.message);
}

function sqlState(cause: unknown): string {
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}
