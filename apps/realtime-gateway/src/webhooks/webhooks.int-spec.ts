import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, transaction, type Database } from '@tandem/persistence';
import { eventually, freePort, MailCatcher, type Problem } from '@tandem/testing';
import type { RealtimeConfig } from '../config.js';
import { EventLog } from '../event-log/event-log.js';
import { entry } from '../testing/entries.js';
import { GatewayBench } from '../testing/gateway.js';
import { Receiver } from '../testing/receiver.js';
import type { DeliveriesPage, QueuedDto } from './deliveries.dto.js';
import type { EndpointView, SecretsView } from './endpoints.dto.js';
import { SendWebhook } from './send-webhook.js';

const SLOW = { timeoutMs: 60_000 };
const PATH = '/admin/webhook-endpoints';

// Real here: PostgreSQL, two instances of the service, HTTP receivers that verify with the reference library.
describe('outbound webhooks', () => {
  let bench: GatewayBench;
  let database: Database;
  let log: EventLog;
  let token: string;
  let catcher: MailCatcher;
  const receivers: Receiver[] = [];

  beforeAll(async () => {
    catcher = await MailCatcher.start();
    bench = await GatewayBench.open({
      instances: 2,
      env: {
        KAFKA_BROKERS: '',
        REDIS_URL: '',
        WEBHOOK_TIMEOUT_MS: '30000',
        SMTP_URL: catcher.smtpUrl,
        WEBHOOK_ALERTS_TO: 'one@staff.test,two@staff.test',
      },
    });
    token = await bench.tokens.tokenFor({
      userId: randomUUID(),
      permissions: ['events:read', 'events:write'],
    });
    database = await openDatabase({
      url: bench.database.urlOf('realtime'),
      schema: 'realtime',
      applicationName: 'webhooks-spec',
    });
    bench.onClose(() => database.close());
    log = new EventLog(database);
  });
  afterEach(async () => {
    // A delivery that is still being recorded may hold its row and want the endpoint's.
    await eventually(() => bench.database.query('delete from realtime.webhook_endpoints'));
    for (const receiver of receivers.splice(0)) await receiver.close();
  });
  afterAll(async () => {
    await bench?.close();
    await catcher?.stop();
  });

  const ask = <T = EndpointView>(method: string, path: string, body?: object, instance = 0) =>
    bench.call<T>(method, `${PATH}${path}`, { body, as: { token }, instance });
  const refusal = async (method: string, path: string, body?: object) => {
    const { status, body: problem } = await ask<Problem>(method, path, body);
    return { status, code: problem.code, fields: problem.errors?.map(({ field }) => field) };
  };
  const secretsOf = async (id: string) =>
    (await ask<SecretsView>('GET', `/${id}/secrets`)).body.items.map(({ secret }) => secret);
  const deliveries = async (id: string, query = '') =>
    (await ask<DeliveriesPage>('GET', `/${id}/deliveries${query}`)).body.items;
  const viewOf = async (id: string) => (await ask('GET', `/${id}`)).body;

  /** A partner with an endpoint of its own. */
  async function partner(types = ['stock.updated', 'price.updated']) {
    const receiver = await Receiver.open();
    receivers.push(receiver);
    const { status, body } = await ask('POST', '', { url: receiver.url, types });
    expect(status).toBe(201);
    receiver.secret = (await secretsOf(body.id))[0]!;
    return { receiver, id: body.id };
  }
  /** A public change of a part; its id is the message's. */
  async function change(version = 1, over: Parameters<typeof entry>[1] = {}): Promise<string> {
    const added = entry(version, over);
    await transaction(database, (tx) => log.append(tx, added));
    return added.eventId;
  }
  /** Time passes for what waits. */
  const makeDue = async (id: string) => {
    await bench.database.query(
      `update realtime.webhook_deliveries set due_at = clock_timestamp() where state = 'waiting' and endpoint_id = $1`,
      [id],
    );
    await bench.database.query(
      `update realtime_jobs.job set start_after = clock_timestamp() where name = 'deliver-webhooks' and singleton_key = $1`,
      [id],
    );
  };

  it('tell a partner of the changes it chose, once each, signed as the standard has it', async () => {
    const { receiver, id } = await partner(['stock.updated']);
    const told = [await change(1), await change(2, { partId: 7 })];
    await change(3, { publicType: 'price.updated' });
    await change(4, { publicType: null, publicData: null });
    told.push(await change(5));
    await eventually(() => expect(new Set(receiver.ids)).toEqual(new Set(told)), SLOW);
    expect(receiver.taken).toHaveLength(3);
    const about = receiver.taken.find((one) => one.id === told[1])!;
    expect(about.verified).toMatchObject({
      type: 'stock.updated',
      data: { part_id: 7, version: 2, seq: expect.any(Number) },
    });
    expect(about.text).not.toContain('reserved');
    await eventually(async () => {
      const sent = { state: 'delivered', attempts: [{ status: 204, error: null }] };
      expect(await deliveries(id)).toMatchObject([sent, sent, sent]);
    }, SLOW);
    expect(await deliveries(id, '?state=failed')).toEqual([]);
  });

  it('come again with the same id until they are taken', async () => {
    const { receiver, id } = await partner();
    receiver.answer = (response) => void response.writeHead(500).end('Not now\u0000');
    const message = await change();
    await eventually(() => expect(receiver.ids).toEqual([message]), SLOW);
    await eventually(
      async () => expect((await viewOf(id)).failing_since).toEqual(expect.any(String)),
      SLOW,
    );
    receiver.answer = (response) => void response.writeHead(200).end('thanks');
    await makeDue(id);
    await eventually(() => expect(receiver.ids).toEqual([message, message]), SLOW);
    expect(receiver.taken.every(({ verified }) => verified !== null)).toBe(true);
    await eventually(async () => {
      const [delivery] = await deliveries(id);
      expect(delivery).toMatchObject({
        state: 'delivered',
        due_at: null,
        attempts: [
          { status: 200, answer: 'thanks' },
          { status: 500, answer: 'Not now' },
        ],
      });
    }, SLOW);
    expect((await viewOf(id)).failing_since).toBeNull();
  });

  it('are not held up by endpoints that never answer', async () => {
    // More than the instances, and each takes longer over its 30 messages than is waited for here.
    const never = [await partner(), await partner(), await partner()];
    for (const { receiver } of never) receiver.answer = () => undefined;
    const quick = await partner();
    const told: string[] = [];
    for (let version = 1; version <= 30; version += 1) told.push(await change(version));
    await eventually(() => expect(new Set(quick.receiver.ids)).toEqual(new Set(told)), SLOW);
    expect(quick.receiver.taken).toHaveLength(30);
  });

  it('that can’t be sent say why, and reach nothing inside our own network', async () => {
    const { receiver } = await partner();
    receiver.answer = () => undefined;
    const send = async (url: string, webhookLocalAddresses: boolean) => {
      const config = { webhookTimeoutMs: 300, webhookLocalAddresses } as RealtimeConfig;
      const sender = new SendWebhook(config);
      const message = { id: randomUUID(), url, body: '{}', secrets: [receiver.secret] };
      const { status, error } = await sender.send(message);
      await sender.onApplicationShutdown();
      return [status, error];
    };
    expect(await send(receiver.url, true)).toEqual([null, 'No answer within 0.3 s.']);
    expect(await send(`http://127.0.0.1:${await freePort()}/`, true)).toEqual([
      null,
      'The connection was refused.',
    ]);
    // A name, which leads to this machine.
    expect(await send('https://localhost/', false)).toEqual([
      null,
      'The address is not a public one.',
    ]);
    expect(receiver.taken).toHaveLength(1);
  });

  it('follow no redirect', async () => {
    const elsewhere = await Receiver.open();
    receivers.push(elsewhere);
    const { receiver, id } = await partner();
    receiver.answer = (response) => void response.writeHead(307, { location: elsewhere.url }).end();
    await change();
    await eventually(async () => {
      expect((await deliveries(id))[0]?.attempts).toMatchObject([
        { status: 307, error: 'Redirects are not followed.' },
      ]);
    }, SLOW);
    expect(elsewhere.taken).toEqual([]);
  });

  it('are signed with both secrets for a day after a rotation', async () => {
    const { receiver, id } = await partner();
    const [first] = await secretsOf(id);
    expect((await ask('POST', `/${id}/secrets`)).status).toBe(201);
    const both = await secretsOf(id);
    expect(both).toEqual([expect.stringMatching(/^whsec_/), first]);
    for (const secret of both) {
      receiver.secret = secret;
      const message = await change();
      await eventually(
        () => expect(receiver.taken.find((one) => one.id === message)?.verified).toBeTruthy(),
        SLOW,
      );
    }
    await ask('POST', `/${id}/secrets`);
    expect(await secretsOf(id)).toEqual([expect.any(String), both[0]]);
    const stored = await bench.database.query(
      `select 1 from realtime.webhook_secrets where position(convert_to($1, 'utf8') in ciphertext) > 0`,
      [both[0]!.slice(6, 20)],
    );
    expect(stored).toEqual([]);
    const audited = await bench.database.query<{ values: string }>(
      `select new_values::text as values from audit.data_change_logs where table_schema = 'realtime'`,
    );
    expect(audited.some(({ values }) => values?.includes('whsec_'))).toBe(false);
  });

  it('stop when the endpoint has failed for too long, and go on when staff switch it on', async () => {
    const { receiver, id } = await partner();
    receiver.answer = (response) => void response.writeHead(500).end();
    const [lost] = [await change(1)];
    await eventually(() => expect(receiver.ids).toEqual([lost]), SLOW);
    await eventually(async () => expect((await viewOf(id)).failing_since).not.toBeNull(), SLOW);
    await bench.database.query(
      `update realtime.webhook_endpoints set failing_since = clock_timestamp() - interval '6 days'`,
    );
    const page = await bench.connect(bench.instances[0]!.url, {
      namespace: '/admin',
      auth: { token: await bench.tokens.tokenFor({ permissions: ['events:read'] }) },
    });
    const other = await bench.connect(bench.instances[1]!.url, {
      namespace: '/admin',
      auth: { token: await bench.tokens.tokenFor({ permissions: ['events:read'] }) },
    });
    await makeDue(id);
    await eventually(async () => {
      expect(await viewOf(id)).toMatchObject({ enabled: false, off_reason: 'failing', waiting: 0 });
    }, SLOW);
    await eventually(() => {
      const alerts = [...page.received, ...other.received].filter(({ name }) => name === 'alert');
      expect(alerts.map(({ payload }) => payload['code'])).toEqual(['webhook_switched_off']);
    }, SLOW);
    await change(2);
    expect(await refusal('POST', `/${id}/test`)).toMatchObject({ code: 'endpoint_is_off' });
    receiver.answer = (response) => void response.writeHead(204).end();
    const { body } = await ask('PUT', `/${id}`, { enabled: true });
    expect(body).toMatchObject({ enabled: true, off_reason: null, failing_since: null });
    const later = await change(3);
    await eventually(() => expect(receiver.ids.at(-1)).toBe(later), SLOW);
    // What was given up is sent again when somebody asks for it; what happened meanwhile stands in the feed.
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const resent = await ask<QueuedDto>('POST', `/${id}/resend`, { since });
    expect(resent.body).toEqual({ queued: 1 });
    await eventually(() => expect(receiver.ids.at(-1)).toBe(lost), SLOW);
    expect(receiver.ids).not.toContain(undefined);
    expect(receiver.taken).toHaveLength(new Set([lost, later]).size + 2);
  });

  it('stop at once when the endpoint says that it is gone', async () => {
    const { receiver, id } = await partner();
    receiver.answer = (response) => void response.writeHead(410).end();
    await change();
    await eventually(async () => {
      expect(await viewOf(id)).toMatchObject({ enabled: false, off_reason: 'gone' });
    }, SLOW);
    for (const to of ['one@staff.test', 'two@staff.test']) {
      await eventually(async () => {
        const about = (await catcher.mails(to)).filter(({ text }) =>
          text.includes('It answered 410'),
        );
        expect(about.map(({ subject }) => subject)).toEqual([
          `The webhook to ${new URL(receiver.url).host} is switched off`,
        ]);
      }, SLOW);
    }
  });

  it('can be tried and sent again by hand', async () => {
    const { receiver, id } = await partner();
    expect((await ask<QueuedDto>('POST', `/${id}/test`)).body).toEqual({ queued: 1 });
    await eventually(() => expect(receiver.taken[0]?.verified?.type).toBe('webhook.test'), SLOW);
    await eventually(async () => expect((await deliveries(id))[0]?.state).toBe('delivered'), SLOW);
    const [sent] = await deliveries(id);
    expect((await ask('POST', `/${id}/deliveries/${sent!.id}/resend`)).status).toBe(200);
    await eventually(
      () => expect(receiver.ids).toEqual([sent!.message_id, sent!.message_id]),
      SLOW,
    );
    expect(await refusal('POST', `/${id}/deliveries/${randomUUID()}/resend`)).toMatchObject({
      status: 404,
    });
  });

  it('are logged for so long and no longer', async () => {
    const { receiver, id } = await partner();
    await change();
    await eventually(async () => expect((await deliveries(id))[0]?.state).toBe('delivered'), SLOW);
    await bench.database.query(
      `update realtime.webhook_deliveries set settled_at = clock_timestamp() - interval '15 days'`,
    );
    await bench.database.query(
      `update realtime_jobs.job set start_after = clock_timestamp() where name = 'forget-webhook-deliveries'`,
    );
    await bench.restart(1, { KAFKA_BROKERS: '' });
    await eventually(async () => expect(await deliveries(id)).toEqual([]), SLOW);
    expect(receiver.taken).toHaveLength(1);
  });

  it.each([
    ['http://example.com/hook', 'url'],
    ['ftp://example.com/hook', 'url'],
    ['https://10.0.0.1/hook', 'url'],
    ['https://169.254.169.254/latest', 'url'],
    ['https://[::1]/hook', 'url'],
    ['https://user:pass@example.com/', 'url'],
    ['not a url', 'url'],
    ['', 'url'],
  ])('refuse the address %s', async (url, field) => {
    expect(await refusal('POST', '', { url, types: ['stock.updated'] })).toMatchObject({
      status: 422,
      fields: [field],
    });
  });

  it('refuse what they can’t do, by the field', async () => {
    const url = 'https://partner.example/hook';
    expect(await refusal('POST', '', { url, types: [] })).toMatchObject({ fields: ['types'] });
    expect(await refusal('POST', '', { url, types: ['order.paid'] })).toMatchObject({
      fields: [expect.stringMatching(/^types/)],
    });
    expect(await refusal('POST', '', { url })).toMatchObject({ fields: ['types'] });
    const { body } = await ask('POST', '', { url, types: ['stock.low'], description: 'Partner' });
    expect(await refusal('PUT', `/${body.id}`, { url, version: 9 })).toMatchObject({
      code: 'version_conflict',
    });
    expect(await refusal('POST', `/${body.id}/resend`, { since: 'yesterday' })).toMatchObject({
      fields: ['since'],
    });
    expect((await ask('DELETE', `/${body.id}`)).status).toBe(204);
    expect((await refusal('GET', `/${body.id}`)).status).toBe(404);
    const reader = await bench.tokens.tokenFor({ permissions: ['events:read'] });
    const shown = await bench.call('GET', `${PATH}/${body.id}/secrets`, { as: { token: reader } });
    expect(shown.status).toBe(403);
  });

  it('tell of alerts to those that chose them, each once, however often operations says it', async () => {
    const engineers = await partner(['alert.fired', 'alert.ended']);
    const other = await partner();
    const data = {
      name: 'DeadLettersWait',
      severity: 'critical',
      about: 'consumer order',
      summary: 'order has given up events.',
      starts_at: '2026-11-28T03:00:00.000Z',
      ends_at: null,
    };
    const messages = [{ id: randomUUID(), type: 'alert.fired', data }];
    for (const instance of [0, 1, 0]) {
      const call = { body: { messages }, instance };
      const answer = await bench.sendAs('operations', 'POST', '/alert-messages', call);
      expect(answer.status).toBe(204);
    }
    await eventually(async () => {
      const [one, ...more] = await deliveries(engineers.id);
      expect(one).toMatchObject({ state: 'delivered', type: 'alert.fired' });
      expect(more).toEqual([]);
    }, SLOW);
    expect(await deliveries(other.id)).toEqual([]);
    expect(engineers.receiver.taken[0]!.verified).toEqual({
      type: 'alert.fired',
      timestamp: data.starts_at,
      data,
    });
  });
});
