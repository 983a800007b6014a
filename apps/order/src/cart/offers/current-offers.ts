import { Injectable } from '@nestjs/common';
import { cacheKeys, groupOf, VersionedCache, type CacheHit } from '@tandem/cache';
import { toMinor, type Money } from '@tandem/http';
import { OrderConfig } from '../../config.js';
import type { Offer } from './offer.js';
import { Offers } from './offers.js';

const CONTENT = 3;
const KEYS = 4;

/** The entries of a part page that a cart shows; the first three are the catalogue's, of one version. */
const keysOf = (id: number): string[] => [
  cacheKeys.part(id),
  cacheKeys.partPrices(id),
  cacheKeys.partImages(id),
  cacheKeys.partStock(id),
];

/**
 * What carts show: the entries that the catalogue and inventory keep for their own pages, which are never older than a
 * change that had been answered (libs/cache), in one round trip for a whole cart. What is not there, or not for sale,
 * is asked of the database, in one statement. Nothing is decided from this.
 */
@Injectable()
export class CurrentOffers {
  constructor(
    private readonly cache: VersionedCache,
    private readonly offers: Offers,
    private readonly config: OrderConfig,
  ) {}

  async of(partIds: readonly number[]): Promise<Map<number, Offer>> {
    if (partIds.length === 0) return new Map();
    const hits = await this.cache.readMany(partIds.flatMap(keysOf), 'part');
    const found = new Map<number, Offer>();
    const missing: number[] = [];
    partIds.forEach((id, n) => {
      const offer = this.cached(id, hits.slice(n * KEYS, (n + 1) * KEYS));
      if (offer) found.set(id, offer);
      else missing.push(id);
    });
    for (const [id, offer] of await this.offers.of(missing)) found.set(id, offer);
    return found;
  }

  private cached(id: number, hits: (CacheHit | null)[]): Offer | null {
    const [core, price, images] = groupOf(hits, 0, CONTENT)?.values ?? [];
    const stock = hits[CONTENT]?.value;
    // A part that shoppers may not see has no content here, but carts still show its name.
    if (!core || !price || !images || !stock) return null;
    const { kind, sku, slug, part_name } = JSON.parse(core) as Offer;
    const money = JSON.parse(price) as Money;
    const [image] = JSON.parse(images) as { url: string }[];
    const { available_stock } = JSON.parse(stock) as { available_stock: number };
    return {
      part_id: id,
      kind,
      sku,
      slug,
      part_name,
      image_url: image?.url ?? null,
      price_minor: toMinor(money),
      currency: money.currency,
      for_sale: money.currency === this.config.currency,
      available: available_stock,
    };
  }
}
