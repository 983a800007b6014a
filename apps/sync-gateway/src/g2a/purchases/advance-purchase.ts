import { Injectable } from '@nestjs/common';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { backoffMs } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { G2aProblem } from '../client/g2a-problem.js';
import { AdvancePurchaseJob } from './advance-purchase.job.js';
import { CreateG2aOrder } from './create-g2a-order.js';
import { PayG2aOrder } from './pay-g2a-order.js';
import { Overtaken, readPurchase } from './purchase-store.js';
import { nextStep, reasonOf, type Purchase } from './purchase.js';
import { StopPurchase } from './stop-purchase.js';
import { WatchG2aOrder } from './watch-g2a-order.js';

const MOST_PAUSE_MS = 60_000;
/** A purchase that has not moved for so long, because G2A fails each time, is for staff. */
const MOST_SILENCE_MS = 6 * 60 * 60 * 1_000;

/** Takes a purchase from step to step, each of them committed, until it is over or has to wait. */
@Injectable()
export class AdvancePurchase {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly createG2aOrder: CreateG2aOrder,
    private readonly payG2aOrder: PayG2aOrder,
    private readonly watchG2aOrder: WatchG2aOrder,
    private readonly stop: StopPurchase,
  ) {}

  @HandlesJob(AdvancePurchaseJob, (provider: AdvancePurchase) => provider.config.g2aPurchasesAtOnce)
  async advance({ purchase_id }: { purchase_id: string }, job: RunningJob): Promise<void> {
    for (;;) {
      const purchase = await readPurchase(this.database, purchase_id);
      if (!purchase || nextStep(purchase.state) === 'nothing') return;
      try {
        await this.take(purchase, job.attempt);
      } catch (error) {
        // Somebody else has moved it on: a job may run twice, and staff and the order's end do as well.
        if (!(error instanceof Overtaken)) throw error;
      }
    }
  }

  private async take(purchase: Purchase, attempt: number): Promise<void> {
    try {
      await this.step(purchase, attempt);
    } catch (error) {
      if (!(error instanceof G2aProblem)) throw error;
      const current = await readPurchase(this.database, purchase.id);
      await this.judge(current!, error, attempt);
    }
  }

  private step(purchase: Purchase, attempt: number): Promise<void> {
    switch (nextStep(purchase.state)) {
      case 'order':
        return this.createG2aOrder.create(purchase);
      case 'pay':
        return this.payG2aOrder.pay(purchase, purchase.order!);
      default:
        return this.watchG2aOrder.watch(purchase, purchase.order!, attempt);
    }
  }

  /** @throws TryLater unless the problem is for staff. */
  private async judge(purchase: Purchase, problem: G2aProblem, attempt: number): Promise<void> {
    // What becomes void when it is unpaid is made anew; an order that was told to be paid is not given up for that.
    const again = problem.outcome === 'retry' || (purchase.order === null && isVoid(problem));
    if (!again) return this.stop.handToStaff(purchase, reasonOf(problem.code));
    const silentMs = Date.now() - purchase.updated_at.getTime();
    if (silentMs > MOST_SILENCE_MS) return this.stop.handToStaff(purchase, 'g2a_away');
    const pace = { firstMs: this.config.g2aPurchasePollMs, longestMs: MOST_PAUSE_MS };
    const pauseMs = Math.max(problem.retryAfterMs ?? 0, backoffMs(attempt, pace));
    throw new TryLater(pauseMs, { cause: problem });
  }
}

const isVoid = ({ outcome }: G2aProblem): boolean =>
  outcome === 'new_order' || outcome === 'refund';
