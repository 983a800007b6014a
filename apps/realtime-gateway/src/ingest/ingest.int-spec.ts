import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertRoutesDeclared, ROLES } from '@tandem/auth-client';
import { VersionedCache } from '@tandem/cache';
import { PartStockEntry, TOPICS } from '@tandem/contracts';
import type { RunningService } from '@tandem/http';
import { eventually } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import { contentData, Producer, stockData } from '../testing/producer.js';

// Three consumers share this machine's cores with the rest of the run.
const SLOW = { timeoutMs: 15_000 };

// Real here: Kafka, PostgreSQL, Redis, two instances of the service, WebSocket clients.
describe('from Kafka to open pages', () => {
  let bench: GatewayBench;
  let producer: Producer;
  let instances: RunningService[];

  beforeAll(async () => {
    bench = await GatewayBench.open();
    producer = new Producer(bench.prefix);
    await producer.ready();
    instances = [await bench.start(), await bench.start()];
    // Both have joined the group once an event has come through.
    const page = await follow(0, [1]);
    const id = await producer.stock(1, 1);
    await eventually(() => expect(page.ids()).toContain(id), { timeoutMs: 30_000 });
  });
  afterAll(async () => {
    await producer.close();
    await bench.close();
  });

  const url = (index: number) => instances[index]!.url;
  async function follow(index: number, parts: number[], lists: string[] = []) {
    const page = await bench.connect(url(index));
    expect(await page.ask('subscribe', { parts, lists })).toMatchObject({ ok: true });
    return page;
  }
  const staff = async (permissions: readonly string[] = ROLES.admin) => ({
    token: await bench.tokens.tokenFor({ roles: ['admin'], permissions: [...permissions] }),
  });
  const api = async (path: string, init: RequestInit = {}, permissions?: readonly string[]) => {
    const { token } = await staff(permissions);
    const response = await fetch(`${url(0)}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('a change reaches every page on both instances, in one order, once, without what is for staff', async () => {
    const pages = await Promise.all([0, 1, 0, 1].map((index) => follow(index, [10, 11, 12])));
    const sent: string[] = [];
    for (let version = 1; version <= 50; version += 1) {
      sent.push(...(await Promise.all([10, 11, 12].map((part) => producer.stock(part, version)))));
    }
    await eventually(() => pages.every((page) => page.ids().length >= 150), SLOW);
    const [first, ...others] = pages;
    expect(new Set(first!.ids())).toEqual(new Set(sent));
    for (const page of pages) expect(page.ids()).toHaveLength(150);
    for (const other of others) expect(other.ids()).toEqual(first!.ids());
    for (const part of [10, 11, 12]) {
      const versions = first!.received
        .filter(({ payload }) => payload['part_id'] === part)
        .map(({ payload }) => payload['version']);
      expect(versions).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    }
    const {
      reason: _r,
      reserved_quantity: _q,
      min_stock_level: _m,
      changed_by: _c,
      ...visible
    } = stockData(10, 1);
    expect(
      first!.received.find(({ payload }) => payload['part_id'] === 10)?.payload['data'],
    ).toEqual(visible);
  });

  it('an event delivered twice is told once', async () => {
    const page = await follow(0, [20]);
    const id = await producer.stock(20, 1);
    await producer.stock(20, 1, { id });
    const last = await producer.stock(20, 2);
    await eventually(() => expect(page.ids()).toEqual([id, last]), SLOW);
  });

  it('a state that is older than one already told is kept for staff and not pushed', async () => {
    const page = await follow(0, [21]);
    const newer = await producer.stock(21, 5);
    const older = await producer.stock(21, 3);
    const last = await producer.stock(21, 6);
    await eventually(() => expect(page.ids()).toEqual([newer, last]), SLOW);
    const { body } = await api('/api/v1/admin/events?subject=21');
    expect(
      (body['items'] as { id: string; superseded: boolean }[]).map(({ id, superseded }) => [
        id,
        superseded,
      ]),
    ).toEqual([
      [last, false],
      [older, true],
      [newer, false],
    ]);
    expect(await (await bench.connect(url(1))).ask('subscribe', { parts: [21] })).toMatchObject({
      ok: true,
      versions: { 21: { stock: 6, content: 0 } },
    });
  });

  it('pages and lists follow a part’s content, its category and its withdrawal', async () => {
    const page = await follow(1, [30], ['category:brakes', 'category:wheels']);
    const content = (
      version: number,
      over: Record<string, unknown> = {},
      type = 'content.updated',
    ) =>
      producer.send({
        topic: TOPICS.part,
        type,
        subject: '30',
        data: contentData(30, version, over),
      });
    await content(1, {}, 'part.created');
    const wheels = { id: randomUUID(), slug: 'wheels', name: 'Wheels' };
    await content(2, {
      changed: ['category', 'status'],
      part: { ...contentData(30, 2).part, category: wheels },
    });
    await content(3, { status: 'draft' });
    const hidden = await content(4, { status: 'draft' });
    // Stock travels on a topic of its own: only once the draft is known is its stock a secret.
    await eventually(async () => {
      const { body } = await api('/api/v1/admin/events?subject=30&limit=1');
      expect(body['items']).toEqual([expect.objectContaining({ id: hidden })]);
    }, SLOW);
    await producer.stock(30, 1);
    await content(5, { status: 'active' });
    await eventually(() => expect(page.ids()).toHaveLength(4), SLOW);
    const events = page.received.filter(({ payload }) => payload['id']);
    expect(events.map(({ name, payload }) => [name, payload['version']])).toEqual([
      ['part.created', 1],
      ['content.updated', 2],
      ['part.deleted', 3],
      ['content.updated', 5],
    ]);
    expect(events[1]?.payload['data']).toMatchObject({
      changed: ['category'],
      part: { category: wheels },
    });
    expect(JSON.stringify(events)).not.toMatch(/changed_by|status|reason/);
    await eventually(() => {
      const lists = page.received
        .filter(({ name }) => name === 'list.changed')
        .map(({ payload }) => payload['list']);
      expect(new Set(lists)).toEqual(new Set(['category:brakes', 'category:wheels']));
    });
  });

  it('a poison message becomes a dead letter with its reason, those behind it arrive, staff are alerted', async () => {
    const { token } = await staff();
    const admin = await bench.connect(url(1), { namespace: '/admin', auth: { token } });
    const page = await follow(0, [40]);
    const before = await producer.stock(40, 1);
    const broken = await producer.stock(40, 2, { data: '{"part_id":40,' });
    const misfit = await producer.stock(40, 3, { data: { part_id: 40 } });
    const untimed = await producer.stock(40, 4, { time: 'yesterday' });
    const behind = await producer.stock(40, 5);
    await eventually(() => expect(page.ids()).toEqual([before, behind]), { timeoutMs: 30_000 });

    const letters = await eventually(async () => {
      const { body } = await api('/api/v1/admin/events/dead-letters?limit=100');
      const items = body['items'] as {
        id: string;
        event_id: string;
        error: string;
        topic: string;
      }[];
      const mine = items.filter(({ event_id }) => [broken, misfit, untimed].includes(event_id));
      expect(mine).toHaveLength(3);
      return mine;
    }, SLOW);
    const reasonOf = (id: string) => letters.find(({ event_id }) => event_id === id)?.error;
    expect(reasonOf(broken)).toContain('not JSON');
    expect(reasonOf(misfit)).toContain('version');
    expect(reasonOf(untimed)).toContain('yesterday');
    await eventually(
      () => {
        const alerts = admin.received
          .filter(({ name }) => name === 'alert')
          .map(({ payload }) => payload);
        expect(alerts).toContainEqual(
          expect.objectContaining({
            code: 'dead_letter',
            part_id: 40,
            detail: expect.stringContaining('not JSON'),
          }),
        );
      },
      { timeoutMs: 30_000 },
    );

    const letter = letters.find(({ event_id }) => event_id === untimed)!;
    const again = await api(`/api/v1/admin/events/dead-letters/${letter.id}/retry`, {
      method: 'POST',
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'retry_failed' } });
    await bench.database.query(
      `update realtime.dead_letters set headers = headers || '{"ce_time":"2026-01-01T00:00:00.000Z"}' where id = $1`,
      [letter.id],
    );
    const fixed = await api(`/api/v1/admin/events/dead-letters/${letter.id}/retry`, {
      method: 'POST',
    });
    expect(fixed).toEqual({ status: 200, body: { result: 'handled' } });
    const { body } = await api(`/api/v1/admin/events?subject=40`);
    expect(body['items']).toContainEqual(
      expect.objectContaining({ id: untimed, superseded: true }),
    );
  });

  it('cached entries that an event has overtaken are made old once more', async () => {
    const cache = instances[1]!.app.get(VersionedCache, { strict: false });
    const key = PartStockEntry.key(50);
    await cache.load([key], async () => ({ version: 1, values: ['{"current_stock":1}'] }));
    expect((await cache.readMany([key]))[0]).toMatchObject({ version: 1 });
    // The writer of version 2 died before it told the cache.
    await producer.stock(50, 2);
    await eventually(async () => expect((await cache.readMany([key]))[0]).toBeNull(), SLOW);
  });

  it('the ack knows of a write that was answered although its event is still under way', async () => {
    const cache = instances[0]!.app.get(VersionedCache, { strict: false });
    const key = PartStockEntry.key(51);
    await cache.load([key], async () => ({ version: 8, values: ['{}'] }));
    const page = await bench.connect(url(1));
    expect(await page.ask('subscribe', { parts: [51] })).toMatchObject({
      versions: { 51: { stock: 8 } },
    });
  });

  it('staff lose their sockets when their roles change', async () => {
    const userId = randomUUID();
    const token = await bench.tokens.tokenFor({ userId, permissions: [...ROLES.stock] });
    const socket = await bench.connect(url(0), { namespace: '/admin', auth: { token } });
    await producer.send({
      topic: TOPICS.user,
      type: 'user.role_changed',
      subject: userId,
      data: { user_id: userId, version: 2, roles: [] },
    });
    await eventually(() => expect(socket.socket.connected).toBe(false), SLOW);
    expect(socket.received.at(-1)).toMatchObject({ name: 'session.expired' });
  });

  describe('the event list', () => {
    it('is for staff who may read events', async () => {
      expect((await fetch(`${url(0)}/api/v1/admin/events`)).status).toBe(401);
      expect((await api('/api/v1/admin/events', {}, ['stock:read'])).status).toBe(403);
      const retry = `/api/v1/admin/events/dead-letters/${randomUUID()}/retry`;
      expect((await api(retry, { method: 'POST' }, ['events:read'])).status).toBe(403);
      expect((await api(retry, { method: 'POST' })).status).toBe(404);
    });

    it('is read page by page, newest first', async () => {
      const sent: string[] = [];
      for (let version = 1; version <= 5; version += 1)
        sent.push(await producer.stock(60, version));
      await eventually(
        async () =>
          expect((await api('/api/v1/admin/events?subject=60')).body['items']).toHaveLength(5),
        SLOW,
      );
      const read: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body } = await api(
          `/api/v1/admin/events?subject=60&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        );
        read.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
        cursor = body['next_cursor'] as string | null;
      }
      expect(read).toEqual(sent.reverse());
    });

    it.each([
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=x', 'limit'],
      ['cursor=nonsense', 'cursor'],
      ['cursor=eyJiZWZvcmUiOiJ4In0', 'cursor'],
      ['from=yesterday', 'from'],
      ['from=2026-13-01T00:00:00Z', 'from'],
      ['unknown=1', 'unknown'],
      ['type=%00', 'type'],
      ['topic=a&topic=b', 'topic'],
    ])('names the field that is wrong: %s', async (query, field) => {
      const { status, body } = await api(`/api/v1/admin/events?${query}`);
      expect(status).toBe(422);
      expect((body['errors'] as { field: string }[]).map((error) => error.field)).toEqual([field]);
    });

    it.each([
      ['GET', 'dead-letters?include_resolved=perhaps', 'include_resolved'],
      ['GET', 'dead-letters?cursor=x', 'cursor'],
      ['POST', 'dead-letters/nonsense/retry', 'id'],
    ])('names the field that is wrong: %s %s', async (method, path, field) => {
      const { status, body } = await api(`/api/v1/admin/events/${path}`, { method });
      expect(status).toBe(422);
      expect((body['errors'] as { field: string }[]).map((error) => error.field)).toEqual([field]);
    });
  });

  it('declares for every route who may call it, and says how it is', async () => {
    assertRoutesDeclared(instances[0]!.app);
    const ready = await fetch(`${url(0)}/health/ready`);
    expect(await ready.json()).toMatchObject({
      status: 'ok',
      checks: { postgres: { status: 'up' }, redis: { status: 'up' }, kafka: { status: 'up' } },
    });
    const metrics = await (await fetch(`${url(0)}/metrics`)).text();
    expect(metrics).toMatch(/database_sync_latency_ms_count\{[^}]*operation="stock.updated"/);
    expect(metrics).toMatch(/events_delivered_total\{[^}]*type="stock.updated"/);
    expect(metrics).toMatch(/sockets_connected\{[^}]*namespace="\/admin"/);
  });
});
