import { Controller } from '@nestjs/common';
import {
  OrderCancelled,
  OrderFulfilmentRequested,
  OrderRefunded,
  type EventData,
} from '@tandem/contracts';
import { NeverAgain, OnEvent, type EventContext } from '@tandem/messaging';
import { DropPurchases } from './drop-purchases.js';
import { RequestPurchases } from './request-purchases.js';

@Controller()
export class OrdersConsumer {
  constructor(
    private readonly requestPurchases: RequestPurchases,
    private readonly dropPurchases: DropPurchases,
  ) {}

  @NeverAgain('It buys game keys.')
  @OnEvent(OrderFulfilmentRequested)
  async requested(
    order: EventData<typeof OrderFulfilmentRequested>,
    { tx }: EventContext,
  ): Promise<void> {
    await this.requestPurchases.request(tx, order);
  }

  @NeverAgain('It ends purchases of game keys.')
  @OnEvent(OrderCancelled)
  async cancelled(order: EventData<typeof OrderCancelled>, { tx }: EventContext): Promise<void> {
    await this.dropPurchases.drop(tx, order.order_id, 'order_cancelled');
  }

  /** A refund of a part of it does not say of which; the order service has been told of the units that end so. */
  @NeverAgain('It ends purchases of game keys.')
  @OnEvent(OrderRefunded)
  async refunded(order: EventData<typeof OrderRefunded>, { tx }: EventContext): Promise<void> {
    if (order.status !== 'refunded') return;
    await this.dropPurchases.drop(tx, order.order_id, 'order_refunded');
  }
}
