import { beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '@tandem/config/services';
import type { MigrationSource } from '@tandem/persistence';
import { loadService } from '../load-service.ts';
import { exemptMigrations } from './exempt.ts';
import { lintMigrations, type Finding } from './lint.ts';

interface Runner {
  query(sql: string): Promise<unknown>;
}

function migration(sql: string, { alone = false } = {}): MigrationSource[number] {
  return class Planted1700000000000 {
    transaction = !alone;

    async up(runner: Runner): Promise<void> {
      await runner.query(sql);
    }

    async down(): Promise<void> {}
  } as unknown as MigrationSource[number];
}

async function rulesOf(sql: string, how = {}): Promise<string[]> {
  const found = await lintMigrations([{ name: 'catalog', migrations: [migration(sql, how)] }]);
  return found.map(({ rule }) => rule);
}

describe('the rules of migrations', () => {
  describe('held against those of the product', () => {
    let found: Finding[];
    beforeAll(async () => {
      const services = SERVICES.map(async ({ name }) => {
        const { migrations } = await loadService(name);
        return { name, migrations };
      });
      found = await lintMigrations(await Promise.all(services));
    });

    it('are broken by none but those from before them', () => {
      const exempt = exemptMigrations();
      expect(found.filter((one) => !exempt.includes(one.migration))).toEqual([]);
    });

    it('are broken by each that is named as one of those, so the list only gets shorter', () => {
      const broken = new Set(found.map((one) => one.migration));
      expect(exemptMigrations().filter((name) => !broken.has(name))).toEqual([]);
    });
  });

  it.each([
    [
      'a column that must be filled',
      'alter table parts add column a text not null',
      'adding-required-field',
    ],
    ['a column that goes', 'alter table parts drop column publisher', 'ban-drop-column'],
    ['a column of another name', 'alter table parts rename column sku to code', 'renaming-column'],
    ['a table of another name', 'alter table parts rename to products', 'renaming-table'],
    ['a table that goes', 'drop table sales', 'ban-drop-table'],
    ['another type', 'alter table parts alter column sku type varchar(20)', 'changing-column-type'],
    [
      'a column that may be empty no more',
      'alter table parts alter column sku set not null',
      'adding-not-nullable-field',
    ],
    [
      'an index that stops writes',
      'create index parts_sku on parts (sku)',
      'require-concurrent-index-creation',
    ],
    [
      'a rule that is held against every row at once',
      'alter table parts add constraint positive check (id > 0)',
      'constraint-missing-not-valid',
    ],
  ])('%s: says so', async (_what, sql, rule) => {
    expect(await rulesOf(sql)).toContain(rule);
  });

  it.each([
    ['a column that may be empty', 'alter table parts add column a text'],
    ['a column with a default', 'alter table parts add column a text not null default 1'],
    [
      'a new table with its index',
      'create table a (id bigint primary key, b text); create index a_b on a (b)',
    ],
    ['a rule for new rows', 'alter table parts add constraint positive check (id > 0) not valid'],
    [
      'what the migration lets be, and says why',
      'alter table parts\n-- squawk-ignore ban-drop-column\ndrop column publisher',
    ],
  ])('%s: says nothing', async (_what, sql) => {
    expect(await rulesOf(sql)).toEqual([]);
  });

  it('an index beside the shop’s writes, by a migration outside of a transaction: says nothing', async () => {
    const sql = 'create index concurrently parts_sku on parts (sku)';
    expect(await rulesOf(sql, { alone: true })).toEqual([]);
  });

  it('what it can’t read is no migration without findings', async () => {
    expect(await rulesOf('alter tabel parts')).toContain('syntax-error');
  });
});
