import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { KafkaTransport } from './kafka-transport.js';

describe('a broker that takes connections and never answers', () => {
  const sockets = new Set<Socket>();
  const broker = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));

  beforeAll(async () => {
    broker.listen(0, '127.0.0.1');
    await once(broker, 'listening');
  });
  afterAll(() => void broker.close());

  it('does not keep what publishes and consumes from closing', async () => {
    const { port } = broker.address() as AddressInfo;
    const transport = new KafkaTransport({ brokers: [`127.0.0.1:${port}`], clientId: 'closing' });
    transport.subscribe({ group: 'closing', topics: [TOPICS.part], onMessage: async () => {} });
    let waiting = true;
    const publication = transport
      .publish(TOPICS.part, [{ key: '1', value: Buffer.from('{}'), headers: {} }])
      .catch(() => undefined)
      .finally(() => (waiting = false));
    await once(broker, 'connection');
    await transport.close();
    await setImmediate();
    // The client itself waits for answers much longer.
    expect(waiting).toBe(true);
    broker.on('connection', (socket) => socket.destroy());
    for (const socket of sockets) socket.destroy();
    await publication;
  });
});
