import { Injectable } from '@nestjs/common';
import { groupOf, VersionedCache, type CacheHit } from '@tandem/cache';
import {
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartStockEntry,
  priceAt,
} from '@tandem/contracts';
import { toMinor } from '@tandem/kernel';
import { OrderConfig } from '../../config.js';
import type { Offer } from './offer.js';
import { Offers } from './offers.js';

const CONTENT = 3;
const KEYS = 4;

/** The entries of a part page that a cart shows; the first three are the catalogue's, of one version. */
const keysOf = (id: number): string[] => [
  PartEntry.key(id),
  PartPricesEntry.key(id),
  PartImagesEntry.key(id),
  PartStockEntry.key(id),
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
    const part = PartEntry.parse(core);
    const prices = PartPricesEntry.parse(price);
    const shown = PartImagesEntry.parse(images);
    const stock = PartStockEntry.parse(hits[CONTENT]?.value);
    // A part that shoppers may not see has no content here, but carts still show its name; what is no longer sold has content.
    if (!part || part.discontinued || !prices || !shown || !stock) return null;
    const {
      price: money,
      regular_price,
      lowest_price_30_days: lowest,
    } = priceAt(prices, Date.now());
    return {
      part_id: id,
      kind: part.kind,
      sku: part.sku,
      slug: part.slug,
      part_name: part.part_name,
      image_url: shown[0]?.url ?? null,
      price_minor: toMinor(money),
      regular_price_minor: regular_price && toMinor(regular_price),
      lowest_price_minor: lowest && toMinor(lowest),
      currency: money.currency,
      for_sale: money.currency === this.config.currency,
      available: stock.available_stock,
      as_of: stock.as_of,
      source: stock.source ?? null,
    };
  }
}
