import { describe, expect, it } from '@jest/globals';
import { capacityFor } from './model.ts';

const COSTS = {
  page: { catalog: 0.5, redis: 0.1 },
  order: { order: 20, catalog: 1, postgres: 15 },
};
const HABITS = { page: 0.1, order: 0.001 };
const SINGLES = { postgres: 16, redis: 1 };

describe('how many instances so many shoppers need', () => {
  it('is told by what they do and by what that costs', () => {
    const { needs } = capacityFor(10_000, HABITS, COSTS, SINGLES);
    expect(needs.map(({ process, instances }) => [process, instances])).toEqual([
      // 500 ms a second of pages and 10 of orders: each instance is busy to six tenths.
      ['catalog', 1],
      ['order', 1],
      ['postgres', 1],
      ['redis', 1],
    ]);
    const many = capacityFor(100_000, HABITS, COSTS, SINGLES).needs;
    expect(Object.fromEntries(many.map(({ process, instances }) => [process, instances]))).toEqual({
      catalog: 9,
      order: 4,
      postgres: 1,
      redis: 1,
    });
  });

  it('names what cannot be multiplied and is full first', () => {
    expect(capacityFor(10_000, HABITS, COSTS, SINGLES).breaksFirst).toEqual({
      process: 'redis',
      shoppers: 60_000,
    });
    expect(capacityFor(10_000, { order: 0.1 }, COSTS, { postgres: 16 }).breaksFirst).toEqual({
      process: 'postgres',
      shoppers: 6_400,
    });
  });

  it('refuses a habit that nobody has measured', () => {
    expect(() => capacityFor(1, { dance: 1 }, COSTS, SINGLES)).toThrow('dance');
  });
});
