import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { outbox } from '@tandem/messaging';
import { logger } from '@tandem/observability';
import { afterCommit, Database, transaction } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { moveCart, type MovedCart } from '../carts/move-cart.js';
import { guest, user, type Owner } from '../guests/owner.js';
import { moveWishlist, type MovedWishlist } from '../wishlists/move-wishlist.js';

const log = logger('guests');

export type Move = 'moved' | 'not_needed';

export interface Migration {
  cart: Move;
  wishlist: Move;
}

interface Moved {
  cart: MovedCart | null;
  wishlist: MovedWishlist | null;
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
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly config: OrderConfig,
  ) {}

  /** @param guestId null: nobody we know, so there is nothing to move. */
  async migrate(guestId: string | null, userId: string): Promise<Migration> {
    if (guestId === null) return { cart: 'not_needed', wishlist: 'not_needed' };
    try {
      const { cart, wishlist } = await this.move(guest(guestId), user(userId));
      const lines = { cart_lines: cart?.lines ?? 0, wishlist_lines: wishlist?.lines ?? 0 };
      if (cart || wishlist) {
        log.info({ user_id: userId, outcome: 'moved', ...lines }, 'a guest was moved');
      }
      return { cart: outcomeOf(cart), wishlist: outcomeOf(wishlist) };
    } catch (error) {
      log.warn({ user_id: userId, outcome: 'failed', err: error }, 'a guest was not moved');
      throw error;
    }
  }

  private move(from: Owner, to: Owner): Promise<Moved> {
    return transaction(this.database, async (tx) => {
      afterCommit(tx, () => faultPoint('cart.migrate.after-commit'));
      const cart = await moveCart(tx, from, to, this.config.currency);
      const wishlist = await moveWishlist(tx, from, to);
      const events = [cart?.event, wishlist?.event].filter((event) => !!event);
      await outbox.addMany(tx, events);
      if (cart) afterCommit(tx, () => applyEffects(this.cache, cart.effects));
      faultPoint('cart.migrate.before-commit');
      return { cart, wishlist };
    });
  }
}

function outcomeOf(moved: object | null): Move {
  return moved ? 'moved' : 'not_needed';
}
