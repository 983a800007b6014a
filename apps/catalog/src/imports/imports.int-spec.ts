import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { EDITOR, Shop, type Answer, type Json } from '../testing/shop.js';

let shop: Shop;
let brakes: Json;
beforeAll(async () => {
  shop = await Shop.open({ redis: true });
  brakes = (await shop.editor('POST', '/categories', { name: 'Brakes' })).body;
});
afterAll(() => shop.close());

/** Sends a file as the panel does. */
function upload(
  content: string | Uint8Array<ArrayBuffer>,
  { name = 'parts.csv', query = '', mapping = undefined as unknown, to = '/imports' } = {},
): Promise<Answer> {
  const form = new FormData();
  if (mapping !== undefined) form.set('mapping', JSON.stringify(mapping));
  form.set('file', new Blob([content]), name);
  return shop.editor('POST', `${to}${query}`, form);
}

/** An import rests for as long as it works, so on a busy machine one of some batches takes its time. */
const IN_ITS_TIME = { timeoutMs: 80_000 };

async function ended(id: string): Promise<Json> {
  return eventually(async () => {
    const { body } = await shop.editor('GET', `/imports/${id}`);
    expect(['completed', 'failed', 'cancelled']).toContain(body.status);
    return body;
  }, IN_ITS_TIME);
}

const begun = (id: string): Promise<void> =>
  eventually(
    async () =>
      expect((await shop.editor('GET', `/imports/${id}`)).body.created).toBeGreaterThan(0),
    IN_ITS_TIME,
  );

/** The import of a file, when it has ended. */
async function imported(
  content: string | Uint8Array<ArrayBuffer>,
  options: Parameters<typeof upload>[1] = {},
): Promise<Json> {
  const { status, body } = await upload(content, options);
  expect({ status, body }).toMatchObject({ status: 202 });
  return ended(body.import_id);
}

async function bySku(sku: string): Promise<Json> {
  const { body } = await shop.editor('GET', `/parts?q=${sku}`);
  return body.items.find((part: Json) => part.sku === sku);
}

const errorsOf = async (id: string): Promise<string> =>
  (await shop.editor<string>('GET', `/imports/${id}/errors.csv`)).body;

describe('a file of parts', () => {
  it('adds and changes them as staff would, each with its history, its event and its author', async () => {
    const known = await shop.part({ sku: 'IMP-1', description: '<p>stays</p>' });
    const done = await imported(
      'SKU;Product name;Price;Currency;Category;Specs\r\n' +
        'imp-1;A better name;12.50;;brakes;\r\n' +
        'IMP-2;"Disc, 320 mm";99.00;EUR;Brakes;"Diameter | 320 | mm\nMaterial | Steel"\r\n',
    );
    expect(done).toMatchObject({
      status: 'completed',
      created: 1,
      updated: 1,
      failed: 0,
      processed: 2,
      started_by: EDITOR.id,
      started_by_name: EDITOR.name,
      processed_bytes: done.total_bytes,
    });
    const { body: changed } = await shop.editor('GET', `/parts/${known.id}`);
    expect(changed).toMatchObject({
      part_name: 'A better name',
      description: '<p>stays</p>',
      price: { amount: '12.50', currency: 'EUR' },
      category_id: brakes.id,
      version: 2,
      changed_by: EDITOR.id,
    });
    const added = await bySku('IMP-2');
    expect(added).toMatchObject({
      part_name: 'Disc, 320 mm',
      specifications: [
        { name: 'Diameter', value: '320', unit: 'mm' },
        { name: 'Material', value: 'Steel' },
      ],
    });
    const { body: history } = await shop.editor('GET', `/parts/${known.id}/versions`);
    expect(history.items[0]).toMatchObject({
      change_summary: 'Imported from parts.csv',
      created_by_name: EDITOR.name,
    });
    expect((await shop.events(known.id)).map(({ type }) => type)).toEqual([
      'part.created',
      'content.updated',
    ]);
    const [log] = await shop.database.query<{ changed_by: string }>(
      `select changed_by from audit.data_change_logs where table_name = 'parts' and record_id = $1 order by id desc limit 1`,
      [String(known.id)],
    );
    expect(log?.changed_by).toBe(EDITOR.id);
  });

  it('is what the next shopper sees', async () => {
    const part = await shop.part({ sku: 'IMP-SEEN', part_name: 'Seen before' });
    expect((await shop.shopper(`/parts/${part.id}`)).body.part_name).toBe('Seen before');
    await imported('sku,part_name\nIMP-SEEN,Seen after\n');
    expect((await shop.shopper(`/parts/${part.id}`)).body.part_name).toBe('Seen after');
  });

  it('is found by its words at once, with specifications and without', async () => {
    await imported(
      'sku,name,price,currency,specifications\nFOUND-1,Zwirbler,1,EUR,Knurls | Quaxig\nFOUND-2,Zwirbler,1,EUR,\n',
    );
    const found = async (word: string): Promise<string[]> =>
      (await shop.shopper(`/parts?q=${word}`)).body.items.map(({ sku }: Json) => sku).sort();
    expect(await found('quaxig')).toEqual(['FOUND-1']);
    expect(await found('zwirbler')).toEqual(['FOUND-1', 'FOUND-2']);
  });

  it('says of each bad row what is wrong, and takes in all others', async () => {
    const done = await imported(
      'sku,part_name,price,currency,category\n' +
        'BAD-1,Good,1.00,EUR,\n' +
        'BAD-2,No price,,,\n' +
        'BAD-3,Strange,x,EUR,nowhere\n' +
        'BAD-4,Too,many,cells,in,it\n' +
        'BAD-5,Good too,2.00,EUR,brakes\n' +
        ',No SKU,2.00,EUR,\n',
    );
    expect(done).toMatchObject({ status: 'completed', created: 2, failed: 4, processed: 6 });
    const [head, ...lines] = (await errorsOf(done.id)).trimEnd().split('\n');
    expect(head).toBe('error_row,error_field,error_message,sku,part_name,price,currency,category');
    expect(lines.map((line) => line.split(',')[0])).toEqual(['3', '4', '5', '7']);
    expect(lines[0]).toContain('price');
    expect(lines[1]).toMatch(/category nowhere is not known here/);
    expect(lines[2]).toMatch(/row has 6 cells; there are 5 columns/);
    expect(lines[3]).toMatch(/sku is missing/);
  });

  it('and the list of errors, mended, is a file that can be imported', async () => {
    const first = await imported('sku,part_name,price,currency\nMEND-1,Mended,one,EUR\n');
    const mended = (await errorsOf(first.id)).replace(',one,', ',1.00,');
    expect(await imported(mended)).toMatchObject({ created: 1, failed: 0 });
  });

  it('changes nothing in a dry run, which can then be applied', async () => {
    const dry = await imported('sku,part_name,price,currency\nDRY-1,Dry,1.00,EUR\nDRY-2,,1,EUR\n', {
      query: '?dry_run=true',
    });
    expect(dry).toMatchObject({ dry_run: true, status: 'completed', created: 1, failed: 1 });
    expect(await bySku('DRY-1')).toBeUndefined();
    expect((await shop.editor('POST', `/imports/${dry.id}/apply`)).status).toBe(200);
    expect(await ended(dry.id)).toMatchObject({ dry_run: false, created: 1, failed: 1 });
    expect(await bySku('DRY-1')).toMatchObject({ part_name: 'Dry' });
  });

  it('finds categories and genres by what they were called, unless something is called so now', async () => {
    const make = async (of: string, name: string): Promise<Json> =>
      (await shop.editor('POST', `/${of}`, { name })).body;
    const rename = (of: string, id: string, name: string, slug: string) =>
      shop.editor('PUT', `/${of}/${id}`, { name, slug });
    const [tyres, wheels] = [await make('categories', 'Tyres'), await make('categories', 'Wheels')];
    const [jump, puzzle] = [await make('genres', 'Jump and run'), await make('genres', 'Puzzle')];
    await rename('categories', tyres.id, 'Winter tyres', 'winter-tyres');
    await rename('categories', wheels.id, 'Rims', 'rims');
    await rename('genres', jump.id, 'Platformer', 'platformer');
    await make('categories', 'Wheels');
    await imported(
      'sku,kind,name,price,currency,category,genres\n' +
        'WAS-1,,Was,1,EUR,tyres,\nWAS-2,game,Was,1,EUR,TYRES,jump-and-run | Puzzle\nWAS-3,,Was,1,EUR,wheels,\n',
    );
    const part = async (sku: string): Promise<Json> =>
      (await shop.editor('GET', `/parts/${(await bySku(sku)).id}`)).body;
    expect((await part('WAS-1')).category_id).toBe(tyres.id);
    const game = await part('WAS-2');
    expect(game.genres.map(({ id }: Json) => id).sort()).toEqual([jump.id, puzzle.id].sort());
    expect((await part('WAS-3')).category_id).not.toBe(wheels.id);
  });

  it('imported again changes nothing', async () => {
    const file = 'sku,part_name,price,currency\nTWICE-1,Twice,1.00,EUR\n';
    await imported(file);
    expect(await imported(file)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect((await bySku('TWICE-1')).version).toBe(1);
  });

  it('may name a part twice: the later row is written after the earlier one', async () => {
    const done = await imported(
      'sku,part_name,price,currency\nLATER,First,1.00,EUR\nlater,Second,,\n',
    );
    expect(done).toMatchObject({ created: 1, updated: 1 });
    expect(await bySku('LATER')).toMatchObject({ part_name: 'Second', version: 2 });
  });

  it('clears what a cell says is to be cleared, and leaves what an empty cell says nothing of', async () => {
    const part = await shop.part({
      sku: 'CLEAR-1',
      description: 'Long',
      category_id: brakes.id,
    });
    await imported('sku,description,category\nCLEAR-1,(clear),\n');
    expect((await shop.editor('GET', `/parts/${part.id}`)).body).toMatchObject({
      description: '',
      category_id: brakes.id,
    });
  });
});

describe('a file may come', () => {
  it('as JSON Lines', async () => {
    const lines = [
      { sku: 'JSON-1', part_name: 'From JSON', price: { amount: '3.00', currency: 'EUR' } },
      { sku: 'JSON-2', part_name: 'Other', price: 4.5, currency: 'eur', category: null },
      { sku: 'JSON-3', specifications: [{ name: 'Only a name' }] },
    ];
    const content = `${lines.map((line) => JSON.stringify(line)).join('\n')}\nno json\n`;
    const done = await imported(content, { name: 'parts.jsonl' });
    expect(done).toMatchObject({ format: 'jsonl', created: 2, failed: 2 });
    expect(await bySku('JSON-2')).toMatchObject({ price: { amount: '4.50', currency: 'EUR' } });
  });

  it('in UTF-16 with tabs, as spreadsheets save it', async () => {
    const text = '\ufeffsku\tname\tprice\tcurrency\r\nUTF-16\tSchlüssel 鍵\t1.00\tEUR\r\n';
    expect(await imported(Buffer.from(text, 'utf16le'))).toMatchObject({ created: 1 });
    expect((await bySku('UTF-16')).part_name).toBe('Schlüssel 鍵');
  });

  it('with rows that are no UTF-8, which fail alone', async () => {
    const latin = Buffer.concat([
      Buffer.from('sku,name,price,currency\nLATIN-1,Schl'),
      Buffer.from([0xfc]),
      Buffer.from('ssel,1.00,EUR\nLATIN-2,Plain,1.00,EUR\n'),
    ]);
    const done = await imported(latin);
    expect(done).toMatchObject({ created: 1, failed: 1 });
    expect(await errorsOf(done.id)).toContain('save the file as UTF-8');
  });

  it('with a quotation mark that is never closed: what comes before it is taken in', async () => {
    const done = await imported('sku,name,price,currency\nOPEN-1,A,1.00,EUR\nOPEN-2,"B,1.00,EUR\n');
    expect(done).toMatchObject({ status: 'failed', created: 1 });
    expect(done.problem).toBe('Row 3 has a quotation mark that is never closed.');
  });

  it('with columns of other names, which are chosen once and then remembered', async () => {
    const file = 'Ref,Bezeichnung,VK\nMAP-1,Karte,1.00\n';
    const { body } = await upload(file, { to: '/import-columns' });
    expect(body).toMatchObject({ format: 'csv', delimiter: ',' });
    expect(body.columns[1]).toEqual({ name: 'Bezeichnung', field: null, samples: ['Karte'] });
    const mapping = { Ref: 'sku', Bezeichnung: 'part_name', VK: null };
    await shop.part({ sku: 'MAP-1' });
    expect(await imported(file, { mapping })).toMatchObject({ updated: 1 });
    expect((await upload(file, { to: '/import-columns' })).body.columns[1].field).toBe('part_name');
    expect(await imported(file)).toMatchObject({ unchanged: 1 });
  });

  it('but not larger than the shop takes', async () => {
    const [instance] = shop.instances;
    expect(instance).toBeDefined();
    await shop.restart(0, { CATALOG_IMPORT_MOST_MIB: '1' });
    const { status, body } = await upload(`sku,name\n${'A-1,x\n'.repeat(300_000)}`);
    expect({ status, errors: body.errors }).toEqual({
      status: 413,
      errors: [{ field: 'file', message: 'is larger than 1 MiB: split it' }],
    });
    const { body: list } = await shop.editor('GET', '/imports?limit=1');
    expect(list.items[0].status).not.toBe('uploading');
  });
});

describe('an import', () => {
  const many = (prefix: string, n: number): string =>
    `sku,name,price,currency\n${Array.from({ length: n }, (_, i) => `${prefix}-${i},Part ${i},1.00,EUR\n`).join('')}`;

  it('that is cancelled can be resumed, and ends as if it had never stopped', async () => {
    await shop.restart(0, { CATALOG_IMPORT_ROWS_PER_SECOND: '100' });
    const { body } = await upload(many('STOP', 900));
    const path = `/imports/${body.import_id}`;
    await begun(body.import_id);
    expect((await shop.editor('POST', `${path}/cancel`)).body).toMatchObject({
      status: 'cancelled',
    });
    expect((await shop.editor('GET', path)).body.created).toBeLessThan(900);
    expect((await shop.editor('POST', `${path}/cancel`)).body.code).toBe('wrong_import_status');
    await shop.restart(0);
    expect((await shop.editor('POST', `${path}/resume`)).status).toBe(200);
    expect(await ended(body.import_id)).toMatchObject({ created: 900, updated: 0, failed: 0 });
  });

  it('that one process leaves another one takes over, and no row is written twice', async () => {
    await shop.restart(0, { CATALOG_IMPORT_ROWS_PER_SECOND: '100' });
    const { body } = await upload(many('LEFT', 900));
    await begun(body.import_id);
    await shop.restart(0);
    expect(await ended(body.import_id)).toMatchObject({ created: 900, updated: 0, unchanged: 0 });
    const [{ n }] = (await shop.database.query<{ n: number }>(
      `select count(*)::int as n from catalog.part_content_versions v join catalog.parts p on p.id = v.part_id
        where p.sku like 'LEFT-%'`,
    )) as [{ n: number }];
    expect(n).toBe(900);
  });
});
