import { Module } from '@nestjs/common';
import { Background } from './background.js';
import { BeginPayment } from './begin-payment.js';
import { CheckOpenPayments } from './check-open-payments.js';
import { FollowHints } from './follow-hints.js';
import { G2aPayClient } from './g2a-pay-client.js';
import { GiveUpPayment } from './give-up-payment.js';
import { LearnTruth } from './learn-truth.js';
import { NotificationsController } from './notifications.controller.js';
import { PaymentsController } from './payments.controller.js';
import { ReadCurrentPayment } from './read-current-payment.js';
import { ReceiveIpn } from './receive-ipn.js';
import { RequestRefund } from './request-refund.js';
import { SendRefund } from './send-refund.js';
import { WakeUp } from './wake-up.js';

@Module({
  controllers: [PaymentsController, NotificationsController],
  providers: [
    Background,
    BeginPayment,
    CheckOpenPayments,
    FollowHints,
    G2aPayClient,
    GiveUpPayment,
    LearnTruth,
    ReadCurrentPayment,
    ReceiveIpn,
    RequestRefund,
    SendRefund,
    WakeUp,
  ],
})
export class G2aPayModule {}
