import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { CartEntry } from '@tandem/contracts';
import { afterCommit, Database, transaction, type Tx } from '@tandem/persistence';

/** Announced as each change of a cart is: this process may die before it has told the cache. */
const REMOVE_CART = `
with gone as (delete from carts where owner_kind = 'user' and owner_id = $1 returning version)
select version::float8 + 1 as version,
       pg_notify('tandem_changes', 'cart|user:' || $1::uuid || '|' || version + 1 || '|changed')
  from gone`;

/**
 * Removes what is kept of people for as long as they are customers. Orders, payments and the ledger stay: a shop must keep
 * its books, and the id in them leads to nobody.
 */
@Injectable()
export class ForgetLeavers {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  /** May be called again for somebody who is forgotten. */
  async forget(tx: Tx, userId: string): Promise<void> {
    const [cart] = await tx.query<{ version: number }>(REMOVE_CART, [userId]);
    if (cart) {
      const key = CartEntry.key({ kind: 'user', id: userId });
      afterCommit(tx, () => this.cache.invalidate([{ key, version: cart.version }]));
    }
    await tx.execute(`delete from wishlists where owner_kind = 'user' and owner_id = $1`, [userId]);
    await tx.execute(`delete from stock_wishes where user_id = $1`, [userId]);
    await tx.execute(`delete from mails where user_id = $1`, [userId]);
    await tx.execute(`delete from unpaid_refusals where subject = $1::text`, [userId]);
  }

  /** What somebody asked for by their address, before they had an account or beside it. */
  async forgetAddress(email: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      await tx.execute(`delete from stock_wishes where email = $1`, [email]);
      await tx.execute(`delete from mails where to_address = $1`, [email]);
    });
  }
}
