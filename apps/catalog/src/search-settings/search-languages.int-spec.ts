import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
const SETTINGS = '/search/settings';

beforeAll(async () => {
  shop = await Shop.open({ redis: true, instances: 2 });
  for (const [sku, part_name] of [
    ['DE', 'Bremsbeläge für Fahrräder'],
    ['EN', 'Lamp batteries'],
    ['ZH', '高性能陶瓷刹车片套装'],
    ['TYPO', 'Vergasermembran'],
  ] as const)
    await shop.part({ sku, part_name });
  await shop.database.query(
    `insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency)
       select 'physical', 'F-' || n, 'f-' || n, 'Filler ' || n, 100, 'EUR' from generate_series(1, 350) n`,
  );
});
afterAll(() => shop?.close());

async function found(q: string, instance = 0): Promise<string[]> {
  const { body } = await shop.shopper(`/parts?q=${encodeURIComponent(q)}`, {}, instance);
  return body.items.map(({ sku }: Json) => sku);
}

/** In quotes, nothing is taken for a slip of the pen. */
const stemmed = (word: string, instance = 0): Promise<string[]> => found(`"${word}"`, instance);

async function choose(languages: string[]): Promise<Json> {
  const { body: now } = await shop.editor('GET', SETTINGS);
  const { status, body } = await shop.editor('PUT', SETTINGS, { languages, version: now.version });
  expect([status, body.languages]).toEqual([200, languages]);
  return body;
}

const followed = (): Promise<Json> =>
  eventually(async () => {
    const { body } = await shop.editor('GET', SETTINGS);
    expect(body.change).toBeNull();
    return body;
  });

describe('languages of searches', () => {
  it('are chosen by staff, and parts follow while the shop is open', async () => {
    // A stem of German, of which English knows nothing; and the other way around.
    expect(await stemmed('fahrrad')).toEqual([]);
    expect(await stemmed('battery')).toEqual(['EN']);
    const changed = await choose(['german']);
    expect(changed.change).toMatchObject({ total: 354 });
    for (const instance of [0, 1]) expect(await stemmed('battery', instance)).toEqual(['EN']);
    await followed();
    for (const instance of [0, 1]) {
      expect(await stemmed('fahrrad', instance)).toEqual(['DE']);
      expect(await stemmed('bremsbelag', instance)).toEqual(['DE']);
      expect(await stemmed('battery', instance)).toEqual([]);
      // As they are written, in pairs, and with a slip of the pen.
      expect(await found('batteries', instance)).toEqual(['EN']);
      expect(await found('刹车片', instance)).toEqual(['ZH']);
      expect(await found('vergasermembrane', instance)).toEqual(['TYPO']);
    }
  });

  it('may be several, and what is written meanwhile is found by the new ones', async () => {
    await choose(['english', 'german']);
    await shop.part({ sku: 'LATE', part_name: 'Lenkerbänder' });
    await followed();
    expect(await stemmed('fahrrad')).toEqual(['DE']);
    expect(await stemmed('battery')).toEqual(['EN']);
    expect(await stemmed('lenkerband')).toEqual(['LATE']);
  });

  it('tell synonyms by their stems too', async () => {
    const words = ['Drahtesel'];
    await shop.editor('POST', '/search/synonyms', {
      kind: 'one_way',
      words,
      targets: ['fahrräder'],
    });
    expect(await found('drahteseln')).toEqual(['DE']);
    await choose(['english']);
    await followed();
    expect(await found('drahtesel')).toEqual(['DE']);
    expect(await found('drahteseln')).toEqual([]);
  });

  it('are refused when PostgreSQL does not know them, or somebody else chose', async () => {
    for (const languages of [
      ['klingon'],
      ['english', 'english'],
      ['simple'],
      ['pg_catalog.english'],
    ]) {
      const { status, body } = await shop.editor('PUT', SETTINGS, { languages });
      expect([status, body.errors[0].field]).toEqual([422, expect.stringMatching(/^languages/)]);
    }
    const outdated = await shop.editor('PUT', SETTINGS, { languages: ['french'], version: 1 });
    expect(outdated).toMatchObject({ status: 409, body: { current: { languages: ['english'] } } });
    await expect(
      shop.database.query(`update catalog.search_settings set languages = '{klingon}'`),
    ).rejects.toThrow('no such language');
  });
});
