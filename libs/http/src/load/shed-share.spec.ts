import { describe, expect, it } from '@jest/globals';
import { ShedShare } from './shed-share.js';

const TARGET = 100;
const look = (share: ShedShare, delays: number[], mayRise = true) => {
  for (const delay of delays) share.look(delay, 100, mayRise);
};
const of = (delay: number, times: number) => Array.from({ length: times }, () => delay);

describe('what is sent away', () => {
  it('is nothing while a wait is long and does not stand', () => {
    const share = new ShedShare(TARGET);
    for (let round = 0; round < 50; round += 1) look(share, [5_000, 0]);
    expect(share.share).toBe(0);
    expect(share.takes()).toBe(false);
  });

  it('grows to all while the wait stands, and is nothing again some seconds after it has ended', () => {
    const share = new ShedShare(TARGET);
    look(share, of(TARGET + 1, 6));
    expect(share.share).toBeCloseTo(0.5);
    look(share, of(TARGET + 1, 20));
    expect(share.share).toBe(1);
    look(share, of(0, 31));
    expect(share.share).toBe(0);
  });

  it('does not grow before what is less urgent has gone', () => {
    const share = new ShedShare(TARGET);
    look(share, of(10_000, 20), false);
    expect(share.share).toBe(0);
  });

  it('is spread evenly: of a third, each third', () => {
    const share = new ShedShare(TARGET);
    look(share, of(TARGET + 1, 4));
    expect(share.share).toBeCloseTo(0.3);
    const taken = Array.from({ length: 100 }, () => share.takes());
    expect(taken.filter(Boolean)).toHaveLength(30);
    expect(taken.slice(0, 10).filter(Boolean)).toHaveLength(3);
  });

  it('is nothing because of one pause of the machine', () => {
    const share = new ShedShare(TARGET);
    look(share, of(0, 5));
    share.look(3_600_000, 3_600_000, true);
    expect(share.share).toBe(0);
  });
});
