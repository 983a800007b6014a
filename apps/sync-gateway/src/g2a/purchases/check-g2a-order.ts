import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import type { Tx } from '@tandem/persistence';
import { AdvancePurchaseJob } from './advance-purchase.job.js';

/** Something is said to have happened to an order at G2A: its purchase is looked at now and not later. */
@Injectable()
export class CheckG2aOrder {
  constructor(private readonly jobs: Jobs) {}

  /** @returns false when the shop knows of no such order, or not yet. */
  async checkNow(tx: Tx, g2aOrderId: string): Promise<boolean> {
    const rows = await tx.query<{ purchase_id: string }>(
      'select purchase_id from g2a_orders where g2a_order_id = $1',
      [g2aOrderId],
    );
    const [found] = rows;
    if (!found) return false;
    await this.jobs.enqueue(tx, AdvancePurchaseJob, found, { key: found.purchase_id });
    return true;
  }
}
