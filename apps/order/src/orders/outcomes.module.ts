import { Global, Module } from '@nestjs/common';
import { PaymentOutcome } from '../money/payments/payment-outcome.js';
import { RefundOutcome } from '../money/refunds/refund-outcome.js';
import { RefundOfOrder } from './refunds/refund-of-order.js';
import { OrderStateModule } from './saga/order-state.module.js';
import { PaymentOfOrder } from './saga/payment-of-order.js';

/** Orders' side of the ports that money declares. Global, because money must not import it. */
@Global()
@Module({
  imports: [OrderStateModule],
  providers: [
    { provide: PaymentOutcome, useExisting: PaymentOfOrder },
    { provide: RefundOutcome, useClass: RefundOfOrder },
  ],
  exports: [PaymentOutcome, RefundOutcome],
})
export class OutcomesModule {}
