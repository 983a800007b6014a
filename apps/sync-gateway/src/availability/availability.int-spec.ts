import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { availabilityAnswer, type Availability } from '@tandem/contracts';
import { eventually, type Problem } from '@tandem/testing';
import { WarehouseBench } from '../testing/warehouse.js';

/** Real: PostgreSQL, the simulated warehouse as a process. G2A is away. */
describe('what the outside has of a part right now', () => {
  let bench: WarehouseBench;
  let part: number;
  let game: number;
  beforeAll(async () => {
    bench = await WarehouseBench.open({ env: { WAREHOUSE_POLL_MS: '60000' } });
    part = await bench.part('A');
    game = await bench.part('G2A-1', 'game');
    await bench.shelve({ sku: 'A', quantity: 7 });
    await bench.database.query(
      `insert into sync.product_links (system, external_id, part_id, sku)
       values ('g2a', '1', $1, 'G2A-1'), ('warehouse', 'A', $2, 'A')`,
      [game, part],
    );
  });
  afterAll(() => bench?.close());

  const ask = async (...part_ids: unknown[]) => {
    const answer = await bench.sendAs<{ items: Availability[] }>('order', 'POST', '/availability', {
      body: { part_ids },
    });
    return answer;
  };

  it('is asked of it, and unknown where it does not say so', async () => {
    await bench.shelve({ sku: 'A', quantity: 3 });
    const { status, body } = await ask(part, game, 999);
    expect(status).toBe(200);
    expect(availabilityAnswer(JSON.stringify(body)).items).toMatchObject([
      { part_id: part, source: 'warehouse', quantity: 3 },
      { part_id: game, source: 'g2a', quantity: null },
    ]);
  });

  it('is not waited for longer than a second', async () => {
    await bench.control('faults', { path: '/v1/stock/A', delay_ms: 30_000 });
    const { body } = await ask(part);
    expect(body.items).toMatchObject([{ part_id: part, quantity: null }]);
    await eventually(async () => expect((await ask(part)).body.items[0]!.quantity).toBe(3));
  });

  it.each([[[]], [['a']], [[0]], [Array.from({ length: 201 }, (_, n) => n + 1)]])(
    'refuses a list that is none: %j',
    async (ids) => {
      const { status, body } = await ask(...ids);
      expect({ status, code: (body as unknown as Problem).code }).toEqual({
        status: 422,
        code: 'validation_failed',
      });
    },
  );
});
