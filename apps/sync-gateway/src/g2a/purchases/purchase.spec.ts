import { describe, expect, it } from '@jest/globals';
import { inEuroMinor, withTolerance } from './max-price.js';
import {
  judgeUnpaid,
  nextStep,
  pauseOf,
  reasonOf,
  resumedState,
  type G2aOrder,
} from './purchase.js';

describe('the most that a game may cost', () => {
  it('is what the shopper paid, in EUR as it is', () => {
    expect(inEuroMinor(1999n, 'EUR', ['EUR=2'])).toBe(1999n);
  });

  it('is worked out exactly from other currencies, and never rounded up', () => {
    expect(inEuroMinor(1999n, 'USD', ['GBP=1.17', 'USD=0.92'])).toBe(1839n);
    expect(inEuroMinor(2500n, 'JPY', ['JPY=0.0061'])).toBe(1525n);
    expect(inEuroMinor(12_345_678_901_234_567n, 'USD', ['USD=0.1'])).toBe(1_234_567_890_123_456n);
    expect(inEuroMinor(1n, 'USD', ['USD=0.5'])).toBe(0n);
  });

  it('is not guessed without a rate', () => {
    expect(inEuroMinor(1999n, 'USD', [])).toBeNull();
    expect(inEuroMinor(1999n, 'USD', ['GBP=1.17'])).toBeNull();
  });

  it('grows for a substitute by the tolerance', () => {
    expect([0, 5, 100].map((percent) => withTolerance(1999n, percent))).toEqual([
      1999n,
      2098n,
      3998n,
    ]);
  });
});

describe('an order that G2A was told to pay and calls unpaid', () => {
  const facts = { unpaidForMs: 0, unclearAfterMs: 60_000, refusedBefore: 0 };
  const refused = (refusal_outcome: G2aOrder['refusal_outcome'], refusedBefore = 0) =>
    judgeUnpaid({ refusal: 'CODE', refusal_outcome }, { ...facts, refusedBefore });

  it('is waited for, and then for staff: the call may still arrive', () => {
    const silent = { refusal: null, refusal_outcome: null };
    expect(judgeUnpaid(silent, { ...facts, unpaidForMs: 59_999 })).toBe('wait');
    expect(judgeUnpaid(silent, { ...facts, unpaidForMs: 60_000 })).toBe('unclear');
  });

  it('gets a successor at once when G2A itself refused it', () => {
    expect(refused('retry')).toBe('again');
    expect(refused('new_order')).toBe('again');
    expect(refused('refund')).toBe('again');
  });

  it('is for staff when the refusal is about the account', () => {
    expect(refused('wait')).toBe('staff');
    expect(refused('tell_staff')).toBe('staff');
  });

  it('is for staff each tenth time, and not tried for ever', () => {
    expect([8, 9, 10, 19].map((before) => refused('retry', before))).toEqual([
      'again',
      'staff',
      'again',
      'staff',
    ]);
  });
});

describe('a purchase', () => {
  it('has one step for each state', () => {
    const states = ['wanted', 'created', 'paying', 'paid', 'delivered', 'needs_staff', 'refund'];
    expect(states.map((state) => nextStep(state as never))).toEqual([
      'order',
      'pay',
      'watch',
      'watch',
      'nothing',
      'nothing',
      'nothing',
    ]);
  });

  it('that staff send on goes on where its order at G2A stands', () => {
    expect(resumedState(null)).toBe('wanted');
    expect(resumedState({ state: 'paying' } as G2aOrder)).toBe('paying');
  });

  it('names the code of G2A as its reason', () => {
    expect(reasonOf('ORD110')).toBe('g2a_ord110');
  });

  it('is asked about less and less often', () => {
    expect([0, 4_000, 900_000].map((ms) => pauseOf(ms, 1_000, 60_000))).toEqual([
      1_000, 2_000, 60_000,
    ]);
  });
});
