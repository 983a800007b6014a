import { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { RealtimeConfig } from '../config.js';
import { SocketLimits } from './socket-limits.js';

class OpenConnection extends EventEmitter {
  readonly request = new IncomingMessage(new Socket());
  closed = false;

  close(): void {
    this.closed = true;
    this.emit('close');
  }
}

describe('connections that were all let in before the first of them counted', () => {
  it('are closed when they are more than one address may have', () => {
    const limits = new SocketLimits({
      socketsPerAddress: 2,
      trustedProxies: [],
    } as unknown as RealtimeConfig);
    const connections = Array.from({ length: 4 }, () => new OpenConnection());
    for (const connection of connections) limits.opened(connection);
    expect(connections.map(({ closed }) => closed)).toEqual([false, false, true, true]);
    connections[0]!.close();
    const next = new OpenConnection();
    limits.opened(next);
    expect(next.closed).toBe(false);
  });
});
