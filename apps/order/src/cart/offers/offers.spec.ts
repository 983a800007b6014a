import { describe, expect, it } from '@jest/globals';
import { toOffer, type OfferRow } from './offers.js';

const row: OfferRow = {
  id: 7,
  kind: 'physical',
  sku: 'P-7',
  slug: 'pump',
  part_name: 'Pump',
  image_sha256: null,
  price_minor: '1999',
  regular_price_minor: null,
  lowest_price_minor: null,
  currency: 'EUR',
  for_sale: true,
  available_stock: 3,
  stock_updated_at: null,
  source: null,
};

describe('an offer', () => {
  it('is what the catalogue shows, at its price', () => {
    expect(toOffer(row, 'EUR')).toMatchObject({
      part_name: 'Pump',
      price_minor: 1999n,
      for_sale: true,
    });
  });

  it('keeps the words that shoppers saw last when it is taken from the shop', () => {
    const gone = { ...row, for_sale: false, price_minor: null };
    expect(toOffer(gone, 'EUR')).toMatchObject({ part_name: 'Pump', sku: 'P-7', for_sale: false });
  });

  it('is none when shoppers never saw the part', () => {
    const draft = {
      ...row,
      for_sale: false,
      sku: null,
      slug: null,
      part_name: null,
      price_minor: null,
    };
    expect(toOffer(draft, 'EUR')).toBeUndefined();
  });
});
