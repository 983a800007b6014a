import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { AdvancePurchaseJob } from './advance-purchase.job.js';
import { purchaseNotFound, purchaseOver } from './errors.js';
import { forgetNew } from './g2a-order-store.js';
import { lockPurchase, movePurchase } from './purchase-store.js';
import { isOver, resumedState } from './purchase.js';

/** Goes on with a purchase where its order at G2A stands: what was told to be paid is asked about, and not paid again. */
@Injectable()
export class RetryPurchase {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  async retry(id: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      const purchase = await lockPurchase(tx, id);
      if (!purchase) throw purchaseNotFound(id);
      if (isOver(purchase.state)) throw purchaseOver(purchase.state);
      if (purchase.state === 'needs_staff') {
        if (purchase.order) await forgetNew(tx, purchase.order.id);
        await movePurchase(tx, purchase, { state: resumedState(purchase.order) });
      }
      await this.jobs.enqueue(tx, AdvancePurchaseJob, { purchase_id: id }, { key: id });
    });
  }
}
