import { describe, expect, it } from '@jest/globals';
import type { PaymentStatus, ProviderStatus } from '../client/provider-status.js';
import { decide, type Payment } from './payment.js';

const payment = (
  status: PaymentStatus,
  other: Partial<Payment> = {},
): Parameters<typeof decide>[0] => ({
  payment_id: 'p',
  amount_minor: 2000n,
  currency: 'EUR',
  status,
  transaction_id: status === 'pending' ? null : 't',
  refunded_minor: 0n,
  ...other,
});

const told = (status: PaymentStatus, other: Partial<ProviderStatus> = {}): ProviderStatus => ({
  transactionId: 't',
  paymentId: 'p',
  amountMinor: 2000n,
  currency: 'EUR',
  status,
  refundedMinor: 0n,
  ...other,
});

describe('what a provider status makes of a payment', () => {
  it.each([
    ['pending', 'complete'],
    ['pending', 'rejected'],
    ['pending', 'cancelled'],
    ['rejected', 'complete'],
    ['cancelled', 'complete'],
    ['complete', 'refunded'],
    ['partial_refunded', 'refunded'],
  ] as const)('%s goes on to %s', (from, to) => {
    expect(decide(payment(from), told(to))).toMatchObject({ kind: 'changed', status: to });
  });

  it.each([
    ['complete', 'pending'],
    ['complete', 'rejected'],
    ['complete', 'cancelled'],
    ['rejected', 'pending'],
    ['rejected', 'cancelled'],
    ['cancelled', 'rejected'],
    ['refunded', 'complete'],
    ['complete', 'complete'],
  ] as const)('%s stays when an older provider status says %s', (from, to) => {
    const at = payment(from, { refunded_minor: from === 'refunded' ? 2000n : 0n });
    expect(decide(at, told(to))).toEqual({ kind: 'unchanged' });
  });

  it('the figure counts, not the word beside it', () => {
    const verdict = decide(payment('complete'), told('complete', { refundedMinor: 500n }));
    expect(verdict).toMatchObject({ status: 'partial_refunded', refundedMinor: 500n });
    const whole = decide(payment('complete'), told('partial_refunded', { refundedMinor: 2000n }));
    expect(whole).toMatchObject({ status: 'refunded' });
  });

  it('what is refunded never becomes less', () => {
    const at = payment('partial_refunded', { refunded_minor: 700n });
    const older = told('partial_refunded', { refundedMinor: 500n });
    expect(decide(at, older)).toEqual({ kind: 'unchanged' });
  });

  it.each([
    ['another payment', { paymentId: 'q' }],
    ['another sum', { amountMinor: 1n }],
    ['another currency', { currency: 'USD' }],
  ])('of %s: nothing', (_what, other: Partial<ProviderStatus>) => {
    expect(decide(payment('pending'), told('complete', other))).toEqual({ kind: 'mismatch' });
  });

  it('a second paid transaction is noticed, one that came to nothing or went back is not', () => {
    const second = (status: PaymentStatus) =>
      decide(payment('complete'), told(status, { transactionId: 'u' })).kind;
    expect(second('complete')).toBe('paid-twice');
    expect(second('partial_refunded')).toBe('paid-twice');
    expect(second('refunded')).toBe('unchanged');
    expect(second('rejected')).toBe('unchanged');
    expect(second('pending')).toBe('unchanged');
  });

  it('a second attempt takes the place of a refused one when it gets further', () => {
    const at = payment('rejected');
    expect(decide(at, told('complete', { transactionId: 'u' }))).toMatchObject({
      status: 'complete',
      transactionId: 'u',
    });
    expect(decide(at, told('pending', { transactionId: 'u' }))).toEqual({ kind: 'unchanged' });
  });
});
