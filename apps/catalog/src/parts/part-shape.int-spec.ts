import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publicPart } from '@tandem/contracts';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { Shop, type Json } from '../testing/shop.js';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
formats.default(ajv);

/** Real: PostgreSQL, whose statements make the JSON that shoppers get. */
describe('a part as the database makes it', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop?.close());

  const given: Json = {
    price: { amount: '12.90', currency: 'EUR' },
    specifications: [{ name: 'Width', value: '8', unit: 'mm' }],
  };

  it.each([
    ['part', given],
    ['game', { ...given, kind: 'game', region: 'EU', release_date: '2024-05-31' }],
  ])('is of the contract’s shape, with all of its fields: a %s', async (kind, fields) => {
    const { id } = await shop.part(fields);
    const { body } = await shop.shopper(`/parts/${id}`);
    ajv.validate(publicPart, body);
    expect(ajv.errors).toBeNull();
    if (kind === 'game')
      expect(new Set(Object.keys(body as object))).toEqual(
        new Set(Object.keys(publicPart.properties)),
      );
    const page = await shop.shopper(`/parts?fields=${Object.keys(publicPart.properties).join()}`);
    const listed = (page.body.items as Json[]).find((part) => part.id === id);
    expect(listed).toEqual(body);
  });
});
