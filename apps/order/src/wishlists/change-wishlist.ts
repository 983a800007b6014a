import { Injectable } from '@nestjs/common';
import { prepared, transaction, withCommit } from '@tandem/persistence';
import { DataSource } from 'typeorm';
import { notOffered } from '../carts/errors.js';
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
    private readonly dataSource: DataSource,
    private readonly offers: Offers,
  ) {}

  /** Does nothing for a part that is there. @throws DomainError not_found, wishlist_full. */
  async add(owner: Owner, partId: number): Promise<void> {
    const offer = (await this.offers.of([partId])).get(partId);
    if (!offer?.for_sale) throw notOffered(partId);
    await transaction(
      this.dataSource,
      async (tx) => {
        const wished = await prepared<{ part_id: number }>(tx, wishedParts(owner));
        if (wished.some(({ part_id }) => part_id === partId)) return;
        if (wished.length >= MAX_WISHES) throw wishlistFull();
        await withCommit(tx, addWish(owner, partId));
      },
      openWishlist(owner),
    );
  }

  /** Does nothing for a part that is not there. */
  async remove(owner: Owner, partId: number): Promise<void> {
    await transaction(
      this.dataSource,
      async (tx, [locked]) => {
        if (locked) await withCommit(tx, removeWishes(owner, [partId]));
      },
      touchWishlistHolding(owner, partId),
    );
  }
}
