import { Controller } from '@nestjs/common';
import { G2aPaymentUpdated, type EventData } from '@tandem/contracts';
import { Jobs } from '@tandem/jobs';
import { NeverAgain, OnEvent, type EventContext } from '@tandem/messaging';
import { CheckPayment } from './check-payment.js';
import { correlationOf, readPayment } from './payment-store.js';

/**
 * An event is a hint: whoever can write to the topic could say that money has come. So it moves none; it only makes us ask
 * the provider now and not later, and what that says counts.
 */
@Controller()
export class G2aPaymentConsumer {
  constructor(private readonly jobs: Jobs) {}

  /** @throws Error for a payment that was never begun here: our row is older than any news of it. */
  @NeverAgain('It moves money.')
  @OnEvent(G2aPaymentUpdated)
  async updated(
    { payment_id: paymentId, version }: EventData<typeof G2aPaymentUpdated>,
    { tx }: EventContext,
  ): Promise<void> {
    const payment = await readPayment(tx, paymentId);
    if (!payment) throw new Error(`payment ${paymentId} was never begun here`);
    // Nothing undoes a settled payment, and what is known need not be asked for.
    if (payment.status === 'settled' || version <= payment.provider_version) return;
    const correlationId = await correlationOf(tx, paymentId);
    const options = { key: paymentId, correlationId };
    await this.jobs.enqueue(tx, CheckPayment, { payment_id: paymentId }, options);
  }
}
