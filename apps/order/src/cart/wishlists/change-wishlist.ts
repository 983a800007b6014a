import { Injectable } from '@nestjs/common';
import { Database, transaction, withCommit } from '@tandem/persistence';
import { notOffered } from '../carts/errors.js';
import { lockAt, lockedAt } from '../guests/list-version.js';
import type { Owner } from '../guests/owner.js';
import { Offers } from '../offers/offers.js';
import { wishlistFull } from './errors.js';
import { MAX_WISHES } from './wishlist.js';
import {
  addWish,
  openWishlist,
  removeWishes,
  touchWishlistHolding,
  wishedParts,
} from './wishlist-store.js';

@Injectable()
export class ChangeWishlist {
  constructor(
    private readonly database: Database,
    private readonly offers: Offers,
  ) {}

  /** Does nothing for a part that is there. @throws DomainError not_found, wishlist_full; ListChanged. */
  async add(owner: Owner, partId: number, version?: number): Promise<void> {
    const offer = (await this.offers.of([partId])).get(partId);
    if (!offer?.for_sale) throw notOffered(partId);
    await transaction(
      this.database,
      async (tx, answers) => {
        lockedAt(answers, version);
        const wished = await tx.query<{ part_id: number }>(wishedParts(owner));
        if (wished.some(({ part_id }) => part_id === partId)) return;
        if (wished.length >= MAX_WISHES) throw wishlistFull();
        await withCommit(tx, addWish(owner, partId));
      },
      lockAt('wishlists', owner, openWishlist(owner), version),
    );
  }

  /** Does nothing for a part that is not there. @throws ListChanged. */
  async remove(owner: Owner, partId: number, version?: number): Promise<void> {
    await transaction(
      this.database,
      async (tx, answers) => {
        if (lockedAt(answers, version)) await withCommit(tx, removeWishes(owner, [partId]));
      },
      lockAt('wishlists', owner, touchWishlistHolding(owner, partId), version),
    );
  }
}
