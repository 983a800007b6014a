import { Controller } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { G2aProductUpserted, TREE_GENERATION } from '@tandem/contracts';
import { OnEventBatch, type BatchContext, type HandledEvent } from '@tandem/messaging';
import { contentCacheEffects } from '../content/content-cache.js';
import type { ChangedPart } from '../content/content-writer.js';
import { generationsOf } from '../parts/list-dependencies.js';
import { ApplyProducts } from './apply-products.js';
import type { G2aProduct } from './offer.js';

const ENTRIES_AT_ONCE = 200;

/** Products of G2A, as many as have arrived meanwhile in one transaction. */
@Controller()
export class ProductConsumer {
  constructor(
    private readonly products: ApplyProducts,
    private readonly cache: VersionedCache,
  ) {}

  @OnEventBatch(G2aProductUpserted)
  async onProducts(
    events: readonly HandledEvent[],
    { tx, afterCommit }: BatchContext,
  ): Promise<void> {
    const products = events.map(({ data }) => data as unknown as G2aProduct);
    const { changes, termsMade } = await this.products.apply(tx, products);
    afterCommit(() => this.tellCache(changes, termsMade));
  }

  private async tellCache(changes: readonly ChangedPart[], termsMade: boolean): Promise<void> {
    const { entries = [], generations = [], changes: ids } = contentCacheEffects(changes);
    // A script that is handed thousands of entries would keep everybody else waiting.
    for (let at = 0; at < entries.length; at += ENTRIES_AT_ONCE)
      await this.cache.writeThrough(entries.slice(at, at + ENTRIES_AT_ONCE));
    const more = termsMade ? [TREE_GENERATION, ...generationsOf(['game'], ['terms'])] : [];
    await applyEffects(this.cache, { generations, changes: ids });
    await applyEffects(this.cache, { generations: more });
  }
}
