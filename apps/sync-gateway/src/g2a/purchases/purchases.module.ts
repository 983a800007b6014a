import { Module } from '@nestjs/common';
import { G2aClientModule } from '../client/g2a-client.module.js';
import { GameKeysModule } from '../keys/game-keys.module.js';
import { AdvancePurchase } from './advance-purchase.js';
import { CheckG2aOrder } from './check-g2a-order.js';
import { CreateG2aOrder } from './create-g2a-order.js';
import { DropPurchases } from './drop-purchases.js';
import { FetchKey } from './fetch-key.js';
import { OrdersConsumer } from './orders.consumer.js';
import { PayG2aOrder } from './pay-g2a-order.js';
import { RequestPurchases } from './request-purchases.js';
import { StopPurchase } from './stop-purchase.js';
import { WatchG2aOrder } from './watch-g2a-order.js';

@Module({
  imports: [G2aClientModule, GameKeysModule],
  controllers: [OrdersConsumer],
  providers: [
    AdvancePurchase,
    CheckG2aOrder,
    CreateG2aOrder,
    DropPurchases,
    FetchKey,
    PayG2aOrder,
    RequestPurchases,
    StopPurchase,
    WatchG2aOrder,
  ],
  exports: [CheckG2aOrder],
})
export class PurchasesModule {}
