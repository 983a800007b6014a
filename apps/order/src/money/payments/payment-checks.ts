import { Injectable } from '@nestjs/common';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { backoffMs } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { ApplyProviderStatus } from './apply-provider-status.js';
import { CheckPayment } from './check-payment.js';
import { GiveUpPayment } from './give-up-payment.js';
import type { Payment } from './payment.js';
import { readPayment } from './payment-store.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Nobody pays a day after the time to pay is over; until then we look now and then. */
const LOOK_AFTER_MS = 24 * HOUR_MS;
/** When nobody answered: as soon as a breaker lets a call through, and less and less often. */
const AFTER_SILENCE = { firstMs: 2_000, longestMs: HOUR_MS };

/**
 * Asks providers how pending payments stand, so that a lost event loses nothing: the event only makes it faster. Ends
 * top-ups whose time is over.
 */
@Injectable()
export class PaymentChecks {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly providers: PaymentProviders,
    private readonly applyProviderStatus: ApplyProviderStatus,
    private readonly giveUpPayment: GiveUpPayment,
  ) {}

  /** Once a minute while a shopper may be waiting, once an hour after that, until there is nothing more to learn. */
  @HandlesJob(CheckPayment)
  async watch({ payment_id }: { payment_id: string }, { attempt }: RunningJob): Promise<void> {
    const payment = await readPayment(this.database, payment_id);
    if (!payment || payment.status === 'settled') return;
    const over = Date.now() - payment.expires_at.getTime();
    if (over > LOOK_AFTER_MS) return;
    const longestMs = over < 0 ? MINUTE_MS : HOUR_MS;
    const pause = backoffMs(attempt, { firstMs: this.config.paymentCheckMs, longestMs });
    try {
      await this.check(payment_id);
    } catch (cause) {
      throw new TryLater(Math.min(pause, backoffMs(attempt, AFTER_SILENCE)), { cause });
    }
    throw new TryLater(pause);
  }

  /**
   * Asks the provider how this payment stands, and applies what it says.
   * @throws DomainError unavailable when the provider does not answer.
   */
  async check(paymentId: string): Promise<void> {
    const payment = await readPayment(this.database, paymentId);
    if (!payment || payment.status === 'settled') return;
    const isOver = payment.expires_at.getTime() < Date.now();
    if (payment.status === 'pending' && payment.purpose === 'top_up' && isOver) {
      await this.giveUpPayment.giveUp(payment);
    } else await this.ask(payment);
  }

  private async ask(payment: Payment): Promise<void> {
    const provider = this.providers.of(payment.provider);
    const told = await provider.status(payment);
    if (!told) return;
    await transaction(this.database, (tx) => this.applyProviderStatus.apply(tx, payment.id, told));
    // We gave it up while the provider was not listening.
    if (payment.status === 'cancelled' && told.status === 'pending') {
      await provider.cancel(payment.id);
    }
  }
}
