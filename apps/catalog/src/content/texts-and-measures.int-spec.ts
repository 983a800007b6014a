import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lengthOf } from '@tandem/kernel';
import { Shop, type Json } from '../testing/shop.js';

// Real here: the catalog service and PostgreSQL with its CHECKs.
describe('what is checked is what is stored', () => {
  let shop: Shop;
  let game: Json;
  beforeAll(async () => {
    shop = await Shop.open();
    game = await shop.part({ kind: 'game' });
  });
  afterAll(() => shop?.close());

  const LINES: [string, number, (value: string) => object, (part: Json) => unknown][] = [
    ['part_name', 200, (v) => ({ part_name: v }), (p) => p.part_name],
    ['region', 100, (v) => ({ region: v }), (p) => p.region],
    ['publisher', 200, (v) => ({ publisher: v }), (p) => p.publisher],
    ['developer', 200, (v) => ({ developer: v }), (p) => p.developer],
    [
      'change_summary',
      500,
      (v) => ({ change_summary: v, region: `R${Math.random()}` }),
      () => null,
    ],
    ...(['name', 'value', 'unit', 'group'] as const).map((field): (typeof LINES)[number] => [
      `specifications.0.${field}`,
      { name: 100, value: 500, unit: 32, group: 100 }[field],
      (v) => ({ specifications: [{ name: 'a', value: 'b', [field]: v }] }),
      (p) => p.specifications[0][field],
    ]),
  ];

  const nasty = (max: number): string[] => [
    `${'a'.repeat(max - 6)}${'✔️'.repeat(6)}`,
    `${'a'.repeat(max - 12)}${'✔️'.repeat(6)}`,
    '😀'.repeat(max),
    '😀'.repeat(max + 1),
    'e\u0301'.repeat(max),
    '\u0958'.repeat(max),
    'a\u200bb',
    '\u202eabc',
    '\u3164',
    '👩‍🔧 ✔️ 🏳️‍🌈',
    'a\nb',
    '\ufdfa'.repeat(max),
    "'; drop table parts; --",
    '<b>&amp;</b>',
    '  around\u00a0',
  ];

  it.each(LINES)(
    '%s takes or refuses a text by name, and gives back what it took',
    async (field, max, body, read) => {
      for (const text of nasty(max)) {
        const answer = await shop.editor('PUT', `/parts/${game.id}`, body(text));
        const kept = text.normalize('NFC').trim();
        if (answer.status === 200) {
          expect(lengthOf(kept)).toBeLessThanOrEqual(max);
          if (read(answer.body) !== null) expect(read(answer.body)).toBe(kept);
        } else {
          expect({ text, status: answer.status }).toEqual({ text, status: 422 });
          expect(answer.body.errors.map((error: Json) => error.field)).toEqual([field]);
        }
      }
      const fits = `${'a'.repeat(max - 12)}${'✔️'.repeat(6)}`;
      expect((await shop.editor('PUT', `/parts/${game.id}`, body(fits))).status).toBe(200);
    },
  );

  it('a description is as long as its HTML is kept, and told so', async () => {
    const put = (description: string) => shop.editor('PUT', `/parts/${game.id}`, { description });
    expect((await put('&'.repeat(10_000))).status).toBe(200);
    for (const description of [
      '&'.repeat(10_001),
      '<a href="https://a.example">x</a>'.repeat(900),
    ]) {
      const { status, body } = await put(description);
      expect(status).toBe(422);
      expect(body.errors).toEqual([
        { field: 'description', message: expect.stringContaining('50000') },
      ]);
    }
    expect((await put('<p>two\r\nlines</p>')).body.description).toBe('<p>two\nlines</p>');
  });

  it.each(['2024-W05-1', '2024-001', '2023-02-29', '0000-01-01', '+2024-01-01', '2024-01-01T00'])(
    'a release on %s is refused by name',
    async (release_date) => {
      const { status, body } = await shop.editor('PUT', `/parts/${game.id}`, { release_date });
      expect(status).toBe(422);
      expect(body.errors[0].field).toBe('release_date');
    },
  );

  it('a list’s own cursor is taken by it, also after the longest names there are', async () => {
    const names = ['😀', '"', 'İ', '\u{20000}', '’'].map((sign) => sign.repeat(200));
    for (const part_name of names)
      await shop.part({ part_name, sku: `${'S'.repeat(60)}${names.indexOf(part_name)}` });
    const lists: [string, (path: string) => Promise<{ status: number; body: Json }>][] = [
      ...['newest', 'name', 'price_asc', 'price_desc'].map((sort): (typeof lists)[number] => [
        sort,
        (path) => shop.shopper(path),
      ]),
      ...[
        'newest',
        'name',
        'price_asc',
        'price_desc',
        'updated',
        'sku',
        'stock_asc',
        'stock_desc',
      ].map((sort): (typeof lists)[number] => [sort, (path) => shop.editor('GET', path)]),
    ];
    for (const [sort, get] of lists) {
      const seen = new Set<number>();
      let cursor: string | null = null;
      do {
        const { status, body }: { status: number; body: Json } = await get(
          `/parts?limit=1&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`,
        );
        expect({ sort, status, cursor: status === 200 ? '' : cursor }).toEqual({
          sort,
          status: 200,
          cursor: '',
        });
        for (const { id } of body.items) seen.add(id);
        cursor = body.next_cursor;
      } while (cursor);
      expect({ sort, seen: seen.size }).toEqual({ sort, seen: names.length + 1 });
    }
  });

  it.each([
    ['updated', '9999-99-99 99:99:99+00'],
    ['updated', '0000-01-01 00:00:00+00'],
    ['updated', '275760-09-13 00:00:00+00'],
    ['updated', 'infinity'],
    ['stock_asc', '9999999999'],
    ['newest', '2147483648'],
    ['price_asc', 'NaN'],
    ['price_asc', '1e400'],
    ['name', 'a\0b'],
    ['name', '\ud800'],
  ])('a cursor for %s at %j, which no column can hold, is refused by name', async (s, k) => {
    const cursor = Buffer.from(JSON.stringify({ s, k, id: 1, fuzzy: false })).toString('base64url');
    const { status, body } = await shop.editor('GET', `/parts?sort=${s}&cursor=${cursor}`);
    expect(status).toBe(422);
    expect(body.errors.map((error: Json) => error.field)).toEqual(['cursor']);
  });
});
