import { Injectable } from '@nestjs/common';
import type { EventData, OrderFulfilmentRequested } from '@tandem/contracts';
import { Jobs } from '@tandem/jobs';
import { toMinor } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { AdvancePurchaseJob } from './advance-purchase.job.js';
import { purchaseUpdated } from './purchase-event.js';
import { hasEnded, insertPurchases, type NewPurchase } from './purchase-store.js';

type Order = EventData<typeof OrderFulfilmentRequested>;

/** One purchase for each unit of each game of an order, whatever is told again. */
@Injectable()
export class RequestPurchases {
  constructor(private readonly jobs: Jobs) {}

  async request(tx: Tx, order: Order): Promise<void> {
    const units = unitsOf(order);
    if (units.length === 0 || (await hasEnded(tx, order.order_id))) return;
    const made = await insertPurchases(tx, units);
    if (made.length === 0) return;
    await outbox.addMany(tx, made.map(purchaseUpdated));
    for (const { id } of made) {
      await this.jobs.enqueue(tx, AdvancePurchaseJob, { purchase_id: id }, { key: id, once: true });
    }
  }
}

function unitsOf({ order_id, items }: Order): NewPurchase[] {
  return items
    .filter(({ kind }) => kind === 'game')
    .flatMap(({ part_id, part_name, quantity, unit_price }) =>
      Array.from({ length: quantity }, (_, n) => ({
        id: uuidv7(),
        order_id,
        part_id,
        part_name,
        unit: n + 1,
        paid_minor: toMinor(unit_price),
        currency: unit_price.currency,
      })),
    );
}
