import { Injectable } from '@nestjs/common';
import { Retains, type Kept } from '@tandem/jobs';
import { MAX_SKEW_SECONDS } from './verify-signature.js';

/** Signed by a clock that is ahead, a notification is let in for twice as long as the clocks may differ. */
const KEEP_SECONDS = 3 * MAX_SKEW_SECONDS;

@Injectable()
export class ForgetNonces {
  @Retains({
    name: 'forget-webhook-nonces',
    title: 'Forget notifications that are too old to come again',
    everyMs: 300_000,
  })
  kept(): Kept[] {
    return [
      {
        table: 'webhook_nonces',
        since: 'seen_at',
        for: { seconds: KEEP_SECONDS },
        onlyAdded: true,
      },
    ];
  }
}
