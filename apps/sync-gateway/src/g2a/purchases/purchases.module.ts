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
import { PurchasesFileController } from './purchases-file.controller.js';
import { PurchasesController } from './purchases.controller.js';
import { PurchasesQueries } from './purchases.queries.js';
import { RefundPurchase } from './refund-purchase.js';
import { ReplacePurchase } from './replace-purchase.js';
import { RequestPurchases } from './request-purchases.js';
import { RetryPurchase } from './retry-purchase.js';
import { StopPurchase } from './stop-purchase.js';
import { UploadKey } from './upload-key.js';
import { WatchG2aOrder } from './watch-g2a-order.js';

@Module({
  imports: [G2aClientModule, GameKeysModule],
  controllers: [OrdersConsumer, PurchasesController, PurchasesFileController],
  providers: [
    AdvancePurchase,
    CheckG2aOrder,
    CreateG2aOrder,
    DropPurchases,
    FetchKey,
    PayG2aOrder,
    PurchasesQueries,
    RefundPurchase,
    ReplacePurchase,
    RequestPurchases,
    RetryPurchase,
    StopPurchase,
    UploadKey,
    WatchG2aOrder,
  ],
  exports: [CheckG2aOrder],
})
export class PurchasesModule {}
