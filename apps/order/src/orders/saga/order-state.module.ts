import { Module } from '@nestjs/common';
import { InventoryModule } from '../../clients/inventory.module.js';
import { RefundsModule } from '../../money/refunds/refunds.module.js';
import { CommitStep } from './commit-step.js';
import { FailOrder } from './fail-order.js';
import { PaymentOfOrder } from './payment-of-order.js';

/** What a payment does to its order, apart from the saga, which asks payments for money. */
@Module({
  imports: [InventoryModule, RefundsModule],
  providers: [CommitStep, FailOrder, PaymentOfOrder],
  exports: [CommitStep, FailOrder, PaymentOfOrder],
})
export class OrderStateModule {}
