import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { LiveClient } from './live-client';

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
