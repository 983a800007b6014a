import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { PaymentProvidersModule } from '../providers/payment-providers.module.js';
import { RefundsModule } from '../refunds/refunds.module.js';
import { ApplyProviderStatus } from './apply-provider-status.js';
import { BeginOrderPayment } from './begin-order-payment.js';
import { BeginPayment } from './begin-payment.js';
import { CancelOrderPayment } from './cancel-order-payment.js';
import { G2aPaymentConsumer } from './g2a-payment.consumer.js';
import { GiveUpPayment } from './give-up-payment.js';
import { PaymentChecks } from './payment-checks.js';
import { PaymentsOfOrders } from './payments-of-orders.js';

@Module({
  imports: [LedgerModule, RefundsModule, PaymentProvidersModule],
  controllers: [G2aPaymentConsumer],
  providers: [
    ApplyProviderStatus,
    BeginPayment,
    BeginOrderPayment,
    CancelOrderPayment,
    GiveUpPayment,
    PaymentChecks,
    PaymentsOfOrders,
  ],
  exports: [BeginPayment, BeginOrderPayment, CancelOrderPayment, PaymentsOfOrders],
})
export class PaymentsModule {}
