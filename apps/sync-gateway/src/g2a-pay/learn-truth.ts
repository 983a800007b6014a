import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Outbox } from '@tandem/messaging';
import { logger } from '@tandem/observability';
import { transaction } from '@tandem/persistence';
import { DataSource, type EntityManager } from 'typeorm';
import { SyncConfig } from '../config.js';
import { SecurityLog } from '../security-log/security-log.js';
import { backoffMs } from './backoff.js';
import { G2aPayClient } from './g2a-pay-client.js';
import { answerHints } from './hint-store.js';
import { judge, type Payment, type Truth, type Verdict } from './payment.js';
import { paymentUpdated } from './payment-event.js';
import { movePayment, readPayment, scheduleCheck } from './payment-store.js';
import { isCarriedOut } from './refund.js';
import { changeRefund, readUnderWay, wakeRefunds } from './refund-store.js';
import { WakeUp } from './wake-up.js';

export interface Question {
  paymentId: string;
  transactionId: string;
  /** The hints that its answer settles. */
  hints?: readonly string[];
  /** How often it was asked while the buyer had not decided. */
  checks?: number;
}

const log = logger('g2a-pay');

/** The one way in which a payment comes forward: G2A PAY itself is asked, and what it says is applied once. */
@Injectable()
export class LearnTruth {
  constructor(
    private readonly config: SyncConfig,
    private readonly dataSource: DataSource,
    private readonly client: G2aPayClient,
    private readonly outbox: Outbox,
    private readonly security: SecurityLog,
    private readonly wakeUp: WakeUp,
  ) {}

  /**
   * @returns how the payment stands now.
   * @throws ProviderRefusal, ProviderAway: nothing is known, nothing was changed.
   */
  async execute(question: Question): Promise<Payment> {
    const truth = await this.client.transaction(question.transactionId);
    faultPoint('g2a_pay.truth_known');
    const { payment, verdict, refundEnded } = await transaction(this.dataSource, (tx) =>
      this.apply(tx, question, truth),
    );
    faultPoint('g2a_pay.truth_applied');
    // The next refund of this payment had to wait for this one.
    if (refundEnded) this.wakeUp.call();
    await this.report(question, verdict);
    return payment;
  }

  private async apply(tx: EntityManager, question: Question, truth: Truth) {
    let payment = (await readPayment(tx, question.paymentId, 'for update'))!;
    const verdict = judge(payment, truth);
    let refundEnded = false;
    if (verdict.kind === 'changed') payment = await movePayment(tx, payment.payment_id, verdict);
    if (verdict.kind !== 'mismatch' && payment.transaction_id === truth.transactionId) {
      refundEnded = await this.endRefund(tx, payment);
      const again = truth.status === 'pending';
      const pause = backoffMs(question.checks ?? 0, this.config.g2aPayPollMs * 5);
      await scheduleCheck(tx, payment.payment_id, again ? pause : null);
    }
    if (question.hints?.length) await answerHints(tx, question.hints);
    if (verdict.kind === 'changed') await this.outbox.addMany(tx, [paymentUpdated(payment)]);
    return { payment, verdict, refundEnded };
  }

  private async endRefund(tx: EntityManager, payment: Payment): Promise<boolean> {
    const refund = await readUnderWay(tx, payment.payment_id);
    if (!refund || !isCarriedOut(refund, payment.refunded_minor)) return false;
    await wakeRefunds(tx, payment.payment_id);
    return changeRefund(tx, refund, { status: 'settled' });
  }

  private async report({ paymentId, transactionId }: Question, verdict: Verdict): Promise<void> {
    const detail = { payment_id: paymentId, transaction_id: transactionId };
    if (verdict.kind === 'changed')
      log.info({ ...detail, status: verdict.status }, 'payment moved');
    if (verdict.kind === 'mismatch')
      await this.security.record({ type: 'transaction_mismatch', detail });
    if (verdict.kind === 'paid-twice') {
      log.error(detail, 'a payment was paid twice: the second one has to be given back by hand');
      await this.security.record({ type: 'second_transaction', detail });
    }
  }
}
