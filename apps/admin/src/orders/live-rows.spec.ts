import { describe, expect, it } from '@jest/globals';
import type { OrderUpdate } from '@tandem/ui';
import { timesOf } from '@tandem/ui/days';
import type { StaffOrder } from './types';
import { belongsHere, withUpdate, type Shown } from './live-rows';

const row = (number: number, version = 2) =>
  ({ id: `id-${number}`, number, version, status: 'paid', user_id: 'ada' }) as StaffOrder;

const update = (number: number, version: number, status = 'completed') =>
  ({
    order_id: `id-${number}`,
    version,
    data: {
      order_id: `id-${number}`,
      number,
      status,
      user_id: 'ada',
      updated_at: '2026-03-04T12:00:00.000Z',
    },
  }) as OrderUpdate;

describe('a table of orders while they change', () => {
  it('follows a row in place', () => {
    const rows = [row(3), row(2), row(1)];
    const after = withUpdate(rows, update(2, 3));
    expect(after.map(({ status }) => status)).toEqual(['paid', 'completed', 'paid']);
    expect(after[1]).toMatchObject({ user_id: 'ada', version: 3 });
  });

  it('does not fall back to what is older than what it shows', () => {
    const rows = [row(1, 5)];
    expect(withUpdate(rows, update(1, 4))).toBe(rows);
    expect(withUpdate(rows, update(9, 1))).toBe(rows);
  });
});

describe('an order that is not shown', () => {
  const shown = (changes: Partial<Shown> = {}): Shown => ({
    rows: [row(12), row(11), row(10)],
    first: true,
    more: true,
    filters: {},
    ...changes,
  });

  it('is news when it is newer than the last on the first page', () => {
    expect(belongsHere(update(13, 1), shown())).toBe(true);
    expect(belongsHere(update(9, 1), shown())).toBe(false);
    expect(belongsHere(update(9, 1), shown({ more: false }))).toBe(true);
  });

  it('is news where it would stand in the order that is asked for', () => {
    const total = (amount: string) => ({ amount, currency: 'EUR' });
    const rows = [row(12), row(10)].map((one) => ({ ...one, total: total('20.00') }));
    const costing = (number: number, amount: string) => {
      const one = update(number, 1);
      return { ...one, data: { ...one.data, total: total(amount) } };
    };
    const by = (sort: Shown['filters']['sort'], one: OrderUpdate) =>
      belongsHere(one, shown({ rows, filters: { sort } }));
    expect([by('total_desc', costing(13, '20.01')), by('total_desc', costing(13, '9.00'))]).toEqual(
      [true, false],
    );
    expect([by('total_asc', costing(13, '20.01')), by('total_asc', costing(13, '9.00'))]).toEqual([
      false,
      true,
    ]);
    expect([by('total_desc', costing(13, '20.00')), by('total_asc', costing(13, '20.00'))]).toEqual(
      [true, false],
    );
    expect([by('oldest', costing(13, '5.00')), by('newest', costing(13, '5.00'))]).toEqual([
      false,
      true,
    ]);
  });

  it('is none when it is shown already, or on a later page', () => {
    expect(belongsHere(update(11, 9), shown())).toBe(false);
    expect(belongsHere(update(13, 1), shown({ first: false }))).toBe(false);
  });

  it('is none when the filters keep it out', () => {
    const of = (filters: Shown['filters']) => belongsHere(update(13, 1), shown({ filters }));
    expect(of({ status: 'completed' })).toBe(true);
    expect(of({ status: 'paid' })).toBe(false);
    expect(of({ user_id: 'ada' })).toBe(true);
    expect(of({ user_id: 'bob' })).toBe(false);
    expect(of({ q: '13' })).toBe(false);
    expect(of({ to: '2026-03-02' })).toBe(false);
    expect(of({ to: '2026-03-06' })).toBe(true);
  });
});

describe('the days of the filter', () => {
  it('reach from the first moment of one day to the last of the other', () => {
    const { from, to } = timesOf({ from: '2026-03-04', to: '2026-03-04' });
    expect(new Date(to!).getTime() - new Date(from!).getTime()).toBe(24 * 3_600_000);
    expect(timesOf({ from: 'nonsense' }).from).toBeUndefined();
    expect(timesOf({})).toEqual({ from: undefined, to: undefined });
  });
});
