/**
 * Several statements in one round trip. PostgreSQL takes messages ahead of its answers and treats all up to one Sync as a transaction of
 * its own: it commits there, or undoes all of it after the first fault (protocol-flow, "Pipelining"). Each statement is still pg's own
 * `Query`: it is bound, described and read as any other; this holds back the Sync of all but the last.
 */
import pg from "pg";
import type { Statement } from "./database.ts";

export interface Question {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

type Row = Record<string, unknown>;

/** What pg's client calls on a query while its answer comes in; pg's types leave it out. */
interface Answering {
  submit(connection: pg.Connection): Error | null;
  readonly name: string;
  readonly text: string;
  callback: (error: Error | null, result?: { readonly rows: readonly Row[] }) => void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
  handleReadyForQuery(connection: pg.Connection): void;
}

/**
 * The rows of each question, in their order. Rejects with the first fault: then none of them has happened, and what the connection has
 * prepared is not known any more, so that it is to be closed.
 */
export function askAtOnce(client: pg.ClientBase, questions: readonly Question[]): Promise<readonly (readonly Row[])[]> {
  return new Promise((resolve, reject) => {
    client.query(new AtOnce(questions, (error, rows) => (error === null ? resolve(rows) : reject(error))));
  });
}

class AtOnce implements pg.Submittable {
  readonly #queries: readonly Answering[];
  readonly #rows: (readonly Row[])[] = [];
  #answered = 0;
  /** Of a statement that pg would not send, or of a row that it cannot read. */
  #fault: Error | null = null;
  /** pg's client puts its own around it, for the time-out. */
  callback: (error: Error | null, rows: readonly (readonly Row[])[]) => void;

  constructor(questions: readonly Question[], callback: AtOnce["callback"]) {
    this.callback = callback;
    this.#queries = questions.map(({ statement, values }) => {
      const query = new pg.Query({ ...statement, values: [...values] }) as unknown as Answering; // see Answering
      query.callback = (error, result) => {
        this.#fault ??= error;
        this.#rows.push(result?.rows ?? []);
      };
      return query;
    });
  }

  /** Of the statement that is being answered: pg's client notes by them what is prepared. */
  get name(): string | undefined {
    return this.#queries[this.#answered]?.name;
  }
  get text(): string | undefined {
    return this.#queries[this.#answered]?.text;
  }

  submit(connection: pg.Connection): Error | null {
    const withoutSync: pg.Connection = Object.create(connection, { sync: { value: () => {} } });
    connection.stream.cork();
    try {
      for (const query of this.#queries) this.#fault ??= query.submit(withoutSync);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  handleRowDescription(message: unknown): void {
    this.#queries[this.#answered]?.handleRowDescription(message);
  }
  handleDataRow(message: unknown): void {
    this.#queries[this.#answered]?.handleDataRow(message);
  }
  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    const query = this.#queries[this.#answered];
    query?.handleCommandComplete(message, connection);
    query?.handleReadyForQuery(connection);
    this.#answered += 1;
  }
  handleReadyForQuery(): void {
    this.callback(this.#fault, this.#rows);
  }
  handleError(error: Error): void {
    this.callback(error, []);
  }
}
