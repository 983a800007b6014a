import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertRoutesDeclared } from '@tandem/auth-client';
import { Shop, type Json } from './testing/shop.js';

let shop: Shop;
let part: Json;
beforeAll(async () => {
  shop = await Shop.open();
  part = await shop.part({ sku: 'TAKEN' });
});
afterAll(() => shop.close());

const UUID = '0198c5a0-0000-7000-8000-00000000000f';
const price = { amount: '1.00', currency: 'EUR' };

/** A form with a file, if it has a name, and what else is given. */
function formOf(name: string, content: string, more: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(more)) form.set(field, value);
  if (name) form.set(name, new Blob([content]), 'parts.csv');
  return form;
}

function expectRefusal(
  answer: { status: number; headers: Headers; body: Json },
  field: string,
  context: string,
) {
  expect({
    context,
    status: answer.status >= 400 && answer.status < 500 ? '4xx' : answer.status,
  }).toEqual({ context, status: '4xx' });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect({ context, fields: answer.body.errors?.map((e: Json) => e.field) ?? answer.body }).toEqual(
    {
      context,
      fields: expect.arrayContaining([field]),
    },
  );
}

describe('a shopper’s bad request is told which field is wrong', () => {
  it.each([
    ['/parts?limit=0', 'limit'],
    ['/parts?limit=101', 'limit'],
    ['/parts?limit=ten', 'limit'],
    ['/parts?cursor=nonsense', 'cursor'],
    [
      `/parts?cursor=${Buffer.from('{"s":"newest","k":"x","id":1,"fuzzy":false}').toString('base64url')}`,
      'cursor',
    ],
    [
      `/parts?cursor=${Buffer.from('{"s":"name","k":"x","id":1,"fuzzy":false}').toString('base64url')}`,
      'cursor',
    ],
    [
      `/parts?cursor=${Buffer.from('{"s":"newest","k":"1","id":1,"fuzzy":true}').toString('base64url')}`,
      'cursor',
    ],
    ['/parts?sort=best', 'sort'],
    ['/parts?kind=car', 'kind'],
    ['/parts?in_stock=maybe', 'in_stock'],
    ['/parts?min_price=-1', 'min_price'],
    ['/parts?max_price=1e3', 'max_price'],
    ['/parts?min_price=5&max_price=4', 'max_price'],
    ['/parts?category=a%20b', 'category'],
    [`/parts?q=${'x'.repeat(201)}`, 'q'],
    ['/parts?q=a%00b', 'q'],
    ['/parts?q=a&q=b', 'q'],
    ['/parts?fields=cost', 'fields'],
    ['/parts?colour=red', 'colour'],
    ['/games?kind=game', 'kind'],
    ['/games?genre=%27', 'genre'],
    ['/games?platform=-', 'platform'],
    ['/parts/0', 'id'],
    ['/parts/1.5', 'id'],
    ['/parts/99999999999', 'id'],
    ['/games/abc', 'id'],
    ['/parts/1?fields=reserved_quantity', 'fields'],
    ['/parts/1?fields=id&fields=sku', 'fields'],
    ['/parts/1?colour=red', 'colour'],
    ['/images/nonsense', 'file'],
    [`/images/${'a'.repeat(64)}.webp?w=7`, 'w'],
  ])('GET %s', async (path, field) => {
    expectRefusal(await shop.shopper(path), field, path);
  });

  it.each(['category', 'kind', 'in_stock', 'min_price', 'max_price', 'sort'])(
    'an empty %s is no wish for everything',
    async (name) => expectRefusal(await shop.shopper(`/parts?${name}=`), name, name),
  );

  it('and an empty search or list of fields counts as not given', async () => {
    const { status } = await shop.shopper('/parts?q=&cursor=&fields=');
    expect(status).toBe(200);
  });
});

describe('a bad write is told which field is wrong, and changes nothing', () => {
  const written: [unknown, string][] = [
    [{ part_name: '' }, 'part_name'],
    [{ part_name: '   ' }, 'part_name'],
    [{ part_name: 'x'.repeat(201) }, 'part_name'],
    [{ part_name: 'a\u0007b' }, 'part_name'],
    [{ part_name: 'a\u0000b' }, 'part_name'],
    [{ part_name: null }, 'part_name'],
    [{ part_name: 7 }, 'part_name'],
    [{ part_name: { $gt: '' } }, 'part_name'],
    [{ description: 'x'.repeat(50_001) }, 'description'],
    [{ description: '\ud800' }, 'description'],
    [{ specifications: 'none' }, 'specifications'],
    [{ specifications: [null] }, 'specifications.0'],
    [{ specifications: ['x'] }, 'specifications.0'],
    [{ specifications: [[]] }, 'specifications.0'],
    [{ specifications: [{ name: 'a' }] }, 'specifications.0.value'],
    [{ specifications: [{ name: 'a', value: 'b', colour: 'c' }] }, 'specifications.0.colour'],
    [
      { specifications: Array.from({ length: 101 }, () => ({ name: 'a', value: 'b' })) },
      'specifications',
    ],
    [{ category_id: 'brakes' }, 'category_id'],
    [{ category_id: UUID }, 'category_id'],
    [{ price: '19.99' }, 'price'],
    [{ price: { amount: '-1.00', currency: 'EUR' } }, 'price.amount'],
    [{ price: { amount: '1.001', currency: 'EUR' } }, 'price.amount'],
    [{ price: { amount: '1.00', currency: 'XXQ' } }, 'price.currency'],
    [{ price: { amount: 1, currency: 'EUR' } }, 'price.amount'],
    [{ price: { ...price, vat: 1 } }, 'price.vat'],
    [{ sku: 'no spaces please' }, 'sku'],
    [{ sku: '' }, 'sku'],
    [{ sku: 'taken' }, 'sku'],
    [{ status: 'gone' }, 'status'],
    [{ region: 'EU' }, 'region'],
    [{ genre_ids: [UUID] }, 'genre_ids'],
    [{ genre_ids: ['x'] }, 'genre_ids'],
    [{ release_date: '2024-02-31' }, 'release_date'],
    [{ version: 0 }, 'version'],
    [{ version: '1' }, 'version'],
    [{ reserved_quantity: 1 }, 'reserved_quantity'],
    [{ id: 5 }, 'id'],
    [{ deleted_at: null }, 'deleted_at'],
  ];

  it.each(written)('PUT %j', async (body, field) => {
    const target = await shop.part();
    expectRefusal(
      await shop.editor('PUT', `/parts/${target.id}`, body),
      field,
      JSON.stringify(body).slice(0, 80),
    );
    expect((await shop.editor('GET', `/parts/${target.id}`)).body).toEqual(target);
  });

  it.each([
    [{}, 'part_name'],
    [{ part_name: 'x', sku: 'y' }, 'price'],
    [{ part_name: 'x', price }, 'sku'],
    [{ part_name: 'x', sku: 'taken', price }, 'sku'],
    [{ part_name: 'x', sku: 'y', price, kind: 'car' }, 'kind'],
    [{ part_name: 'x', sku: 'y', price, version: 1 }, 'version'],
    [{ part_name: 'x', sku: 'y', price, kind: 'game', genre_ids: [UUID] }, 'genre_ids'],
    [{ part_name: 'x', sku: 'y', price, kind: 'game', platform_ids: [UUID] }, 'platform_ids'],
  ])('POST %j', async (body, field) => {
    expectRefusal(await shop.editor('POST', '/parts', body), field, JSON.stringify(body));
  });

  it.each([
    ['PUT', '/parts/ID', { part_name: 'x' }, { 'if-match': 'one' }, 'If-Match'],
    ['PUT', '/parts/ID', { part_name: 'x', version: 1 }, { 'if-match': '"2"' }, 'version'],
    ['PUT', '/parts/x', {}, {}, 'id'],
    ['GET', '/parts/0', undefined, {}, 'id'],
    ['GET', '/parts?sort=best', undefined, {}, 'sort'],
    ['GET', '/parts?status=gone', undefined, {}, 'status'],
    ['GET', '/parts?low_stock=2', undefined, {}, 'low_stock'],
    ['GET', '/parts?cursor=x', undefined, {}, 'cursor'],
    ['DELETE', '/parts/ID', undefined, {}, 'confirm'],
    ['DELETE', '/parts/ID?confirm=yes', undefined, {}, 'confirm'],
    ['DELETE', '/parts/ID?force=yes', undefined, {}, 'force'],
    ['GET', '/parts/x/delete-impact', undefined, {}, 'id'],
    ['POST', '/parts/ID/restore', { version: -1 }, {}, 'version'],
    ['POST', '/parts/ID/versions/x/rollback', {}, {}, 'n'],
    ['POST', '/parts/ID/versions/1/rollback', { to: 1 }, {}, 'to'],
    ['POST', '/parts/ID/versions/1/rollback', { fields: [] }, {}, 'fields'],
    ['POST', '/parts/ID/versions/1/rollback', { fields: ['cost'] }, {}, 'fields'],
    ['POST', '/parts/ID/versions/1/rollback', { fields: 'price' }, {}, 'fields'],
    ['GET', '/parts/ID/versions/x/rollback-check', undefined, {}, 'n'],
    ['GET', '/parts/ID/versions?limit=x', undefined, {}, 'limit'],
    ['GET', '/parts/ID/versions/0', undefined, {}, 'n'],
    ['GET', '/parts/ID/versions/1/diff/x', undefined, {}, 'b'],
    ['GET', '/parts/ID/events?cursor=x', undefined, {}, 'cursor'],
    ['POST', '/parts/ID/images', {}, {}, 'url'],
    ['POST', '/parts/ID/images', { url: 'http://x', size: 1 }, {}, 'size'],
    ['PUT', '/parts/ID/images/order', {}, {}, 'image_ids'],
    ['PUT', '/parts/ID/images/order', { image_ids: ['x'] }, {}, 'image_ids'],
    ['PUT', '/parts/ID/images/x', { alt: 'x' }, {}, 'image_id'],
    ['PUT', `/parts/ID/images/${UUID}`, {}, {}, 'alt'],
    ['PUT', `/parts/ID/images/${UUID}`, { alt: 'x', size: 1 }, {}, 'size'],
    ['DELETE', '/parts/ID/images/x', undefined, {}, 'image_id'],
    ['GET', '/parts.csv?limit=1', undefined, {}, 'limit'],
    ['GET', '/parts.jsonl?status=gone', undefined, {}, 'status'],
    ['GET', '/imports?limit=0', undefined, {}, 'limit'],
    ['GET', '/imports?cursor=x', undefined, {}, 'cursor'],
    ['GET', '/imports?status=failed', undefined, {}, 'status'],
    ['GET', '/imports/x', undefined, {}, 'id'],
    ['GET', '/imports/x/errors.csv', undefined, {}, 'id'],
    ['POST', '/imports', {}, {}, 'file'],
    ['POST', '/imports?dry_run=maybe', {}, {}, 'dry_run'],
    ['POST', '/imports', formOf('', 'sku\n'), {}, 'file'],
    ['POST', '/imports', formOf('file', ''), {}, 'file'],
    ['POST', '/imports', formOf('file', '[{"sku":"A"}]'), {}, 'file'],
    ['POST', '/imports', formOf('file', 'sku,sku\n'), {}, 'file'],
    ['POST', '/imports', formOf('file', 'a\0b'), {}, 'file'],
    ['POST', '/imports', formOf('file', 'name,price\n'), {}, 'mapping'],
    ['POST', '/imports', formOf('file', 'sku\n', { mapping: '[]' }), {}, 'mapping'],
    ['POST', '/imports', formOf('file', 'sku\n', { mapping: '{"x":"sku"}' }), {}, 'mapping'],
    ['POST', '/imports', formOf('file', 'sku\n', { mapping: '{"sku":"id"}' }), {}, 'mapping'],
    ['POST', '/imports', formOf('file', 'sku,a\n', { mapping: '{"a":"sku"}' }), {}, 'mapping'],
    ['POST', '/imports', formOf('file', 'sku\n', { colour: 'red' }), {}, 'colour'],
    ['POST', '/import-columns', formOf('upload', 'sku\n'), {}, 'upload'],
    ['POST', '/imports/x/cancel', undefined, {}, 'id'],
    ['POST', '/imports/x/resume', undefined, {}, 'id'],
    ['POST', '/imports/x/apply', undefined, {}, 'id'],
  ])('%s %s %j', async (method, path, body, headers, field) => {
    const answer = await shop.editor(
      method,
      path.replace('ID', part.id),
      body,
      headers as Record<string, string>,
    );
    expectRefusal(answer, field, `${method} ${path}`);
  });

  it.each([
    ['{"part_name":', 400],
    ['[]', 422],
    ['"text"', 422],
    ['{"__proto__":{"a":1}}', 400],
  ])('a body that is no object: %s', async (body, status) => {
    expect((await shop.editor('PUT', `/parts/${part.id}`, body)).status).toBe(status);
  });

  it('a body of another type, or too large', async () => {
    const type = await shop.editor('PUT', `/parts/${part.id}`, 'x', { 'content-type': 'text/xml' });
    expect(type.status).toBe(415);
    const large = await shop.editor('PUT', `/parts/${part.id}`, {
      description: 'x'.repeat(1_100_000),
    });
    expect(large.status).toBe(413);
  });

  it.each([
    'GET /parts/999999',
    'PUT /parts/999999',
    'DELETE /parts/999999?confirm=any',
    'GET /parts/999999/versions',
    'GET /parts/999999/delete-impact',
    'POST /parts/999999/restore',
    'GET /parts/999999/events',
    `GET /imports/${UUID}`,
    `GET /imports/${UUID}/errors.csv`,
    `POST /imports/${UUID}/cancel`,
    `POST /imports/${UUID}/resume`,
    `POST /imports/${UUID}/apply`,
  ])('%s: there is no such part or import', async (route) => {
    const [method, path] = route.split(' ') as [string, string];
    const answer = await shop.editor(
      method,
      path,
      method === 'GET' || method === 'DELETE' ? undefined : {},
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('who may do what', () => {
  it('is declared on every route', () => {
    const routes = assertRoutesDeclared(shop.instances[0]!.app);
    for (const { path, rule } of routes)
      expect({ path, kind: rule?.kind }).toEqual({
        path,
        kind: path.includes('/admin/')
          ? 'permission'
          : path.startsWith('/internal/')
            ? 'internal'
            : 'public',
      });
  });

  it('is enforced: nobody, a customer and a reader can’t write', async () => {
    const tokens = [
      [undefined, 401],
      ['nonsense', 401],
      [await shop.tokens.tokenFor({ roles: ['customer'] }), 403],
      [await shop.tokens.tokenFor({ permissions: ['content:read'] }), 403],
      [
        await shop.tokens.tokenFor({
          permissions: ['content:read', 'content:write'],
          expiresIn: -10,
        }),
        401,
      ],
    ] as const;
    for (const [token, status] of tokens) {
      const body = { part_name: 'x' };
      const path = `/api/v1/admin/parts/${part.id}`;
      const answer = await shop.send('PUT', path, { as: { token }, body });
      expect(answer.status).toBe(status);
    }
  });
});

describe('what shoppers can’t see', () => {
  const SECRET = [
    'reserved_quantity',
    'min_stock_level',
    'last_updated_by',
    'changed_by',
    'changed_by_name',
    'changed_at',
    'updated_by',
    'status',
    'deleted_at',
    'created_at',
    'category_id',
    'cost',
    'supplier',
  ];

  function namesIn(value: unknown, names = new Set<string>()): Set<string> {
    if (Array.isArray(value)) value.forEach((item) => namesIn(item, names));
    else if (value && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) namesIn(inner, names.add(name));
    return names;
  }

  it('is in no public answer', async () => {
    await shop.stock(part.id, 5, 9);
    for (const path of [
      `/parts/${part.id}`,
      '/parts',
      '/games',
      '/categories',
      '/genres',
      '/platforms',
    ])
      for (const name of namesIn((await shop.shopper(path)).body))
        expect(SECRET).not.toContain(name);
  });

  it('is in no public answer that the OpenAPI document promises', async () => {
    const { body: api } = await shop.send<Json>('GET', '/openapi.json');
    expect(api.openapi).toMatch(/^3\.1/);
    const reach = (
      schema: Json,
      names = new Set<string>(),
      seen = new Set<string>(),
    ): Set<string> => {
      if (!schema || typeof schema !== 'object') return names;
      if (typeof schema.$ref === 'string') {
        if (seen.has(schema.$ref)) return names;
        seen.add(schema.$ref);
        return reach(api.components.schemas[schema.$ref.split('/').pop()], names, seen);
      }
      for (const name of Object.keys(schema.properties ?? {})) names.add(name);
      for (const inner of Object.values(schema)) reach(inner, names, seen);
      return names;
    };
    // A preview is for whoever has a link that staff made.
    const paths = Object.keys(api.paths).filter(
      (path) => !/\/(admin|internal)\/|\/preview$/.test(path),
    );
    expect(paths.length).toBeGreaterThanOrEqual(8);
    for (const path of paths)
      for (const name of reach(api.paths[path].get.responses['200']))
        expect({ path, name: SECRET.includes(name) ? name : '' }).toEqual({ path, name: '' });
  });
});
