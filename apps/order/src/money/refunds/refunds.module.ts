import { Module } from '@nestjs/common';
import { InventoryModule } from '../../clients/inventory.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { PaymentProvidersModule } from '../providers/payment-providers.module.js';
import { RefundWorker } from './refund-worker.js';
import { RequestRefund } from './request-refund.js';
import { RetryRefund } from './retry-refund.js';
import { SettleRefund } from './settle-refund.js';

@Module({
  imports: [InventoryModule, LedgerModule, PaymentProvidersModule],
  providers: [RefundWorker, SettleRefund, RequestRefund, RetryRefund],
  exports: [RequestRefund, RetryRefund],
})
export class RefundsModule {}
