import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { AVAILABILITY_GENERATION } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import { Database, transaction } from '@tandem/persistence';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockState } from '../stock/stock-events.js';
import type { StockLevel } from '../stock/stock-level.js';
import { lockLevels, type LockableLevel } from '../stock/stock-store.js';

/** Tells of stock that was changed past the shop, or whose change a reader has missed. */
@Injectable()
export class AnnounceStock {
  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

  /** @returns the levels there are. */
  @CacheInvalidate({
    effects: (levels: StockLevel[], _partIds: readonly number[]) => ({
      ...stockCacheEffects(levels.map((level) => ({ before: level, after: level }))),
      // Whether it came into stock or went out of it is not known.
      generations: [AVAILABILITY_GENERATION],
    }),
  })
  async announce(partIds: readonly number[]): Promise<StockLevel[]> {
    return transaction(
      this.database,
      async (tx, rows) => {
        const levels = rows as unknown as LockableLevel[];
        await outbox.addMany(tx, levels.map(stockState));
        return levels;
      },
      lockLevels(partIds, 'wait'),
    );
  }
}
