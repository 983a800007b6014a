import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { currentContext, currentTraceparent, runWithContext } from '@tandem/observability';
import { openDatabase, transaction, type Database, type Tx } from '@tandem/persistence';
import { createTestDatabase, endProcess, eventually, TcpProxy } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  GiveUp,
  TryLater,
  defineJob,
  defineRecurringJob,
  defineScheduledJob,
} from './define-job.js';
import type { JobKind, RunningJob } from './define-job.js';
import { JobSystem } from './job-system.js';
import { createJobs, moveToJobs } from './schema.js';

class Schema1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table effects (key text primary key)');
    await runner.query(createJobs('orders'));
  }
  async down(): Promise<void> {}
}

const Greet = defineJob<{ to: string }>({
  name: 'greet',
  title: 'Greet somebody',
  retry: { firstMs: 20, longestMs: 40, attempts: 3 },
  atOnce: 2,
});

interface Opened {
  system: JobSystem;
  ds: Database;
  close(): Promise<void>;
}

// Real here: PostgreSQL, a process that is killed, the library.
describe('jobs', () => {
  let database: TestDatabase;
  const opened: Opened[] = [];
  beforeAll(async () => {
    database = await createTestDatabase('t_jobs', [
      { schema: 'orders', migrations: [Schema1700000000001] },
    ]);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    await database.query('delete from orders_jobs.job');
  });
  afterAll(() => database.drop());

  async function open<P extends object>(
    kind: JobKind<P>,
    handle: (payload: P, job: RunningJob) => Promise<unknown>,
    url = database.urlOf('orders'),
  ): Promise<Opened> {
    const ds = await openDatabase({ url, schema: 'orders', applicationName: 'jobs-spec' });
    const system = new JobSystem({ database: ds, schema: 'orders', service: 'order' });
    const handlers = [{ kind, handle: handle as (payload: object) => Promise<unknown> }];
    await system.open(handlers);
    await system.start(handlers);
    const one = {
      system,
      ds,
      close: async () => {
        await system.stop();
        await ds.close();
      },
    };
    opened.push(one);
    return one;
  }
  const listed = ({ system }: Opened) => system.list.list({ limit: 100 });

  it('is done once its transaction has committed, and never when that rolled back', async () => {
    const greeted: string[] = [];
    const shop = await open(Greet, async ({ to }) => greeted.push(to));
    const failing = transaction(shop.ds, async (tx) => {
      await shop.system.jobs.enqueue(tx, Greet, { to: 'nobody' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await transaction(shop.ds, (tx) => shop.system.jobs.enqueue(tx, Greet, { to: 'Ada' }));
    await eventually(() => expect(greeted).toEqual(['Ada']));
    await eventually(async () => expect(await listed(shop)).toEqual([]));
    expect(greeted).toEqual(['Ada']);
  });

  it('is woken by the database, also in another instance, long before it would look', async () => {
    const greeted: string[] = [];
    const worker = await open(Greet, async ({ to }) => greeted.push(to));
    const other = await open(defineJob({ name: 'other', title: 'Other' }), async () => undefined);
    void worker;
    await transaction(other.ds, (tx) => other.system.jobs.enqueue(tx, Greet, { to: 'Bob' }));
    await eventually(() => expect(greeted).toEqual(['Bob']));
  });

  it('goes on under the correlation id and for the person that it was queued for', async () => {
    const seen: unknown[] = [];
    const shop = await open(Greet, async () => {
      seen.push(currentContext()?.correlationId, currentContext()?.actor?.userId);
      seen.push(typeof currentTraceparent());
    });
    const actor = { userId: 'b5b0b6f0-0000-4000-8000-000000000001', ip: '1.2.3.4', userAgent: 'x' };
    await runWithContext({ correlationId: 'corr-1', actor }, () =>
      transaction(shop.ds, (tx) => shop.system.jobs.enqueue(tx, Greet, { to: 'Eve' })),
    );
    await eventually(() => expect(seen.slice(0, 2)).toEqual(['corr-1', actor.userId]));
    const rows = await database.query('select data::text from orders_jobs.job');
    expect(JSON.stringify(rows)).not.toContain('1.2.3.4');
  });

  it('is one job for each key: queued again it is due at the new time, taken back it is gone', async () => {
    const greeted: string[] = [];
    const { system, ds } = await open(Greet, async ({ to }) => greeted.push(to));
    const enqueue = (to: string, key: string, afterMs: number) =>
      transaction(ds, (tx) => system.jobs.enqueue(tx, Greet, { to }, { key, afterMs }));
    await enqueue('first', 'a', 3_600_000);
    await enqueue('gone', 'b', 3_600_000);
    expect(await system.list.counts()).toEqual([{ name: 'greet', state: 'waiting', jobs: 2 }]);
    await transaction(ds, (tx) => system.jobs.cancel(tx, Greet, 'b'));
    await enqueue('second', 'a', 30);
    await eventually(() => expect(greeted).toEqual(['second']));
    await eventually(async () => expect(await system.list.counts()).toEqual([]));
  });

  it('that is due a little after another of its kind is not left to the next look', async () => {
    const greeted: string[] = [];
    const { system, ds } = await open(Greet, async ({ to }) => greeted.push(to));
    await transaction(ds, async (tx) => {
      await system.jobs.enqueue(tx, Greet, { to: 'first' }, { afterMs: 500 });
      await system.jobs.enqueue(tx, Greet, { to: 'second' }, { afterMs: 1_500 });
    });
    await eventually(() => expect(greeted).toEqual(['first', 'second']), { timeoutMs: 15_000 });
  });

  it('is one job for each key also when two transactions queue it at one moment: the later one says when', async () => {
    const greeted: string[] = [];
    const { system, ds } = await open(Greet, async ({ to }) => greeted.push(to));
    const enqueue = (tx: Tx, to: string, afterMs: number) =>
      system.jobs.enqueue(tx, Greet, { to }, { key: 'a', afterMs });
    let later: Promise<void> | undefined;
    await transaction(ds, async (tx) => {
      await enqueue(tx, 'first', 3_600_000);
      later = transaction(ds, (other) => enqueue(other, 'second', 0));
      await eventually(async () =>
        expect(
          await database.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          ),
        ).not.toEqual([]),
      );
    });
    await later;
    await eventually(() => expect(greeted).toEqual(['second']));
    await eventually(async () => expect(await system.list.counts()).toEqual([]));
  });

  it('that waited in a queue of its own is moved, with when it is due and what it came of', async () => {
    const { system } = await open(Greet, async () => undefined);
    await database.query(
      moveToJobs(
        'orders',
        'greet',
        `select 'k' as key, '{"to": "Ada"}'::jsonb as payload, now() + interval '1 hour' as due_at,
                'corr-1' as correlation_id, null::text as traceparent`,
      ),
    );
    const [job] = await system.list.list({ limit: 10 });
    expect(job).toMatchObject({
      subject: 'k',
      state: 'waiting',
      attempts: 0,
      correlation_id: 'corr-1',
    });
    expect(await system.list.retry(job!.id)).toEqual({ result: 'queued' });
    await eventually(async () => expect(await system.list.counts()).toEqual([]));
  });

  it('that is queued while it runs is done once more behind it, not beside it', async () => {
    let running = 0;
    let most = 0;
    const done: string[] = [];
    const shop = await open(Greet, async ({ to }) => {
      most = Math.max(most, (running += 1));
      if (to === 'one') {
        await transaction(shop.ds, (tx) =>
          shop.system.jobs.enqueue(tx, Greet, { to: 'two' }, { key: 'k' }),
        );
      }
      running -= 1;
      done.push(to);
    });
    await transaction(shop.ds, (tx) =>
      shop.system.jobs.enqueue(tx, Greet, { to: 'one' }, { key: 'k' }),
    );
    await eventually(() => expect(done).toEqual(['one', 'two']));
    expect(most).toBe(1);
  });

  it('that fails is tried again, then given up, kept, explained without personal data, and retried by staff', async () => {
    let broken = true;
    const attempts: number[] = [];
    const shop = await open(Greet, async (_, { attempt }) => {
      attempts.push(attempt);
      if (broken) throw new Error('ada@example.com is unknown');
    });
    await transaction(shop.ds, (tx) =>
      shop.system.jobs.enqueue(tx, Greet, { to: 'Ada' }, { key: 'order-1' }),
    );
    await eventually(async () => expect((await listed(shop))[0]?.state).toBe('given_up'));
    expect(attempts).toEqual([1, 2, 3]);
    const [job] = await listed(shop);
    expect(job).toMatchObject({
      name: 'greet',
      title: 'Greet somebody',
      subject: 'order-1',
      attempts: 3,
      last_error: 'Error: … is unknown',
    });
    const [kept] = await database.query(
      'select deletion_seconds from orders_jobs.job where id = $1',
      [job!.id],
    );
    expect(kept).toEqual({ deletion_seconds: 0 });
    broken = false;
    expect(await shop.system.list.retry(job!.id)).toEqual({ result: 'queued' });
    await eventually(async () => expect(await listed(shop)).toEqual([]));
    expect(attempts).toEqual([1, 2, 3, 1]);
    expect(await shop.system.list.retry(job!.id)).toEqual({ result: 'already_done' });
    expect(await shop.system.list.retry('00000000-0000-4000-8000-000000000000')).toBeNull();
  });

  it('may ask to come again, which counts or not, and may give itself up', async () => {
    const attempts: number[] = [];
    const shop = await open(Greet, async (_, { attempt }) => {
      attempts.push(attempt);
      if (attempts.length < 6) throw new TryLater(5, { counted: attempts.length % 2 === 0 });
      throw new GiveUp(new Error('enough'));
    });
    await transaction(shop.ds, (tx) => shop.system.jobs.enqueue(tx, Greet, { to: 'Ada' }));
    await eventually(async () =>
      expect(await listed(shop)).toMatchObject([
        { state: 'given_up', last_error: 'Error: enough', subject: null },
      ]),
    );
    expect(attempts).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('that recurs runs once in its time, whatever the number of instances', async () => {
    const runs: number[] = [];
    const hourly = { name: 'tidy', title: 'Tidy up', everyMs: 3_600_000 };
    for (const n of [1, 2, 3]) {
      const { system } = await open(defineRecurringJob(hourly), async () => runs.push(n));
      await eventually(async () =>
        expect(await system.list.counts()).toEqual([{ name: 'tidy', state: 'waiting', jobs: 1 }]),
      );
    }
    expect(runs).toEqual([1]);
  });

  it('that recurs comes again', async () => {
    let runs = 0;
    const often = defineRecurringJob({ name: 'tick', title: 'Tick', everyMs: 20 });
    await open(often, async () => (runs += 1));
    await eventually(() => expect(runs).toBeGreaterThanOrEqual(3));
  });

  it('that is scheduled waits for its time, follows a changed one, and is taken back by an empty one', async () => {
    const runs: string[] = [];
    const nightly = (cron: string) => ({
      ...defineScheduledJob({ name: 'nightly', title: 'Nightly' }),
      cron,
    });
    const opens = async (cron: string) =>
      listed(await open(nightly(cron), async () => runs.push(cron)));
    const due = async (cron: string) =>
      (await opens(cron)).map(({ due_at }) => due_at.slice(11, 19));
    expect(await due('0 4 29 2 *')).toEqual(['04:00:00']);
    expect(await due('30 5 29 2 *')).toEqual(['05:30:00']);
    expect(await due('30 5 29 2 *')).toEqual(['05:30:00']);
    expect(await due('')).toEqual([]);
    expect(runs).toEqual([]);
  });

  it('that is scheduled and was due while nobody ran is done once, and waits for its next time', async () => {
    let runs = 0;
    const nightly = {
      ...defineScheduledJob({ name: 'nightly', title: 'Nightly' }),
      cron: '0 4 29 2 *',
    };
    const run = async () => (runs += 1);
    await open(nightly, run);
    await opened.pop()!.close();
    await database.query(`update orders_jobs.job set start_after = now() - interval '1 hour'`);
    const shops = [await open(nightly, run), await open(nightly, run)];
    await eventually(async () =>
      expect(await listed(shops[0]!)).toMatchObject([
        { state: 'waiting', due_at: expect.stringContaining('T04:00:00') },
      ]),
    );
    expect(runs).toBe(1);
  });

  it('lies where the service works with it and cannot change it', async () => {
    const { ds } = await open(Greet, async () => undefined);
    for (const sql of [
      'alter table orders_jobs.job add column x int',
      'create table orders_jobs.x ()',
      'truncate orders_jobs.job',
    ]) {
      await expect(ds.query(sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('of a process that was killed is taken over by another one', async () => {
    const greeted: string[] = [];
    const first = await open(Greet, async () => undefined);
    await transaction(first.ds, (tx) =>
      first.system.jobs.enqueue(tx, Greet, { to: 'Ada' }, { key: 'k', afterMs: 300 }),
    );
    await opened.pop()!.close();
    const child = spawn(process.execPath, ['--input-type=module', '-e', TAKES_AND_HANGS], {
      env: { DATABASE: database.urlOf('orders') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await eventually(async () =>
      expect(await database.query('select state from orders_jobs.job')).toEqual([
        { state: 'active' },
      ]),
    );
    await endProcess(child, 'SIGKILL');
    const attempts: number[] = [];
    await open(Greet, async ({ to }, { attempt }) => {
      greeted.push(to);
      attempts.push(attempt);
    });
    await eventually(() => expect(greeted).toEqual(['Ada']), { timeoutMs: 120_000 });
    expect(attempts).toEqual([2]);
  });

  it('survives a database that goes away: nothing is lost, and work goes on when it is back', async () => {
    const proxy = await TcpProxy.inFrontOf(database.urlOf('orders'));
    const greeted: string[] = [];
    const shop = await open(
      Greet,
      async ({ to }) => greeted.push(to),
      proxy.through(database.urlOf('orders')),
    );
    const enqueue = (to: string, afterMs?: number) =>
      transaction(shop.ds, (tx) => shop.system.jobs.enqueue(tx, Greet, { to }, { afterMs }));
    await enqueue('before');
    await enqueue('while it was away', 500);
    await eventually(async () =>
      expect(
        await database.query('select data from orders_jobs.job where completed_on is null'),
      ).toHaveLength(1),
    );
    proxy.cut();
    await expect(enqueue('lost')).rejects.toThrow();
    proxy.restore();
    const patience = { timeoutMs: 90_000 };
    await eventually(() => expect(greeted).toContain('while it was away'), patience);
    await enqueue('after');
    await eventually(() => expect(greeted).toContain('after'), patience);
    expect(greeted).not.toContain('lost');
    await opened.pop()!.close();
    await proxy.close();
  });
});

/** A worker of the library alone: takes a job up and never ends it. */
const TAKES_AND_HANGS = `
  import { PgBoss } from 'pg-boss';
  const boss = new PgBoss({ connectionString: process.env.DATABASE, schema: 'orders_jobs', migrate: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.work('greet', { pollingIntervalSeconds: 0.5 }, () => new Promise(() => undefined));`;
