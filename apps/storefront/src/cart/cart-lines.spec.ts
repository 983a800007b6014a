import { describe, expect, it } from '@jest/globals';
import type { Cart, CartLine, LiveEvent } from '@tandem/ui';
import { fixFor, problemOf, withCartEvent, withChecked, withQuantities } from './cart-lines';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

const line = (part_id: number, more: Partial<CartLine> = {}): CartLine => ({
  part_id,
  part_name: `Part ${part_id}`,
  sku: `SKU-${part_id}`,
  slug: `part-${part_id}`,
  kind: 'physical',
  image_url: null,
  quantity: 2,
  price: eur('10.00'),
  line_total: eur('20.00'),
  available: 5,
  ok: true,
  reason: null,
  as_of: '2026-01-01T00:00:00.000Z',
  stale: false,
  ...more,
});

const cart: Cart = { items: [line(1), line(2)], total: eur('40.00'), item_count: 4, version: 1 };

const event = (type: string, part_id: number, data: Record<string, unknown> = {}): LiveEvent => ({
  id: `${type}-${part_id}`,
  type,
  part_id,
  version: 9,
  data,
  timestamp: '2026-01-01T00:00:00.000Z',
});

describe('an event on an open cart', () => {
  it('flags a line there is no longer enough of, and leaves it out of the sum', () => {
    const after = withCartEvent(cart, event('stock.updated', 1, { available_stock: 1 }));
    expect(after.items[0]).toMatchObject({ available: 1, ok: false, reason: 'insufficient_stock' });
    expect(after.total).toEqual(eur('20.00'));
    expect(after.item_count).toBe(4);
  });

  it('takes the flag off when stock comes back', () => {
    const gone = withCartEvent(cart, event('stock.depleted', 1, { available_stock: 0 }));
    const back = withCartEvent(gone, event('stock.replenished', 1, { available_stock: 3 }));
    expect(back).toEqual({ ...cart, items: [line(1, { available: 3 }), line(2)] });
  });

  it('shows a new price in the line and in the sum', () => {
    const after = withCartEvent(cart, event('price.updated', 2, { part: { price: eur('12.50') } }));
    expect(after.items[1]).toMatchObject({ price: eur('12.50'), line_total: eur('25.00') });
    expect(after.total).toEqual(eur('45.00'));
  });

  it('keeps what is deleted in sight, but not for sale, whatever its stock does', () => {
    const deleted = withCartEvent(cart, event('part.deleted', 1));
    expect(deleted.items[0]).toMatchObject({ price: null, ok: false, reason: 'not_for_sale' });
    const after = withCartEvent(deleted, event('stock.updated', 1, { available_stock: 8 }));
    expect(after.items[0]).toMatchObject({ ok: false, reason: 'not_for_sale' });
  });

  it('holds what is no longer sold as what is not for sale', () => {
    const told = { part: { price: eur('12.50'), discontinued: true } };
    const after = withCartEvent(cart, event('content.updated', 1, told));
    expect(after.items[0]).toMatchObject({ price: null, ok: false, reason: 'not_for_sale' });
  });

  it('is the very same cart when none of its parts is meant', () => {
    expect(withCartEvent(cart, event('stock.updated', 3, { available_stock: 0 }))).toBe(cart);
  });
});

describe('what the shopper has just asked for', () => {
  it('is on the page before the shop has answered', () => {
    const after = withQuantities(cart, new Map([[1, 3]]));
    expect(after.items[0]).toMatchObject({ quantity: 3, line_total: eur('30.00') });
    expect([after.total, after.item_count]).toEqual([eur('50.00'), 5]);
  });

  it('takes a removed line out at once', () => {
    const after = withQuantities(cart, new Map([[1, 0]]));
    expect(after.items.map((item) => item.part_id)).toEqual([2]);
    expect(after.total).toEqual(eur('20.00'));
  });
});

describe('what checkout found', () => {
  it('flags the lines it could not give, and no other', () => {
    const after = withChecked(cart, [
      { part_id: 1, available: 1 },
      { part_id: 2, available: 5, reason: 'not_for_sale' },
    ]);
    expect(after.items.map((item) => item.reason)).toEqual(['insufficient_stock', 'not_for_sale']);
    expect(after.total).toEqual(eur('0.00'));
  });

  it('clears a flag that is no longer true', () => {
    const short = withChecked(cart, [{ part_id: 1, available: 0 }]);
    expect(withChecked(short, [{ part_id: 1, available: 5, reason: null }])).toEqual(cart);
  });
});

describe('a line that cannot be bought as it is', () => {
  it('can be reduced to what is left', () => {
    const short = { available: 3, ok: false, reason: 'insufficient_stock' };
    expect(fixFor(short)).toEqual({ to: 'reduce', quantity: 3 });
    expect(problemOf(short)).toBe('Only 3 left');
  });

  it('can only be removed when nothing is left or it is not sold any more', () => {
    const out = { available: 0, ok: false, reason: 'insufficient_stock' };
    const gone = { available: 4, ok: false, reason: 'not_for_sale' };
    expect([fixFor(out), fixFor(gone)]).toEqual([{ to: 'remove' }, { to: 'remove' }]);
    expect([problemOf(out), problemOf(gone)]).toEqual(['Out of stock', 'No longer for sale']);
  });

  it('asks for nothing while it is fine', () => {
    expect(fixFor({ available: 4, ok: true, reason: null })).toBeNull();
  });
});
