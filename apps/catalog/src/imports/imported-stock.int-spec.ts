import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { eventually, standIn, type StandIn } from '@tandem/testing';
import { EDITING, EDITOR, Shop, type Json } from '../testing/shop.js';

/** What inventory would answer is inventory's own test; here it is what the import makes of its answers. */
let shop: Shop;
let inventory: StandIn;
let told: Json[];
let away: boolean;
let refused: Set<number>;
beforeEach(() => {
  told = [];
  away = false;
  refused = new Set();
});
beforeAll(async () => {
  inventory = await standIn(async (request, response) => {
    const body = await bodyOf(request);
    told.push(body);
    if (away) return void response.writeHead(503).end();
    const results = body.lines.map(({ row }: Json) =>
      refused.has(row)
        ? { row, outcome: 'refused', message: 'would leave 1, below the 2 reserved' }
        : { row, outcome: 'changed' },
    );
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ results }));
  });
  shop = await Shop.open({ env: { INVENTORY_URL: inventory.url } });
});
afterAll(async () => {
  await shop?.close();
  await inventory?.close();
});

async function bodyOf(request: IncomingMessage): Promise<Json> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return JSON.parse(text);
}

const STOCK_TOO = { ...EDITING, permissions: [...EDITING.permissions, 'stock:write'] };

async function upload(content: string, query = '', as: typeof EDITING = STOCK_TOO): Promise<Json> {
  const form = new FormData();
  form.set('file', new Blob([content]), 'parts.csv');
  const token = await shop.tokens.tokenFor({ userId: EDITOR.id, name: EDITOR.name, ...as });
  return shop.send('POST', `/api/v1/admin/imports${query}`, { as: { token }, body: form });
}

const ended = (id: string): Promise<Json> =>
  eventually(
    async () => {
      const { body } = await shop.editor('GET', `/imports/${id}`);
      expect(['completed', 'failed']).toContain(body.status);
      return body;
    },
    { timeoutMs: 60_000 },
  );

async function imported(content: string, query = ''): Promise<Json> {
  const { status, body } = await upload(content, query);
  expect(status).toBe(202);
  return ended(body.import_id);
}

it('a row tells inventory how many units there are, once its part is written', async () => {
  const known = await shop.part({ sku: 'KNOWN' });
  const same = await shop.part({ sku: 'SAME' });
  await shop.stock(same.id, 4);
  const done = await imported(
    'sku,name,price,currency,qty\nknown,,,,7\nSAME,,,,4\nNEW,New,1.00,EUR,3\nEMPTY,New,1.00,EUR,0\n',
  );
  expect(done).toMatchObject({ created: 2, updated: 1, unchanged: 1, failed: 0 });
  const [added] = await shop.database.query<Json>(`select id from catalog.parts where sku = 'NEW'`);
  expect(told).toEqual([
    {
      import_id: done.id,
      reason: 'Imported from parts.csv',
      by: EDITOR,
      lines: [
        { row: 2, part_id: known.id, current_stock: 7 },
        { row: 4, part_id: added.id, current_stock: 3 },
      ],
    },
  ]);
});

it('what inventory refuses stands in the list of errors, and counts as failed', async () => {
  refused.add(3);
  const done = await imported('sku,name,price,currency,stock\nR-1,A,1,EUR,5\nR-2,B,1,EUR,1\n');
  expect(done).toMatchObject({ created: 1, failed: 1, processed: 2 });
  const { body } = await shop.editor<string>('GET', `/imports/${done.id}/errors.csv`);
  expect(body).toContain('3,stock,');
  expect(body).toContain('below the 2 reserved');
  expect(body).toContain('R-2,B,1,EUR,1');
});

it('an import waits for an inventory that is away, and goes on', async () => {
  away = true;
  const { body } = await upload('sku,name,price,currency,stock\nW-1,A,1,EUR,5\n');
  await eventually(() => expect(told.length).toBeGreaterThan(0));
  away = false;
  expect(await ended(body.import_id)).toMatchObject({ status: 'completed', created: 1, failed: 0 });
  const waiting = await shop.database.query('select from catalog.import_stock');
  expect(waiting).toHaveLength(0);
});

it('a dry run tells nobody, and says what is wrong with a figure', async () => {
  const held = await shop.part({ sku: 'HELD' });
  await shop.stock(held.id, 9);
  await shop.database.query(
    'update inventory.stock_levels set reserved_quantity = 4 where part_id = $1',
    [held.id],
  );
  const done = await imported(
    'sku,stock\nHELD,3\nKNOWN,-1\nSAME,many\nKNOWN,1.5\nHELD,(clear)\nHELD,5\n',
    '?dry_run=true',
  );
  expect(done).toMatchObject({ updated: 1, failed: 5 });
  expect(told).toEqual([]);
  const { body } = await shop.editor<string>('GET', `/imports/${done.id}/errors.csv`);
  expect(body).toContain('stock would be below the 4 reserved for open orders');
  expect(body).toContain('must be a whole number');
  expect(body).toContain('can’t be cleared: write 0');
});

it('whoever may not change stock gets the column left out, and is refused who asks for it', async () => {
  const file = 'sku,name,units\nKNOWN,Other,99\n';
  const { body } = await upload(file, '', EDITING);
  expect(await ended(body.import_id)).toMatchObject({ updated: 1 });
  expect(told).toEqual([]);
  const form = new FormData();
  form.set('mapping', JSON.stringify({ units: 'stock' }));
  form.set('file', new Blob([file]), 'parts.csv');
  expect((await shop.editor('POST', '/imports', form)).status).toBe(403);
  // Not being allowed to is no choice: whoever is gets the column proposed.
  const preview = new FormData();
  preview.set('file', new Blob([file]), 'parts.csv');
  const token = await shop.tokens.tokenFor({ userId: EDITOR.id, name: EDITOR.name, ...STOCK_TOO });
  const seen = await shop.send<Json>('POST', '/api/v1/admin/import-columns', {
    as: { token },
    body: preview,
  });
  expect(seen.body.columns[2]).toMatchObject({ name: 'units', field: 'stock' });
  const dry = await upload('sku,on hand\nKNOWN,98\n', '?dry_run=true');
  await ended(dry.body.import_id);
  expect((await shop.editor('POST', `/imports/${dry.body.import_id}/apply`)).status).toBe(403);
});

it('an exported file has the stock, and imported again tells nobody', async () => {
  const { body: file } = await shop.editor<string>('GET', '/parts.csv?q=SAME');
  const [head, row] = file.trim().split('\n');
  const at = head!.split(',').indexOf('stock');
  expect(row!.split(',')[at]).toBe('4');
  expect(await imported(file)).toMatchObject({ unchanged: 1, updated: 0 });
  expect(told).toEqual([]);
});
