import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { callUrl, eventually, standIn, type Problem, type StandIn } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import type { StaffAlert, StaffAlertPage } from './alerts.dto.js';

interface Message {
  id: string;
  type: string;
  data: { name: string };
}

const SECRET = 'a-secret-of-alertmanager-in-a-spec';

/** Real: PostgreSQL, the service. What Alertmanager sends is what version 0.25 sent. */
describe('alerts', () => {
  let bench: OperationsBench;
  let reader: string;
  let staff: string;
  let gateway: StandIn;
  let gatewayIsAway = true;
  const asked: Message[] = [];
  const taken: Message[] = [];

  beforeAll(async () => {
    gateway = await standIn(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      if (request.url !== '/internal/alert-messages') return void response.writeHead(204).end();
      const { messages } = JSON.parse(body) as { messages: Message[] };
      asked.push(...messages);
      if (!gatewayIsAway) taken.push(...messages);
      response.writeHead(gatewayIsAway ? 503 : 204).end();
    });
    bench = await OperationsBench.open({
      env: { ALERTS_WEBHOOK_SECRET: SECRET, REALTIME_URL: gateway.url },
    });
    reader = await bench.tokens.tokenFor({ permissions: ['events:read'] });
    staff = await bench.tokens.tokenFor({ permissions: ['events:read', 'events:write'] });
  });
  beforeEach(() => bench.database.query('delete from operations.alerts'));
  afterAll(async () => {
    await bench?.close();
    await gateway?.close();
  });

  const told = (over: object = {}) => ({
    status: 'firing',
    labels: { alertname: 'DeadLettersWait', severity: 'warning', consumer: 'order', job: 'tandem' },
    annotations: {
      summary: 'order has given up events.',
      description: '1 wait for somebody.',
      runbook_url: 'docs/runbooks/dead-letters-wait.md',
    },
    startsAt: '2026-11-28T03:00:00.123Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://127.0.0.1:9090/graph',
    fingerprint: 'a1b2c3d4e5f60718',
    ...over,
  });
  const tell = (alerts: unknown, secret: string | null = SECRET) =>
    callUrl<Problem>('POST', `${bench.instances[0]!.url}/internal/alerts`, {
      headers: secret === null ? {} : { authorization: `Bearer ${secret}` },
      body: { version: '4', groupKey: '{}:{}', truncatedAlerts: 0, status: 'firing', alerts },
    });
  const list = async (query = '') =>
    (await bench.call<StaffAlertPage>('GET', `/admin/alerts${query}`, { as: { token: reader } }))
      .body;

  it('are shown to staff with what to do', async () => {
    expect((await tell([told()])).status).toBe(204);
    expect((await list()).items).toEqual([
      {
        id: expect.any(String),
        name: 'DeadLettersWait',
        severity: 'warning',
        about: 'consumer order',
        summary: 'order has given up events.',
        description: '1 wait for somebody.',
        runbook: 'docs/runbooks/dead-letters-wait.md',
        starts_at: '2026-11-28T03:00:00.123Z',
        ends_at: null,
        acknowledged_at: null,
        acknowledged_by_name: null,
      },
    ]);
    expect((await list('?state=past')).items).toEqual([]);
  });

  it('told again, by several at once, are the same ones', async () => {
    await Promise.all(Array.from({ length: 8 }, () => tell([told(), told()])));
    expect((await list()).items).toHaveLength(1);
  });

  it('that begin anew, while nobody said that they had ended, are open once', async () => {
    await tell([told(), told({ fingerprint: 'f0' })]);
    await tell([told({ startsAt: '2026-11-28T04:00:00Z' })]);
    // A call that comes late.
    await tell([told()]);
    expect((await list()).items.map(({ starts_at }) => starts_at).toSorted()).toEqual([
      '2026-11-28T03:00:00.123Z',
      '2026-11-28T04:00:00.000Z',
    ]);
    expect((await list('?state=past')).items).toMatchObject([
      { starts_at: '2026-11-28T03:00:00.123Z', ends_at: '2026-11-28T04:00:00.000Z' },
    ]);
  });

  it('that have ended are past, and an older call that comes late does not open them again', async () => {
    const end = told({ status: 'resolved', endsAt: '2026-11-28T03:10:00Z' });
    await tell([told()]);
    await tell([end]);
    await tell([told()]);
    expect((await list()).items).toEqual([]);
    expect((await list('?state=past')).items).toMatchObject([
      { ends_at: '2026-11-28T03:10:00.000Z' },
    ]);
  });

  it('are walked page by page, newest first', async () => {
    for (const n of [1, 2, 3]) await tell([told({ fingerprint: `${n}` })]);
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.next_cursor}`);
    expect(first.items).toHaveLength(2);
    expect(second.items).toHaveLength(1);
    expect(second.next_cursor).toBeNull();
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
  });

  it('are taken by whoever may, once, and it is on record', async () => {
    await tell([told()]);
    const [{ id }] = (await list()).items as [StaffAlert];
    const take = (token: string, one = id) =>
      bench.call<StaffAlert & Problem>('POST', `/admin/alerts/${one}/acknowledge`, {
        as: { token },
      });
    expect((await take(reader)).status).toBe(403);
    const taken = await take(staff);
    expect(taken.body.acknowledged_by_name).toEqual(expect.any(String));
    const other = await bench.tokens.tokenFor({ permissions: ['events:write'] });
    expect((await take(other)).body).toEqual(taken.body);
    expect((await take(staff, randomUUID())).status).toBe(404);
    const [change] = await bench.database.query<{ operation: string }>(
      `select operation from audit.data_change_logs where table_name = 'alerts' and operation = 'UPDATE'`,
    );
    expect(change).toBeDefined();
  });

  it.each([
    ['no secret', null],
    ['another secret', 'another-secret-of-the-same-length'],
    ['nothing behind Bearer', ''],
  ])('are taken from nobody with %s', async (_, secret) => {
    expect(await tell([told()], secret)).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    });
    expect((await list()).items).toEqual([]);
  });

  it.each([
    ['alerts', 'no list'],
    ['alerts', Array.from({ length: 101 }, () => told())],
    ['alerts.0.fingerprint', [told({ fingerprint: 'not hexadecimal' })]],
    ['alerts.0.startsAt', [told({ startsAt: 'yesterday' })]],
    ['alerts.0.status', [told({ status: 'odd' })]],
    ['alerts.0.endsAt', [told({ status: 'resolved' })]],
    ['alerts.0.labels.alertname', [told({ labels: {} })]],
    ['alerts.0.fingerprint', [null]],
  ])('with a wrong %s are refused in words', async (field, alerts) => {
    const answer = await tell(alerts);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, field]);
  });

  it('have texts that fit, whatever a rule says', async () => {
    const text = 'x\0'.repeat(5_000);
    const labels = { alertname: text, severity: 'odd', consumer: text };
    const answer = await tell([
      told({ labels, annotations: { summary: text, description: text, runbook_url: text } }),
    ]);
    expect(answer.status).toBe(204);
    expect((await list()).items[0]!.severity).toBe('warning');
  });

  it('are forgotten long after their end, and never while they go on', async () => {
    const long = { startsAt: '2020-01-01T00:00:00Z' };
    const end = new Date().toISOString();
    await tell([
      told({ ...long, fingerprint: '1' }),
      told({ ...long, fingerprint: '2', status: 'resolved', endsAt: '2020-01-02T00:00:00Z' }),
      told({ ...long, fingerprint: '3', status: 'resolved', endsAt: end }),
    ]);
    await bench.instances[0]!.app.get(Retention).run('forget-old-alerts');
    expect((await list()).items).toHaveLength(1);
    expect((await list('?state=past')).items).toHaveLength(1);
  });

  it('go to the gateway for the endpoints that chose them, each once, also when it was away', async () => {
    gatewayIsAway = true;
    const labels = { alertname: 'OfTheGateway', severity: 'warning', consumer: 'order' };
    const ours = () => asked.filter(({ data }) => data.name === labels.alertname);
    await tell([told({ labels })]);
    await eventually(() => expect(ours()).not.toEqual([]));
    gatewayIsAway = false;
    await eventually(() => expect(taken).toHaveLength(1), { timeoutMs: 60_000 });
    await tell([told({ labels })]);
    await tell([told({ labels, status: 'resolved', endsAt: '2026-11-28T03:10:00Z' })]);
    await eventually(() => expect(taken).toHaveLength(2), { timeoutMs: 60_000 });
    const data = {
      name: labels.alertname,
      severity: 'warning',
      about: 'consumer order',
      summary: 'order has given up events.',
      starts_at: '2026-11-28T03:00:00.123Z',
    };
    expect(taken).toEqual([
      { id: expect.any(String), type: 'alert.fired', data: { ...data, ends_at: null } },
      {
        id: expect.any(String),
        type: 'alert.ended',
        data: { ...data, ends_at: '2026-11-28T03:10:00.000Z' },
      },
    ]);
    // Every try is of the same message.
    expect(ours().filter(({ id }) => id === taken[0]!.id).length).toBeGreaterThan(1);
  });
});
