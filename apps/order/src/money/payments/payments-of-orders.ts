import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import type { PaymentStatus } from './payment.js';
import { paymentOfOrder } from './payment-store.js';

/** What people see of the payment of an order. */
export interface OrderPayment {
  id: string;
  status: PaymentStatus;
  redirect_url: string | null;
  expires_at: string | null;
}

@Injectable()
export class PaymentsOfOrders {
  constructor(private readonly database: Database) {}

  /** By order; without those that were never to be paid through a provider. */
  async of(orderIds: readonly string[]): Promise<Map<string, OrderPayment>> {
    const rows = await this.database.query<{
      id: string;
      order_id: string;
      status: PaymentStatus;
      redirect_url: string | null;
      expires_at: Date;
    }>(
      `select id, order_id, status, case when status = 'pending' then redirect_url end as redirect_url, expires_at
         from payments where order_id = any($1::uuid[])`,
      [orderIds],
    );
    return new Map(
      rows.map(({ order_id, expires_at, ...payment }) => [
        order_id,
        { ...payment, expires_at: expires_at.toISOString() },
      ]),
    );
  }

  /** As it was when the shopper was sent to pay, whatever came of it; page and time of a payment never change. */
  async asBegun(orderId: string): Promise<OrderPayment | null> {
    const payment = await paymentOfOrder(this.database, orderId);
    if (!payment) return null;
    const { id, redirect_url, expires_at } = payment;
    return { id, status: 'pending', redirect_url, expires_at: expires_at.toISOString() };
  }
}
