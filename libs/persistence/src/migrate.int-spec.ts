import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import pg from 'pg';
import { migrate } from './migrate.js';

interface Runner {
  query(sql: string): Promise<unknown>;
}

class Parts1700000000001 {
  async up(runner: Runner): Promise<void> {
    await runner.query('create table parts (id int primary key, name text)');
  }

  async down(): Promise<void> {}
}

class Sizes1700000000002 {
  async up(runner: Runner): Promise<void> {
    await runner.query('alter table parts add column size int');
  }

  async down(): Promise<void> {}
}

/** Made beside the writes of the shop, once another machine has come to migrate too. */
class Index1700000000003 {
  transaction = false;

  async up(runner: Runner): Promise<void> {
    let others: unknown[] = [];
    while (others.length === 0) {
      others = (await runner.query(
        `select pid from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and query like 'select pg_%advisory_lock%'`,
      )) as unknown[];
    }
    await runner.query('create index concurrently parts_name on parts (name)');
  }

  async down(): Promise<void> {}
}

describe('migrating while the shop works', () => {
  let db: TestDatabase;
  let clients: pg.Client[];

  beforeAll(async () => {
    db = await createTestDatabase('t_migrate', [
      { schema: 'catalog', migrations: [Parts1700000000001] },
    ]);
    clients = [new pg.Client(db.adminUrl), new pg.Client(db.adminUrl)];
    for (const client of clients) await client.connect();
  });
  afterAll(async () => {
    for (const client of clients) await client.end();
    await db.drop();
  });

  it('a change that waits for a long transaction lets others pass, and is made once that has ended', async () => {
    const [long, other] = clients as [pg.Client, pg.Client];
    await long.query('begin');
    await long.query('select from catalog.parts');
    const migrating = migrate({
      adminUrl: db.adminUrl,
      services: [
        {
          schema: 'catalog',
          password: 'tandem-test',
          migrations: [Parts1700000000001, Sizes1700000000002],
        },
      ],
    });
    for (;;) {
      const { rowCount } = await other.query(
        `select from pg_locks where relation = 'catalog.parts'::regclass and not granted
            and database = (select oid from pg_database where datname = current_database())`,
      );
      if (rowCount) break;
    }
    // Behind the change in the queue: it would never be answered if the change waited for `long`.
    await other.query('select from catalog.parts');
    await long.query('commit');
    const { applied } = await migrating;
    expect(applied.catalog).toEqual(['Sizes1700000000002']);
    await other.query('select size from catalog.parts');
  });

  it('an index is made beside the writes of the shop, though another machine waits for its turn to migrate', async () => {
    const services = [
      {
        schema: 'catalog',
        password: 'tandem-test',
        migrations: [Parts1700000000001, Sizes1700000000002, Index1700000000003],
      },
    ];
    const both = await Promise.all([
      migrate({ adminUrl: db.adminUrl, services }),
      migrate({ adminUrl: db.adminUrl, services }),
    ]);
    expect(both.flatMap(({ applied }) => applied.catalog)).toEqual(['Index1700000000003']);
  });
});
