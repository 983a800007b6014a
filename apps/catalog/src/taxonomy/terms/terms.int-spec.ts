import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import { partOf, product, tell } from '../../g2a/spec-support.js';
import { Shop, type Json } from '../../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const LISTS = [
  { list: 'genres', filter: 'genre', ids: 'genre_ids' },
  { list: 'platforms', filter: 'platform', ids: 'platform_ids' },
] as const;

describe.each(LISTS)('the $list staff keep', ({ list, filter, ids }) => {
  const add = async (name: string, slug?: string): Promise<Json> => {
    const { status, body } = await shop.editor('POST', `/${list}`, { name, slug });
    expect(status).toBe(201);
    return body;
  };
  const game = (...has: Json[]): Promise<Json> =>
    shop.part({ kind: 'game', [ids]: has.map(({ id }) => id) });
  const termOf = async (id: string): Promise<Json> =>
    (await shop.editor('GET', `/${list}`)).body.items.find((one: Json) => one.id === id);
  const listed = async (name: string): Promise<number[]> =>
    (await shop.shopper(`/games?${filter}=${name}&limit=100`)).body.items.map(({ id }: Json) => id);
  const remove = (id: string, into?: string) =>
    shop.editor('DELETE', `/${list}/${id}${into ? `?move_to=${into}` : ''}`);

  it('are listed with counts, have one slug and one name each, and are found at once by shoppers', async () => {
    await shop.shopper(`/${list}`);
    const arcade = await add('Arcade');
    const one = await game(arcade);
    await shop.part({ kind: 'game', status: 'draft', [ids]: [arcade.id] });
    expect(await termOf(arcade.id)).toMatchObject({ slug: 'arcade', parts: 2, change: null });
    expect((await shop.shopper(`/${list}`)).body.items).toContainEqual(
      expect.objectContaining({ slug: 'arcade', count: 1 }),
    );
    expect(await listed('arcade')).toEqual([one.id]);
    for (const [body, code, field] of [
      [{ name: 'aRCADE', slug: 'other' }, 'name_taken', 'name'],
      [{ name: 'Other', slug: 'arcade' }, 'slug_taken', 'slug'],
    ] as const)
      expect(await shop.editor('POST', `/${list}`, body)).toMatchObject({
        status: 409,
        body: { code, errors: [{ field }] },
      });
    expect([(await add('冒险')).slug, (await add('アクション')).slug]).toEqual([
      filter,
      `${filter}-2`,
    ]);
  });

  it('when renamed, show the new name on each game at once, and lead there from the former address', async () => {
    const before = await add('Shooters');
    const part = await game(before);
    expect(await listed('shooters')).toEqual([part.id]);
    const fields = { name: 'Action shooters', slug: 'action-shooters', version: 1 };
    const renamed = await shop.editor('PUT', `/${list}/${before.id}`, fields);
    expect(renamed).toMatchObject({ status: 200, body: { version: 2, parts: 1, change: null } });
    const { body } = await shop.shopper(`/games/${part.id}`);
    expect(body).toMatchObject({ version: 2, [list]: [{ name: 'Action shooters' }] });
    for (const name of ['shooters', 'action-shooters', before.id])
      expect(await listed(name)).toEqual([part.id]);
    const { items } = (await shop.editor('GET', `/parts/${part.id}/events`)).body;
    expect(items[0]).toMatchObject({ type: 'content.updated', changed: [list] });
    expect(await shop.editor('PUT', `/${list}/${before.id}`, fields)).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', current: { name: 'Action shooters' } },
    });
    const other = await add('Shooters');
    expect(await listed('shooters')).toEqual([]);
    expect(await remove(other.id)).toMatchObject({ status: 204 });
  });

  it('are merged: games, former addresses, earlier versions and deleted games go along', async () => {
    const [from, into] = [await add('Riddles'), await add('Puzzles')];
    const [part, both, gone] = [await game(from), await game(from, into), await game(from)];
    const { confirm } = (await shop.editor('GET', `/parts/${gone.id}/delete-impact`)).body;
    await shop.editor('DELETE', `/parts/${gone.id}?confirm=${confirm}`);
    const impact = await shop.editor('GET', `/${list}/${from.id}/delete-impact`);
    expect(impact.body).toEqual({ id: from.id, version: 1, parts: 2, deleted_parts: 1 });
    expect((await remove(from.id, from.id)).status).toBe(422);
    expect((await remove(from.id, crypto.randomUUID())).status).toBe(422);
    expect((await remove(from.id, into.id.toUpperCase())).status).toBe(204);
    expect(await termOf(from.id)).toBeUndefined();
    for (const name of ['riddles', from.id, 'puzzles'])
      expect((await listed(name)).sort()).toEqual([part.id, both.id].sort());
    for (const { id } of [part, both])
      expect((await shop.shopper(`/games/${id}`)).body).toMatchObject({
        version: 2,
        [list]: [{ slug: 'puzzles' }],
      });
    expect((await shop.editor('POST', `/parts/${gone.id}/restore`)).body[list]).toMatchObject([
      { id: into.id },
    ]);
    const back = await shop.editor('POST', `/parts/${both.id}/versions/1/rollback`, {});
    expect(back.status).toBe(200);
    expect((await shop.shopper(`/games/${both.id}`)).body[list]).toMatchObject([
      { slug: 'puzzles' },
    ]);
  });

  it('are taken off the games when they are deleted, and do not come back from G2A', async () => {
    const named = { [list]: [{ id: null, name: 'Clutter' }] };
    const [first, second, third] = filter === 'genre' ? [61, 62, 63] : [71, 72, 73];
    await tell(shop, [product(first!, named)]);
    const clutter = (await partOf(shop, first!))[list][0];
    expect(clutter.name).toBe('Clutter');
    expect((await remove(clutter.id)).status).toBe(204);
    expect((await partOf(shop, first!))[list]).toEqual([]);
    await tell(shop, [product(first!, { ...named, name: 'New name' }), product(second!, named)]);
    for (const n of [first!, second!]) expect((await partOf(shop, n))[list]).toEqual([]);
    const kept = await add('Clutter');
    await tell(shop, [product(third!, named)]);
    expect((await partOf(shop, third!))[list]).toMatchObject([{ id: kept.id }]);
    const better = await add('Better');
    await remove(kept.id, better.id);
    await tell(shop, [product(first!, { ...named, name: 'Newest name' })]);
    expect((await partOf(shop, first!))[list]).toMatchObject([{ id: better.id }]);
  });

  it('are merged batch by batch: each game is in one list or the other, a crash loses nothing, and none comes in', async () => {
    const [from, into] = [await add('Crowded'), await add('Roomy')];
    await shop.database.query(
      `with made as (insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency)
         select 'game', $2 || '-' || n, 'bulk', 'Bulk ' || n, 100, 'EUR' from generate_series(1, 420) n returning id)
       insert into catalog.part_${list} (part_id, ${filter}_id) select id, $1 from made`,
      [from.id, `BULK-${list}`],
    );
    const held = await game(from);
    const editor = new pg.Client({ connectionString: shop.database.adminUrl });
    await editor.connect();
    shop.onClose(() => editor.end());
    await editor.query(`begin; select from catalog.parts where id = ${held.id} for update`);
    expect(await remove(from.id, into.id)).toMatchObject({
      status: 202,
      body: { closes_into: into.id, change: { kind: 'close', total: 421 } },
    });
    await eventually(async () => expect((await termOf(from.id)).change.done).toBe(400));
    const totals = async () =>
      Promise.all(
        ['crowded', 'roomy'].map(
          async (name) => (await shop.shopper(`/games?${filter}=${name}`)).body.total,
        ),
      );
    expect(await totals()).toEqual([21, 400]);
    const late = { sku: `LATE-${list}`, part_name: 'Late', kind: 'game', [ids]: [from.id] };
    const price = { amount: '1.00', currency: 'EUR' };
    expect(await shop.editor('POST', '/parts', { ...late, price })).toMatchObject({
      status: 422,
      body: { errors: [{ field: ids }] },
    });
    expect((await remove(into.id)).status).toBe(409);
    await eventually(async () =>
      expect(
        await shop.database.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%from parts p%for update of p%'`,
        ),
      ).not.toEqual([]),
    );
    await editor.query('rollback');
    await shop.restart();
    await eventually(async () => expect(await termOf(from.id)).toBeUndefined());
    const versions = await shop.database.query(
      `select p.version, count(*)::integer as parts, count(distinct v.part_id)::integer as kept
         from catalog.parts p join catalog.part_${list} l on l.part_id = p.id
         left join catalog.part_content_versions v on v.part_id = p.id and v.is_active
        where l.${filter}_id = $1 group by p.version`,
      [into.id],
    );
    expect(versions).toEqual([{ version: 2, parts: 421, kept: 421 }]);
  });

  it('tell open pages of each change, counted up', async () => {
    const told = () =>
      shop.database.query<{ version: number }>(
        `select (payload ->> 'version')::integer as version from catalog.outbox
          where type = 'taxonomy.changed' and aggregateid = $1 order by seq`,
        [list],
      );
    const before = await told();
    const { id } = await add('Announced');
    await shop.editor('PUT', `/${list}/${id}`, { name: 'Announced anew' });
    const after = await told();
    expect(after.length).toBeGreaterThanOrEqual(before.length + 2);
    expect(after.map(({ version }) => version)).toEqual(after.map((_, n) => n + 1));
  });
});
