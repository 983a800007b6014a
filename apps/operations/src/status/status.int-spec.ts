import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callUrl, eventually } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import type { IncidentDetail } from '../incidents/incidents.dto.js';
import type { StatusDto } from './status.dto.js';

/** Real: PostgreSQL, the service. Rows stand for what was told: the rounds of the service itself are about others. */
describe('the public status', () => {
  let bench: OperationsBench;
  let staff: string;

  beforeAll(async () => {
    bench = await OperationsBench.open();
    staff = await bench.tokens.tokenFor({ permissions: ['events:read', 'events:write'] });
  });
  beforeEach(async () => {
    await bench.database.query('delete from operations.incidents');
    await bench.database.query('delete from operations.alerts');
    await healthy();
  });
  afterAll(() => bench.close());

  /** Told from the future: no round of the service is newer. */
  const health = (service: string, state: string, seconds: number) =>
    bench.database.query(
      `insert into operations.health_states (service, dependency, state, required, since, told_at)
       values ('${service}', 'itself', '${state}', true, now() - interval '${seconds} seconds', now() + interval '1 day')
       on conflict (service, dependency) do update
         set state = excluded.state, since = excluded.since, told_at = excluded.told_at`,
    );
  const healthy = async () => {
    for (const service of [
      'auth',
      'catalog',
      'inventory',
      'order',
      'sync-gateway',
      'realtime-gateway',
    ])
      await health(service, 'up', 600);
  };
  const read = () => callUrl<StatusDto>('GET', `${bench.instances[0]!.url}/api/v1/status`);
  const states = async () =>
    Object.fromEntries((await read()).body.parts.map(({ name, state }) => [name, state]));
  const post = async (path: string, body?: object) => {
    const { status, body: incident } = await bench.call<IncidentDetail>(
      'POST',
      `/admin/incidents${path}`,
      { as: { token: staff }, body },
    );
    expect(status).toBeLessThan(300);
    return incident;
  };
  const FINE = {
    shop: 'working',
    checkout: 'working',
    search: 'working',
    live_updates: 'working',
    game_keys: 'working',
  };

  it('is there for everybody, and may be kept for a moment', async () => {
    await eventually(async () => expect(await states()).toEqual(FINE));
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=5');
    expect(answer.body.checked_at).toEqual(expect.any(String));
    expect(Object.keys(answer.body).sort()).toEqual(['checked_at', 'incidents', 'parts']);
  });

  it('says what does not work, and not of a service that only starts anew', async () => {
    await health('realtime-gateway', 'down', 0);
    await health('order', 'down', 60);
    await eventually(async () =>
      expect(await states()).toEqual({
        ...FINE,
        checkout: 'not_working',
        game_keys: 'not_working',
      }),
    );
  });

  it('follows the alerts that go on', async () => {
    const insert = (ends: string) =>
      bench.database.query(
        `insert into operations.alerts (id, fingerprint, starts_at, ends_at, name, severity, about, summary, description)
         values (gen_random_uuid(), 'a', now(), ${ends}, 'CheckoutFailsForHours', 'warning', '', 'Some orders fail.', 'Secret.')`,
      );
    await insert('null');
    await eventually(async () => expect(await states()).toEqual({ ...FINE, checkout: 'slow' }));
    await bench.database.query('update operations.alerts set ends_at = now()');
    await eventually(async () => expect(await states()).toEqual(FINE));
  });

  it('has nothing of an incident but what staff say to the public', async () => {
    const { id } = await post('', { title: 'Payment provider answers 500' });
    await post(`/${id}/entries`, { kind: 'note', said: 'Called Bob.' });
    await post(`/${id}/entries`, { kind: 'action', said: 'Switched it off.' });
    await eventually(async () => expect(await states()).toEqual(FINE));
    expect((await read()).body.incidents).toEqual([]);
    const title = 'Some payments fail';
    await post(`/${id}/entries`, { kind: 'public', said: 'We look into it.', public_title: title });
    await post(`/${id}/entries`, { kind: 'public', said: 'Found it.' });
    await eventually(async () =>
      expect((await read()).body.incidents).toEqual([
        {
          id,
          title,
          began_at: expect.any(String),
          ended_at: null,
          updates: [
            { at: expect.any(String), text: 'Found it.' },
            { at: expect.any(String), text: 'We look into it.' },
          ],
        },
      ]),
    );
    const text = JSON.stringify((await read()).body);
    for (const secret of ['Payment provider', 'Bob', 'Switched'])
      expect(text).not.toContain(secret);
    await post(`/${id}/close`, { said: 'Their fault.' });
    await eventually(async () =>
      expect((await read()).body.incidents).toMatchObject([{ ended_at: expect.any(String) }]),
    );
    expect(JSON.stringify((await read()).body)).not.toContain('Their fault');
  });

  it('has no incident of which all was taken back, and none of more than 90 days ago', async () => {
    const { id } = await post('', { title: 'One' });
    const { entries } = await post(`/${id}/entries`, {
      kind: 'public',
      said: 'A slip.',
      public_title: 'A slip',
    });
    await eventually(async () => expect((await read()).body.incidents).toHaveLength(1));
    await post(`/${id}/entries/${entries.find(({ kind }) => kind === 'public')!.id}/hide`);
    await eventually(async () => expect((await read()).body.incidents).toEqual([]));
    await post(`/${id}/entries`, { kind: 'public', said: 'It is true.' });
    await post(`/${id}/close`, { said: 'Over.' });
    await eventually(async () => expect((await read()).body.incidents).toHaveLength(1));
    await bench.database.query(
      `update operations.incidents set closed_at = now() - interval '91 days'`,
    );
    await eventually(async () => expect((await read()).body.incidents).toEqual([]));
  });
});
