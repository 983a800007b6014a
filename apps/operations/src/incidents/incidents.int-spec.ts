import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { callUrl, type Problem } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import type { IncidentDetail, IncidentEntry, IncidentPage } from './incidents.dto.js';
import { healthChanged } from './timeline.js';

const SECRET = 'a-secret-of-alertmanager-in-a-spec';

/** Real: PostgreSQL, the service. What Alertmanager sends is what version 0.25 sent. */
describe('incidents', () => {
  let bench: OperationsBench;
  let reader: string;
  let staff: string;

  beforeAll(async () => {
    bench = await OperationsBench.open({ env: { ALERTS_WEBHOOK_SECRET: SECRET } });
    reader = await bench.tokens.tokenFor({ permissions: ['events:read'] });
    staff = await bench.tokens.tokenFor({ permissions: ['events:read', 'events:write'] });
  });
  beforeEach(async () => {
    await bench.database.query('delete from operations.incidents');
    await bench.database.query('delete from operations.alerts');
  });
  afterAll(() => bench.close());

  const alert = (fingerprint: string, over: object = {}) => ({
    status: 'firing',
    labels: { alertname: 'DeadLettersWait', severity: 'warning', consumer: 'order' },
    annotations: { summary: `${fingerprint} is wrong.`, description: '', runbook_url: '' },
    startsAt: '2026-11-28T03:00:00.123Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint,
    ...over,
  });
  const ended = { status: 'resolved', endsAt: '2026-11-28T03:10:00Z' };
  const tell = async (...alerts: object[]) => {
    const answer = await callUrl('POST', `${bench.instances[0]!.url}/internal/alerts`, {
      headers: { authorization: `Bearer ${SECRET}` },
      body: { version: '4', status: 'firing', alerts },
    });
    expect(answer.status).toBe(204);
  };
  const list = async (query = '') =>
    (await bench.call<IncidentPage>('GET', `/admin/incidents${query}`, { as: { token: reader } }))
      .body;
  const one = async (id: string) =>
    (await bench.call<IncidentDetail>('GET', `/admin/incidents/${id}`, { as: { token: reader } }))
      .body;
  const only = async () => {
    const { items } = await list();
    expect(items).toHaveLength(1);
    return one(items[0]!.id);
  };
  const post = (path: string, body?: object, token = staff) =>
    bench.call<IncidentDetail & Problem>('POST', `/admin/incidents${path}`, {
      as: { token },
      body,
    });
  /** Without what the service itself hears of others, which do not run here. */
  const told = ({ entries }: IncidentDetail) =>
    entries.filter(({ kind, said }) => kind !== 'health' || said.startsWith('spec'));
  const timeline = (incident: IncidentDetail) =>
    told(incident).map(({ kind, said }) => [kind, said]);
  const changeHealth = (...said: string[]) =>
    transaction(bench.instances[0]!.app.get(Database, { strict: false }), (tx) =>
      healthChanged(tx, said, new Date()),
    );

  it('are opened by the first alert, and joined by those after it', async () => {
    await tell(alert('a'));
    await tell(alert('b'), alert('c'));
    const incident = await only();
    expect(incident).toMatchObject({
      title: 'a is wrong.',
      public_title: null,
      opened_by_name: null,
      closed_at: null,
    });
    expect(timeline(incident)).toEqual([
      ['alert_fired', 'a is wrong. (consumer order)'],
      ['alert_fired', 'b is wrong. (consumer order)'],
      ['alert_fired', 'c is wrong. (consumer order)'],
    ]);
  });

  it('are one, whoever tells of how many alerts at once', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `${n}`);
    await Promise.all([...names, ...names].map((name) => tell(alert(name))));
    expect(told(await only())).toHaveLength(10);
  });

  it('are not opened by an alert that is told again, or is over when it is first told', async () => {
    await tell(alert('a', ended));
    expect((await list()).items).toEqual([]);
    await tell(alert('b'));
    const { id } = await only();
    expect((await post(`/${id}/close`, { said: 'It was a test.' })).status).toBe(200);
    await tell(alert('b'));
    expect((await list()).items).toHaveLength(1);
    await tell(alert('c'));
    expect((await list('?state=open')).items).toHaveLength(1);
    expect((await list('?state=closed')).items).toMatchObject([{ id }]);
  });

  it('tell when their alerts ended, after they were closed too, each once', async () => {
    await tell(alert('a'));
    await tell(alert('b'));
    await tell(alert('a', ended));
    await tell(alert('a', ended));
    const { id } = await only();
    await post(`/${id}/close`, { said: 'Over.' });
    await tell(alert('b', ended));
    expect(told(await one(id)).map(({ kind }) => kind)).toEqual([
      'alert_fired',
      'alert_fired',
      'alert_ended',
      'closed',
      'alert_ended',
    ]);
  });

  it('tell of changes of health while they are open, which open none', async () => {
    await changeHealth('spec: order is not ready.');
    expect((await list()).items).toEqual([]);
    await tell(alert('a'));
    await changeHealth('spec: order is not ready.', 'spec: order lacks kafka.');
    expect(timeline(await only()).slice(1)).toEqual([
      ['health', 'spec: order is not ready.'],
      ['health', 'spec: order lacks kafka.'],
    ]);
  });

  it('have notes and actions of staff, with who said them; both are on record', async () => {
    await tell(alert('a'));
    const { id } = await only();
    expect((await post(`/${id}/entries`, { kind: 'note', said: 'No.' }, reader)).status).toBe(403);
    await post(`/${id}/entries`, { kind: 'note', said: 'The broker\nis away.' });
    const done = await post(`/${id}/entries`, { kind: 'action', said: 'Restarted it.' });
    expect(done.status).toBe(201);
    expect(told(done.body).slice(1)).toMatchObject([
      { kind: 'note', said: 'The broker\nis away.', by_name: expect.any(String) },
      { kind: 'action', said: 'Restarted it.', by_name: expect.any(String) },
    ]);
    const changes = await bench.database.query(
      `select from audit.data_change_logs where table_name = 'incident_entries' and new_values ->> 'kind' = 'action'`,
    );
    expect(changes).toHaveLength(1);
  });

  it('tell who looks after which alert, once', async () => {
    await tell(alert('a'));
    const alerts = await bench.call<{ items: { id: string }[] }>('GET', '/admin/alerts', {
      as: { token: reader },
    });
    const [{ id }] = alerts.body.items as [{ id: string }];
    for (let n = 0; n < 2; n += 1)
      await bench.call('POST', `/admin/alerts/${id}/acknowledge`, { as: { token: staff } });
    expect(told(await only()).slice(1)).toMatchObject([
      { kind: 'action', said: 'Looks after it: a is wrong.', by_name: expect.any(String) },
    ]);
  });

  it('have a title for the public before the public reads of them', async () => {
    await tell(alert('a'));
    const { id } = await only();
    const said = 'We are looking into it.';
    const add = (body: object) => post(`/${id}/entries`, body);
    const fields = ({ body }: { body: Problem }) => body.errors?.map(({ field }) => field);
    expect(fields(await add({ kind: 'public', said }))).toEqual(['public_title']);
    expect(fields(await add({ kind: 'note', said, public_title: 'Payments' }))).toEqual([
      'public_title',
    ]);
    const published = await add({ kind: 'public', said, public_title: 'Payments are slow' });
    expect(published).toMatchObject({ status: 201, body: { public_title: 'Payments are slow' } });
    expect((await add({ kind: 'public', said: 'It is better.' })).status).toBe(201);
    const renamed = await add({ kind: 'public', said, public_title: 'Payments were slow' });
    expect(renamed.body.public_title).toBe('Payments were slow');
  });

  it('can take back what the public reads, and nothing else', async () => {
    await tell(alert('a'));
    const { id } = await only();
    const { body } = await post(`/${id}/entries`, {
      kind: 'public',
      said: 'A slip.',
      public_title: 'Payments',
    });
    const [fired, slip] = told(body) as [IncidentEntry, IncidentEntry];
    const hide = (entry: string, token = staff) =>
      post(`/${id}/entries/${entry}/hide`, undefined, token);
    expect((await hide(slip.id, reader)).status).toBe(403);
    expect((await hide(fired.id)).status).toBe(404);
    expect((await hide(randomUUID())).status).toBe(404);
    const hidden = await hide(slip.id);
    expect(told(hidden.body)[1]).toMatchObject({
      said: 'A slip.',
      hidden_at: expect.any(String),
      hidden_by_name: expect.any(String),
    });
    expect(told((await hide(slip.id)).body)[1]).toEqual(told(hidden.body)[1]);
  });

  it('are opened by staff too, one at a time, and closed once', async () => {
    expect((await post('', { title: 'Odd prices' }, reader)).status).toBe(403);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post('', { title: 'Odd prices' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const incident = await only();
    expect(incident).toMatchObject({ title: 'Odd prices', opened_by_name: expect.any(String) });
    const close = () => post(`/${incident.id}/close`, { said: 'A wrong file.' });
    const closed = await Promise.all([close(), close()]);
    expect(closed.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await only()).toMatchObject({ closed_by_name: expect.any(String) });
    expect((await post(`/${randomUUID()}/close`, { said: 'x' })).status).toBe(404);
    expect((await post(`/${randomUUID()}/entries`, { kind: 'note', said: 'x' })).status).toBe(404);
  });

  it('have room for people when what fires again and again has taken its own', async () => {
    await tell(alert('a'));
    const { id } = await only();
    for (let round = 0; round < 4; round += 1)
      await changeHealth(...Array.from({ length: 100 }, (_, n) => `one ${n}`));
    expect((await one(id)).entries).toHaveLength(300);
    expect((await post(`/${id}/entries`, { kind: 'note', said: 'Still here.' })).status).toBe(201);
    await bench.database.query(
      `insert into operations.incident_entries (id, incident_id, place, kind, said, by_id, by_name)
       select gen_random_uuid(), '${id}', n, 'note', 'x', gen_random_uuid(), 'Ada' from generate_series(302, 499) n`,
    );
    const full = await post(`/${id}/entries`, { kind: 'note', said: 'No room.' });
    expect([full.status, full.body.code]).toEqual([409, 'too_many_entries']);
    expect((await post(`/${id}/close`, { said: 'Enough.' })).status).toBe(200);
  });

  it('are forgotten long after their end, and never while they are open', async () => {
    await tell(alert('a'));
    const { id } = await only();
    const forget = () => bench.instances[0]!.app.get(Retention).run('forget-old-incidents');
    await forget();
    expect((await list()).items).toHaveLength(1);
    await post(`/${id}/close`, { said: 'Over.' });
    await forget();
    expect((await list()).items).toHaveLength(1);
    await bench.database.query(
      `update operations.incidents set closed_at = now() - interval '731 days'`,
    );
    await forget();
    expect((await list()).items).toEqual([]);
  });

  it('are refused in words that name the field', async () => {
    const { body } = await post('', { title: 'Odd prices' });
    for (const [path, sent, field] of [
      ['', { title: '' }, 'title'],
      ['', { title: 'x'.repeat(201) }, 'title'],
      [`/${body.id}/entries`, { kind: 'closed', said: 'x' }, 'kind'],
      [`/${body.id}/entries`, { kind: 'note', said: '' }, 'said'],
      [`/${body.id}/entries`, { kind: 'note', said: 'x', by: 'me' }, 'by'],
      [`/${body.id}/close`, {}, 'said'],
      ['/no-uuid/close', { said: 'x' }, 'id'],
    ] as const) {
      const { status, body: problem } = await post(path, sent);
      expect([path, status, problem.errors?.map((error) => error.field)]).toEqual([
        path,
        422,
        [field],
      ]);
    }
  });
});
