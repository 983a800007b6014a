import { Injectable } from '@nestjs/common';
import { prepared } from '@tandem/persistence';
import type { EntityManager } from 'typeorm';
import { lockOrder, readLines, toOrderRow } from '../order/order-store.js';
import { FailOrder } from './fail-order.js';

/** The provider says that this payment will never come, in the transaction that notes it. */
@Injectable()
export class PaymentFailed {
  constructor(private readonly failOrder: FailOrder) {}

  /** Nothing happens to an order that has ended otherwise. */
  async run(tx: EntityManager, orderId: string, reason: string): Promise<void> {
    const [row] = await prepared<object>(tx, lockOrder(orderId));
    const order = toOrderRow(row!);
    if (order.status !== 'created' && order.status !== 'awaiting_payment') return;
    await this.failOrder.run(tx, order, await readLines(tx, orderId), {
      reason,
      step: 'await_payment',
      outcome: 'refused',
      release: true,
      mail: true,
    });
  }
}
