import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, inTime } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

/** Real: PostgreSQL and its jobs, on two instances. */
let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ instances: 2 });
});
afterAll(() => shop?.close());

const UNKNOWN = '0198c5a0-0000-7000-8000-00000000dead';
const AGAIN = { status: 409, body: { code: 'nothing_to_repeat' } };
const remove = async (id: number): Promise<void> => {
  const { body } = await shop.editor('GET', `/parts/${id}/delete-impact`);
  await shop.editor('DELETE', `/parts/${id}?confirm=${encodeURIComponent(body.confirm)}`);
};
const priceOf = async (id: number): Promise<string> =>
  (await shop.editor('GET', `/parts/${id}`)).body.price.amount;
/** Twice at the same moment, as two pages of one person do. */
const repeated = async (path: string): Promise<Json> => {
  const [one, other] = await Promise.all([
    shop.editor('POST', `${path}/repeat`),
    shop.editor('POST', `${path}/repeat`),
  ]);
  expect(one).toMatchObject({ status: 200 });
  expect(other).toMatchObject({ status: 200, body: { id: one.body.id } });
  return one.body;
};
const ended = (path: string, state: object): Promise<Json> =>
  eventually(async () => {
    const { body } = await shop.editor('GET', path);
    expect(body).toMatchObject(state);
    return body;
  });

describe('a bulk change that left parts as they were', () => {
  async function halfDone(): Promise<{ id: string; parts: number[] }> {
    const parts = [];
    for (let n = 0; n < 3; n += 1)
      parts.push((await shop.part({ price: { amount: '10.00', currency: 'EUR' } })).id);
    const change = { price: { mode: 'percent', percent: '10', rounding: 'none' } };
    const { body } = await shop.editor('POST', '/bulk', { part_ids: parts, change });
    for (const id of parts.slice(1))
      await shop.editor('PUT', `/parts/${id}`, { part_name: 'Changed meanwhile' });
    await shop.editor('POST', `/bulk/${body.id}/start`);
    await ended(`/bulk/${body.id}`, { state: 'finished', done: 1, conflicts: 2 });
    return { id: body.id, parts };
  }

  it('is repeated for those alone, once, however often it is asked for', async () => {
    const { id, parts } = await halfDone();
    const again = await repeated(`/bulk/${id}`);
    expect(again.id).not.toBe(id);
    await ended(`/bulk/${again.id}`, { state: 'finished', parts: 2, done: 2 });
    expect(await repeated(`/bulk/${id}`)).toMatchObject({ id: again.id });
    for (const part of parts) expect(await priceOf(part)).toBe('11.00');
  });

  it('is not repeated when its parts are deleted, when it is done, or when nothing is known of it', async () => {
    const { id, parts } = await halfDone();
    for (const part of parts.slice(1)) await remove(part);
    expect(await shop.editor('POST', `/bulk/${id}/repeat`)).toMatchObject(AGAIN);
    await shop.editor('POST', `/bulk/${id}/undo`);
    await ended(`/bulk/${id}`, { state: 'undone' });
    const undone = await shop.editor('POST', `/bulk/${id}/repeat`);
    expect(undone).toMatchObject({ status: 409, body: { code: 'bulk_state' } });
    expect(await shop.editor('POST', `/bulk/${UNKNOWN}/repeat`)).toMatchObject({ status: 404 });
    expect(await shop.editor('POST', `/bulk-stock/${id}/repeat`)).toMatchObject({ status: 403 });
  });
});

describe('an import that left rows out', () => {
  const upload = async (name: string, content: string): Promise<string> => {
    const body = new FormData();
    body.set('file', new Blob([content]), name);
    return (await shop.editor('POST', '/imports', body)).body.import_id;
  };
  const import_ = (id: string, state: object): Promise<Json> => ended(`/imports/${id}`, state);

  it.each([
    [
      'csv',
      `sku,name,price,currency,category\nGOOD-csv,"Good, old",1.00,EUR,\nLATE-csv,"Late, 2""",2.00,EUR,Late-csv\nBAD-csv,Bad,cheap,EUR,\n`,
    ],
    [
      'jsonl',
      `{"sku":"GOOD-jsonl","name":"Good, old","price":"1.00","currency":"EUR"}
{"sku":"LATE-jsonl","name":"Late, 2\\"","price":"2.00","currency":"EUR","category":"Late-jsonl"}
no object\n`,
    ],
  ])('takes in, from %s, those of them that can be taken in by now', async (kind, content) => {
    const id = await upload(`parts.${kind}`, content);
    await import_(id, { status: 'completed', created: 1, failed: 2 });
    expect(await shop.editor('POST', '/categories', { name: `Late-${kind}` })).toMatchObject({
      status: 201,
    });
    const again = await repeated(`/imports/${id}`);
    expect(again).toMatchObject({ file_name: `Failed rows of parts.${kind}` });
    await import_(again.id, { status: 'completed', created: 1, failed: 1, unchanged: 0 });
    const { body } = await shop.editor('GET', `/parts?q=LATE-${kind}`);
    expect(body.items).toMatchObject([{ sku: `LATE-${kind}`, part_name: 'Late, 2"' }]);
    expect(await repeated(`/imports/${id}`)).toMatchObject({ id: again.id });
  });

  it('goes on where it has stopped, and says when there is nothing to repeat', async () => {
    const broken = await upload(
      'broken.csv',
      'sku,name,price,currency\nB-1,B,1,EUR\nB-2,"B,1,EUR\n',
    );
    await import_(broken, { status: 'failed' });
    expect(await repeated(`/imports/${broken}`)).toMatchObject({ id: broken });
    await import_(broken, { status: 'failed', processed: 1 });
    const whole = await upload('whole.csv', 'sku,name,price,currency\nW-1,W,1,EUR\n');
    await import_(whole, { status: 'completed', failed: 0 });
    expect(await shop.editor('POST', `/imports/${whole}/repeat`)).toMatchObject(AGAIN);
    expect(await shop.editor('POST', `/imports/${UNKNOWN}/repeat`)).toMatchObject({ status: 404 });
    const bad = await upload('bad.csv', 'sku,name,price,currency\nW-2,W,cheap,EUR\n');
    await import_(bad, { status: 'completed', failed: 1 });
    await shop.database.query(
      'update catalog.imports set file_deleted_at = clock_timestamp() where id = $1',
      [bad],
    );
    expect(await shop.editor('POST', `/imports/${bad}/repeat`)).toMatchObject({
      status: 409,
      body: { code: 'import_file_deleted' },
    });
  });
});

describe('what was planned for a part', () => {
  it('is tried again at once when it is due, and says when there is nothing to repeat', async () => {
    const { id } = await inTime(
      (ms) => shop.part({ status: 'draft', publish_at: new Date(Date.now() + ms).toISOString() }),
      { ms: 500 },
    );
    // As one that was given up, or waits for its next try for long.
    await eventually(async () => {
      await shop.database.query(
        `update catalog.parts set publish_at = clock_timestamp() - interval '1 minute', status = 'scheduled' where id = $1`,
        [id],
      );
      await shop.database.query(
        `delete from catalog_jobs.job where name = 'switch-price' and singleton_key = $1`,
        [String(id)],
      );
      expect((await shop.editor('GET', `/parts/${id}`)).body.status).toBe('scheduled');
    });
    const repeat = () => shop.editor('POST', `/parts/${id}/planned/repeat`);
    expect((await repeat()).status).toBe(204);
    await ended(`/parts/${id}`, { status: 'active' });
    expect(await repeat()).toMatchObject(AGAIN);
    await remove(id);
    expect(await repeat()).toMatchObject({ status: 404 });
  });
});

it.each(['/bulk/x/repeat', '/imports/x/repeat', '/parts/x/planned/repeat'])(
  'nobody repeats an update who may not write content: %s',
  async (path) => {
    const as = { token: await shop.tokens.tokenFor({ permissions: ['content:read'] }) };
    const url = `/api/v1/admin${path.replace('x', path.startsWith('/parts') ? '1' : UNKNOWN)}`;
    expect(await shop.send('POST', url, { as })).toMatchObject({ status: 403 });
    expect(await shop.send('POST', url)).toMatchObject({ status: 401 });
    expect(await shop.editor('POST', path)).toMatchObject({ status: 422 });
  },
);
