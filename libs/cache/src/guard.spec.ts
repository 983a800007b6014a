import { describe, expect, it, jest } from '@jest/globals';
import {
  GameEntry,
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartSpecsEntry,
  PartStockEntry,
  ALL_PART_GENERATIONS,
  AVAILABILITY_GENERATION,
  affectedByPartChange,
  listGeneration,
} from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import { DatabaseGuard, changeIdOf, parseChange } from './guard.js';
import { MemoryStore } from './memory-store.js';
import { VersionedCache } from './versioned-cache.js';

const STOCK = [PartStockEntry.key(7)];
const LIST = {
  key: 'parts:list:x',
  generationKeys: [AVAILABILITY_GENERATION],
};

function guarded() {
  const store = new MemoryStore();
  const cache = new VersionedCache({ store });
  const guard = new DatabaseGuard(cache, affectedByPartChange);
  return { store, cache, guard };
}

describe('a cache that hears of commits from the database', () => {
  it('believes the store only while it hears', async () => {
    const { cache, guard } = guarded();
    expect(cache.usesStore).toBe(false);
    guard.up();
    expect(cache.usesStore).toBe(true);
    guard.down();
    expect(cache.usesStore).toBe(false);
  });

  it('refuses what is older than a commit whose writer said nothing, and repairs the store', async () => {
    const { store, cache, guard } = guarded();
    guard.up();
    const other = new VersionedCache({ store });
    await cache.load(STOCK, async () => ({ version: 1, values: ['"old"'] }));
    guard.notified('tandem.inventory.stock|7|2|stock.updated');
    expect(await cache.readMany(STOCK)).toEqual([null]);
    await eventually(async () => expect(await other.readMany(STOCK)).toEqual([null]));
  });

  it('leaves alone what the writer renewed', async () => {
    const { cache, guard } = guarded();
    guard.up();
    await cache.load(STOCK, async () => ({ version: 1, values: ['"old"'] }));
    await cache.writeThrough([{ key: STOCK[0]!, version: 2, value: '"new"' }]);
    guard.notified('tandem.inventory.stock|7|2|stock.updated');
    expect(await cache.readMany(STOCK)).toEqual([{ version: 2, value: '"new"' }]);
  });

  it('repairs only what this process has not told the store itself', async () => {
    const { store, cache, guard } = guarded();
    guard.up();
    const repairs = jest.spyOn(store, 'invalidate');
    guard.notified('tandem.inventory.stock|7|2|stock.updated');
    guard.notified('tandem.inventory.stock|8|2|stock.updated');
    guard.notified('tandem.inventory.stock|9|2|stock.updated');
    await cache.writeThrough([{ key: PartStockEntry.key(7), version: 2, value: '"new"' }]);
    await cache.writeThrough([{ key: PartStockEntry.key(8), version: 1, value: '"old"' }]);
    jest.spyOn(store, 'refresh').mockRejectedValueOnce(new Error('away'));
    await cache.writeThrough([{ key: PartStockEntry.key(9), version: 2, value: '"new"' }]);
    await eventually(() =>
      expect(repairs).toHaveBeenCalledWith(
        [8, 9].map((id) => ({ key: PartStockEntry.key(id), version: 2 })),
      ),
    );
    expect(JSON.stringify(repairs.mock.calls)).not.toContain(PartStockEntry.key(7));
  });

  it('drops lists when a part goes out of stock, once a change however many hear of it', async () => {
    const { store, cache, guard } = guarded();
    guard.up();
    await cache.readList({ ...LIST, loader: async () => '["old"]' });
    const [before] = await store.generations(LIST.generationKeys);
    guard.notified('tandem.inventory.stock|7|3|stock.depleted');
    guard.notified('tandem.inventory.stock|7|3|stock.depleted');
    await cache.bumpGenerations(LIST.generationKeys, changeIdOf('tandem.inventory.stock', 7, 3));
    expect(await store.generations(LIST.generationKeys)).toEqual([String(Number(before) + 1)]);
    expect(await cache.readList({ ...LIST, loader: async () => '["new"]' })).toBe('["new"]');
  });

  it('makes lists old once for all changes of a commit, and for each change only those that it is about', async () => {
    const { store, guard } = guarded();
    guard.up();
    const games = listGeneration('game', 'price');
    const goods = listGeneration('physical', 'price');
    const before = (await store.generations([games, goods])).map(Number);
    const bumps = jest.spyOn(store, 'bump');
    for (let part = 1; part <= 200; part += 1)
      guard.notified(`tandem.catalog.part|${part}|2|price.updated|game:price`);
    guard.notified('tandem.catalog.part|201|2|price.updated|physical:price');
    await eventually(() => expect(bumps).toHaveBeenCalledTimes(2));
    guard.notified('tandem.catalog.part|1|2|price.updated|game:price');
    await eventually(() => expect(bumps).toHaveBeenCalledTimes(3));
    const after = (await store.generations([games, goods])).map(Number);
    expect(after).toEqual(before.map((generation) => generation + 1));
  });

  it('knows every entry that shows a part’s content, a game’s own too', () => {
    const change = { topic: 'tandem.catalog.part', aggregateId: '7', version: 2, type: 'x' };
    const entries = [PartEntry, PartPricesEntry, PartImagesEntry, PartSpecsEntry, GameEntry];
    expect(affectedByPartChange(change)).toEqual({
      keys: entries.map((entry) => entry.key(7)),
      generations: ALL_PART_GENERATIONS,
    });
  });

  it('is told what has changed of a part, so that other lists stay', () => {
    const change = parseChange('tandem.catalog.part|7|3|price.updated|game:price')!;
    expect(affectedByPartChange(change).generations).toEqual(['parts:list:generation:game:price']);
    const unknown = { ...change, about: 'game:price,something_new' };
    expect(affectedByPartChange(unknown).generations).toHaveLength(6);
    const created = parseChange('tandem.catalog.part|7|1|part.created|physical:')!;
    expect(affectedByPartChange(created).generations).toEqual([
      'parts:list:generation:physical:members',
    ]);
  });

  it('ignores what it does not understand', () => {
    expect(parseChange('')).toBeNull();
    expect(parseChange('topic|1|x|type')).toBeNull();
    expect(affectedByPartChange({ topic: 't', aggregateId: 'x', version: 1, type: 'y' })).toEqual(
      {},
    );
  });
});
