import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SourceHealth } from '@tandem/contracts';
import { eventually, setFlag } from '@tandem/testing';
import { WarehouseBench } from '../testing/warehouse.js';
import { AnnounceHealth } from './announce-health.js';

const FLAG = 'feature_fe_inventory_sync_fl_catalog_enabled';

/** Real: PostgreSQL, the simulated warehouse as a process, two instances that watch it. */
describe('a warehouse that goes silent', () => {
  let bench: WarehouseBench;
  beforeAll(async () => {
    bench = await WarehouseBench.open({ instances: 2 });
    await bench.database.query(`update sync.sources set stale_after_ms = 300`);
  });
  afterAll(() => bench?.close());

  const health = async () => {
    const [row] = await bench.database.query<{ enabled: boolean; is_stale: boolean }>(
      `select enabled, is_stale from sync.${SourceHealth.name} where source = 'warehouse'`,
    );
    return row!;
  };
  const silence = () =>
    bench.control('faults', { path: '/v1/stock', status: 503, times: 1_000_000 });

  /**
   * What was told, ending with this, and each of it once: a slow machine may let 300 ms pass between two answers and tell
   * of a silence of its own, but never twice of the same.
   */
  const toldUpTo = async (last: 'sync.stale' | 'sync.recovered') => {
    const told = await bench.healthTold();
    expect(told.at(-1)).toBe(last);
    expect(told).toEqual(told.map((_, n) => (n % 2 ? 'sync.recovered' : 'sync.stale')));
  };

  it('is told of once, and once when it answers again, by whichever instance', async () => {
    await eventually(async () =>
      expect(await health()).toEqual({ enabled: true, is_stale: false }),
    );
    await silence();
    await eventually(() => toldUpTo('sync.stale'));
    expect((await health()).is_stale).toBe(true);
    await bench.control('faults/clear', {});
    await eventually(() => toldUpTo('sync.recovered'));
    await eventually(async () => expect((await health()).is_stale).toBe(false));
    const [told] = await bench.events<{ last_success_at: string }>('warehouse');
    expect(Date.parse(told!.payload.last_success_at)).toBeLessThan(Date.now());
  });

  it('is told of once by two instances that see it at once, and not again by one that starts meanwhile', async () => {
    const look = () =>
      bench.instances.flatMap(({ app }) =>
        Array.from({ length: 3 }, () => app.get(AnnounceHealth).announceChanges()),
      );
    await silence();
    await eventually(async () => {
      await Promise.all(look());
      await toldUpTo('sync.stale');
    });
    await bench.restart(0);
    await Promise.all(look());
    await toldUpTo('sync.stale');
    await bench.control('faults/clear', {});
    await eventually(async () => {
      await Promise.all(look());
      await toldUpTo('sync.recovered');
    });
  });

  it('is not stale while the flag is off, and is not asked', async () => {
    await silence();
    await eventually(() => toldUpTo('sync.stale'));
    await setFlag(bench.database, FLAG, { enabled: false });
    await eventually(async () =>
      expect(await health()).toEqual({ enabled: false, is_stale: false }),
    );
    await eventually(() => toldUpTo('sync.recovered'));
    await bench.control('faults/clear', {});
    await bench.part('OFF-1');
    await bench.shelve({ sku: 'OFF-1', quantity: 1 });
    await setFlag(bench.database, FLAG, { enabled: true });
    await eventually(async () => expect(await bench.announced('OFF-1')).toHaveLength(1));
    await eventually(async () =>
      expect(await health()).toEqual({ enabled: true, is_stale: false }),
    );
  });
});
