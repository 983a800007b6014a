import { Controller } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { G2aProductUpserted } from '@tandem/contracts';
import { OnEventBatch, type BatchContext, type HandledEvent } from '@tandem/messaging';
import { contentCacheEffects } from '../content/content-cache.js';
import { ApplyProducts } from './apply-products.js';
import type { G2aProduct } from './offer.js';

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
    const changed = await this.products.apply(tx, products);
    afterCommit(() => applyEffects(this.cache, contentCacheEffects(changed)));
  }
}
