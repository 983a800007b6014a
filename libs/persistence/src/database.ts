import type { DataSource, QueryResult, QueryRunner } from 'typeorm';
import { sendTogether, type Statement } from './pipeline.js';
import { watchOf } from './statement-watch.js';

/** Whoever can be asked: the database, where each statement stands alone on any connection, or a transaction. */
export interface Queryable {
  /**
   * The rows of a statement, of a change with RETURNING too. One with a name is parsed and planned once a connection.
   * `tools/standalone/src/statements` compares `Row` with the migrated schema.
   * @throws QueryFailedError as the database refuses.
   */
  query<Row>(sql: string | Statement, values?: unknown[]): Promise<Row[]>;
  /**
   * Does a change that answers with nothing.
   * @returns how many rows it changed.
   * @throws QueryFailedError as the database refuses.
   */
  execute(sql: string, values?: unknown[]): Promise<number>;
}

/** A running transaction: `transaction()` makes it, and ends it. */
export class Tx implements Queryable {
  constructor(readonly runner: QueryRunner) {}

  query<Row>(sql: string | Statement, values?: unknown[]): Promise<Row[]> {
    return rowsOf(this.runner, sql, values);
  }

  execute(sql: string, values?: unknown[]): Promise<number> {
    return countOf(this.runner, sql, values);
  }
}

/** The tables of one service, by its own role. */
export class Database implements Queryable {
  constructor(readonly dataSource: DataSource) {}

  query<Row>(sql: string | Statement, values?: unknown[]): Promise<Row[]> {
    return this.withConnection((runner) => rowsOf<Row>(runner, sql, values));
  }

  execute(sql: string, values?: unknown[]): Promise<number> {
    return this.withConnection((runner) => countOf(runner, sql, values));
  }

  /** Where it is, with the role that it is opened by. */
  get url(): string {
    return (this.dataSource.options as { url: string }).url;
  }

  /** Waits for what is under way. A second call does nothing. */
  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async withConnection<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  }
}

async function rowsOf<Row>(
  runner: QueryRunner,
  sql: string | Statement,
  values?: unknown[],
): Promise<Row[]> {
  if (typeof sql !== 'string') return (await sendTogether(runner, [sql]))[0] as Row[];
  return (await ask(runner, sql, values)).records;
}

async function countOf(runner: QueryRunner, sql: string, values?: unknown[]): Promise<number> {
  return (await ask(runner, sql, values)).affected ?? 0;
}

async function ask(runner: QueryRunner, sql: string, values?: unknown[]): Promise<QueryResult> {
  const watch = watchOf(runner);
  if (!watch) return runner.query(sql, values, true);
  // To wait for a connection is not the statement's fault.
  if (!runner.isReleased) await runner.connect();
  const startedAt = performance.now();
  try {
    return await runner.query(sql, values, true);
  } finally {
    watch.ended(sql, startedAt, performance.now());
  }
}
