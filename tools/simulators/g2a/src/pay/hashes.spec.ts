import { describe, expect, it } from '@jest/globals';
import { authorization, ipnHash, quoteHash, refundHash } from './hashes.ts';

const merchant = { apiHash: 'hash-of-the-api', email: 'shop@example.test', secret: 'the-secret' };

// Worked out with sha256sum.
describe('the hashes of G2A PAY', () => {
  it('of a quote: order, amount, currency, secret', () => {
    const quote = { orderId: '2845', amount: '15.00', currency: 'EUR' };
    expect(quoteHash(merchant, quote)).toBe(
      '62fa9af33e1491ce62d5c21336a31c3de52ad85225174081ecb06e2cca4e08d4',
    );
  });

  it('of a notification: transaction, order, amount, secret', () => {
    const ipn = { transactionId: 'tx-1', userOrderId: '2845', amount: '15.00' };
    expect(ipnHash(merchant, ipn)).toBe(
      '029e521f0ec17532a0fff53bf8b4d72f740229ec7fe0816f785575c57caa7eac',
    );
  });

  it('of a refund: transaction, order, both amounts, secret', () => {
    const refund = {
      transactionId: 'tx-1',
      userOrderId: '2845',
      orderAmount: '15.00',
      refundAmount: '4.50',
    };
    expect(refundHash(merchant, refund)).toBe(
      'c73e193e12ea15fa783713e1fdc74032ee06397d15957b7141d930fcbfbc5239',
    );
  });

  it('of the authorization: API hash, e-mail, secret, behind the API hash and a semicolon', () => {
    expect(authorization(merchant)).toBe(
      'hash-of-the-api;409b9c6719c60fd33ce0de9108a67c0d2a27b2c6866f37735e954322ea553ff1',
    );
  });
});
