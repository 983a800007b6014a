import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofSize } from '@tandem/testing';
import { startStack, type StackHandle } from '@tandem/stack';
import { call, type Part, type PartList, Staff } from './client.js';
import { Shopper } from './shopper.js';
import { testHome } from './home.js';

/** What Tandem promises while nothing is broken, asked of the whole product from the outside. */
describe('what staff save is what every shopper sees next', () => {
  let stack: StackHandle;
  let staff: Staff;
  let catalogs: string[];

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('promises'),
      mode: 'distributed',
      frontDoors: 'free',
      replicas: { catalog: 2, 'realtime-gateway': 2 },
    });
    staff = await Staff.signIn(stack.info.admin);
    catalogs = stack.info.services.catalog!;
  });
  afterAll(() => stack?.stop());

  async function staleReads(part: Part, edits: number): Promise<string[]> {
    const stale: string[] = [];
    for (let i = 1; i <= edits; i += 1) {
      const quantity = 1000 + i;
      const put = await staff.putStock(part.id, { current_stock: quantity });
      expect(put.status).toBe(200);
      await Promise.all(
        catalogs.map(async (catalog) => {
          const [detail, list] = await Promise.all([
            call<Part>(`${catalog}/api/v1/parts/${part.id}`),
            call<PartList>(`${catalog}/api/v1/parts?q=${part.sku}`),
          ]);
          if (detail.body.stock.current_stock !== quantity) stale.push(`part, edit ${i}`);
          const listed = list.body.items.find((item) => item.id === part.id);
          if (listed?.stock.current_stock !== quantity) stale.push(`list, edit ${i}`);
        }),
      );
    }
    return stale;
  }

  it('2,000 stock edits (200 in CI), each read at once from two instances: none stale', async () => {
    expect(catalogs).toHaveLength(2);
    const part = await staff.createPart('Read-your-writes rotor', 5);
    expect(await staleReads(part, proofSize(2_000))).toEqual([]);
  });

  it('the same while 50 readers keep filling the cache', async () => {
    const part = await staff.createPart('Read-your-writes rotor under load', 5);
    let reading = true;
    const readers = Array.from({ length: 50 }, async (_, n) => {
      while (reading) {
        const catalog = catalogs[n % catalogs.length]!;
        await call(
          n % 3 === 0
            ? `${catalog}/api/v1/parts?q=${part.sku}`
            : `${catalog}/api/v1/parts/${part.id}`,
        );
      }
    });
    try {
      expect(await staleReads(part, proofSize(2_000))).toEqual([]);
    } finally {
      reading = false;
      await Promise.all(readers);
    }
  });

  it('content edits, deletes and restores are what the next read sees', async () => {
    const part = await staff.createPart('Chameleon cap', 5);
    for (let i = 1; i <= proofSize(150); i += 1) {
      const saved = await staff.putPart(part.id, { part_name: `Chameleon cap ${i}` });
      expect(saved.status).toBe(200);
      for (const catalog of catalogs) {
        const detail = await call<Part>(`${catalog}/api/v1/parts/${part.id}`);
        const list = await call<PartList>(`${catalog}/api/v1/parts?q=${part.sku}`);
        expect([detail.body.part_name, list.body.items[0]?.part_name]).toEqual([
          `Chameleon cap ${i}`,
          `Chameleon cap ${i}`,
        ]);
      }
    }
    const base = `${stack.info.admin}/api/v1/admin/parts/${part.id}`;
    const impact = await call<{ confirm: string }>(`${base}/delete-impact`, { token: staff.token });
    const gone = await call(`${base}?confirm=${encodeURIComponent(impact.body.confirm)}`, {
      method: 'DELETE',
      token: staff.token,
    });
    expect(gone.status).toBe(204);
    for (const catalog of catalogs) {
      expect((await call(`${catalog}/api/v1/parts/${part.id}`)).status).toBe(404);
      const list = await call<PartList>(`${catalog}/api/v1/parts?q=${part.sku}`);
      expect(list.body.items.map((item) => item.id)).not.toContain(part.id);
    }
    const back = await call(`${base}/restore`, { method: 'POST', token: staff.token });
    expect(back.status).toBeLessThan(300);
    for (const catalog of catalogs) {
      expect((await call(`${catalog}/api/v1/parts/${part.id}`)).status).toBe(200);
    }
  });

  it('five writers with one version: one wins, four are told, 200 times (20 in CI)', async () => {
    const part = await staff.createPart('Contested rotor', 5);
    let { version } = (await staff.stock(part.id)).body;
    for (let round = 0; round < proofSize(200); round += 1) {
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map((n) =>
          staff.putStock(part.id, { current_stock: round * 10 + n, version }),
        ),
      );
      const statuses = answers.map((a) => a.status).sort();
      expect(statuses).toEqual([200, 409, 409, 409, 409]);
      const winner = answers.find((a) => a.status === 200)!.body;
      const now = (await staff.stock(part.id)).body;
      expect(now.current_stock).toBe(winner.current_stock);
      version = now.version;
    }
  });

  it('20 editors who read, add one and write: every accepted edit counts, the others are told', async () => {
    const part = await staff.createPart('Counted bolts', 100);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { body } = await staff.stock(part.id);
        const { current_stock, version } = body;
        return (await staff.putStock(part.id, { current_stock: current_stock + 1, version }))
          .status;
      }),
    );
    const accepted = outcomes.filter((status) => status === 200).length;
    expect(outcomes.filter((status) => status === 409)).toHaveLength(20 - accepted);
    expect((await staff.stock(part.id)).body.current_stock).toBe(100 + accepted);
  });

  it('pages on both gateways get every edit once and in order', async () => {
    const part = await staff.createPart('Followed filter', 5);
    const gateways = stack.info.services['realtime-gateway']!;
    expect(gateways).toHaveLength(2);
    const shoppers = Array.from(
      { length: 100 },
      (_, n) => new Shopper(gateways[n % gateways.length]!, [part.id]),
    );
    try {
      await Promise.all(shoppers.map((shopper) => shopper.ready()));
      const wanted: number[] = [];
      for (let i = 1; i <= 100; i += 1) {
        const put = await staff.putStock(part.id, { current_stock: 100 + i });
        wanted.push(put.body.version);
      }
      for (const shopper of shoppers) {
        await shopper.sawAll(part.id, wanted);
      }
    } finally {
      shoppers.forEach((shopper) => shopper.close());
    }
  });
});
