import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { callUrl, type Problem } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import { KeepTraces } from './keep-traces.js';
import {
  attribute,
  BEGIN,
  exportOf,
  OTLP_KINDS,
  otlpSpan,
  spanId,
  traceId,
  type OtlpSpan,
} from './spec-support.js';
import type { Trace, TracePage } from './traces.dto.js';

const SECRET = 'a-secret-of-the-traces-in-a-spec';

/** Real: PostgreSQL, two instances of the service. What services send is what OpenTelemetry's exporter sends. */
describe('traces', () => {
  let bench: OperationsBench;
  let token: string;

  beforeAll(async () => {
    bench = await OperationsBench.open({
      instances: 2,
      env: { TRACES_SECRET: SECRET, TRACES_SLOW_MS: '500', TRACES_KEPT_PERCENT: '0' },
    });
    token = await bench.tokens.tokenFor({ permissions: ['events:read'] });
  });
  beforeEach(async () => {
    await look();
    await bench.database.query('delete from operations.traces');
  });
  afterAll(() => bench?.close());

  const keeper = (instance: number) =>
    bench.instances[instance]!.app.get(KeepTraces, { strict: false });
  /** As after half a minute in which nothing more came. */
  const look = async () => {
    await keeper(0).look({ all: true });
    await keeper(1).look({ all: true });
  };
  const send = (body: unknown, { instance = 0, secret = SECRET as string | null } = {}) =>
    callUrl<Problem>('POST', `${bench.instances[instance]!.url}/internal/traces`, {
      headers: secret === null ? {} : { authorization: `Bearer ${secret}` },
      body: body as object,
    });
  const tell = async (service: string, spans: readonly OtlpSpan[], instance = 0) =>
    expect((await send(exportOf(service, spans), { instance })).status).toBe(200);
  const list = async (query = '') =>
    (await bench.call<TracePage>('GET', `/admin/traces${query}`, { as: { token } })).body;
  const found = async (query = '') => (await list(query)).items.map(({ trace_id }) => trace_id);
  const one = (id: string) =>
    bench.call<Trace & Problem>('GET', `/admin/traces/${id}`, { as: { token } });
  const failed = { status: { code: 2 } };

  it('are kept where something failed or took long, and not otherwise', async () => {
    await tell('order', [
      otlpSpan(1, 1, failed),
      otlpSpan(2, 2, { takes: 700 }),
      otlpSpan(3, 3),
      otlpSpan(4, 4, { ...failed, kind: OTLP_KINDS.client }),
    ]);
    await look();
    const kept = (await list()).items.map(({ trace_id, reason }) => [trace_id, reason]);
    expect(new Map(kept as [string, string][])).toEqual(
      new Map([
        [traceId(1), 'failed'],
        [traceId(2), 'slow'],
      ]),
    );
  });

  it('are one over services, whichever instance their spans came to', async () => {
    await tell('inventory', [
      otlpSpan(1, 1, {
        ...failed,
        name: 'PUT /api/v1/admin/parts/:id/stock',
        takes: 20,
        attributes: [attribute('tandem.correlation_id', 'corr-1')],
      }),
      otlpSpan(1, 2, { parentSpanId: spanId(1), at: 5, kind: OTLP_KINDS.producer }),
    ]);
    await keeper(0).look({ all: true });
    await tell(
      'realtime-gateway',
      [otlpSpan(1, 3, { parentSpanId: spanId(2), at: 40, kind: OTLP_KINDS.consumer })],
      1,
    );
    await keeper(1).look({ all: true });
    const { status, body } = await one(traceId(1));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      trace_id: traceId(1),
      started_at: new Date(BEGIN).toISOString(),
      duration_ms: 45,
      name: 'PUT /api/v1/admin/parts/:id/stock',
      service: 'inventory',
      services: ['inventory', 'realtime-gateway'],
      span_count: 3,
      failed: true,
      reason: 'failed',
      correlation_id: 'corr-1',
      left_out: 0,
    });
    expect(
      body.spans.map(({ id, parent, starts_ms, takes_ms }) => [id, parent, starts_ms, takes_ms]),
    ).toEqual([
      [spanId(1), null, 0, 20],
      [spanId(2), spanId(1), 5, 5],
      [spanId(3), spanId(2), 40, 5],
    ]);
  });

  it('sent again have each span once', async () => {
    await tell('order', [otlpSpan(1, 1, failed)]);
    await look();
    await tell('order', [otlpSpan(1, 1, failed)]);
    await look();
    expect((await one(traceId(1))).body.span_count).toBe(1);
  });

  it('written by two instances at once are one', async () => {
    await tell('order', [otlpSpan(1, 1, failed), otlpSpan(2, 2, failed)]);
    await tell('catalog', [otlpSpan(2, 3, failed), otlpSpan(1, 4, failed)], 1);
    await Promise.all([keeper(0).look({ all: true }), keeper(1).look({ all: true })]);
    for (const id of [1, 2]) expect((await one(traceId(id))).body.span_count).toBe(2);
  });

  it('are found by service, duration, failure, time and the request that they are of', async () => {
    await tell('order', [
      otlpSpan(1, 1, { ...failed, attributes: [attribute('tandem.correlation_id', 'corr-1')] }),
      otlpSpan(2, 2, { takes: 700, at: 60_000 }),
    ]);
    await tell('catalog', [otlpSpan(3, 3, { takes: 900 })]);
    await look();
    expect(await found('?service=catalog')).toEqual([traceId(3)]);
    expect(await found('?min_ms=800')).toEqual([traceId(3)]);
    expect(await found('?failed=true')).toEqual([traceId(1)]);
    expect(await found('?correlation_id=corr-1')).toEqual([traceId(1)]);
    const minute = encodeURIComponent(new Date(BEGIN + 30_000).toISOString());
    expect(await found(`?from=${minute}`)).toEqual([traceId(2)]);
    expect((await found(`?to=${minute}`)).toSorted()).toEqual([traceId(1), traceId(3)]);
    expect(await found('?service=watcher')).toEqual([]);
  });

  it('are walked page by page, each once', async () => {
    await tell(
      'order',
      [1, 2, 3].map((n) => otlpSpan(n, n, failed)),
    );
    await look();
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.next_cursor}`);
    expect([first.items.length, second.items.length, second.next_cursor]).toEqual([2, 1, null]);
    const all = [...first.items, ...second.items].map(({ trace_id }) => trace_id);
    expect(new Set(all).size).toBe(3);
  });

  it('are forgotten after a while', async () => {
    await tell('order', [otlpSpan(1, 1, failed), otlpSpan(2, 2, failed)]);
    await look();
    await bench.database.query(
      `update operations.traces set kept_at = now() - interval '73 hours' where trace_id = '${traceId(1)}'`,
    );
    await bench.instances[0]!.app.get(Retention).run('forget-old-traces');
    expect(await found()).toEqual([traceId(2)]);
  });

  it('are bounded when everything fails', async () => {
    await tell(
      'order',
      Array.from({ length: 200 }, (_, n) => otlpSpan(n + 1, n + 1, failed)),
    );
    await keeper(0).look({ all: true });
    expect((await list('?limit=100')).items).toHaveLength(50);
  });

  it.each([
    ['no secret', null],
    ['another secret', 'another-secret-of-the-same-length'],
    ['nothing behind Bearer', ''],
  ])('are taken from nobody with %s', async (_, secret) => {
    const answer = await send(exportOf('order', [otlpSpan(1, 1, failed)]), { secret });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    await look();
    expect(await found()).toEqual([]);
  });

  it('are for staff who may read events, and say what is wrong with a question', async () => {
    const stranger = await bench.tokens.tokenFor({ permissions: ['orders:read'] });
    for (const path of ['/admin/traces', `/admin/traces/${traceId(1)}`])
      expect((await bench.call('GET', path, { as: { token: stranger } })).status).toBe(403);
    expect((await one(traceId(99))).status).toBe(404);
    expect(await one('nonsense')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'trace_id' }] },
    });
    for (const [query, field] of [
      ['service=nobody', 'service'],
      ['min_ms=-1', 'min_ms'],
      ['failed=perhaps', 'failed'],
      ['from=yesterday', 'from'],
      ['cursor=nonsense', 'cursor'],
    ] as const) {
      const { status, body } = await bench.call<Problem>('GET', `/admin/traces?${query}`, {
        as: { token },
      });
      expect([query, status, body.errors?.[0]?.field]).toEqual([query, 422, field]);
    }
    const wrong = await send({ resourceSpans: 'none' });
    expect([wrong.status, wrong.body.errors?.[0]?.field]).toEqual([422, 'resourceSpans']);
  });
});
