import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { CartUpdated } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import {
  afterCommit,
  Database,
  transaction,
  withCommit,
  type Statement,
  type Tx,
} from '@tandem/persistence';
import { lockAt, lockedAt } from '../guests/list-version.js';
import type { Owner } from '../guests/owner.js';
import type { Offer } from '../offers/offer.js';
import { Offers } from '../offers/offers.js';
import { cartEntry, MAX_LINES, MAX_QUANTITY, type Cart, type CartLine } from './cart.js';
import { cartLines, openCart, removeLines, setLine, touchCartHolding } from './cart-store.js';
import { cartFull, notInCart, notOffered, tooFew, tooMany } from './errors.js';

/**
 * One change of a cart at a time: the cart's row is locked before its lines are read, so of twenty adds at once each
 * counts. What is available is checked as a service to the shopper; only a reservation holds anything. A change of an
 * account's cart is told to its other devices; a guest has one browser, whose tabs tell each other.
 */
@Injectable()
export class ChangeCart {
  constructor(
    private readonly database: Database,
    private readonly offers: Offers,
    private readonly cache: VersionedCache,
  ) {}

  /** @throws DomainError not_found, insufficient_stock, cart_full; 422 beyond what a line holds; ListChanged. */
  async add(owner: Owner, partId: number, quantity: number, version?: number): Promise<Cart> {
    const cart = await this.change(owner, openCart(owner), version, async (tx) => {
      const [lines, offer] = await this.linesAndOffer(tx, owner, partId);
      const held = lines.find((line) => line.part_id === partId);
      const wanted = { part_id: partId, quantity: (held?.quantity ?? 0) + quantity };
      assertAvailable(wanted, offer);
      if (!held && lines.length >= MAX_LINES) throw cartFull();
      await withCommit(tx, setLine(owner, wanted));
      return withLine(lines, wanted);
    });
    return cart!;
  }

  /** @throws DomainError not_found (also when it is not in the cart), insufficient_stock; ListChanged. */
  async set(owner: Owner, partId: number, quantity: number, version?: number): Promise<Cart> {
    const wanted = { part_id: partId, quantity };
    const lock = touchCartHolding(owner, partId);
    const cart = await this.change(owner, lock, version, async (tx) => {
      const [lines, offer] = await this.linesAndOffer(tx, owner, partId);
      // Removed by a change that held the lock a moment ago.
      if (!lines.some((line) => line.part_id === partId)) throw notInCart(partId);
      assertAvailable(wanted, offer);
      await withCommit(tx, setLine(owner, wanted));
      return withLine(lines, wanted);
    });
    if (!cart) throw notInCart(partId);
    return cart;
  }

  /** Null: it was not in the cart. @throws ListChanged. */
  remove(owner: Owner, partId: number, version?: number): Promise<Cart | null> {
    return this.change(owner, touchCartHolding(owner, partId), version, async (tx) => {
      const lines = await tx.query<CartLine>(cartLines(owner));
      await withCommit(tx, removeLines(owner, [partId]));
      return lines.filter((line) => line.part_id !== partId);
    });
  }

  /** Null when the lock finds no cart. The cache knows the new lines before anybody is answered. */
  private change(
    owner: Owner,
    lock: Statement,
    version: number | undefined,
    next: (tx: Tx) => Promise<CartLine[]>,
  ): Promise<Cart | null> {
    return transaction(
      this.database,
      async (tx, answers) => {
        const locked = lockedAt(answers, version);
        if (!locked) return null;
        const cart = { version: locked['version'] as number, lines: await next(tx) };
        // The cart's row is locked: events leave in the order of its versions.
        if (owner.kind === 'user') {
          await outbox.add(tx, CartUpdated, { user_id: owner.id, version: cart.version });
        }
        afterCommit(tx, () => this.cache.writeThrough([cartEntry(owner, cart)]));
        return cart;
      },
      lockAt('carts', owner, lock, version),
    );
  }

  private async linesAndOffer(
    tx: Tx,
    owner: Owner,
    partId: number,
  ): Promise<[CartLine[], Offer | undefined]> {
    const [lines, offers] = await Promise.all([
      tx.query<CartLine>(cartLines(owner)),
      this.offers.of([partId], tx),
    ]);
    return [lines, offers.get(partId)];
  }
}

function assertAvailable({ part_id, quantity }: CartLine, offer: Offer | undefined): void {
  if (!offer?.for_sale) throw notOffered(part_id);
  if (quantity > offer.available) throw tooFew(part_id, quantity, offer.available);
  if (quantity > MAX_QUANTITY) throw tooMany();
}

function withLine(lines: readonly CartLine[], wanted: CartLine): CartLine[] {
  if (!lines.some((line) => line.part_id === wanted.part_id)) return [...lines, wanted];
  return lines.map((line) => (line.part_id === wanted.part_id ? wanted : line));
}
