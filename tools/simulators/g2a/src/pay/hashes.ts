import { createHash } from 'node:crypto';
import type { Merchant } from '../settings.ts';

// Written from the documentation, not shared with the shop: an error in one of them must not cancel out.
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export const quoteHash = (
  { secret }: Merchant,
  quote: { orderId: string; amount: string; currency: string },
) => sha256(quote.orderId + quote.amount + quote.currency + secret);

export const ipnHash = (
  { secret }: Merchant,
  ipn: { transactionId: string; userOrderId: string; amount: string },
) => sha256(ipn.transactionId + ipn.userOrderId + ipn.amount + secret);

export const refundHash = (
  { secret }: Merchant,
  refund: { transactionId: string; userOrderId: string; orderAmount: string; refundAmount: string },
) =>
  sha256(
    refund.transactionId + refund.userOrderId + refund.orderAmount + refund.refundAmount + secret,
  );

export const authorization = ({ apiHash, email, secret }: Merchant) =>
  `${apiHash};${sha256(apiHash + email + secret)}`;
