import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ redis: true, instances: 2 });
});
afterAll(() => shop.close());

const suggested = async (q: string, more = '', instance = 0): Promise<Json[]> => {
  const { status, body } = await shop.shopper(
    `/search-suggestions?q=${encodeURIComponent(q)}${more}`,
    {},
    instance,
  );
  expect(status).toBe(200);
  return body.items;
};
const partsFor = async (q: string, instance = 0): Promise<string[]> =>
  (await suggested(q, '', instance)).filter(({ kind }) => kind === 'part').map(({ text }) => text);

describe('what is suggested while somebody types', () => {
  it('are parts by the beginning of their name or number', async () => {
    const disc = await shop.part({ part_name: 'Ventilated disc', sku: 'VD-77/1' });
    const part = { kind: 'part', text: 'Ventilated disc', part_id: disc.id, sku: 'VD-77/1' };
    for (const q of ['ventil', 'Ventilated d', 'vd77', 'VD-77', 'disc vent'])
      expect(await suggested(q)).toContainEqual({ ...part, slug: null });
  });

  it('are parts with a name much like it', async () => {
    await shop.part({ part_name: 'Carburettor' });
    expect(await partsFor('carburetor')).toEqual(['Carburettor']);
  });

  it('is the word to its end, which finds something', async () => {
    for (const n of [1, 2]) await shop.part({ part_name: `Thermostat housing ${n}` });
    const [query] = await suggested('thermostat ho');
    expect(query).toEqual({
      kind: 'query',
      text: 'thermostat housing',
      part_id: null,
      sku: null,
      slug: null,
    });
  });

  it('are categories in which there is something', async () => {
    const { body: full } = await shop.editor('POST', '/categories', { name: 'Wipers' });
    await shop.editor('POST', '/categories', { name: 'Wiper motors' });
    await shop.part({ part_name: 'Blade', category_id: full.id });
    const categories = (await suggested('wip')).filter(({ kind }) => kind === 'category');
    expect(categories).toEqual([
      { kind: 'category', text: 'Wipers', slug: 'wipers', part_id: null, sku: null },
    ]);
  });

  it('is popular first, however many newer parts are called alike', async () => {
    const old = await shop.part({ part_name: 'Camshaft' });
    for (let n = 0; n < 12; n += 1) await shop.part({ part_name: `Camshaft ${n}` });
    await shop.database.query(
      `insert into catalog.popular_reads (target, reads, read_at) values
         ('part:' || $1, 50, clock_timestamp()), ('game:' || $1, 5, clock_timestamp())`,
      [old.id],
    );
    expect((await partsFor('camsh'))[0]).toBe('Camshaft');
  });

  it('is at most what was asked for, and nothing for nothing', async () => {
    for (const limit of [1, 3, 10])
      expect((await suggested('camshaft', `&limit=${limit}`)).length).toBe(limit);
    expect(await suggested(' ')).toEqual([]);
    expect(await suggested('xyzzyplugh')).toEqual([]);
  });

  it.each([
    ['q=a&limit=11', 'limit'],
    ['q=a&limit=0', 'limit'],
    ['limit=3', 'q'],
    ['q=a&q=b', 'q'],
    ['q=a&colour=red', 'colour'],
    [`q=${'x'.repeat(101)}`, 'q'],
  ])('is told which field is wrong: %s', async (query, field) => {
    const { status, body } = await shop.shopper(`/search-suggestions?${query}`);
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });
});

describe('a suggestion follows the part', () => {
  it.each([0, 1])('to its new name as soon as that is saved, at instance %d', async (instance) => {
    const part = await shop.part({ part_name: `Quartzlamp ${instance}`, sku: `QL-${instance}` });
    const before = `quartzlamp ${instance}`;
    const after = `halogenlamp ${instance}`;
    expect(await partsFor(before, instance)).toEqual([`Quartzlamp ${instance}`]);
    expect(await partsFor(after, instance)).toEqual([]);
    await shop.editor('PUT', `/parts/${part.id}`, {
      part_name: `Halogenlamp ${instance}`,
      version: part.version,
    });
    expect(await partsFor(after, instance)).toEqual([`Halogenlamp ${instance}`]);
    expect(await partsFor(before, instance)).toEqual([]);
  });

  it('and ends when it is hidden or deleted, though it is popular', async () => {
    const hidden = await shop.part({ part_name: 'Zirconium plug' });
    const deleted = await shop.part({ part_name: 'Zirconium ring' });
    await shop.database.query(
      `insert into catalog.popular_reads (target, reads, read_at)
         select 'part:' || id, 100, clock_timestamp() from unnest($1::integer[]) id`,
      [[hidden.id, deleted.id]],
    );
    expect((await partsFor('zircon')).sort()).toEqual(['Zirconium plug', 'Zirconium ring']);
    await shop.editor('PUT', `/parts/${hidden.id}`, { status: 'draft', version: hidden.version });
    expect(await partsFor('zircon')).toEqual(['Zirconium ring']);
    const { body } = await shop.editor('GET', `/parts/${deleted.id}/delete-impact`);
    await shop.editor('DELETE', `/parts/${deleted.id}?confirm=${body.confirm}`);
    expect(await suggested('zircon')).toEqual([]);
  });
});
