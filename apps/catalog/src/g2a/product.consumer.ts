import { Controller } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { G2aProductUpserted } from '@tandem/contracts';
import { pause } from '@tandem/kernel';
import {
  HandlesAgain,
  OnEventBatchOf,
  type BatchContext,
  type HandledEvent,
} from '@tandem/messaging';
import { CatalogConfig } from '../config.js';
import { ApplyProducts } from './apply-products.js';
import type { G2aProduct } from './offer.js';
import { tellCache } from './tell-cache.js';

/** Readers want the same processors while a batch is taken in, so it is a short one. */
const PRODUCTS_AT_ONCE = 50;
/**
 * Each batch makes the lists by price old, so what a run tells page by page is gathered. A product alone is no run, and a
 * full batch waits for no more.
 */
const BATCH_EVERY_MS = 750;

/**
 * Products of G2A, in one transaction what has arrived meanwhile, up to a bound. Pages are answered by this process too, and a
 * sync has time: between two batches there is as long a rest as keeps to the pace that is set.
 */
@Controller()
export class ProductConsumer {
  constructor(
    private readonly products: ApplyProducts,
    private readonly cache: VersionedCache,
    private readonly config: CatalogConfig,
  ) {}

  @HandlesAgain()
  @OnEventBatchOf(PRODUCTS_AT_ONCE, G2aProductUpserted)
  async onProducts(
    events: readonly HandledEvent[],
    { tx, afterCommit }: BatchContext,
  ): Promise<void> {
    const begun = performance.now();
    const products = events.map(({ data }) => data as unknown as G2aProduct);
    const applied = await this.products.apply(tx, products);
    afterCommit(() => tellCache(this.cache, applied));
    afterCommit(() => this.rest(products.length, begun));
  }

  /** The connection is given back by now, and what was told is in the shop. */
  private async rest(products: number, begun: number): Promise<void> {
    const byPace = (products * 1000) / this.config.productsPerSecond;
    const gathers = products > 1 && products < PRODUCTS_AT_ONCE;
    const due = gathers ? Math.max(BATCH_EVERY_MS, byPace) : byPace;
    await pause(Math.max(0, due - (performance.now() - begun)));
  }
}
