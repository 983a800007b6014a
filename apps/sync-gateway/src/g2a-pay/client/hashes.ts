import { createHash, timingSafeEqual } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What G2A PAY knows the shop by. */
export interface Merchant {
  apiHash: string;
  secret: string;
  email: string;
}

/** Amounts are the decimal strings that are sent, e.g. `19.99`. */
export const quoteHash = (
  secret: string,
  quote: { orderId: string; amount: string; currency: string },
): string => sha256(quote.orderId + quote.amount + quote.currency + secret);

export const ipnHash = (
  secret: string,
  ipn: { transactionId: string; userOrderId: string; amount: string },
): string => sha256(ipn.transactionId + ipn.userOrderId + ipn.amount + secret);

export const refundHash = (
  secret: string,
  refund: { transactionId: string; userOrderId: string; orderAmount: string; refundAmount: string },
): string =>
  sha256(
    refund.transactionId + refund.userOrderId + refund.orderAmount + refund.refundAmount + secret,
  );

export const authorization = ({ apiHash, email, secret }: Merchant): string =>
  `${apiHash};${sha256(apiHash + email + secret)}`;

/** Takes the same time wherever the two begin to differ, and however long the given one is. */
export function sameHash(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text.toLowerCase()).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
