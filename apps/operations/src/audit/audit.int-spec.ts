import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@tandem/persistence';
import { eventually, type Problem } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import type { AuditEntry, AuditPage } from './audit.dto.js';
import { SealChanges } from '../audit-chain/seal-changes.js';
import { WINDOW } from './look-in-order.js';

const ADA = { id: randomUUID(), ip: '203.0.113.7', agent: 'Firefox' };
const BOB = { id: randomUUID() };

/** Real: PostgreSQL with the audit triggers, the service. Tables of other services stand in. */
describe('the audit log', () => {
  let bench: OperationsBench;
  let token: string;

  beforeAll(async () => {
    bench = await OperationsBench.open();
    token = await bench.tokens.tokenFor({ permissions: ['audit:read'] });
    await bench.database.query(`insert into auth.users values ($1, 'Ada@tandem.test')`, [ADA.id]);
    await bench.change(`insert into catalog.parts values (7, 'Brake pad', 1000)`, ADA);
    await bench.change(`update catalog.parts set price = 1250 where id = 7`, ADA);
    await bench.change(`insert into inventory.stock_levels values (7, 3)`);
    await bench.change(
      `update inventory.stock_levels set current_stock = 2 where part_id = 7`,
      BOB,
    );
    await bench.change(`delete from catalog.parts where id = 7`, BOB);
  });
  afterAll(() => bench.close());

  const ask = <T = AuditPage>(query = '') =>
    bench.call<T>('GET', `/admin/audit${query}`, { as: { token } });
  const told = ({ table_name, operation, record_id }: AuditEntry) =>
    `${operation} ${table_name} ${record_id}`;
  const found = async (query: string) => (await ask(query)).body.items.map(told);

  it('tells who changed what, when and from where, newest first, over all services', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body.items.map(told)).toEqual([
      ...['DELETE parts 7', 'UPDATE stock_levels 7', 'INSERT stock_levels 7'],
      ...['UPDATE parts 7', 'INSERT parts 7'],
    ]);
    expect(body.next_cursor).toBeNull();
    expect(body.items[3]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      ...{ table_schema: 'catalog', table_name: 'parts', record_id: '7', operation: 'UPDATE' },
      old_values: { id: 7, name: 'Brake pad', price: 1000 },
      new_values: { id: 7, name: 'Brake pad', price: 1250 },
      ...{ changed_by: ADA.id, changed_by_email: 'Ada@tandem.test' },
      changed_at: expect.stringMatching(/^\d{4}-.*Z$/),
      ...{ ip_address: ADA.ip, user_agent: ADA.agent, correlation_id: null },
    });
    // Of an account that is gone, the id is left.
    expect(body.items[0]).toMatchObject({ changed_by: BOB.id, changed_by_email: null });
  });

  it('is narrowed by table, record, operation, person, time and words', async () => {
    const parts = ['DELETE parts 7', 'UPDATE parts 7', 'INSERT parts 7'];
    expect(await found('?table=parts')).toEqual(parts);
    expect(await found('?table=parts&record_id=7')).toEqual(parts);
    expect(await found('?table=parts&record_id=8')).toEqual([]);
    expect(await found('?operation=DELETE')).toEqual(['DELETE parts 7']);
    expect(await found(`?changed_by=${ADA.id}`)).toEqual(['UPDATE parts 7', 'INSERT parts 7']);
    expect(await found(`?changed_by=${ADA.id}&table=stock_levels`)).toEqual([]);
    expect(await found('?changed_by=ada@tandem.test')).toEqual([
      'UPDATE parts 7',
      'INSERT parts 7',
    ]);
    expect(await found('?changed_by=nobody@tandem.test')).toEqual([]);
    expect(await found('?changed_by=system')).toEqual(['INSERT stock_levels 7']);
    expect(await found('?record_id=7')).toEqual(await found(''));
    expect(await found('?record_id=7&operation=DELETE')).toEqual(['DELETE parts 7']);
    expect(await found('?record_id=8')).toEqual([]);
    const { items } = (await ask()).body;
    const at = encodeURIComponent(items[2]!.changed_at);
    const since = await found(`?from=${at}`);
    expect(since).toContain('INSERT stock_levels 7');
    expect(since).not.toContain('INSERT parts 7');
    expect((await found(`?to=${at}`)).concat(since).length).toBe(5);
  });

  it('is read page by page, each change once', async () => {
    const read: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AuditPage = (await ask(`?limit=2&cursor=${cursor}`)).body;
      read.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(read).toEqual((await ask()).body.items.map(({ id }) => id));
    expect(new Set(read).size).toBe(5);
  });

  it('is searched by words and their beginnings, in what is sealed and what is not, page by page', async () => {
    const parts = ['DELETE parts 7', 'UPDATE parts 7', 'INSERT parts 7'];
    const seal = bench.instances[0]!.app.get(SealChanges, { strict: false });
    for (const state of ['not sealed', 'sealed']) {
      if (state === 'sealed')
        await eventually(async () => {
          await seal.seal({}, { signal: new AbortController().signal });
          const [left] = await bench.database.query<{ rows: number }>(
            `select count(*)::integer as rows from audit.data_change_logs
              where id > coalesce((select max(to_id) from operations.audit_seals), 0)`,
          );
          expect(left!.rows).toBe(0);
        });
      expect([state, await found('?q=brake')]).toEqual([state, parts]);
      expect(await found('?q=PAD+bra')).toEqual(parts);
      expect(await found('?q=1250')).toEqual(['DELETE parts 7', 'UPDATE parts 7']);
      expect(await found('?q=1250&operation=UPDATE')).toEqual(['UPDATE parts 7']);
      expect(await found('?q=1250&table=stock_levels')).toEqual([]);
      expect(await found(`?q=1250&changed_by=${ADA.id}`)).toEqual(['UPDATE parts 7']);
      expect(await found('?q=brake&changed_by=system')).toEqual([]);
      expect(await found('?q=brake&record_id=7')).toEqual(parts);
      // The middle of a word, a word that is too short to begin others, and what only looks like an operator.
      for (const none of ['rake', 'br', 'brake+cable', "brake' | 'x", 'brake:* %26 !cable'])
        expect(await found(`?q=${none}`)).toEqual([]);
      const { items } = (await ask('?q=brake')).body;
      expect(await found(`?q=brake&to=${encodeURIComponent(items[0]!.changed_at)}`)).not.toContain(
        'DELETE parts 7',
      );
      const first = (await ask('?q=brake&limit=2')).body;
      const second = (await ask(`?q=brake&limit=2&cursor=${first.next_cursor}`)).body;
      expect([...first.items, ...second.items].map(told)).toEqual(parts);
    }
  });

  it('is a file with the same filters, which no spreadsheet runs', async () => {
    await bench.change(`insert into catalog.parts values (8, '=HYPERLINK("x")', 1)`, {
      ...ADA,
      agent: '=cmd',
    });
    const file = await ask<string>('.csv?record_id=8');
    expect(file.headers.get('content-type')).toMatch(/^text\/csv/);
    const [head, line, ...rest] = file.body.trim().split('\n');
    expect(head).toMatch(/id,changed_at,changed_by,changed_by_email,operation/);
    expect(line).toContain(`,${ADA.id},Ada@tandem.test,INSERT,catalog,parts,8,,`);
    expect(line).toContain(`,'=cmd`);
    expect(rest).toEqual([]);
    expect((await ask<string>('.csv?q=brake')).body.trim().split('\n')).toHaveLength(4);
    expect((await ask<string>('.csv?table=nothing')).body.trim().split('\n')).toHaveLength(1);
    // Before a byte of it is sent.
    expect((await ask('.csv?from=monday')).status).toBe(422);
    expect((await ask('.csv?q=%25')).status).toBe(422);
    await bench.change(`delete from catalog.parts where id = 8`);
  });

  it('looks through a bounded part of it at a time, and goes on from there', async () => {
    await bench.change(
      `insert into catalog.parts select n, 'Bolt', n from generate_series(100, ${WINDOW + 200}) n`,
    );
    const first = (await ask('?q=brake')).body;
    expect(first.items).toEqual([]);
    expect(first.next_cursor).not.toBeNull();
    const second = (await ask(`?q=brake&cursor=${first.next_cursor}`)).body;
    expect(second.items.map(told)).toEqual(['DELETE parts 7', 'UPDATE parts 7', 'INSERT parts 7']);
    expect(second.next_cursor).toBeNull();
  });

  it('is shown to whoever may see it, and what makes no sense is refused by the name of its field', async () => {
    expect((await bench.call('GET', '/admin/audit')).status).toBe(401);
    const other = await bench.tokens.tokenFor({ permissions: ['content:write'] });
    expect((await bench.call('GET', '/admin/audit', { as: { token: other } })).status).toBe(403);
    const wrong = [
      'table=',
      'record_id=',
      'q=%25',
      'operation=MERGE',
      'changed_by=',
      'from=monday',
    ];
    for (const one of [...wrong, 'to=2024', 'limit=0', 'cursor=x', 'colour=red']) {
      const { status, body } = await ask<Problem>(`?${one}`);
      expect([one, status, body.errors?.map(({ field }) => field)]).toEqual([
        ...[one, 422, [one.split('=')[0]]],
      ]);
    }
  });

  it('can be read through the view of all services, and not written', async () => {
    const { app } = bench.instances[0]!;
    const database = app.get(Database, { strict: false });
    for (const sql of [
      `delete from operations.audit_entries`,
      `update operations.audit_entries set changed_by = null`,
    ]) {
      await expect(database.execute(sql, [])).rejects.toThrow(/permission denied/);
    }
  });
});
