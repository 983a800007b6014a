import type { OrderLine } from '../../orders/order/order.js';

/** All that an invoice says. */
export interface Invoice {
  number: string;
  orderNumber: number;
  currency: string;
  paidAt: Date;
  /** The shop's: days are told as they are there. */
  timeZone: string;
  paymentMethod: string;
  seller: { name: string; address: readonly string[]; vatId: string };
  /** Null when auth can't tell now or does not know the person any more. */
  buyer: { name: string; email: string } | null;
  lines: readonly Pick<OrderLine, 'part_name' | 'sku' | 'quantity' | 'unit_price_minor'>[];
  totalMinor: bigint;
  /** Settled ones, oldest first. */
  refunds: readonly { at: Date; amountMinor: bigint }[];
}

/** The same for ever, since an order's number is. */
export function invoiceNumber(orderNumber: number): string {
  return `INV-${String(orderNumber).padStart(6, '0')}`;
}
