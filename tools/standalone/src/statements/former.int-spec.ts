import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestDatabase } from '@tandem/testing';
import { databaseOfAll } from '../testing/migrated.ts';
import { formerVersion, Tables } from './former.ts';

/**
 * Real: PostgreSQL with the migrations of this version. While instances are replaced, and for as long as somebody may go back,
 * those of the former version send their statements to these tables.
 */
describe('the former version', () => {
  let database: TestDatabase;
  let tables: Tables;
  beforeAll(async () => {
    database = await databaseOfAll('t_former');
    tables = await Tables.open(database.adminUrl);
  });
  afterAll(async () => {
    await tables.close();
    await database.drop();
  });

  it('can send each of its statements to the tables of this one, and gets the columns that it knows', async () => {
    const former = formerVersion();
    expect(await tables.unfitFor(former)).toEqual([]);
    expect(former.statements.length).toBeGreaterThan(300);
  });

  it.each([
    [
      'a column has gone',
      'alter table orders.orders drop column idempotency_key cascade',
      /idempotency_key.*does not exist/,
    ],
    [
      'a column has another name',
      'alter table catalog.parts rename column publisher to issuer',
      /publisher.*does not exist/,
    ],
    [
      'a column has another type',
      'alter table sync.webhook_inbox alter column times_received type bigint',
      /"times_received" is int8, not int4/,
    ],
    ['a view has gone', 'drop view inventory.stock_public cascade', /stock_public.*does not exist/],
    [
      'a function has gone',
      'drop function operations.database_health cascade',
      /database_health.*does not exist/,
    ],
  ])('could not when %s: that is told, with the place that asks', async (_what, change, says) => {
    await database.query(change);
    expect(await tables.unfitFor(formerVersion())).toContainEqual(
      expect.stringMatching(new RegExp(`^(apps|libs)/.*${says.source}`)),
    );
  });
});
