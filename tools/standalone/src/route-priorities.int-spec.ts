import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listRoutes } from '@tandem/auth-client';
import { testTokens, type TestDatabase, type TestTokens } from '@tandem/testing';
import { Hosting } from './hosting.ts';
import { hostedServices } from './testing/hosted.ts';
import { databaseOfAll } from './testing/migrated.ts';

const TABLE = new URL('./testing/route-priorities.txt', import.meta.url);

/** Real: all services in this process as the standalone form has them, and PostgreSQL. */
describe('how urgent a route is when there is too much to do', () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  let hosting: Hosting;

  beforeAll(async () => {
    database = await databaseOfAll('t_priorities');
    tokens = await testTokens();
    hosting = new Hosting();
    await hosting.start(hostedServices(database, tokens));
  });
  afterAll(async () => {
    await hosting?.stop();
    await tokens?.close();
    await database?.drop();
  });

  it('stands in one table for all routes of all services: a new one is put there knowingly', () => {
    const said = [...hosting.running].flatMap(([service, { app }]) =>
      listRoutes(app).map(
        ({ method, path, priority = 'normal' }) => `${priority} ${service} ${method} ${path}`,
      ),
    );
    const table = readFileSync(TABLE, 'utf8').trim().split('\n');
    expect([...new Set(said)].sort()).toEqual(table);
  });
});
