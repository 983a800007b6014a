import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { PaymentProvidersModule } from '../payments/payment-providers.module.js';
import { RefundOrder } from './refund-order.js';
import { RefundsController } from './refunds.controller.js';
import { RefundWorker } from './refund-worker.js';
import { RequestRefund } from './request-refund.js';
import { RetryRefund } from './retry-refund.js';
import { SettleRefund } from './settle-refund.js';

@Module({
  imports: [InventoryModule, LedgerModule, PaymentProvidersModule],
  controllers: [RefundsController],
  providers: [RefundWorker, SettleRefund, RequestRefund, RefundOrder, RetryRefund],
  exports: [RequestRefund],
})
export class RefundsModule {}
