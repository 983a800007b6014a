import { Injectable } from '@nestjs/common';
import type { PartOffers, RowOf, StockPublic } from '@tandem/contracts';
import { Database, type Tx } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { imageUrl, type Offer } from './offer.js';

/** Columns of an offer, for a statement that joins `f` and `s` as below. */
export const OFFER_COLUMNS = `f.id, f.kind, f.sku, f.slug, f.part_name, f.image_sha256, f.price_minor, f.regular_price_minor,
  f.lowest_price_minor,  f.currency, f.for_sale, coalesce(s.available_stock, 0) as available_stock,
  s.updated_at as stock_updated_at, s.source`;
/** The catalogue's own view and inventory's (decision 0008): `f` and `s`, each null when there is no such row. */
export const joinOffers = (partId: string): string => `
  left join catalog.part_offers f on f.id = ${partId}
  left join inventory.stock_public s on s.part_id = f.id`;

export type OfferRow = Omit<RowOf<typeof PartOffers>, 'kind' | 'version'> &
  Pick<RowOf<typeof StockPublic>, 'available_stock' | 'source'> & {
    kind: Offer['kind'];
    stock_updated_at: Date | null;
  };

const amountOf = (minor: string | null): bigint | null => (minor === null ? null : BigInt(minor));

/** A row of those columns; undefined when the catalogue has never shown such a part. */
export function toOffer(row: OfferRow | { id: null }, currency: string): Offer | undefined {
  if (row.id === null || row.part_name === null) return undefined;
  const { id, image_sha256, available_stock, stock_updated_at, part_name, ...rest } = row;
  return {
    ...rest,
    part_name,
    sku: row.sku ?? '',
    slug: row.slug ?? '',
    part_id: id,
    image_url: image_sha256 === null ? null : imageUrl(image_sha256),
    price_minor: BigInt(row.price_minor ?? 0),
    regular_price_minor: amountOf(row.regular_price_minor),
    lowest_price_minor: amountOf(row.lowest_price_minor),
    for_sale: row.for_sale && row.currency === currency,
    available: available_stock,
    as_of: stock_updated_at?.toISOString() ?? null,
  };
}

/** What is for sale, at which price, and how much of it is free: from the database, never from a cache. */
@Injectable()
export class Offers {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
  ) {}

  /**
   * The offers by part id, one statement whatever their number; a part the catalogue has never shown is missing.
   * @param tx its snapshot is read; without it, the newest commit.
   */
  async of(partIds: readonly number[], tx?: Tx): Promise<Map<number, Offer>> {
    const offers = new Map<number, Offer>();
    if (partIds.length === 0) return offers;
    const statement = {
      name: 'offers_of',
      text: `select ${OFFER_COLUMNS} from unnest($1::int[]) as w (part_id) ${joinOffers('w.part_id')}`,
      values: [[...partIds]],
    };
    const rows = await (tx ?? this.database).query<OfferRow | { id: null }>(statement);
    for (const row of rows) {
      const offer = toOffer(row, this.config.currency);
      if (offer) offers.set(offer.part_id, offer);
    }
    return offers;
  }
}
