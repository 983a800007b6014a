import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { GiveUpPayment } from './give-up-payment.js';
import { paymentOfOrder } from './payment-store.js';

/** The money of an order is not wanted any more. */
@Injectable()
export class CancelOrderPayment {
  constructor(
    private readonly database: Database,
    private readonly giveUpPayment: GiveUpPayment,
  ) {}

  /** 'settled' when the money has come all the same; 'none' when it was never asked for. */
  async cancel(orderId: string): Promise<'settled' | 'cancelled' | 'none'> {
    const payment = await paymentOfOrder(this.database, orderId);
    if (!payment) return 'none';
    const status = await this.giveUpPayment.giveUp(payment);
    return status === 'settled' ? 'settled' : 'cancelled';
  }
}
