import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { RunningService } from '@tandem/http';
import { eventually } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';

// Real here: PostgreSQL, Kafka, Redis, connections as browsers and programs make them.
describe('sockets of one visitor', () => {
  let bench: GatewayBench;
  let gateway: RunningService;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    bench = await GatewayBench.open();
    gateway = await bench.start({
      REALTIME_SOCKETS_PER_ADDRESS: '5',
      REALTIME_SOCKETS_PER_USER: '3',
      REALTIME_CONNECTIONS_PER_MINUTE: '30',
      REALTIME_ORIGINS: 'https://app.shop.test',
    });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await bench.close();
  });

  const open = (headers: Record<string, string>, options: object = {}): Promise<string> => {
    const socket = io(gateway.url, {
      path: '/socket.io',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
      ...options,
    });
    sockets.push(socket);
    return new Promise((resolve) => {
      socket.once('connect', () => resolve('open'));
      socket.once('connect_error', (error: Error & { data?: { code?: string } }) =>
        resolve(error.data?.code ?? 'refused'),
      );
    });
  };
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('are at most as many as one address may have, also when asked for at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => open(from('198.51.100.1'))));
    await eventually(() =>
      expect(sockets.filter(({ connected }) => connected).length).toBeLessThanOrEqual(5),
    );
    expect(answers.filter((answer) => answer === 'refused').length).toBeGreaterThanOrEqual(7);
    expect(await open(from('198.51.100.2'))).toBe('open');
    for (const socket of sockets) socket.disconnect();
    await eventually(async () => expect(await open(from('198.51.100.1'))).toBe('open'));
  });

  it('are let in at a bounded rate', async () => {
    const answers: string[] = [];
    for (let i = 0; i < 31; i += 1) {
      answers.push(await open(from('198.51.100.3')));
      sockets.pop()!.disconnect();
    }
    expect(answers).toContain('refused');
  });

  it('are at most as many as one person may have, from wherever', async () => {
    const token = await bench.tokens.tokenFor({ userId: randomUUID() });
    const answers: string[] = [];
    for (let i = 0; i < 4; i += 1)
      answers.push(await open(from(`198.51.100.${10 + i}`), { auth: { token } }));
    expect(answers).toEqual(['open', 'open', 'open', 'too_many_connections']);
  });

  it('come from pages of the shop, not from other sites', async () => {
    const host = new URL(gateway.url).host;
    const page = (origin: string, over: object = {}) =>
      open({ ...from(`198.51.100.${20 + sockets.length}`), origin }, over);
    expect(await page(`http://${host}`)).toBe('open');
    expect(await page('https://app.shop.test')).toBe('open');
    expect(await page('https://evil.test')).toBe('refused');
    expect(await page('https://evil.test', { transports: ['polling'] })).toBe('refused');
  });
});

describe('a connection that is cut before its first event', () => {
  it('gets what it missed, from the place its first answer named', async () => {
    const bench = await GatewayBench.open();
    try {
      const append = async (partId: number): Promise<string> => {
        const id = randomUUID();
        await bench.database.query(
          `insert into realtime.event_log (event_id, topic, type, subject, part_id, version, lists, public_type,
             public_data, staff_data, superseded, occurred_at)
           values ($1, $2, 'stock.updated', $3::text, $3::int, 1, '{}', 'stock.updated', '{}', '{}', false, now())`,
          [id, TOPICS.stock, partId],
        );
        return id;
      };
      const before = await append(1);
      const gateway = await bench.start();
      const first = bench.client(gateway.url);
      await eventually(() => expect(first.positions).toEqual([before]));
      expect(await first.ask('subscribe', { parts: [7] })).toMatchObject({
        ok: true,
        last_event_id: before,
      });
      first.socket.disconnect();
      const missed = await append(7);
      const again = await bench.connect(gateway.url, { auth: { last_event_id: before } });
      await again.ask('subscribe', { parts: [7] });
      await eventually(() => expect(again.ids('stock.updated')).toEqual([missed]));
    } finally {
      await bench.close();
    }
  });
});
