import { describe, expect, it } from '@jest/globals';
import { entry } from '../testing/entries.js';
import { RecentEntries } from './recent-entries.js';

const seqs = (entries: { seq: number }[] | null) => entries?.map(({ seq }) => seq) ?? null;

describe('the newest entries in memory', () => {
  it('give everything after a position, in order', () => {
    const recent = new RecentEntries(10);
    for (const seq of [11, 14, 15]) recent.push(entry(seq));
    expect(seqs(recent.since(10))).toEqual([11, 14, 15]);
    expect(seqs(recent.since(12))).toEqual([14, 15]);
    expect(seqs(recent.since(15))).toEqual([]);
  });

  it('say so when a position is further back than they reach', () => {
    expect(new RecentEntries(10).since(9)).toBeNull();
  });

  it('drop the oldest and never pretend to hold what they dropped', () => {
    const recent = new RecentEntries(0, 3);
    for (let seq = 1; seq <= 10; seq += 1) recent.push(entry(seq));
    expect(recent.since(0)).toBeNull();
    const floor = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((position) => recent.since(position))!;
    expect(seqs(recent.since(floor))).toEqual(
      Array.from({ length: 10 - floor }, (_, index) => floor + 1 + index),
    );
    expect(10 - floor).toBeGreaterThanOrEqual(3);
  });
});
