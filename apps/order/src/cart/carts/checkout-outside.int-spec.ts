import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { standIn, type StandIn } from '@tandem/testing';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';
import type { CheckoutView } from './carts.dto.js';

// Real here: the order service, PostgreSQL. The sync gateway is a stand-in.
describe('the checkout of parts that an outside system counts', () => {
  let shop: Shop;
  let sync: StandIn;
  /** What the outside says it has; null: it does not say. Undefined: nobody answers at all. */
  let outside: Record<number, number | null> | undefined;
  const asked: number[][] = [];
  beforeAll(async () => {
    sync = await standIn((request, response) => {
      void text(request).then((body) => {
        const { part_ids } = JSON.parse(body) as { part_ids: number[] };
        asked.push(part_ids);
        if (!outside) return;
        const items = part_ids.map((part_id) => ({
          part_id,
          source: 'warehouse',
          quantity: outside![part_id] ?? null,
          as_of: new Date().toISOString(),
        }));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ items }));
      });
    });
    shop = await Shop.open({ env: { SYNC_URL: sync.url } });
    shop.onClose(() => sync.close());
  });
  beforeEach(() => {
    outside = {};
    asked.length = 0;
  });
  afterAll(() => shop?.close());

  async function linked(stock: number): Promise<number> {
    const part = await shop.part({ stock });
    await shop.database.query(
      `update inventory.stock_levels set source = 'warehouse' where part_id = $1`,
      [part],
    );
    return part;
  }
  async function validate(lines: Record<number, number>): Promise<CheckoutView> {
    const browser = new Browser(shop);
    for (const [part, quantity] of Object.entries(lines)) await browser.add(Number(part), quantity);
    return (await browser.call<CheckoutView>('POST', '/checkout/validate')).body;
  }

  it('flags what is gone there, and never finds more than the shop has', async () => {
    const [gone, fewer, more] = [await linked(5), await linked(5), await linked(5)];
    outside = { [gone]: 0, [fewer]: 1, [more]: 99 };
    const { ok, lines } = await validate({ [gone]: 1, [fewer]: 2, [more]: 5 });
    expect(ok).toBe(false);
    expect(lines).toMatchObject([
      { part_id: gone, available: 0, ok: false, reason: 'insufficient_stock' },
      { part_id: fewer, available: 1, ok: false },
      { part_id: more, available: 5, ok: true },
    ]);
  });

  it('goes by the database where the outside says nothing, or nobody answers within a second', async () => {
    const part = await linked(5);
    outside = { [part]: null };
    expect((await validate({ [part]: 2 })).lines).toMatchObject([{ available: 5, ok: true }]);
    outside = undefined;
    expect((await validate({ [part]: 2 })).lines).toMatchObject([{ available: 5, ok: true }]);
    expect(asked).toEqual([[part], [part]]);
  });

  it('asks nobody about parts that the shop counts itself', async () => {
    expect((await validate({ [await shop.part({ stock: 5 })]: 1 })).ok).toBe(true);
    expect(asked).toEqual([]);
  });
});
