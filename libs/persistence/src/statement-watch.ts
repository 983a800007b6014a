import type { DataSource, QueryRunner } from 'typeorm';

/** Is told of each statement that has ended, well or not, and when it began and ended by `performance.now()`. */
export interface StatementWatch {
  ended(sql: string, startedAt: number, endedAt: number): void;
}

/** By data source, for a statement knows no more than the connection it runs on. */
const watches = new WeakMap<DataSource, StatementWatch>();

/** Who looks at the statements of a connection; where nobody does they are not timed. */
export function watchOf({ connection }: QueryRunner): StatementWatch | undefined {
  return watches.get(connection);
}

/** From now on `watch` is told of each statement; without one nobody is. */
export function watchStatements(dataSource: DataSource, watch: StatementWatch | undefined): void {
  if (watch) watches.set(dataSource, watch);
  else watches.delete(dataSource);
}
