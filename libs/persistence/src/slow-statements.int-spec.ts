import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordedSpans } from '@tandem/observability/testing';
import { createTestDatabase, type TestDatabase } from '@tandem/testing';
import { openDatabase } from './data-source.js';
import type { Database } from './database.js';
import { explainStatement } from './explain-statement.js';
import { SlowStatements } from './slow-statements.js';
import { transaction } from './transaction.js';

/** Real: PostgreSQL. */
describe('slow statements', () => {
  let db: TestDatabase;
  let database: Database;
  let spans: RecordedSpans;
  let slow: SlowStatements;

  beforeAll(async () => {
    spans = new RecordedSpans();
    db = await createTestDatabase('t_slow', [{ schema: 'catalog', migrations: [] }]);
    await db.query(`create table catalog.notes (id int primary key, body text);
      insert into catalog.notes select n, 'note ' || n from generate_series(1, 20000) n;
      grant all on catalog.notes to tandem_catalog;
      analyze catalog.notes`);
    database = await openDatabase({
      url: db.urlOf('catalog'),
      schema: 'catalog',
      applicationName: 'test',
    });
    slow = new SlowStatements(database, 'catalog', 50);
  });
  afterAll(async () => {
    await slow?.stop();
    await database?.close();
    await db?.drop();
    await spans?.close();
  });

  const told = async (about: RegExp) => {
    await slow.tell();
    return spans
      .attributesOf('slow statement')
      .filter((attributes) => about.test(String(attributes['db.query.text'])));
  };

  it('are told of once by kind, without what was asked for, with plan and advice', async () => {
    const sql = 'select id, pg_sleep(0.06) from notes where body = $1';
    await database.query(sql, ['note 7']);
    await transaction(database, (tx) => tx.query(sql, ['note 8']));
    const [one, ...others] = await told(/from notes where body/);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      'tandem.service': 'catalog',
      'db.query.text': 'select id, pg_sleep(?) from notes where body = $1',
      'tandem.slow.times': 2,
      'tandem.slow.advice': expect.stringMatching(/^Looks through all 20,000 rows of notes/),
    });
    expect(one!['tandem.slow.worst_ms']).toBeGreaterThanOrEqual(50);
    const plan = String(one!['tandem.slow.plan']);
    expect(JSON.parse(plan)).toMatchObject({ 'Node Type': expect.any(String) });
    expect(plan).not.toContain('note 7');
  });

  it('are told of where several were sent together, each with its own time', async () => {
    await transaction(database, (tx) => tx.query('select 1'), [
      { name: 'quick_one', text: 'select 11 as quick' },
      { name: 'slow_one', text: 'select pg_sleep(0.06) as slow' },
      { name: 'quick_two', text: 'select 12 as quick' },
    ]);
    expect(await told(/as slow/)).toHaveLength(1);
  });

  it('that write are told of, and never planned', async () => {
    await database.execute(
      'update notes set body = body where pg_sleep(0.06) is not null and id = 1',
    );
    const [one] = await told(/^update notes/);
    expect(one).toBeDefined();
    expect(one).not.toHaveProperty(['tandem.slow.plan']);
  });

  it('that fail are told of as well', async () => {
    await expect(
      database.query(`select 1 / (case when pg_sleep(0.06) is null then 1 else 0 end) as failing`),
    ).rejects.toThrow();
    expect(await told(/as failing/)).toHaveLength(1);
  });

  it('are planned and not run, whatever they are', async () => {
    expect(await explainStatement(database, 'delete from notes')).toBeNull();
    expect(
      await explainStatement(
        database,
        'with gone as (delete from notes returning id) select * from gone',
      ),
    ).toBeNull();
    const explained = await explainStatement(
      database,
      'select pg_sleep(600) from notes where id = $1',
    );
    expect(explained!.advice).toEqual([]);
    const [left] = await db.query<{ n: number }>('select count(*)::int as n from catalog.notes');
    expect(left!.n).toBe(20_000);
  });
});
