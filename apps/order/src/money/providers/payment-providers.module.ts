import { Module } from '@nestjs/common';
import { G2aPayProvider } from './g2a-pay-provider.js';
import { PaymentProviders } from './payment-providers.js';

@Module({ providers: [G2aPayProvider, PaymentProviders], exports: [PaymentProviders] })
export class PaymentProvidersModule {}
