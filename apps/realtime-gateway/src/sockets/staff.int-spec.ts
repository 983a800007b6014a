import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '@tandem/auth-client';
import { TOPICS } from '@tandem/contracts';
import type { RunningService } from '@tandem/http';
import { eventually } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import { Alerts } from './alerts.js';

const NO_KAFKA = { KAFKA_BROKERS: '' };

// Real here: PostgreSQL, Redis, WebSocket connections, signed tokens.
describe('the staff’s socket', () => {
  let bench: GatewayBench;
  let one: RunningService;
  let two: RunningService;

  beforeAll(async () => {
    bench = await GatewayBench.open();
    one = await bench.start(NO_KAFKA);
    two = await bench.start(NO_KAFKA);
  });
  afterAll(() => bench.close());

  const tokenOf = (
    role: keyof typeof ROLES,
    claims: { expiresIn?: number; userId?: string } = {},
  ) => bench.tokens.tokenFor({ roles: [role], permissions: [...ROLES[role]], ...claims });

  const connect = async (url: string, token: unknown, auth: Record<string, unknown> = {}) =>
    bench.connect(url, { namespace: '/admin', auth: { token, ...auth } });

  async function log(over: {
    topic: string;
    type: string;
    subject: string;
    partId?: number | null;
    publicData?: object | null;
    staffData?: object;
    version?: number;
  }) {
    const id = randomUUID();
    const publicData = over.publicData ?? null;
    await bench.database.query(
      `insert into realtime.event_log (event_id, topic, type, subject, part_id, version, public_type, public_data, staff_data, occurred_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())`,
      [
        id,
        over.topic,
        over.type,
        over.subject,
        over.partId ?? null,
        over.version ?? 1,
        publicData && over.type,
        publicData,
        over.staffData ?? {},
      ],
    );
    return id;
  }
  const stock = (partId: number, type = 'stock.updated') =>
    log({
      topic: TOPICS.stock,
      type,
      subject: String(partId),
      partId,
      publicData: { current_stock: 3 },
      staffData: { current_stock: 3, available_stock: 2, reserved_quantity: 1, min_stock_level: 5 },
    });

  describe('refuses, and says why', () => {
    const refused = async (token: unknown) => {
      const client = bench.client(one.url, {
        namespace: '/admin',
        auth: token === undefined ? {} : { token },
      });
      const error = await new Promise<Error & { data?: { code: string; detail: string } }>(
        (resolve) => client.socket.once('connect_error', resolve),
      );
      expect(error.message).toBe(error.data?.detail);
      return error.data?.code;
    };

    it('nobody without a token', async () => expect(await refused(undefined)).toBe('unauthorized'));
    it.each(['', 'nonsense', 'a.b.c', 42, null, { token: 'x' }])(
      'nonsense as a token (%p)',
      async (token) => {
        expect(await refused(token)).toBe('unauthorized');
      },
    );
    it('an expired token', async () => {
      expect(await refused(await tokenOf('admin', { expiresIn: -10 }))).toBe('unauthorized');
    });
    it('a token for another audience', async () => {
      const permissions = [...ROLES.admin];
      expect(await refused(await bench.tokens.tokenFor({ permissions, audience: 'other' }))).toBe(
        'unauthorized',
      );
    });
    it('an unsigned token', async () => {
      const [header, payload] = [
        { alg: 'none' },
        {
          sub: randomUUID(),
          permissions: ['events:read'],
          iss: 'tandem-auth',
          aud: 'tandem',
          exp: 9_999_999_999,
        },
      ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      expect(await refused(`${header}.${payload}.`)).toBe('unauthorized');
    });
    it('a customer', async () =>
      expect(await refused(await tokenOf('customer'))).toBe('forbidden'));
  });

  it('shows an administrator every event as it happens', async () => {
    const admin = await connect(one.url, await tokenOf('admin'));
    await eventually(async () => {
      await stock(1);
      expect(admin.ids('event').length).toBeGreaterThan(0);
    });
    const user = await log({
      topic: TOPICS.user,
      type: 'user.registered',
      subject: randomUUID(),
      staffData: { version: 1 },
    });
    await eventually(() => expect(admin.ids('event')).toContain(user));
    expect(admin.received.find(({ payload }) => payload['part_id'] === 1)?.payload).toMatchObject({
      type: 'stock.updated',
      data: { reserved_quantity: 1 },
    });
  });

  it('shows each member of staff what their permissions show', async () => {
    const reader = await connect(
      two.url,
      await bench.tokens.tokenFor({ permissions: ['content:read'] }),
    );
    const keeper = await connect(
      two.url,
      await bench.tokens.tokenFor({ permissions: ['stock:read'] }),
    );
    for (const person of [reader, keeper]) {
      expect(await person.ask('subscribe', { parts: [2] })).toMatchObject({ ok: true });
    }
    const stockEvent = await stock(2);
    const contentEvent = await log({
      topic: TOPICS.part,
      type: 'content.updated',
      subject: '2',
      partId: 2,
      publicData: { changed: [] },
      staffData: { changed: ['cost'] },
    });
    const of = (client: typeof reader, id: string, name: string) =>
      client.received.find((message) => message.name === name && message.payload['id'] === id)
        ?.payload['data'];
    await eventually(() => {
      expect(of(keeper, contentEvent, 'content.updated')).toEqual({ changed: [] });
      expect(of(reader, contentEvent, 'content.updated')).toEqual({ changed: ['cost'] });
    });
    expect(of(keeper, stockEvent, 'stock.updated')).toMatchObject({ reserved_quantity: 1 });
    expect(of(reader, stockEvent, 'stock.updated')).toEqual({ current_stock: 3 });
    expect(reader.ids('event')).toEqual([contentEvent]);
    expect(keeper.ids('event')).toEqual([stockEvent]);
  });

  it('goes on after a reconnect where the monitor was', async () => {
    const seen = await stock(3);
    const missed = [await stock(3), await stock(4)];
    const admin = await connect(one.url, await tokenOf('admin'), { last_event_id: seen });
    await eventually(() => expect(admin.ids('event')).toEqual(missed));
    const live = await stock(3);
    await eventually(() => expect(admin.ids('event')).toEqual([...missed, live]));
  });

  it('raises an alert when a part runs low', async () => {
    const admin = await connect(one.url, await tokenOf('stock'));
    await eventually(async () => {
      await stock(5, 'stock.low');
      // One of another spec may still be on its way.
      const alert = admin.received.find(
        ({ name, payload }) => name === 'alert' && payload['code'] === 'stock_low',
      );
      expect(alert?.payload).toMatchObject({
        code: 'stock_low',
        part_id: 5,
        detail: 'Part 5 is low: 2 available, minimum 5.',
      });
    });
  });

  it('tells who may see runs of synchronisation how they go, and nobody else', async () => {
    const [admin, writer] = [
      await connect(one.url, await tokenOf('admin')),
      await connect(one.url, await tokenOf('content')),
    ];
    const run = { run_id: randomUUID(), kind: 'g2a_products', status: 'running', processed: 20 };
    const names = ['sync.started', 'sync.progressed', 'sync.completed', 'sync.failed'];
    await eventually(async () => {
      for (const type of names) {
        await log({ topic: TOPICS.g2a, type, subject: run.run_id, staffData: run });
      }
      const told = admin.received.filter(({ name }) => name === 'sync.progress');
      expect(told.length).toBeGreaterThanOrEqual(names.length);
      expect(told[0]!.payload).toMatchObject({ type: 'sync.progress', data: run });
    });
    expect(writer.received.map(({ name }) => name)).not.toContain('sync.progress');
  });

  it('raises an alert when held pieces are missing at the warehouse', async () => {
    const admin = await connect(one.url, await tokenOf('stock'));
    const figures = { source: 'warehouse', announced: 3, held: 8, missing: 5, part_id: 5 };
    await eventually(async () => {
      await log({
        topic: TOPICS.stock,
        type: 'shortfall.changed',
        subject: randomUUID(),
        staffData: { ...figures, state: 'open' },
      });
      // One of another spec may still be on its way.
      const alert = admin.received.find(
        ({ name, payload }) => name === 'alert' && payload['code'] === 'stock_shortfall',
      );
      expect(alert?.payload).toMatchObject({
        code: 'stock_shortfall',
        part_id: 5,
        detail: 'Part 5 is short by 5. The warehouse announced 3. Orders held 8.',
      });
    });
  });

  it('tells who may read orders when unpaid ones are refused again and again, and nobody else', async () => {
    const [seller, writer] = [
      await connect(one.url, await tokenOf('admin')),
      await connect(one.url, await tokenOf('content')),
    ];
    const account = randomUUID();
    await eventually(async () => {
      await log({
        topic: TOPICS.order,
        type: 'order.unpaid_refused',
        subject: account,
        staffData: { account_id: account, refused: 5 },
      });
      expect(seller.received.find(({ name }) => name === 'alert')?.payload).toMatchObject({
        code: 'unpaid_orders_refused',
        user_id: account,
        detail: expect.stringContaining('5 unpaid orders of one account were refused'),
      });
    });
    await eventually(async () => {
      await stock(8, 'stock.low');
      expect(writer.received.map(({ payload }) => payload['code'])).toContain('stock_low');
    });
    expect(writer.received.map(({ payload }) => payload['code'])).not.toContain(
      'unpaid_orders_refused',
    );
  });

  it('carries an alert raised on one instance to staff on the other', async () => {
    const there = await connect(two.url, await tokenOf('admin'));
    const here = await connect(one.url, await tokenOf('admin'));
    const alert = {
      id: randomUUID(),
      code: 'test',
      severity: 'critical',
      detail: 'Look here.',
      part_id: null,
      timestamp: new Date().toISOString(),
    } as const;
    await eventually(() => {
      one.app.get(Alerts, { strict: false }).raise(alert);
      for (const person of [here, there]) {
        expect(person.received.find(({ payload }) => payload['id'] === alert.id)?.payload).toEqual(
          alert,
        );
      }
    });
  });

  it('tells a person whose token runs out, and lets them renew it before', async () => {
    const userId = randomUUID();
    const short = await connect(one.url, await tokenOf('stock', { expiresIn: 2, userId }));
    const renewed = await connect(one.url, await tokenOf('stock', { expiresIn: 2, userId }));
    expect(await renewed.ask('authenticate', { token: 'nonsense' })).toMatchObject({
      ok: false,
      code: 'unauthorized',
    });
    expect(
      await renewed.ask('authenticate', { token: await tokenOf('admin', { userId }) }),
    ).toMatchObject({ ok: false, code: 'session_changed' });
    expect(
      await renewed.ask('authenticate', { token: await tokenOf('stock', { userId }) }),
    ).toMatchObject({ ok: true });
    await eventually(() => expect(short.socket.connected).toBe(false));
    expect(short.received.at(-1)).toMatchObject({
      name: 'session.expired',
      payload: { code: 'token_expired' },
    });
    expect(renewed.socket.connected).toBe(true);
  });

  it.each([
    ['user.role_changed', 'roles_changed'],
    ['user.deleted', 'account_deleted'],
  ])('ends the sockets of a person on every instance after %s', async (type, code) => {
    const userId = randomUUID();
    const token = await tokenOf('content', { userId });
    const sockets = await Promise.all([one, two].map(({ url }) => connect(url, token)));
    const bystander = await connect(one.url, await tokenOf('content'));
    // A token names the second it was issued in; this one is a second older than the change.
    const wait = Date.now() + 1_000;
    await eventually(() => Date.now() > wait);
    await log({ topic: TOPICS.user, type, subject: userId, staffData: { user_id: userId } });
    await eventually(() =>
      expect(sockets.map(({ socket }) => socket.connected)).toEqual([false, false]),
    );
    for (const { received } of sockets)
      expect(received.at(-1)).toMatchObject({ name: 'session.expired', payload: { code } });
    expect(bystander.socket.connected).toBe(true);
    await expect(connect(one.url, token)).rejects.toMatchObject({
      data: { code: 'session_changed' },
    });
  });
});
