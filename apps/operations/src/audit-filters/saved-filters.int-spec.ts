import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UserDeleted } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import { Database, transaction } from '@tandem/persistence';
import { eventually, type Problem } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import type { SavedFilter, SavedFilters } from './saved-filters.dto.js';

/** Real: PostgreSQL, the service. */
describe('saved filters of the audit log', () => {
  let bench: OperationsBench;
  let ada: string;
  let bob: string;

  beforeAll(async () => {
    bench = await OperationsBench.open();
    ada = await bench.tokens.tokenFor({ permissions: ['audit:read'] });
    bob = await bench.tokens.tokenFor({ permissions: ['audit:read'] });
  });
  afterAll(() => bench.close());

  const PATH = '/admin/audit/saved-filters';
  const list = async (token: string) =>
    (await bench.call<SavedFilters>('GET', PATH, { as: { token } })).body.items;
  const save = <T = SavedFilter & Problem>(token: string, body: object) =>
    bench.call<T>('POST', PATH, { as: { token }, body });
  const remove = (token: string, id: string) =>
    bench.call('DELETE', `${PATH}/${id}`, { as: { token } });

  it('are kept for whoever saved them, by name, and for nobody else', async () => {
    const filters = { table: 'parts', operation: 'UPDATE', from: '2024-05-01', q: 'brake' };
    const saved = await save(ada, { name: 'Prices', filters });
    expect(saved).toMatchObject({ status: 201, body: { name: 'Prices', filters } });
    await save(ada, { name: 'all', filters: {} });
    expect((await list(ada)).map(({ name }) => name)).toEqual(['all', 'Prices']);
    expect(await list(bob)).toEqual([]);
    expect((await save(bob, { name: 'Prices', filters })).status).toBe(201);
    expect((await remove(bob, saved.body.id)).status).toBe(404);
    expect((await remove(ada, saved.body.id)).status).toBe(204);
    expect((await list(ada)).map(({ name }) => name)).toEqual(['all']);
  });

  it('have a name of their own, and filters that the log knows', async () => {
    const taken = await save(ada, { name: 'ALL', filters: {} });
    expect([taken.status, taken.body.code]).toEqual([409, 'name_taken']);
    for (const [body, field] of [
      [{ name: '', filters: {} }, 'name'],
      [{ name: 'x' }, 'filters'],
      [{ name: 'x', filters: { operation: 'MERGE' } }, 'filters.operation'],
      [{ name: 'x', filters: { operation: '' } }, 'filters.operation'],
      [{ name: 'x', filters: { colour: 'red' } }, 'filters.colour'],
      [{ name: 'x', filters: { from: 'monday' } }, 'filters.from'],
    ] as const) {
      const { status, body: problem } = await save(ada, body);
      expect([status, problem.errors?.map((one) => one.field)]).toEqual([422, [field]]);
    }
    expect((await bench.call('GET', PATH)).status).toBe(401);
  });

  it('go with the account of whoever saved them, and with no other', async () => {
    const userId = randomUUID();
    const gone = await bench.tokens.tokenFor({ userId, permissions: ['audit:read'] });
    await save(gone, { name: 'Mine', filters: {} });
    const kept = (await list(bob)).length;
    expect(kept).toBeGreaterThan(0);
    // On the bus of this process, where the accounts would put it.
    const database = bench.instances[0]!.app.get(Database, { strict: false });
    await transaction(database, (tx) =>
      outbox.add(tx, UserDeleted, { user_id: userId, version: 2 }),
    );
    await eventually(async () => expect(await list(gone)).toEqual([]));
    expect(await list(bob)).toHaveLength(kept);
  });

  it('are fifty at most, also when they come at once', async () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      save(ada, { name: `Filter ${n}`, filters: {} }),
    );
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(49);
    expect(statuses.filter((status) => status === 409)).toHaveLength(11);
    expect(await list(ada)).toHaveLength(50);
  });
});
