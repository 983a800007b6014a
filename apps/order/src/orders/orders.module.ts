import { Module } from '@nestjs/common';
import { PaymentsModule } from '../payments/payments.module.js';
import { RefundsModule } from '../refunds/refunds.module.js';
import { SagaModule } from '../saga/saga.module.js';
import { UsersModule } from '../users/users.module.js';
import { CancelOrder } from './cancel-order.js';
import { CreateOrder } from './create-order.js';
import { FirstAnswer } from './first-answer.js';
import { MoveOrder } from './move-order.js';
import { OrdersController } from './orders.controller.js';
import { OrdersQueries } from './orders.queries.js';
import { PlaceOrder } from './place-order.js';
import { UnpaidRefusals } from './unpaid-refusals.js';
import { UnpaidRule } from './unpaid-rule.js';
import { StaffMovesController } from './staff-moves.controller.js';

@Module({
  imports: [SagaModule, PaymentsModule, RefundsModule, UsersModule],
  controllers: [OrdersController, StaffMovesController],
  providers: [
    CreateOrder,
    PlaceOrder,
    FirstAnswer,
    CancelOrder,
    MoveOrder,
    OrdersQueries,
    UnpaidRule,
    UnpaidRefusals,
  ],
  exports: [OrdersQueries],
})
export class OrdersModule {}
