import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { eventually, standIn, type StandIn } from '@tandem/testing';
import { CatalogConfig } from '../config.js';
import { EDITOR, Shop, type Json } from '../testing/shop.js';

const SLOW = { timeoutMs: 60_000 };
const STOCK = {
  userId: '0198c5a0-0000-7000-8000-0000000000bb',
  name: 'Stan Stock',
  permissions: ['content:read', 'stock:write'],
};

/**
 * Real: PostgreSQL. Inventory is a stand-in that writes the table its views stand on, each row once, as inventory's own specs
 * show of it.
 */
let shop: Shop;
let inventory: StandIn;
let told: Json[];
let written: number[];
let loseAnswers: number;
let beforeAnswer: () => Promise<unknown>;
const answers = new Map<string, Json>();

beforeEach(() => {
  told = [];
  written = [];
  loseAnswers = 0;
  beforeAnswer = () => Promise.resolve();
});
beforeAll(async () => {
  inventory = await standIn(async (request, response) => {
    const body = await bodyOf(request);
    told.push(body);
    const results: Json[] = [];
    for (const line of body.lines) results.push(await takeIn(body.import_id, line));
    await beforeAnswer();
    if ((loseAnswers -= 1) >= 0) return void response.destroy();
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

async function takeIn(importId: string, line: Json): Promise<Json> {
  const key = `${importId} ${line.row}`;
  if (!answers.has(key)) answers.set(key, await judged(line));
  return answers.get(key);
}

async function judged({ row, part_id, current_stock, expected_stock }: Json): Promise<Json> {
  const [level] = await shop.database.query<Json>(
    `select current_stock, reserved_quantity from inventory.stock_levels where part_id = $1`,
    [part_id],
  );
  const now = level?.current_stock ?? 0;
  if (now !== expected_stock)
    return { row, outcome: 'conflict', message: `was ${expected_stock} and is ${now} now` };
  if (current_stock < (level?.reserved_quantity ?? 0))
    return { row, outcome: 'refused', message: 'would be below what is reserved' };
  await shop.stock(part_id, current_stock);
  written.push(part_id);
  return { row, outcome: 'changed' };
}

async function bulk(method: string, path: string, body?: unknown, as: object = STOCK) {
  const token = await shop.tokens.tokenFor({ ...STOCK, ...as });
  return shop.send<Json>(method, `/api/v1/admin/bulk${path}`, { as: { token }, body });
}

async function parts(count: number, stock: number): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await shop.part();
    await shop.stock(id, stock);
    ids.push(id);
  }
  return ids;
}

async function preview(part_ids: number[], stock: object): Promise<Json> {
  const { status, body } = await bulk('POST', '-stock', {
    part_ids,
    stock: { reason: 'Delivery', ...stock },
  });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body;
}

async function started(part_ids: number[], stock: object): Promise<string> {
  const { id } = await preview(part_ids, stock);
  expect((await bulk('POST', `-stock/${id}/start`)).status).toBe(200);
  return id;
}

const becomes = (id: string, counts: object) =>
  eventually(async () => expect((await bulk('GET', `/${id}`)).body).toMatchObject(counts), SLOW);
const rowsOf = async (id: string): Promise<Json[]> =>
  (await bulk('GET', `/${id}/rows?limit=100`)).body.items;
async function stockOf(ids: number[]): Promise<number[]> {
  const rows = await shop.database.query<{ current_stock: number }>(
    `select current_stock from inventory.stock_levels where part_id = any ($1) order by part_id`,
    [ids],
  );
  return rows.map(({ current_stock }) => current_stock);
}

describe('a change of the stock of many parts at once', () => {
  it('is previewed, made row by row with its reason, and undone but where stock has moved since', async () => {
    const ids = (await parts(4, 10)) as [number, number, number, number];
    await shop.database.query(
      `update inventory.stock_levels set reserved_quantity = 8 where part_id = $1`,
      [ids[2]],
    );
    const run = await preview(ids, { mode: 'percent', percent: '-25' });
    expect(run).toMatchObject({ state: 'ready', parts: 4, open: 4 });
    expect(await rowsOf(run.id)).toMatchObject([
      { part_id: ids[0], before: { stock: 10 }, after: { stock: 8 }, result: 'open' },
      {},
      {},
      {},
    ]);
    expect(told).toEqual([]);
    await shop.stock(ids[1], 9);
    await shop.database.query(
      `update inventory.stock_levels set reserved_quantity = 9 where part_id = $1`,
      [ids[2]],
    );
    expect((await bulk('POST', `-stock/${run.id}/start`)).status).toBe(200);
    await becomes(run.id, { state: 'finished', done: 2, conflicts: 1, refused: 1 });
    expect(await stockOf(ids)).toEqual([8, 9, 10, 8]);
    expect((await rowsOf(run.id)).map(({ reason }) => reason)).toEqual([
      null,
      'The stock was 10 and is 9 now.',
      'The stock would be below what is reserved.',
      null,
    ]);
    expect(told[0]).toMatchObject({
      import_id: run.id,
      reference: run.id,
      reason: 'Delivery',
      by: { id: STOCK.userId, name: STOCK.name },
    });

    await shop.stock(ids[3], 7);
    expect((await bulk('POST', `-stock/${run.id}/undo`)).status).toBe(200);
    await becomes(run.id, { state: 'undone', restored: 1, not_restored: 1 });
    expect(await stockOf(ids)).toEqual([10, 9, 10, 7]);
    expect(told.at(-1)).toMatchObject({ reference: run.id, reason: 'Undone: Delivery' });
    const { body: file } = await bulk('GET', `/${run.id}/rows.csv?result=not_restored`);
    expect(file.trimEnd().split('\n').slice(1)).toEqual([
      expect.stringMatching(/^4,.*not_restored,The stock was 8 and is 7 now\.$/),
    ]);
  });

  it('says in the preview which parts can’t have it', async () => {
    const [held, few] = (await parts(2, 3)) as [number, number];
    await shop.database.query(
      `update inventory.stock_levels set reserved_quantity = 2 where part_id = $1`,
      [held],
    );
    const run = await preview([held, few], { mode: 'amount', units: -2 });
    expect(run).toMatchObject({ open: 1, refused: 1 });
    expect((await rowsOf(run.id))[0]).toMatchObject({
      reason: 'The stock would be 1, below the 2 reserved for orders.',
    });
    const none = await preview([few], { mode: 'set', units: 3 });
    expect(none).toMatchObject({ open: 0, unchanged: 1 });
  });

  it('asks once more when the answer was lost, and writes each row once', async () => {
    const ids = await parts(130, 1);
    loseAnswers = 1;
    const id = await started(ids, { mode: 'amount', units: 4 });
    await becomes(id, { state: 'finished', done: 130 });
    expect(told.length).toBe(3);
    expect(told[1].lines).toEqual(told[0].lines);
    expect(written.toSorted((a, b) => a - b)).toEqual(ids);
    expect(new Set(await stockOf(ids))).toEqual(new Set([5]));
  });

  it('knows what was written when it is stopped meanwhile, so that it can be undone', async () => {
    const ids = await parts(150, 2);
    let stop: Json;
    beforeAnswer = async () => {
      stop ??= await bulk('POST', `-stock/${told[0].import_id}/cancel`);
    };
    const id = await started(ids, { mode: 'set', units: 9 });
    await becomes(id, { state: 'cancelled', done: 100, open: 50 });
    expect(stop.body).toMatchObject({ state: 'cancelled', open: 150 });
    await bulk('POST', `-stock/${id}/undo`);
    await becomes(id, { state: 'undone', restored: 100, open: 50 });
    expect(new Set(await stockOf(ids))).toEqual(new Set([2]));
  });

  it('is for those who may write stock, and other changes are for those who may write content', async () => {
    const ids = await parts(1, 1);
    const { id } = await preview(ids, { mode: 'set', units: 2 });
    const content = { userId: EDITOR.id, permissions: ['content:read', 'content:write'] };
    expect((await bulk('POST', `-stock/${id}/start`, undefined, content)).status).toBe(403);
    expect((await bulk('POST', `/${id}/start`, undefined, content)).status).toBe(404);
    const change = { status: 'draft' };
    const other = await bulk('POST', '', { part_ids: ids, change }, content);
    expect((await bulk('POST', `-stock/${other.body.id}/start`)).status).toBe(404);
    expect((await bulk('POST', `/${other.body.id}/start`)).status).toBe(403);
  });

  it.each([
    [{ mode: 'set' }, 'stock.units'],
    [{ mode: 'set', units: -1 }, 'stock.units'],
    [{ mode: 'set', units: 1.5 }, 'stock.units'],
    [{ mode: 'percent', units: 5 }, 'stock.percent'],
    [{ mode: 'percent', percent: '-100.5' }, 'stock.percent'],
    [{ mode: 'amount', units: 1, reason: '' }, 'stock.reason'],
    [{ mode: 'amount', units: 1, price: 2 }, 'stock.price'],
  ])('is refused, with the field that is wrong: %j', async (stock, field) => {
    const body = { part_ids: await parts(1, 1), stock: { reason: 'x', ...stock } };
    const answer = await bulk('POST', '-stock', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: Json) => error.field)).toContain(field);
  });
});

it('runs are forgotten with their rows once they are old, and only such as have ended', async () => {
  const [part] = (await parts(1, 1)) as [number];
  const old = await started([part], { mode: 'amount', units: 1 });
  await becomes(old, { state: 'finished' });
  const kept = await started([part], { mode: 'amount', units: 1 });
  await becomes(kept, { state: 'finished' });
  const running = (await preview([part], { mode: 'amount', units: 1 })).id;
  const { bulkRunDays } = shop.instances[0]!.app.get(CatalogConfig);
  const age = (id: string, days: number) =>
    shop.database.query(
      `update catalog.bulk_runs set ended_at = ended_at - $2 * interval '1 day', created_at = created_at - $2 * interval '1 day'
        where id = $1`,
      [id, days],
    );
  await age(old, bulkRunDays + 1);
  await age(kept, bulkRunDays - 1);
  await shop.database.query(
    `update catalog.bulk_runs set state = 'running', started_at = now() - interval '500 days', created_at = now() - interval '500 days'
      where id = $1`,
    [running],
  );
  await shop.instances[0]!.app.get(Retention).run('forget-bulk-previews');
  const left = await shop.database.query<{ id: string }>(
    `select id from catalog.bulk_runs where id = any ($1) order by created_at`,
    [[old, kept, running]],
  );
  expect(left.map(({ id }) => id)).toEqual([running, kept]);
  expect(
    await shop.database.query('select from catalog.bulk_rows where run_id = $1', [old]),
  ).toEqual([]);
});
