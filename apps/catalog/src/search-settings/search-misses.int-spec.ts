import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
  await shop.part({ sku: 'PAD', part_name: 'Brake pad' });
});
afterAll(() => shop.close());

const search = (q: string, more = ''): Promise<Json> =>
  shop.shopper(`/parts?q=${encodeURIComponent(q)}${more}`);
const misses = async (): Promise<[string, number][]> =>
  (await shop.editor('GET', '/search/misses')).body.items.map(({ words, searches }: Json) => [
    words,
    searches,
  ]);

describe('searches that found nothing', () => {
  it('are counted by their words, and by nothing else', async () => {
    await search('Flux-Capacitor');
    await search('flux  capacitor', '&limit=5');
    await search('warp drive');
    await search('brake pad');
    await search('brake', '&max_price=0.01');
    await search('jane@example.test');
    await search('4242 4242 4242');
    await shop.editor('GET', '/parts?q=deflector');
    expect(await misses()).toEqual([
      ['flux capacitor', 2],
      ['warp drive', 1],
    ]);
  });

  it('are listed no more once staff said what they mean', async () => {
    const words = ['warp drive'];
    await shop.editor('POST', '/search/synonyms', { kind: 'one_way', words, targets: ['brake'] });
    expect((await search('warp drive')).body.items).toHaveLength(1);
    expect(await misses()).toEqual([['flux capacitor', 2]]);
  });

  it('are so many on a day and no more, and the old ones go', async () => {
    await shop.database.query(
      `insert into catalog.search_misses (day, words)
         select current_date, 'filler ' || n from generate_series(1, 498) n
       union all select current_date - 31, 'long ago'`,
    );
    await search('nothing of this');
    await search('flux capacitor', '&limit=7');
    expect((await misses())[0]).toEqual(['flux capacitor', 3]);
    await shop.instances[0]!.app.get(Retention).run('forget-search-misses');
    const rows = await shop.database.query<{ words: string }>(
      'select words from catalog.search_misses',
    );
    expect(rows).toHaveLength(500);
    const words = rows.map((row) => row.words);
    expect(words).not.toContain('nothing of this');
    expect(words).not.toContain('long ago');
  });
});
