import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from './database.js';
import { createTestDatabase, type TestDatabase } from '@tandem/testing';
import { openDatabase } from './data-source.js';
import { together } from './pipeline.js';
import { transaction, withCommit } from './transaction.js';

// Real here: PostgreSQL. One connection, so that every test meets what the one before left on it.
describe('statements that travel together', () => {
  let db: TestDatabase;
  let ds: Database;

  beforeAll(async () => {
    db = await createTestDatabase('t_pipeline', [{ schema: 'catalog', migrations: [] }]);
    await db.query('create table catalog.notes (id int primary key, body jsonb)');
    await db.query('grant all on catalog.notes to tandem_catalog');
    ds = await openDatabase({
      url: db.urlOf('catalog'),
      schema: 'catalog',
      applicationName: 'test',
      poolSize: 1,
    });
  });
  afterAll(async () => {
    await ds?.close();
    await db?.drop();
  });

  const insert = (id: unknown, body: unknown = {}) => ({
    name: 'notes_insert',
    text: 'insert into notes (id, body) values ($1, $2)',
    values: [id, body],
  });
  const ids = async () =>
    (await db.query<{ id: number }>('select id from catalog.notes order by id')).map((r) => r.id);

  it('commit all or nothing: a statement sent with the COMMIT takes the change down with it', async () => {
    const fails = transaction(ds, async (tx) => {
      await tx.query(insert(1));
      await withCommit(tx, insert(1));
      await withCommit(tx, insert(2));
    });
    await expect(fails).rejects.toMatchObject({ driverError: { code: '23505' } });
    expect(await ids()).toEqual([]);
  });

  it('a statement never seen before by the connection, behind a failing one, works the next time', async () => {
    const other = {
      name: 'notes_count',
      text: 'select count(*)::int as n from notes where id > $1',
      values: [0],
    };
    const fails = transaction(ds, async (tx) => {
      await withCommit(tx, insert(null));
      await withCommit(tx, other);
    });
    await expect(fails).rejects.toMatchObject({ driverError: { code: '23502' } });
    const rows = await transaction(ds, (tx) => tx.query<{ n: number }>(other));
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('outside of a transaction each stands for itself, on a connection that is given back', async () => {
    for (const id of [20, 21, 22]) await ds.query(insert(id));
    await expect(ds.query(insert(20))).rejects.toMatchObject({
      driverError: { code: '23505' },
    });
    expect(await ids()).toEqual([20, 21, 22]);
    await db.query('delete from catalog.notes');
  });

  it('of several in one go the first that fails is named, and none of them counts', async () => {
    const fails = transaction(ds, (tx) => together(tx, [insert(30), insert(null), insert(31)]));
    await expect(fails).rejects.toMatchObject({ driverError: { code: '23502' } });
    expect(await ids()).toEqual([]);
  });

  it('a value that cannot be sent leaves nothing behind, though the COMMIT travels with it', async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const fails = transaction(ds, async (tx) => {
      await tx.query(insert(3));
      await withCommit(tx, insert(4, circular));
    });
    await expect(fails).rejects.toThrow(TypeError);
    expect(await ids()).toEqual([]);
    await transaction(ds, (tx) => withCommit(tx, insert(5, { fine: true })));
    expect(await ids()).toEqual([5]);
  });

  it('a connection cut in the middle fails the transaction and the next one gets a new connection', async () => {
    const cut = transaction(ds, async (tx) => {
      await tx.query(insert(6));
      await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test'`,
      );
      await withCommit(tx, insert(7));
    });
    await expect(cut).rejects.toThrow();
    await transaction(ds, (tx) => withCommit(tx, insert(8)));
    expect(await ids()).toEqual([5, 8]);
  });
});
