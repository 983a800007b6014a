import { describe, expect, it } from '@jest/globals';
import { ProviderAway } from './provider-errors.js';
import { readProviderStatus } from './read-provider-status.js';

const answer = {
  transactionId: 't',
  userOrderId: 'p',
  amount: '20.00',
  currency: 'EUR',
  status: 'complete',
  refundedAmount: '0.00',
};

describe('reading a transaction', () => {
  it.each([
    ['new', 'pending'],
    ['pending', 'pending'],
    ['complete', 'complete'],
    ['canceled', 'cancelled'],
    ['cancelled', 'cancelled'],
    ['rejected', 'rejected'],
    ['partial_refunded', 'partial_refunded'],
    ['PARTIALLY REFUNDED', 'partial_refunded'],
    ['refunded', 'refunded'],
  ])('the word %s means %s', (status, means) => {
    expect(readProviderStatus('t', { ...answer, status }).status).toBe(means);
  });

  it.each([
    ['20.00', 2000n],
    ['20', 2000n],
    [20, 2000n],
    [19.99, 1999n],
  ])('the amount %j is %s', (amount, minor) => {
    expect(readProviderStatus('t', { ...answer, amount }).amountMinor).toBe(minor);
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['an unknown status', { ...answer, status: 'splendid' }],
    ['an amount that is none', { ...answer, amount: '1e3' }],
    ['more than a payment can be', { ...answer, amount: '1000000000000.00' }],
    ['no amount', { ...answer, amount: undefined }],
    ['an unknown currency', { ...answer, currency: 'XYZ' }],
    ['another transaction', { ...answer, transactionId: 'u' }],
    ['more refunded than paid', { ...answer, refundedAmount: '20.01' }],
    ['less than nothing refunded', { ...answer, refundedAmount: '-1.00' }],
  ])('%s is not believed', (_what, told: unknown) => {
    expect(() => readProviderStatus('t', told)).toThrow(ProviderAway);
  });
});
