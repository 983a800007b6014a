import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Jobs } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import type { PaymentMethod } from '../payment-methods.js';
import { BeginPayment } from './begin-payment.js';
import { paymentOver } from './errors.js';
import { openPayment } from './payment-store.js';

export interface OrderToPay {
  id: string;
  number: number;
  userId: string;
  paymentMethod: PaymentMethod;
  currency: string;
  totalMinor: bigint;
  expiresAt: Date;
  lines: readonly { part_name: string }[];
}

/** Asks the provider of an order's method for its money: one payment an order, however often it is begun. */
@Injectable()
export class BeginOrderPayment {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly beginPayment: BeginPayment,
    private readonly jobs: Jobs,
  ) {}

  /**
   * @throws DomainError unavailable when the provider does not answer: begin again. payment_over when the payment was
   * given up before.
   */
  async begin(order: OrderToPay): Promise<{ redirectUrl: string }> {
    const payment = await transaction(this.database, (tx) =>
      openPayment(tx, this.jobs, {
        purpose: 'order',
        userId: order.userId,
        orderId: order.id,
        provider: order.paymentMethod,
        currency: order.currency,
        amountMinor: order.totalMinor,
        description: `Order ${order.number}`,
        expiresAt: order.expiresAt,
        idempotencyKey: null,
        firstCheckMs: this.config.paymentCheckMs,
      }),
    );
    faultPoint('payment.opened');
    if (payment.status === 'failed' || payment.status === 'cancelled') {
      throw paymentOver(payment.status);
    }
    const returnUrl = `${this.config.shopUrl}/orders/${order.id}`;
    const begun = await this.beginPayment.begin(payment, returnUrl);
    return { redirectUrl: begun.redirect_url ?? returnUrl };
  }
}
