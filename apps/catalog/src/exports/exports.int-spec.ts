import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
  const category = (await shop.editor('POST', '/categories', { name: 'Brakes' })).body;
  await shop.part({
    sku: 'EXP-1',
    part_name: '=HYPERLINK("http://example.test")',
    description: '<p>Two lines,\n"quoted"</p>',
    category_id: category.id,
    specifications: [
      { name: 'Fits', value: 'A | B \\ C', unit: 'mm' },
      { name: '-', value: '(clear)', group: 'Other' },
    ],
  });
  await shop.part({
    sku: 'EXP-2',
    part_name: "'=already",
    price: { amount: '5', currency: 'JPY' },
  });
  await shop.part({ sku: 'EXP-3', part_name: '(clear)', status: 'draft' });
  await shop.part({ sku: 'EXP-4', kind: 'game', publisher: '@studio', release_date: '2024-02-29' });
  const many = Array.from({ length: 450 }, (_, n) => `MANY-${n},Many ${n},1.00,EUR\n`);
  await importedAgain(`sku,name,price,currency\n${many.join('')}`, 'many.csv');
});
afterAll(() => shop.close());

const file = async (name: string): Promise<string> => (await shop.editor<string>('GET', name)).body;

async function importedAgain(content: string, name: string): Promise<Json> {
  const form = new FormData();
  form.set('file', new Blob([content]), name);
  const { body } = await shop.editor('POST', '/imports', form);
  return eventually(async () => {
    const { body: now } = await shop.editor('GET', `/imports/${body.import_id}`);
    expect(['completed', 'failed']).toContain(now.status);
    return now;
  });
}

describe('an exported file', () => {
  it.each(['/parts.csv', '/parts.jsonl'])(
    'has every part once and is, imported again, no change: %s',
    async (path) => {
      const content = await file(path);
      for (const sku of ['EXP-1', 'EXP-2', 'EXP-3', 'EXP-4', 'MANY-0', 'MANY-449'])
        expect(content.split(sku).length - 1).toBeGreaterThanOrEqual(1);
      expect(await importedAgain(content, path.slice(1))).toMatchObject({
        status: 'completed',
        unchanged: 454,
        created: 0,
        updated: 0,
        failed: 0,
      });
    },
  );

  it('has no cell that a spreadsheet would run', async () => {
    const content = await file('/parts.csv?q=EXP-1');
    expect(content).toContain(`"'=HYPERLINK(""http://example.test"")"`);
  });

  it('has the parts that the filters of the table leave', async () => {
    const lines = (await file('/parts.csv?status=draft')).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('EXP-3');
  });

  it('is refused when its filters make no sense, and has its columns when no part fits', async () => {
    for (const path of ['/parts.csv', '/parts.jsonl']) {
      const refused = await shop.editor('GET', `${path}?q=-1`);
      expect([refused.status, refused.body.errors[0].field]).toEqual([422, 'q']);
    }
    expect(await file('/parts.csv?q=nothing-like-it')).toMatch(/^\ufeff?sku,/);
  });

  it('written into another shop makes the same parts', async () => {
    const content = await file('/parts.jsonl?q=EXP-1');
    const moved = content.replace('"EXP-1"', '"EXP-9"');
    expect(await importedAgain(moved, 'moved.jsonl')).toMatchObject({ created: 1 });
    const [one, other] = await Promise.all(
      ['EXP-1', 'EXP-9'].map(async (sku) => {
        const { body } = await shop.editor('GET', `/parts?q=${sku}`);
        const { id } = body.items.find((part: Json) => part.sku === sku);
        return (await shop.editor('GET', `/parts/${id}`)).body;
      }),
    );
    for (const field of ['part_name', 'description', 'category_id', 'price', 'specifications'])
      expect(other[field]).toEqual(one[field]);
  });
});
