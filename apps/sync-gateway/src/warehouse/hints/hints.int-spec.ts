import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, PgListener, transaction } from '@tandem/persistence';
import { eventually, type Problem } from '@tandem/testing';
import { WAREHOUSE } from '../../testing/simulator.js';
import { WarehouseBench } from '../../testing/warehouse.js';
import { FEED_CHANNEL, endTurn, lockFeed, takeTurn } from '../feed/feed-store.js';

const PATH = '/api/v1/webhooks/inventory';

/** Real: PostgreSQL, the simulated warehouse as a process, two instances that would poll it once in ten minutes. */
describe('hints of the warehouse', () => {
  let bench: WarehouseBench;
  beforeAll(async () => {
    bench = await WarehouseBench.open({ instances: 2, env: { WAREHOUSE_POLL_MS: '600000' } });
    await polled(1);
  });
  afterAll(() => bench?.close());

  const polls = async () =>
    (await bench.control<{ items: unknown[] }>('requests?path=/v1/stock')).items.length;
  const polled = (count: number) =>
    eventually(async () => expect(await polls()).toBeGreaterThanOrEqual(count));
  const told = (skus: string[] = []) =>
    JSON.stringify({ event_id: randomUUID(), type: 'stock.changed', skus });

  function signed(
    body: string,
    { secret = WAREHOUSE.WAREHOUSE_WEBHOOK_SECRET, at = Date.now() } = {},
  ) {
    const [timestamp, nonce] = [String(Math.floor(at / 1_000)), randomUUID()];
    const signature = createHmac('sha256', secret)
      .update(`${timestamp}.${nonce}.${body}`)
      .digest('hex');
    return {
      'content-type': 'application/json',
      'x-inventory-timestamp': timestamp,
      'x-inventory-nonce': nonce,
      'x-inventory-signature': signature,
    };
  }
  const post = (body: string, headers: Record<string, string> = signed(body), instance = 0) =>
    bench.send<Problem>('POST', PATH, { body, headers, instance });

  it('have it asked at once, whichever instance hears them', async () => {
    const part = await bench.part('HINT-1');
    for (const instance of [0, 1]) {
      await bench.shelve({ sku: 'HINT-1', quantity: 5 + instance });
      const body = told(['HINT-1']);
      expect((await post(body, signed(body), instance)).status).toBe(202);
      await eventually(async () =>
        expect((await bench.announced('HINT-1')).at(-1)).toMatchObject({
          part_id: part,
          quantity: 5 + instance,
        }),
      );
    }
  });

  it('come from the simulated warehouse while it is told to send them', async () => {
    await bench.part('HINT-2');
    const webhook_url = `${bench.instances[0]!.url}${PATH}`;
    await bench.control('settings', { webhook: true, webhook_url });
    await bench.shelve({ sku: 'HINT-2', quantity: 2 });
    await eventually(async () => expect(await bench.announced('HINT-2')).toHaveLength(1));
    await bench.control('settings', { webhook: false });
  });

  it('by the hundreds are a few polls, and the last change is never missed', async () => {
    await bench.part('HINT-3');
    const before = await polls();
    let quantity = 0;
    const one = async () => {
      await bench.shelve({ sku: 'HINT-3', quantity: (quantity += 1) });
      const body = told();
      expect((await post(body, signed(body), quantity % 2)).status).toBe(202);
    };
    const began = performance.now();
    for (let n = 0; n < 20; n += 1) await Promise.all(Array.from({ length: 10 }, one));
    const tookMs = performance.now() - began;
    await eventually(async () =>
      expect((await bench.announced('HINT-3')).at(-1)).toMatchObject({ quantity: 200 }),
    );
    // No more than one in 150 ms, a last one, and one whose hint came while it began.
    expect((await polls()) - before).toBeLessThanOrEqual(tookMs / 150 + 3);
  });

  it('are passed on together: however many come while one is, they are one more', async () => {
    let passedOn = 0;
    const listener = new PgListener({
      url: bench.database.urlOf('sync'),
      channels: [FEED_CHANNEL],
      onNotify: () => (passedOn += 1),
      onUp: () => isUp.resolve(),
    });
    const isUp = Promise.withResolvers<void>();
    bench.onClose(() => listener.stop());
    listener.start();
    await isUp.promise;
    const answers: number[] = [];
    // More than an instance has connections: each by itself, they could not be answered before the feed is free.
    await transaction(bench.instances[1]!.app.get(Database), async (tx) => {
      await lockFeed(tx, 'for update');
      for (let n = 0; n < 40; n += 1) void post(told()).then(({ status }) => answers.push(status));
      await eventually(() => expect(answers).toEqual(Array(40).fill(202)));
    });
    await eventually(() => expect(passedOn).toBe(2));
  });

  it('are a turn at most in 150 ms', async () => {
    const database = bench.instances[0]!.app.get(Database);
    const beginnings: number[] = [];
    while (beginnings.length < 8) {
      const turn = await eventually(
        async () => {
          // Nobody is woken for it. An instance that is still awake may take a turn in between.
          await database.execute('update warehouse_feed set hinted_at = clock_timestamp()');
          return (await takeTurn(database, 60_000)) ?? Promise.reject(new Error('not due'));
        },
        { everyMs: 1 },
      );
      const [row] = await bench.database.query<{ polled_at: Date }>(
        'select polled_at from sync.warehouse_feed',
      );
      beginnings.push(row!.polled_at.getTime());
      await endTurn(database, turn, { pollMs: 600_000, more: false });
    }
    const pauses = beginnings.slice(1).map((at, n) => at - beginnings[n]!);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(149);
  });

  it('that nobody has signed just now are refused, and nothing is asked for', async () => {
    const before = await polls();
    const body = told();
    const headers = signed(body);
    expect((await post(body, headers)).status).toBe(202);
    await polled(before + 1);
    const after = await polls();
    const forged = [
      await post(body, signed(body, { secret: 'another-secret' })),
      await post(body, signed(body, { at: Date.now() - 400_000 })),
      await post(body, headers),
      await post(body, { 'content-type': 'application/json' }),
    ];
    for (const { status, body: problem } of forged) {
      expect({ status, code: problem.code }).toEqual({ status: 401, code: 'invalid_signature' });
    }
    expect(await polls()).toBe(after);
  });

  it.each([
    ['no JSON', '{"event_id"', 400],
    ['a list', '[]', 422],
    ['another type', JSON.stringify({ event_id: '1', type: 'x', skus: [] }), 422],
    [
      'SKUs that are none',
      JSON.stringify({ event_id: '1', type: 'stock.changed', skus: [1] }),
      422,
    ],
    ['more than a hint has', JSON.stringify({ event_id: 'x'.repeat(140_000) }), 413],
  ])('that are %s are refused', async (_what, body, expected) => {
    expect((await post(body)).status).toBe(expected);
  });
});
