import { describe, expect, it } from '@jest/globals';
import { judgeRefresh } from './refresh-verdict.js';
import type { RefreshEvidence } from './refresh-verdict.js';

const at = (ms: number) => new Date(1_764_000_000_000 + ms);
const fresh: RefreshEvidence = {
  usedAt: null,
  relativeUsed: false,
  sameAttempt: false,
  arrivedAt: at(0),
  graceMs: 0,
};

describe('a refresh token', () => {
  it('is exchanged once', () => {
    expect(judgeRefresh(fresh)).toBe('rotate');
    expect(judgeRefresh({ ...fresh, usedAt: at(0), arrivedAt: at(5) })).toBe('reused');
  });

  it('is exchanged for each of the tabs that were opened together', () => {
    expect(judgeRefresh({ ...fresh, usedAt: at(8), arrivedAt: at(5) })).toBe('rotate');
  });

  it('is exchanged again shortly after, where the shop allows for that', () => {
    const late = { ...fresh, usedAt: at(0), graceMs: 2_000 };
    expect(judgeRefresh({ ...late, arrivedAt: at(1_900) })).toBe('rotate');
    expect(judgeRefresh({ ...late, arrivedAt: at(2_100) })).toBe('reused');
  });

  it('is exchanged again for the very attempt whose answer was lost', () => {
    expect(
      judgeRefresh({ ...fresh, usedAt: at(0), arrivedAt: at(60_000), sameAttempt: true }),
    ).toBe('rotate');
  });

  it('is a thief’s once a token handed out instead was used, whatever else speaks for it', () => {
    const spent = { ...fresh, relativeUsed: true, graceMs: 60_000, sameAttempt: true };
    expect(judgeRefresh({ ...spent, usedAt: at(8), arrivedAt: at(5) })).toBe('reused');
    expect(judgeRefresh(spent)).toBe('reused');
  });
});
