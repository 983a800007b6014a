import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import type { EntityManager, QueryRunner } from 'typeorm';

/** A statement that a connection parses and plans once: its name stands for its text, everywhere. */
export interface Statement {
  name: string;
  text: string;
  values?: unknown[];
}

export type Rows = Record<string, unknown>[];

/** What pg's Query does beside what its types tell. */
interface SentQuery {
  prepare(connection: Wire): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
  handleReadyForQuery(connection: Wire): void;
  handleError(error: Error, connection: Wire): void;
}

interface Wire {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  close(what: { type: 'S'; name: string }): void;
  sync(): void;
}

/** Statements whose parsing was sent and may not have been reached; per connection. */
const uncertain = new WeakMap<Wire, Set<string>>();

/**
 * Sends statements in one round trip. PostgreSQL skips those after a failing one; what came before
 * stands or falls with the transaction around them.
 * @returns the rows of each.
 * @throws QueryFailedError naming the first that failed.
 */
export async function sendTogether(
  runner: QueryRunner,
  statements: readonly Statement[],
): Promise<Rows[]> {
  const client = (await runner.connect()) as pg.PoolClient;
  const batch = new Batch(statements);
  return new Promise<Rows[]>((resolve, reject) => {
    const done = (error: Error | null | undefined) => {
      if (!error) return resolve(batch.rows);
      const failed = statements[batch.position] ?? statements.at(-1)!;
      reject(new QueryFailedError(failed.text, failed.values, error));
    };
    (client.query as (query: Batch, done: (error?: Error | null) => void) => void)(batch, done);
  });
}

/** Runs one statement that is planned once a connection; the hot paths' `tx.query`. */
export async function prepared<T>(tx: EntityManager, statement: Statement): Promise<T[]> {
  if (!tx.queryRunner) throw new Error('a prepared statement needs the manager of a transaction');
  const [rows] = await sendTogether(tx.queryRunner, [statement]);
  return rows as T[];
}

/** Several queries that look to pg's client like one. */
class Batch {
  readonly rows: Rows[] = [];
  /** Set by the client. */
  callback: ((error?: Error | null) => void) | undefined;
  readonly #queries: SentQuery[];
  #failed: Error | undefined;
  #fresh: string[] = [];

  constructor(private readonly statements: readonly Statement[]) {
    this.#queries = statements.map(({ name, text, values }, index) => {
      const config = { name, text, values: values ?? [], types: pg.types };
      const callback = (error: Error | null, result: { rows: Rows }) => {
        if (error) this.#failed ??= error;
        else this.rows[index] = result.rows;
      };
      const make = pg.Query as unknown as new (...args: unknown[]) => SentQuery;
      return new make(config, undefined, callback);
    });
  }

  /** Index of the statement whose answer is being read. */
  position = 0;

  submit(connection: Wire): Error | null {
    const { parsedStatements, submittedNamedStatements } = connection;
    const known = (name: string) => parsedStatements[name] ?? submittedNamedStatements[name];
    for (const { name, text } of this.statements) {
      if ((known(name) ?? text) !== text) return new Error(`two statements are named ${name}`);
    }
    const unsynced: Wire = Object.create(connection, { sync: { value: () => undefined } });
    const doubtful = uncertain.get(connection);
    connection.stream.cork();
    try {
      for (const [index, query] of this.#queries.entries()) {
        const { name } = this.statements[index]!;
        if (doubtful?.delete(name)) connection.close({ type: 'S', name });
        if (known(name) === undefined) this.#fresh.push(name);
        query.prepare(unsynced);
        // A value that can't be sent: nothing after it may happen, least of all a COMMIT.
        if (this.#failed) break;
      }
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  handleRowDescription(message: unknown): void {
    this.#queries[this.position]?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.#queries[this.position]?.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Wire): void {
    const query = this.#queries[this.position];
    query?.handleCommandComplete(message, connection);
    query?.handleReadyForQuery(connection);
    this.position += 1;
  }

  handleReadyForQuery(connection: Wire): void {
    if (this.#failed) this.#distrust(connection);
    this.callback?.(this.#failed);
  }

  handleError(error: Error, connection: Wire): void {
    this.#distrust(connection);
    this.callback?.(error);
  }

  handleEmptyQuery(): void {
    this.position += 1;
  }

  #distrust(connection: Wire): void {
    const doubtful = uncertain.get(connection) ?? new Set();
    uncertain.set(connection, doubtful);
    for (const name of this.#fresh) {
      doubtful.add(name);
      delete connection.submittedNamedStatements[name];
    }
  }
}
