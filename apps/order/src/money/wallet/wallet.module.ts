import { Module } from '@nestjs/common';
import { PaymentsModule } from '../payments/payments.module.js';
import { PaymentProvidersModule } from '../providers/payment-providers.module.js';
import { TopUps } from './top-ups.js';
import { WalletController } from './wallet.controller.js';

@Module({
  imports: [PaymentsModule, PaymentProvidersModule],
  controllers: [WalletController],
  providers: [TopUps],
})
export class WalletModule {}
