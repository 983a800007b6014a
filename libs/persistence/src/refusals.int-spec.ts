import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseRefusal } from '@tandem/http';
import { createTestDatabase, type TestDatabase } from '@tandem/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from './database.js';
import { openDatabase } from './data-source.js';
import { transaction } from './transaction.js';

class Shelves1700000000001 implements MigrationInterface {
  name = 'Shelves1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table owners (id int primary key);
      insert into owners values (1);
      create table shelves (
        id int generated always as identity primary key,
        label text not null check (char_length(label) between 1 and 5),
        code varchar(3) unique,
        price_minor bigint check (price_minor >= 0),
        owner_id int references owners (id),
        quantity int,
        kept_until date,
        reference uuid,
        constraint shelves_few check (quantity < 100)
      );
      create unique index shelves_label_once on shelves (lower(label));
      insert into shelves (label, code) values ('taken', 'A');`);
  }
  async down(): Promise<void> {}
}

// Real here: PostgreSQL. No rule of a DTO stands before it.
describe('what only the database refuses', () => {
  let database: TestDatabase;
  let ds: Database;
  beforeAll(async () => {
    database = await createTestDatabase('t_refusals', [
      { schema: 'catalog', migrations: [Shelves1700000000001] },
    ]);
    ds = await openDatabase({
      url: database.urlOf('catalog'),
      schema: 'catalog',
      applicationName: 'spec',
      poolSize: 2,
    });
  });
  afterAll(async () => {
    await ds?.close();
    await database?.drop();
  });

  type Ways = [string, (text: string, values: unknown[]) => Promise<unknown>][];
  const ways: Ways = [
    ['a query', (text, values) => ds.query(text, values)],
    ['a transaction', (text, values) => transaction(ds, (tx) => tx.query(text, values))],
    [
      'a prepared statement',
      (text, values) =>
        transaction(ds, (tx) => tx.query({ name: `t_${text}`.slice(0, 40), text, values })),
    ],
  ];
  const refusalOf = async (
    send: Ways[number][1],
    column: string,
    value: unknown,
    body: Record<string, unknown>,
  ) => {
    const label =
      String.fromCharCode(98 + Math.floor(Math.random() * 20)) +
      Math.random().toString(36).slice(2, 6);
    const columns = column === 'label' ? ['label'] : ['label', column];
    const values = column === 'label' ? [value] : [label, value];
    const error = await send(
      `insert into shelves (${columns.join()}) values (${values.map((_, n) => `$${n + 1}`).join()})`,
      values,
    ).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return databaseRefusal(error, { body });
  };

  it.each([
    [
      'a text that a CHECK finds too long',
      'label',
      'far too long',
      { label: 'far too long' },
      'label',
    ],
    ['a text that its column finds too long', 'code', 'ABCD', { code: 'ABCD' }, 'body'],
    ['no value', 'label', null, { label: null }, 'label'],
    ['a price below zero', 'price_minor', '-1', { price: { amount: '-1' } }, 'price'],
    ['a number beyond bigint', 'price_minor', '9'.repeat(20), { sum: '9'.repeat(20) }, 'sum'],
    [
      'a number beyond integer',
      'quantity',
      2 ** 40,
      { lines: [{ quantity: 2 ** 40 }] },
      'lines.0.quantity',
    ],
    ['a number that a named CHECK refuses', 'quantity', 100, { quantity: 100 }, 'quantity'],
    ['an owner there is not', 'owner_id', 7, { owner_id: 7 }, 'owner_id'],
    ['a code that is taken', 'code', 'A', { code: 'A' }, 'code'],
    ['a label that is taken', 'label', 'Taken', { label: 'Taken' }, 'label'],
    ['a day there is not', 'kept_until', '2024-02-31', { until: '2024-02-31' }, 'until'],
    ['text that is no day', 'kept_until', 'soon', { nested: { until: 'soon' } }, 'nested.until'],
    ['text that is no UUID', 'reference', 'abc', { reference: 'abc' }, 'reference'],
    ['NUL in a text', 'label', 'a\0b', { label: 'a\0b' }, 'body'],
  ] as [string, string, unknown, Record<string, unknown>, string][])(
    '%s is a 422 that names the field, however it was sent',
    async (_name, column, value, body, field) => {
      for (const [way, send] of ways) {
        const refusal = await refusalOf(send, column, value, body);
        expect({ way, ...refusal?.problem.extra, kind: refusal?.problem.kind }).toEqual({
          way,
          kind: 'invalid',
          errors: [{ field, message: expect.any(String) }],
        });
      }
    },
  );

  it('is told without the values, which may be a person’s', async () => {
    const { problem, ...logged } = (await refusalOf(ways[0]![1], 'label', 'ada@example.com', {
      label: 'ada@example.com',
    }))!;
    expect(logged).toEqual({
      sqlState: '23514',
      constraint: 'shelves_label_check',
      table: 'shelves',
      columns: 'label',
    });
    expect(JSON.stringify(problem.extra)).not.toContain('ada');
  });

  it('is nothing else that goes wrong in it', async () => {
    for (const sql of [
      'select nonsense',
      'select * from nowhere',
      'insert into owners (id) select',
    ]) {
      const error = await ds.query(sql).catch((thrown: unknown) => thrown);
      expect(databaseRefusal(error)).toBeUndefined();
    }
    for (const error of [new Error('x'), null, undefined, { code: '23505' }, 'text'])
      expect(databaseRefusal(error)).toBeUndefined();
  });
});
