import { Module } from '@nestjs/common';
import { InventoryModule } from '../../clients/inventory.module.js';
import { RefundOrder } from '../../orders/refunds/refund-order.js';
import { RefundsController } from '../../orders/refunds/refunds.controller.js';
import { RetryRefund } from '../../orders/refunds/retry-refund.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { PaymentProvidersModule } from '../providers/payment-providers.module.js';
import { RefundWorker } from './refund-worker.js';
import { RequestRefund } from './request-refund.js';
import { SettleRefund } from './settle-refund.js';

@Module({
  imports: [InventoryModule, LedgerModule, PaymentProvidersModule],
  controllers: [RefundsController],
  providers: [RefundWorker, SettleRefund, RequestRefund, RefundOrder, RetryRefund],
  exports: [RequestRefund],
})
export class RefundsModule {}
