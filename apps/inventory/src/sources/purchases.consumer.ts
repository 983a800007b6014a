import { Controller } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { G2aOrderUpdated, type EventData } from '@tandem/contracts';
import { NeverAgain, OnEvent, outbox, type EventContext } from '@tandem/messaging';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import { lockStock } from '../stock/stock-store.js';
import { followSources } from './follow-sources.js';

type Purchase = EventData<typeof G2aOrderUpdated>;

/**
 * Learns when G2A took a sold key off its figures. One that ended without having been bought, because staff gave the key or
 * the money went back, never leaves them.
 */
@Controller()
export class PurchasesConsumer {
  constructor(private readonly cache: VersionedCache) {}

  @NeverAgain('The purchase may have gone on since.')
  @OnEvent(G2aOrderUpdated)
  async purchaseMoved(purchase: Purchase, { tx, afterCommit }: EventContext): Promise<void> {
    const { order_id, part_id, unit, state, bought_at } = purchase;
    // Before its sale, as everybody locks them.
    if ((await lockStock(tx, [part_id], 'wait')).size === 0) return;
    const over = (state === 'delivered' || state === 'refund') && bought_at === null;
    const noted = await tx.query({
      name: 'sales_note_purchase',
      // A second key that is bought for the same piece has to be counted again.
      text: `update sales set wanted = true, bought_at = greatest(bought_at, $2::timestamptz),
               state = case when state = 'open' and bought_at is null and $3 then 'void'
                            when state = 'counted' and $2::timestamptz > bought_at then 'open' else state end
             where reference = $1 returning reference`,
      values: [`${order_id}:${part_id}:${unit}`, bought_at, over],
    });
    if (noted.length === 0) return;
    const changes = await followSources(tx, [part_id]);
    await outbox.addMany(tx, stockEvents(changes));
    afterCommit(() => applyEffects(this.cache, stockCacheEffects(changes)));
  }
}
