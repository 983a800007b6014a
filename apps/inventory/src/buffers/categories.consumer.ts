import { Controller } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import {
  CategoryMoved,
  ContentRolledBack,
  ContentUpdated,
  PartRestored,
  type EventData,
} from '@tandem/contracts';
import { Jobs } from '@tandem/jobs';
import {
  HandlesAgain,
  OnEvent,
  OnEventBatch,
  type BatchContext,
  type EventContext,
  type HandledEvent,
} from '@tandem/messaging';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { FollowBuffers } from './follow-buffers.js';
import { followCategory } from './follow-category.job.js';

/** The fields of a change after which another category's buffer may count. */
const MOVES = 'category_id';

/** Parts that are in another category now, and categories that are below another one. */
@Controller()
export class CategoriesConsumer {
  constructor(
    private readonly followBuffers: FollowBuffers,
    private readonly jobs: Jobs,
    private readonly cache: VersionedCache,
  ) {}

  @HandlesAgain()
  @OnEventBatch(ContentUpdated, ContentRolledBack, PartRestored)
  async partsChanged(
    events: readonly HandledEvent[],
    { tx, afterCommit }: BatchContext,
  ): Promise<void> {
    const causes = new Map<number, Record<string, string>>();
    for (const { data, event, traceparent } of events) {
      const { part_id, changed } = data as EventData<typeof ContentUpdated>;
      if (event.type !== PartRestored.type && !changed.includes(MOVES)) continue;
      const cause = { traceparent: traceparent ?? '', ce_correlationid: event.correlationId ?? '' };
      causes.set(part_id, cause);
    }
    const changes = await this.followBuffers.followParts(tx, [...causes.keys()], causes);
    afterCommit(() => applyEffects(this.cache, stockCacheEffects(changes)));
  }

  @HandlesAgain()
  @OnEvent(CategoryMoved)
  async categoryMoved(
    { category_id }: EventData<typeof CategoryMoved>,
    { tx }: EventContext,
  ): Promise<void> {
    await followCategory(this.jobs, tx, category_id);
  }
}
