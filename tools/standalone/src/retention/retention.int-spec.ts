import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '@tandem/config';
import { TOPIC_SHAPE } from '@tandem/contracts';
import { Retention } from '@tandem/jobs';
import { SERVICES } from '@tandem/config/services';
import { holdRelay } from '@tandem/testing';
import pg from 'pg';
import { format, resolveConfig } from 'prettier';
import { loadService } from '../load-service.ts';
import { hostedServices, openHostedShop, type HostedShop } from '../testing/hosted.ts';
import { ARGUED, boundOf } from './kept-tables.ts';
import { retentionPage, type Cleared } from './retention-page.ts';

const PAGE = new URL('../../../../docs/retention.md', import.meta.url);

/** They have some thousand rows at most, or an index of those few that may go at all. */
const SMALL: readonly string[] = [
  'catalog.bulk_runs by ended_at',
  'catalog.imports by finished_at',
  'catalog.popular_reads by read_at',
  'operations.consistency_runs by finished_at',
  'operations.health_states by told_at',
  'operations.metric_marks by told_at',
  'operations.slow_statements by last_at',
  'realtime.webhook_secrets by valid_until',
  'sync.sync_runs by finished_at',
];

/** Real: all services in this process as the standalone form has them, and PostgreSQL. */
describe('what the shop keeps', () => {
  let shop: HostedShop;

  beforeAll(async () => {
    shop = await openHostedShop('t_retention');
  });
  afterAll(() => shop?.close());

  const allTables = async () => {
    const rows = await shop.database.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition
          and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' order by 1`,
    );
    return rows.map(({ name }) => name);
  };

  /** Table by table, what a row of it takes with it, at any depth. */
  const childrenOf = async (table: string) => {
    const rows = await shop.database.query<{ name: string }>(
      `with recursive gone as (
         select $1::regclass::oid as oid
         union select conrelid from pg_constraint join gone on confrelid = gone.oid where contype = 'f' and confdeltype = 'c')
       select oid::regclass::text as name from gone where oid <> $1::regclass order by 1`,
      [table],
    );
    return rows.map(({ name }) => name);
  };

  const cleared = async (): Promise<Cleared[]> => {
    const all = SERVICES.flatMap(({ name, schema }) =>
      shop.hosting.running
        .get(name)!
        .app.get(Retention)
        .all.flatMap(({ kind, kept }) =>
          kept().map(({ table, most, atLeast, for: { seconds, setting } }) => ({
            table: `${schema}.${table}`,
            job: kind.name,
            everyMs: kind.everyMs!,
            ...{ seconds, setting, most, atLeast },
          })),
        ),
    );
    const tables = await Promise.all(
      all.map(async (one) => ({ ...one, children: await childrenOf(one.table) })),
    );
    return tables.sort((a, b) => (a.table < b.table ? -1 : a.table > b.table ? 1 : 0));
  };

  const unbounded = async () => {
    const known = new Set((await cleared()).flatMap(({ table, children }) => [table, ...children]));
    return (await allTables()).filter((table) => !known.has(table) && boundOf(table) === undefined);
  };

  it('has a bound in every table: a job clears it, or there is a reason to leave it alone', async () => {
    expect(await unbounded()).toEqual([]);
    await shop.database.query('create table orders.parcels (id integer primary key)');
    expect(await unbounded()).toEqual(['orders.parcels']);
    await shop.database.query('drop table orders.parcels');
  });

  it('argues for no table that is not there, or that a job clears', async () => {
    const tables = new Set(await allTables());
    const argued = ARGUED.flatMap(([, names]) => names);
    expect(argued.filter((name) => !tables.has(name))).toEqual([]);
    expect(new Set(argued).size).toBe(argued.length);
    const both = new Set((await cleared()).map(({ table }) => table));
    expect(argued.filter((name) => both.has(name))).toEqual([]);
  });

  it('clears each of these tables by SQL that it may run', async () => {
    for (const { name } of SERVICES) {
      const retention = shop.hosting.running.get(name)!.app.get(Retention);
      for (const { kind } of retention.all) await retention.run(kind.name);
    }
  });

  it('finds the oldest row of each of these tables by an index', async () => {
    const scans: string[] = [];
    for (const { name, schema } of SERVICES) {
      const client = new pg.Client({ connectionString: shop.database.urlOf(schema) });
      await client.connect();
      await client.query(
        `set search_path = ${schema}; set enable_seqscan = off; set enable_sort = off`,
      );
      for (const { kept } of shop.hosting.running.get(name)!.app.get(Retention).all)
        for (const { table, since, where = 'true', overdue } of kept()) {
          if (overdue !== undefined) continue;
          const { rows } = await client.query<{ 'QUERY PLAN': string }>(
            `explain select from ${table} where (${since}) is not null and (${where}) order by ${since} limit 1`,
          );
          const plan = rows.map((row) => row['QUERY PLAN']).join(' ');
          if (/Seq Scan|Sort/.test(plan)) scans.push(`${schema}.${table} by ${since}`);
        }
      await client.end();
    }
    expect(scans.sort()).toEqual(SMALL);
  });

  it('keeps events that nobody has published, and letters that nobody has dealt with, however old', async () => {
    // It would publish the one that waits.
    const relay = new pg.Client({ connectionString: shop.database.adminUrl });
    await relay.connect();
    await holdRelay(relay, 'orders');
    const message = `'part', '1', 'stock.updated', 'tandem.inventory.stock', '{}', 1`;
    await shop.database.query(
      `insert into orders.outbox (id, aggregatetype, aggregateid, type, topic, payload, version, created_at, published_at)
       select gen_random_uuid(), ${message}, now() - interval '100 days', published_at
         from (values (null), (now() - interval '6 days'), (now() - interval '8 days')) as v (published_at)`,
    );
    await shop.database.query(
      `insert into orders.inbox (consumer, event_id, handled_at)
       select 'retention', gen_random_uuid(), now() - n * interval '1 day' from unnest(array[29, 31]) n`,
    );
    await shop.hosting.running.get('order')!.app.get(Retention).run('forget-messages');
    const [left] = await shop.database.query<{ events: string[]; marks: number }>(
      `select (select array_agg(coalesce(extract(day from now() - published_at)::text, 'waits') order by published_at)
                 from orders.outbox where created_at < now() - interval '99 days') as events,
              (select count(*)::integer from orders.inbox where consumer = 'retention') as marks`,
    );
    await relay.end();
    expect(left).toEqual({ events: ['6', 'waits'], marks: 1 });
  });

  it('knows for longer which events it has handled than Kafka keeps them', async () => {
    const marks = (await cleared()).filter(({ table }) => table.endsWith('.inbox'));
    expect(marks).toHaveLength(SERVICES.length);
    const kafkaMs = Number(TOPIC_SHAPE.config['retention.ms']);
    for (const { seconds } of marks) expect(seconds * 1_000).toBeGreaterThan(kafkaMs);
    const { env } = hostedServices(shop.database, shop.tokens)[0]!;
    const { service } = await loadService('auth');
    const days = Math.round(kafkaMs / 86_400_000);
    expect(() => loadConfig(service.config, { ...env, INBOX_DAYS: `${days}` })).toThrow(
      'INBOX_DAYS',
    );
  });

  it('forgets refused notifications after a year, though the service may not delete them', async () => {
    await shop.database.query(
      `insert into sync.security_events (type, created_at)
       select 'webhook_refused', now() - n * interval '1 day' from unnest(array[364, 366]) n`,
    );
    await shop.hosting.running
      .get('sync-gateway')!
      .app.get(Retention)
      .run('forget-security-events');
    expect(
      await shop.database.query(
        `select extract(day from now() - created_at)::integer as days from sync.security_events`,
      ),
    ).toEqual([{ days: 364 }]);
  });

  it('tells of each table that a job clears whether it is overdue, and of every table how much it holds', async () => {
    const answer = await fetch(`${shop.hosting.running.get('operations')!.url}/metrics`);
    const text = await answer.text();
    const told = (metric: string) =>
      new Set(
        [...text.matchAll(new RegExp(`^${metric}\\{store="([^"]+)"`, 'gm'))].map(([, s]) => s),
      );
    expect([...told('retention_overdue_seconds')].sort()).toEqual([
      ...new Set((await cleared()).map(({ table }) => table)),
    ]);
    const rows = told('retention_rows');
    const tables = (await allTables()).filter((table) => !table.endsWith('.schema_migrations'));
    expect(tables.filter((table) => !rows.has(table))).toEqual([]);
  });

  /** `TANDEM_WRITE_PAGES=1` writes it. */
  it('stands in docs/retention.md', async () => {
    const options = await resolveConfig(PAGE);
    const page = await format(retentionPage(await cleared()), { ...options, parser: 'markdown' });
    if (process.env['TANDEM_WRITE_PAGES']) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
