import { describe, expect, it } from '@jest/globals';
import { fingerprintOf, onlyReads, withoutValues } from './statement-text.js';

describe('the text of a statement', () => {
  it.each([
    ["select * from users where email = 'ada@tandem.test'", 'select * from users where email = ?'],
    ["select 'it''s', E'x' from a", 'select ?, ? from a'],
    [
      'select a1, $1::text from t2 where n = 17 limit 20',
      'select a1, $1::text from t2 where n = ? limit ?',
    ],
    [
      'select *\n   from parts -- who asks\n  where id in ($1, $2, $3)',
      'select * from parts where id in (…)',
    ],
    ['select $body$ a secret $body$ /* why */', 'select ?'],
  ])('tells nothing of what was asked for: %s', (sql, expected) => {
    expect(withoutValues(sql)).toBe(expected);
  });

  it('is one for values and lists of any length', () => {
    const of = (sql: string) => fingerprintOf(withoutValues(sql));
    expect(of('select 1 from parts where id in (1, 2)')).toBe(
      of('select 2 from  parts where id in (3, 4, 5)'),
    );
    expect(of('select a from parts')).not.toBe(of('select b from parts'));
  });

  it('is bounded', () => {
    expect(withoutValues(`select ${'a, '.repeat(10_000)}`).length).toBeLessThanOrEqual(4_000);
  });

  it.each([
    ['select id from parts where id = $1', true],
    ['  with a as (select 1) select * from a', true],
    ["select 'delete' as word", true],
    ['select * from parts for update', false],
    ['with gone as (delete from parts returning id) select * from gone', false],
    ['insert into parts values (1)', false],
    ['update parts set name = $1', false],
    ["select nextval('ids')", false],
    ['select 1; drop table parts', false],
    ['explain analyze delete from parts', false],
    ['COMMIT', false],
  ])('says whether it reads alone: %s', (sql, reads) => {
    expect(onlyReads(sql)).toBe(reads);
  });
});
