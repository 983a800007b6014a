import { Controller } from '@nestjs/common';
import { ReservationExpired, type EventData } from '@tandem/contracts';
import { NeverAgain, OnEvent, type EventContext } from '@tandem/messaging';
import { HoldOfOrder } from './hold-of-order.js';

/** Holds that ended without their order. The time of an order is over before that of its hold: it needs no telling. */
@Controller()
export class HoldsConsumer {
  constructor(private readonly holdOfOrder: HoldOfOrder) {}

  @NeverAgain('It cancels orders.')
  @OnEvent(ReservationExpired)
  async expired(
    { order_id, reason }: EventData<typeof ReservationExpired>,
    { tx }: EventContext,
  ): Promise<void> {
    if (reason === 'stock_lost') await this.holdOfOrder.stockLost(tx, order_id);
  }
}
