import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { watch } from 'vue';
import { LiveClient } from './live-client';
import type { LiveState } from './live-types';

interface Subscription {
  parts: number[];
  lists: string[];
}

describe('a page that follows parts', () => {
  let server: Server;
  let client: LiveClient;
  let asked: Subscription[];
  let answers: { ok: boolean; versions?: object }[];

  beforeEach(async () => {
    asked = [];
    answers = [];
    server = new Server(0);
    server.on('connection', (socket) =>
      socket.on('subscribe', (wanted: Subscription, ack: (answer: object) => void) => {
        asked.push(wanted);
        ack(answers[asked.length - 1]!);
      }),
    );
    const { port } = (
      server as unknown as { httpServer: { address(): AddressInfo } }
    ).httpServer.address();
    const host = `127.0.0.1:${port}`;
    Object.assign(globalThis, {
      location: { protocol: 'http:', host, hostname: '127.0.0.1', port },
    });
    client = new LiveClient('/');
  });
  afterEach(async () => {
    client.close();
    await server.close();
  });

  it('asks again when it was refused, and then knows how new what it shows is', async () => {
    answers = [{ ok: false }, { ok: true, versions: { 7: { stock: 3, content: 1 } } }];
    const versions = await new Promise((onVersions) => client.watch({ parts: [7], onVersions }));
    expect(versions).toEqual({ 7: { stock: 3, content: 1 } });
    expect(asked).toEqual([
      { parts: [7], lists: [] },
      { parts: [7], lists: [] },
    ]);
  });
  async function becomes(shown: LiveState): Promise<void> {
    while (client.state.value !== shown) {
      await new Promise((changed) => watch(client.state, changed, { flush: 'sync', once: true }));
    }
  }
  const event = (id: string) => ({ id, version: 1, part_id: 7, type: 'part.updated' });

  it('comes back by itself when the server ended the connection or did not let it in, and never once it is closed', async () => {
    await becomes('live');
    let knocks = 0;
    server.use((_, next) => next(knocks++ === 0 ? new Error('not now') : undefined));
    server.disconnectSockets();
    await becomes('reconnecting');
    await becomes('live');
    expect(knocks).toBe(2);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      server.disconnectSockets();
      await becomes('reconnecting');
      const connect = jest.spyOn(client['socket'], 'connect');
      client.close();
      jest.advanceTimersByTime(60_000);
      expect(connect).not.toHaveBeenCalled();
    } finally {
      jest.useRealTimers();
    }
  });

  it('resumes from the same place again until all that it missed has come', async () => {
    answers = [{ ok: false }, { ok: true, versions: {} }];
    const places: unknown[] = [];
    server.use(({ handshake }, next) => {
      places.push(handshake.auth['last_event_id']);
      next();
    });
    const visit = async (id: string, begun: Promise<void>) => {
      await begun;
      server.emit('part.updated', event(id));
      await new Promise<void>((resolve) => {
        hears = (heard) => heard === id && resolve();
      });
      server.disconnectSockets();
      await becomes('reconnecting');
    };
    let hears: (id: string) => void;
    const known = new Promise<void>((resolve) => {
      client.watch({
        parts: [7],
        onEvent: ({ id }) => hears(id),
        onVersions: () => resolve(),
      });
    });
    await visit('a', becomes('live'));
    await visit('b', known);
    await becomes('live');
    expect(places).toEqual([undefined, undefined, 'b']);
  });

  it('fetches what it shows while nothing comes over the socket, and stops when it is live again', async () => {
    jest.useFakeTimers();
    try {
      answers = [];
      await server.close();
      const page = new LiveClient('/');
      const onResync = jest.fn();
      page.watch({ onResync });
      await jest.advanceTimersByTimeAsync(31_000);
      expect(onResync).toHaveBeenCalledTimes(2);
      page.close();
      await jest.advanceTimersByTimeAsync(60_000);
      expect(onResync).toHaveBeenCalledTimes(2);
    } finally {
      jest.useRealTimers();
    }
  });
});
