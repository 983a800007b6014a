import { Module } from '@nestjs/common';
import { InventoryModule } from '../../clients/inventory.module.js';
import { RefundsModule } from '../../money/refunds/refunds.module.js';
import { CommitStep } from './commit-step.js';
import { FailOrder } from './fail-order.js';
import { PaymentFailed } from './payment-failed.js';
import { PaymentSettled } from './payment-settled.js';

/**
 * What a payment does to its order. Apart from the saga, which asks payments for money: dependencies run one way, ledger ←
 * refunds ← order state ← payments ← saga ← orders.
 */
@Module({
  imports: [InventoryModule, RefundsModule],
  providers: [CommitStep, FailOrder, PaymentFailed, PaymentSettled],
  exports: [CommitStep, FailOrder, PaymentFailed, PaymentSettled],
})
export class OrderStateModule {}
