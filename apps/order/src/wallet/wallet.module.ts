import { Module } from '@nestjs/common';
import { PaymentProvidersModule } from '../payments/payment-providers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { TopUps } from './top-ups.js';
import { WalletController } from './wallet.controller.js';

@Module({
  imports: [PaymentsModule, PaymentProvidersModule],
  controllers: [WalletController],
  providers: [TopUps],
})
export class WalletModule {}
