import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, transaction } from '@tandem/persistence';
import { eventually } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import { keepFindings } from './difference-store.js';
import { lookAtChain } from './look-at-chain.js';

const SEALS = 60;
const NONE = { graceMs: 0 };

/** Real: PostgreSQL with the audit triggers, the service. */
describe('the check of the audit chain', () => {
  let bench: OperationsBench;

  beforeAll(async () => {
    bench = await OperationsBench.open();
    for (let n = 1; n <= SEALS; n += 1) await sealedPart(n);
  });
  afterAll(() => bench?.close());

  const query = <Row extends object>(sql: string) => bench.database.query<Row>(sql);

  /** A part whose insertion alone is in a seal of its own. */
  async function sealedPart(id: number): Promise<void> {
    await bench.change(`insert into catalog.parts values (${id}, 'Bolt', ${id})`);
    await eventually(async () => {
      const [{ state }] = (await query('select state from operations.seal_changes()')) as [
        { state: string },
      ];
      expect(state).toBe('done');
    });
  }

  async function look(): Promise<{ rows: number; found: string[] }> {
    const database = bench.instances[0]!.app.get(Database, { strict: false });
    const { rows, findings } = await lookAtChain(
      database,
      (sql, values) => database.query<object>(sql, values),
      NONE,
    );
    await transaction(database, (tx) => keepFindings(tx, 'audit chain', rows, findings));
    return { rows, found: findings.map(({ id }) => id) };
  }

  const hours = (ago: number) =>
    query(`update operations.audit_chain_looks set walked_at = now() - interval '${ago} hours'`);
  const price = (id: number, to: number) =>
    query(`update audit.data_change_logs set new_values = jsonb_set(new_values, '{price}', '${to}')
            where record_id = '${id}'`);

  it('reads what is new, and of what it has seen only the next slice of a day’s walk', async () => {
    expect(await look()).toEqual({ rows: SEALS + 20, found: [] });
    await sealedPart(SEALS + 1);
    expect(await look()).toEqual({ rows: 1 + 20, found: [] });
    await hours(12);
    // Half of them would be due, and the walk is at its end before.
    expect(await look()).toEqual({ rows: SEALS + 1 - 2 * 20, found: [] });
  });

  it('finds what was altered long ago before a day is over, and keeps it until it is put right', async () => {
    await price(50, 0);
    const found: string[] = [];
    for (let hour = 0; hour < 24 && found.length === 0; hour += 6) {
      await hours(6);
      found.push(...(await look()).found);
    }
    expect(found).toEqual(['50/50']);
    // It is another slice's turn.
    expect((await look()).found).toEqual(['50/50']);
    await price(50, 50);
    expect((await look()).found).toEqual([]);
    expect(
      await query(`select record, state from operations.consistency_differences order by id`),
    ).toEqual([{ record: '50/50', state: 'gone' }]);
  });

  it('begins anew when the log ends before what it has seen', async () => {
    await query(`delete from operations.audit_seals where number > 10`);
    const { rows, found } = await look();
    expect(rows).toBeGreaterThanOrEqual(10);
    expect(found).toEqual([]);
  });
});
