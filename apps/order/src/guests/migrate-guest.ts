import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { Outbox } from '@tandem/messaging';
import { afterCommit, transaction } from '@tandem/persistence';
import { DataSource } from 'typeorm';
import { moveCart } from '../carts/move-cart.js';
import { OrderConfig } from '../config.js';
import { moveWishlist } from '../wishlists/move-wishlist.js';
import { guest, user } from './owner.js';

export type Move = 'moved' | 'not_needed';

export interface Migration {
  cart: Move;
  wishlist: Move;
}

/**
 * What somebody put together as a guest becomes the account's when they sign in. One transaction: until it commits the
 * guest has everything, afterwards the account has; nothing is in both or in neither, whenever this process dies.
 *
 * Locks are taken in one order by everybody (guest's cart, user's cart, guest's wishlist, user's wishlist), so that
 * sign-ins wait for each other and never in a circle.
 */
@Injectable()
export class MigrateGuest {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly cache: VersionedCache,
    private readonly config: OrderConfig,
  ) {}

  /** @param guestId null: nobody we know, so there is nothing to move. */
  async run(guestId: string | null, userId: string): Promise<Migration> {
    if (guestId === null) return { cart: 'not_needed', wishlist: 'not_needed' };
    const [from, to] = [guest(guestId), user(userId)];
    return transaction(this.dataSource, async (tx): Promise<Migration> => {
      afterCommit(tx, () => faultPoint('cart.migrate.after-commit'));
      const cart = await moveCart(tx, from, to, this.config.currency);
      const wishlist = await moveWishlist(tx, from, to);
      const events = [cart?.event, wishlist].filter((event) => !!event);
      await this.outbox.addMany(tx, events);
      if (cart) afterCommit(tx, () => applyEffects(this.cache, cart.effects));
      faultPoint('cart.migrate.before-commit');
      return {
        cart: cart ? 'moved' : 'not_needed',
        wishlist: wishlist ? 'moved' : 'not_needed',
      };
    });
  }
}
