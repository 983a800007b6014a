import { Injectable } from '@nestjs/common';
import { Database, transaction } from '@tandem/persistence';
import { purchaseNotFound, purchaseOver, purchasePaid } from './errors.js';
import { writeOff } from './g2a-order-store.js';
import { lockPurchase, movePurchase } from './purchase-store.js';
import { isOver } from './purchase.js';

/** Gives up on a key: the order service gives the shopper the money back. */
@Injectable()
export class RefundPurchase {
  constructor(private readonly database: Database) {}

  async refund(id: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      const purchase = await lockPurchase(tx, id);
      if (!purchase) throw purchaseNotFound(id);
      const { state } = purchase;
      if (isOver(state)) throw purchaseOver(state);
      // What is being paid this moment may be delivered the next.
      if (state === 'paying' || state === 'paid') throw purchasePaid(state);
      await writeOff(tx, purchase);
      await movePurchase(tx, purchase, { state: 'refund', reason: 'staff' });
    });
  }
}
