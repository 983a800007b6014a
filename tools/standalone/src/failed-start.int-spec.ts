import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callUrl, testTokens, type TestDatabase, type TestTokens } from '@tandem/testing';
import { Hosting } from './hosting.ts';
import { hostedServices } from './testing/hosted.ts';
import { databaseOfAll } from './testing/migrated.ts';

/** Real: catalog in this process as the standalone form has it, and PostgreSQL. The bus of this process stays held. */
describe('the standalone form while not all its services have started', () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  const hosting = new Hosting();

  beforeAll(async () => {
    database = await databaseOfAll('t_failed_start');
    tokens = await testTokens();
  });
  afterAll(async () => {
    await hosting.stop();
    await tokens.close();
    await database.drop();
  });

  it('publishes nothing: a service that does not start misses nothing', async () => {
    const services = hostedServices(database, tokens).filter(({ name }) => name !== 'auth');
    services[1]!.env['INVENTORY_PORT'] = 'none';
    await expect(hosting.start(services)).rejects.toThrow(/INVENTORY_PORT/);
    expect([...hosting.running.keys()]).toEqual(['catalog']);

    const as = {
      token: await tokens.tokenFor({ roles: ['admin'], permissions: ['content:write'] }),
    };
    const category = randomUUID();
    await database.query(`insert into catalog.categories (id, slug, name) values ($1, 'r', 'R')`, [
      category,
    ]);
    for (let n = 1; n <= 20; n += 1) {
      const { url } = hosting.running.get('catalog')!;
      const { status } = await callUrl('POST', `${url}/api/v1/admin/parts`, {
        as,
        body: {
          kind: 'physical',
          sku: `R-${n}`,
          part_name: 'Restless rotor',
          description: '',
          category_id: category,
          price: { amount: '10.00', currency: 'EUR' },
          specifications: [],
          status: 'active',
        },
      });
      expect(status).toBe(201);
      // A relay that may publish does so at once.
      await pause(25);
    }
    expect(
      await database.query(
        `select count(*)::int as events, count(published_at)::int as published from catalog.outbox`,
      ),
    ).toEqual([{ events: 20, published: 0 }]);
  });
});
