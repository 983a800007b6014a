import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { proofSize } from '@tandem/testing';
import pg from 'pg';
import { call, eventually, type Part, type PartList, Staff } from './client.js';
import { testHome } from './home.js';
import { Shopper } from './shopper.js';

describe('the standalone form keeps the same promises in one process', () => {
  let stack: StackHandle;
  let staff: Staff;

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('standalone'),
      mode: 'standalone',
      frontDoors: 'free',
    });
    staff = await Staff.signIn(stack.info.admin);
  });
  afterAll(() => stack?.stop());

  it('has neither Kafka nor Redis, and says so', () => {
    expect(stack.info).toMatchObject({ mode: 'standalone', kafka: null, redis: null });
  });

  it('300 stock edits: the part and the list show each at once, and an open page gets them all in order', async () => {
    const part = await staff.createPart('Lonely lever', 5);
    const shopper = new Shopper(stack.info.shop, [part.id]);
    await shopper.ready();
    const versions: number[] = [];
    for (let i = 1; i <= 300; i += 1) {
      const put = await staff.putStock(part.id, { current_stock: 1000 + i });
      versions.push(put.body.version);
      const detail = await call<Part>(`${stack.info.shop}/api/v1/parts/${part.id}`);
      const list = await call<PartList>(`${stack.info.shop}/api/v1/parts?q=${part.sku}`);
      expect([
        detail.body.stock.current_stock,
        list.body.items.find((item) => item.id === part.id)?.stock.current_stock,
      ]).toEqual([1000 + i, 1000 + i]);
    }
    await shopper.sawAll(part.id, versions);
    shopper.close();
  });

  it('a content edit reaches the page too', async () => {
    const part = await staff.createPart('Plain pulley', 5);
    await staff.putPart(part.id, { part_name: 'Polished pulley' });
    const { body } = await call<Part>(`${stack.info.shop}/api/v1/parts/${part.id}`);
    expect(body.part_name).toBe('Polished pulley');
  });

  const stops = proofSize(20, 2);

  it(`${stops} stops in the middle of edits, every second one a kill -9: no consumer misses an event`, async () => {
    const part = await staff.createPart('Restless rotor', 5);
    let going = true;
    const editing = (async () => {
      for (let n = 1; going; n += 1) {
        await Promise.allSettled([
          staff.putStock(part.id, { current_stock: n }),
          staff.putPart(part.id, { part_name: `Restless rotor ${n}` }),
        ]);
      }
    })();
    for (let stop = 1; stop <= stops; stop += 1) {
      const { version } = (await staff.stock(part.id)).body;
      await eventually(async () => {
        expect((await staff.stock(part.id)).body.version).toBeGreaterThan(version + 10);
      });
      if (stop % 2 === 0) await stack.kill('standalone');
      else await stack.restart('standalone');
      await stack.whenReady('standalone');
    }
    going = false;
    await editing;
    await eventually(async () => expect(await undelivered(part.id)).toEqual([]));
  });

  /** What waits to be published, and what the log of realtime never got. */
  async function undelivered(partId: number): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: stack.info.postgres });
    await client.connect();
    try {
      const { rows } = await client.query(
        `select type, published_at is not null as published, count(*)::int as events
           from (select * from catalog.outbox union all select * from inventory.outbox) as sent
          where aggregateid = $1
            and (published_at is null or id not in (select event_id from realtime.event_log))
          group by 1, 2`,
        [String(partId)],
      );
      return rows;
    } finally {
      await client.end();
    }
  }
});
