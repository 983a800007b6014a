import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { AdvancePurchaseJob } from './advance-purchase.job.js';
import { purchaseNotFound, purchaseOver, purchaseRunning } from './errors.js';
import { writeOff } from './g2a-order-store.js';
import { lockPurchase, movePurchase } from './purchase-store.js';

/**
 * Buys another key, because the one that was delivered is no good or the one that was paid for can't be had. What was paid is
 * written off: that is a decision of staff, and on record under their name. The key of before is in use until the new one is there.
 */
@Injectable()
export class ReplacePurchase {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  async replace(id: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      const purchase = await lockPurchase(tx, id);
      if (!purchase) throw purchaseNotFound(id);
      const { state } = purchase;
      if (state === 'refund') throw purchaseOver(state);
      if (state !== 'needs_staff' && state !== 'delivered') throw purchaseRunning(state);
      await writeOff(tx, purchase);
      await movePurchase(tx, purchase, { state: 'wanted', bought: 'not' });
      await this.jobs.enqueue(tx, AdvancePurchaseJob, { purchase_id: id }, { key: id });
    });
  }
}
