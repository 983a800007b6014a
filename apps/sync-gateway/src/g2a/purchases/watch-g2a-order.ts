import { Injectable } from '@nestjs/common';
import { TryLater } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { G2aClient } from '../client/g2a-client.js';
import { FetchKey } from './fetch-key.js';
import { closeRefused, forgetNew, markNew } from './g2a-order-store.js';
import { PayG2aOrder } from './pay-g2a-order.js';
import { changePurchase, movePurchase } from './purchase-store.js';
import { judgeUnpaid, pauseOf, reasonOf, type G2aOrder, type Purchase } from './purchase.js';
import { StopPurchase } from './stop-purchase.js';

const MOST_PAUSE_MS = 60_000;
/** A payment that is under way for longer is for staff. */
const MOST_PENDING_MS = 6 * 60 * 60 * 1_000;

/** Asks G2A how an order stands that it was told to pay, and does what follows from its answer. */
@Injectable()
export class WatchG2aOrder {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly client: G2aClient,
    private readonly payG2aOrder: PayG2aOrder,
    private readonly fetchKey: FetchKey,
    private readonly stop: StopPurchase,
  ) {}

  /** @param failures how often its job has failed: a refused payment is not tried again at once. */
  async watch(purchase: Purchase, order: G2aOrder, failures: number): Promise<void> {
    const { status } = await this.client.orderDetails(order.g2a_order_id);
    if (status === 'new') return this.unpaid(purchase, order, failures);
    await forgetNew(this.database, order.id);
    if (status === 'pending') return this.pending(purchase, order);
    const paid =
      order.state === 'paid' ? purchase : await this.payG2aOrder.keepPayment(purchase, order, null);
    await this.fetchKey.fetch(paid, order);
  }

  private async pending(purchase: Purchase, order: G2aOrder): Promise<void> {
    const forMs = Date.now() - order.pay_sent_at!.getTime();
    if (forMs > MOST_PENDING_MS) return this.stop.handToStaff(purchase, 'payment_pending');
    throw this.later(forMs);
  }

  private async unpaid(purchase: Purchase, order: G2aOrder, failures: number): Promise<void> {
    const facts = await markNew(this.database, order.id);
    const unclearAfterMs = this.config.g2aUnclearPaymentMs;
    // One that G2A said is paid, and now calls new, is nothing that another order would put right.
    const known = order.state === 'paid' ? { refusal: null, refusal_outcome: null } : order;
    switch (judgeUnpaid(known, { ...facts, unclearAfterMs })) {
      case 'wait':
        throw this.later(Math.min(facts.unpaidForMs, 2 * (unclearAfterMs - facts.unpaidForMs)));
      case 'unclear':
        return this.stop.handToStaff(purchase, 'payment_unclear');
      case 'staff':
        return this.stop.handToStaff(purchase, reasonOf(order.refusal!), true);
      case 'again':
        await changePurchase(this.database, purchase, async (tx) => {
          await closeRefused(tx, order.id);
          await movePurchase(tx, purchase, { state: 'wanted' });
        });
        throw this.later(2 * this.config.g2aPurchasePollMs * failures);
    }
  }

  private later(sinceMs: number): TryLater {
    const pauseMs = pauseOf(sinceMs, this.config.g2aPurchasePollMs, MOST_PAUSE_MS);
    return new TryLater(pauseMs, { counted: false });
  }
}
