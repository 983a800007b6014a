import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventually, testTokens, type TestDatabase, type TestTokens } from '@tandem/testing';
import pg from 'pg';
import { Hosting } from './hosting.ts';
import { hostedServices } from './testing/hosted.ts';
import { MADE_WHEN_RUNNING } from './testing/metric-names.ts';
import { databaseOfAll } from './testing/migrated.ts';

/** Real: all services in this process as the standalone form has them, and PostgreSQL. */
describe('/metrics of a running shop', () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  let hosting: Hosting;
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    database = await databaseOfAll('t_metrics');
    tokens = await testTokens();
    hosting = new Hosting();
    await hosting.start(hostedServices(database, tokens));
  });
  afterAll(async () => {
    for (const client of clients) await client.end();
    await hosting?.stop();
    await tokens?.close();
    await database?.drop();
  });

  async function readings(): Promise<Map<string, number>> {
    const answer = await fetch(`${hosting.running.get('operations')!.url}/metrics`);
    const lines = (await answer.text()).split('\n').filter((line) => /^[a-z]/.test(line));
    return new Map(
      lines.map((line) => {
        const end = line.lastIndexOf(' ');
        return [line.slice(0, end), Number(line.slice(end + 1))];
      }),
    );
  }

  it('tells what waits, and is stuck, without being asked for it before', async () => {
    const names = new Set([...(await readings()).keys()].map((line) => line.split('{')[0]));
    for (const name of [
      'outbox_unpublished',
      'outbox_oldest_age_seconds',
      'dead_letters_open',
      'saga_open',
      'saga_age_seconds',
      'stock_low',
      'stock_out',
      'database_oldest_transaction_age_seconds',
      'database_connections',
      'database_connections_max',
      'database_size_bytes',
      'consistency_differences_open',
      'db_client_connection_pending_requests',
      'db_client_connection_max',
      'system_filesystem_usage_bytes',
      'checked_reads_total',
      ...MADE_WHEN_RUNNING,
    ])
      expect([name, names.has(name)]).toEqual([name, true]);
  });

  it('tells of each service by its schema', async () => {
    const known = await readings();
    for (const schema of ['auth', 'catalog', 'inventory', 'orders', 'sync', 'realtime'])
      expect(known.get(`outbox_unpublished{schema="${schema}"}`)).toBeDefined();
  });

  it('sees a transaction that somebody else has left open', async () => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    clients.push(client);
    await client.connect();
    await client.query('begin; select 1');
    const began = Date.now();
    await eventually(async () => {
      const age = (await readings()).get('database_oldest_transaction_age_seconds')!;
      expect(age).toBeGreaterThan(0.5);
      expect(age).toBeLessThan((Date.now() - began) / 1_000 + 60);
    });
    await client.query('rollback');
  });

  it('counts parts that are low and out, sources that are silent, and differences', async () => {
    const part = async (sku: string, stock: number, least: number) => {
      const [row] = await database.query<{ id: number }>(
        `insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency)
         values ('physical', $1, lower($1), $1, 1000, 'EUR') returning id`,
        [sku],
      );
      await database.query(
        `insert into inventory.stock_levels (part_id, current_stock, min_stock_level, version) values ($1, $2, $3, 1)`,
        [row!.id, stock, least],
      );
    };
    await part('M-PLENTY', 10, 2);
    await part('M-LOW', 2, 2);
    await part('M-OUT', 0, 2);
    await database.query(
      `update sync.sources set enabled = true, enabled_at = now() - interval '1 day', announced_stale = true
        where source = 'warehouse'`,
    );
    await database.query(
      `insert into operations.consistency_differences (id, check_name, about, record) values ($1, 'stock', 'part', '1')`,
      [randomUUID()],
    );
    const known = await readings();
    expect(known.get('stock_low')).toBe(1);
    expect(known.get('stock_out')).toBe(1);
    expect(known.get('source_stale{source="warehouse"}')).toBe(1);
    expect(known.get('source_silence_seconds{source="warehouse"}')).toBeGreaterThan(86_000);
    expect(known.get('consistency_differences_open')).toBe(1);
  });
});
