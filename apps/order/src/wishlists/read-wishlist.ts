import { Injectable } from '@nestjs/common';
import { fromMinor } from '@tandem/http';
import { DataSource } from 'typeorm';
import { OrderConfig } from '../config.js';
import type { Owner } from '../guests/owner.js';
import { judge } from '../offers/offer.js';
import { joinOffers, OFFER_COLUMNS, toOffer, type OfferRow } from '../offers/offers.js';
import type { WishlistView, WishView } from './wishlists.dto.js';

interface Wish {
  part_id: number;
  added_at: Date;
}
type Row = { version: number } & (Wish | { part_id: null }) & (OfferRow | { id: null });

const READ = `
  select w.version::float8, i.part_id, i.added_at, ${OFFER_COLUMNS}
    from wishlists w
    left join wishlist_items i on i.owner_kind = w.owner_kind and i.owner_id = w.owner_id
    ${joinOffers('i.part_id')}
   where w.owner_kind = $1 and w.owner_id = $2 order by i.added_at desc, i.part_id desc`;

@Injectable()
export class ReadWishlist {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: OrderConfig,
  ) {}

  /** The newest wish first, with what everything costs and whether it can be had: one statement, no cache. */
  async of(owner: Owner | null): Promise<WishlistView> {
    if (!owner) return { items: [], version: 0 };
    const rows = await this.dataSource.query<Row[]>(READ, [owner.kind, owner.id]);
    const items = rows.flatMap((row) => (row.part_id === null ? [] : [this.view(row)]));
    return { items, version: rows[0]?.version ?? 0 };
  }

  private view(row: Wish & (OfferRow | { id: null })): WishView {
    const offer = toOffer(row, this.config.currency);
    const { available, ok } = judge(1, offer);
    return {
      part_id: row.part_id,
      part_name: offer?.part_name ?? `Part ${row.part_id}`,
      sku: offer?.sku ?? '',
      slug: offer?.slug ?? '',
      kind: offer?.kind ?? 'physical',
      image_url: offer?.image_url ?? null,
      price: offer?.for_sale ? fromMinor(offer.price_minor, offer.currency) : null,
      available,
      is_in_stock: ok,
      for_sale: offer?.for_sale ?? false,
      added_at: row.added_at.toISOString(),
    };
  }
}
