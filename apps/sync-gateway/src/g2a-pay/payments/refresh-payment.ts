import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Jobs } from '@tandem/jobs';
import { outbox } from '@tandem/messaging';
import { logger } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { SecurityLog } from '../../security-log/security-log.js';
import { G2aPayClient } from '../client/g2a-pay-client.js';
import type { ProviderStatus } from '../client/provider-status.js';
import { CheckG2aPayment } from './check-payment.js';
import { decide, type Payment, type Verdict } from './payment.js';
import { paymentUpdated } from './payment-event.js';
import { movePayment, readPayment } from './payment-store.js';
import { RefundSettlement } from './refund-settlement.js';
import { settleNotifications } from '../../webhooks/inbox/webhook-inbox.js';

export interface Question {
  paymentId: string;
  transactionId: string;
  /** The notifications that its answer settles. */
  notifications?: readonly string[];
  /** Whoever asks comes again by itself while the buyer has not decided. */
  isCheck?: boolean;
}

export interface Refreshed {
  /** As it stands now. */
  payment: Payment;
  /** The buyer has not decided yet: to be asked about again. */
  isOpen: boolean;
}

const log = logger('g2a-pay');

/** The one way in which a payment comes forward: G2A PAY itself is asked, and what it says is applied once. */
@Injectable()
export class RefreshPayment {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly client: G2aPayClient,
    private readonly jobs: Jobs,
    private readonly security: SecurityLog,
    private readonly refunds: RefundSettlement,
  ) {}

  /** @throws ProviderRefusal, ProviderAway: nothing is known, nothing was changed. */
  async refresh(question: Question): Promise<Refreshed> {
    const told = await this.client.transaction(question.transactionId);
    faultPoint('g2a_pay.status_known');
    const { payment, isOpen, verdict } = await transaction(this.database, (tx) =>
      this.apply(tx, question, told),
    );
    faultPoint('g2a_pay.status_applied');
    await this.report(question, verdict);
    return { payment, isOpen };
  }

  private async apply(tx: Tx, question: Question, told: ProviderStatus) {
    let payment = (await readPayment(tx, question.paymentId, 'for update'))!;
    const verdict = decide(payment, told);
    let isOpen = false;
    if (verdict.kind === 'changed') payment = await movePayment(tx, payment.payment_id, verdict);
    if (verdict.kind !== 'mismatch' && payment.transaction_id === told.transactionId) {
      await this.refunds.settle(tx, payment);
      isOpen = told.status === 'pending';
      await this.scheduleCheck(tx, payment, isOpen, question);
    }
    if (question.notifications?.length) await settleNotifications(tx, question.notifications);
    if (verdict.kind === 'changed') await outbox.addMany(tx, [paymentUpdated(payment)]);
    return { payment, isOpen, verdict };
  }

  private async scheduleCheck(
    tx: Tx,
    { payment_id, traceparent }: Payment,
    isOpen: boolean,
    { isCheck }: Question,
  ): Promise<void> {
    if (!isOpen) return this.jobs.cancel(tx, CheckG2aPayment, payment_id);
    if (isCheck) return;
    const options = { key: payment_id, afterMs: this.config.g2aPayPollMs * 5, traceparent };
    await this.jobs.enqueue(tx, CheckG2aPayment, { payment_id }, options);
  }

  private async report({ paymentId, transactionId }: Question, verdict: Verdict): Promise<void> {
    const detail = { payment_id: paymentId, transaction_id: transactionId };
    if (verdict.kind === 'changed')
      log.info({ ...detail, status: verdict.status }, 'the status of a payment changed');
    if (verdict.kind === 'mismatch')
      await this.security.record({ type: 'transaction_mismatch', detail });
    if (verdict.kind === 'paid-twice') {
      log.error(detail, 'a payment was paid twice: the second payment must be refunded by hand');
      await this.security.record({ type: 'second_transaction', detail });
    }
  }
}
