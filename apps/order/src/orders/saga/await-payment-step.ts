import { Injectable } from '@nestjs/common';
import { CancelOrderPayment } from '../../money/payments/cancel-order-payment.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { FailOrder } from './fail-order.js';
import type { StepResult } from './step-result.js';

/** The time to pay is over. Money that comes later is sent back by whoever hears of it. */
@Injectable()
export class AwaitPaymentStep {
  constructor(
    private readonly payments: CancelOrderPayment,
    private readonly failOrder: FailOrder,
  ) {}

  async endWait(order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult> {
    // It may have been paid without anybody telling us: the provider has the last word.
    if ((await this.payments.cancel(order.id)) === 'settled') return 'stale';
    return this.failOrder.unlessMoved(order, lines, {
      reason: 'payment_timeout',
      step: 'await_payment',
      outcome: 'refused',
      release: true,
      mail: true,
    });
  }
}
