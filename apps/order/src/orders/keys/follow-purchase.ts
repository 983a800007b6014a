import { Injectable } from '@nestjs/common';
import type { EventData, G2aKeyDelivered, G2aOrderUpdated } from '@tandem/contracts';
import { logger } from '@tandem/observability';
import type { Tx } from '@tandem/persistence';
import { RequestRefund } from '../../money/refunds/request-refund.js';
import { orderNotFound } from '../order/errors.js';
import type { OrderRow } from '../order/order.js';
import { lockOrder, readLines, toOrderRow } from '../order/order-store.js';
import { KEY_UNAVAILABLE } from '../order/refund-reasons.js';
import { AnnounceKeys } from './announce-keys.js';
import {
  fillKey,
  isKnownKey,
  keyOfUnit,
  markRefunded,
  notePurchase,
  replaceKey,
  type OrderKey,
} from './key-store.js';

const log = logger('keys');

/**
 * What the purchase of a key makes of its order: a key that can be shown, or money that goes back, once a unit. Everything is
 * decided behind the order's lock, so purchases of one order that come in at once wait for each other.
 */
@Injectable()
export class FollowPurchase {
  constructor(
    private readonly refunds: RequestRefund,
    private readonly announce: AnnounceKeys,
  ) {}

  /** @throws DomainError not_found for an order that does not exist here. */
  async purchaseMoved(tx: Tx, purchase: EventData<typeof G2aOrderUpdated>): Promise<void> {
    const order = await this.lock(tx, purchase.order_id);
    const key = await keyOfUnit(tx, purchase);
    const isNews = await notePurchase(tx, key, purchase);
    if (!isNews || purchase.state !== 'refund' || key.status === 'refunded') return;
    await markRefunded(tx, key.id, await this.giveBack(tx, order, key));
    await this.announce.tellPages(tx, order.id);
    await this.announce.endIfDone(tx, order.id);
  }

  /** @throws DomainError not_found for an order that does not exist here. */
  async keyDelivered(tx: Tx, delivery: EventData<typeof G2aKeyDelivered>): Promise<void> {
    const order = await this.lock(tx, delivery.order_id);
    if (await isKnownKey(tx, delivery.key_id)) return;
    const key = await keyOfUnit(tx, delivery);
    if (key.status === 'refunded') {
      // The money is on its way and stays there: nobody gets both.
      log.warn({ order_id: order.id, order_key_id: key.id }, 'a key came after its refund');
      return;
    }
    if (key.status === 'pending') await fillKey(tx, key.id, delivery);
    else if (delivery.version > key.key_version) await replaceKey(tx, key, delivery);
    else return;
    await this.announce.tellPages(tx, order.id);
    await this.announce.tellCustomer(tx, order.id);
    await this.announce.endIfDone(tx, order.id);
  }

  private async lock(tx: Tx, orderId: string): Promise<OrderRow> {
    const [row] = await tx.query<object>(lockOrder(orderId));
    if (!row) throw orderNotFound(orderId);
    return toOrderRow(row);
  }

  /** The price of one unit, or what staff have left of it. @returns the refund; null when nothing was left. */
  private async giveBack(tx: Tx, order: OrderRow, key: OrderKey): Promise<string | null> {
    const lines = await readLines(tx, order.id);
    const price = lines.find(({ part_id }) => part_id === key.part_id)!.unit_price_minor;
    const left = order.total_minor - order.refund_requested_minor;
    const amountMinor = price < left ? price : left;
    if (amountMinor === 0n) return null;
    const refund = await this.refunds.request(tx, {
      order,
      amountMinor,
      reason: KEY_UNAVAILABLE,
      restock: [],
      requestedBy: null,
      key: `${KEY_UNAVAILABLE}:${key.part_id}:${key.unit}`,
    });
    return refund?.id ?? null;
  }
}
