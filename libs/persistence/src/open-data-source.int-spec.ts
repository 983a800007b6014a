import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, TcpProxy } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { openDatabase } from './data-source.js';

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
