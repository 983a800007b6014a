import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import { Shop, type Json } from '../testing/shop.js';

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
    expect(renamed).toMatchObject({
      status: 200,
      body: { name: 'Seals', version: 2, parts: 1, change: null },
    });
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
    const twin = { name: 'lOW', slug: 'another-low', parent_id: top.id };
    expect(await shop.editor('POST', '/categories', twin)).toMatchObject({
      status: 409,
      body: { code: 'name_taken', errors: [{ field: 'name' }] },
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

  it('keep the place that they are put at among their siblings', async () => {
    const top = await add('Shelf');
    const [one, two, three] = [
      await add('Board one', top.id),
      await add('Board two', top.id),
      await add('Board three', top.id),
    ];
    const names = async (): Promise<string[]> => {
      const { items } = (await shop.editor('GET', '/categories')).body;
      return items
        .filter(({ parent_id }: Json) => parent_id === top.id)
        .map(({ name }: Json) => name.slice(6));
    };
    expect(await names()).toEqual(['one', 'two', 'three']);
    await shop.editor('PUT', `/categories/${three.id}`, { position: 0 });
    expect(await names()).toEqual(['three', 'one', 'two']);
    await shop.editor('PUT', `/categories/${one.id}`, { position: 9_000 });
    expect(await names()).toEqual(['three', 'two', 'one']);
    await shop.editor('PUT', `/categories/${two.id}`, { parent_id: null });
    await shop.editor('PUT', `/categories/${two.id}`, { parent_id: top.id, position: 1 });
    expect(await names()).toEqual(['three', 'two', 'one']);
    const tree = (await shop.shopper('/categories')).body.items;
    const shelf = tree.find(({ slug }: Json) => slug === 'shelf');
    expect(shelf.children.map(({ slug }: Json) => slug)).toEqual([
      'board-three',
      'board-two',
      'board-one',
    ]);
  });

  it('are at most six levels deep, whatever is moved where', async () => {
    let deepest = await add('Level 1');
    for (let level = 2; level <= 6; level += 1) deepest = await add(`Level ${level}`, deepest.id);
    const below = await shop.editor('POST', '/categories', {
      name: 'Level 7',
      parent_id: deepest.id,
    });
    expect(below).toMatchObject({ status: 422, body: { errors: [{ field: 'parent_id' }] } });
    const pair = await add('Pair');
    await add('Half', pair.id);
    const moved = await shop.editor('PUT', `/categories/${pair.id}`, {
      parent_id: deepest.parent_id,
    });
    expect(moved).toMatchObject({ status: 422, body: { errors: [{ field: 'parent_id' }] } });
  });

  it('never become a circle, however many move them into one another at once', async () => {
    const ring: Json[] = [];
    for (const n of [1, 2, 3, 4]) ring.push(await add(`Ring ${n}`));
    const answers = await Promise.all(
      ring.map(({ id }, n) =>
        shop.editor('PUT', `/categories/${id}`, { parent_id: ring[(n + 1) % ring.length].id }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 422]);
    const { items } = (await shop.editor('GET', '/categories')).body;
    const parents = new Map(items.map(({ id, parent_id }: Json) => [id, parent_id]));
    for (const { id } of ring) {
      const seen = new Set<unknown>();
      for (let at: unknown = id; at !== null; at = parents.get(at)) {
        expect(seen).not.toContain(at);
        seen.add(at);
      }
    }
  });

  it('are found by their former slugs, until another category has the slug', async () => {
    const category = await add('Belts');
    const part = await shop.part({ category_id: category.id });
    await shop.editor('PUT', `/categories/${category.id}`, { name: 'Drive', slug: 'drive-belts' });
    const found = async (slug: string): Promise<number[]> =>
      (await shop.shopper(`/parts?category=${slug}`)).body.items.map(({ id }: Json) => id);
    expect(await found('belts')).toEqual([part.id]);
    const tree = (await shop.shopper('/categories')).body.items;
    expect(tree).toContainEqual(
      expect.objectContaining({ slug: 'drive-belts', former_slugs: ['belts'] }),
    );
    await add('Belts');
    expect(await found('belts')).toEqual([]);
    await shop.editor('PUT', `/categories/${category.id}`, { slug: 'belts-of-drives' });
    expect(await found('drive-belts')).toEqual([part.id]);
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

describe('a category that is merged into another', () => {
  const listed = async (category: string): Promise<number[]> =>
    (await shop.shopper(`/parts?category=${category}&limit=100`)).body.items.map(
      ({ id }: Json) => id,
    );
  const categoryOf = async (id: string): Promise<Json> =>
    (await shop.editor('GET', '/categories')).body.items.find((one: Json) => one.id === id);

  /** More parts than anybody waits for. */
  async function filled(categoryId: string, parts: number): Promise<void> {
    await shop.database.query(
      `insert into catalog.parts (kind, sku, slug, part_name, category_id, price_minor, currency)
       select 'physical', 'BULK-' || left($1::text, 18) || right($1::text, 6) || '-' || n, 'bulk', 'Bulk ' || n, $1::uuid, 100, 'EUR'
         from generate_series(1, $2::integer) n`,
      [categoryId, parts],
    );
  }

  it('leaves its parts, the categories in it and its links to the other, with a version and an event for each part', async () => {
    const [from, into] = [await add('Lamps'), await add('Lights')];
    const child = await add('Bulbs', from.id);
    const part = await shop.part({ category_id: from.id, part_name: 'Merged lantern' });
    const gone = await shop.part({ category_id: from.id });
    const { confirm } = (await shop.editor('GET', `/parts/${gone.id}/delete-impact`)).body;
    await shop.editor('DELETE', `/parts/${gone.id}?confirm=${confirm}`);
    await shop.shopper(`/parts/${part.id}`);
    expect((await shop.editor('GET', `/categories/${from.id}/delete-impact`)).body).toEqual({
      category_id: from.id,
      version: 1,
      parts: 1,
      deleted_parts: 1,
      children: 1,
    });
    const path = `/categories/${from.id}?move_to=${into.id.toUpperCase()}`;
    expect((await shop.editor('DELETE', path, undefined, { 'if-match': '"7"' })).status).toBe(409);
    expect((await shop.editor('DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(204);
    expect((await shop.shopper(`/parts/${part.id}`)).body).toMatchObject({
      version: 2,
      category: { slug: 'lights' },
    });
    expect((await shop.shopper('/parts?q=lights')).body.items).toMatchObject([{ id: part.id }]);
    for (const link of ['lamps', from.id, 'lights']) expect(await listed(link)).toEqual([part.id]);
    expect(await categoryOf(child.id)).toMatchObject({ parent_id: into.id });
    const { items } = (await shop.editor('GET', `/parts/${part.id}/events`)).body;
    expect(items[0]).toMatchObject({ type: 'content.updated', changed: ['category_id'] });
    expect((await shop.editor('POST', `/parts/${gone.id}/restore`)).body).toMatchObject({
      category_id: into.id,
    });
    const back = await shop.editor('POST', `/parts/${part.id}/versions/1/rollback`, {});
    expect(back.status).toBe(200);
    expect((await shop.shopper(`/parts/${part.id}`)).body.category.slug).toBe('lights');
  });

  it('is the other one for shoppers at once, tells how far it is, takes no part, and goes on where a crash cut it short', async () => {
    const [from, into] = [await add('Crowded'), await add('Roomy')];
    await filled(from.id, 420);
    const held = await shop.part({ category_id: from.id });
    const editor = new pg.Client({ connectionString: shop.database.adminUrl });
    await editor.connect();
    shop.onClose(() => editor.end());
    await editor.query(`begin; select from catalog.parts where id = ${held.id} for update`);
    const path = `/categories/${from.id}?move_to=${into.id}`;
    const answer = await shop.editor('DELETE', path);
    expect(answer).toMatchObject({
      status: 202,
      body: { closes_into: into.id, change: { kind: 'close', total: 421 } },
    });
    const tree = (await shop.shopper('/categories')).body.items;
    expect(tree).toContainEqual(
      expect.objectContaining({ slug: 'roomy', count: 421, former_slugs: ['crowded'] }),
    );
    expect((await shop.shopper('/parts?category=roomy')).body.total).toBe(421);
    expect((await shop.shopper('/parts?category=crowded')).body.total).toBe(421);
    const fields = { sku: 'LATE-1', part_name: 'Late', category_id: from.id };
    const price = { amount: '1.00', currency: 'EUR' };
    expect(await shop.editor('POST', '/parts', { ...fields, price })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'category_id' }] },
    });
    const below = { name: 'Late child', parent_id: from.id };
    expect((await shop.editor('POST', '/categories', below)).status).toBe(422);
    expect((await shop.editor('PUT', `/categories/${from.id}`, { name: 'x' })).body.code).toBe(
      'category_closing',
    );
    await eventually(async () => expect((await categoryOf(from.id)).change.done).toBe(400));
    expect((await shop.editor('DELETE', `/categories/${into.id}`)).status).toBe(409);
    await eventually(async () =>
      expect(
        await shop.database.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%from parts where category_id%'`,
        ),
      ).not.toEqual([]),
    );
    expect((await categoryOf(from.id)).change.done).toBe(400);
    await editor.query('rollback');
    await shop.restart();
    await eventually(async () => expect(await categoryOf(from.id)).toBeUndefined());
    const versions = await shop.database.query(
      `select p.version, count(*)::integer as parts, count(distinct v.part_id)::integer as kept
         from catalog.parts p left join catalog.part_content_versions v on v.part_id = p.id and v.is_active
        where p.category_id = $1 group by p.version`,
      [into.id],
    );
    expect(versions).toEqual([{ version: 2, parts: 421, kept: 421 }]);
    const told = await shop.database.query(
      `select count(*)::integer as events, count(distinct aggregateid)::integer as parts from catalog.outbox
        where type = 'content.updated' and payload -> 'part' -> 'category' ->> 'id' = $1`,
      [into.id],
    );
    expect(told).toEqual([{ events: 421, parts: 421 }]);
  });

  it('may leave the categories in it to the one above, and needs no other when it has no parts', async () => {
    const top = await add('Above');
    const middle = await add('Between', top.id);
    const low = await add('Beneath', middle.id);
    expect((await shop.editor('DELETE', `/categories/${middle.id}?children=up`)).status).toBe(204);
    expect(await categoryOf(low.id)).toMatchObject({ parent_id: top.id });
  });

  it('is refused where it can’t go', async () => {
    const top = await add('Trunk');
    const low = await add('Twig', top.id);
    for (const [query, field] of [
      [`move_to=${top.id}`, 'move_to'],
      [`move_to=${low.id}`, 'move_to'],
      ['move_to=0198c5a0-0000-7000-8000-00000000000f', 'move_to'],
      ['move_to=x', 'move_to'],
      ['move_to=', 'move_to'],
      ['children=away', 'children'],
      ['force=true', 'force'],
    ])
      expect(await shop.editor('DELETE', `/categories/${top.id}?${query}`)).toMatchObject({
        status: 422,
        body: { errors: [{ field }] },
      });
  });
});

describe('a category with many parts', () => {
  it('is renamed at once in the tree, and on its parts batch by batch: the latest name counts', async () => {
    const category = await add('Screws');
    await shop.database.query(
      `insert into catalog.parts (kind, sku, slug, part_name, category_id, price_minor, currency)
       select 'physical', 'SCREW-' || n, 'screw', 'Fastener ' || n, $1::uuid, 100, 'EUR' from generate_series(1, 260) n`,
      [category.id],
    );
    const rename = (name: string) =>
      shop.editor('PUT', `/categories/${category.id}`, { name, slug: 'fasteners' });
    expect(await rename('Boltsy')).toMatchObject({
      status: 202,
      body: { name: 'Boltsy', change: { kind: 'rename', total: 260 } },
    });
    await rename('Rivetsy');
    const current = async () =>
      (await shop.editor('GET', '/categories')).body.items.find(
        ({ id }: Json) => id === category.id,
      );
    await eventually(async () => expect((await current()).change).toBeNull());
    expect((await shop.shopper('/parts?q=rivetsy')).body.total).toBe(260);
    expect((await shop.shopper('/parts?q=boltsy')).body.total).toBe(0);
    const told = await shop.database.query(
      `select count(distinct aggregateid)::integer as parts from catalog.outbox
        where payload -> 'part' -> 'category' ->> 'name' = 'Rivetsy'`,
    );
    expect(told).toEqual([{ parts: 260 }]);
  });
});
