import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import type { AuditReport } from './audit-report.dto.js';
import { MOST_COUNTED } from './audit-report.queries.js';

const ADA = { id: randomUUID() };

/** Real: PostgreSQL with the audit triggers, the service. Tables of other services stand in. */
describe('the report of who did what', () => {
  let bench: OperationsBench;
  let token: string;

  beforeAll(async () => {
    bench = await OperationsBench.open();
    token = await bench.tokens.tokenFor({ permissions: ['audit:read'] });
    await bench.database.query(`insert into auth.users values ($1, 'ada@tandem.test')`, [ADA.id]);
    await bench.change(
      `insert into catalog.parts select n, 'Pad', n from generate_series(1, 3) n`,
      ADA,
    );
    await bench.change(`update catalog.parts set price = 5 where id < 3`, ADA);
    await bench.change(`insert into inventory.stock_levels values (1, 1)`);
  });
  afterAll(() => bench.close());

  const ask = <T = AuditReport>(query = '') =>
    bench.call<T>('GET', `/admin/audit/report${query}`, { as: { token } });
  const told = ({ items }: AuditReport) =>
    items.map(
      ({ changed_by_email, changes, operation, table_name }) =>
        `${changed_by_email}: ${changes} ${operation} ${table_name}`,
    );

  it('counts what each person did to each table, most of it first', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(told(body)).toEqual([
      ...['ada@tandem.test: 3 INSERT parts', 'ada@tandem.test: 2 UPDATE parts'],
      ...['null: 1 INSERT stock_levels'],
    ]);
    expect(body.counted_from).toBe(body.from);
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(7 * 86_400_000);
  });

  it('is narrowed to a person, a table and a period', async () => {
    expect(told((await ask('?changed_by=system')).body)).toHaveLength(1);
    expect(told((await ask('?changed_by=ada@tandem.test&table=parts')).body)).toHaveLength(2);
    expect(told((await ask('?changed_by=nobody@tandem.test')).body)).toEqual([]);
    expect(told((await ask('?to=2020-01-01T00:00:00Z')).body)).toEqual([]);
    const wrong = await ask<Problem>('?from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z');
    expect([wrong.status, wrong.body.errors![0]!.field]).toEqual([422, 'from']);
    const other = await bench.tokens.tokenFor({ permissions: ['content:write'] });
    expect((await bench.call('GET', '/admin/audit/report', { as: { token: other } })).status).toBe(
      403,
    );
  });

  it('says from when on it has counted when there is more than it counts', async () => {
    await bench.database.query(
      `insert into audit.data_change_logs (table_schema, table_name, operation, changed_at)
       select 'catalog', 'parts', 'DELETE', now() - n * interval '1 millisecond' from generate_series(1, ${MOST_COUNTED}) n`,
    );
    const { body } = await ask();
    expect(Date.parse(body.counted_from)).toBeGreaterThan(Date.parse(body.from));
    expect(body.items.reduce((sum, { changes }) => sum + changes, 0)).toBe(MOST_COUNTED);
  });
});
