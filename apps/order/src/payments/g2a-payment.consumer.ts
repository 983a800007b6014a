import { Controller } from '@nestjs/common';
import { G2aPaymentUpdated } from '@tandem/contracts';
import { OnEvent, type EventContext } from '@tandem/messaging';
import { ApplyTruth } from './apply-truth.js';
import { truthOf, type G2aUpdate } from './g2a-status.js';

/** G2A PAY itself says how a payment stands. Its row is older than any news of it: it is made before G2A hears of it. */
@Controller()
export class G2aPaymentConsumer {
  constructor(private readonly applyTruth: ApplyTruth) {}

  @OnEvent(G2aPaymentUpdated)
  async updated(update: G2aUpdate, { tx }: EventContext): Promise<void> {
    await this.applyTruth.run(tx, update.payment_id, truthOf(update));
  }
}
