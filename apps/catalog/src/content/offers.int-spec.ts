import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const offer = async (id: number): Promise<Json> =>
  (await shop.database.query('select * from catalog.part_offers where id = $1', [id]))[0];

describe('what other services learn of a part', () => {
  const seen = {
    sku: 'SEEN',
    slug: 'seen',
    part_name: 'Seen',
    for_sale: true,
    price_minor: '1999',
  };

  it.each([
    ['a draft', { status: 'draft' }],
    ['in the archive', { status: 'archived' }],
  ])(
    'is what shoppers saw last when it becomes %s, and nothing that is written then',
    async (how, change) => {
      const sku = `SEEN-${how.length}`;
      const { id } = await shop.part({ sku, part_name: 'Seen' });
      expect(await offer(id)).toMatchObject({ ...seen, sku });
      const secret = {
        sku: `SECRET-${sku}`,
        part_name: 'Secret',
        price: { amount: '1.00', currency: 'EUR' },
      };
      await shop.editor('PUT', `/parts/${id}`, { ...change, ...secret });
      await shop.editor('PUT', `/parts/${id}`, { part_name: 'Secret still' });
      const gone = { ...seen, sku, for_sale: false, price_minor: null };
      expect(await offer(id)).toMatchObject(gone);
      await shop.editor('PUT', `/parts/${id}`, { status: 'active' });
      expect(await offer(id)).toMatchObject({
        part_name: 'Secret still',
        price_minor: '100',
        for_sale: true,
      });
    },
  );

  it('is nothing of one that was never shown', async () => {
    const { id } = await shop.part({ status: 'draft', part_name: 'Secret' });
    const nothing = {
      sku: null,
      slug: null,
      part_name: null,
      price_minor: null,
      image_sha256: null,
    };
    expect(await offer(id)).toMatchObject({ ...nothing, for_sale: false });
  });

  it('is what shoppers saw last of one that was deleted', async () => {
    const { id } = await shop.part({ sku: 'GONE', part_name: 'Gone' });
    const impact = await shop.editor('GET', `/parts/${id}/delete-impact`);
    await shop.editor('DELETE', `/parts/${id}?confirm=${impact.body.confirm}`);
    expect(await offer(id)).toMatchObject({
      sku: 'GONE',
      part_name: 'Gone',
      price_minor: null,
      for_sale: false,
    });
  });
});
