import { describe, expect, it } from '@jest/globals';
import { msToNextTry } from './next-try.js';

const NOW = Date.UTC(2026, 0, 1);
const undecided = (attempts: number, leftMs = 60_000) =>
  msToNextTry({ status: 'created', attempts, give_up_at: new Date(NOW + leftMs) }, NOW);

describe('the wait after a step of an order that got no answer', () => {
  it('stays short while a shopper waits, however often it has failed', () => {
    expect([0, 1, 2, 5, 6, 20, 1_000].map((n) => undecided(n))).toEqual([
      50, 100, 200, 1_600, 2_000, 2_000, 2_000,
    ]);
  });

  it('ends when the order is to be given up', () => {
    expect(undecided(20, 700)).toBe(700);
    expect(undecided(20, 0)).toBe(2_000);
    expect(undecided(20, -5_000)).toBe(2_000);
  });

  it('grows for an order that is decided', () => {
    const order = { status: 'failed', give_up_at: new Date(NOW) } as const;
    const waits = [0, 6, 9, 10, 1_000].map((attempts) => msToNextTry({ ...order, attempts }, NOW));
    expect(waits).toEqual([50, 3_200, 25_600, 30_000, 30_000]);
  });
});
