import { describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { MicroCache } from './micro-cache.js';

const open = (maxAgeMs: number, maxCharacters?: number) =>
  new MicroCache<{ text: string }>(maxAgeMs, ({ text }) => text.length, maxCharacters);

describe('what a process keeps of its own reads', () => {
  it('is bounded by its size, however many different things are read', () => {
    const kept = open(60_000, 100_000);
    for (let n = 0; n < 5_000; n += 1)
      kept.put(`list ${n}`, { text: 'x'.repeat(1_000) }, kept.now());
    expect(kept.size).toBeLessThanOrEqual(100_000);
    expect(kept.get('list 4999')).not.toBeNull();
    expect(kept.get('list 0')).toBeNull();
  });

  it('does not keep what alone is larger than all it may hold', () => {
    const kept = open(60_000, 1_000);
    kept.put('small', { text: 'x' }, kept.now());
    kept.put('large', { text: 'x'.repeat(2_000) }, kept.now());
    expect([kept.get('large'), kept.get('small')]).toEqual([null, { text: 'x' }]);
  });

  it('is let go when it is too old, though nobody asks again', async () => {
    const kept = open(20);
    for (let n = 0; n < 100; n += 1) kept.put(`list ${n}`, { text: 'x' }, kept.now());
    expect(kept.size).toBeGreaterThan(0);
    await eventually(() => kept.size === 0);
  });

  it('is as old as the read that made it', () => {
    const kept = open(1_000);
    kept.put('slow', { text: 'x' }, kept.now() - 1_001);
    expect(kept.get('slow')).toBeNull();
  });
});
