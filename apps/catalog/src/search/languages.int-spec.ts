import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
const NAMES = ['Zange', 'Ähre', 'Ecke', 'école', 'Apfel', 'Öl', 'Ofen', 'apfel', 'Éclat', 'Straße'];
const SORTED = [
  'Ähre',
  'apfel',
  'Apfel',
  'Ecke',
  'Éclat',
  'école',
  'Ofen',
  'Öl',
  'Straße',
  'Zange',
];

beforeAll(async () => {
  shop = await Shop.open();
  for (const part_name of NAMES)
    await shop.part({ part_name, sku: `N-${NAMES.indexOf(part_name)}` });
});
afterAll(() => shop.close());

const named = (body: Json): string[] => body.items.map((part: Json) => part.part_name);
const found = async (q: string): Promise<string[]> =>
  (await shop.shopper(`/parts?q=${encodeURIComponent(q)}`)).body.items.map(
    (part: Json) => part.sku,
  );

describe('names of all languages', () => {
  it('are sorted as people expect, Ä beside A and é beside e', async () => {
    expect(named((await shop.shopper('/parts?sort=name&limit=100')).body)).toEqual(SORTED);
    expect(named((await shop.editor('GET', '/parts?sort=name&limit=100')).body)).toEqual(SORTED);
  });

  it.each([1, 3])('are paged through in that order, %d at a time', async (limit) => {
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: Json = await shop.shopper(`/parts?sort=name&limit=${limit}&cursor=${cursor}`);
      paged.push(...named(body));
      cursor = body.next_cursor;
    }
    expect(paged).toEqual(SORTED);
  });
});

describe('what is written without spaces', () => {
  beforeAll(async () => {
    await shop.part({
      sku: 'ZH',
      part_name: '高性能陶瓷刹车片套装',
      description: '<p>适用于大众高尔夫</p>',
    });
    await shop.part({ sku: 'JA', part_name: 'ブレーキパッド前輪用' });
    await shop.part({ sku: 'TH', part_name: 'ผ้าเบรกหน้า' });
    await shop.part({ sku: 'OTHER', part_name: '陶器のマグカップ' });
  });

  it.each([
    ['a word in the middle of a Chinese name', '刹车片', ['ZH']],
    ['two words apart', '陶瓷 套装', ['ZH']],
    ['a word of the description', '高尔夫', ['ZH']],
    ['one character', '刹', ['ZH']],
    ['the last character', '装', ['ZH']],
    ['a Japanese word', 'パッド', ['JA']],
    ['a Thai word', 'เบรก', ['TH']],
    ['nothing that is not there', '车刹', []],
  ])('is found by %s', async (_how, q, skus) => {
    expect(await found(q)).toEqual(skus);
  });
});

describe('part numbers', () => {
  beforeAll(async () => {
    await shop.part({ sku: 'AB-123/4', part_name: 'Thermostat' });
    await shop.part({ sku: 'AB-123/45', part_name: 'Gasket' });
    await shop.part({ sku: 'XY9876', part_name: 'Relay' });
    await shop.part({ sku: 'NOTE', part_name: 'Adapter for AB 1234' });
  });

  it.each([
    ['no separators', 'ab1234', ['AB-123/4', 'AB-123/45']],
    ['other separators', 'AB.12 34', ['AB-123/4', 'AB-123/45']],
    ['its beginning only', 'ab12', ['AB-123/45', 'AB-123/4']],
    ['separators that it has not', 'xy-98.76', ['XY9876']],
  ])('are found with %s', async (_how, q, skus) => {
    expect(await found(q)).toEqual(skus);
  });

  it('come before parts that only mention them', async () => {
    expect(await found('ab 1234')).toEqual(['AB-123/4', 'NOTE', 'AB-123/45']);
  });

  it('are found again after they changed', async () => {
    const part = await shop.part({ sku: 'OLD-55/1', part_name: 'Switch' });
    await shop.database.query(`update catalog.parts set sku = 'NEW-55/1' where id = $1`, [part.id]);
    expect(await found('new551')).toEqual(['NEW-55/1']);
    expect(await found('old551')).toEqual([]);
  });
});
