import { Module } from '@nestjs/common';
import { UsersModule } from '../clients/users.module.js';
import { PaymentsModule } from '../money/payments/payments.module.js';
import { RefundsModule } from '../money/refunds/refunds.module.js';
import { GameKeysClient } from '../clients/game-keys-client.js';
import { AnnounceKeys } from './keys/announce-keys.js';
import { FollowPurchase } from './keys/follow-purchase.js';
import { KeyMails } from './keys/key-mails.js';
import { KeysConsumer } from './keys/keys.consumer.js';
import { KeysController } from './keys/keys.controller.js';
import { RevealKey } from './keys/reveal-key.js';
import { CancelOrder } from './moves/cancel-order.js';
import { MoveOrder } from './moves/move-order.js';
import { StaffMovesController } from './moves/staff-moves.controller.js';
import { OrdersQueries } from './order/orders.queries.js';
import { OrdersController } from './orders.controller.js';
import { CreateOrder } from './placing/create-order.js';
import { FirstAnswer } from './placing/first-answer.js';
import { PlaceOrder } from './placing/place-order.js';
import { UnpaidRefusals } from './placing/unpaid-refusals.js';
import { UnpaidRule } from './placing/unpaid-rule.js';
import { RefundOrder } from './refunds/refund-order.js';
import { RefundsController } from './refunds/refunds.controller.js';
import { SagaModule } from './saga/saga.module.js';

@Module({
  imports: [SagaModule, PaymentsModule, RefundsModule, UsersModule],
  controllers: [
    OrdersController,
    StaffMovesController,
    RefundsController,
    KeysController,
    KeysConsumer,
  ],
  providers: [
    CreateOrder,
    PlaceOrder,
    FirstAnswer,
    CancelOrder,
    MoveOrder,
    RefundOrder,
    OrdersQueries,
    UnpaidRule,
    UnpaidRefusals,
    GameKeysClient,
    AnnounceKeys,
    FollowPurchase,
    RevealKey,
    KeyMails,
  ],
  exports: [OrdersQueries],
})
export class OrdersModule {}
