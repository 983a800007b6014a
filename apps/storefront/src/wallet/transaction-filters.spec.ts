import { describe, expect, it } from '@jest/globals';
import { timesOf } from '@tandem/ui/days';
import { queryFrom } from '../lists/use-address';
import { filtersFrom } from './transaction-filters';

describe('the filters of the wallet', () => {
  it('come back the same after a reload', () => {
    const filters = { type: 'refund' as const, from: '2026-01-01', to: '2026-01-31' };
    expect(filtersFrom(queryFrom(filters) as Record<string, string>)).toEqual(filters);
  });

  it('leave out what makes no sense', () => {
    expect(filtersFrom({ type: 'gift', from: 'yesterday', to: ['2026-01-01'] })).toEqual({});
  });

  it('mean both days whole, in the zone of the shopper', () => {
    const { from, to } = timesOf({ from: '2026-01-31', to: '2026-01-31' });
    expect(new Date(from!)).toEqual(new Date(2026, 0, 31));
    expect(new Date(to!)).toEqual(new Date(2026, 1, 1));
  });

  it('ask for everything when no day is given', () => {
    expect(timesOf({})).toEqual({ from: undefined, to: undefined });
  });
});
