import { describe, expect, it } from '@jest/globals';
import { validateQuantity, type Offer } from '../offers/offer.js';
import { affectedCarts } from './cart-changes.js';
import { cartView, checkoutView } from './cart-view.js';

const ALL_HEARD = new Map<string, string | null>();

const offer = (part_id: number, over: Partial<Offer> = {}): Offer => ({
  part_id,
  kind: 'physical',
  sku: `S-${part_id}`,
  slug: 'part',
  part_name: 'Part',
  image_url: null,
  price_minor: 1999n,
  regular_price_minor: null,
  lowest_price_minor: null,
  currency: 'EUR',
  for_sale: true,
  available: 5,
  as_of: '2026-01-01T00:00:00.000Z',
  source: null,
  ...over,
});

describe('whether a line can be had', () => {
  it.each([
    ['enough', 5, offer(1), { available: 5, ok: true, reason: null }],
    ['too few', 6, offer(1), { available: 5, ok: false, reason: 'insufficient_stock' }],
    [
      'none',
      1,
      offer(1, { available: 0 }),
      { available: 0, ok: false, reason: 'insufficient_stock' },
    ],
    [
      'plenty, but not for sale',
      1,
      offer(1, { for_sale: false }),
      { available: 0, ok: false, reason: 'not_for_sale' },
    ],
    ['never heard of', 1, undefined, { available: 0, ok: false, reason: 'not_for_sale' }],
  ])('%s', (_what, quantity, offered, verdict) => {
    expect(validateQuantity(quantity, offered)).toEqual(verdict);
  });
});

describe('a cart', () => {
  const lines = [
    { part_id: 1, quantity: 3 },
    { part_id: 2, quantity: 9 },
    { part_id: 3, quantity: 1 },
    { part_id: 4, quantity: 1 },
  ];
  const offers = new Map([
    [1, offer(1)],
    [2, offer(2)],
    [3, offer(3, { for_sale: false })],
  ]);

  it('adds up what can be had, to the cent', () => {
    const view = cartView({ version: 7, lines }, offers, ALL_HEARD, 'EUR');
    expect(view).toMatchObject({
      total: { amount: '59.97', currency: 'EUR' },
      item_count: 14,
      version: 7,
    });
    expect(
      view.items.map(({ ok, price, line_total }) => [ok, price?.amount, line_total?.amount]),
    ).toEqual([
      [true, '19.99', '59.97'],
      [false, '19.99', '179.91'],
      [false, undefined, undefined],
      [false, undefined, undefined],
    ]);
    const offered = lines.map((line) => ({ ...line, offer: offers.get(line.part_id) }));
    const checked = checkoutView(offered, ALL_HEARD, 'EUR');
    expect(checked).toMatchObject({ ok: false, total: view.total });
    expect(checked.lines.map(({ ok }) => ok)).toEqual(view.items.map(({ ok }) => ok));
  });

  it('says of lines whose source is not heard since when, and of no other', () => {
    const counted = new Map([
      [1, offer(1, { source: 'warehouse' })],
      [2, offer(2, { source: 'g2a' })],
      [3, offer(3)],
    ]);
    const at = '2026-01-01T00:00:00.000Z';
    const heardAt = '2026-01-01T00:00:07.000Z';
    const never = new Map([
      ['warehouse', heardAt],
      ['g2a', null],
    ]);
    const expected = [
      { stale: true, as_of: heardAt },
      { stale: true, as_of: at },
      { stale: false, as_of: at },
      { stale: false, as_of: null },
    ];
    expect(cartView({ version: 7, lines }, counted, never, 'EUR').items).toMatchObject(expected);
    const offered = lines.map((line) => ({ ...line, offer: counted.get(line.part_id) }));
    expect(checkoutView(offered, never, 'EUR').lines).toMatchObject(expected);
  });

  it('adds up more than a number can hold', () => {
    const dear = new Map([[1, offer(1, { price_minor: 9_007_199_254_740_993n, available: 999 })]]);
    const { total } = cartView(
      { version: 1, lines: [{ part_id: 1, quantity: 999 }] },
      dear,
      ALL_HEARD,
      'EUR',
    );
    expect(total.amount).toBe('89981920554862520.07');
  });
});

describe('a change that the database announces', () => {
  const id = '0198c5a0-0000-7000-8000-00000000000a';
  it.each([
    ['cart', `user:${id}`, [`user:${id}:cart`]],
    ['cart', `guest:${id}`, [`guest:${id}:cart`]],
    ['cart', 'nobody', undefined],
    ['tandem.inventory.stock', '7', ['part:7:stock']],
    ['tandem.order.order', id, []],
  ])('%s %s makes these entries old', (topic, aggregateId, keys) => {
    const change = { topic, aggregateId, version: 2, type: 'stock.updated' };
    expect(affectedCarts(change).keys).toEqual(keys);
  });
});
