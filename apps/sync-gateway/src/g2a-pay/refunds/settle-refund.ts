import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import type { Tx } from '@tandem/persistence';
import type { Payment } from '../payments/payment.js';
import type { RefundSettlement } from '../payments/refund-settlement.js';
import { isCarriedOut } from './refund.js';
import { changeRefund, readUnderWay, wakeRefunds } from './refund-store.js';

/** Ends the refund that G2A's figure shows to be carried out; the next one of the payment had to wait for it. */
@Injectable()
export class SettleRefund implements RefundSettlement {
  constructor(private readonly jobs: Jobs) {}

  async settle(tx: Tx, payment: Payment): Promise<void> {
    const refund = await readUnderWay(tx, payment.payment_id);
    if (!refund || !isCarriedOut(refund, payment.refunded_minor)) return;
    await wakeRefunds(tx, this.jobs, payment.payment_id);
    await changeRefund(tx, refund, { status: 'settled' });
  }
}
