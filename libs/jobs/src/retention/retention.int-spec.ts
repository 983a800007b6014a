import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Setting } from '@tandem/config';
import { metricsText } from '@tandem/observability';
import { openDatabase, transaction, type Database } from '@tandem/persistence';
import { createTestDatabase, type TestDatabase } from '@tandem/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { defineRecurringJob } from '../define-job.js';
import { createJobs } from '../schema.js';
import { keptFor, type Kept } from './kept.js';
import { Retention } from './retention.js';

class Schema1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table letters (id integer primary key, answered_at timestamptz, dull boolean not null default true)',
    );
    await runner.query('create table pages (id integer primary key, read_at timestamptz)');
    await runner.query(createJobs('orders'));
  }
  async down(): Promise<void> {}
}

const DAY = 86_400;
const job = defineRecurringJob({ name: 'forget-letters', title: 'Forget letters', everyMs: 1_000 });

// Real here: PostgreSQL, with the rights of a service.
describe('what is kept', () => {
  let database: TestDatabase;
  let db: Database;
  let retention: Retention;
  let kept: readonly Kept[] = [];
  beforeAll(async () => {
    database = await createTestDatabase('t_kept', [
      { schema: 'orders', migrations: [Schema1700000000001] },
    ]);
    db = await openDatabase({
      url: database.urlOf('orders'),
      schema: 'orders',
      applicationName: 'retention-spec',
    });
    retention = new Retention(db, 'orders');
    retention.handlersOf([{ kind: job, kept: () => kept }]);
  });
  beforeEach(() => retention.start());
  afterEach(async () => {
    retention.stop();
    await database.query('truncate orders.letters, orders.pages');
  });
  afterAll(async () => {
    await db?.close();
    await database?.drop();
  });

  /** Letter n was answered n days ago, at noon as it were; of 0 nobody knows when. */
  const letters = (count: number) =>
    database.query(
      `insert into orders.letters (id, answered_at, dull)
       select n, case when n > 0 then now() - (n - 0.5) * interval '1 day' end, n <> 7 from generate_series(0, $1::integer) n`,
      [count],
    );
  const left = async () =>
    (await database.query<{ id: number }>('select id from orders.letters order by id')).map(
      ({ id }) => id,
    );
  const read = async (metric: string, table: string): Promise<number | undefined> => {
    const lines = (await metricsText()).split('\n');
    const line = lines.find((one) => one.startsWith(`${metric}{store="orders.${table}"}`));
    return line === undefined ? undefined : Number(line.split(' ')[1]);
  };
  const answered = (more: Partial<Kept> = {}): Kept => ({
    table: 'letters',
    since: 'answered_at',
    for: { seconds: 4 * DAY },
    ...more,
  });
  const run = (...these: Kept[]) => {
    kept = these;
    return retention.run('forget-letters');
  };

  it('stays for its time, and what has no time yet stays for good', async () => {
    await letters(9);
    await run(answered());
    expect(await left()).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes in batches until nothing is left of it', async () => {
    await letters(9);
    await run(answered({ atOnce: 2 }));
    expect(await left()).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes only where it may', async () => {
    await letters(9);
    await run(answered({ where: 'dull' }));
    expect(await left()).toEqual([0, 1, 2, 3, 4, 7]);
  });

  it('is no more than so many, the newest of those that may go', async () => {
    await letters(9);
    await run(answered({ for: { seconds: 100 * DAY }, where: 'dull', most: 3, atOnce: 2 }));
    expect(await left()).toEqual([0, 1, 2, 3, 7]);
  });

  it('waits for nobody who holds a row', async () => {
    await letters(9);
    await transaction(db, async (tx) => {
      await tx.query('select from letters where id = 8 for update');
      await run(answered());
      expect(await left()).toEqual([0, 1, 2, 3, 4, 8]);
    });
    await run(answered());
    expect(await left()).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes from the other tables when one fails, and the job is not done', async () => {
    await letters(9);
    await expect(run(answered({ table: 'no_such_table' }), answered())).rejects.toThrow(
      'no_such_table',
    );
    expect(await left()).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes in a way of its own, as often as there is more', async () => {
    await letters(9);
    const asked: number[] = [];
    const remove = (_seconds: number, atOnce: number) => {
      asked.push(atOnce);
      return Promise.resolve(asked.length < 3 ? atOnce : 0);
    };
    await run(answered({ remove, atOnce: 5 }));
    expect(asked).toEqual([5, 5, 5]);
    expect(await left()).toHaveLength(10);
  });

  it('is told by table: how much there is, how much went, and how long it is overdue', async () => {
    kept = [answered(), { table: 'pages', since: 'read_at', for: { seconds: DAY } }];
    await letters(9);
    await database.query('analyze orders.letters');
    expect(await read('retention_rows', 'letters')).toBe(10);
    expect(await read('retention_overdue_seconds', 'pages')).toBe(0);
    const overdue = (await read('retention_overdue_seconds', 'letters'))!;
    expect(overdue).toBeGreaterThan(4.4 * DAY);
    expect(overdue).toBeLessThan(5.5 * DAY);
    const before = (await read('retention_removed_total', 'letters')) ?? 0;
    await retention.run('forget-letters');
    expect(await read('retention_overdue_seconds', 'letters')).toBe(0);
    expect(await read('retention_removed_total', 'letters')).toBe(before + 5);
  });

  it('is as long as a setting says, in the unit of its name', () => {
    class Settings {
      @Setting({ env: 'LETTER_DAYS', doc: 'Days.' })
      letterDays!: number;
      @Setting({ env: 'PAGE_HOURS', doc: 'Hours.' })
      pageHours!: number;
      @Setting({ env: 'PAGES', doc: 'Pages.' })
      pages!: number;
    }
    const config = Object.assign(new Settings(), { letterDays: 2, pageHours: 3, pages: 4 });
    expect(keptFor(config, 'letterDays')).toEqual({ seconds: 2 * DAY, setting: 'LETTER_DAYS' });
    expect(keptFor(config, 'pageHours')).toEqual({ seconds: 10_800, setting: 'PAGE_HOURS' });
    expect(() => keptFor(config, 'pages')).toThrow('PAGES');
  });
});
