import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { conflict } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { asDomainError } from '../content/database-errors.js';
import { ApplyProducts, type AppliedProducts } from './apply-products.js';
import { holdProducts } from './product-store.js';
import { noteTry } from './refused-store.js';
import { tellCache } from './tell-cache.js';

/** Takes a product that was refused, as G2A told it last, if by now the shop can. */
@Injectable()
export class RetryProduct {
  constructor(
    private readonly database: Database,
    private readonly products: ApplyProducts,
    private readonly cache: VersionedCache,
  ) {}

  /**
   * One that still can't be taken stays as it is, with the reason of this time.
   * @throws DomainError 404 when it is not refused, 409 `product_not_kept`.
   */
  async retry(g2aId: string): Promise<void> {
    await tellCache(this.cache, await this.apply(g2aId));
  }

  private async apply(g2aId: string): Promise<AppliedProducts> {
    try {
      return await transaction(this.database, async (tx) => {
        await holdProducts(tx, [g2aId]);
        const product = await noteTry(tx, g2aId);
        if (!product) throw notKept();
        return this.products.apply(tx, [product]);
      });
    } catch (error) {
      throw asDomainError(error);
    }
  }
}

const notKept = () =>
  conflict(
    'product_not_kept',
    'What G2A told of this product was not kept. The shop looks at it again when it changes at G2A.',
  );
