import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, fromMinor, type Money } from '@tandem/kernel';
import { Database, SourceHealth, type StaleSources } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import type { Owner } from '../guests/owner.js';
import { ageOf, validateQuantity } from '../offers/offer.js';
import { joinOffers, OFFER_COLUMNS, toOffer, type OfferRow } from '../offers/offers.js';
import { MAX_WISHES_AFTER_MOVE } from './wishlist.js';
import type { WishlistQuery, WishlistView, WishView } from './wishlists.dto.js';

interface Wish {
  part_id: number;
  added_at: Date;
}
type Row = { version: number } & (Wish | { part_id: null }) & (OfferRow | { id: null });

const READ = `
  select w.version::float8, i.part_id, i.added_at, ${OFFER_COLUMNS}
    from wishlists w
    left join lateral (
      select part_id, added_at from wishlist_items
       where owner_kind = w.owner_kind and owner_id = w.owner_id
         and ($3::timestamptz is null or (added_at, part_id) < ($3, $4::int))
       order by added_at desc, part_id desc limit $5
    ) i on true
    ${joinOffers('i.part_id')}
   where w.owner_kind = $1 and w.owner_id = $2 order by i.added_at desc, i.part_id desc`;

@Injectable()
export class ReadWishlist {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly health: SourceHealth,
  ) {}

  /** The newest wish first, with what everything costs and whether it can be had: one statement, no cache. */
  async page(
    owner: Owner | null,
    { limit, cursor }: Pick<WishlistQuery, 'limit' | 'cursor'>,
  ): Promise<WishlistView> {
    const after = decodeCursor(cursor, { at: 'time', id: 'int' });
    if (!owner) return { items: [], next_cursor: null, version: 0 };
    const place = [after?.at ?? null, after?.id ?? null, limit + 1];
    const rows = await this.database.query<Row>(READ, [owner.kind, owner.id, ...place]);
    const stale = await this.health.stale();
    const items = rows.flatMap((row) => (row.part_id === null ? [] : [this.view(row, stale)]));
    const shown = items.slice(0, limit);
    const last = items.length > limit ? shown.at(-1)! : null;
    return {
      items: shown,
      next_cursor: last && encodeCursor({ at: last.added_at, id: last.part_id }),
      version: rows[0]?.version ?? 0,
    };
  }

  /** All of it. */
  of(owner: Owner | null): Promise<WishlistView> {
    return this.page(owner, { limit: MAX_WISHES_AFTER_MOVE });
  }

  private view(row: Wish & (OfferRow | { id: null }), stale: StaleSources): WishView {
    const offer = toOffer(row, this.config.currency);
    const { available, ok } = validateQuantity(1, offer);
    const money = (minor: bigint | null | undefined): Money | null =>
      offer?.for_sale && minor != null ? fromMinor(minor, offer.currency) : null;
    return {
      part_id: row.part_id,
      part_name: offer?.part_name ?? `Part ${row.part_id}`,
      sku: offer?.sku ?? '',
      slug: offer?.slug ?? '',
      kind: offer?.kind ?? 'physical',
      image_url: offer?.image_url ?? null,
      price: money(offer?.price_minor),
      regular_price: money(offer?.regular_price_minor),
      lowest_price_30_days: money(offer?.lowest_price_minor),
      available,
      is_in_stock: ok,
      for_sale: offer?.for_sale ?? false,
      ...ageOf(offer, stale),
      added_at: row.added_at.toISOString(),
    };
  }
}
