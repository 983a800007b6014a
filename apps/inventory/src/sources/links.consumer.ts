import { Controller } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { ProductUnlinked, type EventData } from '@tandem/contracts';
import { NeverAgain, OnEvent, outbox, type EventContext } from '@tandem/messaging';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import { endSource } from './end-source.js';

/** Learns which parts an outside system counts no more. */
@Controller()
export class LinksConsumer {
  constructor(private readonly cache: VersionedCache) {}

  @NeverAgain('An outside system may count the part again since.')
  @OnEvent(ProductUnlinked)
  async linkUndone(
    undone: EventData<typeof ProductUnlinked>,
    { tx, afterCommit }: EventContext,
  ): Promise<void> {
    const changes = await endSource(tx, undone);
    await outbox.addMany(tx, stockEvents(changes));
    afterCommit(() => applyEffects(this.cache, stockCacheEffects(changes)));
  }
}
