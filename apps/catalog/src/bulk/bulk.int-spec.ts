import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import { Shop, type Json } from '../testing/shop.js';
import { PARTS_AT_ONCE } from './work-through-bulk.js';

/** Real: PostgreSQL, Redis. Two instances share the jobs and the cache. */
let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ redis: true, instances: 2 });
});
afterAll(() => shop?.close());

const SLOW = { timeoutMs: 60_000 };
const cheaper = { price: { mode: 'percent', percent: '-10' } };

const bulk = (method: string, path: string, body?: unknown) =>
  shop.editor(method, `/bulk${path}`, body);

async function parts(count: number, fields: Record<string, unknown> = {}): Promise<Json[]> {
  const made: Json[] = [];
  for (let n = 0; n < count; n += 1) made.push(await shop.part(fields));
  return made;
}

async function preview(part_ids: number[], change: object): Promise<Json> {
  const { status, body } = await bulk('POST', '', { part_ids, change });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body;
}

const becomes = (id: string, counts: Record<string, unknown>) =>
  eventually(async () => expect((await bulk('GET', `/${id}`)).body).toMatchObject(counts), SLOW);

async function started(part_ids: number[], change: object): Promise<string> {
  const { id } = await preview(part_ids, change);
  expect((await bulk('POST', `/${id}/start`)).status).toBe(200);
  return id;
}

const rowsOf = async (id: string, query = ''): Promise<Json[]> =>
  (await bulk('GET', `/${id}/rows?limit=100${query}`)).body.items;

/** What shoppers get, at both instances. */
async function shownPrices(id: number): Promise<(string | undefined)[]> {
  const answers = await Promise.all([0, 1].map((n) => shop.shopper(`/parts/${id}`, {}, n)));
  return answers.map(({ body }) => body.price?.amount);
}

const idsOf = (made: Json[]): number[] => made.map(({ id }) => id);

/** Somebody else is at this part, and whoever wants it waits. */
async function stuckAt(id: number) {
  const holder = new pg.Client({ connectionString: shop.database.adminUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select from catalog.parts where id = $1 for update', [id]);
  return {
    waiting: (count = 1): Promise<{ pid: number }[]> =>
      eventually(async () => {
        const rows = await shop.database.query<{ pid: number }>(
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(count);
        return rows;
      }, SLOW),
    end: () => holder.end(),
  };
}

describe('a change of many parts at once', () => {
  it('is previewed without changing anything, made, seen by shoppers, and undone', async () => {
    const made = await parts(3);
    const [first, second, third] = idsOf(made) as [number, number, number];
    await shop.editor('PUT', `/parts/${third}`, { price: { amount: '5.00', currency: 'USD' } });
    const change = { price: { mode: 'amount', amount: { amount: '-1.00', currency: 'EUR' } } };
    const run = await preview([first, second, third], change);
    expect(run).toMatchObject({ state: 'ready', parts: 3, open: 2, refused: 1, done: 0 });
    expect(await rowsOf(run.id)).toMatchObject([
      {
        part_id: first,
        before: { price: { amount: '19.99' } },
        after: { price: { amount: '18.99' } },
      },
      { part_id: second, result: 'open' },
      { part_id: third, result: 'refused', reason: 'The price is in USD.' },
    ]);
    expect(await shownPrices(first)).toEqual(['19.99', '19.99']);

    await bulk('POST', `/${run.id}/start`);
    await becomes(run.id, { state: 'finished', done: 2, refused: 1, open: 0 });
    expect(await shownPrices(first)).toEqual(['18.99', '18.99']);
    const { body: history } = await shop.editor('GET', `/parts/${first}/versions`);
    expect(history.items[0]).toMatchObject({
      version_number: 2,
      change_summary: 'Bulk change: price',
      created_by_name: 'Conny Content',
    });
    expect((await shop.events(first)).map(({ type, version }) => [type, version])).toEqual([
      ['part.created', 1],
      ['price.updated', 2],
    ]);

    await shop.editor('PUT', `/parts/${second}`, { part_name: 'Edited since' });
    expect((await bulk('POST', `/${run.id}/undo`)).status).toBe(200);
    await becomes(run.id, { state: 'undone', done: 0, restored: 1, not_restored: 1 });
    expect(await shownPrices(first)).toEqual(['19.99', '19.99']);
    expect(await shownPrices(second)).toEqual(['18.99', '18.99']);
    expect(await rowsOf(run.id, '&result=not_restored')).toMatchObject([
      { part_id: second, reason: 'Somebody changed the part in the meantime.' },
    ]);
    expect((await bulk('GET', '')).body.items[0]).toMatchObject({ id: run.id, state: 'undone' });
  });

  it('leaves alone what somebody changed or deleted after the preview', async () => {
    const [edited, deleted, untouched] = idsOf(await parts(3)) as [number, number, number];
    const { id } = await preview([edited, deleted, untouched], { status: 'archived' });
    await shop.editor('PUT', `/parts/${edited}`, { part_name: 'Mine' });
    const { body: impact } = await shop.editor('GET', `/parts/${deleted}/delete-impact`);
    await shop.editor('DELETE', `/parts/${deleted}?confirm=${impact.confirm}`);
    await bulk('POST', `/${id}/start`);
    await becomes(id, { state: 'finished', done: 1, conflicts: 1, refused: 1 });
    expect((await shop.editor('GET', `/parts/${edited}`)).body).toMatchObject({
      part_name: 'Mine',
      status: 'active',
    });
    expect((await shop.shopper(`/parts/${untouched}`)).status).toBe(404);
    expect((await rowsOf(id)).map(({ reason }) => reason)).toEqual([
      'Somebody changed the part in the meantime.',
      'The part was deleted.',
      null,
    ]);
  });

  it('is for the parts that matched when it was previewed, and no other', async () => {
    const { body: category } = await shop.editor('POST', '/categories', { name: 'Bulky' });
    const inside = idsOf(await parts(30, { category_id: category.id }));
    const { body: run } = await bulk('POST', '', {
      matching: { category: category.slug, status: 'active' },
      change: cheaper,
    });
    expect(run).toMatchObject({ parts: 30, open: 30 });
    const [late] = idsOf(await parts(1, { category_id: category.id }));
    await bulk('POST', `/${run.id}/start`);
    await becomes(run.id, { state: 'finished', done: 30 });
    expect(await shownPrices(inside[0]!)).toEqual(['17.99', '17.99']);
    expect(await shownPrices(late!)).toEqual(['19.99', '19.99']);
  });

  it('refuses the parts of a category that was deleted after the preview', async () => {
    const { body: category } = await shop.editor('POST', '/categories', { name: 'Short-lived' });
    const [part] = idsOf(await parts(1)) as [number];
    const { id } = await preview([part], { category_id: category.id });
    expect((await shop.editor('DELETE', `/categories/${category.id}`)).status).toBe(204);
    await bulk('POST', `/${id}/start`);
    await becomes(id, { state: 'finished', refused: 1, done: 0 });
    expect(await rowsOf(id)).toMatchObject([{ reason: 'The category was deleted.' }]);
  });

  it('goes on after its connection was cut in a batch, and changes each part exactly once', async () => {
    const ids = idsOf(await parts(PARTS_AT_ONCE * 2 + 1));
    const hold = await stuckAt(ids[PARTS_AT_ONCE + 5]!);
    const id = await started(ids, cheaper);
    await becomes(id, { done: PARTS_AT_ONCE });
    const [cut] = await hold.waiting();
    await shop.database.query('select pg_terminate_backend($1)', [cut!.pid]);
    await hold.end();
    await becomes(id, { state: 'finished', done: ids.length });
    const versions = await shop.database.query(
      `select version, count(*)::integer as parts from catalog.parts where id = any ($1) group by version`,
      [ids],
    );
    expect(versions).toEqual([{ version: 2, parts: ids.length }]);
  });

  it('stops behind the batch at which it is cancelled, and what it has changed can be undone', async () => {
    const ids = idsOf(await parts(PARTS_AT_ONCE * 3));
    const hold = await stuckAt(ids[PARTS_AT_ONCE + 5]!);
    const id = await started(ids, cheaper);
    await becomes(id, { done: PARTS_AT_ONCE });
    await hold.waiting();
    const cancelling = bulk('POST', `/${id}/cancel`);
    await hold.waiting(2);
    await hold.end();
    const [done, open] = [PARTS_AT_ONCE * 2, PARTS_AT_ONCE];
    expect((await cancelling).body).toMatchObject({ state: 'cancelled', done, open });
    await bulk('POST', `/${id}/undo`);
    await becomes(id, { state: 'undone', restored: done, open });
    expect(await shownPrices(ids[0]!)).toEqual(['19.99', '19.99']);
    expect(await shownPrices(ids.at(-1)!)).toEqual(['19.99', '19.99']);
  });

  it('refuses the part that a rule is against, says which rule, and changes the others', async () => {
    const ids = idsOf(await parts(3)) as [number, number, number];
    await shop.database.query(
      `create function public.refuse_one() returns trigger language plpgsql as $$ begin
         raise exception 'no' using errcode = 'foreign_key_violation', constraint = 'parts_category_id_fkey';
       end $$`,
    );
    await shop.database.query(
      `create trigger refuse_one before update on catalog.parts
         for each row when (new.id = ${ids[1]}) execute function public.refuse_one()`,
    );
    const id = await started(ids, { status: 'draft' });
    await becomes(id, { state: 'finished', done: 2, refused: 1 });
    await shop.database.query('drop trigger refuse_one on catalog.parts');
    expect((await rowsOf(id)).map(({ result, reason }) => [result, reason])).toEqual([
      ['done', null],
      ['refused', 'category_id does not exist'],
      ['done', null],
    ]);
  });

  it('is started once, and undone only when it has ended', async () => {
    const [part] = idsOf(await parts(1)) as [number];
    const { id } = await preview([part], cheaper);
    expect((await bulk('POST', `/${id}/undo`)).body).toMatchObject({
      status: 409,
      code: 'bulk_state',
    });
    const answers = await Promise.all([1, 2, 3].map(() => bulk('POST', `/${id}/start`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await becomes(id, { state: 'finished', done: 1 });
    expect((await bulk('POST', `/${id}/cancel`)).status).toBe(409);
  });
});

describe('a bad request for a bulk change is told which field is wrong', () => {
  const UUID = '0198c5a0-0000-7000-8000-00000000000f';
  const price = { amount: '1.00', currency: 'EUR' };
  const status = { status: 'active' };
  const byPrice = (price: object) => ({ part_ids: [1], change: { price } });
  it.each([
    ['GET', '?cursor=x', undefined, 'cursor'],
    ['GET', '?state=ready', undefined, 'state'],
    ['GET', '/1', undefined, 'id'],
    ['GET', '/x/rows', undefined, 'id'],
    ['GET', `/${UUID}/rows?result=good`, undefined, 'result'],
    ['GET', `/${UUID}/rows?cursor=x`, undefined, 'cursor'],
    ['POST', '/x/start', undefined, 'id'],
    ['POST', '/x/cancel', undefined, 'id'],
    ['POST', '/x/undo', undefined, 'id'],
    ['POST', '', {}, 'change'],
    ['POST', '', { change: status }, 'part_ids'],
    ['POST', '', { part_ids: [1], matching: {}, change: status }, 'part_ids'],
    ['POST', '', { part_ids: [], change: status }, 'part_ids'],
    ['POST', '', { part_ids: [1, 1], change: status }, 'part_ids'],
    ['POST', '', { part_ids: ['1'], change: status }, 'part_ids'],
    ['POST', '', { part_ids: [999_999], change: status }, 'part_ids.0'],
    ['POST', '', { matching: { category: 'nowhere' }, change: status }, 'matching'],
    ['POST', '', { matching: { colour: 'red' }, change: status }, 'matching.colour'],
    ['POST', '', { matching: { limit: 5 }, change: status }, 'matching.limit'],
    ['POST', '', { matching: { min_price: 'x' }, change: status }, 'matching.min_price'],
    [
      ...(['POST', ''] as const),
      { matching: { include_deleted: true }, change: status },
      'matching.include_deleted',
    ],
    ['POST', '', { part_ids: [1], change: {} }, 'change'],
    ['POST', '', { part_ids: [1], change: { sku: 'x' } }, 'change.sku'],
    ['POST', '', { part_ids: [1], change: { status: 'gone' } }, 'change.status'],
    ['POST', '', { part_ids: [1], change: { category_id: UUID } }, 'change.category_id'],
    ['POST', '', byPrice({ mode: 'double' }), 'change.price.mode'],
    ['POST', '', byPrice({ mode: 'set' }), 'change.price.amount'],
    [
      ...(['POST', ''] as const),
      byPrice({ mode: 'set', amount: { amount: '-1.00', currency: 'EUR' } }),
      'change.price.amount.amount',
    ],
    ['POST', '', byPrice({ mode: 'set', amount: price, percent: '1' }), 'change.price.percent'],
    ['POST', '', byPrice({ mode: 'percent', percent: '1e3' }), 'change.price.percent'],
    ['POST', '', byPrice({ mode: 'percent', percent: '-101' }), 'change.price.percent'],
    ['POST', '', byPrice({ mode: 'percent', rounding: '95' }), 'change.price.rounding'],
  ] as [string, string, object | undefined, string][])(
    '%s %s %j',
    async (method, path, body, field) => {
      const answer = await bulk(method, path, body);
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map((error: Json) => error.field)).toContain(field);
    },
  );

  it.each(['GET /', 'GET /rows', 'POST /start', 'POST /cancel', 'POST /undo'])(
    'and of one that does not exist, that there is none: %s',
    async (route) => {
      const [method, path] = route.split(' /') as [string, string];
      const answer = await bulk(method, `/${UUID}${path && `/${path}`}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    },
  );
});
