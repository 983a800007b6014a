import { Module } from '@nestjs/common';
import { G2aPayClient } from './client/g2a-pay-client.js';
import { BeginPayment } from './payments/begin-payment.js';
import { CheckOpenPayments } from './payments/check-open-payments.js';
import { GiveUpPayment } from './payments/give-up-payment.js';
import { PaymentsController } from './payments/payments.controller.js';
import { ReadCurrentPayment } from './payments/read-current-payment.js';
import { RefreshPayment } from './payments/refresh-payment.js';
import { RefundSettlement } from './payments/refund-settlement.js';
import { RefundsController } from './refunds/refunds.controller.js';
import { RequestRefund } from './refunds/request-refund.js';
import { SendRefund } from './refunds/send-refund.js';
import { SettleRefund } from './refunds/settle-refund.js';
import { NotificationsController } from './webhook/notifications.controller.js';
import { ProcessNotifications } from './webhook/process-notifications.js';
import { ReceiveIpn } from './webhook/receive-ipn.js';

@Module({
  controllers: [PaymentsController, RefundsController, NotificationsController],
  providers: [
    BeginPayment,
    CheckOpenPayments,
    ProcessNotifications,
    G2aPayClient,
    GiveUpPayment,
    RefreshPayment,
    ReadCurrentPayment,
    ReceiveIpn,
    RequestRefund,
    SendRefund,
    { provide: RefundSettlement, useClass: SettleRefund },
  ],
})
export class G2aPayModule {}
