import { Injectable } from '@nestjs/common';
import type { Tx } from '@tandem/persistence';
import { closeUnpaid } from './g2a-order-store.js';
import { lockPurchasesOf, movePurchase, rememberEnd } from './purchase-store.js';
import { isOver, type OrderEnd, type Purchase } from './purchase.js';

/** What of an ended order G2A was not told to pay is not bought any more. */
@Injectable()
export class DropPurchases {
  async drop(tx: Tx, orderId: string, reason: OrderEnd): Promise<void> {
    await rememberEnd(tx, orderId, reason);
    const purchases = await lockPurchasesOf(tx, orderId);
    for (const purchase of purchases.filter(isUnpaid)) {
      if (purchase.order) await closeUnpaid(tx, purchase.order.id);
      await movePurchase(tx, purchase, { state: 'refund', reason });
    }
  }
}

/** Nothing of it can cost money any more. */
const isUnpaid = ({ state, order }: Purchase): boolean =>
  !isOver(state) && (order === null || order.state === 'created');
