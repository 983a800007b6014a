import { describe, expect, it } from '@jest/globals';
import { messageRate } from './message-rate.js';

describe('how fast a socket may talk', () => {
  it('allows a burst, refuses what is beyond it, and forgives with time', () => {
    const rate = messageRate(10, 0);
    const allowed = Array.from({ length: 40 }, () => rate.take(0)).filter(Boolean);
    expect(allowed).toHaveLength(30);
    expect(rate.take(50)).toBe(false);
    expect(rate.take(150)).toBe(true);
    expect(rate.take(150)).toBe(false);
  });

  it('never saves up more than one burst', () => {
    const rate = messageRate(10, 0);
    const later = 3_600_000;
    expect(Array.from({ length: 100 }, () => rate.take(later)).filter(Boolean)).toHaveLength(30);
  });
});
