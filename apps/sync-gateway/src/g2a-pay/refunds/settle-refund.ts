import { Injectable } from '@nestjs/common';
import type { Tx } from '@tandem/persistence';
import type { Payment } from '../payments/payment.js';
import type { RefundSettlement } from '../payments/refund-settlement.js';
import { isCarriedOut } from './refund.js';
import { changeRefund, readUnderWay, wakeRefunds } from './refund-store.js';

/** Ends the refund that G2A's figure shows to be carried out; the next one of the payment had to wait for it. */
@Injectable()
export class SettleRefund implements RefundSettlement {
  async settleRefund(tx: Tx, payment: Payment): Promise<boolean> {
    const refund = await readUnderWay(tx, payment.payment_id);
    if (!refund || !isCarriedOut(refund, payment.refunded_minor)) return false;
    await wakeRefunds(tx, payment.payment_id);
    return changeRefund(tx, refund, { status: 'settled' });
  }
}
