import { describe, expect, it } from '@jest/globals';
import { STAFF_ORDERS } from '../search/search-order.js';
import { planOfShoppers, planOfStaff } from './list-plan.js';

const [PHYSICAL, GAME] = [3, 4];
const filter = { terms: null, sort: 'newest', limit: 24 };

describe('where a list is walked', () => {
  it.each([[{ genre: 101 }], [{ platform: 102 }], [{ genre: 101, platform: 102 }]])(
    'is among games alone when it asks for what only games have: %j',
    (tags) => {
      expect(planOfShoppers(filter, tags).walked.groups).toEqual([GAME]);
      for (const sort of ['newest', 'stock_asc']) {
        const { walked, lookedUp } = planOfStaff({ ...filter, sort }, tags, STAFF_ORDERS[sort]!);
        const kinds = [...walked.groups, ...lookedUp.groups].map((group) => String(group)[0]);
        expect(new Set(kinds)).toEqual(new Set([String(GAME)]));
      }
    },
  );

  it('is among all kinds when nobody asks for that', () => {
    expect(planOfShoppers(filter, {}).walked.groups).toEqual([PHYSICAL, GAME]);
    const { groups } = planOfStaff(filter, {}, STAFF_ORDERS['newest']!).walked;
    expect(new Set(groups.map((group) => Math.floor(group / 10)))).toEqual(
      new Set([PHYSICAL, GAME]),
    );
  });
});
