import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisStore, VersionedCache } from '@tandem/cache';
import { PartPricesEntry, READ_MODELS } from '@tandem/contracts';
import { startStack, type StackHandle } from '@tandem/stack';
import { eventually } from '@tandem/testing';
import { call, type Part, Staff } from './client.js';
import { testHome } from './home.js';

interface Reads {
  checked: number;
  inconsistent: number;
  ratio: number | null;
  newest: { part_id: number; page: string; field: string; has: string; due: string }[];
}

/** Real: the whole product. A page is made stale by hand, in Redis, behind everybody's back. */
describe('the watcher outside the shop', () => {
  let stack: StackHandle;
  let staff: Staff;
  let cache: VersionedCache;

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('watcher'),
      mode: 'distributed',
      frontDoors: 'free',
      env: { WATCHER_DELAYS_S: '1,5', WATCHER_READS_PER_SECOND: '200' },
    });
    staff = await Staff.signIn(stack.info.admin);
    cache = new VersionedCache({
      store: new RedisStore({ url: stack.info.redis!, format: READ_MODELS.format }),
    });
  });
  afterAll(async () => {
    await cache?.close();
    await stack?.stop();
  });

  async function reads(): Promise<Reads> {
    const url = `${stack.info.admin}/api/v1/admin/consistency/reads`;
    return (await call<Reads>(url, { token: staff.token })).body;
  }

  it('counts no page while staff edit and nothing is wrong', async () => {
    const parts = await Promise.all(
      [1, 2, 3].map((n) => staff.createPart(`Watched wheel ${n}`, 5)),
    );
    for (let n = 1; n <= 10; n += 1) {
      await Promise.all(
        parts.flatMap(({ id }) => [
          staff.putStock(id, { current_stock: 5 + n }),
          staff.putPart(id, { part_name: `Watched wheel ${id}, edit ${n}` }),
        ]),
      );
    }
    // Of each of 60 edits two pages, twice.
    await eventually(async () => expect((await reads()).checked).toBeGreaterThanOrEqual(240), {
      timeoutMs: 90_000,
    });
    expect(await reads()).toMatchObject({ inconsistent: 0, ratio: 0, newest: [] });
  });

  it('counts a page that shows another price than was announced, with both prices', async () => {
    const part = await staff.createPart('Stale wheel', 5);
    const { body } = await staff.putPart(part.id, {
      price: { amount: '20.00', currency: 'EUR' },
    });
    const value = '{"amount":"0.01","currency":"EUR"}';
    const key = PartPricesEntry.key(part.id);
    // Whoever is told of the change meanwhile may do away with it once more.
    await eventually(
      async () => {
        await cache.writeThrough([{ key, version: body.version, value }]);
        const shown = await call<Part>(`${stack.info.shop}/api/v1/parts/${part.id}`);
        expect(shown.body.price.amount).toBe('0.01');
        const { newest } = await reads();
        expect(newest).toContainEqual(
          expect.objectContaining({
            part_id: part.id,
            page: 'part',
            field: 'price',
            has: '0.01 EUR',
            due: '20.00 EUR',
          }),
        );
      },
      { timeoutMs: 60_000 },
    );
    const { inconsistent, checked, ratio } = await reads();
    expect(inconsistent).toBeGreaterThan(0);
    expect(ratio).toBeCloseTo(inconsistent / checked);
  });
});
