import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { providerStatusOf, statusOf } from '../providers/g2a-status.js';
import type { ProviderStatus } from '../providers/payment-provider.js';
import { shareOf } from '../providers/share-of.js';
import { decide, type PaymentStatus } from './payment.js';

const payment = (status: PaymentStatus, version = 1) => ({
  status,
  amount_minor: 1_999n,
  currency: 'EUR',
  provider_version: version,
});
const told = (status: ProviderStatus['status'], version = 2, change = {}): ProviderStatus => ({
  status,
  reference: null,
  amountMinor: 1_999n,
  refundedMinor: 0n,
  currency: 'EUR',
  version,
  ...change,
});

describe('news of a payment', () => {
  it.each([
    ['pending', 'paid', 'settle'],
    ['pending', 'failed', 'fail'],
    ['pending', 'cancelled', 'cancel'],
    ['pending', 'pending', 'note'],
    // Late money is money.
    ['cancelled', 'paid', 'settle'],
    ['failed', 'paid', 'settle'],
    // Once it is over, nothing but money changes it; and nothing undoes money.
    ['cancelled', 'failed', 'note'],
    ['failed', 'cancelled', 'note'],
    ['settled', 'paid', 'note'],
    ['settled', 'failed', 'note'],
    ['settled', 'cancelled', 'note'],
    ['settled', 'pending', 'note'],
  ] as const)('of a %s one that is %s there: %s', (ours, theirs, decision) => {
    expect(decide(payment(ours), told(theirs))).toBe(decision);
  });

  it('that are not newer than what is known change nothing', () => {
    expect(decide(payment('pending', 5), told('paid', 5))).toBe('stale');
    expect(decide(payment('pending', 5), told('paid', 4))).toBe('stale');
  });

  it.each([{ amountMinor: 1_998n }, { amountMinor: 2_000n }, { currency: 'USD' }])(
    'of another amount than ours are not believed: %p',
    (change) => {
      expect(decide(payment('pending'), told('paid', 2, change))).toBe('refuse');
    },
  );
});

describe('what G2A PAY says', () => {
  it.each([
    ['pending', 'pending'],
    ['complete', 'paid'],
    ['partial_refunded', 'paid'],
    ['refunded', 'paid'],
    ['rejected', 'failed'],
    ['cancelled', 'cancelled'],
  ] as const)('%s means %s', (theirs, ours) => expect(statusOf(theirs)).toBe(ours));

  it('comes out in the smallest unit', () => {
    const update = {
      payment_id: '0199aabb-cc00-7000-8000-000000000001',
      version: 7,
      status: 'partial_refunded' as const,
      amount: { amount: '19.99', currency: 'EUR' },
      refunded: { amount: '0.01', currency: 'EUR' },
      transaction_id: 'T',
      updated_at: '2026-01-01T00:00:00.000Z',
    };
    expect(providerStatusOf(update)).toEqual({
      status: 'paid',
      reference: 'T',
      amountMinor: 1_999n,
      refundedMinor: 1n,
      currency: 'EUR',
      version: 7,
    });
  });
});

describe('the fee of a payment', () => {
  it('is rounded half up to the smallest unit', () => {
    expect(shareOf(1_000n, 250)).toBe(25n);
    expect(shareOf(100n, 50)).toBe(1n);
    expect(shareOf(100n, 49)).toBe(0n);
    expect(shareOf(1_000n, 0)).toBe(0n);
  });

  it('is never more than the payment, and never negative', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 14n }),
        fc.integer({ min: 0, max: 10_000 }),
        (amount, points) => {
          const fee = shareOf(amount, points);
          return fee >= 0n && fee <= amount;
        },
      ),
    );
  });
});
