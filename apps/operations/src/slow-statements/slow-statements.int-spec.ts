import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import type { Problem } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import { KeepStatements, type SlowStatementNews } from './keep-statements.js';
import type { SlowStatementPage } from './slow-statements.dto.js';

/** Real: PostgreSQL, the service. */
describe('slow statements', () => {
  let bench: OperationsBench;
  let keeper: KeepStatements;
  let token: string;

  beforeAll(async () => {
    bench = await OperationsBench.open();
    keeper = bench.instances[0]!.app.get(KeepStatements, { strict: false });
    token = await bench.tokens.tokenFor({ permissions: ['events:read'] });
  });
  beforeEach(() => bench.database.query('delete from operations.slow_statements'));
  afterAll(() => bench?.close());

  const news = (over: Partial<SlowStatementNews> = {}): SlowStatementNews => ({
    service: 'catalog',
    fingerprint: '0123456789abcdef',
    text: 'select * from parts where name = $1',
    plan: '{"Node Type":"Seq Scan","Relation Name":"parts"}',
    advice: 'Looks through all 1,000,000 rows of parts.\nSorts about 19 MB.',
    times: 2,
    worst_ms: 800,
    worst_at: '2026-11-28T03:00:00.000Z',
    trace_id: 'a'.repeat(32),
    ...over,
  });
  const list = async (query = '') =>
    (
      await bench.call<SlowStatementPage>('GET', `/admin/slow-statements${query}`, {
        as: { token },
      })
    ).body;

  it('are listed with their plan and what to look at', async () => {
    await keeper.keep([news()]);
    expect((await list()).items).toEqual([
      {
        id: expect.any(String),
        service: 'catalog',
        text: 'select * from parts where name = $1',
        times: 2,
        worst_ms: 800,
        worst_at: '2026-11-28T03:00:00.000Z',
        worst_trace_id: 'a'.repeat(32),
        first_at: '2026-11-28T03:00:00.000Z',
        last_at: '2026-11-28T03:00:00.000Z',
        advice: ['Looks through all 1,000,000 rows of parts.', 'Sorts about 19 MB.'],
        plan: { 'Node Type': 'Seq Scan', 'Relation Name': 'parts' },
      },
    ]);
  });

  it('are one of a kind, counted, with the trace of the slowest', async () => {
    const later = '2026-11-28T04:00:00.000Z';
    await keeper.keep([news(), news({ times: 1, worst_ms: 300 })]);
    await keeper.keep([
      news({ worst_ms: 900, worst_at: later, trace_id: 'b'.repeat(32), plan: null, advice: '' }),
    ]);
    await keeper.keep([news({ worst_ms: 400, trace_id: 'c'.repeat(32) })]);
    expect((await list()).items).toMatchObject([
      {
        times: 7,
        worst_ms: 900,
        worst_at: later,
        last_at: later,
        worst_trace_id: 'b'.repeat(32),
        plan: { 'Node Type': 'Seq Scan' },
        advice: [expect.any(String), expect.any(String)],
      },
    ]);
  });

  it('are counted for all who tell at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => keeper.keep([news()])));
    expect((await list()).items).toMatchObject([{ times: 16 }]);
  });

  it('are walked from the slowest on, and narrowed by service and time', async () => {
    await keeper.keep([
      news({ worst_ms: 700 }),
      news({ worst_ms: 900, service: 'order' }),
      news({ worst_ms: 700, service: 'inventory' }),
    ]);
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.next_cursor}`);
    const all = [...first.items, ...second.items];
    expect(all.map(({ worst_ms }) => worst_ms)).toEqual([900, 700, 700]);
    expect(new Set(all.map(({ service }) => service)).size).toBe(3);
    expect(second.next_cursor).toBeNull();
    expect((await list('?service=order')).items).toHaveLength(1);
    expect((await list('?min_ms=800')).items).toHaveLength(1);
  });

  it('are forgotten when they are not slow any more', async () => {
    await keeper.keep([news({ worst_at: '2020-01-01T00:00:00.000Z' })]);
    await keeper.keep([news({ service: 'order', worst_at: new Date().toISOString() })]);
    await bench.instances[0]!.app.get(Retention).run('forget-slow-statements');
    expect((await list()).items.map(({ service }) => service)).toEqual(['order']);
  });

  it('are for staff who may read events', async () => {
    const stranger = await bench.tokens.tokenFor({ permissions: ['orders:read'] });
    const refused = await bench.call('GET', '/admin/slow-statements', { as: { token: stranger } });
    expect(refused.status).toBe(403);
    const wrong = await bench.call<Problem>('GET', '/admin/slow-statements?service=nobody', {
      as: { token },
    });
    expect([wrong.status, wrong.body.errors?.[0]?.field]).toEqual([422, 'service']);
  });
});
