import { SourceHealth, viewSql, type StockSource } from '@tandem/contracts';
import type { TestDatabase } from './database.js';

/** Makes the sync gateway's view of outside systems, where that service is not there itself. Nobody is listened to yet. */
export async function standInSources(database: TestDatabase): Promise<void> {
  await database.query(`
    create table sync.sources (source text primary key, enabled boolean not null default false,
      enabled_at timestamptz(3) not null default '2026-01-01', last_success_at timestamptz(3), stale_after_ms integer not null);
    insert into sync.sources (source, stale_after_ms) values ('warehouse', 15000), ('g2a', 1800000);
    ${viewSql(SourceHealth)}`);
}

/** An outside system was heard so long ago, to the second (from now on: '-1 hour'); `enabled`: whether the shop listens to it at all. */
export async function sourceHeard(
  database: TestDatabase,
  source: StockSource,
  ago: string,
  enabled = true,
): Promise<void> {
  await database.query(
    `update sync.sources set enabled = $3, last_success_at = date_trunc('second', clock_timestamp() - $2::interval)
      where source = $1`,
    [source, ago, enabled],
  );
}
