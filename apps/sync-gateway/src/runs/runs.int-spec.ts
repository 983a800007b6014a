import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, transaction } from '@tandem/persistence';
import { eventually } from '@tandem/testing';
import { Gateway } from '../testing/gateway.js';
import { RunFailed, RunPlans, type RunCursor, type RunPage, type RunPlan } from './run-plan.js';
import { RunLost, takeRun, writePage } from './run-store.js';
import type { RunDetail, RunView } from './runs.dto.js';

/** Ten pages of one thing each, done as the spec says. */
class Countdown implements RunPlan {
  readonly kind = 'inventory';
  readonly asked: number[] = [];
  meet: (n: number) => Promise<void> | void = () => undefined;

  async page(cursor: RunCursor | null): Promise<RunPage> {
    const n = Number(cursor?.['n'] ?? 0);
    this.asked.push(n);
    await this.meet(n);
    const errors = n % 4 === 1 ? [{ subject: `sku-${n}`, reason: 'unreadable' }] : [];
    return { next: n === 9 ? null : { n: n + 1 }, processed: 1, total: 10, errors };
  }
}

describe('runs of synchronisation', () => {
  let gateway: Gateway;
  const plans: Countdown[] = [];
  beforeAll(async () => {
    gateway = await Gateway.open({ env: { SYNC_RUN_PATIENCE_MS: '300' } });
    await gateway.start();
    for (const { app } of gateway.instances) plans.push(planIn(app));
  });
  afterAll(() => gateway?.close());
  afterEach(async () => {
    for (const plan of plans) plan.meet = () => undefined;
    await eventually(async () =>
      expect(await gateway.database.query(UNDER_WAY)).toEqual([{ n: 0 }]),
    );
    for (const plan of plans) plan.asked.length = 0;
  });

  function planIn(app: Gateway['instances'][number]['app']): Countdown {
    const plan = new Countdown();
    const known = app.get(RunPlans);
    (known as unknown as { plans: Map<string, RunPlan> }).plans.set('inventory', plan);
    return plan;
  }
  const token = (permission: string) =>
    gateway.tokens.tokenFor({ roles: ['admin'], permissions: [permission] });
  const start = async (permission = 'sync:write') =>
    gateway.call<{ run_id: string; code?: string }>('POST', '/admin/sync/inventory', {
      as: { token: await token(permission) },
    });
  const read = async <T = RunDetail>(path: string) =>
    (
      await gateway.call<T>('GET', `/admin/sync/runs${path}`, {
        as: { token: await token('sync:read') },
      })
    ).body;
  const hold = () => {
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    for (const plan of plans) plan.meet = () => held;
    return release;
  };

  it('go from page to page to their end, and tell of themselves', async () => {
    const { status, body } = await start();
    expect(status).toBe(202);
    await eventually(async () =>
      expect(await read(`/${body.run_id}`)).toMatchObject({
        kind: 'inventory',
        status: 'completed',
        processed: 10,
        total: 10,
        failed: 3,
        reason: null,
        errors: [
          { n: 1, subject: 'sku-1', reason: 'unreadable' },
          { n: 2, subject: 'sku-5', reason: 'unreadable' },
          { n: 3, subject: 'sku-9', reason: 'unreadable' },
        ],
      }),
    );
    expect(plans.flatMap(({ asked }) => asked)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const told = await gateway.events<{ status: string }>(body.run_id);
    expect(told.map(({ type }) => type)).toEqual([
      'sync.started',
      ...told.slice(1, -1).map(() => 'sync.progressed'),
      'sync.completed',
    ]);
    const versions = told.map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  it('of one kind are one at a time, however many are started at once', async () => {
    const release = hold();
    const answers = await Promise.all(Array.from({ length: 10 }, () => start()));
    const [started, ...others] = answers.sort((a, b) => a.status - b.status);
    expect(started!.status).toBe(202);
    expect(others.map(({ status, body }) => [status, body.code])).toEqual(
      others.map(() => [409, 'sync_running']),
    );
    release();
  });

  it('are for those who may', async () => {
    expect((await start('sync:read')).status).toBe(403);
    expect((await gateway.call('GET', '/admin/sync/runs')).status).toBe(401);
  });

  it('try again what fails, and go on where they were', async () => {
    let failures = 0;
    for (const plan of plans) {
      plan.meet = (n) => {
        if (n === 4 && ++failures < 2) throw new Error('the outside is away');
      };
    }
    const { body } = await start();
    await eventually(async () =>
      expect(await read(`/${body.run_id}`)).toMatchObject({ status: 'completed', processed: 10 }),
    );
    expect(plans.flatMap(({ asked }) => asked)).toEqual([0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9]);
  });

  it.each([
    ['at once when they can’t be finished', () => new RunFailed('AUTH03'), 'AUTH03'],
    ['when that lasts too long', () => new Error('away'), 'failed_too_long'],
  ])('fail %s', async (_when, failure, reason) => {
    for (const plan of plans) {
      plan.meet = (n) => {
        if (n === 2) throw failure();
      };
    }
    const { body } = await start();
    await eventually(async () =>
      expect(await read(`/${body.run_id}`)).toMatchObject({
        status: 'failed',
        reason,
        processed: 2,
      }),
    );
    expect((await gateway.events(body.run_id)).at(-1)?.type).toBe('sync.failed');
  });

  it('are gone on with by another instance when theirs stops', async () => {
    const release = hold();
    const { body } = await start();
    await eventually(() => expect(plans.flatMap(({ asked }) => asked)).toEqual([0]));
    const worker = plans.findIndex(({ asked }) => asked.length > 0);
    const [stopped] = gateway.instances.splice(worker, 1);
    await stopped!.stop();
    plans.splice(worker, 1);
    release();
    await eventually(async () =>
      expect(await read(`/${body.run_id}`)).toMatchObject({ status: 'completed', processed: 10 }),
    );
    const { app } = await gateway.start();
    plans.push(planIn(app));
  });

  it('are not written by an instance that was thought dead', async () => {
    const database = gateway.instances[0]!.app.get(Database);
    const id = randomUUID();
    await gateway.database.query(
      `insert into sync.sync_runs (id, kind, cursor) values ($1, 'g2a_stock', '{"n": 1}')`,
      [id],
    );
    const [dead, alive] = [await takeRun(database, id), await takeRun(database, id)];
    const write = (run: typeof dead, next: RunCursor | null) =>
      transaction(database, (tx) => writePage(tx, run!, { next, processed: 1 }, { tell: false }));
    await expect(write(dead, { n: 2 })).rejects.toThrow(RunLost);
    await write(alive, { n: 5 });
    await expect(write(dead, { n: 2 })).rejects.toThrow(RunLost);
    await write(alive, null);
    await expect(write(alive, null)).rejects.toThrow(RunLost);
    expect(await read(`/${id}`)).toMatchObject({ status: 'completed', processed: 2 });
    for (const change of [`status = 'running', finished_at = null`, 'processed = 9']) {
      const again = gateway.database.query(`update sync.sync_runs set ${change} where id = $1`, [
        id,
      ]);
      await expect(again).rejects.toThrow(/has ended/);
    }
  });

  it('are listed newest first, of one kind too, in pages', async () => {
    const all: string[] = [];
    for (let cursor = ''; ;) {
      const page = await read<{ items: RunView[]; next_cursor: string | null }>(
        `?kind=inventory&limit=2&cursor=${cursor}`,
      );
      all.push(...page.items.map(({ started_at }) => started_at));
      if (!page.next_cursor) break;
      cursor = page.next_cursor;
    }
    expect(all.length).toBeGreaterThanOrEqual(6);
    expect(all).toEqual([...all].sort().reverse());
  });
});

const UNDER_WAY = `select count(*)::int as n from sync.sync_runs where status = 'running'`;
