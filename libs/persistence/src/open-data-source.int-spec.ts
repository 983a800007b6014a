import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isConnectionError } from '@tandem/observability';
import { createTestDatabase, eventually, TcpProxy } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { openDatabase } from './data-source.js';
import type { Database } from './database.js';
import { transaction } from './transaction.js';

describe('a service that starts', () => {
  let db: TestDatabase;
  let proxy: TcpProxy;
  beforeAll(async () => {
    db = await createTestDatabase('t_open', [{ schema: 'catalog', migrations: [] }]);
    proxy = await TcpProxy.inFrontOf(db.urlOf('catalog'));
  });
  afterAll(async () => {
    await proxy?.close();
    await db?.drop();
  });
  const open = (url: string) =>
    openDatabase({ url, schema: 'catalog', applicationName: 'spec', poolSize: 1 });

  it('before its database waits for it', async () => {
    proxy.cut();
    const opening = open(proxy.through(db.urlOf('catalog')));
    setTimeout(() => proxy.restore(), 300);
    const ds = await opening;
    expect(await ds.query('select 1 as one')).toEqual([{ one: 1 }]);
    await ds.close();
  });

  it('with a wrong password is told at once', async () => {
    const url = new URL(db.urlOf('catalog'));
    url.password = 'wrong';
    await expect(open(url.toString())).rejects.toThrow('password authentication failed');
  });
});

describe('a connection whose network is half open', () => {
  let db: TestDatabase;
  let proxy: TcpProxy;
  let database: Database;
  beforeAll(async () => {
    db = await createTestDatabase('t_half', [{ schema: 'catalog', migrations: [] }]);
    proxy = await TcpProxy.inFrontOf(db.urlOf('catalog'));
    database = await openDatabase({
      url: proxy.through(db.urlOf('catalog')),
      schema: 'catalog',
      applicationName: 'spec',
      poolSize: 1,
      silenceMs: 2_000,
    });
  });
  afterAll(async () => {
    await database?.close();
    await proxy?.close();
    await db?.drop();
  });
  const one = () => database.query('select 1 as one');
  const inTransaction = () => transaction(database, (tx) => tx.query('select 1 as one'));

  it.each([
    ['a statement', one],
    ['a transaction', inTransaction],
  ])(
    'is closed, so that %s fails as of a database that is away, and the next one works',
    async (_what, ask) => {
      await eventually(async () => expect(await one()).toEqual([{ one: 1 }]));
      proxy.swallow();
      const failure = await ask().catch((error: unknown) => error);
      expect(isConnectionError(failure)).toBe(true);
      proxy.restore();
      // The only place of the pool is free again.
      await eventually(async () => expect(await ask()).toEqual([{ one: 1 }]));
    },
  );

  it('leaves no session behind on the server, which hears of no end', async () => {
    const sessions = async () => {
      const [row] = await db.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity
          where datname = current_database() and application_name = 'spec'`,
      );
      return row!.n;
    };
    await eventually(one);
    proxy.swallow();
    await one().catch(() => undefined);
    expect(await sessions()).toBe(1);
    await eventually(async () => expect(await sessions()).toBe(0));
    proxy.restore();
  });
});
