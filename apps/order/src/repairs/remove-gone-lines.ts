import { Injectable } from '@nestjs/common';
import type { PartRefs, RowOf } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import { ChangeCart } from '../cart/carts/change-cart.js';
import type { Owner } from '../cart/guests/owner.js';
import { ChangeWishlist } from '../cart/wishlists/change-wishlist.js';

/** A part of somebody's cart or wishlist. */
export interface HeldLine {
  owner: Owner;
  partId: number;
}

/** Takes parts that were deleted, or never were, out of carts and wishlists, as their owners would. */
@Injectable()
export class RemoveGoneLines {
  constructor(
    private readonly database: Database,
    private readonly changeCart: ChangeCart,
    private readonly changeWishlist: ChangeWishlist,
  ) {}

  /** @returns the lines whose part is gone; of the others nothing is changed. */
  async fromCarts<L extends HeldLine>(lines: readonly L[]): Promise<L[]> {
    const gone = await this.gone(lines);
    for (const { owner, partId } of gone) await this.changeCart.remove(owner, partId);
    return gone;
  }

  /** @returns as above. */
  async fromWishlists<L extends HeldLine>(lines: readonly L[]): Promise<L[]> {
    const gone = await this.gone(lines);
    for (const { owner, partId } of gone) await this.changeWishlist.remove(owner, partId);
    return gone;
  }

  private async gone<L extends HeldLine>(lines: readonly L[]): Promise<L[]> {
    const there = await this.database.query<Pick<RowOf<typeof PartRefs>, 'id'>>(
      `select id from catalog.part_refs where id = any ($1::integer[]) and deleted_at is null`,
      [lines.map(({ partId }) => partId)],
    );
    const ids = new Set(there.map(({ id }) => id));
    return lines.filter(({ partId }) => !ids.has(partId));
  }
}
