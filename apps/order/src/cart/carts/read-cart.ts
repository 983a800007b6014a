import { Injectable } from '@nestjs/common';
import { VersionedCache, type CachedGroup } from '@tandem/cache';
import { CartEntry } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import type { Owner } from '../guests/owner.js';
import type { Offer } from '../offers/offer.js';
import { OFFER_COLUMNS, joinOffers, toOffer, type OfferRow } from '../offers/offers.js';
import { CART_TTL_SECONDS, cartEntry, EMPTY_CART, type Cart, type CartLine } from './cart.js';

interface CartRow {
  version: number;
  lines: CartLine[];
}

const READ = `
  select c.version::float8,
         (select coalesce(json_agg(json_build_object('part_id', i.part_id, 'quantity', i.quantity)
                                   order by i.added_at, i.part_id), '[]')
            from cart_items i where i.owner_kind = c.owner_kind and i.owner_id = c.owner_id) as lines
    from carts c where c.owner_kind = $1 and c.owner_id = $2`;

const READ_WITH_OFFERS = `
  select i.part_id, i.quantity, ${OFFER_COLUMNS} from cart_items i ${joinOffers('i.part_id')}
   where i.owner_kind = $1 and i.owner_id = $2 order by i.added_at, i.part_id`;

@Injectable()
export class ReadCart {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly config: OrderConfig,
  ) {}

  /** The lines, from the cache when it has them: never older than a change that had been answered. */
  async of(owner: Owner | null): Promise<Cart> {
    if (!owner) return EMPTY_CART;
    const { version, values } = await this.cache.readGroup(
      [CartEntry.key(owner)],
      () => this.load(owner),
      { ttlSeconds: CART_TTL_SECONDS },
    );
    return { version, lines: CartEntry.parse(values[0]) ?? [] };
  }

  /** Lines and offers as the database has them, in one statement: what checkout goes by. */
  async withOffers(owner: Owner): Promise<(CartLine & { offer: Offer | undefined })[]> {
    const rows = await this.database.query<CartLine & (OfferRow | { id: null })>(READ_WITH_OFFERS, [
      owner.kind,
      owner.id,
    ]);
    return rows.map((row) => ({
      part_id: row.part_id,
      quantity: row.quantity,
      offer: toOffer(row, this.config.currency),
    }));
  }

  private async load(owner: Owner): Promise<CachedGroup> {
    const [row] = await this.database.query<CartRow>(READ, [owner.kind, owner.id]);
    if (!row) return { version: 0, values: [null] };
    return { version: row.version, values: [cartEntry(owner, row).value] };
  }
}
