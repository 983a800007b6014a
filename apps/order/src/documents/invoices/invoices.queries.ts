import { Injectable } from '@nestjs/common';
import { conflict } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { UserDirectory } from '../../clients/user-directory.js';
import { OrderConfig } from '../../config.js';
import { orderNotFound } from '../../orders/order/errors.js';
import { readLines, readOrder } from '../../orders/order/order-store.js';
import { invoiceNumber, type Invoice } from './invoice.js';

@Injectable()
export class InvoicesQueries {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly users: UserDirectory,
  ) {}

  /**
   * The invoice of an order; with `ownerId` of that person's orders only.
   * @throws DomainError 404, 409 `not_paid`.
   */
  async of(orderId: string, ownerId?: string): Promise<Invoice> {
    const order = await readOrder(this.database, orderId);
    if (!order || (ownerId !== undefined && order.user_id !== ownerId)) {
      throw orderNotFound(orderId);
    }
    if (order.paid_at === null)
      throw conflict('not_paid', 'The invoice is available once the order has been paid.');
    const [lines, refunds, contact] = await Promise.all([
      readLines(this.database, orderId),
      this.refunds(orderId),
      // An invoice without a name is better than none while auth is away.
      this.users.contact(order.user_id).catch(() => null),
    ]);
    return {
      number: invoiceNumber(order.number),
      orderNumber: order.number,
      currency: order.currency,
      paidAt: order.paid_at,
      timeZone: this.config.timeZone,
      paymentMethod: order.payment_method,
      seller: this.seller(),
      buyer: contact && { name: contact.display_name, email: contact.email },
      lines,
      totalMinor: order.total_minor,
      refunds,
    };
  }

  private seller(): Invoice['seller'] {
    const { sellerName, sellerAddress, sellerVatId } = this.config;
    const address = sellerAddress.split('|').map((line) => line.trim());
    return { name: sellerName, address: address.filter(Boolean), vatId: sellerVatId };
  }

  private async refunds(orderId: string): Promise<Invoice['refunds']> {
    const rows = await this.database.query<{ settled_at: Date; amount_minor: string }>(
      `select settled_at, amount_minor from refunds
        where order_id = $1 and status = 'settled' order by settled_at, id`,
      [orderId],
    );
    return rows.map((row) => ({ at: row.settled_at, amountMinor: BigInt(row.amount_minor) }));
  }
}
