import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { HandlesJob, Jobs } from '@tandem/jobs';
import { causedBy, outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { followSources } from '../sources/follow-sources.js';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import type { StockChange } from '../stock/stock-level.js';
import { lockStock } from '../stock/stock-store.js';
import { FollowCategory } from './follow-category.job.js';

/** So many parts are locked at once: an order waits for no more of them than are written in a moment. */
export const PARTS_AT_ONCE = 200;

/* Those that an outside system counts, of the category as it is now and of all below it. */
const PARTS_BELOW = `
with recursive below as (
  select k.id from catalog.category_refs k where k.id = $1
  union select k.id from catalog.category_refs k join below on k.parent_id = below.id
)
select f.part_id from stock_sources f join catalog.part_refs r on r.id = f.part_id
 where f.part_id > $2 and r.category_id in (select id from below) order by f.part_id limit $3`;

/** Brings levels to what is kept back of them, when that has changed for more parts than the one that staff are at. */
@Injectable()
export class FollowBuffers {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly cache: VersionedCache,
  ) {}

  /** Some parts a run, each run one transaction, which queues the next one: it goes on after a crash where it was. */
  @HandlesJob(FollowCategory)
  async followCategory({
    category_id,
    after,
  }: {
    category_id: string;
    after: number;
  }): Promise<void> {
    const changes = await transaction(this.database, async (tx) => {
      const rows = await tx.query<{ part_id: number }>(PARTS_BELOW, [
        category_id,
        after,
        PARTS_AT_ONCE,
      ]);
      const parts = rows.map(({ part_id }) => part_id);
      const changes = await this.followParts(tx, parts);
      if (parts.length === PARTS_AT_ONCE) {
        // One that starts anew waits perhaps, because the buffer has changed meanwhile: it is left as it is.
        const next = { category_id, after: parts.at(-1)! };
        await this.jobs.enqueue(tx, FollowCategory, next, { key: category_id, once: true });
      }
      return changes;
    });
    await applyEffects(this.cache, stockCacheEffects(changes));
  }

  /**
   * Within a transaction; parts that no outside system counts stay as they are.
   * @param causes of the events: what each part's change comes from, else the running job or request.
   * @returns the changes, whose effects on the cache are the caller's to apply after the commit.
   */
  async followParts(
    tx: Tx,
    partIds: readonly number[],
    causes?: ReadonlyMap<number, Record<string, string>>,
  ): Promise<StockChange[]> {
    if (partIds.length === 0) return [];
    const locked = await lockStock(tx, partIds, 'wait');
    const changes = await followSources(tx, [...locked.keys()], { reason: 'safety buffer' });
    await outbox.addMany(
      tx,
      changes.flatMap((change) => {
        const cause = causes?.get(change.after.part_id);
        const events = stockEvents([change]);
        return cause ? causedBy(cause, events) : events;
      }),
    );
    return changes;
  }
}
