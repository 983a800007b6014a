import { Controller } from '@nestjs/common';
import { G2aKeyDelivered, G2aOrderUpdated, type EventData } from '@tandem/contracts';
import { NeverAgain, OnEvent, type EventContext } from '@tandem/messaging';
import { FollowPurchase } from './follow-purchase.js';

/** News of the keys that the sync gateway buys for our orders. */
@Controller()
export class KeysConsumer {
  constructor(private readonly followPurchase: FollowPurchase) {}

  @NeverAgain('It moves orders on.')
  @OnEvent(G2aOrderUpdated)
  purchaseMoved(purchase: EventData<typeof G2aOrderUpdated>, { tx }: EventContext): Promise<void> {
    return this.followPurchase.purchaseMoved(tx, purchase);
  }

  @NeverAgain('It hands keys to shoppers.')
  @OnEvent(G2aKeyDelivered)
  keyDelivered(delivery: EventData<typeof G2aKeyDelivered>, { tx }: EventContext): Promise<void> {
    return this.followPurchase.keyDelivered(tx, delivery);
  }
}
