import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { HandlesJob, Jobs, TryLater, type RunningJob } from '@tandem/jobs';
import { backoffMs } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { G2aPayClient } from '../client/g2a-pay-client.js';
import { ProviderAway, ProviderRefusal } from '../client/provider-errors.js';
import { paceFrom } from '../pace.js';
import type { Payment } from '../payments/payment.js';
import { readPayment } from '../payments/payment-store.js';
import { RefreshPayment } from '../payments/refresh-payment.js';
import { isOver, type Refund } from './refund.js';
import { changeRefund, claimRefund, readRefund, wakeRefunds } from './refund-store.js';
import { SendG2aRefund } from './send-g2a-refund.js';

const log = logger('g2a-pay');

/**
 * Carries a refund out, though its call cannot be made idempotent. Before the call, what G2A says is refunded goes on
 * record. After a call without an answer, or a crash, G2A is asked first: a figure that has grown by the refund means
 * that it was done; only one that has not, after all the time a late call may take, lets it be sent again.
 */
@Injectable()
export class SendRefund {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly client: G2aPayClient,
    private readonly payments: RefreshPayment,
    private readonly jobs: Jobs,
  ) {}

  @HandlesJob(SendG2aRefund)
  async goOn({ refund_id }: { refund_id: string }, { attempt }: RunningJob): Promise<void> {
    const cause = await this.send(refund_id);
    const refund = await readRefund(this.database, refund_id);
    if (!refund || isOver(refund)) return;
    // Due and not taken on: another one of the payment is under way, and this one is woken when that has ended.
    const rest = refund.next_attempt_at.getTime() - Date.now();
    throw new TryLater(rest > 0 ? rest : this.backoffMs(attempt), { cause });
  }

  /**
   * Works on this refund, unless somebody else does.
   * @returns why it has to wait for G2A PAY, if it has to.
   */
  async send(refundId: string): Promise<Error | undefined> {
    // Asks before, sends, asks after: nobody else may take it on while that may still be under way. The row keeps that and
    // not the job, as who asks for a refund holds no job, and a job may run twice. Who outlives the lease writes nothing,
    // as `attempts` has grown; and whoever took it on meanwhile finds it announced, and asks before it sends.
    const leaseMs = this.config.g2aPayDeadlineMs * 4;
    const refund = await claimRefund(this.database, leaseMs, refundId);
    return refund ? this.attempt(refund) : undefined;
  }

  private async attempt(refund: Refund): Promise<Error | undefined> {
    try {
      const payment = (await readPayment(this.database, refund.payment_id))!;
      await this.carryOn(refund, payment.transaction_id!);
      return undefined;
    } catch (error) {
      if (!(error instanceof ProviderAway || error instanceof ProviderRefusal)) throw error;
      await this.later(refund, this.pause(refund, error));
      return error;
    }
  }

  private async carryOn(claimed: Refund, transactionId: string): Promise<void> {
    const payment = await this.askBefore(claimed, transactionId);
    const refund = payment && (await this.stillOurs(claimed));
    if (!refund) return;
    if (refund.status === 'accepted') return this.later(refund, this.pause(refund));
    if (refund.announced_at !== null) {
      const settlesAt = refund.announced_at.getTime() + this.config.g2aPayUncertainRefundMs;
      if (Date.now() < settlesAt) return this.later(refund, settlesAt - Date.now());
    }
    await this.sendToG2a(refund, payment, transactionId);
    faultPoint('g2a_pay.refund_accepted');
    // G2A confirms some refunds later than it accepts them; this one may already show.
    await this.payments.refresh({ paymentId: refund.payment_id, transactionId });
    const open = await this.stillOurs(refund);
    if (open) await this.later(open, this.pause(open));
  }

  /** Null when G2A says that there is no such transaction, and nothing has been sent about it: that is for staff. */
  private async askBefore(refund: Refund, transactionId: string): Promise<Payment | null> {
    try {
      const question = { paymentId: refund.payment_id, transactionId };
      return (await this.payments.refresh(question)).payment;
    } catch (error) {
      if (!(error instanceof ProviderRefusal) || refund.announced_at !== null) throw error;
      await this.fail(refund, error);
      return null;
    }
  }

  private async sendToG2a(refund: Refund, payment: Payment, transactionId: string): Promise<void> {
    const announce = { refundedBefore: payment.refunded_minor };
    if (!(await changeRefund(this.database, refund, { announce }))) return;
    faultPoint('g2a_pay.refund_announced');
    try {
      await this.client.refund(payment, transactionId, refund.amount_minor);
    } catch (error) {
      if (error instanceof ProviderRefusal) return this.refused(refund, transactionId, error);
      if (error instanceof ProviderAway && !error.reached) {
        await changeRefund(this.database, refund, { announce: null });
      }
      throw error;
    }
    faultPoint('g2a_pay.refund_sent');
    await changeRefund(this.database, refund, { status: 'accepted' });
  }

  /** An earlier call that had no answer may have been carried out late, and then this one is refused as too much. */
  private async refused(
    refund: Refund,
    transactionId: string,
    refusal: ProviderRefusal,
  ): Promise<void> {
    await this.payments.refresh({ paymentId: refund.payment_id, transactionId });
    await this.fail(refund, refusal);
  }

  private async fail(refund: Refund, { code, status }: ProviderRefusal): Promise<void> {
    const failure = `${status} ${code}`;
    const failed = await transaction(this.database, async (tx) => {
      const ended = await changeRefund(tx, refund, { status: 'failed', failure });
      if (ended) await wakeRefunds(tx, this.jobs, refund.payment_id);
      return ended;
    });
    if (failed) log.error({ refund_id: refund.refund_id, failure }, 'G2A PAY refused a refund');
  }

  /** Null when it has ended, or another worker has it by now. */
  private async stillOurs({ refund_id, attempts }: Refund): Promise<Refund | null> {
    const refund = await readRefund(this.database, refund_id);
    const open = refund?.status === 'sending' || refund?.status === 'accepted';
    return open && refund.attempts === attempts ? refund : null;
  }

  private async later(refund: Refund, inMs: number): Promise<void> {
    await changeRefund(this.database, refund, { retryInMs: inMs });
  }

  private pause(refund: Refund, error?: Error): number {
    const asked = error instanceof ProviderAway ? (error.retryAfterMs ?? 0) : 0;
    return Math.max(asked, this.backoffMs(refund.attempts + 1));
  }

  private backoffMs(attempt: number): number {
    return backoffMs(attempt, paceFrom(this.config.g2aPayPollMs));
  }
}
