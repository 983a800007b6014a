import { Injectable } from '@nestjs/common';
import { OrderConfig } from '../../config.js';
import { G2aPayProvider } from './g2a-pay-provider.js';
import type { PaymentProvider } from './payment-provider.js';
import { TestProvider } from './test-provider.js';

/** Everybody who takes money for us, by method. What a further one needs besides a line here: decision 0013. */
@Injectable()
export class PaymentProviders {
  private readonly byMethod: ReadonlyMap<string, PaymentProvider>;

  constructor(config: OrderConfig, g2aPay: G2aPayProvider) {
    const providers: PaymentProvider[] = [g2aPay];
    if (config.nodeEnv !== 'production') providers.push(new TestProvider());
    this.byMethod = new Map(providers.map((provider) => [provider.method, provider]));
  }

  /** Undefined for a method that is not offered here. */
  find(method: string): PaymentProvider | undefined {
    return this.byMethod.get(method);
  }

  /** @throws Error for a method that is not offered: a row names one that this shop once had. */
  of(method: string): PaymentProvider {
    const provider = this.find(method);
    if (!provider) throw new Error(`no payment provider ${method} here`);
    return provider;
  }
}
