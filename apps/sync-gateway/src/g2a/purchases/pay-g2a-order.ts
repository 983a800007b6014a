import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { TryLater } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { G2aClient } from '../client/g2a-client.js';
import { G2aProblem } from '../client/g2a-problem.js';
import { keepRefusal, markPaid, markPaying } from './g2a-order-store.js';
import { changePurchase, movePurchase } from './purchase-store.js';
import type { G2aOrder, Purchase } from './purchase.js';

/**
 * Tells G2A to pay an order: the one call that costs money, sent once for an order of G2A whatever becomes of it. That it is
 * about to be sent is committed before; afterwards only G2A's own word on the order counts (`watch-g2a-order.ts`).
 */
@Injectable()
export class PayG2aOrder {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly client: G2aClient,
  ) {}

  /** @throws TryLater when it is not known to be paid. */
  async pay(purchase: Purchase, order: G2aOrder): Promise<void> {
    const paying = await changePurchase(this.database, purchase, async (tx) => {
      await markPaying(tx, order.id);
      return movePurchase(tx, purchase, { state: 'paying' });
    });
    faultPoint('g2a_purchase.pay_announced');
    const transactionId = await this.send(order);
    faultPoint('g2a_purchase.paid');
    await this.keepPayment(paying, order, transactionId);
    faultPoint('g2a_purchase.payment_kept');
  }

  /** G2A says that it is paid. */
  async keepPayment(
    purchase: Purchase,
    order: G2aOrder,
    transactionId: string | null,
  ): Promise<Purchase> {
    return changePurchase(this.database, purchase, async (tx) => {
      await markPaid(tx, order.id, transactionId);
      return movePurchase(tx, purchase, { state: 'paid', bought: 'now' });
    });
  }

  private async send(order: G2aOrder): Promise<string | null> {
    try {
      return (await this.client.payOrder(order.g2a_order_id)).transactionId;
    } catch (error) {
      if (!(error instanceof G2aProblem)) throw error;
      if (error.reached === 'no') await keepRefusal(this.database, order.id, error);
      // Whatever was said to the call: whether it is paid, only the order itself tells.
      throw new TryLater(error.retryAfterMs ?? this.config.g2aPurchasePollMs, { cause: error });
    }
  }
}
