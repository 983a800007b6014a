import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Offer } from '../offers/offer.js';
import { MAX_QUANTITY } from './cart.js';
import { mergeCarts } from './merge-carts.js';

const offer = (part_id: number, available: number, for_sale = true): Offer => ({
  part_id,
  kind: 'physical',
  sku: 'SKU',
  slug: 'part',
  part_name: 'Part',
  image_url: null,
  price_minor: 100n,
  regular_price_minor: null,
  lowest_price_minor: null,
  currency: 'EUR',
  for_sale,
  available,
  as_of: null,
  source: null,
});
const brought = (part_id: number, quantity: number, available: number, forSale = true) => ({
  part_id,
  quantity,
  offer: offer(part_id, available, forSale),
});
const mergedQuantity = (own: number, quantity: number, available: number, forSale = true) =>
  mergeCarts(own > 0 ? [{ part_id: 1, quantity: own }] : [], [
    brought(1, quantity, available, forSale),
  ]).moved[0]!.quantity;

describe('what a guest brings to the account', () => {
  it.each([
    ['is added to what is there', 2, 3, 10, true, 5],
    ['comes along when nothing is there', 0, 3, 10, true, 3],
    ['is added as far as there is enough', 2, 3, 4, true, 4],
    ['leaves what is there at what there is', 5, 1, 3, true, 3],
    ['is kept when there is none left', 0, 3, 0, true, 3],
    ['is added and kept when there is none left', 2, 3, 0, true, 5],
    ['is kept when it is not for sale any more', 2, 3, 100, false, 5],
    ['never goes beyond what a line holds', 999, 999, 5000, true, MAX_QUANTITY],
    ['nor when there is none left', 999, 999, 0, true, MAX_QUANTITY],
  ])('%s', (_what, own, quantity, available, forSale, expected) => {
    expect(mergedQuantity(own, quantity, available, forSale)).toBe(expected);
  });

  it('is kept when the catalogue has never heard of it', () => {
    const { moved } = mergeCarts([], [{ part_id: 1, quantity: 2, offer: undefined }]);
    expect(moved).toEqual([{ part_id: 1, quantity: 2 }]);
  });

  it('stays with the guest when there is no room, except for what is there already', () => {
    const own = [{ part_id: 1, quantity: 1 }];
    const { moved, left } = mergeCarts(
      own,
      [2, 3, 1].map((id) => brought(id, 1, 9)),
      2,
    );
    expect(moved).toEqual([
      { part_id: 2, quantity: 1 },
      { part_id: 1, quantity: 2 },
    ]);
    expect(left).toEqual([{ part_id: 3, quantity: 1 }]);
  });

  it('is never lost and never more than was wanted', () => {
    const quantity = fc.integer({ min: 1, max: MAX_QUANTITY });
    const line = fc.record({ part_id: fc.integer({ min: 1, max: 30 }), quantity });
    const lines = fc.uniqueArray(line, { selector: ({ part_id }) => part_id, maxLength: 30 });
    const stock = fc.record({
      available: fc.integer({ min: 0, max: 2000 }),
      forSale: fc.boolean(),
    });
    const stocks = fc.array(stock, { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(
        lines,
        lines,
        stocks,
        fc.integer({ min: 30, max: 60 }),
        (own, guest, shelf, max) => {
          const asked = guest.map((one) => {
            const { available, forSale } = shelf[one.part_id - 1]!;
            return { ...one, offer: offer(one.part_id, available, forSale) };
          });
          const { moved, left } = mergeCarts(own, asked, max);
          const ids = [...moved, ...left].map(({ part_id }) => part_id).sort((a, b) => a - b);
          expect(ids).toEqual(guest.map(({ part_id }) => part_id).sort((a, b) => a - b));
          for (const { part_id, quantity: after } of moved) {
            const before = own.find((one) => one.part_id === part_id)?.quantity ?? 0;
            const wanted = before + guest.find((one) => one.part_id === part_id)!.quantity;
            const { available, forSale } = shelf[part_id - 1]!;
            expect(after).toBeLessThanOrEqual(Math.min(wanted, MAX_QUANTITY));
            if (forSale && available > 0)
              expect(after).toBe(Math.min(wanted, MAX_QUANTITY, available));
            else expect(after).toBe(Math.min(wanted, MAX_QUANTITY));
          }
        },
      ),
    );
  });
});
