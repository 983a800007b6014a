import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listRoutes } from '@tandem/auth-client';
import { openHostedShop, type HostedShop } from './testing/hosted.ts';

const TABLE = new URL('./testing/route-priorities.txt', import.meta.url);

/** Real: all services in this process as the standalone form has them, and PostgreSQL. */
describe('how urgent a route is when there is too much to do', () => {
  let shop: HostedShop;

  beforeAll(async () => {
    shop = await openHostedShop('t_priorities');
  });
  afterAll(() => shop?.close());

  it('stands in one table for all routes of all services: a new one is put there knowingly', () => {
    const said = [...shop.hosting.running].flatMap(([service, { app }]) =>
      listRoutes(app).map(
        ({ method, path, priority = 'normal' }) => `${priority} ${service} ${method} ${path}`,
      ),
    );
    const table = readFileSync(TABLE, 'utf8').trim().split('\n');
    expect([...new Set(said)].sort()).toEqual(table);
  });
});
