import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { logger } from '@tandem/observability';
import { Database, isCheckViolation, transaction, type Tx } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { paymentNotFound } from '../payments/errors.js';
import { isPaid, type Payment } from '../payments/payment.js';
import { readPayment } from '../payments/payment-store.js';
import { notRefundable, otherRefund, overRefund, refundRefused } from './errors.js';
import { insertRefund, readRefund, sumOutstanding } from './refund-store.js';
import { SendRefund } from './send-refund.js';

export interface RefundRequest {
  refundId: string;
  paymentId: string;
  amountMinor: bigint;
  currency: string;
}

const log = logger('g2a-pay');

/** Takes a refund on, once an id, and tries to carry it out at once; with what stays open its job goes on. */
@Injectable()
export class RequestRefund {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly sendRefund: SendRefund,
  ) {}

  async request(request: RefundRequest): Promise<'settled' | 'pending'> {
    await transaction(this.database, (tx) => this.record(tx, request));
    const away = await this.sendRefund.send(request.refundId);
    const fields = { err: away, refund_id: request.refundId };
    if (away) log.warn(fields, 'a refund has to wait for G2A PAY');
    const refund = await readRefund(this.database, request.refundId);
    if (refund?.status === 'failed') throw refundRefused(refund.failure);
    return refund?.status === 'settled' ? 'settled' : 'pending';
  }

  private async record(tx: Tx, request: RefundRequest): Promise<void> {
    const { refundId, paymentId, amountMinor, currency } = request;
    const payment = await readPayment(tx, paymentId, 'for update');
    if (!payment) throw paymentNotFound(paymentId);
    const known = await readRefund(tx, refundId);
    if (known) {
      const same =
        known.payment_id === paymentId &&
        known.amount_minor === amountMinor &&
        payment.currency === currency;
      if (!same) throw otherRefund(refundId);
      return;
    }
    if (payment.currency !== currency) throw otherRefund(refundId);
    if (!isPaid(payment.status)) throw notRefundable(payment.status);
    const left = await this.left(tx, payment);
    if (amountMinor > left) throw overRefund(left, currency);
    try {
      const refund = { refund_id: refundId, payment_id: paymentId, amount_minor: amountMinor };
      await insertRefund(tx, this.jobs, refund, this.config.g2aPayDeadlineMs);
    } catch (error) {
      if (isCheckViolation(error, 'g2a_refunds_within_payment')) throw overRefund(left, currency);
      throw error;
    }
  }

  private async left(tx: Tx, payment: Payment): Promise<bigint> {
    const outstanding = await sumOutstanding(tx, payment.payment_id);
    const left = payment.amount_minor - payment.refunded_minor - outstanding;
    return left > 0n ? left : 0n;
  }
}
