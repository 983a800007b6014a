import { describe, expect, it } from '@jest/globals';
import {
  countsText,
  noNextText,
  paceText,
  percentOf,
  reasonText,
  refusedText,
  sourceLook,
  sourceSays,
  spanText,
  tookText,
} from './run-words';

const NOW = Date.parse('2026-01-01T00:10:00.000Z');
const run = {
  id: 'r',
  kind: 'g2a_products' as const,
  status: 'running' as const,
  processed: 6_000,
  total: 20_000,
  failed: 0,
  reason: null,
  version: 1,
  started_at: '2026-01-01T00:00:00.000Z',
  finished_at: null,
  started_by: null,
};

describe('what is said of a run', () => {
  it('is how much is done, how fast, and how long it will take at that', () => {
    expect(countsText(run)).toBe('6,000 of 20,000');
    expect(percentOf(run)).toBe(30);
    expect(paceText(run, NOW)).toBe('10 a second, 23 min left');
    expect(paceText({ ...run, processed: 100, total: null }, NOW)).toBe('10 a minute');
  });

  it('is less while the outside has not told how much there is, and more when it told too little', () => {
    expect(percentOf({ ...run, total: null })).toBeUndefined();
    expect(countsText({ ...run, total: null })).toBe('6,000');
    expect(countsText({ ...run, total: 10 })).toBe('6,000');
    expect(paceText({ ...run, processed: 0 }, NOW)).toBe('');
  });

  it('is how long it took, once it is over', () => {
    const over = { ...run, status: 'completed' as const, finished_at: '2026-01-01T01:30:00.000Z' };
    expect([tookText(over), percentOf(over), paceText(over, NOW)]).toEqual(['1 h 30 min', 100, '']);
    expect(spanText(59.6)).toBe('1 min');
  });

  it('is why it failed, in words', () => {
    expect(reasonText('g2a_not_reached')).toBe('G2a not reached');
    expect(reasonText('AUTH01')).toBe('G2A answered AUTH01');
  });

  it('of a system outside is how its stock is read, and what shoppers see when it is not', () => {
    const source = {
      source: 'g2a' as const,
      enabled: true,
      is_stale: false,
      last_success_at: null,
      stale_after_ms: 1_800_000,
    };
    expect(sourceSays(source)).toBe(
      'The shop reads this stock by itself. It warns shoppers when its last reading is older than 30 min.',
    );
    const warehouse = { ...source, source: 'warehouse' as const, stale_after_ms: 15_000 };
    expect(sourceSays({ ...warehouse, is_stale: true })).toBe(
      'The shop has not read this stock for more than 15 s. Shoppers see that its figures may be out of date, and can still order.',
    );
    expect(sourceSays({ ...source, enabled: false })).toContain('no times at which it checks');
    expect(sourceSays({ ...warehouse, enabled: false })).toContain('its feature flag is off');
    expect(noNextText('g2a_stock')).toBe(
      'No times are set for it. It only runs when somebody starts it.',
    );
  });

  it('of a system outside is whether its figures can be relied on, if the shop reads them at all', () => {
    const last_success_at = '2026-01-01T00:00:00.000Z';
    const look = (enabled: boolean, is_stale: boolean, last: string | null = last_success_at) =>
      sourceLook({ enabled, is_stale, last_success_at: last }).text;
    expect(look(true, false)).toBe('Up to date');
    expect(look(true, false, null)).toBe('Not read yet');
    expect(look(true, true)).toBe('Silent');
    expect(look(false, true)).toBe('Switched off');
  });

  it('of refused products is how many there are, as far as they were counted', () => {
    expect(refusedText({ total: 3, total_is_exact: true })).toBe('3');
    expect(refusedText({ total: 1_000, total_is_exact: false })).toBe('more than 1,000');
  });
});
