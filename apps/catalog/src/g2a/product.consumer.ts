import { Controller } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { G2aProductUpserted } from '@tandem/contracts';
import { OnEventBatch, type BatchContext, type HandledEvent } from '@tandem/messaging';
import { ApplyProducts } from './apply-products.js';
import type { G2aProduct } from './offer.js';
import { tellCache } from './tell-cache.js';

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
    const applied = await this.products.apply(tx, products);
    afterCommit(() => tellCache(this.cache, applied));
  }
}
