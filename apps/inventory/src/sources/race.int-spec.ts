import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExternalStockChanged, type EventData } from '@tandem/contracts';
import { eventually, proofSize } from '@tandem/testing';
import { Shop } from '../testing/shop.js';

type Figure = EventData<typeof ExternalStockChanged>;

const SALES = proofSize(1_000);

/** A warehouse that counts the shop's sales by their numbers, late, and announces what it has all the while. */
class Warehouse {
  put = 0;
  quantity = 0;
  counted = 0;
  private sequence = 0;

  constructor(
    private readonly shop: Shop,
    private readonly part: number,
  ) {}

  /** Goods arrive. */
  receive(pieces: number): Figure {
    this.put += pieces;
    this.quantity += pieces;
    return this.figure();
  }

  /** Takes the next sales that it was told of off its shelf. */
  async count(most: number): Promise<Figure> {
    const told = await this.shop.database.query<{ number: number; quantity: number }>(
      `select (payload ->> 'number')::int as number, (payload ->> 'quantity')::int as quantity
         from inventory.outbox where type = 'sale.numbered' and (payload ->> 'number')::int > $1 order by 1 limit $2`,
      [this.counted, most],
    );
    for (const { number, quantity } of told) {
      expect(number).toBe(this.counted + 1);
      this.counted = number;
      this.quantity -= quantity;
    }
    return this.figure();
  }

  private figure(): Figure {
    this.sequence += 1;
    return {
      part_id: this.part,
      version: this.sequence,
      sku: 'RACE',
      quantity: Math.max(0, this.quantity),
      sequence: this.sequence,
      counted_through: this.counted,
      as_of: new Date().toISOString(),
    };
  }
}

/** Real: PostgreSQL, Kafka, Redis, two instances. */
describe('sales and figures that do not know of them', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2, env: { INVENTORY_SALE_NUMBERS_INTERVAL_MS: '20' } });
  });
  afterAll(() => shop?.close());

  it(`race ${SALES} times: no sale is undone, nothing is oversold, and the books agree at the end`, async () => {
    const part = await shop.part({ current: 1 });
    const warehouse = new Warehouse(shop, part);
    const kept: Figure[] = [];
    await shop.hear(ExternalStockChanged, warehouse.receive(5));
    // What shoppers were promised and may still have; never more than there is, seen from this side.
    let promised = 0;
    let over = false;

    async function buy(n: number): Promise<void> {
      const order_id = crypto.randomUUID();
      const quantity = 1 + (n % 3);
      const instance = n % 2;
      const lines = [{ part_id: part, quantity }];
      const held = await shop.orders('/reservations', { order_id, lines }, instance);
      if (held.status === 409) return;
      expect(held.status).toBe(201);
      promised += quantity;
      expect(promised).toBeLessThanOrEqual(warehouse.put);
      const end = Math.random() < 0.8 ? 'commit' : 'release';
      if (end === 'release') promised -= quantity;
      const ended = await shop.orders(`/reservations/${order_id}/${end}`, undefined, instance);
      expect(ended.status).toBe(200);
      if (end === 'release' || Math.random() > 0.2) return;
      promised -= 1;
      const return_id = crypto.randomUUID();
      const body = { return_id, order_id, lines: [{ part_id: part, quantity: 1 }] };
      expect((await shop.sendAs('order', 'POST', '/returns', { body })).status).toBe(201);
    }
    async function announce(): Promise<void> {
      while (!over) {
        kept.push(Math.random() < 0.3 ? warehouse.receive(2) : await warehouse.count(2));
        // Some are late, and come after newer ones.
        if (Math.random() < 0.5) continue;
        const late = kept.splice(0).sort(() => Math.random() - 0.5);
        await shop.hear(ExternalStockChanged, ...late);
      }
    }

    const announcing = announce();
    try {
      for (let n = 0; n < SALES; n += 4) await Promise.all([n, n + 1, n + 2, n + 3].map(buy));
    } finally {
      over = true;
      await announcing;
    }
    const told = await eventually(async () => {
      const [row] = await shop.database.query<{ open: number; all: number }>(
        `select count(*) filter (where number is null)::int as open, count(*)::int as all from inventory.sales`,
      );
      expect(row!.open).toBe(0);
      return row!.all;
    });
    await shop.hear(ExternalStockChanged, await warehouse.count(told));

    expect(warehouse.counted).toBe(told);
    expect(warehouse.quantity).toBe(warehouse.put - promised);
    expect(await shop.row(part)).toMatchObject({
      current_stock: warehouse.quantity,
      reserved_quantity: 0,
    });
    expect(await shop.database.query('select * from inventory.shortfalls')).toEqual([]);
    expect(await shop.discrepancies()).toEqual([]);
  });
});
