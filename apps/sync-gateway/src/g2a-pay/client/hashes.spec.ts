import { describe, expect, it } from '@jest/globals';
import { authorization, ipnHash, quoteHash, refundHash, sameHash } from './hashes.js';

// Worked out with sha256sum.
describe('what the shop and G2A PAY sign', () => {
  it('a quote: order, amount, currency, secret', () => {
    const quote = { orderId: '2845', amount: '15.00', currency: 'EUR' };
    expect(quoteHash('the-secret', quote)).toBe(
      '62fa9af33e1491ce62d5c21336a31c3de52ad85225174081ecb06e2cca4e08d4',
    );
  });

  it('a notification: transaction, order, amount, secret; neither status nor currency', () => {
    const ipn = { transactionId: 'tx-1', userOrderId: '2845', amount: '15.00' };
    expect(ipnHash('the-secret', ipn)).toBe(
      '029e521f0ec17532a0fff53bf8b4d72f740229ec7fe0816f785575c57caa7eac',
    );
  });

  it('a refund: transaction, order, the amount paid, the amount refunded, secret', () => {
    const refund = {
      transactionId: 'tx-1',
      userOrderId: '2845',
      orderAmount: '15.00',
      refundAmount: '4.50',
    };
    expect(refundHash('the-secret', refund)).toBe(
      'c73e193e12ea15fa783713e1fdc74032ee06397d15957b7141d930fcbfbc5239',
    );
  });

  it('the authorization: API hash, semicolon, hash of API hash, e-mail and secret', () => {
    const merchant = {
      apiHash: 'hash-of-the-api',
      email: 'shop@example.test',
      secret: 'the-secret',
    };
    expect(authorization(merchant)).toBe(
      'hash-of-the-api;409b9c6719c60fd33ce0de9108a67c0d2a27b2c6866f37735e954322ea553ff1',
    );
  });

  it.each([
    ['the same', 'ab12', 'ab12', true],
    ['capital letters', 'AB12', 'ab12', true],
    ['another end', 'ab13', 'ab12', false],
    ['a beginning only', 'ab1', 'ab12', false],
    ['nothing', '', 'ab12', false],
  ])('are compared: %s', (_what, given, expected, same) => {
    expect(sameHash(given, expected)).toBe(same);
  });
});
