import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, transaction } from '@tandem/persistence';
import { eventually, redisOf, TcpProxy } from '@tandem/testing';
import { WarehouseBench } from '../../testing/warehouse.js';
import { WarehouseClient } from '../client/warehouse-client.js';
import { endTurn, takeTurn, type Turn } from './feed-store.js';
import { PollWarehouse } from './poll-warehouse.js';

const LEASE_MS = 60_000;
const GOING_ON = new AbortController().signal;

interface Feed {
  cursor: string | null;
  fence: number;
  lease_until: Date;
}

/** Real: PostgreSQL, the simulated warehouse as a process, two instances whose turns are taken by hand. */
describe('a poller that was taken for dead', () => {
  let bench: WarehouseBench;
  beforeAll(async () => {
    bench = await WarehouseBench.open({ instances: 2, env: { WAREHOUSE_POLL_MS: '600000' } });
    await eventually(async () => expect(await isFree()).toBe(true));
  });
  afterAll(() => bench?.close());

  const feed = async () => {
    const [row] = await bench.database.query<Feed>(
      'select cursor, fence::float8, lease_until from sync.warehouse_feed',
    );
    return row!;
  };
  /** The instances have had their first turn, and sleep until there is a hint. */
  const isFree = async () => {
    const { fence, lease_until } = await feed();
    return fence > 0 && lease_until.getTime() === 0;
  };
  const of = (instance: number) => {
    const { app } = bench.instances[instance]!;
    return { database: app.get(Database), warehouse: app.get(PollWarehouse) };
  };
  /** The turn of whoever has it now is over, as when its lease has ended. */
  const takeOver = (instance: number) =>
    transaction(of(instance).database, async (tx): Promise<Turn> => {
      await tx.query(`update warehouse_feed set lease_until = 'epoch', next_poll_at = 'epoch'`);
      return (await takeTurn(tx, LEASE_MS))!;
    });
  /** Holds back the next answer of the warehouse to an instance until the promise is fulfilled. @returns when it is there. */
  function holdBack(instance: number, until: Promise<void>): Promise<void> {
    const client = bench.instances[instance]!.app.get(WarehouseClient);
    const ask = client.changes.bind(client);
    return new Promise((isThere) => {
      client.changes = async (place, size) => {
        client.changes = ask;
        const page = await ask(place, size);
        isThere();
        await until;
        return page;
      };
    });
  }

  it('moves nothing, and does not end the turn of whoever has it now', async () => {
    await bench.parts(['LATE-1', 'LATE-2']);
    await bench.shelve({ sku: 'LATE-1', quantity: 1 });
    const answer = Promise.withResolvers<void>();
    const isThere = holdBack(0, answer.promise);
    const lost = await takeOver(0);
    const late = of(0).warehouse.poll(lost, GOING_ON);
    await isThere;

    await bench.shelve({ sku: 'LATE-1', quantity: 2 }, { sku: 'LATE-2', quantity: 2 });
    const turn = await takeOver(1);
    expect(await of(1).warehouse.poll(turn, GOING_ON)).toBe(false);
    const moved = await feed();
    const told = await bench.announced('LATE-1', 'LATE-2');
    expect(told.map(({ sku, quantity }) => [sku, quantity])).toEqual(
      expect.arrayContaining([
        ['LATE-1', 2],
        ['LATE-2', 2],
      ]),
    );

    answer.resolve();
    expect(await late).toBe(false);
    await endTurn(of(0).database, lost, { pollMs: 1, more: true });
    expect(await feed()).toEqual(moved);
    expect(await bench.announced('LATE-1', 'LATE-2')).toEqual(told);
    await endTurn(of(1).database, turn, { pollMs: 600_000, more: false });
    expect(await isFree()).toBe(true);
  });
});

/** Real: PostgreSQL, Redis behind a network that can be cut, the simulated warehouse as a process, two instances that poll it. */
describe('what the warehouse changes while its pollers are in trouble', () => {
  const SKUS = Array.from({ length: 48 }, (_, n) => `TROUBLE-${n}`);
  const ROUNDS = 24;
  let bench: WarehouseBench;
  let redis: TcpProxy;
  beforeAll(async () => {
    const url = redisOf('sync-gateway');
    redis = await TcpProxy.inFrontOf(url);
    const env = { WAREHOUSE_POLL_MS: '20', REDIS_URL: redis.through(url) };
    bench = await WarehouseBench.open({ instances: 2, env });
  });
  afterAll(async () => {
    await bench?.close();
    await redis?.close();
  });

  const turns = async () => {
    const [row] = await bench.database.query<{ fence: number }>(
      'select fence::float8 from sync.warehouse_feed',
    );
    return row!.fence;
  };

  it('is announced to the last row: turns are lost, Redis starts again, an instance too', async () => {
    await bench.parts(SKUS);
    const expected: Record<string, number> = {};
    for (let round = 1; round <= ROUNDS; round += 1) {
      const before = await turns();
      // Four pages at first. Fewer change each time: what was lost on the way is not made good at the end.
      const changed = SKUS.slice(Math.floor(((round - 1) * SKUS.length) / ROUNDS));
      for (const sku of changed) expected[sku] = round;
      await bench.shelve(...changed.map((sku) => ({ sku, quantity: round })));
      if (round % 3 === 0) {
        await bench.database.query(
          `update sync.warehouse_feed set lease_until = 'epoch', next_poll_at = 'epoch'`,
        );
      }
      if (round % 8 === 3) redis.cut();
      if (round % 8 === 6) redis.restore();
      if (round === ROUNDS / 2) await bench.restart(0);
      await eventually(async () => expect(await turns()).toBeGreaterThan(before));
    }
    const told = await eventually(async () => {
      const announced = await bench.announced(...SKUS);
      const last = Object.fromEntries(announced.map(({ sku, quantity }) => [sku, quantity]));
      expect(last).toEqual(expected);
      return announced;
    });
    for (const sku of SKUS) {
      const quantities = told.filter((one) => one.sku === sku).map(({ quantity }) => quantity);
      expect(quantities).toEqual([...new Set(quantities)].sort((a, b) => a - b));
    }
  });
});
