import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookForDifferences } from '@tandem/consistency';
import { Database } from '@tandem/persistence';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import { OperationsBench } from '../testing/operations.js';
import { SealChanges } from './seal-changes.js';

/** Real: PostgreSQL with the audit triggers, the service and its job, transactions that are open at the same time. */
describe('sealing the audit log', () => {
  let bench: OperationsBench;
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    bench = await OperationsBench.open();
  });
  afterAll(async () => {
    for (const client of clients) await client.end();
    await bench.close();
  });

  const seal = () =>
    bench.instances[0]!.app.get(SealChanges, { strict: false }).seal(
      {},
      { signal: new AbortController().signal },
    );
  const sealed = async () =>
    (
      await bench.database.query<{ id: string }>(
        `select u.id::text from operations.audit_seals s, unnest(s.ids) as u(id) order by u.id`,
      )
    ).map(({ id }) => id);
  const onRecord = async () =>
    (
      await bench.database.query<{ id: string }>(
        `select l.id::text from audit.data_change_logs l order by l.id`,
      )
    ).map(({ id }) => id);
  const wrong = async () =>
    lookForDifferences((sql, values) => bench.database.query<object>(sql, values), {
      names: ['audit chain'],
      graceMs: 0,
    }).then((looks) => looks.flatMap(({ findings }) => findings));
  const add = (part: number) => `insert into catalog.parts values (${part}, 'Pad', 1)`;

  async function open(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: bench.database.adminUrl });
    clients.push(client);
    await client.connect();
    return client;
  }

  it('waits for a transaction that took an earlier id and commits later, and makes nobody wait', async () => {
    const [slow, gone] = [await open(), await open()];
    await slow.query(`begin; ${add(1)}`);
    await gone.query(`begin; ${add(2)}`);
    await bench.change(add(3));
    await seal();
    expect(await sealed()).toEqual([]);
    // Others write and commit meanwhile; what they write is sealed next time.
    await bench.change(add(4));
    await slow.query('commit');
    await gone.query('rollback');
    await seal();
    const first = await sealed();
    expect(first).toHaveLength(2);
    await seal();
    expect(await sealed()).toEqual(await onRecord());
    expect((await onRecord()).length).toBe(3);
    expect(await wrong()).toEqual([]);
  });

  it('seals each change once while many write and two instances seal', async () => {
    await bench.start();
    const writing = Array.from({ length: 8 }, async (_, n) => {
      const client = await open();
      for (let round = 0; round < 40; round += 1) {
        await client.query(`begin; ${add(1_000 + n * 1_000 + round)}`);
        await client.query(round % 5 === 0 ? 'rollback' : 'commit');
      }
    });
    let written = false;
    const sealing = [0, 1].map(async (instance) => {
      const job = bench.instances[instance]!.app.get(SealChanges, { strict: false });
      while (!written) await job.seal({}, { signal: new AbortController().signal });
    });
    await Promise.all(writing);
    written = true;
    await Promise.all(sealing);
    await eventually(async () => {
      await seal();
      expect(await sealed()).toEqual(await onRecord());
    });
    expect((await onRecord()).length).toBe(3 + 8 * 32);
    expect(await wrong()).toEqual([]);
  });

  it('can be done by the service, and undone by no service', async () => {
    const database = bench.instances[0]!.app.get(Database, { strict: false });
    for (const sql of [
      `delete from operations.audit_seals`,
      `update operations.audit_seals set hashes = null`,
      `insert into operations.audit_seals select * from operations.audit_seals`,
      `update operations.audit_frontier set reached = 0`,
      `delete from audit.data_change_logs`,
    ])
      await expect(database.execute(sql, [])).rejects.toThrow(/permission denied/);
  });
});
