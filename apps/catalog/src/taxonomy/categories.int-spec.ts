import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const add = async (name: string, parent_id?: string) =>
  (await shop.editor('POST', '/categories', { name, parent_id })).body;

describe('the categories staff keep', () => {
  it('hold the parts of those below them', async () => {
    const wheels = await add('Wheels');
    const rims = await add('Alloy rims', wheels.id);
    const part = await shop.part({ category_id: rims.id });
    for (const category of ['wheels', wheels.id, 'alloy-rims'])
      expect((await shop.shopper(`/parts?category=${category}`)).body.items).toMatchObject([
        { id: part.id },
      ]);
    const tree = (await shop.shopper('/categories')).body.items;
    expect(tree).toContainEqual(
      expect.objectContaining({
        slug: 'wheels',
        count: 1,
        children: [expect.objectContaining({ count: 1 })],
      }),
    );
  });

  it('when renamed, show the new name on each part at once, as a new version with its event', async () => {
    const category = await add('Gaskets');
    const part = await shop.part({ category_id: category.id });
    await shop.shopper(`/parts/${part.id}`);
    const renamed = await shop.editor('PUT', `/categories/${category.id}`, {
      name: 'Seals',
      version: 1,
    });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Seals', version: 2, parts: 1 } });
    expect((await shop.shopper(`/parts/${part.id}`)).body).toMatchObject({
      version: 2,
      category: { name: 'Seals' },
    });
    expect((await shop.shopper('/parts?q=seals')).body.items).toMatchObject([{ id: part.id }]);
    const { body } = await shop.editor('GET', `/parts/${part.id}/events`);
    expect(body.items[0]).toMatchObject({ type: 'content.updated', changed: ['category'] });
    const stale = await shop.editor('PUT', `/categories/${category.id}`, { name: 'x', version: 1 });
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', current: { name: 'Seals' } },
    });
  });

  it('never become a circle, lose no parts and share no slug', async () => {
    const top = await add('Top');
    const low = await add('Low', top.id);
    const circle = await shop.editor('PUT', `/categories/${top.id}`, { parent_id: low.id });
    expect(circle).toMatchObject({ status: 422, body: { errors: [{ field: 'parent_id' }] } });
    expect((await shop.editor('DELETE', `/categories/${top.id}`)).body.code).toBe(
      'category_in_use',
    );
    await shop.part({ category_id: low.id });
    expect((await shop.editor('DELETE', `/categories/${low.id}`)).body.code).toBe(
      'category_in_use',
    );
    expect((await shop.editor('POST', '/categories', { name: 'low' })).body).toMatchObject({
      code: 'slug_taken',
      errors: [{ field: 'slug' }],
    });
    const empty = await add('Empty');
    expect((await shop.editor('DELETE', `/categories/${empty.id}`)).status).toBe(204);
    expect((await shop.editor('DELETE', `/categories/${empty.id}`)).status).toBe(404);
  });

  it('when moved, are announced once with their new parent, in the transaction of the move', async () => {
    const [wheels, rims] = [await add('Wheels to move'), await add('Rims to move')];
    const move = (parent_id: string | null) =>
      shop.editor('PUT', `/categories/${rims.id}`, { parent_id });
    for (const parent of [wheels.id, wheels.id.toUpperCase(), null])
      expect((await move(parent)).status).toBe(200);
    const told = await shop.database.query(
      `select version::int, payload from catalog.outbox where type = 'category.moved' and aggregateid = $1 order by seq`,
      [rims.id],
    );
    const moved = (version: number, parent_id: string | null) => ({
      version,
      payload: { category_id: rims.id, version, parent_id },
    });
    expect(told).toEqual([moved(2, wheels.id), moved(4, null)]);
  });

  it('may have names of any script: what of them can be an address is numbered when it is taken', async () => {
    const slugs: string[] = [];
    for (const name of ['Тормоза', '刹车片', 'Шины 17', 'Диски 17', 'Größe', 'Ærø'])
      slugs.push((await add(name)).slug);
    expect(slugs).toEqual(['category', 'category-2', '17', '17-2', 'grosse', 'aero']);
    const { body } = await shop.shopper('/categories');
    expect(body.items.map(({ name }: { name: string }) => name)).toContain('刹车片');
  });

  it('can be deleted when only deleted parts are left in them, which then have none', async () => {
    const category = await add('Short-lived');
    const part = await shop.part({ category_id: category.id });
    const draft = await shop.part({ category_id: category.id, status: 'draft' });
    const remove = () => shop.editor('DELETE', `/categories/${category.id}`);
    for (const { id } of [part, draft]) {
      expect(await remove()).toMatchObject({ status: 409, body: { code: 'category_in_use' } });
      const { confirm } = (await shop.editor('GET', `/parts/${id}/delete-impact`)).body;
      expect((await shop.editor('DELETE', `/parts/${id}?confirm=${confirm}`)).status).toBe(204);
    }
    expect((await remove()).status).toBe(204);
    expect((await shop.editor('POST', `/parts/${part.id}/restore`)).status).toBe(200);
    expect((await shop.shopper(`/parts/${part.id}`)).body.category).toBeNull();
  });

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x', slug: 'Not A Slug' }, 'slug'],
    [{ name: 'x', parent_id: 'y' }, 'parent_id'],
    [{ name: 'x', parent_id: '0198c5a0-0000-7000-8000-00000000000f' }, 'parent_id'],
    [{ name: 'x', position: -1 }, 'position'],
    [{ name: 'x', colour: 'red' }, 'colour'],
  ])('refuse %j', async (body, field) => {
    const answer = await shop.editor('POST', '/categories', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});
