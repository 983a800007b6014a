import { Injectable } from '@nestjs/common';
import { counter, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { closeRefused, closeUnpaid } from './g2a-order-store.js';
import { changePurchase, movePurchase } from './purchase-store.js';
import type { Purchase, RefundReason, StaffReason } from './purchase.js';

const log = logger('g2a-purchases');
const stopped = counter('sync_purchases_stopped', {
  unit: '{purchase}',
  description: 'Purchases of game keys that went to staff or back to the shopper, by reason',
});

/** Ends what the shop can do by itself about a purchase. */
@Injectable()
export class StopPurchase {
  constructor(private readonly database: Database) {}

  /** @param refused its order at G2A is known not to be paid. */
  async handToStaff(purchase: Purchase, reason: StaffReason, refused = false): Promise<void> {
    await changePurchase(this.database, purchase, async (tx) => {
      if (refused) await closeRefused(tx, purchase.order!.id);
      await movePurchase(tx, purchase, { state: 'needs_staff', reason });
    });
    this.tell(purchase, 'needs_staff', reason);
  }

  /** The shopper gets the money back: it was not spent. */
  async giveMoneyBack(purchase: Purchase, reason: RefundReason): Promise<void> {
    await changePurchase(this.database, purchase, async (tx) => {
      if (purchase.order) await closeUnpaid(tx, purchase.order.id);
      await movePurchase(tx, purchase, { state: 'refund', reason });
    });
    this.tell(purchase, 'refund', reason);
  }

  private tell({ id, order_id, part_id }: Purchase, state: string, reason: string): void {
    stopped.add(1, { state, reason });
    const fields = { purchase_id: id, order_id, part_id, reason };
    if (state === 'refund') log.warn(fields, 'a game could not be bought: the money goes back');
    else log.error(fields, 'a purchase of a game key needs staff');
  }
}
