import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStack, type StackHandle } from '@tandem/stack';
import { call } from './client.js';
import { testHome } from './home.js';

describe('the published contract is what runs', () => {
  let stack: StackHandle;

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('contract'),
      mode: 'standalone',
      frontDoors: 'free',
    });
  });
  afterAll(() => stack?.stop());

  it('docs/openapi.json, which the sites’ types are made from, is what the services serve', async () => {
    const file = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json');
    const { body } = await call<Record<string, unknown>>(`${stack.info.shop}/api/v1/openapi.json`);
    // After a wanted change: npm run api:types -- http://127.0.0.1:8080
    expect(body).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('the API page, the sites and unknown addresses answer as they should', async () => {
    const { shop, admin } = stack.info;
    expect((await call(`${shop}/api/docs`)).status).toBeLessThan(400);
    expect((await call(`${shop}/parts/1`)).headers['content-type']).toContain('text/html');
    expect((await call(`${admin}/parts/1`)).headers['content-type']).toContain('text/html');
    const unknown = await call<{ code: string }>(`${shop}/api/v1/no-such-thing`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
    const internal = await call(`${shop}/internal/stock/query`, { method: 'POST', body: {} });
    expect(internal.status).not.toBe(200);
  });
});
