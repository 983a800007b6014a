import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';

import { GiveUp, HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { DomainError, isRefusal } from '@tandem/kernel';
import { counter } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { InventoryClient } from '../../clients/inventory-client.js';
import { OrderConfig } from '../../config.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { CarryOutRefund } from './carry-out-refund.js';
import { nextTry, type Refund } from './refund.js';
import { markRestocked, noteFailure, readRefund, reopenRefund } from './refund-store.js';
import { SettleRefund } from './settle-refund.js';

/** While the provider works on it we ask again at the pace of this attempt, and no tries are used up. */
const PENDING_ATTEMPT = 8;

const failed = counter('refunds_given_up', {
  unit: '{refund}',
  description: 'Refunds, or returns of their goods, that are left to staff.',
});

/**
 * Takes refunds to the provider and their goods to the shelf. Whoever dies with a refund in hand leaves it to the next, who
 * repeats the call; provider and inventory know the refund's id.
 */
@Injectable()
export class RefundWorker {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly providers: PaymentProviders,
    private readonly inventory: InventoryClient,
    private readonly settleRefund: SettleRefund,
  ) {}

  @HandlesJob(CarryOutRefund)
  async carryOut({ refund_id }: { refund_id: string }, { attempt }: RunningJob): Promise<void> {
    const refund = await this.open(refund_id);
    if (!refund) return;
    try {
      if (refund.status === 'requested') await this.giveBack(refund, attempt);
      else await this.restock(refund);
    } catch (error) {
      if (error instanceof TryLater) throw error;
      await this.fail(refund, attempt, error);
    }
  }

  /** One that was given up is taken up again: staff have its job retried. Null: nothing is left to do. */
  private async open(refundId: string): Promise<Refund | null> {
    const refund = await readRefund(this.database, refundId);
    if (!refund || refund.due_at !== null) return refund;
    return transaction(this.database, (tx) => reopenRefund(tx, refund.order_id, refundId));
  }

  private async giveBack(refund: Refund, attempt: number): Promise<void> {
    const { id, payment_id, amount_minor, currency } = refund;
    const answer = await this.providers.of(refund.payment_method).refund({
      refundId: id,
      paymentId: payment_id!,
      amountMinor: amount_minor,
      currency,
    });
    faultPoint('refund.provider-answered');
    if (answer === 'pending') {
      const pace = Math.min(attempt, PENDING_ATTEMPT);
      const ms = nextTry(pace, { ...this.config, refundAttempts: Infinity })!;
      throw new TryLater(ms, { counted: attempt < PENDING_ATTEMPT });
    }
    await transaction(this.database, (tx) => this.settleRefund.settle(tx, refund));
    faultPoint('refund.settled');
  }

  private async restock({ id, order_id, restock }: Refund): Promise<void> {
    await this.inventory.returnGoods(id, order_id, restock);
    faultPoint('refund.restocked');
    await transaction(this.database, (tx) => markRestocked(tx, id));
  }

  /** Somebody who says no, and not just nothing, says no the next time as well: that is for staff. */
  private async fail(refund: Refund, attempt: number, error: unknown): Promise<never> {
    const ms = isRefusal(error) ? null : nextTry(attempt, this.config);
    const code = error instanceof Error ? error.name : 'unknown';
    await transaction(this.database, (tx) =>
      noteFailure(tx, refund.id, {
        attempt,
        isOver: ms === null,
        error: error instanceof DomainError ? error.code : code,
      }),
    );
    if (ms !== null) throw new TryLater(ms, { cause: error });
    failed.add(1, { step: refund.status === 'requested' ? 'money' : 'goods' });
    throw new GiveUp(error);
  }
}
