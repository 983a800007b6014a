import { describe, expect, it } from '@jest/globals';
import type { Cart } from '@tandem/ui';
import { SeenPrices } from './price-notices';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const cartAt = (amount: string) => ({ items: [{ part_id: 7, price: eur(amount) }] }) as Cart;

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('a price that changes while something is in the cart', () => {
  it('is told with the old and the new one until the shopper has taken note', () => {
    const prices = new SeenPrices(storage());
    expect(prices.notices(cartAt('19.99')).size).toBe(0);
    expect(prices.notices(cartAt('24.50')).get(7)).toEqual({
      from: eur('19.99'),
      to: eur('24.50'),
    });
    prices.acknowledge(cartAt('24.50'));
    expect(prices.notices(cartAt('24.50')).size).toBe(0);
  });

  it('is nothing to tell once it is back where it was', () => {
    const prices = new SeenPrices(storage());
    prices.notices(cartAt('19.99'));
    prices.notices(cartAt('24.50'));
    expect(prices.notices(cartAt('19.99')).size).toBe(0);
  });

  it('is told at the next visit as well', () => {
    const kept = storage();
    new SeenPrices(kept).acknowledge(cartAt('19.99'));
    expect(new SeenPrices(kept).notices(cartAt('15.00')).get(7)?.to).toEqual(eur('15.00'));
  });

  it('does not stumble over a spoilt memory', () => {
    const kept = storage();
    kept.setItem('tandem.shop.cart-prices', '{');
    expect(new SeenPrices(kept).notices(cartAt('19.99')).size).toBe(0);
  });
});
